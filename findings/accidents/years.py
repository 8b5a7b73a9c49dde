"""Accidents by year: which years the files hold whole, their counts and levels, and the ways of counting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from findings.events import events
from findings.rows import read
from queries import Connection, accidents, once
from queries.accidents import Selection, YearBasis
from stats import calendars, intervals
from stats.intervals import Interval

Origin = Literal["plan", "report", "context"]
"""Where a published figure stands: in the plan, in a department's report, or in a paper."""

FEWEST_COMPARED = 2  # years; which way of counting comes nearest is proved by no single one


class Way(StrEnum):
    """A way of counting a year's accidents, named as `Bases` names it."""

    BY_FILE_YEAR_WITHOUT_MOTORWAY = "by_file_year_without_motorway"
    BY_FILE_YEAR = "by_file_year"
    BY_YEAR_OF_OCCURRENCE_WITHOUT_MOTORWAY = "by_year_of_occurrence_without_motorway"
    BY_YEAR_OF_OCCURRENCE = "by_year_of_occurrence"


@dataclass(frozen=True)
class Recorded:
    """A year of the city's records; `tells_motorway` is false where an accident's 高速票 is missing.

    The oldest and the newest file year of the edition stand beside it.
    """

    year: int
    tells_motorway: bool
    oldest_file_year: int
    newest_file_year: int


@dataclass(frozen=True)
class Asked:
    """Years asked for, and which of them are not like the others.

    `incomplete` are years these files hold only a part of, whether asked for or not. `untold` are years asked for
    without motorways whose 高速票 is missing: their motorway accidents cannot be told apart, and are counted.
    """

    years: frozenset[int]
    incomplete: frozenset[int] = frozenset()
    untold: frozenset[int] = frozenset()

    @property
    def compared(self) -> frozenset[int]:
        """Return those that can be compared: whole ones, and of these the told where there are any."""
        whole = self.years - self.incomplete
        return whole - self.untold or whole

    @property
    def partial(self) -> frozenset[int]:
        """Return those these files hold only a part of."""
        return self.years & self.incomplete

    @property
    def unlike(self) -> frozenset[int]:
        """Return the whole ones that cannot tell motorways apart while others can."""
        return self.years - self.partial - self.compared


@dataclass(frozen=True)
class YearCount:
    """A year's accidents, with the exact Poisson interval of the level behind them where it may be told.

    `is_incomplete`: these files hold only a part of the year. `is_untold`: its motorway accidents cannot be told
    apart, and are counted.
    """

    year: int
    accidents: int
    fatal_accidents: int
    deaths: int
    injuries: int
    level: Interval | None = None
    is_incomplete: bool = False
    is_untold: bool = False


@dataclass(frozen=True)
class Break:
    """A year from which the forms of the police changed."""

    year: int
    label: str


@dataclass(frozen=True)
class Period:
    """A remarkable time, from and to on an axis whose year y spans y - 0.5 to y + 0.5."""

    label: str
    begins: float
    ends: float


