"""What the accident pages say: known answers, definitions, one cell, and what cannot be shown."""

import json
import re
from pathlib import Path

import pytest

from stats import mesh
from tests.pages.opening import Open, charts_of, html_of

ACCIDENTS, PATTERNS, OUTLOOK, SPOT = (
    f"pages/accidents/{name}.py" for name in ("accidents", "patterns", "outlook", "spot")
)
AROUND = "周りとの比較"
COUNTS = "件数"
BUSIEST = "5540725934"  # 250 m cell with most accidents of 2019 to 2021 in the police's files: 8


def table_with(app: object, column: str) -> object:
    return next(table.value for table in app.table if column in table.value.columns)


def test_the_other_definition_stands_beside_the_known_answer(look_at: Open, real_edition: Path) -> None:
    app = look_at(real_edition.parent, OUTLOOK)
    table = table_with(app, "水準の95%区間 下")
    assert table["事故（件）"].tolist()[:3] == [107, 81, 112]
    assert table["参考：高速道路を含む（件）"].tolist()[:3] == [110, 81, 113]
    assert "いまの定義では300件" in html_of(app)
    assert "高速道路を含むなら304件" in html_of(app)


def test_the_answer_says_where_under_the_chosen_conditions(open_page: Open, real_edition: Path) -> None:
    plain = html_of(open_page(real_edition.parent, ACCIDENTS, view=COUNTS))
    assert "事故は300件、最も多いのは<b>栄町の西 約400mの8件</b>です。" in plain
    assert "条件に合う事故は300件、死者14人、負傷者334人です。" in plain
    assert (
        "目標と同じ数え方では、市の人身事故は令和3年（計画の基準の年）に<b>112件</b>でした。"
        "計画が始まってからの件数は、この版の記録にはありません。"
    ) in re.sub(r'<span class="term".*?>|<span role="tooltip".*?</span></span>', "", plain)
    rain = html_of(open_page(real_edition.parent, ACCIDENTS, view=COUNTS, weather="雨"))
    assert re.search(r'<p class="answer">事故は(?!300件)\d+件、', rain) is not None


@pytest.mark.parametrize("view", ["見込み", COUNTS, "通学路など"])
def test_every_view_leads_back_to_the_measure(view: str, open_page: Open, sample_edition: Path) -> None:
    text = html_of(open_page(sample_edition.parent, ACCIDENTS, view=view))
    assert "関わる施策：" in text
    assert "goals-sheet?measure=6-2" in text


@pytest.mark.parametrize("view", ["見込み", COUNTS])
def test_an_entry_of_the_list_marks_its_cell_and_the_cell_its_entry(
    view: str, open_page: Open, real_edition: Path
) -> None:
    before = html_of(open_page(real_edition.parent, ACCIDENTS, view=view))
    assert 'aria-current="true"' not in before
    app = open_page(real_edition.parent, ACCIDENTS, view=view, cell=BUSIEST)
    text = html_of(app)
    (marked,) = re.findall(r'<li class="chosen">.*?</li>', text)
    assert f"cell={BUSIEST}" in marked
    assert 'aria-current="true"' in marked
    chart = next(chart for chart in app.get("plotly_chart") if chart.key in ("chart_map", "chart_hotspots"))
    west, *_ = mesh.bounds(BUSIEST)
    frames = [trace for trace in json.loads(chart.proto.spec)["data"] if trace.get("mode") == "lines"]
    assert frames[0]["lon"][0] == pytest.approx(west)


@pytest.mark.parametrize("page", ["accidents", "spot", "patterns", "outlook"])
def test_every_page_with_filters_tells_the_other_definitions(
    page: str, look_at: Open, real_edition: Path
) -> None:
    told = re.search(
        r"いまの定義では(\d+)件）：高速道路を含むなら(\d+)件、発生年で数えるなら(\d+)件。",
        html_of(look_at(real_edition.parent, f"pages/accidents/{page}.py")),
    )
    assert told is not None
    here = ("8", "8", "8") if page == "spot" else ("300", "304", "300")
    assert told.groups() == here


def test_the_map_of_a_prefecture_tells_the_other_definitions_there(
    open_page: Open, real_edition: Path
) -> None:
    told = html_of(open_page(real_edition.parent, ACCIDENTS, area="県全体"))
    assert "いまの定義では10,053件）：高速道路を含むなら10,170件" in told
    assert "福島県では、条件に合う事故は10,053件" in told


