"""Police files unpacked: headings and a plain copy of the body, whatever they were packed and saved as."""

import csv
import hashlib
import re
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from ingest import system, texts
from ingest.faults import Fault, InputError
from ingest.police import archives
from ingest.police.names import USE_ORIGINAL, shown
from ingest.police.slots import Part, Slots
from queries.editions import FindingKind

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_CHUNK_BYTES = 1 << 19  # with the rest of a line, even decoded, less than DuckDB's longest line of 2 MB
_LONGEST_LINE_BYTES = 1 << 16
_MOST_BYTES = 1 << 30  # a year of the nation has about 90 MB
_MOST_EXPANSION = 100  # a year of the nation becomes about 9 times as large
_HARMLESS_BYTES = 1 << 25  # small enough whatever it was packed into
_AHEAD = 2  # beside the one being arranged: the longest of the next year is unpacked while that of this one is inserted
# Control characters become DEL: the row counts as unreadable and cannot hold the delimiter \x01 of lines.sql.
_CONTROL_TO_DELETE = bytes(byte if byte >= 32 or byte == ord("\n") else 127 for byte in range(256))
_TAB_TO_COMMA = bytes({9: 44, 44: 59}.get(byte, clean) for byte, clean in enumerate(_CONTROL_TO_DELETE))
_GROUPED = re.compile(rb"[0-9]{1,3}(?:,[0-9]{3})+")
_CELL_WITH_COMMAS = re.compile(rb'(?:(?<=[,\n])|\A)"([^",\n]*,[^"\n]*)"(?=[,\n]|\Z)')
_IN_UTF_8 = (
    f"{USE_ORIGINAL}（手もとで直すなら、メモ帳で開き、文字コードをUTF-8にして保存します。Excelで保存し直すと、"
    "座標が丸められることがあります）"
)
# Digits and spaces typed in full width mean the same; anything else that is not ASCII makes a row unreadable.
_FULL_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)} | {ord("　"): " "}


@dataclass(frozen=True)
class Unpacked:
    """A file opened: its headings, a temporary UTF-8 copy of its body, and the SHA-256 of the file.

    In the copy line n is line n + 1 of the file, lines end with a line feed, cells are separated by commas and stand
    without quotation marks, digits and spaces in full width are plain ones, and bytes that are no text of the header's
    encoding are U+FFFD. `cells` are those of all lines where these are laid out alike (see `Slots`), else None.
    `noticed` is how the file was saved otherwise than the police do, `others` are the names of what else its archive
    holds.
    """

    headings: list[str]
    body: Path
    sha256: str
    cells: list[list[Part]] | None
    noticed: list[FindingKind]
    others: list[str]


@dataclass
class _Saved:
    """How a file was saved: its encoding, what separates its cells, and what of it the police do otherwise."""

    encoding: str
    has_tabs: bool
    noticed: set[FindingKind]


@contextmanager
def unpacked(path: Path) -> Iterator[Unpacked]:
    """Yield a file unpacked into a temporary folder.

    Raises
    ------
    InputError
        As `_unpack` does.
    """
    with tempfile.TemporaryDirectory() as folder:
        yield _unpack(path, Path(folder))


@contextmanager
def unpacked_ahead(paths: Sequence[Path]) -> Iterator[Iterator[Future[Unpacked]]]:
    """Yield an iterator over files as they are unpacked in the background, the first from now on, a few ahead.

    A copy is removed when the second one after it is asked for. The result of a file that cannot be unpacked is an
    InputError.
    """
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(max_workers=1) as background:
        unpacking = (background.submit(_unpack, path, Path(name)) for path in paths)
        try:
            yield _in_turn(deque(islice(unpacking, _AHEAD)), unpacking)
        finally:
            background.shutdown(cancel_futures=True)


def _in_turn(
    begun: deque[Future[Unpacked]], following: Iterator[Future[Unpacked]]
) -> Iterator[Future[Unpacked]]:
    given: deque[Future[Unpacked]] = deque()
    while begun:
        begun.extend(islice(following, 1))
        given.append(begun.popleft())
        yield given[-1]
        if len(given) > 1 and (read := given.popleft()).exception() is None:
            read.result().body.unlink()


def _unpack(path: Path, folder: Path) -> Unpacked:
    """Unpack a file into a folder.

    Raises
    ------
    InputError
        When the file is empty, damaged, no archive of one CSV to read, larger than any year, or changes while it is
        read, when its header cannot be decoded, or when there is no room for the copy.
    """
    body, slots = folder / f"{path.name}.body", Slots()
    before = sha256(path)
    with archives.opened(path) as content:
        headings, saved = _headings(path, content.stream)
        _copy(slots.watch(_plain(_chunks(path, content.stream), saved)), body)
    if sha256(path) != before:
        remedy = "書き込みが終わってから、もう一度実行してください"
        raise InputError([Fault(path.name, "", "読んでいるあいだに内容が変わりました", remedy)])
    return Unpacked(headings, body, before, slots.found(), sorted(saved.noticed), content.others)


