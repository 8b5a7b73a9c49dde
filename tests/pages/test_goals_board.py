"""The board of all measures: counts that sum, groups, the order of decisions, filters in the address."""

import re
from pathlib import Path

import pytest

from charts import words
from charts.goals import board
from findings.goals import states
from findings.goals.board import by_urgency, groups
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
        for group in groups(database, states.measure_states(database, year), "department")
    }
    assert "2-5" in listed["文化振興課"]
    assert "2-5" in listed["博物館"]
    assert sum(map(len, listed.values())) == 60


def test_measures_without_a_recommendation_have_a_heading_of_their_own(database: Connection) -> None:
    year = states.reporting_years(database)[0]
    *_, last = groups(database, states.measure_states(database, year), "recommendation")
    assert last.number is None
    assert "9-1" in [one.judged.measure.measure_id for one in last.members]


def test_decisions_come_in_the_stated_order(database: Connection) -> None:
    for year in states.reporting_years(database):
        measures = states.measure_states(database, year)
        listed = groups(database, measures, "decision")
        headings = [group.name for group in listed]
        assert headings == [reason for reason in decisions.REASONS if reason in headings]
        for group in listed:
            shortfalls = [one.shortfall or 0 for one in group.members]
            assert shortfalls == sorted(shortfalls, reverse=True)


def test_the_rule_of_the_order_is_on_the_screen(open_page: Open, sample_edition: Path) -> None:
    assert "本画面の定義" in html_of(open_page(sample_edition.parent, BOARD, group=board.BY_DECISION))


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
