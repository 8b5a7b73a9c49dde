"""Shapes and names of layers, as an edition holds them: in EPSG:6668, repaired, with what lies around them."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj.exceptions import ProjError

from ingest.faults import Fault, InputError
from ingest.names import listed
from ingest.overlays import nearby, notes
from ingest.overlays.files import IN_QGIS, IN_QGIS_SIMPLER, MapFile
from ingest.overlays.layers import Feature, Layer
from ingest.overlays.opening import Opened, Table
from ingest.texts import composed
from ingest.validation import control_character

JGD2011 = 6668
JAPAN = (122.0, 20.0, 154.0, 46.0)  # west, south, east, north
CORNERS_OF_ARCS = 8
"""What measuring the arcs around a feature costs, in corners of features."""

MOST_CORNERS = 100_000
"""The most corners of the features of a layer near the city, with those of the arcs around them: what a page draws and
the distances are measured from. Measuring them takes about five seconds."""

SAME_DEGREES = 1e-6  # 10 cm: what formats keep of a coordinate differs by less
NAME_COLUMNS = (
    "名称",
    "名前",
    "name",
    "学校名",
    "学校名称",
    "施設名",
    "施設名称",
    "路線名",
    "通学路名",
    "区域名",
    "地区名",
    "P29_004",  # 国土数値情報 学校
    "P29_005",
)
NO_CRS = (
    "座標系が書かれていません",
    "元の座標系を調べて、QGISの「レイヤの座標系を設定」で付けてから保存し直してください"
    "（Shapefileでは .prj も一緒に置きます）",
)
OTHER_CRS = ("座標系を日本の緯度・経度に直せません", IN_QGIS)
EMPTY = ("形のある地物がありません", "中身を確かめるか、このファイルを除いてください")
"""Problem and remedy of layers that cannot be drawn."""

MOST_LISTED = 10
"""Columns named in a message."""
_KINDS = ("point", "line", "area")


def layers(
    file: MapFile,
    opened: Opened,
    named: notes.Notes[notes.Note],
    ground: nearby.Ground,
    measuring: Callable[[int], None],
) -> list[Layer]:
    """Return the layers of a file.

    Layers of one name, as a zip may hold, are read once if they are the same, else called by their folders too.
    `measuring` is told of every layer how many corners are measured next, which takes most of the time.

    Raises
    ------
    InputError
        When a layer has no features, no coordinate system, one that cannot be converted, coordinates outside Japan or
        too many corners, the column the user names is not there, or two layers have one name all the same.
    """
    faults: list[Fault] = []
    kept: list[tuple[Table, Layer]] = []
    for table in opened.tables:
        try:
            layer = _layer(file, table, named, ground, measuring)
        except InputError as error:
            faults.extend(error.faults)
            continue
        except shapely.errors.GEOSException:
            problem = "形が複雑すぎるか壊れていて、計算できません"
            faults.append(Fault(table.shown, f"レイヤー「{table.name}」", problem, IN_QGIS_SIMPLER))
            continue
        twin = next(((other, first) for other, first in kept if _alike(first, layer)), None)
        if twin:
            twin[1].findings["repeated_layer", f"{twin[0].apart}と{table.apart}"] = layer.read
        else:
            kept.append((table, layer))
    repeated = _repeated(layer.name for _, layer in kept)
    for table, layer in kept:
        if layer.name in repeated:
            layer.name = table.apart
    faults.extend(
        Fault(
            file.name, "", f"「{name}」が2つあり、中身が違います", "要らない方を除くか、名前を変えてください"
        )
        for name in sorted(_repeated(layer.name for _, layer in kept))
    )
    if faults:
        raise InputError(faults)
    return [layer for _, layer in kept]


def _repeated(given: Iterable[str]) -> set[str]:
    return {name for name, times in Counter(given).items() if times > 1}


def _alike(first: Layer, other: Layer) -> bool:
    """Return whether two layers have the same name and the same features."""
    return (
        (first.name, first.read, first.without_shape) == (other.name, other.read, other.without_shape)
        and [feature.name for feature in first.features] == [feature.name for feature in other.features]
        and bool(np.all(shapely.equals_exact(_of(first), _of(other), tolerance=SAME_DEGREES, normalize=True)))
    )


def _of(layer: Layer) -> NDArray[np.object_]:
    """Return the shapes of a layer."""
    return np.asarray(shapely.from_wkb([feature.geometry for feature in layer.features]), dtype=object)


def _layer(
    file: MapFile,
    table: Table,
    named: notes.Notes[notes.Note],
    ground: nearby.Ground,
    measuring: Callable[[int], None],
) -> Layer:
    """Return a table of features as a layer."""
    rows, place = table.rows, f"レイヤー「{table.name}」"

    def fault(problem: str, remedy: str) -> InputError:
        return InputError([Fault(table.shown, place, problem, remedy)])

    if rows.empty or rows.geometry.isna().all() or rows.geometry.is_empty.all():
        raise fault(*EMPTY)
    shapes = _in_degrees(rows, fault)
    note = named.about(file.name, (table.apart, table.name)) or notes.Note(file=file.name)
    columns = {composed(str(column)): column for column in rows.columns if column != rows.geometry.name}
    refuse_missing(note.name_column, columns, fault)
    column = composed(note.name_column) if note.name_column else name_column(list(columns))
    texts = [text(cell) for cell in rows[columns[column]]] if column else [None] * len(rows)
    for number, told in enumerate((table.name, *texts)):
        if told and (refusal := control_character(told)):
            problem, remedy = refusal
            raise fault(f"{f'{number}番目の地物の「{column}」' if number else '名前'}に、{problem}", remedy)
    findings = {}
    if columns and not any(texts):
        findings["unnamed_layer", f"「{table.name}」（列は {listed(list(columns), MOST_LISTED)}）"] = len(
            rows
        )
    if table.wrong_encoding:
        findings["wrong_encoding", table.name] = len(rows)
    texts = [" ".join(told.split()) if told else None for told in texts]
    broken = ~(shapely.is_valid(shapes) | shapely.is_missing(shapes))
    if broken.any():
        shapes[broken] = shapely.make_valid(shapes[broken])
        findings["repaired_geometry", table.name] = int(broken.sum())
    there = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    near = np.array([there[number] and ground.is_near(shape) for number, shape in enumerate(shapes)])
    corners = int(shapely.get_num_coordinates(shapes[near]).sum())
    if (measured := corners + CORNERS_OF_ARCS * int(near.sum())) > MOST_CORNERS:
        there = f"{int(near.sum()):,}個、頂点は合わせて{corners:,}個"
        problem = f"市の近くの地物が多すぎるか、細かすぎます（{there}あります）"
        remedy = (
            f"要る地物だけを残すか、QGISの「簡素化」で頂点を減らし、頂点の数に、地物1個につき{CORNERS_OF_ARCS}を"
            f"足して{MOST_CORNERS:,}までにしてください"
        )
        raise fault(problem, remedy)
    measuring(measured)
    features, reach = _measured([texts[number] for number in np.flatnonzero(near)], shapes[near], ground)
    return Layer(
        table.name,
        len(rows),
        features,
        [(int(number) + 1, texts[number]) for number in np.flatnonzero(~there)],
        reach,
        note.publisher,
        note.licence,
        findings,
    )


def _in_degrees(rows: gpd.GeoDataFrame, fault: Callable[[str, str], InputError]) -> NDArray[np.object_]:
    """Return the shapes of a table in EPSG:6668, without heights.

    Raises
    ------
    InputError
        When that cannot be done, or they are not in Japan then.
    """
    if rows.crs is None:
        raise fault(*NO_CRS)
    try:
        shapes = rows.geometry.to_crs(JGD2011).force_2d()
    except (ProjError, ValueError) as error:
        raise fault(*OTHER_CRS) from error
    refuse_elsewhere(tuple(shapes.total_bounds), fault)
    return np.asarray(shapes.array, dtype=object)


def refuse_elsewhere(
    bounds: tuple[float, float, float, float], fault: Callable[[str, str], InputError]
) -> None:
    """Refuse shapes whose bounds (west, south, east, north in degrees) are not in Japan.

    Raises
    ------
    InputError
        As `fault` makes it of problem and remedy.
    """
    west, south, east, north = bounds
    if _in_japan(south, west, north, east):
        remedy = "経度、緯度の順に直して保存し直してください"
        raise fault("座標が緯度、経度の順に書かれています", remedy)
    if not _in_japan(west, south, east, north):
        remedy = "座標系と、座標の順（経度、緯度）を確かめて保存し直してください"
        raise fault("日本の外の座標があります", remedy)


def _in_japan(west: float, south: float, east: float, north: float) -> bool:
    return JAPAN[0] <= west <= east <= JAPAN[2] and JAPAN[1] <= south <= north <= JAPAN[3]


def _measured(
    texts: list[str | None], shapes: NDArray[np.object_], ground: nearby.Ground
) -> tuple[list[Feature], dict[int, float]]:
    """Return features with their lengths, areas and surroundings, and the share of the city all of them reach."""
    if not len(shapes):
        return [], {}
    metric = np.array([ground.in_metres(shape) for shape in shapes], dtype=object)
    square_metres, reach = {}, {}
    for within in nearby.WITHIN_METRES:
        around = nearby.around(metric, within)
        square_metres[within] = np.round(shapely.area(around))
        reach[within] = ground.share_of_city(around)
    kinds = [_KINDS[int(np.max(shapely.get_dimensions(shapely.get_parts(shape))))] for shape in shapes]
    features = [
        Feature(
            text,
            kind,
            shapely.to_wkb(shape),
            round(float(shapely.length(plane)), 1) if kind == "line" else None,
            round(float(shapely.area(plane))) if kind == "area" else None,
            {within: int(areas[number]) for within, areas in square_metres.items()},
        )
        for number, (text, kind, shape, plane) in enumerate(zip(texts, kinds, shapes, metric, strict=True))
    ]
    return features, reach


def refuse_missing(
    column: str | None, columns: Iterable[str], fault: Callable[[str, str], InputError]
) -> None:
    """Refuse a layer without the column the user names.

    Raises
    ------
    InputError
        As `fault` makes it of problem and remedy.
    """
    if column and composed(column) not in columns:
        problem = f"{notes.FILE}に書かれた列「{column}」がありません"
        raise fault(problem, f"次の列から選んで書いてください：{'、'.join(columns) or '（列がありません）'}")


def name_column(columns: Sequence[str]) -> str | None:
    """Return the column that most likely holds the names: one of the usual ones, else one that ends in 名 or 名称."""
    by_plain = {column.strip().casefold(): column for column in reversed(columns)}
    usual = (by_plain.get(name.casefold()) for name in NAME_COLUMNS)
    ending = (column for column in columns if column.strip().endswith(("名称", "名")))
    return next((column for column in usual if column), None) or next(ending, None)


def text(cell: object) -> str | None:
    """Return a name as text, the parts of a list or object joined; None where it is blank or missing."""
    if isinstance(cell, dict):
        cell = list(cell.values())
    if isinstance(cell, np.ndarray | list):
        return "、".join(part for part in map(text, cell) if part) or None
    if cell is None or cell != cell:  # a missing number differs from itself
        return None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return composed(str(cell)).strip() or None
