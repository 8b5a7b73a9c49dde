"""Rows with a place in, GeoPackage and GeoJSON out, as QGIS and other tools open them."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

from exports import Notes, measured

JGD2011 = 6668
WGS84 = 4326
NOTES = "注記"
LAYER = "レイヤー"
DECIMALS = 7  # of a degree in GeoJSON: about a centimetre


@dataclass(frozen=True)
class Layer:
    """Rows with a shape each, in degrees of EPSG:6668; column names as a reader sees them."""

    name: str
    rows: pd.DataFrame
    shapes: Sequence[shapely.Geometry]


def geopackage(
    cells: pd.DataFrame, bounds: list[tuple[float, float, float, float]], points: pd.DataFrame, notes: Notes
) -> bytes:
    """Return a GeoPackage with the layers 区画 (polygons), 事故 (points) and 注記.

    `cells` are the rows of the cells with their `bounds` (west, south, east, north in degrees), in the same order;
    `points` has 緯度 and 経度 in degrees.
    """
    return package(
        [Layer("区画", cells, [shapely.box(*bound) for bound in bounds]), accidents(points)], notes
    )


def accidents(points: pd.DataFrame) -> Layer:
    """Return accidents as a layer of points; `points` has 緯度 and 経度 in degrees."""
    return Layer("事故", points, list(shapely.points(points["経度"], points["緯度"])))


def features(name: str, rows: pd.DataFrame, geometry: Sequence[bytes]) -> Layer:
    """Return features of a user's layer, whose shapes are WKB in EPSG:6668."""
    return Layer(name, rows, [shapely.from_wkb(bytes(shape)) for shape in geometry])


def package(layers: Sequence[Layer], notes: Notes) -> bytes:
    """Return a GeoPackage (EPSG:6668) of some layers, and the notes as a table without shapes.

    Every row carries the edition and the kind of data.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.gpkg"
        for layer in layers:
            rows = measured(layer.rows).assign(版=notes.edition_id, データの種類=notes.kind)
            table = gpd.GeoDataFrame(rows, geometry=list(layer.shapes), crs=JGD2011)
            table.to_file(path, layer=layer.name, driver="GPKG")
        remarks = pd.DataFrame(notes.lines, columns=["項目", "内容"])
        pyogrio.write_dataframe(remarks, path, layer=NOTES, driver="GPKG")
        return path.read_bytes()


def geojson(packed: bytes) -> bytes:
    """Return the features and notes of such a GeoPackage as GeoJSON (RFC 7946: longitude, latitude, WGS 84).

    All layers stand in one collection, told apart by the property レイヤー; the notes are its member 注記. JGD2011 and
    WGS 84 are the same to a centimetre or two, far below the metre the records are good to.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.gpkg"
        path.write_bytes(packed)
        named = [(str(name), kind) for name, kind in pyogrio.list_layers(path)]
        tables = {name: gpd.read_file(path, layer=name) for name, kind in named if kind}
        remarks = pyogrio.read_dataframe(path, layer=NOTES)
    collection = {
        "type": "FeatureCollection",
        NOTES: dict(zip(remarks["項目"], remarks["内容"], strict=True)),
        "features": [feature for name, table in tables.items() for feature in _features(name, table)],
    }
    return json.dumps(collection, ensure_ascii=False, allow_nan=False).encode("utf-8")


def _features(name: str, table: gpd.GeoDataFrame) -> Iterator[dict[str, object]]:
    """Yield the rows of a layer as GeoJSON features, outer rings counter-clockwise as RFC 7946 asks."""
    shapes = shapely.orient_polygons(table.geometry.to_crs(WGS84).to_numpy())
    shapes = shapely.transform(shapes, lambda degrees: degrees.round(DECIMALS))
    rows = table.drop(columns=table.geometry.name).to_dict("records")
    for row, shape in zip(rows, shapes, strict=True):
        properties = {LAYER: name} | {str(column): _plain(cell) for column, cell in row.items()}
        yield {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(shape)}


def _plain(cell: object) -> object:
    """Return a cell as JSON has it: text, number, true, false or null."""
    if isinstance(cell, str | bool):
        return cell
    if pd.isna(cell):
        return None
    if isinstance(cell, pd.Timestamp):
        return cell.isoformat()
    return cell.item() if hasattr(cell, "item") else cell
