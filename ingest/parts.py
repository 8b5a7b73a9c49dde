"""The parts of a workbook before anything is read from them: sound XML within bounds, rows and cells in their order."""

import re
import zipfile
from pyexpat import ParserCreate
from typing import IO

from ingest.faults import Fault, InputError

MOST_BYTES = 50 << 20
"""Of all parts once unpacked; what is in them may be packed a thousand times smaller."""

MOST_ELEMENTS = 1_200_000
"""Of all parts: twice what two thousand respondents of a hundred columns take."""

MOST_OTHERS = 200_000
"""Of the elements that hold no cell or text: openpyxl makes an object of each, be it a style, a name or a type."""

LONGEST_TAG = 1 << 17
"""In bytes; a parser that is given a file piece by piece reads an unfinished tag anew with each piece."""

MOST_MEMBERS = 10_000
"""Of the archive; Excel writes a few dozen."""

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""Excel's own limits."""

_OF_TEXTS = {"row", "c", "v", "f", "is", "t", "si", "rPh", "phoneticPr"}
"""Elements of cells and of the texts in them; Japanese Excel writes how each text is read."""

FEWER_CELLS = (
    "表から離れた右や下に、文字や書式の残ったセルがあれば消し、表そのものが大きいなら、"
    "「CSV UTF-8（コンマ区切り）」で保存してCSVを渡してください"
)
"""What to do about too many cells."""

Place = tuple[int, int]
"""Row and column of a cell, from 1."""

_CHUNK_BYTES = 1 << 16
_DIGITS = re.compile("[0-9]{1,18}")
_PLACE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_SAVE_AGAIN = "Excelで開き、「Excel ブック（.xlsx）」として保存し直してください"


def check(file: str, archive: zipfile.ZipFile) -> dict[str, set[Place]]:
    """Refuse a workbook, which messages call `file`, that would be read wrongly or without end.

    Returns by the name of each part the cells with formulas in it.

    Raises
    ------
    InputError
        When it is too large, has a DTD, comments of XML or CDATA (which Excel never writes), or has rows or cells
        outside the sheet, twice or not in their order: the library that reads sheets leaves these out in silence.
    pyexpat.ExpatError
        When a part is no XML.
    """
    unpacked = sum(member.file_size for member in archive.infolist())
    if len(archive.infolist()) > MOST_MEMBERS:
        raise InputError(
            [Fault(file, "", f"中に{MOST_MEMBERS:,}個より多くのファイルがあります", _SAVE_AGAIN)]
        )
    if unpacked > MOST_BYTES:
        problem = f"展開すると{unpacked >> 20:,}MBになり、大きすぎます（{MOST_BYTES >> 20}MBまで）"
        raise InputError([Fault(file, "", problem, "使っていない行・列・画像を消して保存し直してください")])
    elements = _Elements(file)
    formulas = {}
    for member in archive.infolist():
        if member.filename.endswith((".xml", ".rels")):
            with archive.open(member) as part:
                formulas[member.filename] = elements.read(part)
    return formulas


class _Elements:
    """Counts the elements of all parts, and follows the rows and cells of a sheet."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._count = self._others = self._row = self._column = 0
        self._formulas: set[Place] = set()

    def read(self, part: IO[bytes]) -> set[Place]:
        """Look at every element of a part, and return the cells with formulas."""
        self._row, self._formulas, read = 0, set(), 0
        parser = ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = self._stranger
        parser.CommentHandler = self._stranger
        parser.StartCdataSectionHandler = self._stranger
        while chunk := part.read(_CHUNK_BYTES):
            parser.Parse(chunk)
            read += len(chunk)
            if read - parser.CurrentByteIndex > LONGEST_TAG:
                raise self._refusal("Excelが書かない長さの要素が入っています", _SAVE_AGAIN)
        parser.Parse(b"", True)
        return self._formulas

    def _stranger(self, *_: object) -> None:
        raise self._refusal("Excelが書かないもの（DTD、XMLの注釈、CDATA）が入っています", _SAVE_AGAIN)

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS:
            raise self._refusal("セルが多すぎます", FEWER_CELLS)
        kind = name.rpartition(" ")[2]
        self._others += kind not in _OF_TEXTS
        if self._others > MOST_OTHERS:
            problem = "書式や名前など、セルのほかのものが多すぎます"
            remedy = "新しいブックに、表を「値」として貼り付けて保存し直してください"
            raise self._refusal(problem, remedy)
        match kind:
            case "row":
                self._to_row(attributes.get("r"))
            case "c":
                self._to_cell(attributes.get("r"))
            case "f":
                self._formulas.add((self._row, self._column))

    def _to_row(self, written: str | None) -> None:
        before, self._column = self._row, 0
        self._row = before + 1
        if written is not None:
            self._row = int(written) if _DIGITS.fullmatch(written) else 0
        if not before < self._row <= MOST_ROWS:
            problem = f"行番号{written or self._row}は、Excelの行（{MOST_ROWS:,}行まで）にないか、順に並んでいません"
            raise self._refusal(problem, _SAVE_AGAIN)

    def _to_cell(self, written: str | None) -> None:
        before, self._column = self._column, self._column + 1
        if written is not None:
            place = _PLACE.fullmatch(written)
            self._column = _column(place[1]) if place and int(place[2]) == self._row else 0
        if not before < self._column <= MOST_COLUMNS:
            problem = f"{self._row}行目のセル「{written}」は、その行にないか、順に並んでいません"
            raise self._refusal(problem, _SAVE_AGAIN)

    def _refusal(self, problem: str, remedy: str) -> InputError:
        return InputError([Fault(self._file, "", problem, remedy)])


def _column(letters: str) -> int:
    """Return the number of a column by its letters, 1 being A."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
