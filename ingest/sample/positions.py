"""Where synthetic accidents happen: along straight lines between the city's places, denser at junctions."""

import math
from dataclasses import dataclass
from typing import Literal

import duckdb
import jismesh.utils as mesh
import numpy as np

from ingest.faults import Fault, InputError
from ingest.sample.choices import pick
from ingest.sample.ground import METRES_PER_DEGREE, Plane
from ingest.sample.settings import AccidentSettings, Jitter, Road

ROUNDS = 100  # of drawing again what fell outside the city


@dataclass(frozen=True)
class Position:
    """A place of an accident: degrees (JGD2011), what kind of spot it is, and the road it belongs to."""

    latitude: float
    longitude: float
    spot: Literal["junction", "street", "motorway"]
    terrain: Literal["built_up", "town", "open"]
    route_code: str
    route_point: str


@dataclass(frozen=True)
class _Spot:
    """A place drawn before it is jittered: metres east and north of the town's first place."""

    east: float
    north: float
    jitter: Jitter
    kind: Literal["junction", "street", "motorway"]
    route_code: str
    route_point: str


class Positions:
    """Draws positions inside the city's cells."""

    def __init__(
        self, settings: AccidentSettings, connection: duckdb.DuckDBPyConnection, random: np.random.Generator
    ) -> None:
        """Take the places and cells from the tables `places` and `areas`.

        Raises
        ------
        InputError
            When the settings name a place the table does not have.
        """
        self._settings = settings
        self._random = random
        self._cells = np.array(
            [
                int(code)
                for (code,) in connection.execute(
                    "select mesh_code from areas where share_inside >= $least order by mesh_code",
                    {"least": settings.least_share_inside},
                ).fetchall()
            ]
        )
        places = {
            name: (latitude, longitude)
            for name, latitude, longitude in connection.execute(
                "select name, latitude, longitude from places"
            ).fetchall()
        }
        roads = [*settings.roads, settings.motorway]
        wanted = {name for road in roads for name in road.places} | set(settings.town.places)
        missing = sorted(wanted - places.keys())
        if missing:
            raise InputError(
                [
                    Fault(
                        "accidents.yaml",
                        "「places」",
                        f"地点「{'、'.join(missing)}」がplaces.csvにありません",
                        "places.csvに地点を加えるか、名前を直してください",
                    )
                ]
            )
        self._plane = Plane(*places[settings.town.places[0]])
        self._lines = {
            road.name: self._plane.metres([places[name] for name in road.places]) for road in roads
        }
        self._town = self._plane.metres([places[name] for name in settings.town.places])
        self._junctions = [(road, junction) for road in settings.roads for junction in road.junctions]
        self._junction_weights = [junction.weight for _, junction in self._junctions]

    def draw(self, count: int, *, on_motorway: bool) -> list[Position]:
        """Draw positions; what falls outside the city is drawn again.

        Raises
        ------
        InputError
            When hardly any place of the settings lies inside the city.
        """
        found: list[Position] = []
        for _ in range(ROUNDS):
            drawn = [self._position(self._spot(on_motorway=on_motorway)) for _ in range(count + 1)]
            cells = mesh.to_meshcode(
                np.array([position.latitude for position in drawn]),
                np.array([position.longitude for position in drawn]),
                3,
            )
            inside = np.isin(cells, self._cells)
            found += [position for position, is_inside in zip(drawn, inside, strict=True) if is_inside]
            if len(found) >= count:
                return found[:count]
        raise InputError(
            [
                Fault(
                    "accidents.yaml",
                    "「places」",
                    "地点が市のメッシュの中にほとんどありません",
                    "areas/cells.csvの市に合う地点を指定してください",
                )
            ]
        )

    def _spot(self, *, on_motorway: bool) -> _Spot:
        settings = self._settings
        if on_motorway:
            return self._on_road(settings.motorway, self._random.random(), settings.jitter_metres, "motorway")
        if self._random.random() < settings.share_at_junctions:
            road, junction = self._junctions[pick(self._junction_weights, self._random)]
            return self._on_road(road, junction.at, settings.jitter_metres_at_junctions, "junction")
        street = pick([settings.town.weight, *(road.weight for road in settings.roads)], self._random)
        if street > 0:
            road = settings.roads[street - 1]
            return self._on_road(road, self._random.random(), settings.jitter_metres, "street")
        one, other = self._town[self._random.integers(0, len(self._town), 2)]
        east, north = one + self._random.random() * (other - one)
        return _Spot(east, north, settings.jitter_metres, "street", settings.town.route_code, "0000")

    def _on_road(
        self, road: Road, share: float, jitter: Jitter, kind: Literal["junction", "street", "motorway"]
    ) -> _Spot:
        line = self._lines[road.name]
        lengths = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
        gone = share * lengths[-1]
        east, north = (float(np.interp(gone, lengths, line[:, axis])) for axis in (0, 1))
        point = "0000"
        if road.kilometre_post is not None:
            point = f"{round(10 * road.kilometre_post + gone / 100):04d}"
        return _Spot(east, north, jitter, kind, road.route_code, point)

    def _position(self, spot: _Spot) -> Position:
        distance = self._random.uniform(spot.jitter.least, spot.jitter.most)
        direction = self._random.uniform(0, 2 * math.pi)
        east = spot.east + distance * math.cos(direction)
        north = spot.north + distance * math.sin(direction)
        limits = self._settings.terrain_kilometres
        away = math.hypot(east, north) / 1000
        return Position(
            latitude=self._plane.latitude + north / METRES_PER_DEGREE,
            longitude=self._plane.longitude + east / self._plane.metres_per_degree_east,
            spot=spot.kind,
            terrain="built_up" if away < limits.built_up else "town" if away < limits.town else "open",
            route_code=spot.route_code,
            route_point=spot.route_point,
        )
