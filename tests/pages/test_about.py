"""The page of methods: every view answers, its cards are reached, and other pages' cards lead to it."""

import re
from pathlib import Path
from urllib.parse import quote_plus

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from charts import glossary
from pages.frame import methods
from tests.pages.opening import ABOUT, Open, charts_of, html_of
from tests.pages.page_texts import plain

VIEWS = [methods.GOALS, methods.DIVIDE, methods.ACCIDENTS, methods.DATA, methods.WORDS]
EDITIONS = ["empty_edition", "sample_edition", "real_edition"]
ACCIDENTS = {"view": methods.ACCIDENTS}


def places_of(app: AppTest) -> set[str]:
    """Return the keys of the headings a view can be entered at."""
    return {str(heading.proto.anchor) for heading in app.header}


@pytest.mark.parametrize("kind", EDITIONS)
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_one_answer_and_leads_to_its_cards(
    view: str, kind: str, look_at: Open, request: pytest.FixtureRequest
) -> None:
    app = look_at(request.getfixturevalue(kind).parent, ABOUT, view=view)
    assert not app.exception
    text = html_of(app)
    (answer,) = re.findall(r'<p class="answer">(.*?)</p>', text)
    assert 0 < len(plain(answer)) <= 60
    assert plain(answer).count("。") == 1
    named = set(re.findall(r'<a href="#([^"]+)"', text))
    assert named <= places_of(app)
    assert named or view == methods.WORDS


def test_cards_lead_to_places_that_are_there(look_at: Open, sample_edition: Path) -> None:
    there = {place for view in VIEWS for place in places_of(look_at(sample_edition.parent, ABOUT, view=view))}
    assert {*methods.FIRST.values(), *methods.PLACES.values()} <= there


@pytest.mark.parametrize(
    ("page", "parameters", "leads_to"),
    [
        ("pages/goals/sheet.py", {"measure": "9-12"}, methods.GOALS),
        ("pages/divide/divide.py", {}, methods.DIVIDE),
        ("pages/accidents/outlook.py", {}, methods.ACCIDENTS),
    ],
)
def test_a_card_leads_to_how_it_is_counted(
    page: str, parameters: dict[str, str], leads_to: str, look_at: Open, sample_edition: Path
) -> None:
    text = html_of(look_at(sample_edition.parent, page, **parameters))
    assert f'<a href="{methods.PATH}?' in text
    assert f"{methods.PATH}?view={quote_plus(leads_to)}#{methods.FIRST[leads_to]}" in text


def test_the_words_stand_in_one_list(look_at: Open, empty_edition: Path) -> None:
    text = html_of(look_at(empty_edition.parent, ABOUT, view=methods.WORDS))
    assert re.findall(r"<dt>([^<]*)<small>", text) == [term.term for term in glossary.TERMS]


def test_without_records_the_view_of_accidents_says_whom_to_ask(look_at: Open, empty_edition: Path) -> None:
    app = look_at(empty_edition.parent, ABOUT, **ACCIDENTS)
    assert charts_of(app) == {"chart_backtest"}
    text = html_of(app)
    assert "資料を加えるには、総務部行政管理課に問い合わせてください。" in text
    assert "about?view=" in text


def test_questions_without_an_answer_have_their_reason(look_at: Open, empty_edition: Path) -> None:
    text = html_of(look_at(empty_edition.parent, ABOUT, **ACCIDENTS))
    for word in ("10代", "加害者", "物損", "通行量", "出会い頭"):
        assert word in text.split("市民の事故か")[0]


def test_the_other_definitions_are_told_beside_the_filters(look_at: Open, real_edition: Path) -> None:
    text = html_of(look_at(real_edition.parent, ABOUT, **ACCIDENTS))
    assert "いまの定義では300件）：高速道路を含むなら304件、発生年で数えるなら300件。" in text


def test_filtered_to_nothing_offers_a_way_out(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, ABOUT, **ACCIDENTS, accident_type="列車")
    assert "条件を一つ外してください" in app.info[0].value
    assert charts_of(app) == {"chart_backtest", "chart_coverage"}


