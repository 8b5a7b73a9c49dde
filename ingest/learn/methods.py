"""Ways of ranking places: those that are examined, and those that were tried for choosing the method."""

from collections.abc import Callable
from functools import partial
from itertools import product

import numpy as np

from ingest.learn.trials import Trial
from stats.accidents import cells, empirical_bayes, getis_ord
from stats.accidents.cells import Numbers
from stats.accidents.empirical_bayes import Levels

SAME, GROWING = (
    (0.0, 0.0),
    (0.0, 1.0),
)  # powers of the shape: one shape for all cells, or growing with the mean
# What the plain count adds: of CONSTANTS the best by prefecture in the choice, as the bandwidths were chosen. With a
# larger or smaller one any other method looks better than it is, since most sites have no accident.
ADDED, CONSTANTS = 0.1, (0.02, 0.05, 0.07, 0.1, 0.15, 0.2, 0.5)

Method = Callable[[Trial], Numbers]
"""Returns one score a site, the higher the sooner the next accident is expected there."""


def plain(trial: Trial, constant: float) -> Numbers:
    """Rank by the count alone; the same part of an accident more everywhere, so that nothing is impossible."""
    return np.asarray(trial.counts + constant)


def kernel(trial: Trial, metres: float = 500.0) -> Numbers:
    """Rank by planar kernel density."""
    return cells.smoothed(trial.sites, trial.counts.astype(float), metres)[0]


def same_prior(trial: Trial) -> Numbers:
    """Rank by empirical Bayes with one prior for all cells."""
    prior = empirical_bayes.fit(trial.counts, shape_powers=SAME)
    return empirical_bayes.levels(trial.counts, prior).means


def scaled(trial: Trial, metres: float = 500.0, *, exact_places: bool = False) -> Numbers:
    """Rank by empirical Bayes whose prior is proportional to the neighbourhood of one bandwidth."""
    return _ranked(trial, [_around(trial, metres, exact_places=exact_places)], (1.0, 1.0))


def to_powers(
    trial: Trial,
    metres: tuple[float, ...],
    *,
    exact_places: bool = False,
    shape_powers: tuple[float, float] = SAME,
) -> Numbers:
    """Rank by empirical Bayes whose prior is a product of neighbourhoods to fitted powers."""
    neighbourhoods = [_around(trial, each, exact_places=exact_places) for each in metres]
    return _ranked(trial, neighbourhoods, (0.0, 3.0), shape_powers)


def shipped(trial: Trial) -> Numbers:
    """Rank as the page 集中する地点 does."""
    return levels(trial).means


def levels(trial: Trial) -> Levels:
    """Return what the page 集中する地点 knows of each site's level."""
    return empirical_bayes.levels(trial.counts, empirical_bayes.local_fit(trial.sites, trial.places))


def gi_star(trial: Trial) -> Numbers:
    """Rank by Gi*; a score that can be negative, so no share of accidents."""
    return getis_ord.getis_ord(trial.sites, trial.counts).z


def _around(trial: Trial, metres: float, *, exact_places: bool) -> Numbers:
    if exact_places:
        return empirical_bayes.neighbourhood(trial.sites, trial.places, metres)
    counts = trial.counts.astype(float)
    sums, weights = cells.smoothed(trial.sites, counts, metres)
    return np.asarray(np.maximum(sums - counts, 0) / np.maximum(weights - 1, 1e-9))


def _ranked(
    trial: Trial,
    neighbourhoods: list[Numbers],
    powers: tuple[float, float],
    shape_powers: tuple[float, float] = SAME,
) -> Numbers:
    prior = empirical_bayes.fit(trial.counts, neighbourhoods, powers, shape_powers)
    return empirical_bayes.levels(trial.counts, prior).means


def _to_powers(
    kind: str, *widths: tuple[int, ...], exact_places: bool = False, shape_powers: tuple[float, float] = SAME
) -> dict[str, Method]:
    """Return candidates of a kind by their names, such as powers_250_700."""
    return {
        "_".join([kind, *map(str, metres)]): partial(
            to_powers, metres=metres, exact_places=exact_places, shape_powers=shape_powers
        )
        for metres in widths
    }


METHODS: dict[str, Method] = {
    "count": partial(plain, constant=ADDED),
    "same_prior": same_prior,
    "local_500": scaled,
    "shipped": shipped,
    "kernel_500": kernel,
    "gi_star": gi_star,
}
"""The methods that are examined, by the short names the page knows."""

CANDIDATES: dict[str, Method] = {
    **{f"count_{added}": partial(plain, constant=added) for added in CONSTANTS if added != ADDED},
    **{f"local_{metres}": partial(scaled, metres=metres) for metres in (250, 300, 700, 1000)},
    "exact_180": partial(scaled, metres=180, exact_places=True),
    **_to_powers("power", (250,)),
    **_to_powers("powers", (250, 700), (250, 1500)),
    **_to_powers(
        "powers_exact", (130, 1500), (180, 1000), (180, 1500), (180, 2500), (250, 1500), exact_places=True
    ),
    **_to_powers(
        "growing_exact",
        *(
            metres
            for metres in ((500,), *product((130, 180, 250), (700, 1000, 1500)))
            if metres != (empirical_bayes.NARROW_METRES, empirical_bayes.WIDE_METRES)
        ),
        exact_places=True,
        shape_powers=GROWING,
    ),
}
"""What else was tried for choosing the method: constants, bandwidths, powers."""
