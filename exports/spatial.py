"""Rows with a place in, GeoPackage out, as QGIS and other tools open it."""

import tempfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
from shapely.geometry import box

from exports import Notes

JGD2011 = 6668


def geopackage(
    cells: pd.DataFrame, bounds: list[tuple[float, float, float, float]], points: pd.DataFrame, notes: Notes
) -> bytes:
    """Return a GeoPackage (EPSG:6668) with the layers 区画 (polygons), 事故 (points) and 注記 (no geometry).

    `cells` are the rows of the cells with their `bounds` (west, south, east, north in degrees), in the same order;
    `points` has 緯度 and 経度 in degrees. Every row carries the edition and the kind of data.
    """
    carried = {"版": notes.edition_id, "データの種類": notes.kind}
    polygons = gpd.GeoDataFrame(
        cells.assign(**carried), geometry=[box(*bound) for bound in bounds], crs=JGD2011
    )
    places = gpd.GeoDataFrame(
        points.assign(**carried), geometry=gpd.points_from_xy(points["経度"], points["緯度"]), crs=JGD2011
    )
    remarks = gpd.GeoDataFrame(
        pd.DataFrame(notes.lines, columns=["項目", "内容"]), geometry=[None] * len(notes.lines)
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.gpkg"
        polygons.to_file(path, layer="区画", driver="GPKG")
        places.to_file(path, layer="事故", driver="GPKG")
        remarks.to_file(path, layer="注記", driver="GPKG")
        return path.read_bytes()
