"""250 m cells with their accidents, and what each is called: by town and street, else by place or municipality."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

import numpy as np
import pandas as pd

from findings.accidents.ground import Gazetteer, Ground, Near
from findings.accidents.records import Record, record_list
from findings.rows import Table, read
from queries import Connection, accidents, once
from queries.accidents import Selection
from queries.editions import Scope
from stats import mesh
from stats.accidents import cells

NEAR_METRES = 3000
"""Within which a cell is called by a place."""

AT_METRES = 150
"""Within which a place is not given a direction."""

LEAST_DRAWN: dict[Scope, int] = {"city": 1, "prefecture": 2}
"""Accidents from which a cell is drawn on the map of so much."""

ALONG_METRES = 100
"""Within which a cell lies along a road."""

TOLD_TO = 100
"""Metres to which a distance is rounded."""


class Direction(StrEnum):
    """An eighth of the compass."""

    EAST = "east"
    NORTH_EAST = "north-east"
    NORTH = "north"
    NORTH_WEST = "north-west"
    WEST = "west"
    SOUTH_WEST = "south-west"
    SOUTH = "south"
    SOUTH_EAST = "south-east"


_ROUND = tuple(Direction)  # from the east, against the clock


@dataclass(frozen=True)
class CellName:
    """What a cell is called by.

    Attributes
    ----------
    cell
        Its digits by JIS X 0410.
    place
        The nearest named place; None where all are further than `NEAR_METRES`.
    direction
        Where from that place the cell's middle lies; None at the place itself.
    metres
        How far from it, to the nearest hundred; 0 at the place itself.
    municipality
        That of most of its accidents; None where none were counted.
    at
        The road, station or river it lies at, by which it is called then; None where nothing is near.
    """

    cell: str
    place: str | None = None
    direction: Direction | None = None
    metres: int = 0
    municipality: str | None = None
    at: Near | None = None


class CellCounts(Table):
    """One row per cell with an accident, most accidents first, with the municipality of most of them."""

    COLUMNS: ClassVar[Mapping[str, str]] = {
        "mesh_250m": "O",
        "accidents": "i",
        "fatal_accidents": "i",
        "municipality": "O",
    }


@dataclass(frozen=True)
class Counted:
    """Cells with their accidents and what each is called by, in one order."""

    table: CellCounts
    names: tuple[CellName, ...]

    @property
    def codes(self) -> list[str]:
        """Return the digits of every cell."""
        return list(self.table.rows["mesh_250m"])

    @property
    def accidents(self) -> dict[str, int]:
        """Return the accidents of every cell by its digits."""
        counts = self.table.rows["accidents"]
        return {code: int(count) for code, count in zip(self.codes, counts, strict=True)}

    @property
    def most(self) -> int:
        """Return the highest number of accidents of a cell; 0 without cells."""
        return int(self.table.rows["accidents"].max()) if len(self.table) else 0

    @property
    def busiest(self) -> list[CellName]:
        """Return the names of the cells with the highest number of accidents."""
        is_busiest = self.table.rows["accidents"] == self.most
        return [name for name, is_one in zip(self.names, is_busiest, strict=True) if is_one]


@dataclass(frozen=True)
class Neighbour:
    """One of the nine cells of a neighbourhood: row and column count cells northward and eastward."""

    mesh_250m: str
    row: int
    column: int
    accidents: int


@dataclass(frozen=True)
class Neighbourhood:
    """A cell and the eight around it, from the south-west, row by row; `counted` are those with an accident."""

    middle: str
    cells: tuple[Neighbour, ...]
    counted: Counted

    @property
    def codes(self) -> list[str]:
        """Return the digits of every cell."""
        return [cell.mesh_250m for cell in self.cells]

    @property
    def inside(self) -> int:
        """Return the accidents of the cell itself."""
        return next(cell.accidents for cell in self.cells if cell.mesh_250m == self.middle)

    @property
    def around(self) -> int:
        """Return the accidents of the eight around it."""
        return sum(cell.accidents for cell in self.cells) - self.inside


@dataclass(frozen=True)
class Picked:
    """A cell somebody picked: what it is called by, its accidents, newest first, and whose they are.

    `of_others` counts those of other municipalities than the city by the municipality's name, most first; `in_city`
    says whether the city touches the cell.
    """

    name: CellName
    records: tuple[Record, ...]
    of_others: dict[str, int]
    in_city: bool

    @property
    def has_sheet(self) -> bool:
        """Return whether it has a sheet of its own: the city touches it, or an accident in it is the city's."""
        return self.in_city or len(self.records) > sum(self.of_others.values())


@dataclass(frozen=True)
class Along:
    """A road, and how many of some cells lie along it."""

    road: str
    cells: int
    of: int


@dataclass(frozen=True)
class OfMunicipality:
    """How many of the selected accidents are a municipality's."""

    name: str
    is_city: bool
    accidents: int


@once
def counted(connection: Connection, selection: Selection, gazetteer: Gazetteer, *, least: int = 1) -> Counted:
    """Return the cells with at least so many of the selected accidents, and what each is called by."""
    rows = accidents.cells(connection, selection)
    return named(rows[rows["accidents"] >= least].reset_index(drop=True), gazetteer)


