"""The board of all measures: counts that sum, groups, the order of decisions, filters in the address."""

import re
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pandas as pd
import pytest

import exports
from charts import words
from charts.goals import board
from findings.goals import states
from findings.goals.board import by_urgency, fields_of, groups
from pages.frame import slides
from pages.goals.goals_cards import VIEWS
from queries import Connection, connect
from stats.goals import decisions
from tests.pages.opening import Open, html_of

BOARD = "pages/goals/goals.py"
MEASURES = 52


@pytest.fixture(scope="module")
def database(sample_edition: Path) -> Connection:
    return connect(sample_edition)


def tiles_of(text: str) -> list[str]:
    return re.findall(r'<span class="no">([\d-]+)</span>', text)


def counts_of(text: str) -> dict[str, int]:
    chips = text.split('<ul class="chips">')[1].split("</ul>")[0]
    return {word: int(count) for word, count in re.findall(r"<b[^>]*>\S+ (\S+)</b>(\d+)", chips)}


@pytest.mark.parametrize("kind", ["sample_edition", "empty_edition"])
def test_counts_sum_to_all_measures_in_every_year(
    kind: str, open_page: Open, request: pytest.FixtureRequest
) -> None:
    edition: Path = request.getfixturevalue(kind)
    for year in states.reporting_years(connect(edition)):
        text = html_of(open_page(edition.parent, BOARD, fiscal_year=words.fiscal_year(year)))
        assert sum(counts_of(text).values()) == MEASURES
        assert f"{MEASURES}施策</a>：" in text
        assert counts_of(text)["指標なし"] == 4
        assert len(tiles_of(text)) == MEASURES


def test_filters_in_the_address_narrow_the_board_and_leave_the_counts(
    open_page: Open, sample_edition: Path
) -> None:
    year = {"fiscal_year": words.fiscal_year(2023)}
    everything = html_of(open_page(sample_edition.parent, BOARD, **year))
    late = html_of(open_page(sample_edition.parent, BOARD, state="遅れ", **year))
    assert len(tiles_of(late)) == counts_of(everything)["遅れ"]
    assert set(re.findall(r'<b class="top">(\S+ \S+?)＊?</b>', late)) == {"▼ 遅れ"}
    assert f"52施策のうち、条件に合う{len(tiles_of(late))}施策です。" in late
    assert counts_of(late) == counts_of(everything)


@pytest.mark.parametrize("grouping", board.GROUPINGS)
def test_every_grouping_shows_every_measure_and_counts_each_once(
    grouping: str, open_page: Open, sample_edition: Path
) -> None:
    app = open_page(sample_edition.parent, BOARD, group=grouping)
    text = html_of(app)
    assert not app.exception
    assert len(set(tiles_of(text))) == MEASURES
    assert sum(counts_of(text).values()) == MEASURES


def test_a_measure_of_several_departments_stands_under_each(database: Connection) -> None:
    year = states.reporting_years(database)[0]
    listed = {
        group.name: [one.judged.measure.measure_id for one in group.members]
        for group in groups(states.measure_states(database, year), "department")
    }
    assert "2-5" in listed["文化振興課"]
    assert "2-5" in listed["博物館"]
    assert sum(map(len, listed.values())) == 60


def test_decisions_come_in_the_stated_order(database: Connection) -> None:
    for year in states.reporting_years(database):
        measures = states.measure_states(database, year)
        listed = groups(measures, "decision")
        headings = [group.name for group in listed]
        assert headings == [reason for reason in decisions.REASONS if reason in headings]
        for group in listed:
            shortfalls = [one.shortfall or 0 for one in group.members]
            assert shortfalls == sorted(shortfalls, reverse=True)


def test_the_rule_of_the_order_is_on_the_screen(open_page: Open, sample_edition: Path) -> None:
    assert "本画面の定義" in html_of(open_page(sample_edition.parent, BOARD, view=board.BY_DECISION))


@pytest.mark.parametrize("view", ["分野", "判断順", "提言と目標"])
def test_the_same_filters_narrow_every_view_of_tiles(
    view: str, open_page: Open, sample_edition: Path
) -> None:
    asked = {"department": "中央図書館", "change": "向上"}
    tiles = tiles_of(html_of(open_page(sample_edition.parent, BOARD, view=view, **asked)))
    assert set(tiles) == {"2-7", "2-8"}


