"""Ranking of the cells of a small invented city: 30 by 30 cells, a busy one, a busy corner, nothing else."""

from dataclasses import replace

import numpy as np
import pytest

from findings.accidents import hotspots, rankings
from findings.accidents.cells import CellName
from findings.accidents.compared import Compared, Located, Severity, city_counts
from findings.accidents.ground import Gazetteer, Place
from findings.accidents.hotspots import CellCount, Expectation, Hotspots, are_few, expected_of, staying
from findings.accidents.rankings import clusters_of, rankings_of
from stats import thresholds
from stats.accidents import cells
from stats.accidents.cells import Places, Sites
from stats.accidents.top_ten import Calibration

SIDE = 30
SOUTH, WEST = 37 * 480, 40 * 320
UNCHANGED = Calibration(1, 1, 0)
BUSY, CORNER = (10, 12), [(25, 25), (25, 26), (26, 25), (26, 26)]


def city() -> Compared:
    around = np.mgrid[SOUTH - 1 : SOUTH + SIDE + 1, WEST - 1 : WEST + SIDE + 1]
    rows, columns = (steps.ravel() for steps in around)
    sites = Sites(rows, columns)
    is_inside = (rows >= SOUTH) & (rows < SOUTH + SIDE) & (columns >= WEST)
    inside = np.flatnonzero(
        is_inside & (columns < WEST + SIDE - 1)
    )  # the easternmost column is another city's
    codes = tuple(str(code) for code in cells.codes(rows[inside], columns[inside]))
    return Compared(sites, inside, codes, Gazetteer((Place("駅", 37.02, 140.04, True, "x"),)))


def places(where: list[tuple[int, int]]) -> Places:
    at = np.array(where, dtype=int).reshape(-1, 2) + np.array([SOUTH, WEST])
    middle = np.zeros(len(at))
    return Places(at[:, 0], at[:, 1], middle, middle)


def located() -> Located:
    scattered = [(row, column) for row in range(2, 28, 4) for column in range(3, 28, 5)]
    abroad = [(5, SIDE - 1)] * 7
    every = [BUSY] * 12 + CORNER * 3 + scattered + abroad
    return Located(places(every), places([BUSY, (2, 3)]), years=3)


def code(row: int, column: int) -> str:
    return str(cells.codes(np.array([SOUTH + row]), np.array([WEST + column]))[0])


CITY, WHERE = city(), located()


def found() -> Hotspots:
    known = expected_of(CITY, WHERE, UNCHANGED)
    assert known is not None
    return known


def test_the_busiest_cell_comes_first_and_no_figure_rises_with_the_rank() -> None:
    known = found()
    assert len(known.cells) == SIDE * (SIDE - 1)
    assert known.top[0].name.cell == code(*BUSY)
    assert known.top[0].accidents == 12
    assert [cell.rank for cell in known.cells] == list(range(1, len(known.cells) + 1))
    for before, after in zip(known.cells, known.cells[1:], strict=False):
        assert before.expected >= after.expected
        assert before.chance >= after.chance - 1e-12
    assert sum(cell.chance for cell in known.cells) == pytest.approx(thresholds.TOP, rel=0.01)


def test_levels_are_a_years_and_lie_in_their_interval() -> None:
    first = found().top[0]
    assert first.lower is not None
    assert first.upper is not None
    assert first.lower < first.expected < first.upper
    assert 1 < first.expected < 4  # three years with twelve, drawn towards quiet surroundings
    longer = expected_of(CITY, replace(WHERE, years=6), UNCHANGED)
    assert longer is not None
    assert longer.top[0].expected == pytest.approx(first.expected / 2)


def test_only_cells_with_an_accident_and_the_ten_first_have_an_interval() -> None:
    known = found()
    shown = {cell.name.cell for cell in known.shown}
    assert {cell.name.cell for cell in known.cells if cell.lower is not None} == shown
    assert known.recorded == sum(cell.accidents > 0 for cell in known.cells) < len(known.cells)
    assert len(shown) == known.recorded + sum(cell.accidents == 0 for cell in known.top)


def test_a_cell_is_found_by_its_digits() -> None:
    known = found()
    assert known.of(code(*BUSY)) == known.top[0]
    assert known.of(code(5, SIDE - 1)) is None


def test_with_too_few_accidents_nothing_is_expected() -> None:
    few = Located(places([BUSY] * (hotspots.FEWEST - 1)), places([]), years=3)
    assert expected_of(CITY, few, UNCHANGED) is None


def test_a_city_of_fewer_than_ten_accidents_has_too_few_for_a_ranking() -> None:
    nine = [CellCount(CellName("1"), 5, 0), CellCount(CellName("2"), 4, 0)]
    assert are_few(nine)
    assert not are_few([*nine, CellCount(CellName("3"), 1, 1)])


def test_what_stays_among_the_first_is_counted_by_cell() -> None:
    known = found()
    shifted = Hotspots(known.cells[3:], known.years)
    assert staying(known, {"same": known, "other": shifted, "few": None}) == {
        "same": 10,
        "other": 7,
        "few": None,
    }


