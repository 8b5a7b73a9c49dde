"""What became of an indicator since the year before, in the city's own words: 向上, 横ばい, 低下, 比較できない.

The words are those of the city's yearly report (まちづくり報告書); the rule behind them is this dashboard's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from stats import intervals
from stats.goals import bounds
from stats.goals.reports import Report, latest
from stats.goals.series import Series
from stats.thresholds import UNLIKELY

Word = Literal["向上", "横ばい", "低下", "比較できない"]
"""What became of a series since the year before."""

BETTER: Word = "向上"
SAME: Word = "横ばい"
WORSE: Word = "低下"
INCOMPARABLE: Word = "比較できない"

WORDS: tuple[Word, ...] = (BETTER, SAME, WORSE, INCOMPARABLE)
"""Every word for a change; counts over them sum to the number of series."""

SMALL = 0.01
"""Share of the way from baseline to target up to which a change counts as none."""

ReasonCode = Literal[
    "moved", "small", "chance", "not_reported", "no_number", "part_year", "nothing_before", "part_year_before"
]
"""Why a change has its word, for the words on the screen."""


@dataclass(frozen=True)
class Change:
    """What became of one series between two neighbouring years.

    Attributes
    ----------
    word
        One of `WORDS`.
    reason_code
        Why.
    difference
        This year's value less last year's, in the indicator's own unit; None where they cannot be compared.
    """

    word: Word
    reason_code: ReasonCode
    difference: float | None = None


def since_last_year(
    series: Series, reports: Sequence[Report], year_start: date, year_end: date, uncertainty: str
) -> Change:
    """Compare one series in a year with the year before.

    横ばい is a difference of at most SMALL of |target - baseline|, or, for counts whose uncertainty is `poisson`,
    two counts that one and the same level explains (two-sided probability of at least UNLIKELY, see
    `intervals.same_level_probability`). Without a way (target equals baseline, or a baseline in words) only the
    same value is 横ばい. Anything else is 向上 or 低下 by the wanted direction, whatever side of the target the
    values are on. A year without a number and a part of a year are 比較できない.

    The baseline stands for its own year where nothing else was reported for it. A cumulative series is compared by
    the counts of the years alone, because a running sum cannot fall; its baseline lies before the first of them.

    Parameters
    ----------
    series
        What the plan says.
    reports
        All reports of the series, in any order.
    year_start, year_end
        First and last day of the year: fiscal or calendar, as the series counts.
    uncertainty
        poisson, survey or none.
    """
    report = latest(reports, year_start, year_end)
    if report is None:
        return Change(INCOMPARABLE, "not_reported")
    if report.value is None:
        return Change(INCOMPARABLE, "no_number")
    if report.is_part_year:
        return Change(INCOMPARABLE, "part_year")
    start_before = year_start.replace(year=year_start.year - 1)
    before = latest(reports, start_before, year_start - timedelta(days=1))
    if before is None and _has_baseline_in(series, start_before, year_start):
        before = Report(series.baseline_on, series.baseline_value)
    if before is None or before.value is None:
        return Change(INCOMPARABLE, "nothing_before")
    if before.is_part_year:
        return Change(INCOMPARABLE, "part_year_before")
    return _compared(series, before.value, report.value, uncertainty)


def _has_baseline_in(series: Series, start: date, end: date) -> bool:
    """Tell whether the baseline is the value of the year from `start` until before `end`."""
    return series.kind != "cumulative" and start <= series.baseline_on < end


def _compared(series: Series, before: float, now: float, uncertainty: str) -> Change:
    """Compare two values of whole years."""
    difference = now - before
    way = abs(series.target_value - series.baseline_value) if series.baseline_value is not None else 0.0
    if abs(difference) <= SMALL * way * (1 + bounds.TOLERANCE):
        return Change(SAME, "small", difference)
    if uncertainty == "poisson" and _may_be_chance(before, now):
        return Change(SAME, "chance", difference)
    is_wanted = (difference > 0) == (series.direction == "at_least")
    return Change(BETTER if is_wanted else WORSE, "moved", difference)


def _may_be_chance(before: float, now: float) -> bool:
    """Tell whether one level explains two counts; what is no count (negative, or a part of one) is not told."""
    are_counts = all(value >= 0 and value == int(value) for value in (before, now))
    return are_counts and intervals.same_level_probability(before, now) >= UNLIKELY
