"""The slope and the relative index of inequality: what all age groups together say, from one end to the other."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy import special

from stats.divide.inequality import Estimate, Numbers, around, around_log, checked, difference, within
from stats.thresholds import UNLIKELY

_STEPS = 50
_SMALL = 1e-10


class Slope(NamedTuple):
    """The fitted shares at both ends of the ranking, and the two indices made of them."""

    at_first: float
    at_last: float
    slope_index: Estimate
    relative_index: Estimate


class NoSlopeError(ValueError):
    """The model has no finite answer: the option divides the groups completely, or nobody (everybody) chose it."""


def slope(
    shares: Sequence[float], respondents: Sequence[float], weights: Sequence[float] | None = None
) -> Slope:
    """Fit a logistic curve to the shares over the groups' cumulative mid-rank and compare its two ends.

    The groups stand in order, here from oldest to youngest. Each spreads over its portion of the weights, and its
    rank r is the middle of that stretch of 0 to 1. With logit p(r) = b0 + b1 r, fitted by weighted maximum likelihood,
    the slope index is SII = p(1) - p(0) and the relative index RII = p(1) / p(0). The curve keeps both ends
    between 0 and 1.

    Errors by the delta method from the variance A^-1 B A^-1 of (b0, b1), A = sum w m (1 - m) x x' (m the fitted
    share, x = (1, r)) and B = sum w^2 p (1 - p) / n x x', the chance in the groups' answers (shares of 0 and 1
    moved inwards by half a respondent, as in `stats.inequality.attributable_fraction`). It holds where the weights are
    not the respondents and where the curve does not pass through every share; ranks are taken as known.
    Source: A. J. Barros and C. G. Victora, Measuring coverage in MNCH, PLoS Medicine 10 (2013) e1001390;
    D. A. Binder, On the variances of asymptotically normal estimators from complex surveys, International Statistical
    Review 51 (1983) 279-292.

    Parameters
    ----------
    shares, respondents
        Share (0 to 1) and people who answered, by group, in order.
    weights
        People each group stands for; the respondents themselves where not given.

    Raises
    ------
    NoSlopeError
        If the likelihood has no maximum.
    ValueError
        If there are fewer than three groups, or what `stats.inequality.checked` refuses.
    """
    p, n = checked(shares, respondents)
    if len(p) < 3:
        raise ValueError("three groups are needed")
    w = n if weights is None else np.asarray(weights, dtype=float) * n.sum() / np.sum(weights)
    if w.shape != p.shape or not (w > 0).all():
        raise ValueError("every group needs a weight above 0")
    design = np.column_stack([np.ones_like(p), mid_ranks(w)])
    coefficients = _fit(design, p, w)
    fitted = special.expit(design @ coefficients)
    bread = np.linalg.inv(design.T @ (design * (w * fitted * (1 - fitted))[:, None]))
    inner = within(p, n)
    filling = design.T @ (design * (w**2 * inner * (1 - inner) / n)[:, None])
    covariance = bread @ filling @ bread
    ends = np.array([[1.0, 0.0], [1.0, 1.0]])
    first, last = special.expit(ends @ coefficients)
    by_difference = last * (1 - last) * ends[1] - first * (1 - first) * ends[0]
    by_logarithm = (1 - last) * ends[1] - (1 - first) * ends[0]
    return Slope(
        float(first),
        float(last),
        around(float(last - first), math.sqrt(by_difference @ covariance @ by_difference)),
        around_log(float(last / first), math.sqrt(by_logarithm @ covariance @ by_logarithm)),
    )


def mid_ranks(weights: Sequence[float] | Numbers) -> Numbers:
    """Return the middle of each group's stretch of 0 to 1, the groups laid end to end in their order."""
    w = np.asarray(weights, dtype=float)
    ranks: Numbers = (np.cumsum(w) - w / 2) / w.sum()
    return ranks


def reverses(
    shares: Sequence[float], respondents: Sequence[float], direction: float, level: float = UNLIKELY
) -> bool:
    """Return whether some pair of neighbouring groups clearly goes against the overall direction.

    Each of the k - 1 differences of neighbours is tested two-sided at level / (k - 1) (Bonferroni), so that a straight
    run of groups is wrongly called reversed in at most `level` of cases.

    Parameters
    ----------
    shares, respondents
        Share (0 to 1) and people who answered, by group, in order.
    direction
        Positive where the shares rise along the order, negative where they fall.
    level
        Probability of a wrong alarm.

    Raises
    ------
    ValueError
        If there are fewer than two groups, or what `stats.inequality.checked` refuses.
    """
    p, n = checked(shares, respondents)
    if len(p) < 2:
        raise ValueError("two groups are needed")
    confidence = 1 - level / (len(p) - 1)
    steps = [
        difference(p[place + 1], n[place + 1], p[place], n[place], confidence).interval
        for place in range(len(p) - 1)
    ]
    return any(step.upper < 0 if direction > 0 else step.lower > 0 for step in steps)


def _fit(design: Numbers, p: Numbers, w: Numbers) -> Numbers:
    """Return the coefficients by iteratively reweighted least squares (Newton's method for this model)."""
    coefficients = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        fitted = special.expit(design @ coefficients)
        information = design.T @ (design * (w * fitted * (1 - fitted))[:, None])
        if np.linalg.cond(information) > 1 / _SMALL:
            break
        step = np.linalg.solve(information, design.T @ (w * (p - fitted)))
        coefficients = coefficients + step
        if np.abs(step).max() < _SMALL:
            return coefficients
    raise NoSlopeError("the groups are divided completely, or nobody or everybody chose the answer")
