"""One 250 m cell: its accidents one by one and by year, what sets it apart, and how long a change takes to see."""

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from findings.accidents.cells import CellName, name_of, of_others
from findings.accidents.ground import Gazetteer, Ground
from findings.accidents.hotspots import Expectation, Hotspots
from findings.accidents.records import Record, record_list
from findings.accidents.traits import Compared, compared
from findings.accidents.years import Asked, YearCount, in_part
from queries import Connection, once
from queries.accidents import Selection
from stats import intervals
from stats.accidents import exact_tests

LONGEST_WAIT = 50
"""Years; a change that takes longer to confirm cannot be confirmed."""


@dataclass(frozen=True)
class Level:
    """A cell's accidents a year with their interval.

    `is_expected`: they are what is to be expected of the cell, else the mean of its records.
    """

    rate: float
    low: float
    high: float
    is_expected: bool


@dataclass(frozen=True)
class Halving:
    """How many years of records it takes to confirm that a level halved.

    `events` is how many accidents must be expected under the old level to confirm that.
    """

    level: Level
    events: float

    @property
    def years(self) -> int | None:
        """Return the years it takes; None beyond `LONGEST_WAIT`."""
        return self._wait(self.level.rate)

    @property
    def soonest(self) -> int | None:
        """Return the years it takes at the upper end of the level; None beyond `LONGEST_WAIT`."""
        return self._wait(self.level.high)

    @property
    def latest(self) -> int | None:
        """Return the years it takes at the lower end of the level; None beyond `LONGEST_WAIT`."""
        return self._wait(self.level.low)

    def _wait(self, rate: float) -> int | None:
        return None if self.events > LONGEST_WAIT * rate else math.ceil(self.events / rate)


@dataclass(frozen=True)
class Spot:
    """A cell under some conditions.

    Attributes
    ----------
    name
        What it is called by, with its digits.
    records
        Its accidents, newest first, whosever they are: a cell does not end at the city's border.
    years
        Its accidents in every year that can be compared, oldest first.
    traits
        What sets the city's own accidents of it, or of it and the eight cells around it, apart.
    of_others
        Accidents of other municipalities than the city by their name, most first.
    expected
        What is to be expected of it a year, with its interval; None where nothing is.
    """

    name: CellName
    records: tuple[Record, ...]
    years: tuple[YearCount, ...]
    traits: Compared
    of_others: dict[str, int]
    expected: Level | None

    @property
    def fatal(self) -> int:
        """Return how many of its accidents were fatal."""
        return sum(record.fatal for record in self.records)

    @property
    def injuries(self) -> int:
        """Return how many people were injured in it."""
        return sum(record.injuries for record in self.records)

    @property
    def a_year(self) -> float | None:
        """Return the mean count of its years; None without any."""
        return sum(year.accidents for year in self.years) / len(self.years) if self.years else None

    @property
    def halving(self) -> Halving | None:
        """Return how long it takes to confirm that its number halved; None without a year to compare."""
        if not self.years:
            return None
        return Halving(self.expected or counted_level(self.years), exact_tests.events_to_confirm())


@once
def spot(
    connection: Connection,
    selection: Selection,
    gazetteer: Gazetteer,
    cell: str,
    *,
    asked: Asked,
    hotspots: Callable[[Selection], Hotspots | None],
) -> Spot:
    """Return a cell under the selected conditions.

    Parameters
    ----------
    asked
        The years asked for.
    hotspots
        What gives the hotspots of a selection; asked only where they can tell something of the cell.
    """
    inside = selection.in_cells([cell])
    records = record_list(connection, inside)
    # Of chosen years that are not whole the expectation would be too low.
    is_too_low = bool(selection.years and asked.partial)
    every = None if is_too_low or not records else hotspots(selection)
    return Spot(
        name=name_of(connection, selection, gazetteer, cell),
        records=records,
        years=tuple(in_part(connection, inside, asked)),
        traits=compared(connection, selection, cell),
        of_others=of_others(connection, selection, cell),
        expected=None if every is None else expected_level(every.of(cell)),
    )


def can_be_asked(ground: Ground, occupied: Collection[str], cell: str) -> bool:
    """Return whether a cell is one of the city's: it touches the city, or is `occupied` by an accident of the city."""
    return ground.holds(cell) or cell in occupied


def expected_level(known: Expectation | None) -> Level | None:
    """Return the accidents a year to be expected of a cell; None where it has no interval.

    A cell picked for its count has more than its level: the expectation does not follow chance that far.
    """
    if known is None or known.lower is None or known.upper is None:
        return None
    return Level(known.expected, known.lower, known.upper, is_expected=True)


def counted_level(years: Sequence[YearCount]) -> Level:
    """Return the mean of some years' accidents with its exact interval."""
    total, length = sum(year.accidents for year in years), len(years)
    low, high = intervals.poisson_interval(total)
    return Level(total / length, low / length, high / length, is_expected=False)