@pytest.mark.parametrize(
    "method", ["件数（500m区画）", "カーネル密度（幅500m、傾向のみ）", "Gi*（まわりを含めた集まり）"]
)
def test_every_method_says_what_it_asks(method: str, open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, ABOUT, **ACCIDENTS, method=method)
    assert "問い：" in html_of(app)
    assert len(charts_of(app) - {"chart_backtest", "chart_coverage"}) == 1
    ranks = ranks_of(app)
    assert ranks["見込みの順位"].tolist()[:10] == list(range(1, 11))


def ranks_of(app: AppTest) -> pd.DataFrame:
    return next(table.value for table in app.table if "見込みの順位" in table.value.columns)


def test_every_cell_that_any_method_puts_first_is_in_the_table(look_at: Open, sample_edition: Path) -> None:
    table = ranks_of(look_at(sample_edition.parent, ABOUT, **ACCIDENTS))
    for column in ("見込みの順位", "記録の多さの順位", "Gi*の順位", "死亡10倍の順位"):
        assert (table[column] <= 10).sum() >= 10
    assert len(table) > 15
    assert (table["10位以内になる数え方"] != "").all()
    assert table["翌年に上位10に入る確率（%）"].is_monotonic_decreasing


def test_cells_without_accidents_are_not_among_the_first_by_counts(look_at: Open, real_edition: Path) -> None:
    table = ranks_of(look_at(real_edition.parent, ABOUT, **ACCIDENTS, weather="雪"))
    without = table[table["記録（件）"] == 0]
    assert not without.empty
    assert without["記録の多さの順位"].isna().all()


def test_gi_star_ranks_nothing_where_it_cannot_tell(look_at: Open, real_edition: Path) -> None:
    app = look_at(real_edition.parent, ABOUT, **ACCIDENTS, weather="雪")
    table = ranks_of(app)
    assert table["Gi*の順位"].isna().all()
    assert (table.filter(like="の順位").min(axis=1) <= 10).all()
    text = html_of(app)
    assert "Gi*は判定不能です" in text
    assert "件数が少なくGi*が判定不能なら" in text


def test_it_says_whose_accidents_are_ranked(look_at: Open, sample_edition: Path, real_edition: Path) -> None:
    of_city, of_all = (
        html_of(look_at(path.parent, ABOUT, **ACCIDENTS)) for path in (sample_edition, real_edition)
    )
    assert "この版には市の記録だけがあります" in of_city
    assert "（市）" in of_city
    assert "隣の市町村の事故も数えています" not in of_city
    assert "隣の市町村の事故も数えています" in of_all
    assert "（県）" in of_all


@pytest.mark.parametrize(("weight", "is_moved"), [("1件分（重みなし）", False), ("50件分", True)])
def test_few_deaths_change_ranks_when_they_weigh_much(
    weight: str, is_moved: bool, open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, ABOUT, **ACCIDENTS, fatal_weight=weight)
    assert (set(ranks_of(app)["重みによる変化"]) > {"― 同じ"}) == is_moved
    assert "死亡事故19件" in html_of(app)


def test_without_deaths_the_page_says_that_a_weight_changes_nothing(
    open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, ABOUT, **ACCIDENTS, severity="負傷事故のみ")
    assert "死亡事故がないため、重みを付けても順位は変わりません" in html_of(app)
    assert set(ranks_of(app)["重みによる変化"]) == {"― 同じ"}


def test_the_examination_and_the_check_need_no_records(look_at: Open, empty_edition: Path) -> None:
    text = html_of(look_at(empty_edition.parent, ABOUT, **ACCIDENTS))
    assert "<b>上位を選ぶ力はほとんど変わりません</b>" in text
    assert "補正に使わなかった都道府県で実際に入った割合は" in text
    assert "2.7019" in text
    assert "30件に足りない" in text
    assert (
        text.count("出典：警察庁「交通事故統計情報のオープンデータ」") == 2
    )  # of the examination and of the trials
