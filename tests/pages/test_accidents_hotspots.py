"""The pages of hotspots: what they answer, and what they refuse to answer."""

import re
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.opening import Open, charts_of, html_of

HOTSPOTS, COMPARISON, METHOD = (
    "pages/accidents/hotspots.py",
    "pages/accidents/rankings.py",
    "pages/accidents/backtest.py",
)


def test_the_first_ten_are_listed_with_their_chances(look_at: Open, sample_edition: Path) -> None:
    app = look_at(sample_edition.parent, HOTSPOTS)
    text = html_of(app)
    assert "chart_hotspots" in charts_of(app)
    assert text.count('href="accidents-spot?') == 10
    assert text.count("翌年に上位10に入る確率 ") == 10
    assert "先の年の予測ではありません" in text
    assert "事故の件数が市内で多い方から10区画に入る確率" in text


def test_no_number_beside_a_rank_rises_with_it(
    open_page: Open, sample_edition: Path, real_edition: Path
) -> None:
    for edition in (sample_edition, real_edition):
        text = html_of(open_page(edition.parent, HOTSPOTS))
        for pattern in (r"見込み 年([\d.]+)件（[^）]*）　記録", r"翌年に上位10に入る確率 (\d+)%</span>"):
            shown = [float(number) for number in re.findall(pattern, text)]
            assert len(shown) == 10
            assert shown == sorted(shown, reverse=True)


def test_conditions_travel_to_the_sheet_of_a_place(open_page: Open, sample_edition: Path) -> None:
    text = html_of(open_page(sample_edition.parent, HOTSPOTS, accident_type="車両相互"))
    assert "accident_type=%E8%BB%8A%E4%B8%A1%E7%9B%B8%E4%BA%92" in text
    assert "選んだ条件：" in text


def test_too_few_accidents_are_not_ranked(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, HOTSPOTS, severity="死亡事故のみ", weather="雨")
    text = html_of(app)
    assert "件数が少なく判定不能" in text
    assert "上位10に入る確率" not in text
    assert charts_of(app) == {"chart_hotspots_counts"}


def test_too_few_of_the_city_are_not_ranked_however_many_its_prefecture_has(
    open_page: Open, real_edition: Path
) -> None:
    app = open_page(real_edition.parent, HOTSPOTS, age="75歳以上", road_width="生活道路（狭義）")
    assert "件数が少なく判定不能" in html_of(app)
    assert "市内で10件に足りません" in app.info[0].value
    assert charts_of(app) == {"chart_hotspots_counts"}


@pytest.mark.parametrize("page", [HOTSPOTS, COMPARISON])
def test_filtered_to_nothing_offers_a_way_out(page: str, open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, page, accident_type="列車")
    assert "条件を一つ外してください" in app.info[0].value
    assert not app.get("plotly_chart")


@pytest.mark.parametrize(
    "method", ["件数（500m区画）", "カーネル密度（幅500m、傾向のみ）", "Gi*（まわりを含めた集まり）"]
)
def test_every_method_says_what_it_asks(method: str, open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, COMPARISON, method=method)
    assert "問い：" in html_of(app)
    assert len(charts_of(app)) == 1
    ranks = ranks_of(app)
    assert ranks["見込みの順位"].tolist()[:10] == list(range(1, 11))


def ranks_of(app: AppTest) -> pd.DataFrame:
    return next(table.value for table in app.table if "見込みの順位" in table.value.columns)


def test_every_cell_that_any_method_puts_first_is_in_the_table(look_at: Open, sample_edition: Path) -> None:
    table = ranks_of(look_at(sample_edition.parent, COMPARISON))
    for column in ("見込みの順位", "記録の多さの順位", "Gi*の順位", "死亡10倍の順位"):
        assert (table[column] <= 10).sum() >= 10
    assert len(table) > 15
    assert (table["10位以内になる数え方"] != "").all()
    assert table["翌年に上位10に入る確率（%）"].is_monotonic_decreasing


def test_cells_without_accidents_are_not_among_the_first_by_counts(
    open_page: Open, real_edition: Path
) -> None:
    table = ranks_of(open_page(real_edition.parent, COMPARISON, weather="雪"))
    without = table[table["記録（件）"] == 0]
    assert not without.empty
    assert without["記録の多さの順位"].isna().all()


def test_gi_star_ranks_nothing_where_it_cannot_tell(open_page: Open, real_edition: Path) -> None:
    app = open_page(real_edition.parent, COMPARISON, weather="雪")
    table = ranks_of(app)
    assert table["Gi*の順位"].isna().all()
    assert (table.filter(like="の順位").min(axis=1) <= 10).all()
    text = html_of(app)
    assert "Gi*は判定不能です" in text
    assert "件数が少なくGi*が判定不能なら" in text


@pytest.mark.parametrize("page", [HOTSPOTS, COMPARISON])
def test_the_pages_say_whose_accidents_are_counted(
    page: str, open_page: Open, sample_edition: Path, real_edition: Path
) -> None:
    of_city, of_all = (html_of(open_page(path.parent, page)) for path in (sample_edition, real_edition))
    assert "この版には市の記録だけがあります" in of_city
    assert "（市）" in of_city
    assert "隣の市町村の事故も数えています" not in of_city
    assert "隣の市町村の事故も数えています" in of_all
    assert "（県）" in of_all


def test_a_weight_of_one_changes_no_rank(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, COMPARISON, fatal_weight="1件分（重みなし）")
    assert set(ranks_of(app)["重みによる変化"]) == {"― 同じ"}


def test_few_deaths_change_ranks_too_when_they_weigh_much(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, COMPARISON, fatal_weight="50件分")
    assert set(ranks_of(app)["重みによる変化"]) > {"― 同じ"}
    assert "死亡事故19件" in html_of(app)


def test_without_deaths_the_page_says_that_a_weight_changes_nothing(
    open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, COMPARISON, severity="負傷事故のみ")
    assert "死亡事故がないため、重みを付けても順位は変わりません" in html_of(app)
    assert set(ranks_of(app)["重みによる変化"]) == {"― 同じ"}


def test_the_method_page_shows_the_examination_and_the_check_grid(look_at: Open, empty_edition: Path) -> None:
    app = look_at(empty_edition.parent, METHOD)
    text = html_of(app)
    assert "上位の区画を選び出す力は<b>ほとんど変わりません</b>" in text
    assert "補正に使わなかった都道府県で実際に入った割合は" in text
    assert "2.7019" in text
    assert "30件に足りない" in text
    assert (
        text.count("出典：警察庁「交通事故統計情報のオープンデータ」") == 2
    )  # of the examination and of the trials


def test_real_records_give_the_known_answers(look_at: Open, real_edition: Path) -> None:
    text = html_of(look_at(real_edition.parent, HOTSPOTS))
    assert "栄町の西 約400m" in text
    assert "記録 8件" in text
