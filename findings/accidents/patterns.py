"""When and how accidents happen: hours, weekdays and months, and whether they differ by more than chance."""

import calendar
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from findings.accidents.years import incomplete, known_years
from findings.rows import read
from queries import Connection, accidents, once
from queries.accidents import Selection
from stats.accidents import exact_tests

MONTH_LENGTHS = [calendar.monthrange(2023, month)[1] + (0.25 if month == 2 else 0) for month in range(1, 13)]
"""Days of a month, a leap year's day spread over four years."""

HOURS = range(24)
Key = TypeVar("Key")


@dataclass(frozen=True)
class HourCount:
    """Accidents of a weekday (1 is Sunday) in the two hours from `from_hour`."""

    weekday_code: str
    from_hour: int
    accidents: int


@dataclass(frozen=True)
class Hours:
    """Accidents by weekday and two hours, zeros included, and the probabilities of differing at least so much.

    `hours_chance` is that of hours if all were alike, `days_chance` that of weekdays; None where there are too few
    accidents to work it out. `without_time` accidents have no time that could be read, and are left out.
    """

    counts: tuple[HourCount, ...]
    hours_chance: float | None
    days_chance: float | None
    without_time: int

    @property
    def total(self) -> int:
        """Return the accidents whose time is known."""
        return sum(one.accidents for one in self.counts)

    @property
    def by_hour(self) -> dict[int, int]:
        """Return the accidents by the hour their two hours begin with."""
        return _summed((one.from_hour, one.accidents) for one in self.counts)

    @property
    def by_day(self) -> dict[str, int]:
        """Return the accidents by weekday."""
        return _summed((one.weekday_code, one.accidents) for one in self.counts)


@dataclass(frozen=True)
class Label:
    """What a code of the police means, in their own words."""

    code: str
    name: str


@dataclass(frozen=True)
class Crossing:
    """Accidents with two labels: their type and the shape of the road, or the light and the weather."""

    first: Label
    second: Label
    accidents: int


@dataclass(frozen=True)
class MonthCount:
    """Accidents of a month of a year of occurrence."""

    occurred_year: int
    month: int
    accidents: int


@dataclass(frozen=True)
class Season:
    """Accidents by month of occurrence, and the probability of months differing at least so much if all were alike.

    `incomplete` are years that other files hold a part of; they count for nothing in the chance, which is None where
    there are too few accidents to work it out.
    """

    counts: tuple[MonthCount, ...]
    incomplete: tuple[int, ...]
    chance: float | None

    @property
    def years(self) -> list[int]:
        """Return the years with an accident, oldest first."""
        return sorted({one.occurred_year for one in self.counts})

    @property
    def whole_years(self) -> list[int]:
        """Return those of them these files hold whole."""
        return [year for year in self.years if year not in self.incomplete]

    def by_month(self, years: Iterable[int]) -> list[int]:
        """Return the accidents of some years from January to December, zeros included."""
        asked = set(years)
        found = _summed((one.month, one.accidents) for one in self.counts if one.occurred_year in asked)
        return [found.get(month, 0) for month in range(1, 13)]


@dataclass(frozen=True)
class _Kind:
    accident_type_code: str
    accident_type: str
    road_shape_code: str
    road_shape: str
    accidents: int


@dataclass(frozen=True)
class _Light:
    day_night_code: str
    light: str
    weather_code: str
    weather: str
    accidents: int


@once
def by_hour(connection: Connection, selection: Selection) -> Hours:
    """Return accidents by weekday and hour; hours are compared by how much of each is asked for."""
    counts = tuple(read(HourCount, accidents.by_hour_and_weekday(connection, selection)))
    found = Hours(counts, None, None, 0)
    lengths, days = Counter(hour // 2 * 2 for hour in selection.hours or HOURS), Counter(list(found.by_day))
    return Hours(
        counts,
        exact_tests.even_spread_probability(
            [found.by_hour[hour] for hour in lengths], list(lengths.values())
        ),
        exact_tests.even_spread_probability(list(found.by_day.values()), list(days.values())),
        int(accidents.totals(connection, selection).at[0, "without_time"]),
    )


@once
def by_kind_and_road(connection: Connection, selection: Selection) -> list[Crossing]:
    """Return accidents by type and road shape, ordered by their codes."""
    return [
        Crossing(
            Label(row.accident_type_code, row.accident_type),
            Label(row.road_shape_code, row.road_shape),
            row.accidents,
        )
        for row in read(_Kind, accidents.by_type_and_shape(connection, selection))
    ]


@once
def by_light_and_weather(connection: Connection, selection: Selection) -> list[Crossing]:
    """Return accidents by light (昼夜) and weather, ordered by their codes."""
    return [
        Crossing(Label(row.day_night_code, row.light), Label(row.weather_code, row.weather), row.accidents)
        for row in read(_Light, accidents.by_light_and_weather(connection, selection))
    ]


def most_frequent(rows: Sequence[Crossing]) -> list[Crossing]:
    """Return the crossing with most accidents, and all that have as many."""
    most = max((one.accidents for one in rows), default=0)
    return [one for one in rows if one.accidents == most]


@once
def by_month(connection: Connection, selection: Selection) -> Season:
    """Return accidents by month; the months of whole years are compared by their lengths."""
    counts = tuple(read(MonthCount, accidents.by_month(connection, selection)))
    partial = incomplete(known_years(connection, "occurrence"), "occurrence")
    found = Season(counts, tuple(year for year in Season(counts, (), None).years if year in partial), None)
    months = found.by_month(found.whole_years)
    return Season(counts, found.incomplete, exact_tests.even_spread_probability(months, MONTH_LENGTHS))


def _summed(pairs: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    """Return the sums by key, in the order the keys come."""
    sums: dict[Key, int] = {}
    for key, number in pairs:
        sums[key] = sums.get(key, 0) + number
    return sums
