"""Which cells come first, by every way of asking: expected accidents, counts, density, Gi*, weight of deaths."""

from typing import NamedTuple

import numpy as np
from scipy import optimize, special

from stats.accidents import cells, empirical_bayes, top_ten
from stats.accidents.cells import Numbers, Places, Sites, Whole
from stats.accidents.empirical_bayes import Levels
from stats.accidents.top_ten import Calibration

SQUARE_KILOMETRE = 1e6


class Expected(NamedTuple):
    """Of each cell: its count, what is known of its level per year, and its chance to be in the next year's top."""

    counts: Whole
    levels: Levels
    chances: Numbers


def expected_per_year(
    sites: Sites, places: Places, years: float, compared: Whole, calibration: Calibration, *, top: int
) -> Expected:
    """Return what is known of some of the sites, as a year's accidents; the prior is fitted on all of them.

    Parameters
    ----------
    sites
        All cells that could have had an accident.
    places
        The accidents of these years.
    years
        How many years they were counted.
    compared
        Positions of the cells among which the top is sought.
    calibration
        How chances are corrected by what came in other places. They never rise where the expectation falls.

    Raises
    ------
    TooFewError
        When there are too few accidents to fit a prior.
    """
    chosen = _levels(sites, places).take(compared).per(years)
    counts = sites.count(places.rows, places.columns)[compared]
    chances = top_ten.in_order(top_ten.chances(chosen, top), chosen.means)
    return Expected(counts, chosen, calibration.of(chances))


def weighted_per_year(
    sites: Sites, places: Places, fatal: Places, years: float, compared: Whole, weight: float, alike: float
) -> Numbers:
    """Return expected accidents per year, each fatal one counted `weight` times.

    Of a cell's expected accidents, its share of fatal ones is fatal (`fatal_share`, with its `alike`): a single death
    then does not make a place dangerous for ever.

    Raises
    ------
    TooFewError
        When there are too few accidents.
    """
    every = _levels(sites, places).take(compared).means
    counts, deadly = (sites.count(each.rows, each.columns)[compared] for each in (places, fatal))
    share = fatal_share(counts, deadly, len(fatal.rows) / len(places.rows), alike)
    return every * (1 + (weight - 1) * share) / years


def fatal_share(accidents: Whole, fatal: Whole, everywhere: float, alike: float) -> Numbers:
    """Return the share of fatal accidents to be expected in each cell: (m q + d) / (m + x).

    x are the cell's accidents, d the fatal ones of them, q the share everywhere: shares are drawn from a beta
    distribution with mean q that is worth m accidents, `alike`. Fatal accidents of one city or prefecture are too few
    to say how far shares scatter, so m comes from the whole nation's. Source: J. C. Kleinman, Proportions with
    extraneous variance, Journal of the American Statistical Association 68 (1973) 46-54.
    """
    return np.asarray((alike * everywhere + fatal) / (alike + accidents))


def likeliest_alike(accidents: Whole, fatal: Whole, everywhere: Numbers) -> float:
    """Return the number m of `fatal_share` under which fatal accidents are likeliest, between 1 and exp(9).

    Fatal accidents of a cell are beta-binomial among its accidents. One element a cell with accidents; `everywhere` is
    the share around it.
    """

    def loss(log_size: float) -> float:
        fatal_size, other_size = np.exp(log_size) * everywhere, np.exp(log_size) * (1 - everywhere)
        gained = special.betaln(fatal_size + fatal, other_size + accidents - fatal)
        return -float((gained - special.betaln(fatal_size, other_size)).sum())

    return float(np.exp(optimize.minimize_scalar(loss, bounds=(0, 9), method="bounded").x))


def _levels(sites: Sites, places: Places) -> Levels:
    counts = sites.count(places.rows, places.columns)
    return empirical_bayes.levels(counts, empirical_bayes.local_fit(sites, places))


def density(sites: Sites, places: Places, metres: float) -> Numbers:
    """Return the planar kernel density at each site's centre, in accidents per square kilometre.

    Sum over the accidents' cells of exp(-d^2 / 2 h^2) / (2 pi h^2), h the bandwidth `metres`.
    Source: B. W. Silverman, Density estimation (1986), section 4.2.
    """
    sums, _ = cells.smoothed(sites, cells.spread(sites, places), metres)
    return np.asarray(sums / (2 * np.pi * metres**2) * SQUARE_KILOMETRE)


def ranks(values: Numbers | Whole) -> Whole:
    """Return the rank of each value, 1 the highest; equal values share the best of their ranks."""
    ordered = np.sort(values)
    return len(values) - np.searchsorted(ordered, values, side="right") + 1
