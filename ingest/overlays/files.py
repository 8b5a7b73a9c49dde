"""Map files on disk: GeoJSON, GeoPackage and Shapefile (also zipped), read into shapes and names in EPSG:6668."""

import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import geopandas as gpd
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError
from pyproj.exceptions import ProjError

from ingest import system
from ingest.faults import Fault, InputError
from ingest.overlays import notes, shapefile
from ingest.validation import control_character

JGD2011 = 6668
JAPAN = (122.0, 20.0, 154.0, 46.0)  # west, south, east, north
GEOJSON, GEOPACKAGE, SHAPEFILE, ZIP = (".geojson", ".json"), (".gpkg",), (".shp",), (".zip",)
READ = (*GEOJSON, *GEOPACKAGE, *SHAPEFILE, *ZIP)
OTHER_MAPS = (".kml", ".kmz", ".gml", ".gpx", ".dxf", ".dwg", ".tab", ".mif", ".fgb", ".gdb", ".tif", ".tiff")
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
LARGEST_UNPACKED_BYTES = 1_000_000_000
IN_QGIS = "QGISで開き、座標系を確かめて、GeoJSONかGeoPackageで保存し直してください"


@dataclass(frozen=True)
class MapFile:
    """One file to read, by its path; a zip stands for the Shapefile in it."""

    path: Path

    @property
    def suffix(self) -> str:
        """Return the suffix in small letters."""
        return self.path.suffix.lower()


@dataclass
class Layer:
    """The features of one layer, in the order of the file, in EPSG:6668.

    `findings` counts features by what was noticed about them; `publisher` and `licence` are as the user wrote them.
    """

    file: MapFile
    name: str
    names: list[str | None]
    shapes: list[shapely.Geometry | None]
    publisher: str | None
    licence: str | None
    findings: dict[str, int] = field(default_factory=dict)


@dataclass
class Choice:
    """What a folder holds: map files to read, `layers.csv`, and names of other things."""

    files: list[MapFile] = field(default_factory=list)
    notes: Path | None = None
    skipped: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def choose(path: Path) -> Choice:
    """Choose the files to read of a folder, or the one file given.

    Map files of a kind that is not read are faults, since somebody expects to see them; companions of a Shapefile
    belong to it; anything else is skipped.

    Raises
    ------
    InputError
        When there is nothing at `path`.
    """
    if not path.exists():
        problem, remedy = "ファイルもフォルダーもありません", "--overlaysの場所を確かめてください"
        raise InputError([Fault(str(path), "", problem, remedy)])
    entries = [path] if path.is_file() else sorted(path.iterdir())
    choice = Choice()
    stems = {entry.stem for entry in entries if entry.suffix.lower() in SHAPEFILE}
    for entry in entries:
        suffix = entry.suffix.lower()
        if entry.is_file() and suffix in READ:
            choice.files.append(MapFile(entry))
        elif entry.name == notes.FILE:
            choice.notes = entry
        elif suffix in OTHER_MAPS:
            choice.faults.append(Fault(entry.name, "", f"{suffix}の地図データは読めません", IN_QGIS))
        elif not (suffix in shapefile.COMPANIONS and entry.name.split(".")[0] in stems):
            choice.skipped.append(entry.name)
    if not choice.files and not choice.faults:
        remedy = "GeoJSON（.geojson）、GeoPackage（.gpkg）かShapefile（.shp、.zip）を置いてください"
        choice.faults.append(Fault(path.name or str(path), "", "読める地図データがありません", remedy))
    return choice


def companions(file: MapFile) -> list[Path]:
    """Return the files beside a Shapefile that hold a part of its content."""
    if file.suffix not in SHAPEFILE:
        return []
    return sorted(
        path
        for path in file.path.parent.iterdir()
        if path.stem == file.path.stem and path.suffix.lower() in shapefile.WITH_CONTENT
    )


def read(file: MapFile, named: notes.Notes) -> list[Layer]:
    """Return all layers of a file.

    Raises
    ------
    InputError
        When the file cannot be read, has no features, or a layer no coordinate system, one that cannot be converted, or
        coordinates outside Japan.
    """
    if file.suffix in ZIP:
        with _unpacked(file) as shapes:
            return [layer for shape in shapes for layer in _read(file, MapFile(shape), named)]
    return _read(file, file, named)


def _read(file: MapFile, opened: MapFile, named: notes.Notes) -> list[Layer]:
    """Return the layers of `opened`, which `file` is or holds; messages and notes name the latter."""
    encoding, was_wrong = None, False
    if opened.suffix in SHAPEFILE:
        encoding, was_wrong = shapefile.encoding(file.path.name, opened.path)
    try:
        listed = [(str(name), kind) for name, kind in pyogrio.list_layers(opened.path)]
        tables = [
            (name, gpd.read_file(opened.path, layer=name, encoding=encoding)) for name, kind in listed if kind
        ]
    except (
        DataSourceError,
        DataLayerError,
        UnicodeDecodeError,
        ValueError,
        shapely.errors.GEOSException,
    ) as error:
        remedy = f"ファイルが壊れていないか確かめ、{IN_QGIS}"
        raise InputError([Fault(file.path.name, "", "地図データとして読めません", remedy)]) from error
    except OSError as error:
        raise InputError([system.not_opened(file.path.name, error)]) from error
    layers, faults = [], []
    for layer_name, table in tables:
        name = layer_name if opened.suffix in GEOPACKAGE else opened.path.stem
        try:
            layer = _layer(file, name, table, named)
        except InputError as error:
            faults.extend(error.faults)
            continue
        if was_wrong:
            layer.findings["wrong_encoding"] = len(layer.shapes)
        layers.append(layer)
    if not tables:
        faults.append(Fault(file.path.name, "", "地物（点・線・面）がありません", IN_QGIS))
    if faults:
        raise InputError(faults)
    return layers


