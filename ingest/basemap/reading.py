"""Reads a file of a background map: which of its features are drawn around the city, and as what."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pyproj
import shapely
from numpy.typing import NDArray
from pyproj.exceptions import ProjError

from ingest.basemap import known, published
from ingest.basemap.area import Bounds
from ingest.basemap.features import COLUMNS, LINES, POINTS, TOWN, Layer, Shapes, Source
from ingest.basemap.known import Known
from ingest.basemap.notes import BY_NAME, KINDS, Note
from ingest.basemap.settings import Basemap
from ingest.faults import Fault, InputError
from ingest.names import listed
from ingest.overlays import notes, opening
from ingest.overlays.files import IN_QGIS_SIMPLER, SHAPEFILE, TILES, MapFile
from ingest.overlays.opening import Found
from ingest.overlays.shapes import (
    EMPTY,
    JGD2011,
    MOST_LISTED,
    NO_CRS,
    OTHER_CRS,
    name_column,
    refuse_elsewhere,
    refuse_missing,
    text,
)
from ingest.texts import composed
from ingest.validation import control_character, half_width

MOST_BYTES = 1_500_000_000
"""The largest file, unpacked: roads of several prefectures. Of a Shapefile only what lies around the city is held."""

MOST_CORNERS = 3_000_000
"""The most corners of what a file has around the city: several times those of all streets of a large city."""

UNNAMED_PUBLISHER = "利用者の地図データ（出典の記載なし）"
BESIDE = (
    0.02  # degrees around the area that are read too: bounds in another coordinate system are no rectangle
)
_NULL_SHAPE_WORDS = 2  # length of a shape in the index of a Shapefile that has no coordinates
_SHX_HEADER = 100
_DIMENSIONS = {**dict.fromkeys(LINES, 1), "boundary": 1, "water": 2, TOWN: 2}


@dataclass(frozen=True)
class City:
    """The city: its code, and its prefecture by name."""

    code: str
    prefecture: str


@dataclass(frozen=True)
class Asked:
    """What all files are read by: notes, the area, the city, the published map of `basemap.toml`.

    `working` is told of every layer how many corners are worked on next, which takes most of the time.
    """

    named: notes.Notes[Note]
    area: Bounds
    city: City
    published: Basemap
    working: Callable[[int], None]


@dataclass(frozen=True)
class File:
    """What is in a file: its layers, and in words what was not read."""

    layers: list[Layer]
    skipped: list[str]


def read(file: MapFile, folder: Path, asked: Asked) -> File:
    """Return the layers of a file; `folder` takes the copies.

    A layer of which nothing tells what it shows is skipped beside others that are known; layers of the same name and
    content, as a zip may hold, are read once.

    Raises
    ------
    InputError
        When the file cannot be read, no layer is known, one has no coordinate system or lies elsewhere, lacks a column
        the user names, or has too many corners around the city.
    """
    found, other = opening.listed(file, folder, MOST_BYTES, known.is_wanted)
    skipped = [other] if other else []
    faults: list[Fault] = []
    layers: list[Layer] = []
    strangers: list[Fault] = []
    for one in found:
        try:
            layer = _layer(one, asked)
        except InputError as error:
            faults.extend(error.faults)
            continue
        except shapely.errors.GEOSException:
            problem = "形が複雑すぎるか壊れていて、計算できません"
            faults.append(Fault(file.shown, f"レイヤー「{one.name}」", problem, IN_QGIS_SIMPLER))
            continue
        if isinstance(layer, Fault):
            strangers.append(layer)
            skipped.append(one.apart)
            continue
        twin = next((first for first in layers if first.is_like(layer)), None)
        if twin:
            twin.findings["repeated_layer", f"{twin.name}と{one.apart}"] = layer.read
        else:
            layers.append(layer)
    if faults or not layers:
        raise InputError(faults or strangers)
    return File(layers, skipped)


def _layer(found: Found, asked: Asked) -> Layer | Fault:
    """Return what a layer shows around the city, or why nothing tells what it shows."""

    def fault(problem: str, remedy: str) -> InputError:
        return InputError([Fault(found.file.shown, f"レイヤー「{found.name}」", problem, remedy)])

    about = found.read(pyogrio.read_info, force_feature_count=True, force_total_bounds=True)
    columns = {composed(str(column)): str(column) for column in about["fields"]}
    is_tiles = found.file.ending in TILES
    note = asked.named.about(found.file.name, (found.apart, found.name))
    of_file = known.by_columns(columns)
    if is_tiles and not published.draws(found.layer, asked.published):
        return _stranger(found, columns)
    if not is_tiles and not (note and note.kind) and of_file is None:
        return _stranger(found, columns)
    for column in (note.name_column, note.ref_column) if note else ():
        refuse_missing(column, columns, fault)
    bounds = _bounds(about, asked.area, fault)
    is_long = found.file.ending in SHAPEFILE  # only these may be larger than what fits into memory
    rows: gpd.GeoDataFrame = found.read(bbox=bounds) if is_long else found.read()
    without_shape = _shapeless(found, rows)
    rows = rows[~(rows.geometry.isna() | rows.geometry.is_empty)]
    try:
        placed = np.asarray(rows.geometry.to_crs(JGD2011).force_2d().array, dtype=object)
    except (ProjError, ValueError) as error:
        raise fault(*OTHER_CRS) from error
    near = shapely.intersects(placed, shapely.box(*asked.area)) | shapely.is_missing(placed)
    rows, placed = rows[near], placed[near]
    corners = int(shapely.get_num_coordinates(placed).sum())
    if corners > MOST_CORNERS:
        problem = f"市のまわりの地物が細かすぎます（頂点が{corners:,}個あります。{MOST_CORNERS:,}個まで）"
        raise fault(problem, IN_QGIS_SIMPLER)
    asked.working(corners)
    findings: dict[tuple[str, str], int] = {}
    if found.wrong_encoding:
        findings["wrong_encoding", found.name] = about["features"]
    broken = ~shapely.is_valid(placed)
    if broken.any():
        placed[broken] = shapely.make_valid(placed[broken])
        findings["repaired_geometry", found.name] = int(broken.sum())
    if is_tiles:
        told = published.told(found.layer, rows, asked.published)
        source = published.source(asked.published)
    else:
        told = _told(rows, columns, placed, note, of_file, asked.city.prefecture)
        source = _source(found, note, of_file)
    told = told.astype(object).where(told.notna(), None)  # pandas makes of None in texts a number
    told.loc[told["kind"].isin(POINTS) & told["name"].isna(), "kind"] = None
    stations = told["kind"] == "station"
    told.loc[stations, "name"] = [f"{name.removesuffix('駅')}駅" for name in told.loc[stations, "name"]]
    for name in told["name"]:
        if name and (refusal := control_character(name)):
            raise fault(f"名前に、{refusal[0]}", refusal[1])
    undrawn = told["kind"].isna()
    for label, count in told.loc[undrawn, "class"].fillna("種類なし").value_counts().items():
        findings["undrawn_class", f"{found.name}：{label}"] = int(count)
    drawn = _drawn(told[~undrawn], placed[~undrawn.to_numpy()], asked.area)
    boundary = None
    if of_file is known.BOUNDARY:
        own = rows[known.BOUNDARY.column].map(text) == asked.city.code
        boundary = shapely.union_all(placed[own.to_numpy()]) if own.any() else None
    return Layer(found.name, source, int(about["features"]), drawn, without_shape, boundary, findings)


def _stranger(found: Found, columns: Iterable[str]) -> Fault:
    problem = f"何の地図か分かりません（列は {listed(list(columns), MOST_LISTED)}）"
    words = "、".join((*KINDS, BY_NAME))
    remedy = f"同じフォルダーの{notes.FILE}に、このファイルの「種類」を書いてください（{words}）"
    return Fault(found.file.shown, f"レイヤー「{found.name}」", problem, remedy)


def _bounds(
    about: dict[str, object], area: Bounds, fault: Callable[[str, str], InputError]
) -> tuple[float, float, float, float]:
    """Return the bounds of the area, and some more, in the coordinates of a layer.

    Raises
    ------
    InputError
        When the layer is empty, has no coordinate system or one that cannot be converted, or is not in Japan.
    """
    given = np.asarray(about["total_bounds"] if about["features"] else [np.inf], dtype=float)
    if not np.isfinite(given).all() or about["geometry_type"] is None:
        raise fault(*EMPTY)
    if about["crs"] is None:
        raise fault(*NO_CRS)
    try:
        crs = pyproj.CRS.from_user_input(about["crs"])
        here = pyproj.Transformer.from_crs(crs, JGD2011, always_xy=True).transform_bounds(*given)
        west, south, east, north = area
        asked = (west - BESIDE, south - BESIDE, east + BESIDE, north + BESIDE)
        bounds = pyproj.Transformer.from_crs(JGD2011, crs, always_xy=True).transform_bounds(*asked)
    except (ProjError, ValueError) as error:
        raise fault(*OTHER_CRS) from error
    refuse_elsewhere(here, fault)
    return bounds


def _shapeless(found: Found, rows: gpd.GeoDataFrame) -> list[int]:
    """Return the numbers of the features of a layer that have no shape."""
    if found.file.ending not in SHAPEFILE:
        missing = rows.geometry.isna() | rows.geometry.is_empty
        return [int(number) + 1 for number in np.flatnonzero(missing)]
    index = np.fromfile(Path(found.source).with_suffix(".shx"), dtype=">i4", offset=_SHX_HEADER)
    return [int(number) + 1 for number in np.flatnonzero(index[1::2] <= _NULL_SHAPE_WORDS)]


def _told(
    rows: gpd.GeoDataFrame,
    columns: dict[str, str],
    placed: Shapes,
    note: Note | None,
    of_file: Known | None,
    prefecture: str,
) -> pd.DataFrame:
    """Return kind, name, ref and class of each feature; the kind None where it is not drawn."""
    told = _texts(rows, None, None, None).assign(kind=None)
    if note and note.kind:
        name = columns[composed(note.name_column)] if note.name_column else name_column(list(columns))
        ref = columns[composed(note.ref_column)] if note.ref_column else None
        told = _texts(rows, name, ref, None)
        told["kind"] = told["name"].map(known.kind_by_name) if note.kind == BY_NAME else KINDS[note.kind]
    elif of_file:
        told = _texts(rows, of_file.name, of_file.ref, of_file.class_)
        told["kind"] = of_file.kind
        if of_file is known.OSM:
            roads = known.prefectural_roads(prefecture)
            told["kind"] = known.kinds_of_osm(told["class"].fillna(""), shapely.get_dimensions(placed))
            told["name"] = [
                known.name_of_osm(*values, roads)
                for values in zip(told["name"], told["ref"], told["class"].fillna(""), strict=True)
            ]
    return told


def _texts(rows: pd.DataFrame, name: str | None, ref: str | None, class_: str | None) -> pd.DataFrame:
    """Return the texts of three columns, None where a column is not there or a cell is blank."""

    def texts(column: str | None) -> list[str | None]:
        cells = [text(cell) for cell in rows[column]] if column in rows else [None] * len(rows)
        return [" ".join(half_width(cell).split()) if cell else None for cell in cells]

    columns = {"name": texts(name), "ref": texts(ref), "class": texts(class_)}
    return pd.DataFrame(columns, index=rows.index, dtype=object)


def _source(found: Found, note: Note | None, of_file: Known | None) -> Source:
    """Return where a layer is from: as the user writes, else as its columns tell."""
    usual = of_file.source if of_file else None
    publisher = (note.publisher if note else None) or (usual.publisher if usual else UNNAMED_PUBLISHER)
    told = note and note.publisher
    return Source(
        publisher,
        usual.title if usual and not told else found.file.name,
        (note.licence if note else None) or (usual.licence if usual else None),
        usual.credit if usual and not told else publisher,
    )


def _drawn(told: pd.DataFrame, placed: Shapes, area: Bounds) -> pd.DataFrame:
    """Return the parts of features within the area as rows of `Layer`."""
    found = [
        part
        for kind, group in told.groupby("kind", sort=True)
        if len(part := _parts(str(kind), group, placed[told.index.get_indexer(group.index)], area))
    ]
    if not found:
        return pd.DataFrame(columns=COLUMNS, dtype=object)
    return pd.concat(found, ignore_index=True)


def _parts(kind: str, told: pd.DataFrame, placed: Shapes, area: Bounds) -> pd.DataFrame:
    if kind in POINTS:
        placed = np.asarray(shapely.point_on_surface(placed), dtype=object)
    elif kind == "boundary":
        areas = shapely.get_dimensions(placed) == 2
        placed[areas] = shapely.boundary(placed[areas])
    parts, of_row = _simple(placed)
    fits = shapely.get_dimensions(parts) == _DIMENSIONS.get(kind, 0)
    parts, of_row = parts[fits], of_row[fits]
    if kind != TOWN:
        parts, inside = _simple(_clipped(parts, area))
        fits = (shapely.get_dimensions(parts) == _DIMENSIONS.get(kind, 0)) & ~shapely.is_empty(parts)
        parts, of_row = parts[fits], of_row[inside[fits]]
    rows = told.iloc[of_row]
    columns = {column: rows[column].to_numpy(dtype=object) for column in ("kind", "name", "ref", "class")}
    return pd.DataFrame({"feature": rows.index.to_numpy(), **columns, "shape": parts})[COLUMNS]


def _simple(given: Shapes) -> tuple[Shapes, NDArray[np.intp]]:
    """Return the points, lines and areas that shapes are made of, and the number of the shape of each."""
    parts, number = shapely.get_parts(given, return_index=True)
    again, of_part = shapely.get_parts(parts, return_index=True)  # collections may hold multi-parts
    return np.asarray(again, dtype=object), number[of_part]


def _clipped(given: Shapes, area: Bounds) -> Shapes:
    box = shapely.box(*area)
    shapely.prepare(box)
    clipped = given.copy()
    beyond = ~shapely.contains_properly(box, given)
    clipped[beyond] = shapely.intersection(given[beyond], box)
    return clipped
