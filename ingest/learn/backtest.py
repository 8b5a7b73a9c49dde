"""Does a ranking of places foretell where a later year's accidents happen? One row a stage, prefecture and method."""

from collections.abc import Iterator

import numpy as np
from scipy import special

from ingest.learn import methods
from ingest.learn.nation import Records
from ingest.learn.trials import CHOICE, Stage, Trial, trial
from stats.accidents.cells import Numbers
from stats.accidents.empirical_bayes import Levels
from stats.thresholds import RANKING

SHARES = {"caught_1": 0.01, "caught_5": 0.05}  # of the cells that had an earlier accident


def rows(prefecture: str, records: Records, stage: Stage) -> Iterator[dict[str, object]]:
    """Yield how each method did in one prefecture, as the rows of `definitions/backtest.csv`.

    Candidates are tried in the choice only. Motorways have their part in it.
    """
    asked = trial(records, stage)
    tried = methods.METHODS | (methods.CANDIDATES if stage is CHOICE else {})
    for name, method in tried.items():
        yield {
            "stage": stage.name,
            "npa_prefecture_code": prefecture,
            "method": name,
            **judged(asked, method(asked), is_share=method is not methods.gi_star),
            "recorded": int((asked.counts > 0).sum()),
            "held": round(held(asked, methods.levels(asked)), 1) if method is methods.shipped else None,
        }


def judged(asked: Trial, scores: Numbers, *, is_share: bool) -> dict[str, object]:
    """Return sites, later accidents, those outside the sites, mean log share, and the accidents caught."""
    inside = int(asked.later.sum())
    log_share = None
    if is_share:
        log_share = round(float((asked.later * np.log(scores / scores.sum())).sum() / inside), 4)
    return {
        "sites": len(asked.sites),
        "accidents": asked.accidents,
        "outside": asked.accidents - inside,
        "log_share": log_share,
        **{name: round(caught(asked, scores, share), 2) for name, share in SHARES.items()},
    }


def held(asked: Trial, known: Levels) -> float:
    """Return how many of the cells with an earlier accident had a later count in the interval foretold.

    Foretold is a negative binomial: Poisson around the cell's gamma, scaled to the later total. A count at an end of
    the interval is held by the part of its probability that lies within.
    """
    recorded = np.flatnonzero(asked.counts)
    later, shapes = asked.later[recorded], known.shapes[recorded]
    rates = known.rates[recorded] * known.means.sum() / asked.later.sum()
    high, low = (special.betainc(shapes, count + 1.0, rates / (rates + 1)) for count in (later, later - 1))
    tail = (1 - RANKING) / 2
    within = np.clip(high, tail, 1 - tail) - np.clip(low, tail, 1 - tail)
    return float((within / (high - low)).sum())


def caught(asked: Trial, scores: Numbers, share: float) -> float:
    """Return the later accidents in the highest cells of those with an earlier one; equal scores by expected value."""
    recorded = np.flatnonzero(asked.counts)
    most = max(1, round(share * len(recorded)))
    least = np.partition(scores[recorded], -most)[-most]
    above, equal = recorded[scores[recorded] > least], recorded[scores[recorded] == least]
    return float(asked.later[above].sum() + (most - len(above)) * asked.later[equal].mean())
