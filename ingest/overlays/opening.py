"""Map files opened: a copy of what was checked, by the one driver its content is for."""

import re
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import geopandas as gpd
import pyogrio

from ingest import system, texts
from ingest.faults import Fault, InputError
from ingest.overlays import archive, contents, geopackage, shapefile
from ingest.overlays.files import GEOJSON, GEOPACKAGE, IN_QGIS, SHAPEFILE, TILES, ZIP, MapFile

_PREFIX = dict.fromkeys(GEOJSON, "GeoJSON:") | dict.fromkeys(GEOPACKAGE, "GPKG:")
HOLD_LAYERS = (*GEOPACKAGE, *TILES)
"""Endings of files whose layers have names of their own."""

T = TypeVar("T")
_CHUNK = 1 << 20
_LINE = re.compile(r"At line (\d+), character")  # as GDAL says where a GeoJSON ends to be one


@dataclass(frozen=True)
class Found:
    """A layer of a map file, not yet read, by its names as in `Table`; `source` is what GDAL is told to open."""

    file: MapFile
    name: str
    apart: str
    source: str | Path
    layer: str
    encoding: str | None
    wrong_encoding: bool

    def read(self, reader: Callable[..., T] = pyogrio.read_dataframe, **options: object) -> T:
        """Return what a function of pyogrio reads of it.

        Raises
        ------
        InputError
            When it cannot be read.
        """
        with _unreadable_told(self.file):
            return reader(self.source, layer=self.layer, encoding=self.encoding, **options)


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
    found, skipped = listed(file, folder)
    return Opened(
        [Table(one.file.shown, one.name, one.apart, one.read(), one.wrong_encoding) for one in found],
        skipped,
    )


def listed(
    file: MapFile,
    folder: Path,
    most_bytes: int = contents.MOST_BYTES,
    wanted: Callable[[str], bool] = lambda name: True,
) -> tuple[list[Found], str | None]:
    """Return the layers of a file, and in words what else a zip holds; `folder` takes the copies.

    Of a zip only the map files with a `wanted` name are unpacked; unpacked, a file may have `most_bytes`.

    Raises
    ------
    InputError
        When the file cannot be read or has no features.
    """
    if file.ending not in ZIP:
        return _layers(file, folder, most_bytes), None
    inside, skipped = archive.unpacked(file, Path(tempfile.mkdtemp(dir=folder)), most_bytes, wanted)
    faults: list[Fault] = []
    found: list[Found] = []
    for one in inside:
        try:
            found.extend(_layers(one, folder, most_bytes))
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(faults)
    return found, skipped


def _layers(file: MapFile, folder: Path, most_bytes: int) -> list[Found]:
    """Return the layers of a map file that is no zip."""
    path = Path(tempfile.mkdtemp(dir=folder)) / f"layer{file.ending}"
    try:
        contents.check(file.shown, file.parts[file.ending], file.ending)
        contents.check_size(file.shown, sum(part.stat().st_size for part in file.parts.values()), most_bytes)
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
    with _unreadable_told(file):
        names = [str(name) for name, kind in pyogrio.list_layers(source) if kind]
    if not names:
        raise InputError([Fault(file.shown, "", "地物（点・線・面）がありません", IN_QGIS)])
    found = []
    for name in names:
        shown = texts.composed(name) if file.ending in HOLD_LAYERS else file.stem
        apart = "/".join((*file.folders, file.stem, *([shown] if file.ending in HOLD_LAYERS else [])))
        found.append(Found(file, shown, apart, source, name, encoding, wrong))
    return found


@contextmanager
def _unreadable_told(file: MapFile) -> Iterator[None]:
    """Turn whatever the libraries make of bytes that are no map into an InputError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except MemoryError:
        raise
    except Exception as error:
        raise InputError([_unreadable(file, error)]) from error


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