def test_counts_are_the_citys_alone() -> None:
    counts = city_counts(CITY, WHERE)
    assert counts.accidents.sum() == len(WHERE.places.rows) - 7
    assert counts.fatal.sum() == 2
    assert counts.accidents[CITY.codes.index(code(*BUSY))] == 12
    assert WHERE.severity == Severity(len(WHERE.places.rows), 2)


def test_ranks_by_every_way_stand_beside_one_another() -> None:
    ranked = rankings_of(CITY, WHERE, 10.0, found(), 150.0)
    assert ranked is not None
    assert ranked.severity == WHERE.severity
    first = ranked.cells[0]
    assert (first.name.cell, first.by_expectation, first.by_count, first.by_weight) == (code(*BUSY), 1, 1, 1)
    assert first.fatal_accidents == 1
    assert all(cell.best <= thresholds.TOP for cell in ranked.cells)
    assert {cell.by_expectation for cell in ranked.cells} >= set(range(1, 11))
    corner = {cell.name.cell: cell for cell in ranked.cells}[code(*CORNER[0])]
    assert corner.by_count == 2  # all four share it
    assert corner.by_z is not None
    without = [cell for cell in ranked.cells if not cell.accidents]
    assert all(cell.by_count is None for cell in without)


def test_the_weight_of_deaths_moves_only_the_weighted_rank() -> None:
    plain, heavy = (rankings_of(CITY, WHERE, weight, found(), 150.0) for weight in (1.0, 100_000.0))
    assert plain is not None
    assert heavy is not None
    assert all(cell.moved == 0 for cell in plain.cells)
    fatal = {cell.name.cell: cell for cell in heavy.cells}[code(2, 3)]
    assert fatal.by_weight <= thresholds.TOP < fatal.by_expectation
    assert fatal.moved == fatal.by_expectation - fatal.by_weight > 0


def test_gi_star_ranks_nothing_where_it_cannot_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    assert any(cell.by_z is not None for cell in ranked_cells())
    monkeypatch.setattr(rankings, "FEWEST", 10_000)
    assert all(cell.by_z is None for cell in ranked_cells())


def ranked_cells() -> tuple[rankings.Ranked, ...]:
    ranked = rankings_of(CITY, WHERE, 1.0, found(), 150.0)
    assert ranked is not None
    return ranked.cells


def test_the_best_rank_leaves_out_what_is_not_ranked() -> None:
    cell = rankings.Ranked(
        CellName("1"), 0, 0, 0.1, by_expectation=12, by_count=None, by_z=None, by_weight=30
    )
    assert cell.best == 12
    assert replace(cell, by_z=4).best == 4
    assert cell.moved == -18


def test_a_cell_of_the_ten_first_is_shown_without_an_accident() -> None:
    quiet = Expectation(CellName("1"), 10, 0, 0.1, 0.0, 0.3, 0.1)
    last = replace(quiet, rank=11)
    assert Hotspots((quiet, last, replace(last, rank=12, accidents=1)), 3).shown == (
        quiet,
        replace(last, rank=12, accidents=1),
    )


def test_gi_star_finds_where_accidents_lie_together_the_surest_first() -> None:
    block = [(row, column) for row in (10, 11, 12) for column in (11, 12, 13)]
    scattered = [(row, column) for row in range(2, 28, 4) for column in range(3, 28, 5)]
    where = Located(places(block * 3 + scattered), places([]), years=3)
    found = clusters_of(CITY, where)
    assert found.possible
    assert found.compared == len(CITY.codes)
    assert found.found[0].name.cell == code(11, 12)
    assert (found.found[0].sums, found.found[0].neighbours) == (28, 9)
    assert {code(row, column) for row, column in block} <= {cluster.name.cell for cluster in found.found}
    assert [cluster.p for cluster in found.found] == sorted(cluster.p for cluster in found.found)
    assert all(cluster.p <= cluster.adjusted <= 0.05 for cluster in found.found)
    counts = city_counts(CITY, where).accidents.reshape(SIDE, SIDE - 1)
    sums, w = (
        sum(np.pad(values, 1)[r : r + SIDE, c : c + SIDE - 1] for r in range(3) for c in range(3))
        for values in (counts, np.ones_like(counts))
    )
    n = counts.size
    z = (sums - counts.mean() * w) / (counts.std() * np.sqrt((n * w - w**2) / (n - 1)))
    assert found.normal == (z >= 1.96).sum()
    assert found.found[0].z == pytest.approx(z.max())


@pytest.mark.parametrize(
    ("where", "why"),
    [
        ([(10, 11), (10, 12), (11, 11), (11, 12)] * 7, "fewer than thirty accidents"),
        ([BUSY] * 40, "one busy cell alone lies among nine drawn too often"),
    ],
)
def test_gi_star_finds_nothing_where_it_cannot(where: list[tuple[int, int]], why: str) -> None:
    found = clusters_of(CITY, Located(places(where), places([]), years=3))
    assert not found.possible, why
    assert found.found == ()
