"""The background map of an edition: its tiles, what they show, and the boundary of the city."""

import pandas as pd

from queries import Connection, rows


def tile(connection: Connection, *, zoom: int, tile_column: int, tile_row: int) -> bytes | None:
    """Return the vector tile at an address (column from the west, row from the north), packed by gzip.

    None where nothing is drawn. Tiles are not kept: browsers keep them.
    """
    found = connection.ask("basemap/tile", {"zoom": zoom, "tile_column": tile_column, "tile_row": tile_row})
    return None if found.empty else bytes(found["tile"].iloc[0])


def extent(connection: Connection) -> pd.DataFrame:
    """Return one row: lowest and highest zoom, and columns and rows at the highest; none without a background map."""
    return rows(connection, "basemap/extent")


def layers(connection: Connection) -> pd.DataFrame:
    """Return one row per kind and file with publisher, title, licence, attribution, features and zooms."""
    return rows(connection, "basemap/layers")


def boundary(connection: Connection) -> pd.DataFrame:
    """Return one row: the city's boundary as GeoJSON in EPSG:6668; none where no file told it."""
    return rows(connection, "basemap/boundary")
