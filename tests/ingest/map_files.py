"""Map files as tests make them, and what becomes of them in an edition."""

from pathlib import Path

import duckdb
import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely
from shapely.geometry import Point

from ingest import overlays
from ingest.faults import InputError

OFFICE = (140.37256, 37.28689)


def table(
    shapes: list[object], names: list[object] | None = None, crs: int | None = 6668
) -> gpd.GeoDataFrame:
    """Return features with a column 名称."""
    return gpd.GeoDataFrame(
        {"名称": names or [f"第{n}" for n in range(len(shapes))]}, geometry=shapes, crs=crs
    )


def near(east: float = 0.0, north: float = 0.0) -> Point:
    """Return a point so many metres from the city hall."""
    longitude, latitude, _ = pyproj.Geod(ellps="GRS80").fwd(
        *OFFICE, np.degrees(np.arctan2(east, north)), float(np.hypot(east, north))
    )
    return Point(longitude, latitude)


def loaded(edition: duckdb.DuckDBPyConnection, path: Path) -> pd.DataFrame:
    """Return what loading a path put into overlays, with shapes."""
    overlays.load(edition, path, is_sample=False)
    rows = edition.execute("select * from overlays order by overlay_id").df()
    return rows.assign(shape=[shapely.from_wkb(bytes(blob)) for blob in rows["geometry"]])


def refusal(edition: duckdb.DuckDBPyConnection, path: Path) -> str:
    with pytest.raises(InputError) as refused:
        overlays.load(edition, path, is_sample=False)
    return str(refused.value)


def write_shapefile(frame: gpd.GeoDataFrame, path: Path, encoding: str, cpg: str | None) -> None:
    frame.to_file(path, encoding=encoding)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    if cpg:
        path.with_suffix(".cpg").write_text(cpg)
