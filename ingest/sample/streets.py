"""The synthetic streets, railways, water and boundary behind the sample's map, in the formats of published files.

Roads run along the lines of the synthetic accidents and on beyond the city, minor streets are a bent mesh around them.
None follows a real street, and all names say サンプル; real are the names of stations, which data/areas has.
"""

import csv
import json
import string
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path

import duckdb
import numpy as np
import shapely

from ingest.basemap import area
from ingest.faults import Fault, InputError
from ingest.sample import blocks, lines
from ingest.sample.ground import Box, Plane, Points
from ingest.sample.settings import AccidentSettings, Railway, Road, StreetSettings, read_settings
from stats import mesh

CREDIT = "合成の道路・鉄道・川・境界（サンプル）"
"""What stands on a map that shows them."""

TERMS = "実在のものではありません"

MOTORWAY = "motorway"
CONNECTION = "tertiary"
"""Class of a road to a place that no other road passes."""

DECIMALS = 6
"""Of a degree: 0.1 m."""

PLATFORM = 100.0  # metres from the middle of a station to its ends
POND_METRES = (25.0, 90.0)
POND_CORNERS = 16
DRY = 0.25  # how densely land is built up where there is no pond
ROUNDED, WAVY = (
    800.0,
    90.0,
)  # metres over which the stepped edge of the cells is rounded, and how far it sways

Feature = tuple[dict[str, str], shapely.Geometry]
"""Properties, and the shape in metres."""


