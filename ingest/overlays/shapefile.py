"""What a Shapefile leaves unsaid: whether its companions are there, and in which encoding its texts are."""

import codecs
import struct
from collections.abc import Iterator
from pathlib import Path

from ingest import system
from ingest.faults import Fault, InputError

NEEDED = (".shx", ".dbf")
WITH_CONTENT = (".shx", ".dbf", ".prj", ".cpg")
COMPANIONS = (
    ".shx",
    ".dbf",
    ".prj",
    ".cpg",
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
_TERMINATOR = 0x0D
_NAME_BYTES = 11


def encoding(shown: str, shape: Path) -> tuple[str, bool]:
    """Return the encoding of a Shapefile's texts, and whether its .cpg says another one.

    The .cpg is believed when the texts can be read so; else UTF-8 and cp932 (Shift_JIS) are tried, in this order: text
    in cp932 is hardly ever valid UTF-8. `shown` is what messages call the file.

    Raises
    ------
    InputError
        When a needed companion is missing, or the texts are in none of these.
    """
    companions = {path.suffix.lower(): path for path in shape.parent.glob(f"{_plain(shape.stem)}.*")}
    missing = [suffix for suffix in NEEDED if suffix not in companions]
    if missing:
        remedy = "同じ名前の .shx、.dbf、.prj を一緒に置いてください"
        raise InputError([Fault(shown, "", f"{'と'.join(missing)}がありません", remedy)])
    try:
        texts = list(_texts(companions[".dbf"].read_bytes()))
        declared = _declared(companions.get(".cpg"))
    except (struct.error, IndexError) as error:
        remedy = "元のデータからコピーし直してください"
        raise InputError([Fault(shown, "", ".dbfが壊れています", remedy)]) from error
    except OSError as error:
        raise InputError([system.not_opened(shown, error)]) from error
    candidates = [declared] if declared else []
    for candidate in dict.fromkeys([*candidates, "utf-8", "cp932"]):
        if all(_can_be(text, candidate) for text in texts):
            return candidate, declared is not None and candidate != declared
    remedy = "QGISで文字コードを選んで開き、GeoPackageで保存し直してください"
    raise InputError([Fault(shown, "", "属性の文字コードを決められません", remedy)])


def _declared(cpg: Path | None) -> str | None:
    """Return the encoding a .cpg names, as Python calls it; None where it names none that is known."""
    if cpg is None:
        return None
    written = cpg.read_text(encoding="ascii", errors="replace").strip().lower()
    name = {"932": "cp932", "sjis": "cp932", "shift_jis": "cp932", "65001": "utf-8"}.get(written, written)
    try:
        "".encode(name)
    except LookupError:
        return None
    return name


def _texts(table: bytes) -> Iterator[bytes]:
    """Yield the column names and all cells of text of a dBASE table."""
    records, header_bytes, record_bytes = struct.unpack_from("<IHH", table, 4)
    columns, position, offset = [], 32, 1
    while table[position] != _TERMINATOR:
        yield table[position : position + _NAME_BYTES].split(b"\0")[0]
        kind, width = table[position + _NAME_BYTES : position + _NAME_BYTES + 1], table[position + 16]
        if kind == b"C":
            columns.append((offset, width))
        offset += width
        position += 32
    for number in range(records):
        begin = header_bytes + number * record_bytes
        for offset, width in columns:
            yield table[begin + offset : begin + offset + width].strip(b" \0")


def _can_be(text: bytes, encoding: str) -> bool:
    """Return whether a cell can be text in an encoding; its last character may be cut by the width of the column."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(text, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _plain(stem: str) -> str:
    """Return a file's stem with the signs of glob patterns taken literally."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in stem)
