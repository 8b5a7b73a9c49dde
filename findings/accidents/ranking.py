"""What the pages of hotspots have in common: the cells compared, the accidents counted, and their order.

Everything is computed once per edition and selection, and kept while the process lives.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import streamlit as st

from pages.frame import session
from queries import accidents
from queries.accidents import Selection
from stats.accidents import cells, empirical_bayes, getis_ord, hotspots, top_ten
from stats.accidents.cells import Places, Sites
from stats.accidents.getis_ord import Clusters
from stats.accidents.hotspots import Expected

FEWEST = empirical_bayes.FEWEST
CONFIDENCE, TOP = 0.9, 10
INSIDE = 0.5  # share of a 1 km cell from which its quarters belong to the city


@dataclass(frozen=True)
class Compared:
    """All cells of an edition that are compared, and the positions and codes of the city's among them."""

    sites: Sites
    city: np.ndarray
    codes: list[str]

    @property
    def city_sites(self) -> Sites:
        """Return the city's cells alone."""
        return Sites(self.sites.rows[self.city], self.sites.columns[self.city])


@dataclass(frozen=True)
class Asked:
    """An edition and the selection of its accidents, everywhere, with the number of years they were counted in."""

    path: str
    selection: Selection
    years: int


def asked(chosen: Selection) -> Asked:
    """Return what a page asks for: the accidents of all municipalities, since a cell does not end at a border.

    Without chosen years the records cover as many years as there are files, whichever way years are counted.
    """
    selection = replace(chosen.everywhere(), cells=None)
    known = accidents.years(session.database(), year_basis="file")
    return Asked(str(session.current().path), selection, len(selection.years or known))


@st.cache_resource(show_spinner=False, max_entries=8)
def compared(path: str) -> Compared:
    """Return the cells of an edition within 1 km of any accident, and which of them are the city's.

    A cell is the city's when at least half of its 1 km cell is, or when an accident of the city happened in it.
    """
    connection = session.database()
    occupied = accidents.occupied_cells(connection)
    rows, columns = cells.indices(occupied["cell"].to_numpy())
    sites = cells.within(rows, columns)
    areas = accidents.areas(connection)
    inside = areas.loc[areas["share_inside"] >= INSIDE, "mesh_code"].astype(int)
    of_city = np.isin(cells.codes(sites.rows, sites.columns) // 100, inside)
    of_city[sites.find(rows, columns)[occupied["of_city"]]] = True
    city = np.flatnonzero(of_city)
    codes = cells.codes(sites.rows[city], sites.columns[city])
    return Compared(sites, city, [str(code) for code in codes])


@st.cache_data(show_spinner="地点の見込みを計算しています…", max_entries=64)
def expected(asked: Asked) -> pd.DataFrame | None:
    """Return one row per cell of the city, the highest expectation first; None where there are too few accidents.

    Columns: mesh_250m, accidents (counted), expected, lower, upper (a year's; the interval only of cells with an
    accident and of the ten first), chance (of the next year's top ten), rank. With the rank no chance rises.
    """
    ground = compared(asked.path)
    learnt = accidents.top_ten_calibration(session.database()).iloc[0]
    calibration = top_ten.Calibration(*(float(learnt[name]) for name in top_ten.Calibration._fields))
    places, _ = _places(asked)
    try:
        found = hotspots.expected_per_year(
            ground.sites, places, asked.years, ground.city, calibration, top=TOP
        )
    except empirical_bayes.TooFewError:
        return None
    return _table(ground, found)


@st.cache_data(show_spinner=False, max_entries=64)
def counted(asked: Asked) -> pd.DataFrame:
    """Return one row per cell of the city with the accidents and fatal accidents counted in it."""
    ground = compared(asked.path)
    places, fatal = _places(asked)
    counts, deaths = (
        ground.sites.count(each.rows, each.columns)[ground.city]
        for each in (places, _taken(places, np.flatnonzero(fatal)))
    )
    return pd.DataFrame({"mesh_250m": ground.codes, "accidents": counts, "fatal_accidents": deaths})


@st.cache_data(show_spinner=False, max_entries=64)
def clustered(asked: Asked) -> Clusters:
    """Return Gi* of every cell of the city, compared with the city's average cell."""
    ground = compared(asked.path)
    return getis_ord.getis_ord(ground.city_sites, counted(asked)["accidents"].to_numpy())


@st.cache_data(show_spinner=False, max_entries=64)
def density(asked: Asked, metres: float) -> np.ndarray:
    """Return the kernel density at every cell of the city, in accidents per year and square kilometre."""
    ground = compared(asked.path)
    found: np.ndarray = hotspots.density(ground.sites, _places(asked)[0], metres)[ground.city] / asked.years
    return found


@st.cache_data(show_spinner=False, max_entries=64)
def weighted(asked: Asked, weight: float) -> np.ndarray | None:
    """Return expected accidents a year of every cell of the city, fatal ones counted `weight` times."""
    ground = compared(asked.path)
    places, fatal = _places(asked)
    deadly = _taken(places, np.flatnonzero(fatal))
    try:
        return hotspots.weighted_per_year(ground.sites, places, deadly, asked.years, ground.city, weight)
    except empirical_bayes.TooFewError:
        return None


def severity(asked: Asked) -> tuple[int, int]:
    """Return how many accidents with a place are selected, and how many of them were fatal."""
    places, fatal = _places(asked)
    return len(places.rows), int(fatal.sum())


def _places(asked: Asked) -> tuple[Places, np.ndarray]:
    """Return where the selected accidents happened, and which of them were fatal."""
    found = accidents.positions(session.database(), asked.selection)
    columns = (found[name].to_numpy() for name in ("cell", "latitude", "longitude"))
    return cells.located(*columns), found["fatal"].to_numpy(dtype=bool)


def _taken(places: Places, positions: np.ndarray) -> Places:
    return Places(*(values[positions] for values in (places.rows, places.columns, places.north, places.east)))


def _table(ground: Compared, found: Expected) -> pd.DataFrame:
    order = np.lexsort((np.asarray(ground.codes), -found.levels.means))
    ranks = np.empty(len(order), dtype=int)
    ranks[order] = np.arange(1, len(order) + 1)
    shown = np.flatnonzero((found.counts > 0) | (ranks <= TOP))
    bounds = np.full((2, len(order)), np.nan)
    bounds[:, shown] = found.levels.take(shown).interval(CONFIDENCE)
    return (
        pd.DataFrame(
            {
                "mesh_250m": ground.codes,
                "accidents": found.counts,
                "expected": found.levels.means,
                "lower": bounds[0],
                "upper": bounds[1],
                "chance": found.chances,
                "rank": ranks,
            }
        )
        .sort_values("rank")
        .reset_index(drop=True)
    )
