"""The city, its neighbours and the rest of the prefecture, each against the mean of its own earlier years."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from findings.accidents import target
from findings.city import city
from findings.rows import read
from queries import Connection, accidents, once
from queries.accidents import Selection
from stats.accidents import exact_tests, forecast
from stats.accidents.forecast import Spread

FEWEST_YEARS = 2


class Place(StrEnum):
    """Whose accidents were counted: the city's, a neighbour's, or those of all others of the prefecture together."""

    CITY = "city"
    NEIGHBOUR = "neighbour"
    REST = "rest"


@dataclass(frozen=True)
class Change:
    """A place's newest year against the mean of its earlier years.

    `counts` are its accidents by year, the newest last; of the rest of a prefecture `name` is the prefecture's.
    `ratio` is newest / earlier mean (None where there was nothing earlier), `low` and `high` its exact interval
    (`high` may be infinite). `per_1000` is the newest year's accidents per 1,000 people where their number is loaded.
    `chance` is the probability of differing so much from the rest of the prefecture if the place moved as it did.
    """

    name: str
    place: Place
    counts: tuple[int, ...]
    ratio: float | None
    low: float
    high: float
    per_1000: float | None = None
    chance: float | None = None

    @property
    def newest(self) -> int:
        """Return the newest year's accidents."""
        return self.counts[-1]

    @property
    def earlier_mean(self) -> float:
        """Return the mean of the earlier years' accidents."""
        return sum(self.counts[:-1]) / (len(self.counts) - 1)


@dataclass(frozen=True)
class Comparison:
    """The changes in the order they are shown, the city's first, and the years compared, oldest first."""

    changes: tuple[Change, ...]
    years: tuple[int, ...]

    @property
    def newest_year(self) -> int:
        """Return the year that is held against the earlier ones."""
        return self.years[-1]

    @property
    def earlier_years(self) -> tuple[int, ...]:
        """Return the years the mean is of."""
        return self.years[:-1]

    @property
    def city(self) -> Change:
        """Return the city's change."""
        return self.changes[0]

    @property
    def is_alone(self) -> bool:
        """Return whether there is no other place to compare the city with."""
        return len(self.changes) == 1

    @property
    def rest(self) -> Change | None:
        """Return the change of the prefecture without the city; None where its records are not there."""
        return self.changes[-1] if self.changes[-1].place == Place.REST else None


@dataclass(frozen=True)
class _Near:
    municipality_code: str
    name: str
    people: int | None


@dataclass(frozen=True)
class _Count:
    municipality_code: str
    year: int
    accidents: int


@once
def compare(connection: Connection, selection: Selection, years: Collection[int]) -> Comparison | None:
    """Return the comparison of the years that can be compared; None with fewer than two.

    The accidents are those the selection asks for, in the city's whole prefecture.
    """
    known, about = tuple(sorted(years)), city(connection)
    if len(known) < FEWEST_YEARS:
        return None
    counted = read(
        _Count,
        accidents.per_year_by_municipality(connection, selection.in_prefecture(about.prefecture_code)),
    )
    lines = _lines(counted, known)
    none = (0,) * len(known)
    changes = [
        change(
            one.name,
            Place.CITY if one.municipality_code == about.municipality_code else Place.NEIGHBOUR,
            lines.get(one.municipality_code, none),
            people=one.people,
        )
        for one in read(_Near, accidents.neighbours(connection))
        if one.municipality_code[:2] == about.prefecture_code
    ]
    others = [line for code, line in lines.items() if code != about.municipality_code]
    if others:
        rest = tuple(sum(counts) for counts in zip(*others, strict=True))
        changes[0] = _against(changes[0], known, rest, target.spread(connection))
        changes.append(change(about.prefecture, Place.REST, rest))
    return Comparison(tuple(changes), known)


def alone(name: str, counts: Mapping[int, int]) -> Comparison | None:
    """Return the city by itself from its counts by year; None with fewer than two years."""
    if len(counts) < FEWEST_YEARS:
        return None
    years = tuple(sorted(counts))
    return Comparison((change(name, Place.CITY, [counts[year] for year in years]),), years)


def change(name: str, place: Place, counts: Sequence[int], *, people: int | None = None) -> Change:
    """Return how the newest of at least two years compares with the mean of those before it."""
    *before, newest = counts
    earlier, periods = sum(before), len(before)
    low, high = (
        exact_tests.rate_ratio_interval(newest, 1, earlier, periods) if newest + earlier else (0.0, math.inf)
    )
    return Change(
        name=name,
        place=place,
        counts=tuple(counts),
        ratio=newest / (earlier / periods) if earlier else None,
        low=low,
        high=high,
        per_1000=None if people is None else 1000 * newest / people,
    )


def _lines(counted: Sequence[_Count], years: Sequence[int]) -> dict[str, tuple[int, ...]]:
    """Return the accidents by municipality and year, zeros included, of every municipality with an accident."""
    known = {(one.municipality_code, one.year): one.accidents for one in counted}
    codes = sorted({one.municipality_code for one in counted})
    return {code: tuple(known.get((code, year), 0) for year in years) for code in codes}


def _against(own: Change, years: Sequence[int], others: Sequence[int], spread: Spread) -> Change:
    """Return the city's change with its probability if the city moved as the others did, where this can be told."""
    if not (any(own.counts[:-1]) and all(others)):
        return own
    chance = forecast.moved_alike_probability(years, own.counts, others, spread)
    return replace(own, chance=chance)
