"""How far groups of respondents lie apart: two of them, one from its reference, all from their best.

Shares lie between 0 and 1. Every interval is approximate and has some width, also where nobody or everybody of a group
chose the answer.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from stats.intervals import Interval, wilson_of_share
from stats.thresholds import CONFIDENCE

Numbers = NDArray[np.float64]


class Estimate(NamedTuple):
    """A measure with its standard error and interval; the error of a ratio is that of its logarithm."""

    value: float
    standard_error: float
    interval: Interval

    def turned(self) -> "Estimate":
        """Return the same measure with its sign changed."""
        return Estimate(
            -self.value, self.standard_error, Interval(-self.interval.upper, -self.interval.lower)
        )


def difference(
    share_one: float,
    respondents_one: float,
    share_two: float,
    respondents_two: float,
    confidence: float = CONFIDENCE,
) -> Estimate:
    """Return the difference of two independent shares (one minus two) with its interval, as shares.

    With Wilson's intervals l to u of the shares p, the interval is
    D - sqrt((p1 - l1)^2 + (u2 - p2)^2) to D + sqrt((u1 - p1)^2 + (p2 - l2)^2).
    It stays within -1 to 1 and has some width where both shares are 0 or 1.
    Sources: method 10 (hybrid score) of R. G. Newcombe, Interval estimation for the difference between independent
    proportions, Statistics in Medicine 17 (1998) 873-890; difference (D) of the WHO's Health Equity Assessment Toolkit.

    Parameters
    ----------
    share_one, share_two
        Shares between 0 and 1.
    respondents_one, respondents_two
        People who answered, at least 1.
    confidence
        Probability that the interval covers the difference, between 0 and 1.

    Raises
    ------
    ValueError
        If a share lies outside 0 to 1, a group is empty or the confidence is not between 0 and 1.
    """
    shares, respondents = checked([share_one, share_two], [respondents_one, respondents_two])
    return _contrast(np.array([1.0, -1.0]), shares, respondents, confidence)


def ratio(
    share_one: float,
    respondents_one: float,
    share_two: float,
    respondents_two: float,
    confidence: float = CONFIDENCE,
) -> Estimate:
    """Return the ratio of two independent shares (one to two) with its interval.

    The interval is that of `difference` on the logarithms: with Wilson's intervals l to u of the shares p, log R less
    sqrt(log(p1 / l1)^2 + log(u2 / p2)^2) to log R plus sqrt(log(u1 / p1)^2 + log(p2 / l2)^2). It has some width where
    both shares are 1.
    Sources: G. Y. Zou and A. Donner, Construction of confidence limits about effect measures: a general approach,
    Statistics in Medicine 27 (2008) 1693-1702; ratio (R) of the WHO's Health Equity Assessment Toolkit.

    Raises
    ------
    ValueError
        If a share is 0, or what `difference` refuses.
    """
    shares, respondents = checked([share_one, share_two], [respondents_one, respondents_two])
    if not shares.all():
        raise ValueError("a ratio needs two shares above 0")
    one, two = (wilson_of_share(share, n, confidence) for share, n in zip(shares, respondents, strict=True))
    below = math.hypot(math.log(share_one / one.lower), math.log(two.upper / share_two))
    above = math.hypot(math.log(one.upper / share_one), math.log(share_two / two.lower))
    value = share_one / share_two
    interval = Interval(value * math.exp(-below), value * math.exp(above))
    return Estimate(value, (below + above) / (2 * _normal_quantile(confidence)), interval)


def gap_to_average(
    group: int,
    shares: Sequence[float],
    respondents: Sequence[float],
    weights: Sequence[float] | None = None,
    confidence: float = CONFIDENCE,
) -> Estimate:
    """Return how far one group's share lies from the average of all groups, itself included.

    p_g - sum v_j p_j with v the groups' shares of the weights: a contrast with coefficients c_j = 1[j = g] - v_j,
    since the group's own answers stand on both sides. Its interval adds up the distances of c_j p_j from the ends of
    Wilson's intervals in squares, as `difference` does for two groups. The weights are taken as they are: the ages of
    the respondents, or of the population, are not drawn by lot.
    Source: G. Y. Zou, W. Huang and X. Zhang, A note on confidence interval estimation for a linear function of binomial
    proportions, Computational Statistics and Data Analysis 53 (2009) 1080-1085.

    Parameters
    ----------
    group
        Place of the group, from 0.
    shares, respondents
        Share and people who answered, by group.
    weights
        People each group stands for; the respondents themselves where not given.
    confidence
        Probability that the interval covers the gap, between 0 and 1.

    Raises
    ------
    ValueError
        As `difference`, or if the weights do not fit the groups.
    """
    p, n = checked(shares, respondents)
    contrast = -_portions(weights, n)
    contrast[group] += 1
    return _contrast(contrast, p, n, confidence)


def attributable_risk(
    reference: int,
    shares: Sequence[float],
    respondents: Sequence[float],
    weights: Sequence[float] | None = None,
) -> Estimate:
    """Return the population attributable risk: the share of the reference group minus the average of all.

    The interval is that of `gap_to_average`; where the respondents are the weights, how they spread over the groups
    is chance too and adds the variance sum v_j (p_j - mean)^2 / n on either side. Not cut off at 0: who shows it does
    so where the reference is no better than the average.
    Source: A. Schlotheuber and A. R. Hosseinpoor, Summary measures of health inequality, International Journal of
    Environmental Research and Public Health 19 (2022) 3697.

    Parameters and errors are those of `gap_to_average`.
    """
    p, n = checked(shares, respondents)
    portions = _portions(weights, n)
    fixed = gap_to_average(reference, shares, respondents, weights)
    spread = 0.0 if weights is not None else math.sqrt(portions @ (p - portions @ p) ** 2 / n.sum())
    by_chance = around(fixed.value, spread).interval
    lower = math.hypot(fixed.value - fixed.interval.lower, fixed.value - by_chance.lower)
    upper = math.hypot(fixed.interval.upper - fixed.value, by_chance.upper - fixed.value)
    return _between(fixed.value, lower, upper, CONFIDENCE)


def attributable_fraction(
    reference: int,
    shares: Sequence[float],
    respondents: Sequence[float],
    weights: Sequence[float] | None = None,
) -> Estimate:
    """Return the population attributable fraction: the attributable risk as a share of the average.

    PAF = p_ref / mean - 1, SE by the delta method. Where the respondents are the weights, with c and d respondents
    of the reference who chose the answer and who did not, a and b the others, N all, this is Walter's
    SE = sqrt(c N (a d (N - c) + b c^2) / ((a + c)^3 (c + d)^3)). Where a share is 0 or 1 the error is that with half a
    respondent added to those who chose the answer and to those who did not, so that it is not 0; the interval is cut
    off at what a fraction can be, -1 and the fraction where only the reference chose the answer.
    Sources: S. D. Walter, Calculation of attributable risks from epidemiological data, International Journal of
    Epidemiology 7 (1978) 175-182; half a respondent: F. J. Anscombe, On estimating binomial response relations,
    Biometrika 43 (1956) 461-464.

    Raises
    ------
    ValueError
        If nobody chose the answer, or what `gap_to_average` refuses.
    """
    p, n = checked(shares, respondents)
    portions = _portions(weights, n)
    mean = float(portions @ p)
    if mean == 0:
        raise ValueError("a fraction needs an average above 0")
    if weights is None:
        c, d, a, b = _two_by_two(reference, p, n)
        total = a + b + c + d
        error = math.sqrt(c * total * (a * d * (total - c) + b * c**2) / ((a + c) ** 3 * (c + d) ** 3))
    else:
        inner = within(p, n)
        average = float(portions @ inner)
        gradient = -inner[reference] * portions / average**2
        gradient[reference] += 1 / average
        error = math.sqrt(gradient**2 @ (inner * (1 - inner) / n))
    fraction = around(float(p[reference]) / mean - 1, error)
    lower, upper = fraction.interval
    return fraction._replace(interval=Interval(max(-1.0, lower), min(1 / portions[reference] - 1, upper)))


def around(value: float, standard_error: float, confidence: float = CONFIDENCE) -> Estimate:
    """Return value -+ z SE, z the normal quantile of (1 + confidence) / 2."""
    half = _normal_quantile(confidence) * standard_error
    return Estimate(value, standard_error, Interval(value - half, value + half))


def around_log(value: float, log_error: float, confidence: float = CONFIDENCE) -> Estimate:
    """Return the interval of a positive value whose logarithm is about normal: value exp(-+ z SE)."""
    factor = math.exp(_normal_quantile(confidence) * log_error)
    return Estimate(value, log_error, Interval(value / factor, value * factor))


def checked(shares: Sequence[float], respondents: Sequence[float]) -> tuple[Numbers, Numbers]:
    """Return shares and respondents as arrays, refusing what cannot be.

    Raises
    ------
    ValueError
        If a share lies outside 0 to 1, a group is empty, or there is not one number of people per share.
    """
    p, n = np.asarray(shares, dtype=float), np.asarray(respondents, dtype=float)
    if p.shape != n.shape:
        raise ValueError("one number of respondents per share is needed")
    if not ((p >= 0) & (p <= 1)).all():
        raise ValueError(f"shares must lie between 0 and 1, not {list(shares)}")
    if not (n >= 1).all():
        raise ValueError("every group needs a respondent")
    return p, n


def within(p: Numbers, n: Numbers) -> Numbers:
    """Return the shares, those of 0 and 1 moved inwards by half a respondent: (n p + 1/2) / (n + 1)."""
    moved: Numbers = np.where((p == 0) | (p == 1), (n * p + 0.5) / (n + 1), p)
    return moved


def _two_by_two(reference: int, p: Numbers, n: Numbers) -> tuple[float, float, float, float]:
    """Return who of the reference chose and did not choose the answer, and of the others; half more if one is 0."""
    chosen, people = p * n, float(n[reference])
    c = float(chosen[reference])
    a = float(chosen.sum()) - c
    cells = (c, people - c, a, float(n.sum()) - people - a)
    more = 0.5 if min(cells) <= 1e-9 else 0.0
    return cells[0] + more, cells[1] + more, cells[2] + more, cells[3] + more


def _contrast(coefficients: Numbers, p: Numbers, n: Numbers, confidence: float) -> Estimate:
    """Return sum c_j p_j with its hybrid-score interval; coefficients sum to 0, so that equal shares give exactly 0."""
    wilson = np.array(
        [wilson_of_share(share, people, confidence) for share, people in zip(p, n, strict=True)]
    )
    to_lower, to_upper = coefficients * (p - wilson[:, 0]), coefficients * (wilson[:, 1] - p)
    below = float(np.linalg.norm(np.where(coefficients > 0, to_lower, to_upper)))
    above = float(np.linalg.norm(np.where(coefficients > 0, to_upper, to_lower)))
    return _between(float(coefficients @ (p - p[-1])), below, above, confidence)


def _between(value: float, below: float, above: float, confidence: float) -> Estimate:
    """Return an estimate with an interval so far below and above it; its error is half the width in quantiles."""
    error = (below + above) / (2 * _normal_quantile(confidence))
    return Estimate(value, error, Interval(value - below, value + above))


def _portions(weights: Sequence[float] | None, respondents: Numbers) -> Numbers:
    """Return each group's portion of the weights; they sum to 1."""
    w = respondents if weights is None else np.asarray(weights, dtype=float)
    if w.shape != respondents.shape or not (w > 0).all():
        raise ValueError("every group needs a weight above 0")
    portions: Numbers = w / w.sum()
    return portions


def _normal_quantile(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, not {confidence}")
    return -float(special.ndtri((1 - confidence) / 2))
