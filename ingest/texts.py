"""The bytes and the text of small input files, or a sentence about what they are instead."""

import unicodedata
from pathlib import Path

from ingest import system
from ingest.faults import Fault, InputError

MOST_BYTES = 25 << 20
"""The largest file read in one piece: a table of a hundred thousand respondents."""

MOST_LINES = 100_000
"""Of a table; the city has fewer people."""

MOST_COMMAS = 500_000
"""Of a table: five thousand respondents of a hundred columns."""

_UTF_8 = "Excelでは「CSV UTF-8（コンマ区切り）」で保存し直してください"
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MOSTLY = 0.3  # of the bytes of Latin or Japanese text in UTF-16 are zero at even or odd places
_OTHER_FILES = {
    b"PK\x03\x04": "Excelのファイル（.xlsx）か圧縮ファイル",
    b"\xd0\xcf\x11\xe0": "古い形のExcelのファイル（.xls）",
    b"\x89PNG": "画像",
    b"\xff\xd8\xff": "画像",
    b"GIF8": "画像",
    b"%PDF": "PDF",
}
"""How files begin that people take for a table."""


def plain(text: str) -> str:
    """Return a text as it is compared: one form of each letter and digit, no spaces."""
    return "".join(unicodedata.normalize("NFKC", text).replace("〜", "~").split())


def composed(name: str) -> str:
    """Return the name of a file with every letter as one character; a Mac writes が as か and a mark."""
    return unicodedata.normalize("NFC", name)


def read_bytes(path: Path, file: str, most: int | None = None) -> bytes:
    """Return the content of a file, which messages call `file`.

    Raises
    ------
    InputError
        When it cannot be opened, is no ordinary file, or has more than `most` bytes, MOST_BYTES if not given.
    """
    system.refuse_endless(path, file)
    most = MOST_BYTES if most is None else most
    try:
        with path.open("rb") as opened:
            content = opened.read(most + 1)
    except OSError as error:
        raise InputError([system.not_opened(file, error)]) from error
    if len(content) > most:
        problem = f"{most:,}バイトより大きいファイルです"
        raise InputError([Fault(file, "", problem, "要らない行や列を消すか、ファイルを分けてください")])
    return content


def refuse_other_kinds(file: str, content: bytes, remedy: str) -> None:
    """Refuse what begins like a workbook, an archive, a picture or a PDF.

    Raises
    ------
    InputError
        With what it is, and the remedy.
    """
    for beginning, name in _OTHER_FILES.items():
        if content.startswith(beginning):
            raise InputError([Fault(file, "", f"CSVではなく、{name}です", remedy)])


def decoded(file: str, content: bytes, remedy: str = _UTF_8) -> str:
    """Return the text of a CSV file in UTF-8 or in the encoding of Japanese Windows, in which Excel saves a CSV.

    `remedy` is what to do about a file that is no such text, where saving it with Excel is no way out.

    Raises
    ------
    InputError
        When it has more than MOST_LINES lines or MOST_COMMAS commas, or is another kind of file or in another
        encoding, with the first line that is.
    """
    if max(content.count(b"\n"), content.count(b"\r")) > MOST_LINES:
        problem = f"{MOST_LINES:,}行より長い表です"
        raise InputError([Fault(file, "", problem, "要らない行を消すか、ファイルを分けてください")])
    if content.count(b",") > MOST_COMMAS:
        problem = f"値が{MOST_COMMAS:,}個より多い表です"
        raise InputError([Fault(file, "", problem, "要らない行や列を消すか、ファイルを分けてください")])
    refuse_other_kinds(
        file, content, "CSVを指定するか、名前の終わりを中身に合わせてください（Excelなら .xlsx）"
    )
    if content.startswith(_UTF_16_MARKS) or _is_utf_16(content):
        raise InputError([Fault(file, "", "文字コードがUTF-16です", remedy)])
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        raise InputError([Fault(file, f"{line}行目", "文字でないものが入っています", remedy)])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sound = content[: error.start]
    if not sound.isascii():  # the first letters of cp932 beyond ASCII are hardly ever letters of UTF-8
        line = sound.count(b"\n") + 1
        raise InputError([Fault(file, f"{line}行目", "文字コードがUTF-8ではありません", remedy)])
    try:
        return content.decode("cp932")
    except UnicodeDecodeError:
        problem = "文字コードがUTF-8でもShift_JISでもありません"
        raise InputError([Fault(file, "", problem, remedy)]) from None


def _is_utf_16(content: bytes) -> bool:
    """Return whether every other byte tends to be zero, as in UTF-16 without a byte order mark."""
    if len(content) < 2:
        return False
    zeros = [content[first::2].count(0) for first in (0, 1)]
    return max(zeros) > _MOSTLY * len(content) / 2 and min(zeros) == 0
