"""Excel workbooks as rows of texts, within bounds, and with nothing passed over in silence."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO, Any, Protocol, TypeGuard, cast

from ingest import cells, parts
from ingest.faults import Fault, InputError, spans

Row = tuple[int, list[str]]
"""Its number as Excel counts rows, and its cells."""

MOST_CELLS = 200_000
"""Of a sheet, up to the last one of every row: two thousand respondents of a hundred columns. A CSV may have more:
reading a cell of a workbook takes ten times as long."""

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]*?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}([0-9]{1,7}))"')
_ROW = re.compile(rb"<(?:\w+:)?row\s[^<>]*>")
_COLUMNS = re.compile(rb"<(?:\w+:)?col\s[^<>]*>")
_HIDDEN = re.compile(rb'\s(?:hidden="(?:1|true)"|(?:ht|width)="0(?:\.0*)?")')
_NUMBER, _FROM, _TO = (re.compile(rb"\s" + name + rb'="([0-9]{1,9})"') for name in (b"r", b"min", b"max"))
_CELL = re.compile(rb'<(?:\w+:)?c\s[^<>]*?\br="[A-Z]+([0-9]{1,7})"[^<>]*(?<!/)>(.*?)</(?:\w+:)?c>', re.DOTALL)
_STRIKE = re.compile(rb'<(?:\w+:)?strike(?:\s*/?>|\s+val="(?:1|true)")')
_STRICT = b"http://purl.oclc.org/ooxml/"
MOST_SHOWN = 3  # merged areas named in a message


class _Cell(Protocol):
    """What is used of openpyxl's cells."""

    value: object
    row: int
    column: int
    coordinate: str
    data_type: str
    _style_id: int


class _Sheet(Protocol):
    """What is used of openpyxl's sheets that are only read, which its published types leave out."""

    title: str
    sheet_state: str
    parent: "_Book"
    _worksheet_path: str

    def iter_rows(self) -> Iterator[tuple[_Cell, ...]]: ...
    def reset_dimensions(self) -> None: ...
    def _get_source(self) -> IO[bytes]: ...


