"""What departments reported on a series, and which report of a year counts."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from stats.goals.series import Series
from stats.goals.state_words import DEPARTMENT_WORDS, DepartmentWord


@dataclass(frozen=True)
class Report:
    """What a department reported for one period.

    Attributes
    ----------
    period_end
        Last day of the period the value holds for.
    value
        In the indicator's own unit; for cumulative the count of the year alone; None where no number was
        given.
    state
        The department's own word (未着手, 中止, 評価困難) or None.
    is_part_year
        True when the period ends before its year does.

    Raises
    ------
    ValueError
        If the value is not finite or the word is another one.
    """

    period_end: date
    value: float | None
    state: DepartmentWord | None = None
    is_part_year: bool = False

    def __post_init__(self) -> None:
        """Refuse a missing number in disguise and an unknown word."""
        if self.value is not None and not math.isfinite(self.value):
            raise ValueError(f"the value of {self.period_end} is not a finite number")
        if self.state is not None and self.state not in DEPARTMENT_WORDS:
            raise ValueError(f"unknown word of a department {self.state!r}")


def latest(reports: Iterable[Report], year_start: date, year_end: date) -> Report | None:
    """Return the latest report of one year, or None."""
    of_year = (report for report in reports if year_start <= report.period_end <= year_end)
    return max(of_year, key=lambda report: report.period_end, default=None)


def latest_of_plan_years(
    series: Series, reports: Sequence[Report], year_start: date, year_end: date
) -> list[Report | None]:
    """Return the latest report of each year that touches the plan, oldest first, up to the reporting year."""
    found: list[Report | None] = []
    while year_end >= series.plan_starts_on:
        if year_start <= series.target_on:
            found.insert(0, latest(reports, year_start, year_end))
        year_start, year_end = years_earlier(year_start, 1), year_start - timedelta(days=1)
    return found


def years_earlier(day: date, years: int) -> date:
    """Return the same day of an earlier year."""
    return day.replace(year=day.year - years)