def _plain(chunks: Iterator[bytes], saved: _Saved) -> Iterator[bytes]:
    """Yield pieces of a file as `Unpacked` promises its copy."""
    signs = _TAB_TO_COMMA if saved.has_tabs else _CONTROL_TO_DELETE
    for piece in chunks:
        lines = piece.replace(b"\r", b"").translate(signs)
        if b'"' in lines:
            saved.noticed.add("quoted_cells")
            lines = _unquoted(_CELL_WITH_COMMAS.sub(_without_commas, lines))
        yield (
            lines
            if lines.isascii()
            else lines.decode(saved.encoding, "replace").translate(_FULL_WIDTH).encode()
        )


def _unquoted(lines: bytes) -> bytes:
    """Return lines without the quotation marks around cells; others stay, and spoil their cell.

    No sign of cp932 or UTF-8 has the byte of a quotation mark, comma or line feed as its second.
    """
    inner = lines.replace(b',"', b",").replace(b'",', b",").replace(b'\n"', b"\n").replace(b'"\n', b"\n")
    return inner.removeprefix(b'"').removesuffix(b'"')


def _without_commas(cell: re.Match[bytes]) -> bytes:
    """Return a cell in quotation marks as one without commas: 1,402 as 1402, and any other text with ; instead."""
    text = cell[1]
    return b'"' + text.replace(b",", b"" if _GROUPED.fullmatch(text) else b";") + b'"'


def _copy(chunks: Iterator[bytes], body: Path) -> None:
    """Write pieces of a file; a temporary folder that is full is no fault of the file."""
    with body.open("wb") as copy:
        for lines in chunks:
            try:
                copy.write(lines)
                copy.flush()
            except OSError as error:
                reason = system.cause(error) or "理由は分かりません"
                remedy = "空きを作るか、環境変数TMPDIRで別の場所を指定してください"
                place = f"一時ファイルの置き場所（{tempfile.gettempdir()}）"
                raise InputError([Fault(place, "", f"書き込めません（{reason}）", remedy)]) from error


def sha256(path: Path) -> str:
    """Return the SHA-256 of the file's bytes as they are on disk."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError([system.not_opened(path.name, error)]) from error


def content_hash(path: Path) -> str:
    """Return the SHA-256 of the uncompressed content, whatever ends its lines.

    Raises
    ------
    InputError
        When the content cannot be read, or is larger than any year.
    """
    digest = hashlib.sha256()
    with archives.opened(path) as content:
        for piece in _chunks(path, content.stream):
            digest.update(piece.replace(b"\r", b""))
    return digest.hexdigest()


def _headings(path: Path, stream: BinaryIO) -> tuple[list[str], _Saved]:
    """Read the first line; return its cells, and how the file was saved."""
    line = stream.readline(_LONGEST_LINE_BYTES)
    if not line.removeprefix(_BYTE_ORDER_MARK).strip():
        raise InputError(
            [Fault(path.name, "1行目", "見出し行がありません", "空のファイルでないか確かめてください")]
        )
    texts.refuse_other_kinds(path.name, line, USE_ORIGINAL)
    text = texts.decoded(path.name, line, _IN_UTF_8).rstrip("\r\n")
    if "\r" in text:
        problem = "行の終わりが、古いMacの改行（CRだけ）です"
        raise InputError([Fault(path.name, "1行目", problem, USE_ORIGINAL)])
    noticed: set[FindingKind] = set()
    encoding = "cp932"
    if not line.isascii() and text.encode() == line.removeprefix(_BYTE_ORDER_MARK).rstrip(b"\r\n"):
        encoding = "utf-8"
        noticed.add("unicode_text")
    has_tabs = "\t" in text and "," not in text
    if has_tabs:
        noticed.add("tab_separated")
    if '"' in text:
        noticed.add("quoted_cells")
    (cells,) = csv.reader([text], delimiter="\t" if has_tabs else ",")
    return list(map(shown, cells)), _Saved(encoding, has_tabs, noticed)


def _chunks(path: Path, content: BinaryIO) -> Iterator[bytes]:
    """Yield the rest of a file in pieces of whole lines."""
    packed, total = path.stat().st_size, 0
    while chunk := content.read(_CHUNK_BYTES):
        rest = content.readline(_LONGEST_LINE_BYTES)
        if len(rest) == _LONGEST_LINE_BYTES and not rest.endswith(b"\n"):
            remedy = "警察庁のサイトからダウンロードし直してください"
            raise InputError([Fault(path.name, "", "改行のない長すぎる行があります", remedy)])
        total += len(chunk) + len(rest)
        if total > _MOST_BYTES or total > max(_HARMLESS_BYTES, _MOST_EXPANSION * packed):
            problem = "大きすぎるか、圧縮の割合が異常で、警察庁の事故データとは思えません"
            remedy = "警察庁のサイトからダウンロードし直してください"
            raise InputError([Fault(path.name, "", problem, remedy)])
        yield chunk + rest
