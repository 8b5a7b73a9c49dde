"""How fast levels drift, learnt from the counts of many places over the same years, and how well that predicts.

Needed when an edition is built only; pages use `stats.accidents.forecast` with what is stored there.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from stats.accidents import forecast
from stats.accidents.forecast import Levels, Spread
from stats.thresholds import FORECAST

FEWEST_YEARS = 2
VANISHED = 20  # a place of at least so many events and none in another year has got another code, not peace
LARGEST_AT_HUNDRED = 1.0
STEEPEST = 1.0  # the fall at which drift is no more than chance: relative variance as 1/Y
START = (0.01, 0.2)

Numbers = NDArray[np.float64]
Pairs = Sequence[tuple[int, int]]  # columns of a year and of a later one


class History(NamedTuple):
    """Events by place (rows) and year (columns), the years, and the nation's count of each year."""

    counts: Numbers
    years: Numbers
    nation: Numbers

    def of(self, places: NDArray[np.bool_]) -> "History":
        """Return the chosen places beside the same nation."""
        return self._replace(counts=self.counts[places])

    def before(self, year: float) -> "History":
        """Return the years before one."""
        return History(*(values[..., self.years < year] for values in self))


class Asked(NamedTuple):
    """What is foretold, whatever the spread: row and column of the newest count known, then as in `Forecasts`."""

    place: NDArray[np.intp]
    column: NDArray[np.intp]
    last: Numbers
    came: Numbers
    first_year: Numbers
    years_ahead: Numbers
    years_known: Numbers
    move: Numbers
    shift: Numbers


class Forecasts(NamedTuple):
    """Forecasts of later years' counts, one element a forecast, and what came.

    `last` is the newest count known, of `first_year`; `years_known` counts the years up to it. `move`
    is the relative change of that count since the year before (0.1 is 10 % more), `shift` the factor by which the
    nation changed until the year foretold; the nation's change is out of `move` and in `mean`. `move` is infinite after
    a year of none and missing in the first year.
    """

    last: Numbers
    came: Numbers
    first_year: Numbers
    years_ahead: Numbers
    years_known: Numbers
    move: Numbers
    shift: Numbers
    mean: Numbers
    shape: Numbers

    def where(self, chosen: NDArray[np.bool_]) -> "Forecasts":
        """Return the chosen forecasts."""
        return Forecasts(*(values[chosen] for values in self))

    def from_several_years(self) -> "Forecasts":
        """Return the forecasts one year ahead with at least two years known."""
        return self.where((self.years_ahead == 1) & (self.years_known > 1))

    def without_shift(self) -> "Forecasts":
        """Return the forecasts as somebody would have made them at the time, without knowing the nation's change."""
        return self._replace(mean=self.mean / self.shift, shift=np.ones_like(self.shift))


def has_one_code(counts: ArrayLike) -> NDArray[np.bool_]:
    """Return which places (rows) had the same code in all years (columns).

    A place of at least `VANISHED` events in one year and none in another was merged, divided or renamed.
    """
    table = np.asarray(counts, dtype=float)
    return np.asarray((table.min(axis=1) > 0) | (table.max(axis=1) < VANISHED))


def history_of(counts: ArrayLike, years: ArrayLike) -> History:
    """Return the counts of all places as a history whose nation is their sum.

    Parameters
    ----------
    counts
        Events by place (rows) and year (columns), 0 where there were none.
    years
        The years of the columns, rising.

    Raises
    ------
    ValueError
        If there are fewer than two years, they do not rise, or a year has no event at all.
    """
    table, known = np.asarray(counts, dtype=float), np.asarray(years, dtype=float)
    if table.ndim != 2 or table.shape[1] != len(known) or (np.diff(known) <= 0).any():
        raise ValueError("counts need a column for each of rising years")
    nation = table.sum(axis=0)
    if len(known) < FEWEST_YEARS or (nation == 0).any():
        raise ValueError(f"at least {FEWEST_YEARS} years with events are needed")
    return History(table, known, nation)


def next_years(history: History) -> Pairs:
    """Return the columns of each year and of the next one."""
    return tuple(pairwise(range(len(history.years))))


