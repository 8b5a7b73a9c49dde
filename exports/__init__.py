"""Rows and figures in, bytes out; definitions, conditions and the edition travel with every file."""

import io
import re
from dataclasses import dataclass
from functools import partial

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from pandas.api.types import is_numeric_dtype

from exports import cells
from stats import characters

SAMPLE = "サンプル（実績・調査の回答・事故の記録は合成したもので、実在しません）"
REAL = "実データ"
NOTHING = ("", "—", "―")
CARRIED = ("データの種類", "条件", "出典", "版", "問い合わせ先")
"""Notes that stand in every row of a CSV file; the definition is in the workbook."""
# A number as pages write it: sign, separators, decimals, power of ten; then its unit. A code has no separators or
# begins with zeros; words after a number (歳以上, m以内, を続ける) make it a class.
WRITTEN = re.compile(
    r"(?P<number>[+−±]?(?!0\d)\d{1,3}(?:,\d{3})*(?:\.\d+)?(?:e[+-]\d+)?)(?P<unit>[^\d\s～〜／→・（ぁ-ん歳以未]*)"
)


@dataclass(frozen=True)
class Notes:
    """What a reader of an exported file must know, in the order it is written."""

    lines: tuple[tuple[str, str], ...]
    edition_id: str
    kind: str


def notes(
    *,
    title: str,
    definition: str,
    conditions: list[str],
    sources: list[str],
    licences: list[str],
    edition_id: str,
    contact: str,
    is_sample: bool,
) -> Notes:
    """Return the notes of an export: title, kind of data, conditions, definition, sources, terms, edition, contact."""
    kind = SAMPLE if is_sample else REAL
    lines = (
        ("表題", title),
        ("データの種類", kind),
        ("条件", "、".join(conditions) or "なし"),
        ("定義", definition),
        ("出典", "、".join(sources)),
        ("利用条件", "、".join(licences) or "出典の利用条件に従ってください"),
        ("版", edition_id),
        ("問い合わせ先", contact),
    )
    return Notes(lines, edition_id, kind)


def file_name(notes: Notes) -> str:
    """Return what every saved file of a card is called, without its ending."""
    return f"{dict(notes.lines)['表題']}_{notes.edition_id}"


def measured(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table to compute with: columns of numbers written as text are numbers, their unit stands in the heading.

    A column is read so where every text with a digit is one number with the same unit. Words such as 秘匿 stay words
    between its numbers, and a dash becomes an empty cell. Texts lose control characters, numbers the noise behind
    their last digit; all else is left as it is.
    """
    columns = [
        _measured(characters.visible(str(name)), cells.plain(table.iloc[:, place]))
        for place, name in enumerate(table.columns)
    ]
    return pd.concat(columns, axis="columns") if columns else table


def _measured(name: str, column: pd.Series) -> pd.Series:
    texts = {cell for cell in column if isinstance(cell, str)}
    found = {text: WRITTEN.fullmatch(text) for text in texts if re.search(r"\d", text)}
    units = {match["unit"] for match in found.values() if match}
    if cells.word(name) or not all(found.values()) or len(units) != 1:
        return column.rename(name)
    (unit,) = units
    values = {text: _number(match["number"]) for text, match in found.items() if match} | dict.fromkeys(
        NOTHING
    )
    read = [values.get(cell, cell) if isinstance(cell, str) else cell for cell in column]
    is_told = not unit or name == unit or f"（{unit}）" in name
    heading = name if is_told else f"{name}（{unit}）"
    return pd.Series(read, index=column.index, dtype=object, name=heading).convert_dtypes()


def _number(text: str) -> float:
    plain = text.replace(",", "").replace("−", "-").replace("±", "")
    return float(plain) if re.search(r"[.e]", plain) else int(plain)


def xlsx(table: pd.DataFrame, notes: Notes, *, as_typed: bool = False) -> bytes:
    """Return an Excel workbook: the rows with real numbers on one sheet, the notes on another.

    A table of what people typed is left `as_typed`: 6月 is no number of months.
    """
    table = table.apply(cells.plain) if as_typed else _coded(measured(table))
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("データ")
    sheet.append([str(name) for name in table.columns])
    for row in table.itertuples(index=False):
        sheet.append([_cell(value) for value in row])
    for column, name in enumerate(table.columns, start=1):
        sheet.cell(1, column).font = Font(bold=True)
        longest = max(len(str(value)) for value in (name, *table.iloc[:, column - 1]))
        sheet.column_dimensions[get_column_letter(column)].width = min(60, 2 * longest + 2)
    sheet.freeze_panes = "A2"
    remarks = book.create_sheet("注記")
    for name, text in notes.lines:
        remarks.append((name, characters.visible(text)))
    remarks.column_dimensions["A"].width = 16
    remarks.column_dimensions["B"].width = 100
    for (cell,) in remarks.iter_rows(min_col=2, max_col=2):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for row in (*sheet.iter_rows(), *remarks.iter_rows()):
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text that begins with = stays a text
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def csv(table: pd.DataFrame, notes: Notes) -> bytes:
    """Return UTF-8 with BOM, as Excel opens it; every row carries conditions, source, edition and kind.

    No cell is run as a formula or turned into a day or another number: an apostrophe stands before such texts.
    """
    carried = _coded(measured(table)).assign(
        **{name: characters.visible(text) for name, text in notes.lines if name in CARRIED}
    )
    carried.columns = pd.Index([cells.for_excel(name) for name in carried.columns])
    for place, kind in enumerate(carried.dtypes):
        if not is_numeric_dtype(kind):
            carried.isetitem(place, carried.iloc[:, place].map(cells.for_excel, na_action="ignore"))
    return str(carried.to_csv(index=False)).encode("utf-8-sig")


def _coded(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose codes stand with their word, so that no spreadsheet takes 9-12 for a day or drops a zero."""
    coded = table.copy(deep=False)
    for place, name in enumerate(table.columns):
        if word := cells.word(str(name)):
            with_word = partial(cells.worded, word)
            coded.isetitem(place, table.iloc[:, place].map(with_word, na_action="ignore"))
    return coded


def _cell(value: object) -> object:
    """Return a cell as Excel's own kind: text, number or nothing."""
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value
