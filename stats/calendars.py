"""Years as the city counts them: fiscal and calendar years, and the eras of Japan."""

from datetime import date
from typing import Literal, NamedTuple

Calendar = Literal["fiscal", "calendar"]
"""How a series counts its years: from April to March, or from January to December."""

FIRST_MONTH = 4
"""The month a fiscal year begins in (地方自治法 208条)."""


class Era(NamedTuple):
    """An era of Japan: its name, its letter, and its first day."""

    name: str
    letter: str
    begins: date

    def year(self, count: int) -> int:
        """Return the calendar year of this era's year `count`, 1 being the year it began in."""
        return self.begins.year + count - 1

    def count(self, year: int) -> int:
        """Return which year of this era a calendar year is, 1 being the year it began in."""
        return year - self.begins.year + 1


ERAS = (Era("令和", "R", date(2019, 5, 1)), Era("平成", "H", date(1989, 1, 8)))
"""The eras that dates of the plan, its reports and its records can lie in, newest first."""


def era_of_year(year: int) -> Era:
    """Return the era statistics count a whole year by: the newest that began in it or before."""
    return next((era for era in ERAS if era.begins.year <= year), ERAS[-1])


def era_of_day(day: date) -> Era:
    """Return the era a day lies in: January 2019 is 平成31年, though the year 2019 is counted as 令和元年."""
    return next((era for era in ERAS if era.begins <= date(day.year, day.month, day.day)), ERAS[-1])


def fiscal_year_of(day: date) -> int:
    """Return the fiscal year a day lies in, named by the calendar year of its April."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def year_of(day: date, calendar: Calendar) -> int:
    """Return the year a day lies in, as a series counts years."""
    return fiscal_year_of(day) if calendar == "fiscal" else day.year


def bounds(year: int, calendar: Calendar) -> tuple[date, date]:
    """Return the first and the last day of a year, as a series counts years."""
    if calendar == "fiscal":
        return date(year, FIRST_MONTH, 1), date(year + 1, FIRST_MONTH - 1, 31)
    return date(year, 1, 1), date(year, 12, 31)


def bounds_around(day: date, calendar: Calendar) -> tuple[date, date]:
    """Return the first and the last day of the year a day lies in, as a series counts years."""
    return bounds(year_of(day, calendar), calendar)


def on_axis(day: date, calendar: Calendar) -> float:
    """Return where a day stands on an axis whose year y, as a series counts years, spans y - 0.5 to y + 0.5."""
    first, _ = bounds_around(day, calendar)
    return first.year - 0.5 + (day - first).days / 365


def last_days(first: int, last: int, calendar: Calendar) -> list[date]:
    """Return the days of some calendar years on which a year ends, as a series counts years."""
    month, day = (FIRST_MONTH - 1, 31) if calendar == "fiscal" else (12, 31)
    return [date(year, month, day) for year in range(first, last + 1)]


def ends_year(day: date, calendar: Calendar) -> bool:
    """Return whether a day is the last one of its year, as a series counts years."""
    last = bounds_around(day, calendar)[1]
    return (day.month, day.day) == (last.month, last.day)