def asked(history: History, pairs: Pairs) -> Asked:
    """Return what is foretold between pairs of years, for the places with at least one event in the earlier one."""
    counts, years, nation = history
    parts = []
    for now, later in pairs:
        place = np.flatnonzero(counts[:, now])
        last = counts[place, now]
        move = np.full(len(last), np.nan)
        if now:
            with np.errstate(divide="ignore"):
                move = last / (counts[place, now - 1] * nation[now] / nation[now - 1]) - 1
        parts.append(
            (
                place,
                np.full_like(place, now),
                last,
                counts[place, later],
                np.full_like(last, years[now]),
                np.full_like(last, years[later] - years[now]),
                np.full_like(last, now + 1),
                move,
                np.full_like(last, nation[later] / nation[now]),
            )
        )
    return Asked(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def foretold(history: History, tried: Asked, spread: Spread, *, only_last: bool = False) -> Forecasts:
    """Return the forecasts of what is asked; `only_last` draws the level from the newest count alone."""
    if only_last:
        known = Levels(tried.last, tried.last)
    else:
        found = forecast.levels(history.counts, history.years, spread, history.nation)
        known = Levels(*(values[tried.place, tried.column] for values in found))
    shape = forecast.shape_ahead(known, tried.years_ahead, spread)
    return Forecasts(*tried[2:], tried.shift * known.mean, shape)


def forecasts(history: History, spread: Spread, pairs: Pairs, *, only_last: bool = False) -> Forecasts:
    """Return the forecasts between pairs of years."""
    return foretold(history, asked(history, pairs), spread, only_last=only_last)


def estimate(history: History, *, only_last: bool = False) -> Spread:
    """Return how fast levels drift: the maximum likelihood of both numbers.

    The likelihood is that of each count given those of the years before it, so that no count is used twice.
    `only_last` is as for `forecasts`.
    Source: A. C. Harvey and C. Fernandes (see `stats.accidents.forecast`), section 2.2.
    """
    from scipy import optimize  # it takes long to import, and only building needs it

    tried = asked(history, next_years(history))
    came, orders = tried.came, special.gammaln(tried.came + 1)

    def loss(numbers: Numbers) -> float:
        *_, mean, shape = foretold(history, tried, Spread(*numbers), only_last=only_last)
        likelihood = (
            special.gammaln(came + shape)
            - orders
            - special.gammaln(shape)
            + shape * np.log(shape / (shape + mean))
            + came * np.log(mean / (shape + mean))
        )
        return -float(likelihood.sum())

    found = optimize.minimize(
        loss,
        START,
        method="Nelder-Mead",
        bounds=((0.0, LARGEST_AT_HUNDRED), (-STEEPEST, STEEPEST)),
        options={"xatol": 1e-7, "fatol": 1e-7},
    )
    return Spread(*(float(number) for number in found.x))


def chance_at_most(tried: Forecasts, share: float) -> tuple[Numbers, NDArray[np.bool_]]:
    """Return the probability of at most `share` of the last count if the nation stays, and whether that came.

    Looking back, the nation did not stay: the bound moves with it, as the forecasts do.
    """
    bound = np.floor(share * tried.last * tried.shift + 1e-9)  # a whole number must not fall to the one below
    success = tried.shape / (tried.shape + tried.mean)
    return np.asarray(special.betainc(tried.shape, bound + 1, success)), tried.came <= bound


def covered(tried: Forecasts, coverage: float = FORECAST) -> Numbers:
    """Return how far each later count lies in the middle `coverage` of its prediction, from 0 to 1.

    Their mean is the share of forecasts that held. Counts are whole, so an interval of counts holds more than it is
    meant to. Here a count takes the whole step P(X < x) to P(X <= x) of its distribution and counts by the part of
    it that lies in the middle: the expected value of the randomised test, without drawing. A true model has the
    mean `coverage` exactly.
    Source: C. Czado, T. Gneiting and L. Held, Predictive model assessment for count data, Biometrics 65 (2009)
    1254-1261.
    """
    share = tried.shape / (tried.shape + tried.mean)
    upto = special.betainc(tried.shape, tried.came + 1, share)
    below = np.where(tried.came > 0, special.betainc(tried.shape, np.maximum(tried.came, 1), share), 0.0)
    tail = (1 - coverage) / 2
    inside = np.minimum(upto, 1 - tail) - np.maximum(below, tail)
    step = np.maximum(upto - below, np.finfo(float).tiny)
    return np.asarray(np.clip(inside / step, 0.0, 1.0))
