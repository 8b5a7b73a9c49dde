"""Files of streets as tests make them: in the form of Geofabrik's extracts and of 国土数値情報."""

from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

HERE = (140.37, 37.29)
AREA = (140.12, 37.17, 140.52, 37.40)
"""Roughly the city: west, south, east, north."""


def line(*metres: tuple[float, float], at: tuple[float, float] = HERE) -> shapely.LineString:
    """Return a line through places so many metres east and north of another place."""
    return shapely.LineString([(at[0] + east / 88_500, at[1] + north / 111_000) for east, north in metres])


def write_osm(
    folder: Path, layer: str, rows: Sequence[tuple[str, str | None, str | None, object]], crs: int = 4326
) -> Path:
    """Write fclass, name, ref and shape of features as a Shapefile of Geofabrik."""
    frame = gpd.GeoDataFrame(
        {
            "osm_id": [str(number) for number in range(len(rows))],
            "code": [5111] * len(rows),
            "fclass": [row[0] for row in rows],
            "name": [row[1] for row in rows],
            "ref": [row[2] for row in rows],
        },
        geometry=[row[3] for row in rows],
        crs=4326,
    ).to_crs(crs)
    path = folder / f"gis_osm_{layer}_free_1.shp"
    pyogrio.write_dataframe(frame, path, encoding="UTF-8")
    path.with_suffix(".cpg").write_text("UTF-8")
    return path


def streets(folder: Path) -> None:
    """Write a small extract: a road of each kind, a railway with a station, a river and a pond."""
    write_osm(
        folder,
        "roads",
        [
            ("motorway", "東北自動車道", "E4", line((-2000, -3000), (-2000, 3000))),
            ("trunk", "国道4号", "4", line((0, -3000), (0, 0))),
            ("trunk", "国道4号", "4", line((0, 0), (0, 3000))),
            ("primary", None, "54", line((-3000, 0), (3000, 0))),
            ("residential", None, None, line((100, 100), (900, 100))),
            ("footway", None, None, line((100, 200), (900, 200))),
            ("residential", None, None, line((0, 0), (500, 0), at=(141.5, 38.5))),
        ],
    )
    write_osm(folder, "railways", [("rail", "東北本線", None, line((1000, -3000), (1000, 3000)))])
    write_osm(folder, "transport", [("railway_station", "須賀川", None, line((1000, 0), (1001, 0)).centroid)])
    write_osm(folder, "waterways", [("river", "釈迦堂川", None, line((-3000, -1000), (3000, -1200)))])
    write_osm(folder, "water_a", [("water", "池", None, line((500, 500), (700, 700)).envelope)])


def many_lines(count: int, bounds: tuple[float, float, float, float], seed: int) -> np.ndarray:
    """Return lines of eight corners, about 300 m long, strewn over bounds."""
    random = np.random.default_rng(seed)
    west, south, east, north = bounds
    begins = np.column_stack([random.uniform(west, east, count), random.uniform(south, north, count)])
    steps = random.normal(0, 0.0004, (count, 8, 2))
    corners = begins[:, None] + np.cumsum(steps, axis=1)
    return np.asarray(shapely.linestrings(corners))
