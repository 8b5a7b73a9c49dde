"""The ground every map stands on: the city's 1 km cells, and the places that give cells their names."""

from dataclasses import dataclass

from findings.rows import read
from queries import Connection, accidents

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
class Ground:
    """The city's 1 km cells and its named places.

    `inside` are the cells of which at least half lies in the city, `touched` all of which any part does.
    """

    inside: tuple[str, ...]
    touched: frozenset[str]
    places: tuple[Place, ...]

    @property
    def sources(self) -> list[str]:
        """Return the sources of the cells and the places, each once."""
        return list(dict.fromkeys(["mesh", *(place.source_id for place in self.places)]))

    def holds(self, cell: str) -> bool:
        """Return whether the city touches the 1 km cell of a 250 m cell."""
        return cell[:8] in self.touched


@dataclass(frozen=True)
class _Area:
    mesh_code: str
    share_inside: float


def ground(connection: Connection) -> Ground:
    """Return the ground of an edition's maps."""
    areas = read(_Area, accidents.areas(connection))
    return Ground(
        inside=tuple(area.mesh_code for area in areas if area.share_inside >= INSIDE),
        touched=frozenset(area.mesh_code for area in areas),
        places=tuple(read(Place, accidents.places(connection))),
    )
