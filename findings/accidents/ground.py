"""The ground every map stands on: the city's outline, what is drawn behind, and what gives cells their names."""

import math
from dataclasses import dataclass, field
from functools import cached_property

from findings.rows import read
from queries import Connection, accidents, basemap, once

INSIDE = 0.5
"""Share of a 1 km cell within the city from which the cell is drawn and counted as the city's."""


@dataclass(frozen=True)
class Place:
    """A named place: where it is in degrees, whether the map of the city names it at once, and who says so."""

    name: str
    latitude: float
    longitude: float
    on_map: bool
    source_id: str


@dataclass(frozen=True)
class Near:
    """What a 250 m cell with accidents lies at, as the edition calls it; cells at nothing have none.

    Attributes
    ----------
    mesh_250m
        The digits of the cell.
    town
        Its town; None where none is known.
    direction
        In which part of the sky it lies from the town, as `Direction` writes it; None where that need not be said.
    town_m
        How far from the town, to the nearest hundred, where that must be said; else None.
    near, near_kind
        The road, station or river, and which of them it is.
    crossing
        Another road there, or what else is near, where it tells the cell from others; else None.
    crossing_side
        In which part of the sky the cell lies from it, as `Direction` writes it; None of a road that crosses there.
    distance_m
        How far half of its accidents lie from it at most.
    source_id
        Who says so.
    """

    mesh_250m: str
    town: str | None
    direction: str | None
    town_m: int | None
    near: str
    near_kind: str
    crossing: str | None
    crossing_side: str | None
    distance_m: int
    source_id: str


@dataclass(frozen=True)
class Gazetteer:
    """What gives cells their names: named places, and what single cells lie at."""

    places: tuple[Place, ...]
    cells: tuple[Near, ...] = field(default=(), repr=False)

    @cached_property
    def near(self) -> dict[str, Near]:
        """Return what cells lie at by their digits."""
        return {cell.mesh_250m: cell for cell in self.cells}


@dataclass(frozen=True)
class Boundary:
    """The boundary of the city as GeoJSON in EPSG:6668, and who says so."""

    geojson: str
    source_id: str


@dataclass(frozen=True)
class Tiled:
    """Where a background map has tiles: the zooms, and west, south, east and north in degrees."""

    min_zoom: int
    max_zoom: int
    bounds: tuple[float, float, float, float]


@dataclass(frozen=True)
class Background:
    """The background map of an edition: streets, railways and water as tiles, which the browser asks for.

    Attributes
    ----------
    tiled
        Where there are any.
    kinds
        What they show, as `basemap_layers` calls it.
    credits
        What stands on a map that shows them, each once.
    sources
        Where they come from, each once.
    """

    tiled: Tiled
    kinds: frozenset[str]
    credits: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Ground:
    """The city's 1 km cells, its named places and what gives cells their names, as an edition has them.

    `edition_id` is what the edition goes by, in whose name a browser asks for tiles and shapes. `inside` are the cells
    of which at least half lies in the city, `touched` all of which any part does. `boundary` and `background` are
    there where the edition was given files that tell them.
    """

    edition_id: str
    inside: tuple[str, ...]
    touched: frozenset[str]
    names: Gazetteer
    boundary: Boundary | None = None
    background: Background | None = None

    @property
    def places(self) -> tuple[Place, ...]:
        """Return the named places."""
        return self.names.places

    @property
    def sources(self) -> list[str]:
        """Return the sources of the cells, of the places, of what cells lie at and of what is behind, each once."""
        of_places = (place.source_id for place in self.places)
        of_cells = (cell.source_id for cell in self.names.cells)
        of_boundary = [self.boundary.source_id] if self.boundary else []
        of_background = self.background.sources if self.background else ()
        return list(dict.fromkeys(["mesh", *of_places, *of_cells, *of_boundary, *of_background]))

    def holds(self, cell: str) -> bool:
        """Return whether the city touches the 1 km cell of a 250 m cell."""
        return cell[:8] in self.touched


@dataclass(frozen=True)
class _Area:
    mesh_code: str
    share_inside: float


@once
def ground(connection: Connection) -> Ground:
    """Return the ground of an edition's maps."""
    areas = read(_Area, accidents.areas(connection))
    return Ground(
        edition_id=connection.edition_id,
        inside=tuple(area.mesh_code for area in areas if area.share_inside >= INSIDE),
        touched=frozenset(area.mesh_code for area in areas),
        names=Gazetteer(
            tuple(read(Place, accidents.places(connection))),
            tuple(read(Near, accidents.cell_names(connection).dropna(subset="near"))),
        ),
        boundary=next(iter(read(Boundary, basemap.boundary(connection))), None),
        background=_background(connection),
    )


def _background(connection: Connection) -> Background | None:
    """Return the background map; None where the edition has none."""
    where = tiled(connection)
    if where is None:
        return None
    layers = basemap.layers(connection)
    return Background(
        tiled=where,
        kinds=frozenset(layers["kind"]),
        credits=tuple(dict.fromkeys(layers["attribution"])),
        sources=tuple(dict.fromkeys(layers["source_id"])),
    )


@dataclass(frozen=True)
class _Extent:
    min_zoom: int
    max_zoom: int
    west_column: int
    east_column: int
    north_row: int
    south_row: int


@once
def tiled(connection: Connection) -> Tiled | None:
    """Return where an edition has tiles of a background map; None where it has none."""
    found = next(iter(read(_Extent, basemap.extent(connection))), None)
    if found is None:
        return None
    across = 1 << found.max_zoom

    def longitude(column: int) -> float:
        return round(360 * column / across - 180, 6)

    def latitude(row: int) -> float:
        return round(math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / across)))), 6)

    bounds = (
        longitude(found.west_column),
        latitude(found.south_row + 1),
        longitude(found.east_column + 1),
        latitude(found.north_row),
    )
    return Tiled(found.min_zoom, found.max_zoom, bounds)
