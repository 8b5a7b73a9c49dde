"""Is a gap closing? Two surveys compared, all of them, and how many answers the next one needs."""

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from scipy import special

from stats import thresholds
from stats.divide.inequality import Estimate
from stats.intervals import Interval

POWER = thresholds.POWER
"""Probability of seeing a planned change that is there, where nothing else is asked for."""
LEVEL = thresholds.UNLIKELY
"""Probability of seeing one that is not (two-sided)."""

Verdict = Literal["narrowed", "widened", "smaller", "larger", "reversed", "unclear"]
"""What may be said of a gap between two surveys in the light of all."""
_VERDICTS: dict[tuple[int, bool], Verdict] = {
    (1, True): "widened",
    (1, False): "larger",
    (-1, True): "narrowed",
    (-1, False): "smaller",
}
"""What is said by the sign of the clear difference of the sizes, and whether all surveys show that it goes on."""


class Trend(NamedTuple):
    """A straight line through the gaps of several surveys: change a year, and whether they scatter more than chance.

    `scatter` is the factor by which the standard error was widened, 1 where chance explains the scatter; the interval
    is that of `trend`, wider than the standard error alone would make it.
    """

    slope: Estimate
    scatter: float


class Needed(NamedTuple):
    """How many answers a group needs, and the smallest change any number of answers could show."""

    answers: int | None
    smallest: float


def change(earlier: Estimate, later: Estimate) -> Estimate:
    """Return the change of a gap between two surveys that asked different people.

    Later minus earlier, SE = sqrt(SE1^2 + SE2^2); the interval adds the distances to the ends of both intervals in
    squares, so that it keeps their shape where a share is near 0 or 1.
    Source: G. Y. Zou and A. Donner, Construction of confidence limits about effect measures: a general approach,
    Statistics in Medicine 27 (2008) 1693-1702.
    """
    below = math.hypot(later.value - later.interval.lower, earlier.interval.upper - earlier.value)
    above = math.hypot(later.interval.upper - later.value, earlier.value - earlier.interval.lower)
    moved = later.value - earlier.value
    error = math.hypot(earlier.standard_error, later.standard_error)
    return Estimate(moved, error, Interval(moved - below, moved + above))


def verdict(earlier: Estimate, later: Estimate, over_all: Trend | None) -> Verdict:
    """Return what the change of a gap allows to be said, by rule.

    Two surveys alone cannot tell a lasting change from a year out of line, and their errors hold only the chance of who
    answered. Therefore:

    - reversed: both gaps are clear of 0 and point opposite ways;
    - otherwise the sizes are compared, |later| - |earlier| as by `change`; where its interval holds 0: unclear;
    - narrowed or widened: that interval leaves out 0, and so does that of the trend over all surveys, the same way;
    - smaller or larger: the two surveys differ, but all together do not show that it goes on (or are too few to).

    Parameters
    ----------
    earlier, later
        The gap in the two surveys.
    over_all
        The trend of the gap over all surveys; None where there are fewer than three.
    """
    if _sign(earlier) * _sign(later) < 0:
        return "reversed"
    larger = _sign(change(_size(earlier), _size(later)))
    if not larger:
        return "unclear"
    goes_on = over_all is not None and _sign(over_all.slope) == np.sign(later.value - earlier.value)
    return _VERDICTS[larger, bool(goes_on)]


