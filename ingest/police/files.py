"""Police files on disk: which ones to read, and what is inside them."""

import gzip
import hashlib
import io
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from ingest import system
from ingest.faults import Fault, InputError
from ingest.police.columns import Form
from ingest.police.slots import Slot, Slots

FORM_NAMES: dict[Form, str] = {"honhyo": "本票", "kosokuhyo": "高速票", "hojuhyo": "補充票"}
"""What the police call their forms, in the order they are read."""

FORM_CODES: dict[Form, str] = {"honhyo": "1", "hojuhyo": "2", "kosokuhyo": "3"}
"""What every row of a form begins with (資料区分)."""

_NAME = re.compile(r"(honhyo|hojuhyo|kosokuhyo)_(\d{4})\.(csv|csv\.gz|zip)", re.IGNORECASE)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_CHUNK_BYTES = 1 << 19  # with the rest of a line, even decoded, less than DuckDB's longest line of 2 MB
_LONGEST_LINE_BYTES = 1 << 16
# Control characters become DEL: the row counts as unreadable and cannot hold the delimiter \x01 of lines.sql.
_MOST_BYTES = 1 << 30  # a year of the nation has about 90 MB
_MOST_EXPANSION = 100  # a year of the nation becomes about 9 times as large
_HARMLESS_BYTES = 1 << 25  # small enough whatever it was packed into
_CONTROL_TO_DELETE = bytes(byte if byte >= 32 or byte == ord("\n") else 127 for byte in range(256))
# Digits and spaces typed in full width mean the same; anything else that is not ASCII makes a row unreadable.
_FULL_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)} | {ord("　"): " "}


@dataclass(frozen=True)
class PoliceFile:
    """One file to read: its form and file year (資料年次) stand in its name."""

    path: Path
    form: Form
    year: int

    @property
    def title(self) -> str:
        """Return form and year in Japanese."""
        return f"{FORM_NAMES[self.form]} {self.year}年"


