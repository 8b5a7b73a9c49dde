"""How many events the next years will bring, from the counts of the years that are known.

The level model: a year's count is Poisson about the level of its year, and the level drifts with relative variance k a
year. What is known of a level is a Gamma distribution. A count Y alone gives it mean Y and relative variance 1/Y; h
years later its relative variance is kh larger; a further count is added as in the conjugate gamma-Poisson model. So a
level is drawn from all years, the newest weighing most, and the weights of the years follow from k. The last count
alone would lean: after a good year it overstates success, after a bad one failure (regression to the mean). The count
to come is negative binomial. A large place is a sum of small ones that do not all drift the same way, so k falls with
the level (`Spread`). `stats.accidents.forecast_spread` estimates it. Shifts that all places share are taken out of the
years known where the nation's counts are given; about the coming ones nothing is said.

Source: A. C. Harvey and C. Fernandes, Time series models for count or qualitative observations, Journal of Business &
Economic Statistics 7 (1989) 407-422, section 2; there the drift multiplies the shape by a constant, here it adds to the
relative variance.
"""

import math
import sys
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from stats.thresholds import CONFIDENCE, FORECAST

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


class Levels(NamedTuple):
    """What is known of levels at the end of years: Gamma distributions, by place (rows) and year (columns).

    `mean` is in events a year; `events` is the shape, so that the relative variance is 1/events (infinite while no
    event is known).
    """

    mean: NDArray[np.float64]
    events: NDArray[np.float64]


class Trend(NamedTuple):
    """A relative change a year (0.02 is 2 % more a year) with its interval."""

    change: float
    lower: float
    upper: float


def levels(counts: ArrayLike, years: ArrayLike, spread: Spread, nation: ArrayLike | None = None) -> Levels:
    """Return what the counts up to each year tell of the levels of that year.

    Between two years shape and exposure shrink by 1 / (1 + events k h), which adds kh to the relative variance and
    keeps the mean; a count then adds itself to the shape and its year to the exposure.

    Parameters
    ----------
    counts
        Events by place (rows) and year (columns), or by year of one place.
    years
        The years of the columns, rising.
    spread
        How fast levels drift; below one event a year as at one.
    nation
        Count of all places together in each year, or anything in proportion to it: levels move with it. None where it
        is not known: as if it stayed the same.
    """
    table, known = np.asarray(counts, dtype=float), np.asarray(years, dtype=float)
    size = np.ones(len(known)) if nation is None else np.asarray(nation, dtype=float)
    means, shapes = np.empty_like(table), np.empty_like(table)
    events, exposure = np.zeros(table.shape[:-1]), np.zeros(table.shape[:-1])
    for column, year_size in enumerate(size):
        if column:
            drift = spread.of(np.maximum(means[..., column - 1], 1.0))
            kept = 1 / (1 + events * drift * (known[column] - known[column - 1]))
            events, exposure = events * kept, exposure * kept
        events, exposure = events + table[..., column], exposure + year_size
        means[..., column], shapes[..., column] = year_size * events / exposure, events
    return Levels(means, shapes)


def shape_ahead(known: Levels, years_ahead: ArrayLike, spread: Spread) -> NDArray[np.float64]:
    """Return the shape of the count some years after levels were known: 1 / (1/events + kh), 0 without an event."""
    drift = spread.of(np.maximum(known.mean, 1.0)) * np.asarray(years_ahead, dtype=float)
    return np.asarray(known.events / (1 + known.events * drift))


def predict(
    counts: Sequence[int],
    years: Sequence[int],
    years_ahead: int,
    spread: Spread,
    nation: Sequence[float] | None = None,
) -> Prediction:
    """Return the count of one place some years after its last count, if the nation's stays that of the last year.

    Parameters
    ----------
    counts, years
        The place's events in rising years: whole numbers of at least 0, one of them above 0.
    years_ahead
        Whole years from the last one, at least 1.
    spread, nation
        As for `levels`.

    Raises
    ------
    ValueError
        If a number is out of its range, or there is not one count, and one of the nation, for each year.
    """
    if not all(math.isfinite(count) and count >= 0 and count == int(count) for count in counts):
        raise ValueError(f"counts must be whole numbers of at least 0, not {counts}")
    if not sum(counts) or len(counts) != len(years) or (np.diff(years) <= 0).any():
        raise ValueError("there must be an event, and one count for each of rising years")
    if nation is not None and not (len(nation) == len(years) and min(nation) > 0):
        raise ValueError("the nation's counts must be above 0, one for each year")
    if not (years_ahead >= 1 and years_ahead == int(years_ahead)):
        raise ValueError(f"years_ahead must be a whole number of at least 1, not {years_ahead}")
    found = levels(counts, years, spread, nation)
    last = Levels(found.mean[-1], found.events[-1])
    shape = float(shape_ahead(last, years_ahead, spread))
    if not shape > 0 or spread.at_hundred < 0:
        raise ValueError(f"k must be a number of at least 0, not that of {spread}")
    return Prediction(float(last.mean), shape)


def at_most(count: float, prediction: Prediction) -> float:
    """Return P(X <= count): the regularised incomplete beta function I_p(shape, count + 1), p = shape/(shape + mean).

    Source: N. L. Johnson, A. W. Kemp and S. Kotz, Univariate Discrete Distributions, 3rd ed., section 5.6.
    """
    if count < 0:
        return 0.0
    share = prediction.shape / (prediction.shape + prediction.mean)
    return float(special.betainc(prediction.shape, math.floor(count) + 1, share))


def interval(prediction: Prediction, coverage: float = FORECAST) -> tuple[int, int]:
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

    The place's earlier years foretell its last one as in `predict`, the others standing for the nation; then it moves
    as they did. Their own chance adds 1/m + 1/l to the relative variance, m their earlier and l their last events. The
    two-sided probability is min(1, twice the smaller tail). Without the drift, ordinary differences between places
    would count as findings.

    Parameters
    ----------
    years
        At least two, rising.
    counts, others
        Events of the place, and of all others together, in these years.

    Raises
    ------
    ValueError
        If there are fewer than two years, they do not rise, the place has no earlier event, or the others none in a
        year.
    """
    if len(years) < 2:
        raise ValueError("a comparison needs at least two years")
    *earlier, last = counts
    *others_earlier, others_last = others
    if others_last <= 0:
        raise ValueError("the others' last count must be above 0")
    known = predict(earlier, years[:-1], years[-1] - years[-2], spread, others_earlier)
    variance = 1 / known.shape + 1 / sum(others_earlier) + 1 / others_last
    expected = Prediction(known.mean * others_last / others_earlier[-1], 1 / variance)
    return min(1.0, 2 * min(at_most(last, expected), 1 - at_most(last - 1, expected)))


def _quantile(prediction: Prediction, probability: float) -> int:
    """Return the smallest count n with P(X <= n) >= probability, by bisection."""
    return bisect_left(range(sys.maxsize), probability, key=lambda count: at_most(count, prediction))


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
    reach = float(special.stdtrit(freedom, (1 + CONFIDENCE) / 2)) * math.sqrt(dispersion / (total * variance))
    return Trend(*(math.expm1(slope + move) for move in (0.0, -reach, reach)))


def _shares(time: NDArray[np.float64], slope: float) -> tuple[NDArray[np.float64], float, float]:
    """Return the share of each year in all events, and mean and variance of the years under these shares."""
    weights = np.exp(slope * time)
    share = weights / weights.sum()
    middle = float((share * time).sum())
    return share, middle, float((share * (time - middle) ** 2).sum())
