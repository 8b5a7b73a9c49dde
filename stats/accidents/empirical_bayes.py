"""How many accidents a place is to be expected to have, when a few years of counting are mostly chance.

Every cell's level is drawn from a gamma distribution around what its neighbourhood suggests, and counts are Poisson
around that level. The level of a cell given its count then lies between the two, nearer to the count the more
accidents there are (empirical Bayes). Source: E. Hauer et al., Estimating safety by the empirical Bayes method,
Transportation Research Record 1784 (2002) 126-131; with the prior of each cell taken from its neighbours as in
R. J. Marshall, Mapping disease and mortality rates using empirical Bayes estimators, Applied Statistics 40 (1991)
283-294, and a shape that grows with the mean, since one shape for all draws a busy crossing in quiet surroundings far
below what the next years bring: E. Hauer, Overdispersion in modelling accidents on road sections and in empirical
Bayes estimation, Accident Analysis and Prevention 33 (2001) 799-808.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy import optimize, special

from stats.accidents import cells
from stats.accidents.cells import Numbers, Places, Sites, Whole
from stats.thresholds import RANKING

NARROW_METRES, WIDE_METRES = (
    130.0,
    1000.0,
)  # chosen by files 2019 against 2020, see ingest/learn/backtest.py
FLOOR = 0.1  # of the mean count: what an empty neighbourhood counts as
FEWEST = 30  # accidents from which the prior is fitted at all
LOG_SHAPES = (-6.0, 6.0)
# Logarithm of the shape of a cell of the mean count, before records are looked at. In the files of 2019 it is -1.1 in
# the mean of 51 police areas (standard deviation 0.3) and -0.7 in 388 cities with 300 accidents or more (0.4).
USUAL_LOG_SHAPE, ITS_DEVIATION = -1.0, 1.0


class TooFewError(ValueError):
    """There are too few accidents to say how levels differ."""


class Fit(NamedTuple):
    """Expected counts of the cells before their own count is looked at, and how far levels scatter around them.

    `shapes` are those of the cells' gamma distributions, `shape` is that of a cell of the mean count and `shape_power`
    the power of the expected count with which they grow.
    """

    expected: Numbers
    shapes: Numbers
    shape: float
    shape_power: float
    scale: float
    powers: tuple[float, ...]


@dataclass(frozen=True)
class Levels:
    """The level of each cell as a gamma distribution, in accidents per period."""

    shapes: Numbers
    rates: Numbers

    @property
    def means(self) -> Numbers:
        """Return the expected number of accidents per period."""
        return self.shapes / self.rates

    def take(self, positions: Whole) -> "Levels":
        """Return the levels of some of the cells."""
        return Levels(self.shapes[positions], self.rates[positions])

    def per(self, periods: float) -> "Levels":
        """Return the levels for one of several equal parts of the period, such as a year."""
        return Levels(self.shapes, self.rates * periods)

    def interval(self, confidence: float = RANKING) -> tuple[Numbers, Numbers]:
        """Return the equal-tailed interval that holds each level with this probability."""
        tail = (1 - confidence) / 2
        return (
            special.gammaincinv(self.shapes, tail) / self.rates,
            special.gammainccinv(self.shapes, tail) / self.rates,
        )


def neighbourhood(sites: Sites, places: Places, metres: float) -> Numbers:
    """Return the mean count around each site, weighted by distance, without what happened in the site itself.

    Sum of K x over the other sites, divided by the sum of K over them; K is the Gaussian of `cells.smoothed`. Where in
    its cell an accident happened counts: each is shared between the four nearest cell centres, and the shares of
    a site's own accidents are taken out again. 0 where no other site is near.
    """
    sums, weights = cells.smoothed(sites, cells.spread(sites, places), metres)
    others = np.maximum(sums - cells.own_part(sites, places, metres), 0.0)
    return np.divide(others, weights - 1, out=np.zeros(len(sites)), where=weights > 1 + 1e-9)


def local_fit(sites: Sites, places: Places) -> Fit:
    """Return the prior used for the ranking: a near and a wide neighbourhood, each to a fitted power.

    Raises
    ------
    TooFewError
        With fewer than FEWEST accidents.
    """
    around = [neighbourhood(sites, places, metres) for metres in (NARROW_METRES, WIDE_METRES)]
    return fit(sites.count(places.rows, places.columns), around)


def fit(
    counts: Whole,
    neighbourhoods: Sequence[Numbers] = (),
    powers: tuple[float, float] = (0.0, 3.0),
    shape_powers: tuple[float, float] = (0.0, 1.0),
) -> Fit:
    """Return the prior that counts speak for most.

    Counts are negative binomial with mean mu = s prod (m_k + f)^p_k and variance mu + mu^2 / a: m_k are the mean
    counts around a cell, f = FLOOR times the mean of all counts (so that nothing is expected to be 0), and the shape is
    a = b (mu / m)^q, m the mean of all counts. The scale s, the powers p_k and q and the shape b are fitted together.
    With q = 0 levels scatter by the same share everywhere, with q = 1 all counts are drawn to their mean by the same
    share. Without neighbourhoods every cell has the same prior.

    Maximised is the likelihood times a weak prior of b, log-normal with USUAL_LOG_SHAPE and ITS_DEVIATION: among a few
    dozen accidents no cell may have two, and likelihood alone would then say that all levels are exactly what their
    surroundings expect. Source: Y. Chung et al., A nondegenerate penalized likelihood estimator for variance
    parameters in multilevel models, Psychometrika 78 (2013) 685-709.
    Source of the power q: W. Greene, Functional forms for the negative binomial model for count data, Economics
    Letters 99 (2008) 585-590.

    Parameters
    ----------
    counts
        Accidents of each cell, zeros included.
    neighbourhoods
        Mean counts around each cell, one array a bandwidth.
    powers
        Lowest and highest power p_k allowed; equal ones fix it.
    shape_powers
        Lowest and highest power q allowed; equal ones fix it.

    Raises
    ------
    TooFewError
        With fewer than FEWEST accidents.
    """
    if counts.sum() < FEWEST:
        raise TooFewError(f"{counts.sum()} accidents are too few, {FEWEST} are needed")
    total, average = counts.sum(), counts.mean()
    logs = [np.log(around + FLOOR * average) for around in neighbourhoods]
    start = [float(np.clip(1 / max(len(logs), 1), *powers))] * len(logs)
    first = np.log(average) - sum(
        power * float(np.average(log, weights=counts)) for power, log in zip(start, logs, strict=True)
    )
    hit = np.flatnonzero(counts)
    positive = counts[hit].astype(float)

    def prior(parameters: Numbers) -> tuple[Numbers, Numbers]:
        """Return the logarithms of mu over the mean count, and the shapes."""
        relative = np.full(len(counts), parameters[0] - np.log(average))
        for power, log in zip(parameters[1:-2], logs, strict=True):
            relative += power * log
        return relative, np.exp(parameters[-2] + parameters[-1] * relative)

    def loss(parameters: Numbers) -> tuple[float, Numbers]:
        """Return minus what is maximised, per accident (few in many cells count as well), and its gradient."""
        relative, shapes = prior(parameters)
        mu, of_hit = average * np.exp(relative), shapes[hit]
        excess = np.log1p(mu / shapes)
        value = -(shapes * excess).sum() + _terms_of_positive(positive, mu[hit], of_hit, excess[hit])
        unusual = (parameters[-2] - USUAL_LOG_SHAPE) / ITS_DEVIATION
        by_log_mu = -mu * shapes / (shapes + mu)
        by_log_mu[hit] += positive * of_hit / (of_hit + mu[hit])
        by_log_shape = shapes * (mu / (shapes + mu) - excess)
        by_log_shape[hit] += of_hit * (
            special.digamma(positive + of_hit) - special.digamma(of_hit) - positive / (of_hit + mu[hit])
        )
        by_both = by_log_mu + parameters[-1] * by_log_shape
        gradient = [
            by_both.sum(),
            *((by_both * log).sum() for log in logs),
            by_log_shape.sum() - unusual / ITS_DEVIATION,
            (by_log_shape * relative).sum(),
        ]
        return (unusual**2 / 2 - value) / total, -np.array(gradient) / total

    found = optimize.minimize(
        loss,
        np.array([first, *start, 0.0, np.mean(shape_powers)]),
        jac=True,
        method="L-BFGS-B",
        bounds=[(None, None), *[powers] * len(logs), LOG_SHAPES, shape_powers],
    ).x
    relative, shapes = prior(found)
    return Fit(
        expected=average * np.exp(relative),
        shapes=shapes,
        shape=float(np.exp(found[-2])),
        shape_power=float(found[-1]),
        scale=float(np.exp(found[0])),
        powers=tuple(float(power) for power in found[1:-2]),
    )


def levels(counts: Whole, prior: Fit) -> Levels:
    """Return what is known of each cell's level after its count x: Gamma(a + x, rate a / mu + 1) per period."""
    return Levels(prior.shapes + counts, prior.shapes / prior.expected + 1)


def _terms_of_positive(positive: Numbers, mu: Numbers, shapes: Numbers, excess: Numbers) -> float:
    """Return what cells with accidents add to the log-likelihood, without the factorials of the counts."""
    gammas = special.gammaln(positive + shapes) - special.gammaln(shapes)
    return float((gammas + positive * (np.log(mu) - np.log(shapes) - excess)).sum())
