"""How far groups of respondents lie apart: two of them, one from its reference, all from their best.

Shares lie between 0 and 1; every interval is approximate, by the delta method.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from stats.intervals import Interval

Numbers = NDArray[np.float64]


class Estimate(NamedTuple):
    """A measure with its standard error and interval; the error of a ratio is that of its logarithm."""

    value: float
    standard_error: float
    interval: Interval


def difference(
    share_one: float,
    respondents_one: float,
    share_two: float,
    respondents_two: float,
    confidence: float = 0.95,
) -> Estimate:
    """Return the difference of two independent shares (one minus two) with its interval, as shares.

    SE = sqrt(p1 (1 - p1) / n1 + p2 (1 - p2) / n2); the interval is D -+ z SE, z the normal quantile.
    Source: difference (D) of the WHO's Health Equity Assessment Toolkit; J. Ahn et al., Variance estimation and
    confidence intervals for 11 commonly used health disparity measures, JCO Clinical Cancer Informatics 2 (2018).

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
    return around(share_one - share_two, math.sqrt(_variances(shares, respondents).sum()), confidence)


def ratio(
    share_one: float,
    respondents_one: float,
    share_two: float,
    respondents_two: float,
    confidence: float = 0.95,
) -> Estimate:
    """Return the ratio of two independent shares (one to two) with its interval, symmetric on the log scale.

    SE(log R) = sqrt((1 - p1) / (n1 p1) + (1 - p2) / (n2 p2)); the interval is R exp(-+ z SE).
    Source: D. Katz et al., Obtaining confidence intervals for the risk ratio in cohort studies, Biometrics 34
    (1978) 469-474; ratio (R) of the WHO's Health Equity Assessment Toolkit.

    Raises
    ------
    ValueError
        If a share is 0, or what `difference` refuses.
    """
    shares, respondents = checked([share_one, share_two], [respondents_one, respondents_two])
    if not shares.all():
        raise ValueError("a ratio needs two shares above 0")
    log_error = math.sqrt((_variances(shares, respondents) / shares**2).sum())
    return around_log(share_one / share_two, log_error, confidence)


def gap_to_average(
    group: int, shares: Sequence[float], respondents: Sequence[float], weights: Sequence[float] | None = None
) -> Estimate:
    """Return how far one group's share lies from the average of all groups, itself included.

    p_g - sum v_j p_j with v the groups' shares of the weights; its variance is
    sum (1[j = g] - v_j)^2 p_j (1 - p_j) / n_j, since the group's own answers stand on both sides. The weights are
    taken as they are: the ages of the respondents, or of the population, are not drawn by lot.
    Source: variance of a linear contrast of independent shares (Ahn et al. 2018, see `difference`).

    Parameters
    ----------
    group
        Place of the group, from 0.
    shares, respondents
        Share and people who answered, by group.
    weights
        People each group stands for; the respondents themselves where not given.

    Raises
    ------
    ValueError
        As `difference`, or if the weights do not fit the groups.
    """
    p, n = checked(shares, respondents)
    contrast = -_portions(weights, n)
    contrast[group] += 1
    return around(float(contrast @ p), math.sqrt(contrast**2 @ _variances(p, n)))


def attributable_risk(
    reference: int,
    shares: Sequence[float],
    respondents: Sequence[float],
    weights: Sequence[float] | None = None,
) -> Estimate:
    """Return the population attributable risk: the share of the reference group minus the average of all.

    The variance is that of `gap_to_average`; where the respondents are the weights, how they spread over the groups
    is chance too and adds sum v_j (p_j - mean)^2 / n. Not cut off at 0: who shows it does so where the reference
    is no better than the average.
    Source: A. Schlotheuber and A. R. Hosseinpoor, Summary measures of health inequality, International Journal of
    Environmental Research and Public Health 19 (2022) 3697.

    Parameters and errors are those of `gap_to_average`.
    """
    p, n = checked(shares, respondents)
    portions = _portions(weights, n)
    fixed = gap_to_average(reference, shares, respondents, weights)
    spread = 0.0 if weights is not None else float(portions @ (p - portions @ p) ** 2 / n.sum())
    return around(fixed.value, math.hypot(fixed.standard_error, math.sqrt(spread)))


def attributable_fraction(
    reference: int,
    shares: Sequence[float],
    respondents: Sequence[float],
    weights: Sequence[float] | None = None,
) -> Estimate:
    """Return the population attributable fraction: the attributable risk as a share of the average.

    PAF = p_ref / mean - 1, SE by the delta method. Where the respondents are the weights, with c and d respondents
    of the reference who chose the answer and who did not, a and b the others, N all, this is Walter's
    SE = sqrt(c N (a d (N - c) + b c^2) / ((a + c)^3 (c + d)^3)).
    Source: S. D. Walter, Calculation of attributable risks from epidemiological data, International Journal of
    Epidemiology 7 (1978) 175-182.

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
        c, total = float(p[reference] * n[reference]), float(n.sum())
        d = float(n[reference]) - c
        a = mean * total - c
        b = total - a - c - d
        error = math.sqrt(c * total * (a * d * (total - c) + b * c**2) / ((a + c) ** 3 * (c + d) ** 3))
    else:
        gradient = -p[reference] * portions / mean**2
        gradient[reference] += 1 / mean
        error = math.sqrt(gradient**2 @ _variances(p, n))
    return around(float(p[reference]) / mean - 1, error)


def around(value: float, standard_error: float, confidence: float = 0.95) -> Estimate:
    """Return value -+ z SE, z the normal quantile of (1 + confidence) / 2."""
    half = _normal_quantile(confidence) * standard_error
    return Estimate(value, standard_error, Interval(value - half, value + half))


def around_log(value: float, log_error: float, confidence: float = 0.95) -> Estimate:
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


def _variances(p: Numbers, n: Numbers) -> Numbers:
    """Return the binomial variance of each share."""
    variances: Numbers = p * (1 - p) / n
    return variances


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