def test_the_first_ten_are_compared_under_the_other_definitions(look_at: Open, real_edition: Path) -> None:
    assert "定義を変えても上位10に残る地点：高速道路を含むならすべて、発生年で数えるならすべて。" in html_of(
        look_at(real_edition.parent, ACCIDENTS)
    )


def test_the_oldest_parties_are_counted_as_in_the_files(open_page: Open, real_edition: Path) -> None:
    app = open_page(real_edition.parent, OUTLOOK, age="75歳以上", motorway="含む")
    assert table_with(app, "水準の95%区間 下")["事故（件）"].tolist() == [20, 18, 16]


def test_both_definitions_of_residential_roads_are_printed(open_page: Open, real_edition: Path) -> None:
    strict = html_of(open_page(real_edition.parent, ACCIDENTS, road_width="生活道路（狭義）"))
    broad = html_of(open_page(real_edition.parent, ACCIDENTS, road_width="生活道路（広義）"))
    counted = re.search(r"いまの定義では(\d+)件）：生活道路（広義）なら(\d+)件", strict)
    assert counted is not None
    assert int(counted[1]) < int(counted[2])
    assert f"いまの定義では{counted[2]}件）：生活道路（狭義）なら{counted[1]}件" in broad
    assert "車道幅員が5.5m未満" in strict
    assert "単路・両側とも5.5m未満の交差点に、片側だけ5.5m未満の交差点を加えたもの" in broad


def test_bicycles_have_their_other_definition(open_page: Open, sample_edition: Path) -> None:
    text = html_of(open_page(sample_edition.parent, ACCIDENTS, party_type="自転車（駆動補助機付を含む）"))
    assert "自転車（駆動補助機付を除く）なら" in text


@pytest.mark.parametrize("chosen", ["自転車（駆動補助機付を含む）", "自転車（駆動補助機付を除く）"])
def test_bicycles_are_called_what_was_chosen(chosen: str, open_page: Open, real_edition: Path) -> None:
    app = open_page(real_edition.parent, PATTERNS, party_type=chosen, view="年齢・乗り物")
    assert set(table_with(app, "種別")["種別"]) == {chosen}
    text = html_of(app)
    assert f"歳の{chosen}が" in text
    assert f"※{chosen}：" in text


def test_the_newest_year_of_occurrence_is_a_part(open_page: Open, real_edition: Path) -> None:
    app = open_page(real_edition.parent, OUTLOOK, basis="発生年", motorway="含む")
    table = table_with(app, "水準の95%区間 下")
    assert table["事故（件）"].tolist() == [3, 110, 79, 112]
    assert table["資料"].tolist() == ["一部", "そろっている", "そろっている", "一部"]
    assert "「一部」の年" in html_of(app)


def test_a_cell_in_the_address_lists_its_records(open_page: Open, real_edition: Path) -> None:
    app = open_page(real_edition.parent, ACCIDENTS, cell=BUSIEST)
    table = table_with(app, "当事者A")
    assert len(table) == 8
    assert not table["発生"].str.contains("分").any()
    assert not {"緯度", "経度"} & set(table.columns)
    assert f"accidents-spot?cell={BUSIEST}" in html_of(app)


