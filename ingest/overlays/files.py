"""Map files on disk: which of a folder or zip are read, and which files belong to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ingest import system, texts
from ingest.faults import Fault, InputError
from ingest.overlays import notes

GEOJSON, GEOPACKAGE, SHAPEFILE, ZIP = (".geojson", ".json"), (".gpkg",), (".shp",), (".zip",)
TILES = (".pmtiles",)
MAPS = (*GEOJSON, *GEOPACKAGE, *SHAPEFILE)
OTHER_MAPS = (".kml", ".kmz", ".gml", ".gpx", ".dxf", ".dwg", ".tab", ".mif", ".fgb", ".gdb", ".tif", ".tiff")
PARTS = {".shp": (".shx", ".dbf", ".prj", ".cpg"), ".gpkg": (".gpkg-wal",)}
"""Endings of the files beside a map file that hold a part of its content."""

COMPANIONS = (
    *PARTS[".shp"],
    ".sbn",
    ".sbx",
    ".qix",
    ".qpj",
    ".qmd",
    ".qml",
    ".xml",
    ".fbn",
    ".fbx",
    ".ain",
    ".aih",
    ".atx",
    ".mxs",
)
"""Endings of all files programs put beside a Shapefile."""

IN_QGIS = "QGISで開き、座標系を確かめて、GeoJSONかGeoPackageで保存し直してください"
IN_QGIS_SIMPLER = "QGISで、市のまわりだけを切り出すか「簡素化」をしてから、GeoPackageで保存し直してください"
_PUT = "GeoJSON（.geojson）、GeoPackage（.gpkg）かShapefile（.shp、.zip）を置いてください"


@dataclass(frozen=True)
class MapFile:
    """One file to read: `path` is what lies in the folder, `inside` the name within it if that is a zip.

    `parts` are the files that hold the content, by their endings in small letters.
    """

    path: Path
    parts: Mapping[str, Path]
    inside: str = ""

    @property
    def name(self) -> str:
        """Return the name of the file in the folder, as messages and the edition call it."""
        return self.path.name

    @property
    def shown(self) -> str:
        """Return what messages about this file itself call it."""
        return f"{self.path.name}の中の{self.inside}" if self.inside else self.path.name

    @property
    def ending(self) -> str:
        """Return the ending of the file that is read, in small letters."""
        return PurePosixPath(self.inside or self.path.name).suffix.lower()

    @property
    def stem(self) -> str:
        """Return the name without its ending, and within a zip without its folders."""
        return texts.composed(PurePosixPath(self.inside or self.path.name).stem)

    @property
    def folders(self) -> tuple[str, ...]:
        """Return the folders within a zip it lies in."""
        return PurePosixPath(self.inside).parts[:-1]

    @property
    def companions(self) -> list[Path]:
        """Return the files beside it that hold a part of its content."""
        return sorted(path for path in self.parts.values() if path != self.path)


@dataclass
class Choice:
    """What a folder holds: map files to read, `layers.csv`, and names of other things."""

    files: list[MapFile] = field(default_factory=list)
    notes: Path | None = None
    skipped: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def choose(path: Path, option: str = "--overlays", also: tuple[str, ...] = ()) -> Choice:
    """Choose the files to read of a folder, or the one file given by an option of the command line.

    Map files of a kind that is not read are faults, since somebody expects to see them; companions of a Shapefile
    belong to it; anything else is skipped. Files with an ending of `also` are read too.

    Raises
    ------
    InputError
        When there is nothing at `path`, or it cannot be looked into.
    """
    if not path.is_file() and not path.is_dir():
        problem, remedy = "ファイルもフォルダーもありません", f"{option}の場所を確かめてください"
        raise InputError([Fault(str(path), "", problem, remedy)])
    try:
        beside = sorted((path if path.is_dir() else path.parent).iterdir())
    except OSError as error:
        raise InputError([system.not_opened(str(path), error)]) from error
    entries = {entry.name: entry for entry in beside}
    choice = Choice()
    maps, others = grouped({name: entry for name, entry in entries.items() if entry.is_file()})
    for name, parts in maps.items():
        choice.files.append(MapFile(entries[name], parts))
    for name in sorted({*others, *(name for name, entry in entries.items() if not entry.is_file())}):
        entry, ending = entries[name], PurePosixPath(name).suffix.lower()
        if entry.is_file() and ending in (*ZIP, *also) and not name.startswith("."):
            choice.files.append(MapFile(entry, {ending: entry}))
        elif entry.is_file() and texts.composed(name) == notes.FILE:
            choice.notes = entry
        elif ending in OTHER_MAPS and not name.startswith("."):
            choice.faults.append(Fault(name, "", f"{ending}の地図データは読めません", IN_QGIS))
        else:
            choice.skipped.append(name)
    if path.is_file():
        of_path = [file for file in choice.files if file.path == path]
        choice = Choice(of_path, faults=[fault for fault in choice.faults if fault.file == path.name])
    choice.files.sort(key=lambda file: file.path)
    if not choice.files and not choice.faults:
        choice.faults.append(Fault(path.name or str(path), "", "読める地図データがありません", _PUT))
    return choice


def grouped(files: Mapping[str, Path]) -> tuple[dict[str, dict[str, Path]], list[str]]:
    """Return map files with their parts, and the names of files that belong to none.

    Names may have folders (A小/route.shp). A part is found whether its name is in capitals or not, and however its
    kana are written. What a Mac keeps beside a file (._route.shp) is no map file.
    """
    alike: dict[str, list[str]] = {}
    for name in files:
        alike.setdefault(texts.composed(name).casefold(), []).append(name)
    maps: dict[str, dict[str, Path]] = {}
    used: set[str] = set()
    stems: list[str] = []
    for name in files:
        ending = PurePosixPath(name).suffix.lower()
        if ending not in MAPS or PurePosixPath(name).name.startswith("."):
            continue
        stem = name[: -len(ending)]
        parts = {ending: name}
        for other in PARTS.get(ending, ()):
            there = alike.get(texts.composed(stem + other).casefold(), [])
            if there:
                parts[other] = min(there, key=lambda part: (not part.startswith(stem), part))
        used.update(parts.values())
        maps[name] = {part: files[there] for part, there in parts.items()}
        if ending in SHAPEFILE:
            stems.append(f"{texts.composed(stem)}.".casefold())
    others = [
        name
        for name in files
        if name not in used
        and not (
            PurePosixPath(name).suffix.lower() in COMPANIONS
            and texts.composed(name).casefold().startswith(tuple(stems))
        )
    ]
    return maps, others
