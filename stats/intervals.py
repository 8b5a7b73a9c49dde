"""How far chance alone can move a count or a share.

Everything rests on `scipy.special`: importing `scipy.stats` takes longer than a first page may.
"""

import math
from typing import NamedTuple

from scipy import special

from stats.thresholds import CONFIDENCE


class Interval(NamedTuple):
    """A confidence interval."""

    lower: float
    upper: float


def poisson_interval(count: float, confidence: float = CONFIDENCE) -> Interval:
    """Return the exact interval of the mean of a Poisson count.

    With alpha = 1 - confidence, the bounds are the alpha/2 quantile of Gamma(count, 1) (0 for a count of 0)
    and the 1 - alpha/2 quantile of Gamma(count + 1, 1).
    Source: F. Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936) 437-442.

    Parameters
    ----------
    count
        Events counted, a whole number.
    confidence
        Smallest probability that the interval covers the mean, between 0 and 1.

    Raises
    ------
    ValueError
        If the count is negative or not whole, or the confidence not between 0 and 1.
    """
    count = _whole(count, "count")
    tail = _tail(confidence)
    lower = float(special.gammaincinv(count, tail)) if count else 0.0
    return Interval(lower, float(special.gammainccinv(count + 1, tail)))


def poisson_cdf(k: float, mean: float) -> float:
    """Return P(X <= k) for a Poisson count X: the upper regularised incomplete gamma function Q(k + 1, mean).

    Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.4.21.

    Raises
    ------
    ValueError
        If k is negative or not whole, or the mean negative or not finite.
    """
    if not (math.isfinite(mean) and mean >= 0):
        raise ValueError(f"mean must be a number of at least 0, not {mean}")
    return float(special.gammaincc(_whole(k, "k") + 1, mean))


def same_level_probability(first: float, second: float) -> float:
    """Return the probability that two Poisson counts of one level differ at least as much as these two.

    Given their sum n, the smaller count x of two periods of equal length is binomial(n, 1/2) when the level is
    the same; the two-sided probability is min(1, 2 P(X <= x)).
    Source: J. Przyborowski and H. Wilenski, Homogeneity of results in testing samples from Poisson series,
    Biometrika 31 (1940) 313-323.

    Raises
    ------
    ValueError
        If a count is negative or not whole.
    """
    smaller, larger = sorted((_whole(first, "first"), _whole(second, "second")))
    return min(1.0, 2 * float(special.bdtr(smaller, smaller + larger, 0.5)))


def wilson_interval(successes: float, n: float, confidence: float = CONFIDENCE) -> Interval:
    """Return Wilson's score interval of a share, between 0 and 1.

    Centre (p + z^2/2n) / (1 + z^2/n), half-width z sqrt(p(1-p)/n + z^2/4n^2) / (1 + z^2/n), with
    p = successes / n and z the normal quantile of (1 + confidence) / 2.
    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the
    American Statistical Association 22 (1927) 209-212.

    Parameters
    ----------
    successes, n
        People who chose the answer and people who answered, whole numbers.
    confidence
        Probability, on average over the shares, that the interval covers the share, between 0 and 1.

    Raises
    ------
    ValueError
        If a number is negative or not whole, n is 0 or below successes, or the confidence is not between 0
        and 1.
    """
    successes, n = _whole(successes, "successes"), _whole(n, "n")
    if not 0 < n >= successes:
        raise ValueError(f"n must be at least 1 and at least successes, not {n} for {successes}")
    return wilson_of_share(successes / n, n, confidence)


def wilson_of_share(share: float, n: float, confidence: float = CONFIDENCE) -> Interval:
    """Return Wilson's score interval of a share known from n people, where n need not be whole.

    The formula is that of `wilson_interval`. With the effective number of respondents as n it is the interval of
    a weighted share, in the manner of Korn and Graubard.
    Source: E. L. Korn and B. I. Graubard, Confidence intervals for proportions with small expected number of
    positive counts estimated from survey data, Survey Methodology 24 (1998) 193-201.

    Parameters
    ----------
    share
        Share between 0 and 1.
    n
        People, or effective number of respondents, above 0.
    confidence
        Probability, on average over the shares, that the interval covers the share, between 0 and 1.

    Raises
    ------
    ValueError
        If the share lies outside 0 to 1, n is not above 0, or the confidence is not between 0 and 1.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"share must lie between 0 and 1, not {share}")
    if not (math.isfinite(n) and n > 0):
        raise ValueError(f"n must be a number above 0, not {n}")
    z = -float(special.ndtri(_tail(confidence)))
    scale = 1 + z**2 / n
    centre = (share + z**2 / (2 * n)) / scale
    half = z * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / scale
    return Interval(0.0 if share == 0 else centre - half, 1.0 if share == 1 else centre + half)


def _whole(number: float, name: str) -> int:
    """Return a count as int, refusing what cannot be one."""
    if not (math.isfinite(number) and number >= 0 and number == int(number)):
        raise ValueError(f"{name} must be a whole number of at least 0, not {number}")
    return int(number)


def _tail(confidence: float) -> float:
    """Return the probability left in each tail."""
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, not {confidence}")
    return (1 - confidence) / 2