def test_the_whole_prefecture_is_one_choice_away(
    open_page: Open, real_edition: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streamlit.elements.lib.policies._shown_default_value_warning", False)
    app = open_page(real_edition.parent, ACCIDENTS, area="県全体")
    assert not app.exception
    assert "条件に合う事故は10,053件" in html_of(app)
    assert "Session State" not in capfd.readouterr().err
    assert "条件に合う事故は300件" in html_of(open_page(real_edition.parent, ACCIDENTS, view=COUNTS))


def test_an_edition_of_the_city_offers_no_prefecture(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, ACCIDENTS, view=COUNTS)
    assert "地図の範囲" not in [box.label for box in app.button_group]
    refused = open_page(sample_edition.parent, ACCIDENTS, area="全国")
    assert "地図の範囲：全国" in refused.error[0].value


@pytest.mark.parametrize("page", [ACCIDENTS, SPOT])
@pytest.mark.parametrize("code", ["554072593", "5540725935", "5540825934", "須賀川駅"])
def test_a_malformed_cell_is_named_and_nothing_else_is_shown(
    page: str, code: str, open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, page, cell=code)
    assert f"「{code}」は250m区画の番号ではありません" in app.error[0].value
    assert not app.get("plotly_chart")


def test_a_spot_tells_its_records_in_sentences(open_page: Open, real_edition: Path) -> None:
    app = open_page(real_edition.parent, SPOT, cell=BUSIEST)
    text = html_of(app)
    assert (
        "この場所の人身事故は<b>8件</b>で、まわりと合わせても、市全体と違う特徴があるとはいえません。" in text
    )
    sentences = text.split('<ol class="records" tabindex="0">')[1].split("</ol>")[0]
    assert sentences.count("<li>") == 8
    assert not re.search(r"\d+分|\d+\.\d{3,}", sentences)
    assert "この場所とまわりの8区画（750m四方）で起きた市内の事故16件を、市全体と比べました。" in text
    assert text.count("実際の年平均は2.7件") == 1
    assert text.count("見込みは年1.9件です") == 1
    assert "見込みの水準から" in text
    assert "対策のあと少なくとも<b>12年</b>" in text  # 21.886 / 1.91 = 11.5; of the count, 8 in 3 years, 9
    assert charts_of(app) == {"chart_close_up", "chart_traits", "chart_spot_years"}
    assert {"信号機のある所", "信号機のない所", "一時停止の標識がある所", "ぬれた路面"} <= set(
        table_with(app, "特徴")["特徴"]
    )


def test_what_sets_a_place_apart_is_found_with_those_around_it(open_page: Open, real_edition: Path) -> None:
    text = html_of(open_page(real_edition.parent, SPOT, cell="5540735044"))
    assert "まわりと合わせると、「踏切・一般交通の場所」などの事故の割合が市全体より高いといえます。" in text
    assert "「踏切・一般交通の場所」は7件で、割合は市全体の6.7倍です" in text


def test_a_busy_spot_is_compared_with_the_city(look_at: Open, sample_edition: Path) -> None:
    app = look_at(sample_edition.parent, SPOT)
    assert "chart_traits" in charts_of(app)
    assert "ホルム法で補正" in html_of(app)


def test_a_spot_leads_to_the_eight_around_it(open_page: Open, sample_edition: Path) -> None:
    app = open_page(
        sample_edition.parent, SPOT, cell="5540725944", motorway="含む", edition=sample_edition.stem
    )
    around = html_of(app).split('<table class="around">')[1].split("</table>")[0]
    links = re.findall(r"accidents-spot\?([^\"]*)", around)
    assert len(links) == 8
    assert len({re.search(r"cell=(\d{10})", link)[1] for link in links} - {"5540725944"}) == 8
    assert all(f"edition={sample_edition.stem}" in link and "motorway=" in link for link in links)


def test_without_an_expectation_the_level_is_the_mean_of_the_records(
    open_page: Open, real_edition: Path
) -> None:
    text = html_of(open_page(real_edition.parent, SPOT, cell="5540724831", weather="霧", motorway="含む"))
    assert "実際の年平均は0.3件" in text
    assert "半減したかどうかは、50年の記録でも<b>確かめられません</b>" in text
    assert "事故マップに見込みがない" in text
    assert "見込みは年" not in text


def test_the_mean_of_a_spot_says_which_years_it_leaves_out(open_page: Open, real_edition: Path) -> None:
    text = html_of(open_page(real_edition.parent, SPOT, cell=BUSIEST, basis="発生年"))
    assert "資料のそろわない発生年の平成30年・令和3年を除いた実際の年平均は2.5件" in text


def test_age_and_kind_are_asked_of_the_same_party(open_page: Open, sample_edition: Path) -> None:
    both = {"age": "75歳以上", "party_type": "歩行者"}
    said = "年齢層と種別は同じ当事者についての条件"
    assert said in html_of(open_page(sample_edition.parent, PATTERNS, **both))
    for name, value in both.items():
        assert said not in html_of(open_page(sample_edition.parent, PATTERNS, **{name: value}))


def test_the_weekdays_differ_by_chance_and_the_hours_do_not(look_at: Open, real_edition: Path) -> None:
    text = html_of(look_at(real_edition.parent, PATTERNS))
    assert "時間帯では8時から10時に最も多く起きています。曜日の違いは偶然の範囲です。" in text
    assert "どの曜日も同じでもこれ以上ばらつく確率は、75%です。" in text


def test_a_spot_without_accidents_says_so(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, SPOT, cell="5540725934", accident_type="列車")
    assert "条件に合う事故の記録はありません" in html_of(app)
    assert "危険がないことを意味しません" in html_of(app)
    assert charts_of(app) == {"chart_close_up"}


def test_a_spot_outside_the_city_says_so(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, SPOT, cell="5640038012")
    assert "須賀川市の外です" in app.info[0].value
    assert not app.get("plotly_chart")


def test_the_city_is_compared_with_its_neighbours(open_page: Open, real_edition: Path) -> None:
    app = open_page(real_edition.parent, OUTLOOK, view=AROUND)
    table = table_with(app, "倍率")
    assert table["地域"].tolist() == [
        "須賀川市",
        "郡山市",
        "鏡石町",
        "玉川村",
        "天栄村",
        "福島県の他の市町村",
    ]
    assert table["倍率"].iloc[0] == pytest.approx(1.19)  # 112 / 94
    assert "人口千人あたり（件）" not in table.columns
    text = html_of(app)
    assert "平均94.0件の<b>1.19倍</b>" in text
    assert "増えたとも減ったとも言えません" in text


def test_years_that_are_not_compared_are_named(open_page: Open, real_edition: Path) -> None:
    app = open_page(real_edition.parent, OUTLOOK, view=AROUND, basis="発生年", motorway="含む")
    text = html_of(app)
    assert "発生年の平成30年・令和3年は、前後の年の資料にも記録があり" in text
    assert "令和2年は<b>79件</b>で、令和元年の110件の<b>0.72倍</b>" in text
    assert table_with(app, "倍率")["令和元年（件）"].iloc[0] == 110


def test_a_spot_in_a_year_that_is_not_whole_has_no_yearly_mean(open_page: Open, real_edition: Path) -> None:
    app = open_page(real_edition.parent, SPOT, cell=BUSIEST, basis="発生年", years="令和3年（2021年）")
    assert not app.exception
    assert "1年分の資料がそろった年がありません。発生年の令和3年は" in html_of(app)
    assert "年平均" not in html_of(app)


def test_without_neighbours_whom_to_ask_is_said(open_page: Open, sample_edition: Path) -> None:
    text = html_of(open_page(sample_edition.parent, OUTLOOK, view=AROUND))
    assert "この版には須賀川市の記録だけが入っているため、周りとは比べられません。" in text
    assert "に問い合わせてください" in text
    assert "python -m" not in text
    assert "並び順は" not in text


def test_one_year_alone_is_not_compared(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, OUTLOOK, view=AROUND, years="令和3年（2021年）")
    assert "2つ以上必要" in app.info[0].value


def test_items_of_2022_are_named_or_missed(open_page: Open, sample_edition: Path, real_edition: Path) -> None:
    season = {"view": "季節・明るさ"}
    assert "日の入り後の1時間に" in html_of(open_page(sample_edition.parent, PATTERNS, **season))
    assert "以降の資料は、この版にありません" in html_of(open_page(real_edition.parent, PATTERNS, **season))


def test_paper_carries_every_view_of_when_and_to_whom(open_page: Open, sample_edition: Path) -> None:
    shown = charts_of(open_page(sample_edition.parent, PATTERNS))
    assert shown == {"chart_people", "chart_hours", "chart_kinds"}
    printed = charts_of(open_page(sample_edition.parent, PATTERNS, print="1"))
    assert shown | {"chart_season", "chart_light", "chart_party_1", "chart_party_2"} == printed


@pytest.mark.parametrize("page", [PATTERNS, OUTLOOK, SPOT])
def test_a_page_leads_on_to_the_map_and_the_measure(page: str, open_page: Open, sample_edition: Path) -> None:
    text = html_of(open_page(sample_edition.parent, page, weather="雨"))
    assert re.search(r'href="accidents\?[^"]*weather=%E9%9B%A8', text) is not None
    assert re.search(r'href="goals-sheet\?measure=6-2"', text) is not None
    assert "6-2 " in text


@pytest.mark.parametrize("page", [ACCIDENTS, PATTERNS, OUTLOOK, SPOT])
def test_pages_print_without_widgets(page: str, open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, page, print="1")
    assert not app.exception
    assert not app.selectbox
    assert not app.button_group
