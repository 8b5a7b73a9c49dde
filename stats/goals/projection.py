"""Where a straight line through the values so far would lead on the target's day, and how sure that is."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from scipy import special

from stats.goals import pace
from stats.goals.reports import Report
from stats.goals.series import Series
from stats.thresholds import PROJECTION

LEAST_VALUES = 3
UNBOUNDED = (0.0, math.inf)
"""What a series can reach when it has no upper end: no count is below nothing."""

RefusalCode = Literal[
    "keep",
    "zero",
    "text_baseline",
    "cumulative",
    "milestone",
    "poisson",
    "too_few",
    "target_day_reached",
    "last_year",
    "no_scatter",
]
"""Why there is no projection, for the words on the screen."""

# Residuals this small beside the values are rounding errors of an exact line.
_EXACT = 1e-9


@dataclass(frozen=True)
class Projection:
    """What the line says about the target's day.

    Attributes
    ----------
    on
        The target's day.
    value, lower, upper
        Point and prediction interval in the indicator's own unit, clipped to what the unit allows.
    confidence
        Probability that the interval covers the value, if the values scatter around a straight line.
    chance
        Probability that the target is reached, on the same assumption.
    values
        Number of values the line rests on, the baseline included.
    per_year
        Slope of the line, in the indicator's own unit a year.
    """

    on: date
    value: float
    lower: float
    upper: float
    confidence: float
    chance: float
    values: int
    per_year: float


@dataclass(frozen=True)
class Refusal:
    """Why nothing is projected, and on how many values it would have rested."""

    reason_code: RefusalCode
    values: int = 0


class Line(NamedTuple):
    """A least-squares line at one time: where it is, how far a new value scatters, and its degrees of freedom."""

    value: float
    scale: float
    freedom: int
    slope: float


def project(
    series: Series,
    reports: Iterable[Report],
    until: date,
    *,
    uncertainty: str = "none",
    bounds: tuple[float, float] = UNBOUNDED,
    confidence: float = PROJECTION,
) -> Projection | Refusal:
    """Project a series to the target's day from its baseline and the values reported up to a day.

    The line is fitted by ordinary least squares to values of the same kind: the baseline, which is a value of
    the very same series, and every reported number but a part year's flow, which is no year's count. (A level
    holds on any day.) Without the baseline, a plan of three years would have its third value only when all is
    over.

    Refused are kinds for which a straight line means nothing: keep and zero (they ask for no way), a baseline in
    words, milestone (steps of a work list), cumulative (its yearly numbers are three only when the sum is
    complete) and counts with a model of chance of their own (poisson). Refused are also fewer than three
    values, a value on the target's day, a year that holds that day (what is over is not projected), and values that
    lie on one line exactly, because they say nothing about how far they scatter.

    Parameters
    ----------
    series
        What the plan says.
    reports
        All reports of the series, in any order.
    until
        Last day that is looked at: the end of the reporting year.
    uncertainty
        Model of chance of the indicator: poisson, survey or none.
    bounds
        Smallest and largest value the unit allows: 0 to 100 for percentages, else 0 upwards.
    confidence
        Probability of the interval, between 0 and 1.
    """
    if refused := _refused_kind(series, uncertainty):
        return Refusal(refused)
    points = _points(series, reports, until)
    if points[-1][0] >= series.target_on:
        return Refusal("target_day_reached", len(points))
    if until >= series.target_on:
        return Refusal("last_year", len(points))
    if len(points) < LEAST_VALUES:
        return Refusal("too_few", len(points))
    times = [pace.years_between(series.baseline_on, day) for day, _ in points]
    line = line_at(
        times, [value for _, value in points], pace.years_between(series.baseline_on, series.target_on)
    )
    if line.scale <= _EXACT * max(1.0, *(abs(value) for _, value in points)):
        return Refusal("no_scatter", len(points))
    half = float(special.stdtrit(line.freedom, (1 + confidence) / 2)) * line.scale
    wanted = 1.0 if series.direction == "at_least" else -1.0
    distance = wanted * (line.value - series.target_value) / line.scale
    return Projection(
        on=series.target_on,
        value=_clip(line.value, bounds),
        lower=_clip(line.value - half, bounds),
        upper=_clip(line.value + half, bounds),
        confidence=confidence,
        chance=float(special.stdtr(line.freedom, distance)),
        values=len(points),
        per_year=line.slope,
    )


def line_at(times: Sequence[float], values: Sequence[float], at: float) -> Line:
    """Return the least-squares line at a time, with the standard error of one new value there.

    With n values, b = Sxy / Sxx and s^2 = SSE / (n - 2), a new value at time x lies around a + b x with
    standard error s sqrt(1 + 1/n + (x - mean)^2 / Sxx), in units of which it follows Student's t with n - 2
    degrees of freedom.
    Source: N. R. Draper and H. Smith, Applied Regression Analysis, 3rd ed., section 3.1.

    Raises
    ------
    ValueError
        If there are fewer than three values or all stand at one time.
    """
    n = len(values)
    if n < LEAST_VALUES or n != len(times):
        raise ValueError(f"a line with an interval needs three values and their times, not {n}")
    mean_time, mean_value = math.fsum(times) / n, math.fsum(values) / n
    spread = math.fsum((time - mean_time) ** 2 for time in times)
    if spread == 0:
        raise ValueError("all values stand at one time")
    slope = math.fsum((time - mean_time) * value for time, value in zip(times, values, strict=True)) / spread
    errors = math.fsum(
        (value - mean_value - slope * (time - mean_time)) ** 2
        for time, value in zip(times, values, strict=True)
    )
    widening = 1 + 1 / n + (at - mean_time) ** 2 / spread
    return Line(
        value=mean_value + slope * (at - mean_time),
        scale=math.sqrt(errors / (n - 2) * widening),
        freedom=n - 2,
        slope=slope,
    )


def _refused_kind(series: Series, uncertainty: str) -> RefusalCode | None:
    """Return why a straight line means nothing for a series, if so."""
    refused: dict[str, RefusalCode] = {
        "keep": "keep",
        "zero": "zero",
        "text_baseline": "text_baseline",
        "cumulative": "cumulative",
        "milestone": "milestone",
    }
    return "poisson" if uncertainty == "poisson" else refused.get(series.kind)


def _points(series: Series, reports: Iterable[Report], until: date) -> list[tuple[date, float]]:
    """Return the days and values a line may rest on, oldest first, the baseline at the head."""
    known = sorted(
        (report.period_end, report.value)
        for report in reports
        if report.value is not None
        and series.baseline_on < report.period_end <= until
        and not (report.is_part_year and series.period_type != "level")
    )
    baseline = [] if series.baseline_value is None else [(series.baseline_on, series.baseline_value)]
    return [*baseline, *known]


def _clip(value: float, bounds: tuple[float, float]) -> float:
    """Return the value, or the bound it lies beyond."""
    return min(max(value, bounds[0]), bounds[1])
