"""The sheet of one measure and the page of methods: what they say of every kind, with and without reports."""

import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.pages.opening import ABOUT, Open, charts_of, html_of

SHEET, METHODS = "pages/goals/sheet.py", ABOUT
YEAR = {"fiscal_year": "令和5年度（2023年度）"}


def test_the_address_decides_the_measure_and_a_choice_changes_the_address(
    open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, SHEET, measure="2-6")
    assert "2-6 市民のICT利活用への支援" in html_of(app)
    assert app.selectbox(key="measure_choice").value == "2-6"
    app.selectbox(key="measure_choice").select("9-13").run()
    assert app.query_params["measure"] == "9-13"
    assert "9-13 行政評価システムのリプレイス" in html_of(app)
    app.query_params["measure"] = "3-1"
    assert "3-1 ひとり暮らし高齢者宅等" in html_of(app.run())


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ("9-12", ["達成割合 =", "（10,000 − 2,528）", "予測区間", "目標に届く確率", "1年に約"]),
        ("9-13", ["（400 − 875）", "目標の日までに111時間減らす必要があります"]),
        ("7-2", ["目標 30件以上 と比べます", "保つ指標なので"]),
        ("9-1", ["0を続ける指標なので"]),
        ("7-3", ["累計 = ", "累計の見込みは計算しません"]),
        ("2-4", ["（2013 − 2010）", "段階で進む指標なので"]),
        ("9-9", ["基準が言葉だけ"]),
        ("6-2", ["偶然か、変化か", "偶然", "100件以下を保つ確率は"]),
    ],
)
def test_every_kind_is_worked_out_in_its_own_way(
    measure: str, words: list[str], open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, SHEET, measure=measure, **YEAR)
    assert not app.exception
    text = html_of(app)
    assert [word for word in words if word not in text] == []


def test_the_sheet_of_8_1_says_that_its_baseline_is_of_a_year_of_corona(
    open_page: Open, empty_edition: Path
) -> None:
    app = open_page(empty_edition.parent, SHEET, measure="8-1")
    assert "基準（令和2年度末）は、この期間（一部だけの年を含む）の値です" in html_of(app)
    (chart,) = [chart for chart in app.get("plotly_chart") if chart.key == "chart_series_8-1"]
    notes = json.loads(chart.proto.spec)["layout"]["annotations"]
    assert "灰色の帯：新型コロナ" in [note["text"] for note in notes]


def test_all_measures_have_a_sheet_that_opens(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, SHEET)
    numbers = app.selectbox(key="measure_choice").options
    assert len(numbers) == 52
    for number in [text.split(" ")[0] for text in numbers]:
        app.query_params["measure"] = number
        app.run()
        assert not app.exception, number
        (said,) = re.findall(r'<p class="answer">(.*?)</p>', html_of(app))
        assert said.startswith(f"<b>{number} ")
        assert len(re.sub("<[^>]+>", "", said)) <= 60, said


def test_every_sheet_leads_to_the_next_in_the_plans_order(open_page: Open, sample_edition: Path) -> None:
    first = html_of(open_page(sample_edition.parent, SHEET, measure="1-1", **YEAR))
    assert 'rel="prev"' not in first
    assert 'rel="next" href="goals-sheet?measure=2-1&amp;fiscal_year=' in first
    inside = html_of(open_page(sample_edition.parent, SHEET, measure="2-1", **YEAR))
    assert re.findall(r'rel="(?:prev|next)" href="goals-sheet\?measure=([\d-]+)', inside) == ["1-1", "2-2"]


def test_the_sheet_says_where_the_measure_should_be_and_what_is_missing_in_its_report(
    open_page: Open, sample_edition: Path
) -> None:
    text = html_of(open_page(sample_edition.parent, SHEET, measure="9-12", **YEAR))
    assert "いまごろ<b>8,133人</b>のはず" in text
    assert "<dt>これから</dt><dd>目標の日までに<b>+1,735人</b>が必要</dd>" in text
    assert "<dt>前の年度から</dt><dd><b>+1,980人</b></dd>" in text
    assert "記入なし" in text


def test_the_sheet_leads_to_its_neighbours_and_other_topics(open_page: Open, sample_edition: Path) -> None:
    text = html_of(open_page(sample_edition.parent, SHEET, measure="2-6"))
    assert 'href="goals-sheet?measure=2-9&amp;fiscal_year=' in text
    assert re.search(r'href="divide\b', text)
    assert re.search(r'href="divide-questions\?view=', text)
    of_accidents = html_of(open_page(sample_edition.parent, SHEET, measure="6-2"))
    assert f'href="accidents?{urlencode({"view": "通学路など"})}"' in of_accidents
    assert "作成者による対応付け" in text


