"""At which places accidents come together: what is to be expected of each cell a year, and how sure that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from findings.accidents.cells import CellName, names
from findings.accidents.compared import Compared, Located, city_counts, located
from findings.rows import read_one
from queries import Connection, accidents, once
from queries.accidents import Selection
from stats.accidents import empirical_bayes, hotspots
from stats.accidents.top_ten import Calibration
from stats.thresholds import RANKING, TENDENCY_FROM, TOP

FEWEST = empirical_bayes.FEWEST
"""Accidents of all records below which nothing is expected of any cell."""


@dataclass(frozen=True)
class Expectation:
    """What is known of one cell.

    Attributes
    ----------
    name
        What it is called by, with its digits.
    rank
        1 is the highest expectation; with the rank no chance rises.
    accidents
        Counted in it.
    expected
        Accidents a year.
    lower, upper
        Ends of the interval of `expected`; only of cells with an accident and of the first ones.
    chance
        That it is among the first cells of the city by accidents of the next year (0-1).
    """

    name: CellName
    rank: int
    accidents: int
    expected: float
    lower: float | None
    upper: float | None
    chance: float


@dataclass(frozen=True)
class Hotspots:
    """All cells of the city, the highest expectation first, from the accidents of so many years."""

    cells: tuple[Expectation, ...]
    years: int

    @property
    def top(self) -> tuple[Expectation, ...]:
        """Return the first TOP."""
        return self.cells[:TOP]

    @property
    def shown(self) -> tuple[Expectation, ...]:
        """Return the cells with an accident and the first ones."""
        return tuple(cell for cell in self.cells if cell.accidents or cell.rank <= TOP)

    @property
    def recorded(self) -> int:
        """Return how many cells have an accident."""
        return sum(cell.accidents > 0 for cell in self.cells)

    def of(self, cell: str) -> Expectation | None:
        """Return what is known of a cell; None of one that is not the city's."""
        return next((known for known in self.cells if known.name.cell == cell), None)


@dataclass(frozen=True)
class CellCount:
    """A cell of any size with the accidents counted in it, and the fatal ones of them."""

    name: CellName
    accidents: int
    fatal_accidents: int


@dataclass(frozen=True)
class _Learnt:
    a: float
    b: float
    c: float


@once
def expected(connection: Connection, ground: Compared, selection: Selection) -> Hotspots | None:
    """Return what is to be expected of every cell of the city; None where there are too few accidents."""
    learnt = read_one(_Learnt, accidents.top_ten_calibration(connection))
    calibration = Calibration(learnt.a, learnt.b, learnt.c)
    return expected_of(ground, located(connection, selection), calibration)


def expected_of(ground: Compared, where: Located, calibration: Calibration) -> Hotspots | None:
    """Return what is to be expected of every cell of the city; None where there are too few accidents.

    `calibration` corrects the chances of the next year's top ten.
    """
    try:
        found = hotspots.expected_per_year(
            ground.sites, where.places, where.years, ground.city, calibration, top=TOP
        )
    except empirical_bayes.TooFewError:
        return None
    order = np.lexsort((np.array(ground.codes), -found.levels.means))
    ranks = np.empty(len(order), dtype=int)
    ranks[order] = np.arange(1, len(order) + 1)
    shown = np.flatnonzero((found.counts > 0) | (ranks <= TOP))
    ends = dict(
        zip(shown.tolist(), zip(*found.levels.take(shown).interval(RANKING), strict=True), strict=True)
    )
    means = found.levels.means
    return Hotspots(
        tuple(
            Expectation(
                name=ground.names[position],
                rank=rank,
                accidents=int(found.counts[position]),
                expected=float(means[position]),
                lower=float(ends[position][0]) if position in ends else None,
                upper=float(ends[position][1]) if position in ends else None,
                chance=float(found.chances[position]),
            )
            for rank, position in enumerate(order.tolist(), start=1)
        ),
        where.years,
    )


@once
def counts(
    connection: Connection, ground: Compared, selection: Selection, *, digits: int = 10
) -> tuple[CellCount, ...]:
    """Return the cells of the city with an accident, most accidents first.

    `digits` are those of a cell's code: 10 for 250 m, 9 for 500 m, 8 for 1 km.
    """
    found = city_counts(ground, located(connection, selection))
    summed: dict[str, tuple[int, int]] = {}
    for position in np.flatnonzero(found.accidents).tolist():
        code = ground.codes[position][:digits]
        every, fatal = summed.get(code, (0, 0))
        summed[code] = (every + int(found.accidents[position]), fatal + int(found.fatal[position]))
    ordered = sorted(summed, key=lambda code: (-summed[code][0], code))
    return tuple(CellCount(name, *summed[name.cell]) for name in names(ordered, ground.gazetteer))


def are_few(cells: Sequence[CellCount]) -> bool:
    """Return whether the city has so few accidents that a ranking of its cells would tell nothing but chance."""
    return sum(cell.accidents for cell in cells) < TENDENCY_FROM


def staying(now: Hotspots, others: Mapping[str, Hotspots | None]) -> dict[str, int | None]:
    """Return how many of the first ones are among the first ones of others, by their name.

    None stands for others of which too little is known.
    """
    first = {cell.name.cell for cell in now.top}
    return {
        name: None if other is None else len(first & {cell.name.cell for cell in other.top})
        for name, other in others.items()
    }