class _Map:
    """What the synthetic map is drawn from: places on a plane, parameters, the order of random numbers."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, parameters: Path, seed: int) -> None:
        self.settings = read_settings(parameters / "streets.yaml", StreetSettings)
        self.accidents = read_settings(parameters / "accidents.yaml", AccidentSettings)
        self.random = np.random.default_rng([seed, 0])
        degrees = {
            name: (latitude, longitude)
            for name, latitude, longitude in connection.execute(
                "select name, latitude, longitude from places order by name"
            ).fetchall()
        }
        self._refuse_unknown(degrees)
        self.plane = Plane(*degrees[self.accidents.town.places[0]])
        self.places = dict(zip(degrees, self.plane.metres(list(degrees.values())), strict=True))
        cells = connection.execute("select mesh_code, share_inside from areas order by mesh_code").fetchall()
        self.box = _box(self.plane, area.bounds(code for code, _ in cells))
        self.cells = [
            shapely.polygons(_corners(self.plane, mesh.bounds(code))) for code, share in cells if share >= 0.5
        ]
        self.code, self.city, self.prefecture = connection.execute(
            "select municipality_code, name, prefecture from city"
        ).fetchall()[0]

    def _refuse_unknown(self, places: Collection[str]) -> None:
        """Refuse stations that are no place, and roads whose class the file does not tell."""
        faults = []
        stations = {name for railway in self.settings.railways for name in railway.stations}
        if missing := sorted(stations - set(places)):
            problem = f"地点「{'、'.join(missing)}」がplaces.csvにありません"
            remedy = "places.csvに地点を加えるか、名前を直してください"
            faults.append(Fault("streets.yaml", "「stations」", problem, remedy))
        codes = {road.route_code[0] for road in (*self.accidents.roads, self.accidents.motorway)}
        if missing := sorted(codes - self.settings.roads.keys()):
            problem = f"accidents.yamlの路線コードが「{'、'.join(missing)}」で始まる道路の種類がありません"
            faults.append(Fault("streets.yaml", "「roads」", problem, "種類を書き加えてください"))
        if faults:
            raise InputError(faults)


def write(folder: Path, connection: duckdb.DuckDBPyConnection, parameters: Path, seed: int) -> None:
    """Write files of roads, railways, stations, rivers, water and the boundary, and `layers.csv`, to a folder.

    Parameters
    ----------
    folder
        Where the files go; made if it is not there.
    connection
        An edition whose tables city, places and areas are filled.
    parameters
        The folder with streets.yaml and accidents.yaml.
    seed
        The same seed makes the same bytes.

    Raises
    ------
    InputError
        When the parameters are faulty or name unknown places.
    """
    drawn = _Map(connection, parameters, seed)
    roads = _roads(drawn)
    rivers = [
        (one, lines.winding(np.array(one.points), one.bends, drawn.random)) for one in drawn.settings.rivers
    ]
    wide = [(line, one.width) for one, line in rivers if one.width]
    built_up = blocks.density(
        drawn.settings.built_up,
        drawn.places[drawn.accidents.town.places[0]],
        np.array(list(drawn.places.values())),
        np.concatenate([line for road, line in roads if road["fclass"] != MOTORWAY]),
        drawn.random,
    )
    minor = blocks.streets(
        drawn.settings.mesh, drawn.box, built_up, [line for _, line in roads], wide, drawn.random
    )
    streets = [
        *roads,
        *(({"fclass": fclass, "name": name, "ref": ""}, line) for fclass, name, line in minor),
    ]
    water = [shapely.buffer(shapely.linestrings(line), width / 2, cap_style="flat") for line, width in wide]
    water += _ponds(drawn, built_up, [line for _, line in streets], [line for _, line in rivers])
    files: dict[str, Iterable[Feature]] = {
        "道路": ((road, shapely.linestrings(line)) for road, line in streets),
        "鉄道": ((_of_railway(one), shapely.linestrings(line)) for one, line in _railways(drawn)),
        "駅": _stations(drawn),
        "河川": (({"W05_004": one.name}, shapely.linestrings(line)) for one, line in rivers),
        "水面": (({"fclass": "water", "name": ""}, shape) for shape in water),
        "行政区域": [_boundary(drawn)],
    }
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for name, features in files.items():
        names.append(f"{name}（サンプル）.geojson")
        _write(folder / names[-1], drawn.plane, features)
    with (folder / "layers.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["ファイル", "出典", "利用条件"])
        rows.writerows([name, CREDIT, TERMS] for name in names)


def _roads(drawn: _Map) -> list[tuple[dict[str, str], Points]]:
    """Return the roads along the lines of the accidents, and those to other places."""
    settings, places, random = drawn.settings, drawn.places, drawn.random
    found: list[tuple[dict[str, str], Points]] = []
    named: Counter[str] = Counter()

    def add(route_code: str, line: Points) -> None:
        kind = settings.roads[route_code[0]]
        letter = string.ascii_uppercase[named[kind.name]]
        named[kind.name] += 1
        found.append(({"fclass": kind.fclass, "name": f"{kind.name}{letter}", "ref": ""}, line))

    roads = drawn.accidents.roads
    passed = Counter(name for road in roads for name in set(road.places))
    for road in (*roads, drawn.accidents.motorway):
        ends_here = [road is drawn.accidents.motorway or passed[road.places[end]] == 1 for end in (0, -1)]
        add(road.route_code, _beyond(drawn, road, *ends_here))
    town = drawn.accidents.town.places
    reached = [places[name] for name in dict.fromkeys([*passed, *town])]
    for name in sorted(places.keys() - passed.keys() - set(town)):
        near = min(reached, key=lambda place: float(np.hypot(*(place - places[name]))))
        line = lines.swaying(np.array([places[name], near]), 3 * settings.sway, random)
        found.append(({"fclass": CONNECTION, "name": "", "ref": ""}, line))
        reached.append(places[name])
    return found


def _beyond(drawn: _Map, road: Road, first: bool, last: bool) -> Points:
    """Return the line of a road that runs on at its first and its last place where nothing else leads from there."""
    corners = np.array([drawn.places[name] for name in road.places])
    line = lines.swaying(corners, drawn.settings.sway, drawn.random)
    parts = [line]
    if first:
        bearing = lines.bearing_of(corners[1], corners[0])
        parts.insert(0, lines.dense(lines.onward(corners[0], bearing, drawn.box, drawn.random))[:0:-1])
    if last:
        bearing = lines.bearing_of(corners[-2], corners[-1])
        parts.append(lines.dense(lines.onward(corners[-1], bearing, drawn.box, drawn.random))[1:])
    return lines.rounded(np.concatenate(parts), drawn.settings.roads[road.route_code[0]].rounding)


def _railways(drawn: _Map) -> list[tuple[Railway, Points]]:
    found = []
    for railway in drawn.settings.railways:
        stations = np.array([drawn.places[name] for name in railway.stations])
        before, after = (
            lines.onward(stations[end], np.radians(bearing), drawn.box, drawn.random)
            for end, bearing in zip((0, -1), railway.bearings, strict=True)
        )
        corners = np.concatenate([before[:0:-1], stations, after[1:]])
        found.append((railway, lines.rounded(lines.dense(corners), railway.rounding)))
    return found


def _of_railway(railway: Railway) -> dict[str, str]:
    return {"N02_003": railway.name, "N02_004": "サンプル鉄道"}


def _stations(drawn: _Map) -> list[Feature]:
    """Return a platform at each station, as wide as one looks from above; published files have lines too."""
    found = []
    for railway in drawn.settings.railways:
        for name in railway.stations:
            ends = [drawn.places[name] + (0.0, north) for north in (-PLATFORM, PLATFORM)]
            found.append(({**_of_railway(railway), "N02_005": name}, shapely.linestrings(np.array(ends))))
    return found


def _ponds(
    drawn: _Map, built_up: blocks.Density, streets: list[Points], rivers: list[Points]
) -> list[shapely.Geometry]:
    """Return ponds in the country, away from streets and rivers."""
    west, south, east, north = drawn.box
    random = drawn.random
    count = 20 * drawn.settings.ponds
    middles = random.uniform((west, south), (east, north), (count, 2))
    corners = np.linspace(0, 2 * np.pi, POND_CORNERS, endpoint=False)
    radii = random.uniform(*POND_METRES, count)[:, None] * random.uniform(0.75, 1.25, (count, POND_CORNERS))
    away = np.stack(
        [radii * np.cos(corners), radii * np.sin(corners) * random.uniform(0.5, 1, (count, 1))], axis=-1
    )
    shapes = shapely.buffer(shapely.polygons(middles[:, None] + away), 8)
    lonely = shapely.STRtree([shapely.linestrings(line) for line in (*streets, *rivers)])
    near, _ = lonely.query(shapes, predicate="intersects")
    free = np.ones(count, dtype=bool)
    free[near] = False
    free &= built_up(middles) < DRY
    return list(shapes[free][: drawn.settings.ponds])


def _boundary(drawn: _Map) -> Feature:
    """Return the boundary: the edge of the city's cells, rounded."""
    cells = shapely.union_all(drawn.cells)
    whole = shapely.buffer(shapely.buffer(cells, ROUNDED), -ROUNDED)
    edge = shapely.get_exterior_ring(max(shapely.get_parts(whole), key=shapely.area))
    ring = lines.round_trip(shapely.get_coordinates(edge), ROUNDED)
    ring += WAVY * np.column_stack([blocks.Noise(700, 3_000, drawn.random)(ring) for _ in range(2)])
    names = {"N03_001": drawn.prefecture, "N03_004": drawn.city, "N03_007": drawn.code}
    return names, shapely.simplify(shapely.polygons(ring), 10)


def _box(plane: Plane, degrees: area.Bounds) -> Box:
    west, south, east, north = degrees
    (left, bottom), (right, top) = plane.metres([(south, west), (north, east)])
    return float(left), float(bottom), float(right), float(top)


def _corners(plane: Plane, degrees: area.Bounds) -> Points:
    west, south, east, north = degrees
    return plane.metres([(south, west), (south, east), (north, east), (north, west)])


def _write(path: Path, plane: Plane, features: Iterable[Feature]) -> None:
    """Write features as GeoJSON, in degrees."""
    found = []
    for properties, shape in features:
        placed = shapely.transform(shape, lambda points: np.round(plane.degrees(points), DECIMALS))
        geometry = json.loads(shapely.to_geojson(placed))
        found.append({"type": "Feature", "properties": properties, "geometry": geometry})
    text = json.dumps(
        {"type": "FeatureCollection", "features": found}, ensure_ascii=False, separators=(",", ":")
    )
    path.write_text(text, encoding="utf-8", newline="\n")
