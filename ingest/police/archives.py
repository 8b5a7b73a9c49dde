"""The uncompressed bytes of a police file, packed or not."""

import errno
import gzip
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from ingest import system
from ingest.faults import Fault, InputError
from ingest.police.names import listed, named, shown

_ENCRYPTED = 1  # bit of the flags of a member of a zip
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    struct.error,
    UnicodeDecodeError,  # a name inside that is not in the encoding it claims
    OverflowError,
    MemoryError,  # a dictionary of LZMA that claims gigabytes
)
_DAMAGED_NUMBERS = (
    None,
    errno.EINVAL,
)  # bz2 and gzip raise an OSError without number; EINVAL is a place before 0


@dataclass(frozen=True)
class Content:
    """The bytes of a file, and the names of what else its archive holds."""

    stream: BinaryIO
    others: list[str]


@contextmanager
def opened(path: Path) -> Iterator[Content]:
    """Yield the uncompressed bytes of a file.

    Of a zip this is the CSV of its own name, else its only CSV; what a Mac adds (__MACOSX, ._name) is passed over.

    Raises
    ------
    InputError
        When the file cannot be opened, and when damage is found while the bytes are read; or for a zip with a password,
        with an unknown method of compression or of whose CSVs none is the one.
    """
    try:
        if path.name.lower().endswith(".zip"):
            with zipfile.ZipFile(path) as archive:
                member, others = _chosen(path, archive)
                with archive.open(member) as stream:
                    yield Content(io.BufferedReader(cast(io.RawIOBase, stream)), others)
        elif path.name.lower().endswith(".gz"):
            with gzip.open(path) as stream:
                yield Content(cast(BinaryIO, stream), [])
        else:
            with path.open("rb") as stream:
                yield Content(stream, [])
    except NotImplementedError as error:
        problem, remedy = (
            "この圧縮の方法は読めません",
            "CSVのまま置くか、Windowsの標準の機能でzipにし直してください",
        )
        raise InputError([Fault(path.name, "", problem, remedy)]) from error
    except _DAMAGE as error:
        raise _damaged(path) from error
    except OSError as error:
        if error.errno in _DAMAGED_NUMBERS:
            raise _damaged(path) from error
        raise InputError([system.not_opened(path.name, error)]) from error


def _damaged(path: Path) -> InputError:
    remedy = "壊れているか途中で切れているので、ダウンロードし直してください"
    return InputError([Fault(path.name, "", "圧縮ファイルを展開できません", remedy)])


def _chosen(path: Path, archive: zipfile.ZipFile) -> tuple[zipfile.ZipInfo, list[str]]:
    """Return the member of a zip to read, and the names of the others."""
    members = [member for member in archive.infolist() if not member.is_dir() and not _of_mac(member)]
    csvs = [member for member in members if member.filename.lower().endswith(".csv")]
    own = [member for member in csvs if _name(member).lower() == f"{path.stem.lower()}.csv"]
    if len({(member.CRC, member.file_size) for member in own}) == 1:
        chosen = own[0]
    elif len(csvs) == 1:
        chosen = csvs[0]
    else:
        names = listed([shown(member.filename) for member in own or csvs])
        problem = (
            f"中にCSVが{len(own or csvs)}個あり、どれを読むか決められません"
            if csvs
            else "中にCSVがありません"
        )
        remedy = f"{path.stem}.csvを1個だけ入れたzipにするか、CSVのまま置いてください"
        raise InputError([Fault(path.name, "", problem + (f"（{names}）" if csvs else ""), remedy)])
    inside, outside = named(Path(_name(chosen))), named(path)
    if inside and outside and (inside.form, inside.year) != (outside.form, outside.year):
        problem = f"中のCSVは「{inside.path}」で、外側の名前と形式か年が違います"
        raise InputError([Fault(path.name, "", problem, "正しい方の名前に合わせてください")])
    if chosen.flag_bits & _ENCRYPTED:
        remedy = "パスワードなしのzipにするか、CSVのまま置いてください"
        raise InputError([Fault(path.name, "", "パスワードが付いているので展開できません", remedy)])
    return chosen, [shown(member.filename) for member in members if member is not chosen]


def _name(member: zipfile.ZipInfo) -> str:
    """Return the name of a member without its folders."""
    return re.split(r"[/\\]", member.filename)[-1]


def _of_mac(member: zipfile.ZipInfo) -> bool:
    return member.filename.startswith("__MACOSX/") or _name(member).startswith("._")
