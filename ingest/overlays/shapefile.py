"""What a Shapefile leaves unsaid: whether its parts are whole and belong together, and how its texts are encoded."""

import codecs
import re
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

from ingest.faults import Fault, InputError
from ingest.overlays import contents

NEEDED = (".shx", ".dbf")
_TERMINATOR = 0x0D
_NAME_BYTES = 11
_DESCRIPTION_BYTES = 32
_HEADER_BYTES = 100
_INDEX_BYTES = 8
_MOST_BYTES_OF_NOTES = 1 << 16  # of a .prj or .cpg; they have a line
_LONGEST_NAME = 40  # of an encoding
_JAPANESE = ("utf-8", "cp932", "euc_jp")
_IN_UTF_8 = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}")  # a sign of kana or kanji
_COPY_AGAIN = "元のデータから .shp、.shx、.dbf、.prj を一緒にコピーし直してください"


def encoding(shown: str, parts: Mapping[str, Path]) -> tuple[str, bool]:
    """Return the encoding of a Shapefile's texts, and whether its .cpg says another one.

    A .cpg is believed when it names an encoding of Japanese in which the texts can be read, unless they are Japanese in
    UTF-8; else UTF-8 and cp932 (Shift_JIS) are tried, in this order: text in cp932 is hardly ever valid UTF-8. An
    encoding of Western text comes last, since any bytes can be read in it. `shown` is what messages call the file.

    Raises
    ------
    InputError
        When a needed part is missing, damaged or of another Shapefile, or the texts are in none of these.
    """
    missing = [ending for ending in NEEDED if ending not in parts]
    if missing:
        remedy = "同じ名前の .shp、.shx、.dbf、.prj を一緒に置いてください"
        raise InputError([Fault(shown, "", f"{'と'.join(missing)}がありません", remedy)])
    contents.check(f"{shown}の.shx", parts[".shx"], ".shx")
    table = parts[".dbf"].read_bytes()
    try:
        records = struct.unpack_from("<I", table, 4)[0]
        texts = set(_texts(table))
    except (struct.error, IndexError) as error:
        raise InputError([Fault(shown, "", ".dbfが壊れています", _COPY_AGAIN)]) from error
    shapes = (parts[".shx"].stat().st_size - _HEADER_BYTES) // _INDEX_BYTES
    if shapes != records:
        problem = f".shxには{shapes:,}個、.dbfには{records:,}個の地物があり、数が合いません"
        raise InputError([Fault(shown, "", problem, _COPY_AGAIN)])
    declared = _declared(parts.get(".cpg"))
    japanese = [declared] if declared in _JAPANESE else []
    western = [declared] if declared and not japanese else []
    if all(_can_be(text, "utf-8") for text in texts) and any(map(_IN_UTF_8.search, texts)):
        japanese = []
    for candidate in dict.fromkeys([*japanese, "utf-8", "cp932", *western]):
        if all(_can_be(text, candidate) for text in texts):
            plain = all(text.isascii() for text in texts)
            return candidate, not plain and declared is not None and candidate != declared
    remedy = "QGISで文字コードを選んで開き、GeoPackageで保存し直してください"
    raise InputError([Fault(shown, "", "属性の文字コードを決められません", remedy)])


def projection(shown: str, prj: Path) -> str:
    """Return the text of a .prj.

    Raises
    ------
    InputError
        When it is no text.
    """
    text = _note(prj)
    if text is None or not text.isprintable():
        raise InputError([Fault(shown, "", ".prjが壊れています", _COPY_AGAIN)])
    return text


def _note(path: Path) -> str | None:
    """Return the text of a .prj or .cpg on one line; None where it is too long or not UTF-8."""
    with path.open("rb") as opened:
        content = opened.read(_MOST_BYTES_OF_NOTES + 1)
    try:
        return " ".join(content.decode("utf-8-sig").split()) if len(content) <= _MOST_BYTES_OF_NOTES else None
    except UnicodeDecodeError:
        return None


def _declared(cpg: Path | None) -> str | None:
    """Return the encoding a .cpg names, as Python calls it; None where it names none that is known.

    Latin-1 is read as browsers do, as code page 1252. Known are encodings of which ASCII is a part.
    """
    note = ((_note(cpg) if cpg else None) or "").lower()
    written = re.sub("[^0-9a-z]", "", note)
    if re.search("932|943|sjis|shiftjis|31j", written):
        return "cp932"
    if written in ("utf8", "65001", "cp65001"):
        return "utf-8"
    if "euc" in written:
        return "euc_jp"
    number = re.search(r"(?:^|cp|ansi|oem|windows|ibm|dos)(\d{3,5})$", written)
    name = f"cp{number[1]}" if number else note[:_LONGEST_NAME]
    if re.fullmatch("iso88591|latin1|ansi", written):
        name = "cp1252"
    try:
        name = codecs.lookup(name).name
        decoder = codecs.getincrementaldecoder(name)()
        ascii_alike = decoder.decode(bytes(range(32, 127))) == bytes(range(32, 127)).decode("ascii")
    except (LookupError, ValueError):  # no encoding of texts
        return None
    return name if ascii_alike else None


def _texts(table: bytes) -> Iterator[bytes]:
    """Yield the column names and all cells of text of a dBASE table.

    Raises
    ------
    IndexError
        When the table is shorter than its header says, or its columns do not fit into a record.
    """
    records, header_bytes, record_bytes = struct.unpack_from("<IHH", table, 4)
    columns, position, offset = [], _DESCRIPTION_BYTES, 1
    while table[position] != _TERMINATOR:
        yield table[position : position + _NAME_BYTES].split(b"\0")[0]
        kind, width = table[position + _NAME_BYTES : position + _NAME_BYTES + 1], table[position + 16]
        if kind == b"C":
            columns.append((offset, width))
        offset += width
        position += _DESCRIPTION_BYTES
    if offset > record_bytes or header_bytes + records * record_bytes > len(table):
        raise IndexError
    for number in range(records):
        begin = header_bytes + number * record_bytes
        for offset, width in columns:
            yield table[begin + offset : begin + offset + width].strip(b" \0")


def _can_be(text: bytes, encoding: str) -> bool:
    """Return whether a cell can be text in an encoding; its last character may be cut by the width of the column."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(text, final=False)
    except UnicodeError:
        return False
    return True