def _layer(file: MapFile, name: str, table: gpd.GeoDataFrame, named: notes.Notes) -> Layer:
    """Return a table of features as a layer, in EPSG:6668 and repaired.

    Raises
    ------
    InputError
        When it has no features, its coordinate system is missing or cannot be converted, it lies outside Japan, or the
        column the user names is not there.
    """
    place = f"レイヤー「{name}」"

    def fault(problem: str, remedy: str) -> InputError:
        return InputError([Fault(file.path.name, place, problem, remedy)])

    if table.empty or table.geometry.isna().all() or table.geometry.is_empty.all():
        raise fault("形のある地物がありません", "中身を確かめるか、このファイルを除いてください")
    if table.crs is None:
        remedy = (
            "元の座標系を調べて、QGISの「レイヤの座標系を設定」で付けてから保存し直してください"
            "（Shapefileでは .prj も一緒に置きます）"
        )
        raise fault("座標系が書かれていません", remedy)
    try:
        shapes = table.geometry.to_crs(JGD2011).force_2d()
    except (ProjError, ValueError) as error:
        raise fault("座標系を日本の緯度・経度に直せません", IN_QGIS) from error
    west, south, east, north = shapes.total_bounds
    if not (JAPAN[0] <= west <= east <= JAPAN[2] and JAPAN[1] <= south <= north <= JAPAN[3]):
        remedy = "座標系と、座標の順（経度、緯度）を確かめて保存し直してください"
        raise fault("日本の外の座標があります", remedy)
    note = named.about(file.path.name, name)
    if note.name_column and note.name_column not in table.columns:
        columns = "、".join(str(column) for column in table.columns if column != table.geometry.name)
        problem = f"{notes.FILE}に書かれた列「{note.name_column}」がありません"
        raise fault(problem, f"次の列から選んで書いてください：{columns or '（列がありません）'}")
    column = note.name_column or _name_column([str(column) for column in table.columns])
    names = [_text(cell) if column else None for cell in table[column or table.geometry.name]]
    for number, text in enumerate((name, *names)):
        if text and (refusal := control_character(text)):
            problem, remedy = refusal
            raise fault(f"{f'{number}番目の地物の「{column}」' if number else '名前'}に、{problem}", remedy)
    broken = ~(shapes.is_valid | shapes.isna())
    shapes[broken] = shapes[broken].make_valid()
    findings = {"repaired_geometry": int(broken.sum())} if broken.any() else {}
    return Layer(
        file,
        name,
        names,
        [None if shape is None else shape for shape in shapes],
        note.publisher,
        note.licence,
        findings,
    )


def _name_column(columns: Sequence[str]) -> str | None:
    """Return the column that most likely holds the names: one of the usual ones, else one that ends in 名 or 名称."""
    by_plain = {column.strip().casefold(): column for column in reversed(columns)}
    usual = (by_plain.get(name.casefold()) for name in NAME_COLUMNS)
    ending = (column for column in columns if column.strip().endswith(("名称", "名")))
    return next((column for column in usual if column), None) or next(ending, None)


def _text(cell: object) -> str | None:
    """Return a name as text; None where it is blank or missing."""
    if cell is None or cell != cell:  # a missing number differs from itself
        return None
    return str(cell).strip() or None


@contextmanager
def _unpacked(file: MapFile) -> Iterator[list[Path]]:
    """Yield the Shapefiles of a zip, unpacked into a temporary folder; names may be in cp932, as Windows packs them.

    Raises
    ------
    InputError
        When it is no zip, too large, or holds none.
    """
    remedy = "Shapefile一式（.shp、.shx、.dbf、.prj）を1つのzipにするか、そのままフォルダーに置いてください"
    with tempfile.TemporaryDirectory() as folder:
        try:
            with zipfile.ZipFile(file.path, metadata_encoding="cp932") as archive:
                members = [member for member in archive.infolist() if not member.is_dir()]
                if sum(member.file_size for member in members) > LARGEST_UNPACKED_BYTES:
                    raise InputError([Fault(file.path.name, "", "展開すると大きすぎます（1GBまで）", remedy)])
                for member in members:
                    target = Path(folder) / PurePosixPath(member.filename.replace("\\", "/")).name
                    target.write_bytes(archive.read(member))
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, UnicodeDecodeError) as error:
            raise InputError([Fault(file.path.name, "", "zipを展開できません", remedy)]) from error
        except OSError as error:
            raise InputError([system.not_opened(file.path.name, error)]) from error
        found = sorted(path for path in Path(folder).iterdir() if path.suffix.lower() in SHAPEFILE)
        if not found:
            raise InputError([Fault(file.path.name, "", "中にShapefile（.shp）がありません", remedy)])
        yield found
