"""How many events the next years will bring when only the last count is known.

The level model: a count Y tells the level of its year with relative variance 1/Y, and the level drifts with relative
variance k a year. After h years it is Gamma distributed with mean Y and relative variance 1/Y + kh, so that the count
is negative binomial with mean Y and shape 1 / (1/Y + kh). A large place is a sum of small ones that do not all drift
the same way, so k falls with Y (`Spread`). `stats.forecast_spread` estimates it. Nothing is said about shifts that all
places share.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

FEWEST_TREND_YEARS = 6


class Spread(NamedTuple):
    """How fast levels drift: k = at_hundred · (Y/100)^-fall is the relative variance a level Y gains in a year."""

    at_hundred: float
    fall: float

    def of(self, counts: ArrayLike) -> NDArray[np.float64]:
        """Return k of places with such counts, above 0."""
        return np.asarray(self.at_hundred * (np.asarray(counts, dtype=float) / 100) ** -self.fall)


class Prediction(NamedTuple):
    """A negative binomial count: `mean`, and `shape` (variance = mean + mean²/shape)."""

    mean: float
    shape: float


class Trend(NamedTuple):
    """A relative change a year (0.02 is 2 % more a year) with its 95 % interval."""

    change: float
    lower: float
    upper: float


def predict(last: float, years_ahead: int, spread: Spread, shift: float = 1.0) -> Prediction:
    """Return the count some years after a count, by the level model.

    Parameters
    ----------
    last
        The last count, a whole number of at least 1: after a count of 0 the model knows no level.
    years_ahead
        Whole years between the two counts, at least 1.
    spread
        How fast levels drift.
    shift
        Factor all places share, for looking back; 1 where it is not known.

    Raises
    ------
    ValueError
        If a number is out of its range.
    """
    if not (math.isfinite(last) and last >= 1 and last == int(last)):
        raise ValueError(f"last must be a whole number of at least 1, not {last}")
    if not (years_ahead >= 1 and years_ahead == int(years_ahead)):
        raise ValueError(f"years_ahead must be a whole number of at least 1, not {years_ahead}")
    drift = float(spread.of(last))
    if not (math.isfinite(drift) and drift >= 0 and math.isfinite(shift) and shift > 0):
        raise ValueError(f"k must be at least 0 and shift above 0, not {drift} and {shift}")
    return Prediction(shift * last, 1 / (1 / last + drift * years_ahead))


def at_most(count: float, prediction: Prediction) -> float:
    """Return P(X <= count): the regularised incomplete beta function I_p(shape, count + 1), p = shape/(shape + mean).

    Source: N. L. Johnson, A. W. Kemp and S. Kotz, Univariate Discrete Distributions, 3rd ed., section 5.6.
    """
    if count < 0:
        return 0.0
    share = prediction.shape / (prediction.shape + prediction.mean)
    return float(special.betainc(prediction.shape, math.floor(count) + 1, share))


def interval(prediction: Prediction, coverage: float = 0.8) -> tuple[int, int]:
    """Return the whole numbers the count lies between, both included, with at least the given probability.

    At most (1 - coverage)/2 lies below and at most as much above.

    Raises
    ------
    ValueError
        If the coverage is not between 0 and 1.
    """
    if not 0 < coverage < 1:
        raise ValueError(f"coverage must lie between 0 and 1, not {coverage}")
    tail = (1 - coverage) / 2
    return _quantile(prediction, tail), _quantile(prediction, 1 - tail)


def moved_alike_probability(
    years: Sequence[int], counts: Sequence[int], others: Sequence[int], spread: Spread
) -> float:
    """Return the probability of a place's last count differing at least so much if it moved as the others did.

    The place's mean of its earlier years, times the others' last count over the mean of theirs, is the level to
    expect, with relative variance 1/n + 1/m + 1/l + kc: n the place's earlier events, m and l the others' earlier and
    last ones, k the drift of places of this size. c is the variance of a random walk's last value about the mean of
    its earlier ones, T - 2 mean(t) + mean(min(t, t')), with times from the first year. The last count is negative
    binomial as in `predict`; the two-sided probability is min(1, twice the smaller tail). Without the drift, ordinary
    differences between places would count as findings.

    Parameters
    ----------
    years
        At least two, rising.
    counts, others
        Events of the place, and of all others together, in these years.

    Raises
    ------
    ValueError
        If there are fewer than two years, they do not rise, or the place's earlier, the others' earlier or the others'
        last count is 0.
    """
    if len(years) < 2 or (np.diff(years) <= 0).any():
        raise ValueError("a comparison needs at least two rising years")
    *earlier, last = counts
    *others_earlier, others_last = others
    known = (sum(earlier), sum(others_earlier), others_last)
    if min(known) <= 0:
        raise ValueError("there must be events before, and among the others in the last year too")
    mean = float(np.mean(earlier))
    *before, now = (year - years[0] for year in years)
    walked = now - 2 * float(np.mean(before)) + float(np.minimum.outer(before, before).mean())
    variance = sum(1 / number for number in known) + float(spread.of(mean)) * walked
    expected = Prediction(mean * others_last / float(np.mean(others_earlier)), 1 / variance)
    return min(1.0, 2 * min(at_most(last, expected), 1 - at_most(last - 1, expected)))


def _quantile(prediction: Prediction, probability: float) -> int:
    """Return the smallest count n with P(X <= n) >= probability, by bisection."""
    below, above = -1, 1
    while at_most(above, prediction) < probability:
        below, above = above, 2 * above
    while above - below > 1:
        middle = (below + above) // 2
        below, above = (below, middle) if at_most(middle, prediction) >= probability else (middle, above)
    return above


def trend(years: Sequence[int], counts: Sequence[float]) -> Trend:
    """Return the mean relative change a year: log-linear Poisson regression with overdispersion.

    Given their sum n, counts with log(level) = a + b year are multinomial with shares proportional to
    exp(b year); b is found by Newton's method and has the information n times the variance of the years under
    these shares. Its variance is widened by the dispersion (Pearson's chi-square over the number of years - 2, at
    least 1); its quantile is Student's t with as many degrees of freedom.
    Source: P. McCullagh and J. A. Nelder, Generalized Linear Models, 2nd ed., sections 4.5, 6.2 and 6.4.

    Raises
    ------
    ValueError
        If there are fewer than six different years, a count is missing or negative, or all events lie in the first or
        in the last year.
    """
    time, count = np.asarray(years, dtype=float), np.asarray(counts, dtype=float)
    if len(time) != len(count) or len(np.unique(time)) < max(FEWEST_TREND_YEARS, len(time)):
        raise ValueError(f"a trend needs one count in each of at least {FEWEST_TREND_YEARS} years")
    total = count.sum()
    if not (np.isfinite(count).all() and (count >= 0).all()) or total in (
        count[time.argmin()],
        count[time.argmax()],
    ):
        raise ValueError("counts must be at least 0, and not all events in the first or the last year")
    time = time - time.mean()
    slope = 0.0
    for _ in range(100):
        share, middle, variance = _shares(time, slope)
        step = ((count * time).sum() - total * middle) / (total * variance)
        slope += step
        if abs(step) < 1e-12:
            break
    share, _, variance = _shares(time, slope)
    freedom = len(count) - 2
    dispersion = max(1.0, float(((count - total * share) ** 2 / (total * share)).sum()) / freedom)
    reach = float(special.stdtrit(freedom, 0.975)) * math.sqrt(dispersion / (total * variance))
    return Trend(*(math.expm1(slope + move) for move in (0.0, -reach, reach)))


def _shares(time: NDArray[np.float64], slope: float) -> tuple[NDArray[np.float64], float, float]:
    """Return the share of each year in all events, and mean and variance of the years under these shares."""
    weights = np.exp(slope * time)
    share = weights / weights.sum()
    middle = float((share * time).sum())
    return share, middle, float((share * (time - middle) ** 2).sum())
