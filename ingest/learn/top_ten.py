"""How chances of the next year's top ten are corrected: of cells said to be in it with some chance, how many were?

Every municipality's cells get their chances as the page 集中する地点 would give them (prior of the whole police
prefecture, no motorways). Of equal counts at the last place, each is among the ten by the part that a lot would give.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import spatial

from ingest.learn import methods
from ingest.learn.nation import Records
from ingest.learn.trials import EXAMINATION, Trial, trial
from stats.accidents import cells, top_ten
from stats.accidents.cells import Numbers, Whole
from stats.accidents.top_ten import Calibration
from stats.thresholds import TENDENCY_FROM, TOP

BANDS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


class Foretold(NamedTuple):
    """Cells of municipalities that would be ranked: number of the prefecture, municipality, chance, and what came."""

    prefectures: Whole
    municipalities: Whole
    chances: Numbers
    came: Numbers

    def where(self, chosen: NDArray[np.bool_]) -> "Foretold":
        """Return the chosen cells."""
        columns: list[Any] = [values[chosen] for values in self]
        return Foretold(*columns)


class Band(NamedTuple):
    """Chances above one percentage up to the next: the share foretold, the share that came, and how many.

    `standard_errors` is their difference in standard errors; municipalities are independent, cells of one are not.
    """

    least_pct: int
    foretold_pct: float
    came_pct: float
    cells: int
    standard_errors: float


def foretold(number: int, records: Records) -> Foretold:
    """Return what was foretold in one prefecture, given its number, and what came."""
    plain = records.where(~records.on_motorway)
    asked = trial(plain, EXAMINATION)
    known = methods.levels(asked).per(len(EXAMINATION.earlier))
    earlier = np.isin(plain.years, EXAMINATION.earlier)
    owners = owners_of(asked, plain.municipalities[earlier])
    parts = []
    for municipality in np.unique(owners):
        own = np.flatnonzero(owners == municipality)
        if asked.counts[own].sum() < TENDENCY_FROM or len(own) <= TOP:
            continue
        levels = known.take(own)
        parts.append(
            Foretold(
                np.full(len(own), number),
                np.full(len(own), municipality),
                top_ten.in_order(top_ten.chances(levels, TOP), levels.means),
                among_top(asked.later[own]),
            )
        )
    return joined(parts)


def joined(parts: list[Foretold]) -> Foretold:
    """Return the cells of several as one."""
    return Foretold(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def among_top(counts: Whole) -> Numbers:
    """Return 1 for each count among the highest, 0 for the others, and the part a lot gives to equal ones."""
    least = np.partition(counts, -TOP)[-TOP]
    above, equal = counts > least, counts == least
    return np.asarray(above + equal * (TOP - above.sum()) / equal.sum())


def owners_of(asked: Trial, municipalities: Whole) -> Whole:
    """Return each site's municipality: of most of its accidents, or of the nearest one.

    `municipalities` are those of the earlier accidents.
    """
    places, sites = asked.places, asked.sites
    width = float(cells.metres_east(sites.rows.mean()))
    accidents = spatial.cKDTree(
        np.column_stack(
            [(places.rows + places.north) * cells.METRES_NORTH, (places.columns + places.east) * width]
        )
    )
    _, nearest = accidents.query(np.column_stack([sites.rows * cells.METRES_NORTH, sites.columns * width]))
    owners = municipalities[nearest]
    at = sites.find(places.rows, places.columns)
    pairs, counted = np.unique(np.column_stack([at, municipalities]), axis=0, return_counts=True)
    fewest_first = np.argsort(counted, kind="stable")
    owners[pairs[fewest_first, 0]] = pairs[fewest_first, 1]
    return owners


def calibration(found: Foretold) -> dict[str, object]:
    """Return the correction learnt from all cells, as the row of `definitions/top_ten_calibration.csv`."""
    learnt = calibrated(found)
    return {
        **{name: round(value, 4) for name, value in learnt._asdict().items()},
        "places": TOP,
        "first_year": EXAMINATION.earlier[0],
        "last_year": EXAMINATION.later,
        "municipalities": len(np.unique(_municipalities(found), axis=0)),
        "cells": len(found.chances),
        "source_id": "npa",
    }


def reliability(found: Foretold) -> Iterator[dict[str, object]]:
    """Yield how corrected chances held where they were not learnt: `definitions/top_ten_reliability.csv`."""
    for band in bands(found, corrected(found)):
        row = band._asdict()
        row.pop("standard_errors")
        yield row


def calibrated(found: Foretold) -> Calibration:
    """Return the correction learnt from some cells."""
    return top_ten.calibrate(found.chances, found.came)


def corrected(found: Foretold) -> Numbers:
    """Return chances, each corrected by what came in the other half of the prefectures (every second one)."""
    _, positions = np.unique(found.prefectures, return_inverse=True)
    is_odd = positions % 2 == 0
    chances = np.zeros(len(found.chances))
    for own in (is_odd, ~is_odd):
        chances[own] = calibrated(found.where(~own)).of(found.chances[own])
    return chances


def bands(found: Foretold, chances: Numbers) -> Iterator[Band]:
    """Yield the bands of chances that cells have."""
    positions = np.digitize(chances, BANDS[1:-1], right=True)
    missed = found.came - chances
    _, owners = np.unique(_municipalities(found), axis=0, return_inverse=True)
    for position in np.unique(positions):
        inside = positions == position
        error = np.sqrt((np.bincount(owners[inside], missed[inside]) ** 2).sum())
        yield Band(
            least_pct=round(100 * BANDS[position]),
            foretold_pct=round(100 * float(chances[inside].mean()), 1),
            came_pct=round(100 * float(found.came[inside].mean()), 1),
            cells=int(inside.sum()),
            standard_errors=round(float(missed[inside].sum() / error), 2),
        )


def _municipalities(found: Foretold) -> Whole:
    """Return each cell's prefecture and municipality: a cell at a border may lie in another one's prefecture."""
    return np.column_stack([found.prefectures, found.municipalities])