def named(rows: pd.DataFrame, gazetteer: Gazetteer) -> Counted:
    """Return rows of `queries.accidents.cells` with what each cell is called by.

    Raises
    ------
    RowError
        When the rows are others.
    """
    table = CellCounts(rows)
    return Counted(table, names(rows["mesh_250m"], gazetteer, rows["municipality"]))


def names(
    codes: Iterable[str], gazetteer: Gazetteer, municipalities: Iterable[str] | None = None
) -> tuple[CellName, ...]:
    """Return what cells are called by: what they lie at, and direction and distance from the nearest named place."""
    codes, places = list(codes), gazetteer.places
    owners: list[str | None] = [None] * len(codes) if municipalities is None else list(municipalities)
    at = [gazetteer.near.get(code) for code in codes]
    if not places or not codes:
        return tuple(
            CellName(code, municipality=owner, at=near)
            for code, owner, near in zip(codes, owners, at, strict=True)
        )
    middles = np.array([mesh.middle(code) for code in codes])
    spots = np.array([(place.longitude, place.latitude) for place in places])
    right, up = np.moveaxis(mesh.METRES_PER_DEGREE * (middles[:, None] - spots), 2, 0)
    right = right * np.cos(np.radians(middles[:, 1]))[:, None]
    closest = np.hypot(up, right).argmin(axis=1)
    each = np.arange(len(closest))
    return tuple(
        replace(_from_place(code, owner, places[place].name, float(east), float(north)), at=near)
        for code, owner, near, place, east, north in zip(
            codes, owners, at, closest, right[each, closest], up[each, closest], strict=True
        )
    )


@once
def name_of(connection: Connection, selection: Selection, gazetteer: Gazetteer, cell: str) -> CellName:
    """Return what one cell is called by, with or without a selected accident in it."""
    found = counted(connection, selection.in_cells([cell]), gazetteer)
    return found.names[0] if found.names else names([cell], gazetteer)[0]


@once
def neighbourhood(
    connection: Connection, selection: Selection, gazetteer: Gazetteer, cell: str
) -> Neighbourhood:
    """Return the selected accidents of a cell and of the eight around it, zeros included."""
    codes = nine(cell)
    rows, columns = cells.indices(np.array([int(code) for code in codes]))
    found = accidents.cells(connection, selection.in_cells(codes)).set_index("mesh_250m")
    ordered = found.loc[[code for code in codes if code in found.index]].reset_index()
    known = named(ordered, gazetteer)
    counts = known.accidents
    return Neighbourhood(
        cell,
        tuple(
            Neighbour(code, int(north), int(east), counts.get(code, 0))
            for code, north, east in zip(codes, rows, columns, strict=True)
        ),
        known,
    )


def nine(cell: str) -> list[str]:
    """Return the digits of a cell and of the eight around it, from the south-west, row by row."""
    (row,), (column,) = cells.indices(np.array([int(cell)]))
    rows, columns = (steps.ravel() for steps in np.mgrid[row - 1 : row + 2, column - 1 : column + 2])
    return [str(code) for code in cells.codes(rows, columns)]


@once
def picked(connection: Connection, selection: Selection, ground: Ground, cell: str) -> Picked:
    """Return what is known of a cell under the selected conditions."""
    return Picked(
        name_of(connection, selection, ground.names, cell),
        record_list(connection, selection.in_cells([cell])),
        of_others(connection, selection, cell),
        ground.holds(cell),
    )


def street_of(names: Sequence[CellName]) -> Along | None:
    """Return the road that at least half of some cells lie along; None where there is none."""
    roads = Counter(
        road
        for name in names
        if name.at and name.at.near_kind == "road" and name.at.distance_m <= ALONG_METRES
        for road in (name.at.near, None if name.at.crossing_side else name.at.crossing)
        if road
    )
    if not roads:
        return None
    road, cells = min(roads.items(), key=lambda item: (-item[1], item[0]))
    return Along(road, cells, len(names)) if 2 * cells >= len(names) else None


@once
def of_others(connection: Connection, selection: Selection, cell: str) -> dict[str, int]:
    """Return a cell's accidents of other municipalities than the city by the municipality's name, most first."""
    found = read(OfMunicipality, accidents.by_municipality(connection, selection.in_cells([cell])))
    return {each.name: each.accidents for each in found if not each.is_city}


def _from_place(code: str, owner: str | None, place: str, right: float, up: float) -> CellName:
    """Return the name of a cell whose middle lies so many metres east and north of a place."""
    metres = float(np.hypot(right, up))
    if metres > NEAR_METRES:
        return CellName(code, municipality=owner)
    if metres < AT_METRES:
        return CellName(code, place, municipality=owner)
    eighth = round(float(np.degrees(np.arctan2(up, right))) / 45) % len(_ROUND)
    return CellName(code, place, _ROUND[eighth], round(metres / TOLD_TO) * TOLD_TO, owner)
