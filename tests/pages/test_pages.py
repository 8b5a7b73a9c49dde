"""Every page on every kind of edition, and what the address may ask for."""

import shutil
from pathlib import Path

import duckdb
import pytest
from streamlit import config

from tests.pages.opening import ABOUT, TITLES, Open, charts_of, html_of

GOALS, SHEET, DIVIDE, ACCIDENTS = (
    "pages/goals/goals.py",
    "pages/goals/sheet.py",
    "pages/divide/divide.py",
    "pages/accidents/accidents.py",
)


@pytest.mark.parametrize("page", TITLES)
@pytest.mark.parametrize("kind", ["empty_edition", "sample_edition", "real_edition"])
def test_every_page_opens_on_every_edition(
    kind: str, page: str, look_at: Open, request: pytest.FixtureRequest
) -> None:
    edition: Path = request.getfixturevalue(kind)
    app = look_at(edition.parent, page)
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == [TITLES[page]]
    assert ("サンプル版" in html_of(app)) == (kind == "sample_edition")
    assert edition.stem in html_of(app)


@pytest.mark.parametrize(
    ("page", "keys"),
    [
        (SHEET, {"chart_series_9-12"}),
        (DIVIDE, {"chart_by_age", "chart_gaps"}),
        (ACCIDENTS, {"chart_hotspots"}),
        ("pages/accidents/patterns.py", {"chart_hours", "chart_people", "chart_kinds"}),
        ("pages/accidents/spot.py", {"chart_close_up", "chart_spot_years", "chart_traits"}),
        ("pages/accidents/outlook.py", {"chart_per_year"}),
    ],
)
def test_charts_are_there_on_the_sample(
    page: str, keys: set[str], look_at: Open, sample_edition: Path
) -> None:
    app = look_at(sample_edition.parent, page, **({"measure": "9-12"} if page == SHEET else {}))
    assert keys <= charts_of(app)


def test_without_editions_the_app_says_whom_to_ask(open_page: Open, tmp_path: Path) -> None:
    app = open_page(tmp_path)
    assert not app.exception
    assert "担当者に、版を作るよう頼んでください" in html_of(app)
    assert "職員の手引き" in html_of(app)
    assert "python" not in html_of(app)


def test_an_unknown_edition_is_named_and_no_other_figures_are_shown(
    open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, edition="20200101-000000-abcdef-real")
    assert [title.value for title in app.title] == ["この版はありません"]
    assert "20200101-000000-abcdef-real" in html_of(app)
    assert "施策" not in html_of(app)


def test_an_older_schema_meets_a_friendly_refusal(
    open_page: Open, sample_edition: Path, tmp_path: Path
) -> None:
    copied = tmp_path / sample_edition.name
    shutil.copy(sample_edition, copied)
    with duckdb.connect(str(copied)) as connection:
        connection.execute("update edition set schema_version = 0")
    app = open_page(tmp_path)
    assert [title.value for title in app.title] == ["この版は表示できません"]
    assert "版を作り直してください" in html_of(app)


def test_the_address_pins_an_edition_and_keeps_it_on_every_page(
    open_page: Open, sample_edition: Path, empty_edition: Path, tmp_path: Path
) -> None:
    for edition in (sample_edition, empty_edition):
        shutil.copy(edition, tmp_path)
    assert empty_edition.stem in html_of(open_page(tmp_path))  # a real edition is the default
    app = open_page(tmp_path, edition=sample_edition.stem)
    assert "サンプル版" in html_of(app)
    app.query_params.clear()
    app.switch_page(DIVIDE).run()
    assert "サンプル版" in html_of(app)
    assert app.query_params["edition"] == sample_edition.stem


def test_a_session_keeps_its_edition_until_it_switches(
    open_page: Open, sample_edition: Path, tmp_path: Path
) -> None:
    first = tmp_path / sample_edition.name
    shutil.copy(sample_edition, first)
    app = open_page(tmp_path)
    newer = tmp_path / "29991231-235959-abcdef-sample.duckdb"
    shutil.copy(sample_edition, newer)
    app.run()
    assert first.stem in html_of(app)
    assert newer.stem not in html_of(app)
    next(button for button in app.button if button.label == "新しい版に切り替える").click().run()
    assert newer.stem in html_of(app)


@pytest.mark.parametrize(
    ("page", "parameter", "value"),
    [
        (GOALS, "fiscal_year", "令和99年度"),
        (GOALS, "state", "絶好調"),
        (SHEET, "measure", "99-9"),
        (ACCIDENTS, "years", "令和99年"),
        (ACCIDENTS, "age", "10代"),
    ],
)
def test_an_address_with_an_unknown_filter_says_so(
    page: str, parameter: str, value: str, open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, page, **{parameter: value})
    assert value in app.error[0].value
    assert not app.get("plotly_chart")


def test_a_measure_without_indicator_says_so(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, SHEET, measure="4-1")
    assert "指標を設けていません" in html_of(app)
    assert not app.get("plotly_chart")


def test_accidents_filtered_to_nothing_offer_a_way_out(open_page: Open, sample_edition: Path) -> None:
    app = open_page(sample_edition.parent, ACCIDENTS, accident_type="列車")
    assert "条件を一つ外してください" in app.info[0].value
    assert not app.get("plotly_chart")


def test_real_records_give_the_known_answers_on_the_page(look_at: Open, real_edition: Path) -> None:
    assert "112件" in html_of(look_at(real_edition.parent, ACCIDENTS, view="件数"))
    app = look_at(real_edition.parent, ABOUT, view="事故")
    table = next(table.value for table in app.table if "公表値・報告値" in table.value.columns)
    assert table["資料年次・高速道路を除く"].tolist() == ["107", "81", "112"]
    assert table["資料年次・高速道路を含む"].tolist() == ["110", "81", "113"]
    assert table["公表値・報告値"].tolist() == ["108", "81", "112"]


def test_real_edition_admits_what_is_not_reported(look_at: Open, real_edition: Path) -> None:
    assert "1指標しか報告がなく" in html_of(look_at(real_edition.parent, GOALS))
    assert "7,365人" in html_of(look_at(real_edition.parent, SHEET, measure="9-12"))


def test_the_data_page_accounts_for_every_row(look_at: Open, real_edition: Path) -> None:
    app = look_at(real_edition.parent, ABOUT, view="資料と出典")
    shown = next(table.value for table in app.table if "読んだ行" in table.value.columns)
    counts = ["読んだ行", "載せた行", "範囲外の行", "読み込めなかった行"]
    files = shown[counts]
    assert (files["読んだ行"] == files[counts[1:]].sum(axis=1)).all()
    assert files["読んだ行"].iloc[:-1].sum() == files["読んだ行"].iloc[-1]
    assert "本票が見つかりません" in "".join(table.value.to_string() for table in app.table)


@pytest.mark.parametrize(
    ("kind", "extent"),
    [("empty_edition", "記録なし"), ("sample_edition", "須賀川市だけの記録"), ("real_edition", "県内の記録")],
)
def test_the_badge_says_whose_records_are_there_not_which_were_asked_for(
    kind: str, extent: str, look_at: Open, request: pytest.FixtureRequest
) -> None:
    edition: Path = request.getfixturevalue(kind)
    assert f"<dt>事故の範囲</dt><dd>{extent}</dd>" in html_of(look_at(edition.parent))


def test_nothing_but_our_buttons_saves_a_table() -> None:
    """Streamlit's own button over long tables saves rows that say neither sample, source, conditions nor edition."""
    assert config.get_option("client.disableDataExport") is True