def trend(years: Sequence[float], gaps: Sequence[Estimate]) -> Trend:
    """Return the change of a gap a year over all surveys, by least squares with weights 1 / SE^2.

    slope = sum w (t - t0) D / sum w (t - t0)^2, t0 the weighted mean year; SE = 1 / sqrt(sum w (t - t0)^2). How much
    the gaps scatter about the line is measured by s = sqrt(Q / (k - 2)), Q the weighted sum of squares about it. The
    standard error is multiplied by s where that is above 1 (never made smaller). The interval is
    slope -+ max(z, s t) SE, t the quantile of Student's distribution with k - 2 degrees of freedom, since s is learnt
    from a few surveys: it holds 95 to 99 % of true slopes whether the years scatter by chance alone or by four times as
    much, where z max(1, s) SE holds 74 to 96 %.
    Sources: R. T. Birge, The calculation of errors by the method of least squares, Physical Review 40 (1932) 207-227;
    for t: G. Knapp and J. Hartung, Improved tests for a random effects meta-regression with a single covariate,
    Statistics in Medicine 22 (2003) 2693-2710.

    Raises
    ------
    ValueError
        If there are fewer than three surveys, all of one year, or a gap without error.
    """
    t, d = np.asarray(years, dtype=float), np.array([gap.value for gap in gaps])
    errors = np.array([gap.standard_error for gap in gaps])
    if len(t) != len(d) or len(t) < 3 or np.ptp(t) == 0:
        raise ValueError("three surveys of different years are needed")
    if not (errors > 0).all():
        raise ValueError("every gap needs an error above 0")
    w = 1 / errors**2
    centred = t - (w @ t) / w.sum()
    spread = float(w @ centred**2)
    slope = float((w * centred) @ d) / spread
    about_line = float(w @ (d - (w @ d) / w.sum() - slope * centred) ** 2)
    scatter = math.sqrt(about_line / (len(t) - 2))
    student = float(special.stdtrit(len(t) - 2, (1 + thresholds.CONFIDENCE) / 2))
    half = max(-float(special.ndtri((1 - thresholds.CONFIDENCE) / 2)), scatter * student) / math.sqrt(spread)
    widened = max(1.0, scatter)
    estimate = Estimate(slope, widened / math.sqrt(spread), Interval(slope - half, slope + half))
    return Trend(estimate, widened)


def answers_needed(
    last: Estimate, shares: tuple[float, float], points: float, power: float = POWER, level: float = LEVEL
) -> Needed:
    """Return how many answers each of two groups needs in the next survey to show a change of the gap.

    The next gap's variance is V / n with V = sum p (1 - p) over the two groups, n answers in each; the last survey's
    error cannot be made smaller any more. A change is shown with the wanted power when
    (z_level + z_power)^2 (SE_last^2 + V / n) <= points^2, so n = V / (points^2 / z^2 - SE_last^2) with
    z = z_level + z_power, and no n is enough for changes up to z SE_last.
    Source: J. L. Fleiss, B. Levin and M. C. Paik, Statistical Methods for Rates and Proportions, 3rd ed. (2003),
    section 4.2, without continuity correction, for a difference of differences.

    Parameters
    ----------
    last
        The gap in the last survey, as shares.
    shares
        Shares expected of the two groups in the next survey, between 0 and 1.
    points
        Change of the gap that is to be seen, as a share above 0.
    power, level
        Probability of seeing it if it is there; probability of seeing one that is not (two-sided).

    Raises
    ------
    ValueError
        If the change is not above 0, or a share or probability lies outside its range.
    """
    _refuse_impossible(shares, points, power, level)
    z = _normal_quantiles(power, level)
    smallest = z * last.standard_error
    room = (points / z) ** 2 - last.standard_error**2
    if room <= 0:
        return Needed(None, smallest)
    variance = sum(share * (1 - share) for share in shares)
    return Needed(max(1, math.ceil(variance / room - 1e-9)), smallest)


def answers_needed_twice(
    shares: tuple[float, float], points: float, power: float = POWER, level: float = LEVEL
) -> int:
    """Return how many answers each of two groups needs in both of two surveys to show a change of the gap.

    With n answers in each group of each survey the change's variance is 2 V / n, so n = 2 V z^2 / points^2.
    Parameters, errors and source are those of `answers_needed`.
    """
    _refuse_impossible(shares, points, power, level)
    variance = 2 * sum(share * (1 - share) for share in shares)
    return max(1, math.ceil(variance * (_normal_quantiles(power, level) / points) ** 2 - 1e-9))


def _refuse_impossible(shares: tuple[float, float], points: float, power: float, level: float) -> None:
    if not points > 0:
        raise ValueError(f"the change must be above 0, not {points}")
    if not all(0 <= share <= 1 for share in shares):
        raise ValueError(f"shares must lie between 0 and 1, not {shares}")
    if not (0 < power < 1 and 0 < level < 1):
        raise ValueError(f"probabilities must lie between 0 and 1, not {power} and {level}")


def _normal_quantiles(power: float, level: float) -> float:
    """Return z_level + z_power."""
    return -float(special.ndtri(level / 2) + special.ndtri(1 - power))


def _sign(estimate: Estimate) -> int:
    """Return the direction an estimate is clear of 0 in; 0 where it is not."""
    return (estimate.interval.lower > 0) - (estimate.interval.upper < 0)


def _size(estimate: Estimate) -> Estimate:
    """Return the gap with its sign turned where it is below 0."""
    return estimate if estimate.value >= 0 else estimate.turned()
