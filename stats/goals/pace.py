"""How much a series moved in a year so far, and how much it must move in a year from now on."""

from dataclasses import dataclass
from datetime import date, timedelta

from stats.goals.judgements import Judgement
from stats.goals.series import Series


@dataclass(frozen=True)
class YearlyPace:
    """Movement in a year, in the indicator's own unit; negative where the value falls.

    Attributes
    ----------
    so_far
        (y - y0) / years gone by since the baseline (cumulative: since the plan's start); None on the first day.
    needed
        (yT - y) / years left from the value's day to the target's day.
    years_left
        Years from the value's day to the target's day.
    """

    so_far: float | None
    needed: float
    years_left: float


def yearly_pace(series: Series, judgement: Judgement) -> YearlyPace | None:
    """Return the pace so far and the pace needed from the judged value on.

    None where the question has no meaning: no path (keep, zero, a baseline in words), no judged number, a
    target that is reached, or no time left.
    """
    value, period_end = judgement.value, judgement.period_end
    if value is None or period_end is None or judgement.achieved is None or series.baseline_value is None:
        return None
    if not judgement.remaining or period_end >= series.target_on:
        return None
    gone, left = years_between(starts_on(series), period_end), years_between(period_end, series.target_on)
    return YearlyPace(
        so_far=(value - series.baseline_value) / gone if gone > 0 else None,
        needed=(series.target_value - value) / left,
        years_left=left,
    )


def starts_on(series: Series) -> date:
    """Return the day from which the series' years are counted: the baseline's, or the eve of the plan."""
    return series.plan_starts_on - timedelta(days=1) if series.kind == "cumulative" else series.baseline_on


def years_between(first: date, last: date) -> float:
    """Return the years from one day to a later one: whole years, then the share of the year that follows.

    2021-03-31 to 2023-03-31 is 2 exactly, however many days those years had. Negative when `last` is earlier.
    """
    if last < first:
        return -years_between(last, first)
    whole = last.year - first.year
    if _years_later(first, whole) > last:
        whole -= 1
    anniversary, following = _years_later(first, whole), _years_later(first, whole + 1)
    return whole + (last - anniversary) / (following - anniversary)


def _years_later(day: date, years: int) -> date:
    """Return the same day of a later year; 29 February becomes 28 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
