"""What a cell of a file may hold: texts without control characters, numbers without noise, nothing Excel changes."""

import re
import unicodedata

import pandas as pd
from pandas.api.types import is_bool_dtype, is_integer_dtype

from stats import characters

SIGNIFICANT = 12
"""Digits of a number that are kept: what comes after is noise of binary fractions (0.9000000000000004)."""

# What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection), also in full width.
_FORMULA = re.compile("[=+\\-@\t\r\n＝＋－＠]")
# What Excel turns into something else when it opens a CSV file: leading zeros, days and times, more digits or a power
# of ten than it shows, brackets of a negative number.
_TURNED = re.compile(
    r"0\d+|\d{1,4}[-/]\d{1,2}|\d{1,2}[-/]\d{1,2}[-/]\d{1,4}|\d+:\d+(?::\d+)?|\d{12,}|[\d.]+e[+-]?\d+|\([\d.,]+\)",
    re.IGNORECASE,
)
_CODES = re.compile(r"(?P<word>\w+?)(?:番号|コード)")
"""The heading of a column of codes: its word stands before each of them, as in 施策9-12."""


def plain(column: pd.Series) -> pd.Series:
    """Return a column without control characters, its numbers rounded to the digits that mean something."""
    if is_integer_dtype(column.dtype) or is_bool_dtype(column.dtype):
        return column
    return column.map(_plain, na_action="ignore")


def _plain(cell: object) -> object:
    if isinstance(cell, str):
        return characters.visible(cell)
    return float(f"{cell:.{SIGNIFICANT}g}") if isinstance(cell, float) else cell


def word(heading: str) -> str | None:
    """Return what codes of a column are called by its heading: 施策 of 施策番号; None of any other column."""
    named = _CODES.fullmatch(heading)
    return named["word"] if named else None


def worded(word: str, cell: object) -> object:
    """Return a code with its word, such as 施策9-12; what has no digit, or is a number, as it is."""
    if not isinstance(cell, str) or not re.search(r"\d", cell) or cell.startswith(word):
        return cell
    return f"{word}{cell}"


def for_excel(cell: object) -> object:
    """Return a cell of a CSV file that Excel shows as it is: after an apostrophe where it would run or change it."""
    if not isinstance(cell, str):
        return cell
    written = unicodedata.normalize("NFKC", cell).strip()
    return f"'{cell}" if _FORMULA.match(cell) or _TURNED.fullmatch(written) else cell
