"""Map files packed into a zip, as the nation's and other cities' open data come."""

import lzma
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from ingest.faults import Fault, InputError
from ingest.names import listed
from ingest.overlays import contents
from ingest.overlays.files import MapFile, grouped
from ingest.texts import composed

_REMEDY = (
    "Shapefile一式（.shp、.shx、.dbf、.prj）、GeoJSONかGeoPackageを1つのzipにするか、"
    "そのままフォルダーに置いてください"
)
_MOST_MEMBERS = 10_000
_MOST_LISTED = 3
_LOCKED, _IN_UTF_8 = 0x1, 0x800  # flags of a member
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,  # of damaged bzip2
    RuntimeError,  # of a packing that is not known
    ValueError,
)


def unpacked(
    file: MapFile, folder: Path, most_bytes: int, wanted: Callable[[str], bool]
) -> tuple[list[MapFile], str | None]:
    """Unpack the map files of a zip with a wanted name into a folder; return them, and the names of what else it holds.

    Raises
    ------
    InputError
        When it is no zip, is locked or damaged, becomes too large, or holds no map file or two of the same name.
    """
    contents.check(file.name, file.path, ".zip")
    try:
        with zipfile.ZipFile(file.path) as archive:
            if len(archive.infolist()) > _MOST_MEMBERS:
                problem = f"中に{_MOST_MEMBERS:,}個より多くのファイルがあります"
                raise InputError([Fault(file.name, "", problem, _REMEDY)])
            members: dict[str, zipfile.ZipInfo] = {}
            for name, member in _members(archive):
                if members.setdefault(name, member) is not member:
                    problem = f"中に「{name}」が2つあります"
                    raise InputError([Fault(file.name, "", problem, "一方を除いて、zipを作り直してください")])
            places = {name: folder / f"{number}" for number, name in enumerate(members)}
            maps, others = grouped(places)
            others += [name for name in maps if not wanted(PurePosixPath(name).name)]
            maps = {name: parts for name, parts in maps.items() if wanted(PurePosixPath(name).name)}
            read = {place for parts in maps.values() for place in parts.values()}
            packed = [(member, places[name]) for name, member in members.items() if places[name] in read]
            if any(member.flag_bits & _LOCKED for member, _ in packed):
                remedy = "パスワードのないzipにするか、中のファイルをそのままフォルダーに置いてください"
                raise InputError([Fault(file.name, "", "パスワードが付いています", remedy)])
            contents.check_size(file.name, sum(member.file_size for member, _ in packed), most_bytes)
            for member, place in packed:
                with archive.open(member) as source, place.open("wb") as target:
                    shutil.copyfileobj(source, target)
    except _DAMAGED as error:
        raise InputError([Fault(file.name, "", "zipを展開できません", _REMEDY)]) from error
    if not maps:
        problem = "中に地図データ（GeoJSON、GeoPackage、Shapefile）がありません"
        raise InputError([Fault(file.name, "", problem, _REMEDY)])
    files = [MapFile(file.path, parts, name) for name, parts in sorted(maps.items())]
    return files, listed(sorted(others), _MOST_LISTED) if others else None


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Yield the files of a zip under their names, without what a Mac adds.

    Names not declared as UTF-8 are in UTF-8 all the same where a Mac wrote them, and in cp932 where Windows did.
    """
    for member in archive.infolist():
        name = member.orig_filename
        if not member.flag_bits & _IN_UTF_8:
            name = _decoded(name.encode("cp437"))
        path = PurePosixPath(composed(name.split("\0")[0].replace("\\", "/")))
        if not member.is_dir() and not path.name.startswith(".") and "__MACOSX" not in path.parts:
            yield str(path), member


def _decoded(name: bytes) -> str:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("cp932", "replace")
