"""Excel workbooks as rows of texts, within bounds, and with nothing passed over in silence."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Protocol, cast

from ingest.faults import Fault, InputError

Row = tuple[int, list[str]]
"""Its number as Excel counts rows, and its cells."""

MOST_BYTES = 200 << 20
"""Of a workbook once unpacked; what is in it may be packed a thousand times smaller."""

MOST_CELLS = 3_000_000
"""Of a sheet, up to the last one of every row: thirty thousand respondents of a hundred columns."""

MOST_ROWS = 1_048_576
"""Excel's own limit."""

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]+)"')
_LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')  # of a number format: text, colours and locales
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # how a workbook writes a character no XML may hold
MOST_SHOWN = 3  # merged areas named in a message


class _Cell(Protocol):
    """What is used of openpyxl's cells."""

    value: object
    number_format: str
    coordinate: str
    data_type: str


class _Sheet(Protocol):
    """What is used of openpyxl's sheets that are only read, which its published types leave out."""

    title: str
    sheet_state: str

    def iter_rows(self) -> Iterator[tuple[_Cell, ...]]: ...
    def reset_dimensions(self) -> None: ...
    def _get_source(self) -> IO[bytes]: ...


class Workbook:
    """The visible sheets of an XLSX file."""

    def __init__(self, file: str, content: bytes) -> None:
        """Open a workbook that messages call `file`.

        Raises
        ------
        InputError
            When it is damaged, too large or has hidden sheets.
        """
        self._file = file
        with self._reading(), zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > MOST_BYTES:
            problem = f"展開すると{unpacked >> 20:,}MBになり、大きすぎます（{MOST_BYTES >> 20}MBまで）"
            raise self._refusal("", problem, "使っていない行・列・画像を消して保存し直してください")
        self._values = self._sheets(content, data_only=True)
        self._formulas = self._sheets(content, data_only=False)
        hidden = [name for name, sheet in self._values.items() if sheet.sheet_state != "visible"]
        if hidden:
            remedy = "再表示して中身を確かめ、要らなければ消してください"
            raise self._refusal("", f"隠れたシート「{'、'.join(hidden)}」があります", remedy)

    @property
    def names(self) -> list[str]:
        """Return the names of the sheets in their order."""
        return list(self._values)

    def first_rows(self, name: str, most: int) -> list[list[str]]:
        """Return up to `most` rows with content of a sheet, as plain as they are, refusing nothing but damage."""
        rows: list[list[str]] = []
        with self._reading():
            for cells in self._values[name].iter_rows():
                texts = ["" if cell.value is None else str(cell.value).strip() for cell in cells]
                if any(texts):
                    rows.append(texts)
                if len(rows) == most:
                    break
        return rows

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a sheet that have cells, each as far as its last one, as Excel would write a CSV file.

        A number has 15 digits at most, a day is 2025-03-31, a cell shown as a percentage ends in %.

        Raises
        ------
        InputError
            When the sheet is damaged or too large, or has merged cells, errors, or formulas never calculated.
        """
        with self._reading():
            self._refuse_merged(name)
            return list(self._rows(name))

    def _rows(self, name: str) -> Iterator[Row]:
        count = 0
        rows = zip(self._values[name].iter_rows(), self._formulas[name].iter_rows(), strict=True)
        for number, (values, sources) in enumerate(rows, 1):
            if not values:
                continue
            count += len(values)
            if count > MOST_CELLS or number > MOST_ROWS:
                remedy = "表から離れた右や下に、文字や書式の残ったセルがあれば消してください"
                raise self._refusal(f"シート「{name}」", "セルが多すぎます", remedy)
            for value, source in zip(values, sources, strict=True):
                if source.data_type == "f" and value.value is None and value.data_type != "str":
                    problem = "数式の計算結果が保存されていません"
                    remedy = "Excelで開いて保存し直すか、値として貼り付けてください"
                    raise self._refusal(f"セル{value.coordinate}", problem, remedy)
                if value.data_type == "e":
                    problem = f"エラー（{value.value}）になっています"
                    remedy = "数式や書式を直すか、値を書き直してください"
                    raise self._refusal(f"セル{value.coordinate}", problem, remedy)
            yield number, [_as_text(value) for value in values]

    def _refuse_merged(self, name: str) -> None:
        with self._values[name]._get_source() as source:  # read-only sheets do not tell of merged cells
            merged = sorted({area.decode() for area in _MERGED.findall(source.read())})
        if merged:
            problem = f"結合されたセル（{'、'.join(merged[:MOST_SHOWN])}）があります"
            remedy = "結合を解除し、1行に1件、1列に1つの値となるように直してください"
            raise self._refusal(f"シート「{name}」", problem, remedy)

    def _sheets(self, content: bytes, *, data_only: bool) -> dict[str, _Sheet]:
        """Return the sheets by name, their rows as long as what is in them, whatever size the file claims."""
        import openpyxl  # it takes long to import, and many builds need none

        with self._reading():
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=data_only)
            sheets = {sheet.title: sheet for sheet in cast(list[_Sheet], book.worksheets)}
            for sheet in sheets.values():
                sheet.reset_dimensions()
        return sheets

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Turn whatever is raised over a damaged workbook into an InputError."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # about parts of Excel's look that openpyxl leaves out
                yield
        except InputError:
            raise
        except Exception as error:  # zipfile, zlib, XML and openpyxl raise exceptions of every kind
            remedy = "パスワードを外し、Excelで「.xlsx」として保存し直してください"
            raise self._refusal("", "XLSXとして読めません", remedy) from error

    def _refusal(self, place: str, problem: str, remedy: str) -> InputError:
        return InputError([Fault(self._file, place, problem, remedy)])


def _as_text(cell: _Cell) -> str:
    """Return what Excel would write for a cell into a CSV file."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int | float):
        number = Decimal(format(value, ".15g"))  # what Excel shows; the rest is noise of binary fractions
        is_percent = "%" in _LITERALS.sub("", cell.number_format)
        return f"{_plain(number * 100)}%" if is_percent else _plain(number)
    if isinstance(value, datetime | date):
        return _day(value, cell.number_format)
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))


def _plain(number: Decimal) -> str:
    """Return a number without exponent and without zeros at the end of its fraction."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(value: date, number_format: str) -> str:
    """Return a day; of a cell that shows year and month only, these, since its day is Excel's invention."""
    shown = _LITERALS.sub("", number_format).lower()
    if shown != "general" and "d" not in shown:
        return f"{value.year}年{value.month}月"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)