@dataclass(frozen=True)
class Marks:
    """What an axis of years is marked with, and the ids of the sources that say so."""

    breaks: tuple[Break, ...] = ()
    periods: tuple[Period, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bases:
    """A year's accidents of the city on four ways of counting, and the published figure.

    Without motorways there is no count of a year whose 高速票 is missing.
    """

    year: int
    by_file_year: int
    by_file_year_without_motorway: int | None
    by_year_of_occurrence: int
    by_year_of_occurrence_without_motorway: int | None
    published: float | None
    published_origin: Origin | None

    def counted(self, way: Way) -> int | None:
        """Return the count of one way of counting; None where it has none."""
        found: int | None = getattr(self, way.value)
        return found


@dataclass(frozen=True)
class Nearest:
    """The ways of counting nearest to the published figures, all of equally near ones, and of how many years."""

    ways: tuple[Way, ...]
    years: int


@once
def known_years(connection: Connection, basis: YearBasis) -> list[Recorded]:
    """Return the years of the city's records on a basis, newest first."""
    return read(Recorded, accidents.years(connection, year_basis=basis))


def untold(years: Iterable[Recorded]) -> set[int]:
    """Return the years whose motorway accidents cannot be told apart."""
    return {one.year for one in years if not one.tells_motorway}


@once
def untold_files(connection: Connection) -> set[int]:
    """Return the file years whose motorway accidents cannot be told apart: none of them is held against the target."""
    return untold(known_years(connection, "file"))


def asked(known: Sequence[Recorded], selection: Selection) -> Asked:
    """Return the years a selection asks for, of those known on its basis."""
    years = frozenset(selection.years or (one.year for one in known))
    return Asked(
        years,
        frozenset(incomplete(known, selection.year_basis)),
        frozenset() if selection.with_motorway else years & untold(known),
    )


def incomplete(years: Iterable[Recorded], basis: YearBasis) -> set[int]:
    """Return the years of occurrence that other files than these hold a part of; file years are always whole."""
    if basis == "file":
        return set()
    return {one.year for one in years if not one.oldest_file_year <= one.year < one.newest_file_year}


@once
def per_year(connection: Connection, selection: Selection, asked: Asked | None = None) -> list[YearCount]:
    """Return the accidents of every year of records a selection asks for, oldest first, zeros included.

    Only years `asked` for that can be compared have the interval of their level.
    """
    known = asked or Asked(frozenset())
    return [
        replace(
            one,
            level=intervals.poisson_interval(one.accidents) if one.year in known.compared else None,
            is_incomplete=one.year in known.incomplete,
            is_untold=one.year in known.untold,
        )
        for one in read(YearCount, accidents.per_year(connection, selection))
    ]


@once
def counts(connection: Connection, selection: Selection) -> dict[int, int]:
    """Return how many accidents there are of every year of records a selection asks for, zeros included."""
    return {one.year: one.accidents for one in per_year(connection, selection)}


def compared(rows: Iterable[YearCount], asked: Asked) -> dict[int, int]:
    """Return the accidents of the years asked for that can be compared, by year."""
    return {one.year: one.accidents for one in rows if one.year in asked.compared}


@once
def in_part(connection: Connection, selection: Selection, asked: Asked) -> list[YearCount]:
    """Return the accidents of a part of the city in every year that is compared, oldest first, zeros included.

    The part may have no record of a year that the city has some of.
    """
    counted = {one.year: one for one in per_year(connection, selection, asked)}
    none = intervals.poisson_interval(0)
    return [
        counted.get(year) or YearCount(year, 0, 0, 0, 0, level=none, is_untold=year in asked.untold)
        for year in sorted(asked.compared)
    ]


@once
def marks(connection: Connection) -> Marks:
    """Return the changes of forms and the remarkable times an axis of years is marked with."""
    times = events(connection, "accidents")
    breaks = {one.starts_on.year: one.label for one in times if one.ends_on is None}
    periods = {
        one.label: Period(
            one.label,
            calendars.on_axis(one.starts_on, "calendar"),
            calendars.on_axis(one.ends_on, "calendar"),
        )
        for one in times
        if one.ends_on is not None
    }
    return Marks(
        tuple(Break(year, label) for year, label in breaks.items()),
        tuple(periods.values()),
        tuple(dict.fromkeys(one.source_id for one in times)),
    )


@once
def bases(connection: Connection) -> list[Bases]:
    """Return every file year of the city on all ways of counting, oldest first."""
    return read(Bases, accidents.official_bases(connection))


def nearest(rows: Sequence[Bases]) -> Nearest | None:
    """Return which ways of counting come nearest to the published figures; None where that cannot be told.

    Held against them are years that all ways can count; the misses of these years are added up.
    """
    misses: dict[Way, float] = dict.fromkeys(Way, 0.0)
    years = 0
    for row in rows:
        counts = {way: row.counted(way) for way in Way}
        if row.published is None or None in counts.values():
            continue
        years += 1
        for way, count in counts.items():
            misses[way] += abs((count or 0) - row.published)
    if years < FEWEST_COMPARED:
        return None
    return Nearest(tuple(way for way, miss in misses.items() if miss == min(misses.values())), years)
