"""Map files opened: a copy of what was checked, by the one driver its content is for."""

import re
import shutil
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pyogrio

from ingest import system, texts
from ingest.faults import Fault, InputError
from ingest.overlays import archive, contents, geopackage, shapefile
from ingest.overlays.files import GEOJSON, GEOPACKAGE, IN_QGIS, SHAPEFILE, ZIP, MapFile

_PREFIX = dict.fromkeys(GEOJSON, "GeoJSON:") | dict.fromkeys(GEOPACKAGE, "GPKG:")
_CHUNK = 1 << 20
_LINE = re.compile(r"At line (\d+), character")  # as GDAL says where a GeoJSON ends to be one


@dataclass(frozen=True)
class Table:
    """The features of one layer as they are in the file, which messages call `shown`.

    `apart` is the layer's name with the folders of a zip before it; `wrong_encoding` says that its texts are not in
    the encoding the file names.
    """

    shown: str
    name: str
    apart: str
    rows: gpd.GeoDataFrame
    wrong_encoding: bool = False


@dataclass(frozen=True)
class Opened:
    """What is in a map file: layers, and in words what else a zip holds."""

    tables: list[Table]
    skipped: str | None = None


def opened(file: MapFile, folder: Path) -> Opened:
    """Return all layers of a file; `folder` takes the copies.

    Raises
    ------
    InputError
        When the file cannot be read or has no features.
    """
    if file.ending not in ZIP:
        return Opened(_tables(file, folder))
    inside, skipped = archive.unpacked(file, Path(tempfile.mkdtemp(dir=folder)))
    faults: list[Fault] = []
    tables: list[Table] = []
    for one in inside:
        try:
            tables.extend(_tables(one, folder))
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(faults)
    return Opened(tables, skipped)


def _tables(file: MapFile, folder: Path) -> list[Table]:
    """Return the layers of a GeoJSON, GeoPackage or Shapefile."""
    path = Path(tempfile.mkdtemp(dir=folder)) / f"layer{file.ending}"
    try:
        contents.check(file.shown, file.parts[file.ending], file.ending)
        contents.check_size(file.shown, sum(part.stat().st_size for part in file.parts.values()))
        encoding, wrong = None, False
        if file.ending in SHAPEFILE:
            encoding, wrong = shapefile.encoding(file.shown, file.parts)
        for ending, part in file.parts.items():
            if ending == ".prj":
                path.with_suffix(ending).write_text(shapefile.projection(file.shown, part), encoding="utf-8")
            elif ending != ".cpg":
                shutil.copyfile(part, path.with_suffix(ending))
    except OSError as error:
        raise InputError([system.not_opened(file.shown, error)]) from error
    if file.ending in GEOPACKAGE:
        geopackage.keep_tables(file.shown, path)
    source = f"{_PREFIX[file.ending]}{path}" if file.ending in _PREFIX else path
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            listed = [(str(name), kind) for name, kind in pyogrio.list_layers(source)]
            found = [
                (name, pyogrio.read_dataframe(source, layer=name, encoding=encoding))
                for name, kind in listed
                if kind
            ]
    except MemoryError:
        raise
    except Exception as error:  # whatever the libraries make of bytes that are no map
        raise InputError([_unreadable(file, error)]) from error
    if not found:
        raise InputError([Fault(file.shown, "", "地物（点・線・面）がありません", IN_QGIS)])
    in_layers = file.ending in GEOPACKAGE
    return [
        Table(
            file.shown,
            texts.composed(name) if in_layers else file.stem,
            "/".join((*file.folders, file.stem, *([texts.composed(name)] if in_layers else []))),
            rows,
            wrong,
        )
        for name, rows in found
    ]


def _unreadable(file: MapFile, error: Exception) -> Fault:
    """Return the fault of a file no library can read, with the line where it ends to make sense."""
    if file.ending in GEOJSON:
        try:
            with file.parts[file.ending].open(encoding="utf-8") as text:
                while text.read(_CHUNK):
                    pass
        except UnicodeDecodeError:
            return Fault(file.shown, "", "文字コードがUTF-8ではありません", "UTF-8で保存し直してください")
    at = _LINE.search(str(error))
    place = f"{at[1]}行目" if at else ""
    return Fault(
        file.shown, place, "地図データとして読めません", f"ファイルが壊れていないか確かめ、{IN_QGIS}"
    )