@dataclass
class Choice:
    """What a folder holds.

    `files` are to be read, 本票 before the forms that follow it; `repeated` pairs a file with the one of the
    same content that is read instead; `skipped` are names of other things; `faults` is what forbids reading.
    """

    files: list[PoliceFile] = field(default_factory=list)
    repeated: list[tuple[Path, Path]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def years(self, form: Form) -> set[int]:
        """Return the file years of which a form is to be read."""
        return {file.year for file in self.files if file.form == form}


def choose(path: Path) -> Choice:
    """Choose the files to read of a folder, or the one file given.

    Files of the same form and year are one when their uncompressed contents are the same, else a fault.

    Raises
    ------
    InputError
        When there is nothing at `path`, or nothing that is named like a police file.
    """
    remedy = "honhyo_2021.csv のような、警察庁が付けた名前のまま指定してください"
    if path.is_file():
        named = _named(path)
        if named is None:
            raise InputError([Fault(path.name, "", "警察庁の事故データのファイル名ではありません", remedy)])
        return _with_followers(Choice(files=[named]))
    if not path.is_dir():
        raise InputError([Fault(str(path), "", "ファイルもフォルダーもありません", "場所を確かめてください")])
    choice = Choice()
    by_kind: dict[tuple[Form, int], list[PoliceFile]] = {}
    for entry in sorted(path.iterdir()):
        named = _named(entry)
        if named and entry.is_dir():
            problem, inside = (
                "ファイルではなくフォルダーです",
                "中のファイルを取り出して、同じ名前で置いてください",
            )
            choice.faults.append(Fault(entry.name, "", problem, inside))
        elif named is None:
            choice.skipped.append(entry.name)
        else:
            by_kind.setdefault((named.form, named.year), []).append(named)
    if not by_kind and not choice.faults:
        raise InputError([Fault(str(path), "", "警察庁の事故データがありません", remedy)])
    for first, *others in by_kind.values():
        choice.files.append(first)
        for other in others:
            try:
                same = _content_hash(first.path) == _content_hash(other.path)
            except InputError as error:
                choice.faults.extend(error.faults)
                continue
            if same:
                choice.repeated.append((other.path, first.path))
            else:
                choice.faults.append(
                    Fault(
                        f"{first.path.name}と{other.path.name}",
                        "",
                        f"どちらも{first.title}で、内容が異なります",
                        "正しい方だけを残してください",
                    )
                )
    return _with_followers(choice)


def _with_followers(choice: Choice) -> Choice:
    """Put files in reading order and miss the 本票 of every year that has other forms."""
    order = list(FORM_NAMES)
    choice.files.sort(key=lambda file: (file.year, order.index(file.form)))
    years = {file.year for file in choice.files if file.form == "honhyo"}
    choice.faults.extend(
        Fault(
            file.path.name,
            "",
            f"{file.year}年の本票がないため読めません",
            f"honhyo_{file.year}.csv（.csv.gz、.zip も可）を加えたフォルダーを指定してください",
        )
        for file in choice.files
        if file.year not in years
    )
    return choice


def _named(path: Path) -> PoliceFile | None:
    match = _NAME.fullmatch(path.name)
    return PoliceFile(path, cast(Form, match[1].lower()), int(match[2])) if match else None


@dataclass(frozen=True)
class Unpacked:
    """A file opened: its headings, a temporary UTF-8 copy of its body, and the SHA-256 of the file.

    In the copy line n is line n + 1 of the file, lines end with a line feed, digits and spaces in full width are
    plain ones, and bytes that are no text of the header's encoding are U+FFFD. `slots` are the places of the cells
    where all lines are laid out alike, else None.
    """

    headings: list[str]
    body: Path
    sha256: str
    slots: list[Slot] | None


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
    """Yield an iterator over files as they are unpacked, each in the background while the one before is read.

    A copy is removed when the next one is asked for. The result of a file that cannot be unpacked is an InputError.
    """
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(max_workers=1) as background:
        yield _each_unpacked(paths, Path(name), background)


def _each_unpacked(
    paths: Sequence[Path], folder: Path, background: ThreadPoolExecutor
) -> Iterator[Future[Unpacked]]:
    current = None
    for path in [*paths, None]:
        following = background.submit(_unpack, path, folder) if path else None
        if current:
            yield current
            if current.exception() is None:
                current.result().body.unlink()
        current = following


def _unpack(path: Path, folder: Path) -> Unpacked:
    """Unpack a file into a folder.

    Raises
    ------
    InputError
        When the file is empty, damaged, no archive of exactly one CSV of its own name, larger than any year, or
        changes while it is read, when its header cannot be decoded, or when there is no room for the copy.
    """
    body, slots = folder / f"{path.name}.body", Slots()
    before = sha256(path)
    with _content(path) as content:
        headings, encoding = _headings(path, content)
        _copy(slots.watch(_plain(_chunks(path, content), encoding)), body)
    if sha256(path) != before:
        remedy = "書き込みが終わってから、もう一度実行してください"
        raise InputError([Fault(path.name, "", "読んでいるあいだに内容が変わりました", remedy)])
    return Unpacked(headings, body, before, slots.found())


def _plain(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Yield pieces of a file in UTF-8, full-width digits and spaces as plain ones."""
    for lines in chunks:
        yield (
            lines if lines.isascii() else lines.decode(encoding, "replace").translate(_FULL_WIDTH).encode()
        )


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


def _content_hash(path: Path) -> str:
    with _content(path) as content:
        digest = hashlib.sha256()
        while chunk := content.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def _content(path: Path) -> Iterator[BinaryIO]:
    """Yield the uncompressed bytes of a file; damage found while they are read becomes an InputError."""
    try:
        if path.name.lower().endswith(".zip"):
            with zipfile.ZipFile(path) as archive, archive.open(_only_csv(path, archive)) as member:
                yield io.BufferedReader(cast(io.RawIOBase, member))
        elif path.name.lower().endswith(".gz"):
            with gzip.open(path) as stream:
                yield cast(BinaryIO, stream)
        else:
            with path.open("rb") as stream:
                yield stream
    except (gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        # zipfile raises RuntimeError for archives with a password or an unknown method of compression.
        remedy = "壊れているか途中で切れているので、ダウンロードし直してください"
        raise InputError([Fault(path.name, "", "圧縮ファイルを展開できません", remedy)]) from error
    except OSError as error:
        raise InputError([system.not_opened(path.name, error)]) from error


def _only_csv(path: Path, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """Return the one CSV of an archive; what a Mac adds to archives (__MACOSX, ._name) is passed over."""
    members = [
        member
        for member in archive.infolist()
        if member.filename.lower().endswith(".csv") and not Path(member.filename).name.startswith("._")
    ]
    if len(members) != 1:
        problem = f"中にCSVが{len(members)}個あります（1個だけ読めます）"
        remedy = "CSVを1個だけ入れたzipにするか、CSVのまま置いてください"
        raise InputError([Fault(path.name, "", problem, remedy)])
    inside, outside = _named(Path(Path(members[0].filename).name)), _named(path)
    if inside and outside and (inside.form, inside.year) != (outside.form, outside.year):
        problem = f"中のCSVは「{inside.path}」で、外側の名前と形式か年が違います"
        raise InputError([Fault(path.name, "", problem, "正しい方の名前に合わせてください")])
    return members[0]


def _headings(path: Path, content: BinaryIO) -> tuple[list[str], str]:
    """Read the first line; return its cells and the encoding of the file."""
    line = content.readline(_LONGEST_LINE_BYTES)
    if not line.removeprefix(_BYTE_ORDER_MARK).strip():
        raise InputError(
            [Fault(path.name, "1行目", "見出し行がありません", "空のファイルでないか確かめてください")]
        )
    encoding = "utf-8" if line.startswith(_BYTE_ORDER_MARK) else "cp932"
    try:
        text = line.removeprefix(_BYTE_ORDER_MARK).decode(encoding)
    except UnicodeDecodeError as error:
        remedy = "警察庁のCSVをそのまま使うか、BOM付きUTF-8で保存し直してください"
        raise InputError([Fault(path.name, "1行目", "見出しの文字コードが読めません", remedy)]) from error
    return text.rstrip("\r\n").split(","), encoding


def _chunks(path: Path, content: BinaryIO) -> Iterator[bytes]:
    """Yield the rest of a file in pieces of whole lines, cleaned as `unpacked` promises."""
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
        yield (chunk + rest).translate(_CONTROL_TO_DELETE, delete=b"\r")
