"""Whether a file is a table counted already, instead of one row a respondent."""

import re

from ingest.sheets import Sheet
from ingest.texts import plain

_FIGURE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?(?:%|人|件)?|[-―—*]?")
_MOST_ROWS = 40  # of a table by age, with its totals


def looks_tabulated(sheet: Sheet) -> bool:
    """Return whether rows have different words in front and figures only behind, as in a table by age.

    It is a guess: a small file of respondents whose numbers are words, and whose answers are codes, looks alike.
    """
    if len(sheet.rows) > _MOST_ROWS:
        return False
    rows = [list(map(plain, cells)) for _, cells in sheet.rows]
    names = [row[0] for row in rows]
    figures = [cell for row in rows for cell in row[1:]]
    return (
        len(set(names)) == len(names)
        and not any(map(_FIGURE.fullmatch, names))
        and sum(map(bool, figures)) > len(rows)
        and all(map(_FIGURE.fullmatch, figures))
    )