def test_the_same_filters_narrow_the_years_and_the_table(open_page: Open, sample_edition: Path) -> None:
    asked = {"department": "中央図書館", "change": "向上"}
    rows = html_of(open_page(sample_edition.parent, BOARD, view="年度の推移", **asked))
    assert re.findall(r"<tr><th scope=\"row\">.*?measure=([\d-]+)", rows) == ["2-7", "2-8"]
    (table,) = open_page(sample_edition.parent, BOARD, view="表", **asked).dataframe
    assert table.value["施策番号"].tolist() == ["2-7", "2-8"]


def test_the_table_has_a_row_a_series_and_numbers_as_numbers(look_at: Open, sample_edition: Path) -> None:
    (table,) = look_at(sample_edition.parent, BOARD, view="表").dataframe
    assert len(table.value) == 54 + 4
    for column in ("基準値", "目標値", "実績", "達成割合（%）", "進み具合"):
        assert table.value[column].dtype == float
    (line,) = table.value[table.value["施策番号"] == "9-12"].to_dict("records")
    assert (line["実績"], line["達成割合（%）"], line["状態"]) == (9916.0, 98.8, "✕ 未達")


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_saves_the_same_table(
    view: str, open_page: Open, sample_edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = {}

    def note(rows: pd.DataFrame, notes: exports.Notes, *, kind: str) -> bytes:
        saved[kind] = (rows, dict(notes.lines))
        return b""

    for kind in ("xlsx", "csv"):
        monkeypatch.setattr(exports, kind, partial(note, kind=kind))
    monkeypatch.setattr(slides, "offer", lambda key, made: made().name and key)
    app = open_page(sample_edition.parent, BOARD, view=view, field="健康、医療、福祉におけるICT利活用の推進")
    assert not app.exception
    assert set(saved) == {"xlsx", "csv"}
    rows, notes = saved["csv"]
    assert rows["指標番号"].tolist() == ["3-1a", "3-1b", "3-2", "3-3"]
    assert rows["提言"].tolist() == ["1", "1", "3", "3"]
    assert "分野：健康、医療、福祉におけるICT利活用の推進" in notes["条件"]


def test_a_tile_leads_to_its_sheet_in_this_year_and_edition(open_page: Open, sample_edition: Path) -> None:
    text = html_of(
        open_page(
            sample_edition.parent, BOARD, fiscal_year=words.fiscal_year(2023), edition=sample_edition.stem
        )
    )
    assert re.search(
        rf"goals-sheet\?measure=9-12&amp;fiscal_year=%E4%BB%A4[^\"]*2023[^\"]*edition={sample_edition.stem}",
        text,
    )


@pytest.mark.parametrize("kind", ["sample_edition", "empty_edition"])
def test_the_board_is_printed_without_widgets(
    kind: str, open_page: Open, request: pytest.FixtureRequest
) -> None:
    edition: Path = request.getfixturevalue(kind)
    app = open_page(edition.parent, BOARD, print="1", group="状態")
    assert not app.exception
    assert not app.selectbox
    assert not app.button_group
    assert len(tiles_of(html_of(app))) == MEASURES


def test_the_overview_lists_decisions_in_the_same_order(look_at: Open, sample_edition: Path) -> None:
    database = connect(sample_edition)
    measures = states.measure_states(database, states.reporting_years(database)[0])
    first = [one.judged.measure.measure_id for one in by_urgency(measures)[:5]]
    text = html_of(look_at(sample_edition.parent))
    assert re.findall(r"goals-sheet\?measure=([\d-]+)", text) == first


def test_a_count_stands_for_the_other_conditions_and_leads_to_what_it_counts(
    open_page: Open, sample_edition: Path
) -> None:
    field = fields_of(states.measure_states(connect(sample_edition), 2023))[-2]
    conditions = {"fiscal_year": words.fiscal_year(2023), "field": field}
    text = html_of(open_page(sample_edition.parent, BOARD, **conditions, state="遅れ"))
    assert f"&amp;field={quote(field)}&amp;state={quote('順調')}" in text
    on_track = html_of(open_page(sample_edition.parent, BOARD, **conditions, state="順調"))
    assert counts_of(on_track) == counts_of(text)
    assert len(tiles_of(on_track)) == counts_of(text)["順調"]
