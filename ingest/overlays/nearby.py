"""How near accidents are to the features of layers, in metres on a plane laid on the city."""

from dataclasses import dataclass
from functools import cached_property

import duckdb
import jismesh.utils as mesh
import numpy as np
import pandas as pd
import pyproj
import shapely
from numpy.typing import NDArray

LIMIT_METRES = 500.0
WITHIN_METRES = (0, 30, 50, 100, 200, 500)
STORED_METRES = 0.1  # distances are rounded to this; the records themselves are good to about a metre

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Ground:
    """The city's cells of 1 km, and a plane laid on their middle.

    The plane is the azimuthal equidistant projection of GRS 80: within 30 km of its centre, lengths are right to four
    millionths (distance²/6R², R the Earth's radius).
    Source: J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395 (1987), section 25.
    """

    cells: list[tuple[float, float, float, float]]
    shares: list[float]

    @classmethod
    def of(cls, connection: duckdb.DuckDBPyConnection) -> "Ground":
        """Return the ground of an edition whose `areas` are loaded."""
        rows = connection.execute("select mesh_code, share_inside from areas order by mesh_code").fetchall()
        codes = np.array([int(code) for code, _ in rows])
        south, west = mesh.to_meshpoint(codes, 0, 0)
        north, east = mesh.to_meshpoint(codes, 1, 1)
        return cls(list(zip(west, south, east, north, strict=True)), [share for _, share in rows])

    @cached_property
    def _to_plane(self) -> pyproj.Transformer:
        west, south, east, north = np.array(self.cells).T
        middle = f"+lat_0={(south.min() + north.max()) / 2} +lon_0={(west.min() + east.max()) / 2}"
        plane = pyproj.CRS.from_proj4(f"+proj=aeqd {middle} +ellps=GRS80 +units=m")
        geographic = pyproj.CRS.from_proj4("+proj=longlat +ellps=GRS80")
        return pyproj.Transformer.from_crs(geographic, plane, always_xy=True)

    @cached_property
    def _all_cells(self) -> shapely.Geometry:
        boxes = [self.in_metres(shapely.box(*cell)) for cell in self.cells]
        return shapely.buffer(shapely.union_all(boxes), LIMIT_METRES)

    @cached_property
    def city(self) -> shapely.Geometry:
        """Return the cells at least half inside the city, as the map draws it, on the plane."""
        cells = zip(self.cells, self.shares, strict=True)
        return shapely.union_all(
            [self.in_metres(shapely.box(*cell)) for cell, share in cells if share >= 0.5]
        )

    def share_of_city(self, shapes: NDArray[np.object_]) -> float:
        """Return the share of the city that some shapes on the plane cover together, 0 to 1."""
        covered = shapely.intersection(shapely.union_all(shapes), self.city)
        return round(float(covered.area / self.city.area), 5)

    def in_metres(self, shape: shapely.Geometry) -> shapely.Geometry:
        """Return a shape in degrees (EPSG:6668) on the plane."""
        return shapely.transform(shape, lambda x, y: self._to_plane.transform(x, y), interleaved=False)

    def points_in_metres(self, longitudes: Array, latitudes: Array) -> NDArray[np.object_]:
        """Return places in degrees as points on the plane."""
        east, north = self._to_plane.transform(longitudes, latitudes)
        return np.asarray(shapely.points(east, north))

    def is_near(self, shape: shapely.Geometry) -> bool:
        """Return whether a shape is within the limit of the city's cells."""
        return bool(shapely.intersects(self.in_metres(shape), self._all_cells))


def measure(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `overlay_accidents` with every accident within the limit of a feature."""
    features = connection.execute("select overlay_id, geometry from overlays order by overlay_id").fetchall()
    if not features:
        return
    ground = Ground.of(connection)
    shapes = [ground.in_metres(shapely.from_wkb(bytes(geometry))) for _, geometry in features]
    _measure_accidents(connection, ground, [number for number, _ in features], shapes)


def _measure_accidents(
    connection: duckdb.DuckDBPyConnection, ground: Ground, numbers: list[int], shapes: list[shapely.Geometry]
) -> None:
    places = connection.execute(
        "select accident_id, longitude, latitude from accidents where latitude is not null order by accident_id"
    ).fetchnumpy()
    if not len(places["accident_id"]):
        return
    points = ground.points_in_metres(
        np.asarray(places["longitude"], dtype=float), np.asarray(places["latitude"], dtype=float)
    )
    feature, accident = shapely.STRtree(points).query(shapes, predicate="dwithin", distance=LIMIT_METRES)
    distances = shapely.distance(np.asarray(shapes, dtype=object)[feature], points[accident])
    found = pd.DataFrame(
        {
            "overlay_id": np.asarray(numbers)[feature],
            "accident_id": np.asarray(places["accident_id"])[accident],
            "metres": np.round(distances / STORED_METRES) * STORED_METRES,
        }
    )
    connection.register("distances_found", found)
    connection.execute(
        "insert into overlay_accidents select overlay_id, accident_id, round(metres, 1) from distances_found"
        " order by overlay_id, accident_id"
    )
    connection.unregister("distances_found")


def around(shapes: NDArray[np.object_], within: float) -> NDArray[np.object_]:
    """Return the ground within a distance of shapes on the plane; a quarter circle is drawn with 16 segments."""
    return np.asarray(shapely.buffer(shapes, within, quad_segs=16), dtype=object) if within else shapes
