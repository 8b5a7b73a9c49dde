"""How fast levels drift, learnt from the counts of many places over the same years, and how well that predicts.

Needed when an edition is built only; pages use `stats.forecast` with what is stored there.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from stats.forecast import Spread

VANISHED = 20  # a place of at least so many events and none in another year has got another code, not peace
LARGEST_AT_HUNDRED = 1.0
STEEPEST = 1.0  # the fall at which drift is no more than chance: relative variance as 1/Y
START = (0.01, 0.2)

Numbers = NDArray[np.float64]


class Pairs(NamedTuple):
    """Pairs of counts of one place, one element a pair.

    `shift` is the factor by which all places together changed between the two years, `first_year` and `years_ahead`
    say which years they are.
    """

    before: Numbers
    after: Numbers
    first_year: Numbers
    years_ahead: Numbers
    shift: Numbers

    def where(self, chosen: NDArray[np.bool_]) -> "Pairs":
        """Return the chosen pairs."""
        return Pairs(*(values[chosen] for values in self))


def pairs_of(counts: ArrayLike, years: ArrayLike) -> Pairs:
    """Return every pair of years of every place whose earlier count is at least 1.

    Pairs in which a place of at least `VANISHED` events has none in the other year are left out: municipalities that
    were merged or divided change their code.

    Parameters
    ----------
    counts
        Events by place (rows) and year (columns), 0 where there were none.
    years
        The years of the columns, rising.

    Raises
    ------
    ValueError
        If there are fewer than two years, they do not rise, or no pair is left.
    """
    table, known = np.asarray(counts, dtype=float), np.asarray(years, dtype=float)
    if table.ndim != 2 or table.shape[1] != len(known) or len(known) < 2 or (np.diff(known) <= 0).any():
        raise ValueError("counts need a column for each of at least two rising years")
    parts = []
    for first in range(len(known)):
        for second in range(first + 1, len(known)):
            before, after = table[:, first], table[:, second]
            same = (np.minimum(before, after) > 0) | (np.maximum(before, after) < VANISHED)
            shift = after[same].sum() / before[same].sum() if before[same].any() else 0.0
            used = same & (before > 0)
            size = int(used.sum())
            ahead = known[second] - known[first]
            if shift > 0:
                parts.append(
                    Pairs(
                        before[used],
                        after[used],
                        np.full(size, known[first]),
                        np.full(size, ahead),
                        np.full(size, shift),
                    )
                )
    if not parts:
        raise ValueError("no pair of years has events in both")
    return Pairs(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def estimate(pairs: Pairs) -> Spread:
    """Return how fast levels drift: the maximum likelihood over the pairs, of both numbers together.

    Each later count is negative binomial with mean shift · before and shape 1 / (1/before + k · years_ahead), as in
    `stats.forecast`. Pairs of one place are not independent; that blurs the estimate and does not bias it.
    """
    from scipy import optimize  # it takes long to import, and only building needs it

    def loss(numbers: Numbers) -> float:
        mean, shape = _prediction(pairs, Spread(*numbers))
        likelihood = (
            special.gammaln(pairs.after + shape)
            - special.gammaln(pairs.after + 1)
            - special.gammaln(shape)
            + shape * np.log(shape / (shape + mean))
            + pairs.after * np.log(mean / (shape + mean))
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


def covered(pairs: Pairs, spread: Spread, coverage: float = 0.8) -> Numbers:
    """Return how far each later count lies in the middle `coverage` of its prediction, from 0 to 1.

    Their mean is the share of forecasts that held. Counts are whole, so an interval of counts holds more than it is
    meant to. Here a count takes the whole step P(X < x) to P(X <= x) of its distribution and counts by the part of
    it that lies in the middle: the expected value of the randomised test, without drawing. A true model has the
    mean `coverage` exactly.
    Source: C. Czado, T. Gneiting and L. Held, Predictive model assessment for count data, Biometrics 65 (2009)
    1254-1261.
    """
    mean, shape = _prediction(pairs, spread)
    share = shape / (shape + mean)
    upto = special.betainc(shape, pairs.after + 1, share)
    below = np.where(pairs.after > 0, special.betainc(shape, np.maximum(pairs.after, 1), share), 0.0)
    tail = (1 - coverage) / 2
    inside = np.minimum(upto, 1 - tail) - np.maximum(below, tail)
    step = np.maximum(upto - below, np.finfo(float).tiny)
    return np.asarray(np.clip(inside / step, 0.0, 1.0))


def _prediction(pairs: Pairs, spread: Spread) -> tuple[Numbers, Numbers]:
    """Return mean and shape of each later count."""
    return pairs.shift * pairs.before, 1 / (1 / pairs.before + spread.of(pairs.before) * pairs.years_ahead)
