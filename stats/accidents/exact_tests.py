"""What stands out at one place against its surroundings, and how long it takes to see a change there.

All tails are exact; everything rests on `scipy.special`.
"""

import math
from collections.abc import Sequence

import numpy as np
from scipy import special

from stats.intervals import Interval
from stats.thresholds import CONFIDENCE, POWER, UNLIKELY

SMALLEST_EXPECTED = 5


def drawn_at_least(found: int, drawn: int, marked: int, total: int) -> float:
    """Return the probability that a random part of a whole holds at least so many marked members.

    Of `total` accidents of a city `marked` have an attribute; `drawn` of them lie in one cell. If the cell were a
    random draw without replacement, the number with the attribute would be hypergeometric:
    P(X >= found) = sum over k >= found of C(marked, k) C(total - marked, drawn - k) / C(total, drawn).
    Source: W. Feller, An Introduction to Probability Theory and Its Applications, vol. 1, section II.6.

    Raises
    ------
    ValueError
        If the numbers do not fit together (found <= drawn <= total, found <= marked <= total).
    """
    if not (0 <= found <= drawn <= total and found <= marked <= total and drawn - found <= total - marked):
        raise ValueError(f"{found} of {drawn} cannot come from {marked} of {total}")
    counts = np.arange(found, min(drawn, marked) + 1)
    counts = counts[drawn - counts <= total - marked]
    logs = (
        _log_choose(marked, counts)
        + _log_choose(total - marked, drawn - counts)
        - _log_choose(total, np.array([drawn]))
    )
    return min(1.0, float(np.exp(logs).sum()))


def holm(probabilities: Sequence[float]) -> list[float]:
    """Return probabilities corrected for how many were looked at, in the order given.

    Sorted p(1) <= ... <= p(m) become max over i <= j of min(1, (m - i + 1) p(i)): the chance of even one false
    finding stays below the level chosen, however the tests depend on one another.
    Source: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6
    (1979) 65-70.

    Raises
    ------
    ValueError
        If a probability lies outside 0 to 1.
    """
    given = np.asarray(probabilities, dtype=float)
    if not ((given >= 0) & (given <= 1)).all():
        raise ValueError("probabilities must lie between 0 and 1")
    order = np.argsort(given, kind="stable")
    steps = np.minimum(1, given[order] * np.arange(len(given), 0, -1))
    corrected = np.empty(len(given))
    corrected[order] = np.maximum.accumulate(steps)
    return [float(probability) for probability in corrected]


def exact_share_interval(successes: int, n: int, confidence: float = CONFIDENCE) -> Interval:
    """Return the exact interval of a share, between 0 and 1; it covers at least as often as it says.

    The bounds are the alpha/2 quantile of Beta(x, n - x + 1) (0 for x = 0) and the 1 - alpha/2 quantile of
    Beta(x + 1, n - x) (1 for x = n), alpha = 1 - confidence.
    Source: C. J. Clopper and E. S. Pearson, The use of confidence or fiducial limits illustrated in the case of
    the binomial, Biometrika 26 (1934) 404-413.

    Raises
    ------
    ValueError
        If n is 0 or below successes, a number is negative, or the confidence is not between 0 and 1.
    """
    if not 0 <= successes <= n or n == 0:
        raise ValueError(f"{successes} of {n} is no share")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, not {confidence}")
    tail = (1 - confidence) / 2
    low = 0.0 if successes == 0 else float(special.betaincinv(successes, n - successes + 1, tail))
    high = 1.0 if successes == n else float(special.betaincinv(successes + 1, n - successes, 1 - tail))
    return Interval(low, high)


def rate_ratio_interval(
    count: int, periods: float, earlier_count: int, earlier_periods: float, confidence: float = CONFIDENCE
) -> Interval:
    """Return the exact interval of a Poisson rate divided by an earlier rate; the upper bound may be infinite.

    Given both counts' sum, the later count is binomial with p = r t / (r t + s), r the ratio, t and s the lengths;
    the exact interval of p (`exact_share_interval`) is turned into one of r = p s / ((1 - p) t).
    Source: J. Przyborowski and H. Wilenski, Homogeneity of results in testing samples from Poisson series,
    Biometrika 31 (1940) 313-323.

    Raises
    ------
    ValueError
        If a length is not positive, a count negative, both counts are 0, or the confidence is not between 0 and 1.
    """
    if not (periods > 0 and earlier_periods > 0):
        raise ValueError("periods must be longer than 0")
    low, high = exact_share_interval(count, count + earlier_count, confidence)
    factor = earlier_periods / periods
    return Interval(
        low / (1 - low) * factor if low < 1 else math.inf,
        high / (1 - high) * factor if high < 1 else math.inf,
    )


def even_spread_probability(counts: Sequence[int], lengths: Sequence[float]) -> float | None:
    """Return the probability of counts differing at least so much if they were spread as the lengths are.

    Pearson's X2 = sum of (x - e)^2 / e with e = total * length / sum of lengths, against chi-square with one degree
    less than there are counts: P = Q((m - 1) / 2, X2 / 2). None where an expected count is below 5, for which the
    approximation is not made.
    Source: K. Pearson, On the criterion that a given system of deviations ... can be reasonably supposed to have
    arisen from random sampling, Philosophical Magazine 50 (1900) 157-175.

    Raises
    ------
    ValueError
        If there are not as many lengths as counts, or fewer than two.
    """
    found, spans = np.asarray(counts, dtype=float), np.asarray(lengths, dtype=float)
    if len(found) != len(spans) or len(found) < 2:
        raise ValueError("every count needs a length, and there must be two at least")
    expected = found.sum() * spans / spans.sum()
    if expected.min() < SMALLEST_EXPECTED:
        return None
    squares = float(((found - expected) ** 2 / expected).sum())
    return float(special.gammaincc((len(found) - 1) / 2, squares / 2))


def events_to_confirm(factor: float = 0.5, level: float = UNLIKELY, power: float = POWER) -> float:
    """Return how many events the old level must lead one to expect before a fall to `factor` of it is confirmed.

    Old level known; one-sided exact test: with m events expected, a count of c or fewer confirms a fall where
    P(X <= c | m) <= level, X Poisson. The power is P(X <= c | factor m) for the largest such c. Returned is the
    smallest m from which on the power never falls below the one asked for (it saws as c jumps): the m at which a
    count of c first confirms, for the smallest c from which on that holds up to the next jump.
    Source: E. L. Lehmann and J. P. Romano, Testing Statistical Hypotheses, 3rd ed., section 3.4 (the uniformly most
    powerful one-sided test of a Poisson mean).

    Parameters
    ----------
    factor
        New level divided by the old one, between 0 and 1.
    level
        Largest probability of confirming a fall that is none, between 0 and 1.
    power
        Smallest probability of confirming the fall, between 0 and 1.

    Raises
    ------
    ValueError
        If a parameter is not between 0 and 1.
    """
    for name, value in (("factor", factor), ("level", level), ("power", power)):
        if not 0 < value < 1:
            raise ValueError(f"{name} must lie between 0 and 1, not {value}")
    largest = 64
    while True:
        counts = np.arange(largest + 1)
        confirms_from = special.gammainccinv(counts + 1, level)
        worst = special.gammaincc(counts[:-1] + 1, factor * confirms_from[1:])
        weak = np.flatnonzero(worst < power)
        if weak.size == 0:
            return float(confirms_from[0])
        if weak[-1] < largest // 2:
            return float(confirms_from[weak[-1] + 1])
        largest *= 2


def _log_choose(n: int, k: np.ndarray) -> np.ndarray:
    chosen: np.ndarray = special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1)
    return chosen
