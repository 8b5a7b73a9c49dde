"""Cuts features into vector tiles: one run of GDAL's writer a kind, the tiles of one address joined.

A vector tile is a list of layers, so two of them joined byte by byte are a tile with the layers of both (Mapbox Vector
Tile Specification 2.1, section 4.1).
"""

import gzip
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from ingest.basemap.features import shapes

GROUND = "ground"
"""The city's, as an area under everything else."""

LOWEST_ZOOM = {
    GROUND: 8,
    "water": 9,
    "river": 9,
    "boundary": 8,
    "minor": 12,
    "major": 10,
    "trunk": 8,
    "motorway": 8,
    "rail": 9,
    "station": 10,
    "road_name": 11,
    "river_name": 11,
}
"""The lowest zoom of a kind, in the order of the layers in a tile."""

LANES = ("residential", "living_street", "service", "unknown")
LANES_FROM = 13
"""The lesser of the minor streets by their class, which are most of all lines, and the zoom from which they are drawn.

Seen from afar they are a grey veil, which slows down a map that is moved.
"""

HIGHEST_ZOOM = 14
"""A tile is 1.9 km wide here and its coordinates are half a metre apart; closer up it is enlarged."""

MOST_BYTES = 20_000_000
"""Of all tiles of a city: more slows down every copy of an edition."""

_WEB_MERCATOR_FROM = 4326  # what the writer takes; JGD2011 is the same within a few centimetres
_OPTIONS = {
    "FORMAT": "MBTILES",
    "COMPRESS": "NO",
    "SIMPLIFICATION": 4,  # of 4096 to a tile: half a pixel
    "MAX_SIZE": 5_000_000,  # above, the writer makes a tile coarser
    "MAX_FEATURES": 200_000,
}

Tile = tuple[int, int, int, bytes]
"""Zoom, column from the west, row from the north, and the packed tile."""


def tiles(rows: pd.DataFrame) -> Iterator[Tile]:
    """Yield the tiles of features (rows of `features.joined`), the same bytes for the same features."""
    joined: dict[tuple[int, int, int], list[bytes]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind in LOWEST_ZOOM:
            for lowest, highest, drawn in _by_zoom(kind, rows[rows["kind"] == kind]):
                if len(drawn):
                    path = Path(folder) / f"{kind}{lowest}.mbtiles"
                    for zoom, column, row, tile in _of_kind(kind, drawn, lowest, highest, path):
                        joined.setdefault((zoom, column, row), []).append(tile)
    for (zoom, column, row), parts in sorted(joined.items()):
        yield zoom, column, row, gzip.compress(b"".join(parts), mtime=0)


def _by_zoom(kind: str, rows: pd.DataFrame) -> Iterator[tuple[int, int, pd.DataFrame]]:
    """Yield the lowest and the highest zoom at which features of one kind are drawn, and those features."""
    lowest = LOWEST_ZOOM[kind]
    if kind == "minor":
        yield lowest, LANES_FROM - 1, rows[~rows["class"].isin(LANES)]
        lowest = LANES_FROM
    yield lowest, HIGHEST_ZOOM, rows


def _of_kind(kind: str, rows: pd.DataFrame, lowest: int, highest: int, path: Path) -> Iterator[Tile]:
    """Yield the tiles of features of one kind, not packed."""
    columns = {
        column: rows[column].to_numpy(dtype=object)
        for column in ("name", "ref", "class")
        if rows[column].notna().any()
    }
    pyogrio.set_gdal_config_options({"GDAL_NUM_THREADS": "1"})  # several write in any order
    pyogrio.write_dataframe(
        gpd.GeoDataFrame(columns, geometry=shapes(rows), crs=_WEB_MERCATOR_FROM),
        path,
        driver="MVT",
        layer=kind,
        dataset_options={
            "NAME": kind,
            "MINZOOM": lowest,
            "MAXZOOM": highest,
            "SIMPLIFICATION_MAX_ZOOM": 1 if highest == HIGHEST_ZOOM else _OPTIONS["SIMPLIFICATION"],
            **_OPTIONS,
        },
    )
    with closing(sqlite3.connect(path)) as database:
        for zoom, column, from_south, tile in database.execute(
            "select zoom_level, tile_column, tile_row, tile_data from tiles order by 1, 2, 3"
        ):
            yield zoom, column, 2**zoom - 1 - from_south, bytes(tile)
