"""Tables people keep in Excel: the rows of a CSV or XLSX file as texts."""

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from ingest import system
from ingest.faults import Fault, InputError

Row = tuple[int, list[str]]
"""Its number as Excel counts rows, and its cells."""

_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    EOFError,
    KeyError,
    ValueError,
    SyntaxError,
)


@dataclass(frozen=True)
class Sheet:
    """The heading of a table and the rows below it that have content."""

    heading: Row
    rows: list[Row]

    @property
    def headings(self) -> list[str]:
        """Return the cells of the heading."""
        return self.heading[1]


def read(path: Path, sheet: str | None = None, *, several: str = "シートを1枚だけにしてください") -> Sheet:
    """Return the content of a file; the first row with content is the heading.

    Parameters
    ----------
    path
        A .csv (UTF-8 or the encoding of Japanese Windows) or .xlsx file.
    sheet
        Name of the sheet of a workbook; None where it has only one.
    several
        What to do about a workbook of several sheets, in Japanese; {sheets} stands for their names.

    Raises
    ------
    InputError
        When the file cannot be opened or read, has no rows, or is a workbook with several or hidden sheets, merged
        cells or formulas that were never calculated.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError([system.not_opened(path.name, error)]) from error
    rows = (
        _csv_rows(path.name, content)
        if path.suffix.lower() == ".csv"
        else _xlsx_rows(path.name, content, sheet, several)
    )
    filled = [(line, cells) for line, cells in rows if any(cell.strip() for cell in cells)]
    if not filled:
        raise _refusal(path.name, "", "中身がありません", "見出しと行のあるファイルを指定してください")
    heading, *below = filled
    if not below:
        remedy = "見出しの下に1行以上あるファイルを指定してください"
        raise _refusal(path.name, "", "見出しの下に行がありません", remedy)
    return Sheet(heading, below)


def _refusal(file: str, place: str, problem: str, remedy: str) -> InputError:
    return InputError([Fault(file, place, problem, remedy)])


def _csv_rows(file: str, content: bytes) -> Iterator[Row]:
    text = _decoded(file, content)
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), 1):
            yield number, cells
    except csv.Error as error:
        place, remedy = f"{number + 1}行目", "引用符の過不足を直してください"
        raise _refusal(file, place, "CSVとして読めません", remedy) from error


def _decoded(file: str, content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    remedy = "Excelで「CSV UTF-8（コンマ区切り）」として保存し直してください"
    raise _refusal(file, "", "文字コードがUTF-8でもShift_JISでもありません", remedy)


def _xlsx_rows(file: str, content: bytes, name: str | None, several: str) -> Iterator[Row]:
    values = _worksheet(file, content, name, several, data_only=True)
    if values.merged_cells.ranges:
        merged = "、".join(sorted(area.coord for area in values.merged_cells.ranges)[:3])
        remedy = "結合を解除し、1行に1件、1列に1つの値となるように直してください"
        raise _refusal(file, f"シート「{values.title}」", f"結合されたセル（{merged}）があります", remedy)
    formulas = _worksheet(file, content, name, several, data_only=False)
    rows = zip(values.iter_rows(), formulas.iter_rows(), strict=True)
    for number, (cells, written) in enumerate(rows, 1):
        for cell, source in zip(cells, written, strict=True):
            if source.data_type == "f" and cell.value is None:
                remedy = "Excelで開いて保存し直すか、値として貼り付けてください"
                raise _refusal(file, f"セル{cell.coordinate}", "数式の計算結果が保存されていません", remedy)
        yield number, [_as_text(cell.value) for cell in cells]


def _worksheet(file: str, content: bytes, name: str | None, several: str, *, data_only: bool) -> Worksheet:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about parts of Excel's look that openpyxl leaves out
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=data_only)
    except _UNREADABLE as error:
        remedy = "パスワードを外し、Excelで「.xlsx」として保存し直してください"
        raise _refusal(file, "", "XLSXとして読めません", remedy) from error
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    if hidden:
        remedy = "再表示して中身を確かめ、要らなければ消してください"
        raise _refusal(file, "", f"隠れたシート「{'、'.join(hidden)}」があります", remedy)
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if name is None and len(sheets) == 1:
        return next(iter(sheets.values()))
    if name not in sheets:
        problem = f"シート「{name}」がありません" if name else "シートが2枚以上あります"
        raise _refusal(file, "", problem, several.format(sheets="、".join(sheets)))
    return sheets[name]


def _as_text(value: object) -> str:
    """Return a cell's value as it would stand in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
