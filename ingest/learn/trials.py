"""Places known from some years' accidents, and what a later year brought them."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ingest.learn.nation import Records
from stats.accidents import cells
from stats.accidents.cells import Places, Sites, Whole


class Stage(NamedTuple):
    """File years that are known, and the one that is asked about."""

    name: str
    earlier: tuple[int, ...]
    later: int


CHOICE = Stage("choice", (2019,), 2020)
"""By these files the methods of `stats.accidents` were chosen, so they stay the ones that show how."""

EXAMINATION = Stage("examination", (2019, 2020), 2021)
"""By these the chosen methods are examined; 2021 had no part in choosing."""

YEARS = {*EXAMINATION.earlier, EXAMINATION.later}


@dataclass(frozen=True)
class Trial:
    """One police prefecture: its sites, its earlier accidents, and the later ones of each site.

    `accidents` counts all later ones, also those outside of the sites.
    """

    sites: Sites
    places: Places
    counts: Whole
    later: Whole
    accidents: int


def trial(records: Records, stage: Stage) -> Trial:
    """Return the trial some accidents of one prefecture make in a stage."""
    places = records.where(np.isin(records.years, stage.earlier)).places()
    sites = cells.within(places.rows, places.columns)
    rows, columns = cells.indices(records.cells[records.years == stage.later])
    inside = np.isin(rows * cells.WIDTH + columns, sites.keys)
    return Trial(
        sites,
        places,
        sites.count(places.rows, places.columns),
        sites.count(rows[inside], columns[inside]),
        len(rows),
    )
