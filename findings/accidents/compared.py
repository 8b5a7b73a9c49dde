"""Which cells are compared with one another, and which accidents are counted in them.

A cell does not end at the city's border: accidents are counted in whatever municipality they happened.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar

import numpy as np

from findings.accidents import records
from findings.accidents.cells import CellName, names
from findings.accidents.ground import Gazetteer, Ground
from findings.rows import Table
from queries import Connection, accidents, once
from queries.accidents import Selection
from stats.accidents import cells
from stats.accidents.cells import Places, Sites, Whole


@dataclass(frozen=True)
class Compared:
    """All cells of an edition that are compared, the positions and codes of the city's among them, what names cells."""

    sites: Sites
    city: Whole
    codes: tuple[str, ...]
    gazetteer: Gazetteer

    @cached_property
    def names(self) -> tuple[CellName, ...]:
        """Return what each of the city's cells is called by."""
        return names(self.codes, self.gazetteer)

    @property
    def city_sites(self) -> Sites:
        """Return the city's cells alone."""
        return Sites(self.sites.rows[self.city], self.sites.columns[self.city])


@dataclass(frozen=True)
class Located:
    """Where the selected accidents of all municipalities happened, the fatal ones again, and in how many years."""

    places: Places
    fatal: Places
    years: int

    @property
    def severity(self) -> "Severity":
        """Return how many they are, and how many of them were fatal."""
        return Severity(len(self.places.rows), len(self.fatal.rows))


@dataclass(frozen=True)
class Severity:
    """How many accidents with a place meet the conditions in all records, and how many of them were fatal."""

    accidents: int
    fatal: int


@dataclass(frozen=True)
class CityCounts:
    """Accidents, and fatal ones of them, in every cell of the city, in the order of `Compared.codes`."""

    accidents: Whole
    fatal: Whole


class Occupied(Table):
    """One row per 250 m cell with any accident of the edition, as a number, and whether one of them is the city's."""

    COLUMNS: ClassVar[Mapping[str, str]] = {"cell": "i", "of_city": "b"}


@once
def compared(connection: Connection, ground: Ground) -> Compared:
    """Return the cells of an edition within 1 km of any accident, and which of them are the city's.

    A cell is the city's when at least half of its 1 km cell is, or when an accident of the city happened in it.
    """
    occupied = Occupied(accidents.occupied_cells(connection)).rows
    rows, columns = cells.indices(occupied["cell"].to_numpy())
    sites = cells.within(rows, columns)
    inside = np.array(ground.inside, dtype=np.int64)
    of_city = np.isin(cells.codes(sites.rows, sites.columns) // 100, inside)
    of_city[sites.find(rows, columns)[occupied["of_city"]]] = True
    city = np.flatnonzero(of_city)
    codes = cells.codes(sites.rows[city], sites.columns[city])
    return Compared(sites, city, tuple(str(code) for code in codes), ground.names)


@once
def located(connection: Connection, selection: Selection) -> Located:
    """Return where the selected accidents happened, in whatever municipality and cell.

    Without chosen years the records cover as many years as there are files, whichever way years are counted.
    """
    found = records.positions(connection, replace(selection.everywhere(), cells=None)).rows
    every = cells.located(*(found[name].to_numpy() for name in ("cell", "latitude", "longitude")))
    is_fatal = found["fatal"].to_numpy(dtype=bool)
    fatal = Places(*(each[is_fatal] for each in (every.rows, every.columns, every.north, every.east)))
    years = len(selection.years or accidents.years(connection, year_basis="file"))
    return Located(every, fatal, years)


def city_counts(ground: Compared, where: Located) -> CityCounts:
    """Return the accidents in every cell of the city."""
    every, fatal = (
        ground.sites.count(each.rows, each.columns)[ground.city] for each in (where.places, where.fatal)
    )
    return CityCounts(every, fatal)