def test_a_year_looks_at_no_later_report(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, SHEET, measure="9-12", **YEAR)
    table = next(table.value for table in app.table if "区分" in table.value.columns)
    reported = table[table["区分"].str.startswith("実績")]["期間"].tolist()
    assert "令和5年度末" in reported
    assert "令和6年度末" not in reported


def test_the_real_edition_says_what_is_known_and_who_reports(open_page: Open, empty_edition: Path) -> None:
    text = html_of(open_page(empty_edition.parent, SHEET, measure="2-6"))
    assert "○ 未報告</b>で、進み具合は分かりません。" in text
    assert "令和5年度（2023年度）の報告がありません。" in text
    assert "令和5年度末に期待される値は6.3回、目標は令和6年度末に8回/年です。" in text
    assert "報告するのは行政管理課・市民交流センター・各公民館です。" in text
    reported = html_of(open_page(empty_edition.parent, SHEET, measure="9-12"))
    assert "7,365人" in reported
    assert "使える値が2つ（基準を含む）しかない" in reported


def test_the_real_records_say_whether_112_accidents_are_chance(open_page: Open, real_edition: Path) -> None:
    text = html_of(open_page(real_edition.parent, SHEET, measure="6-2"))
    assert "（95%区間0.93～1.51倍）。増えたとも減ったとも言えません" in text
    assert "目標の令和6年に100件以下になる確率は<b>52%</b>です" in text
    assert "偶然だけで1年の件数が目標を超える確率は47%です" in text


def test_without_records_chance_is_not_spoken_of(open_page: Open, empty_edition: Path) -> None:
    text = html_of(open_page(empty_edition.parent, SHEET, measure="6-2"))
    assert "偶然の幅は計算していません" in text


def test_the_printed_sheet_has_its_table_and_no_widget(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, SHEET, measure="9-12", print="1", **YEAR)
    assert not app.selectbox
    assert charts_of(app) == {"chart_series_9-12"}
    assert "予測区間" in html_of(app)


def test_a_printed_sheet_of_two_series_has_both_with_values_sum_and_rules(
    open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, SHEET, measure="7-1", print="1", **YEAR)
    assert charts_of(app) == {"chart_series_7-1a", "chart_series_7-1b"}
    text = html_of(app)
    assert text.count('<table class="across">') == 2
    assert "<td>1,303,598</td>" in text
    assert "判定の計算と、これから（指標7-1b）" in text
    assert text.count('<table class="rules">') == 2


def test_a_printed_sheet_names_every_source_once_and_says_what_holds_for_all_of_it(
    open_page: Open, sample_edition: Path
) -> None:
    text = html_of(open_page(sample_edition.parent, SHEET, measure="6-2", print="1", **YEAR))
    assert text.count("出典：") == 1
    assert text.count("破線は、基準から目標まで") == 1
    assert text.count("あぶくま時報") == 4


def test_the_printed_count_of_accidents_has_every_way_of_counting_in_one_table(
    open_page: Open, real_edition: Path
) -> None:
    text = html_of(open_page(real_edition.parent, SHEET, measure="6-2", print="1"))
    row = re.search(r'<th scope="row">警察：資料年次・高速を除く</th>(.*?)</tr>', text)
    assert row is not None
    assert [cell for cell in re.findall(r"<td>(.*?)</td>", row[1]) if cell][:3] == ["107", "81", "112"]
    assert "目標の令和6年に100件以下になる確率は<b>52%</b>です" in text


def test_flips_are_listed_with_their_reason_and_lead_to_the_sheet(
    open_page: Open, sample_edition: Path
) -> None:
    text = html_of(open_page(sample_edition.parent, METHODS, **YEAR))
    assert "施策は方法を変えると判定が変わります" in text
    assert "計画の始まりから数えると、期待される割合が75%から67%に下がる" in text
    assert 'href="goals-sheet?measure=' in text
    assert "道のりのある48指標でそう仮定すると、基準からの直線では順調48" in text


def test_with_one_report_the_methods_speak_of_one_measure(look_at: Open, empty_edition: Path) -> None:
    text = html_of(look_at(empty_edition.parent, METHODS))
    assert "令和5年度（2023年度）に数で判定できた<b>1施策は、方法を変えると判定が変わります</b>" in text
    assert "基準の時点で25%あり" in text