class _Book(Protocol):
    """What is used of openpyxl's workbooks, which keep the styles of their cells to themselves."""

    epoch: datetime
    _cell_styles: list[Any]
    _fonts: list[Any]
    _number_formats: list[str]


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
            self._formulas = parts.check(file, archive)
        self._refuse_strict(content)
        self._values = self._sheets(content)
        self._read_styles()
        hidden = [name for name, sheet in self._values.items() if sheet.sheet_state != "visible"]
        if hidden:
            remedy = "再表示して中身を確かめ、要らなければ消してください"
            raise self._refusal("", f"隠れたシート「{'、'.join(hidden)}」があります", remedy)

    @property
    def names(self) -> list[str]:
        """Return the names of the sheets in their order."""
        return list(self._values)

    def first_rows(self, name: str, most: int) -> list[Row]:
        """Return up to `most` rows with content of a sheet, as plain as they are, refusing nothing but damage."""
        rows: list[Row] = []
        with self._reading():
            for number, row in enumerate(self._values[name].iter_rows(), 1):
                texts = ["" if cell.value is None else str(cell.value).strip() for cell in row]
                if any(texts):
                    rows.append((number, texts))
                if len(rows) == most:
                    break
        return rows

    def rows(self, name: str, first: int = 1) -> list[Row]:
        """Return the rows of a sheet that have cells, each as far as its last one, as `cells.text_of` writes them.

        Rows above the row `first` are passed over, whatever is in them.

        Raises
        ------
        InputError
            When the sheet is damaged or too large, or has merged cells, errors, formulas never calculated, or
            figures that are hidden, struck through or shown as nothing.
        """
        with self._reading():
            with self._values[name]._get_source() as source:  # read-only sheets do not tell of their layout
                layout = source.read()
            self._refuse_merged(name, layout, first)
            unseen = _Unseen(layout)
            rows = []
            for number, row in self._rows(name, first):
                self._watch(unseen, number, row)
                rows.append((number, [self._text(cell) for cell in row]))
            if faults := list(unseen.faults(self._file, f"シート「{name}」")):
                raise InputError(faults)
            return rows

    def _rows(self, name: str, first: int) -> Iterator[tuple[int, tuple[_Cell, ...]]]:
        count = 0
        formulas = self._formulas[self._values[name]._worksheet_path]
        for number, values in enumerate(self._values[name].iter_rows(), 1):
            if not values or number < first:
                continue
            count += len(values)
            if count > MOST_CELLS:
                problem = f"セルが多すぎます（{MOST_CELLS:,}個まで）"
                raise self._refusal(f"シート「{name}」", problem, parts.FEWER_CELLS)
            for column, value in enumerate(values, 1):
                if value.value is None and value.data_type != "str" and (number, column) in formulas:
                    problem = "数式の計算結果が保存されていません"
                    remedy = "Excelで開いて保存し直すか、値として貼り付けてください"
                    raise self._refusal(f"セル{value.coordinate}", problem, remedy)
                if value.data_type == "e":
                    problem = f"エラー（{value.value}）になっています"
                    remedy = "数式や書式を直すか、値を書き直してください"
                    raise self._refusal(f"セル{value.coordinate}", problem, remedy)
            yield number, values

    def _text(self, cell: _Cell) -> str:
        """Return what a cell says, a number being a day where Japanese formats say so."""
        value = cell.value
        if value is None:
            return ""
        shown = self._formats[cell._style_id]
        if _is_number(value) and shown.is_calendar:
            value = self._to_day(value)
        return cells.text_of(value, shown)

    def _refuse_merged(self, name: str, layout: bytes, first: int) -> None:
        merged = sorted({area.decode() for area, last in _MERGED.findall(layout) if int(last) >= first})
        if merged:
            problem = f"結合されたセル（{'、'.join(merged[:MOST_SHOWN])}）があります"
            remedy = "結合を解除し、1行に1件、1列に1つの値となるように直してください"
            raise self._refusal(f"シート「{name}」", problem, remedy)

    def _watch(self, unseen: "_Unseen", number: int, row: tuple[_Cell, ...]) -> None:
        """Keep where a row has figures a reader of the sheet does not see, or sees to be deleted."""
        for cell in row:
            if cell.value is None:
                continue
            unseen.meet(number, cell.column)
            if self._is_struck(cell):
                unseen.struck.add(number)
            if _is_number(cell.value) and self._formats[cell._style_id].hides(cell.value):
                unseen.blank.append((number, cell.coordinate, cell.value))

    def _is_struck(self, cell: _Cell) -> bool:
        if cell._style_id in self._struck:
            return True
        parts = (
            cell.value if isinstance(cell.value, list) else ()
        )  # a text of which parts have fonts of their own
        return any(part.font.strike for part in parts if not isinstance(part, str))

    def _refuse_strict(self, content: bytes) -> None:
        with self._reading(), zipfile.ZipFile(io.BytesIO(content)) as archive:
            books = [name for name in archive.namelist() if name.endswith("workbook.xml")]
            is_strict = any(_STRICT in archive.read(name) for name in books)
        if is_strict:
            problem = "「Strict Open XML ブック」です"
            remedy = "Excelで「Excel ブック（.xlsx）」として保存し直してください"
            raise self._refusal("", problem, remedy)

    def _sheets(self, content: bytes) -> dict[str, _Sheet]:
        """Return the sheets by name, their rows as long as what is in them, whatever size the file claims."""
        import openpyxl  # it takes long to import, and many builds need none

        with self._reading():
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, rich_text=True)
            sheets = {sheet.title: sheet for sheet in cast(list[_Sheet], book.worksheets)}
            for sheet in sheets.values():
                sheet.reset_dimensions()
        return sheets

    def _read_styles(self) -> None:
        """Keep of every style of a cell what it shows and whether it strikes its text through."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
        from openpyxl.utils.datetime import from_excel

        def code(number: int) -> str:
            if number >= BUILTIN_FORMATS_MAX_SIZE:
                return book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE]
            return cells.JAPANESE.get(number) or BUILTIN_FORMATS.get(number, cells.GENERAL)

        def to_day(number: float) -> object:
            try:
                return from_excel(number, book.epoch)
            except (OverflowError, ValueError):  # beyond the days Excel knows
                return number

        with self._reading():
            book = next(iter(self._values.values())).parent
            self._formats = [cells.format_of(code(style.numFmtId)) for style in book._cell_styles]
            self._struck = {
                number for number, style in enumerate(book._cell_styles) if book._fonts[style.fontId].strike
            }
        self._to_day = to_day

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


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


class _Unseen:
    """Where a sheet holds what its reader does not see; `struck` and `blank` are kept as the cells are read."""

    def __init__(self, layout: bytes) -> None:
        self._hidden_rows, self._hidden_columns = _hidden_rows(layout), _hidden_columns(layout)
        self._struck_within = _rows_struck_within(layout)
        self._rows: set[int] = set()
        self._columns: set[int] = set()
        self.struck: set[int] = set()
        self.blank: list[tuple[int, str, float]] = []

    def meet(self, row: int, column: int) -> None:
        """Keep that a cell has content, where it is hidden or holds a text with a part struck through."""
        if row in self._hidden_rows:
            self._rows.add(row)
        if column in self._hidden_columns:
            self._columns.add(column)
        if row in self._struck_within:
            self.struck.add(row)

    def faults(self, file: str, sheet: str) -> Iterator[Fault]:
        """Yield what is to be done about it, in one sentence each."""
        if self._rows:
            remedy = "フィルターを解除し、行を再表示して、要らない行は削除してください"
            yield Fault(file, sheet, f"{spans(sorted(self._rows))}行目が隠れています", remedy)
        if self._columns:
            letters = "、".join(map(_letters, sorted(self._columns)))
            yield Fault(
                file, sheet, f"{letters}列が隠れています", "列を再表示し、要らない列は削除してください"
            )
        if self.struck:
            problem = f"{spans(sorted(self.struck))}行目に、取り消し線を引いた文字があります"
            remedy = "消した行や文字なら削除し、そうでなければ取り消し線をはずしてください"
            yield Fault(file, sheet, problem, remedy)
        for row, coordinate, value in self.blank:
            problem = f"値（{value:.15g}）が書式で見えなくなっています"
            remedy = "セルの書式を「標準」にし、値がないことを表すならセルを空にしてください"
            yield Fault(file, f"{row}行目（セル{coordinate}）", problem, remedy)


def _hidden_rows(layout: bytes) -> set[int]:
    """Return the rows of a sheet that are not shown, be it by a filter."""
    hidden, number = set(), 0
    for tag in _ROW.findall(layout):
        named = _NUMBER.search(tag)
        number = int(named[1]) if named else number + 1
        if _HIDDEN.search(tag):
            hidden.add(number)
    return hidden


def _hidden_columns(layout: bytes) -> set[int]:
    """Return the columns of a sheet that are not shown, 1 being the first."""
    hidden: set[int] = set()
    for tag in _COLUMNS.findall(layout):
        first, last = _FROM.search(tag), _TO.search(tag)
        if _HIDDEN.search(tag) and first and last:
            hidden.update(range(int(first[1]), min(int(last[1]), parts.MOST_COLUMNS) + 1))
    return hidden


def _rows_struck_within(layout: bytes) -> set[int]:
    """Return the rows that hold a text with a part struck through, where the text stands in the sheet itself."""
    if not _STRIKE.search(layout):
        return set()
    return {int(row) for row, content in _CELL.findall(layout) if _STRIKE.search(content)}


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)
