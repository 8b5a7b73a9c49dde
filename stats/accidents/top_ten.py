"""How likely each cell is to be among those with the most accidents of the next year.

Whether a cell's level is truly among the ten highest is never seen. Whether its count of a later year is, is: so that
is the event, and its probability can be held against what came (ingest/learn/top_ten.py).
"""

from typing import NamedTuple

import numpy as np
from scipy import optimize, special

from stats.accidents.cells import Numbers
from stats.accidents.empirical_bayes import Levels

MOST = 4000  # cells that compete
LOTS, WEIGHTS = ((np.polynomial.legendre.leggauss(4)[0] + 1) / 2, np.polynomial.legendre.leggauss(4)[1] / 2)
LEAST = 1e-12  # probability; a smaller one is not told from it
DEVIATIONS = 8  # of a count above its mean; what lies beyond does not count


class Calibration(NamedTuple):
    """How a probability p is corrected: its logit becomes a ln p - b ln(1 - p) + c.

    With a and b not below 0 the order of probabilities stays. Source: M. Kull, T. M. Silva Filho, P. Flach, Beyond
    sigmoids: how to obtain well-calibrated probabilities from binary classifiers with beta calibration, Electronic
    Journal of Statistics 11 (2017) 5052-5080.
    """

    a: float
    b: float
    c: float

    def of(self, chances: Numbers) -> Numbers:
        """Return corrected probabilities; 0 and 1 stay."""
        inside = (chances > 0) & (chances < 1)
        p = np.where(inside, chances, 0.5)
        return np.where(inside, special.expit(_terms(p) @ self), chances)


def calibrate(chances: Numbers, came: Numbers) -> Calibration:
    """Return the correction under which what came is likeliest (binomial cross-entropy).

    Parameters
    ----------
    chances
        Probabilities foretold.
    came
        What came of each: 1, 0, or the part of 1 that a lot gave.
    """
    terms = _terms(chances.clip(LEAST, 1 - LEAST))

    def loss(parameters: Numbers) -> tuple[float, Numbers]:
        logits = terms @ parameters
        missed = special.expit(logits) - came
        return float((np.logaddexp(0, logits) - came * logits).mean()), missed @ terms / len(came)

    bounds = [(0, None), (0, None), (None, None)]
    found = optimize.minimize(
        loss, np.array([1.0, 1.0, 0.0]), jac=True, method="L-BFGS-B", bounds=bounds, tol=1e-12
    )
    return Calibration(*(float(value) for value in found.x))


def _terms(p: Numbers) -> Numbers:
    return np.column_stack([np.log(p), -np.log1p(-p), np.ones(len(p))])


def chances(known: Levels, top: int) -> Numbers:
    """Return the probability of each cell that its count of one period is one of the `top` highest.

    Counts are negative binomial, Poisson around each cell's level, and independent of one another. Among equal counts
    the places left go by lot, so that the probabilities add up to `top`. With no more than `top` cells all are 1.
    Only the MOST cells with the highest means compete; all others have 0.

    A lot is a number u between 0 and 1 added to the count. Another cell is above y + u with the probability
    P(Y > y) + (1 - u) P(Y = y), so how many are is Poisson-binomial, summed cell by cell; over u its integral is taken
    at the nodes of a Gauss-Legendre rule. Nothing is drawn, so there is no error of drawing.
    """
    found = np.zeros(len(known.shapes))
    if len(found) <= top:
        return found + 1
    competing = np.argsort(-known.means, kind="stable")[:MOST]
    counted = _counts(known.take(competing))
    exceeding = (1 - np.cumsum(counted, axis=1))[:, :, None] + counted[:, :, None] * (1 - LOTS)
    exceeding = exceeding.reshape(len(competing), -1).clip(0, 1)
    own = (counted[:, :, None] * WEIGHTS).reshape(exceeding.shape)
    before = np.empty((len(competing), top, exceeding.shape[1]))
    state = np.zeros(before.shape[1:])  # probability that 0, 1, … of the cells before exceed
    state[0] = 1
    for position, chance in enumerate(exceeding):
        before[position] = state
        state = _with_one_more(state, chance)
    state = np.ones_like(state)  # probability that at most 0, 1, … of the cells after exceed
    for position in reversed(range(len(competing))):
        found[competing[position]] = ((before[position] * state[::-1]).sum(axis=0) * own[position]).sum()
        state = _with_one_more(state, exceeding[position])
    return found


def in_order(chances: Numbers, means: Numbers) -> Numbers:
    """Return probabilities that do not rise where means fall: the nearest ones that do not (isotonic regression).

    A cell of which less is known can have a slightly higher chance than one that is expected to have a little more
    accidents. Such neighbours in the order get their common mean. Equal means get equal chances only by neighbourhood.
    """
    order = np.argsort(-means, kind="stable")
    found = np.empty(len(chances))
    found[order] = optimize.isotonic_regression(chances[order], increasing=False).x
    return found


def _with_one_more(state: Numbers, chance: Numbers) -> Numbers:
    """Return what one more cell makes of the probabilities of numbers of cells that exceed."""
    added = state * (1 - chance)
    added[1:] += state[:-1] * chance
    return added


def _counts(known: Levels) -> Numbers:
    """Return the probability of each count of a period, one row a cell, from 0 to what no cell will have."""
    means = known.means
    most = int((means + DEVIATIONS * np.sqrt(means * (1 + 1 / known.rates))).max()) + 3
    chances = np.empty((len(means), most + 1))
    chances[:, 0] = np.exp(-known.shapes * np.log1p(1 / known.rates))
    for count in range(most):
        chances[:, count + 1] = chances[:, count] * (known.shapes + count) / (count + 1) / (1 + known.rates)
    return chances
