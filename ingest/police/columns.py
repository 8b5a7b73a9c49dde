"""Which column of a police file is which: matched by its header, whatever its position."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

from ingest import tables
from ingest.faults import Fault, InputError
from ingest.police.names import FORM_NAMES, USE_ORIGINAL, Form, listed

COLUMNS = Path(__file__).parents[2] / "data" / "columns" / "police.csv"

NO_HEADING = "空欄（行の終わりの余分なコンマか、名前のない列）"
"""What a column is called that has no heading."""

_DAMAGED = re.compile("[?？�]")  # what programs put in place of signs they cannot write
_MOST_SHOWN = 20  # signs of a first heading


class Column(BaseModel):
    """A column the police print on a form.

    `header` is its heading, `column_name` our name and `party` whose it is where both parties have one. A
    file without a `needed` column is refused. `from_year` and `to_year` bound the file years that print it;
    `width` is the number of digits its codes have.
    """

    form: Form
    header: str
    column_name: str
    party: Literal["A", "B"] | None = None
    needed: bool
    from_year: int | None = None
    to_year: int | None = None
    width: int

    @property
    def staged_name(self) -> str:
        """Return the name in the staging table: our name, with the party where there is one."""
        return f"{self.column_name}_{self.party.lower()}" if self.party else self.column_name

    def printed_in(self, year: int) -> bool:
        """Return whether files of this year have the column."""
        return (self.from_year or year) <= year <= (self.to_year or year)


@dataclass(frozen=True)
class Layout:
    """How one file is laid out.

    `positions` gives the place (from 1) of each column of the form by its staging name, None where the file
    has none, and `widths` its digits; `cells` is how many cells a row has, `fewest` how many up to the last heading
    that is not blank, `unknown` the headings not known.
    """

    positions: dict[str, int | None]
    widths: dict[str, int]
    cells: int
    fewest: int
    unknown: list[str]


def read_columns() -> list[Column]:
    """Return the columns of all forms, in the order the police print them."""
    return [column for _, column in tables.read_rows(COLUMNS, Column)]


def match_header(
    columns: Sequence[Column], form: Form, year: int, headings: Sequence[str], file_name: str
) -> Layout:
    """Find the columns of a form in the headings of a file.

    Headings are compared without white space and in Unicode's compatibility form (NFKC), so that full-width
    and half-width signs are the same.

    Raises
    ------
    InputError
        When a needed column is missing, with what the first line is instead, or when a column is there twice.
    """
    known = {_plain(column.header): column for column in columns if column.form == form}
    found = [known.get(_plain(heading)) for heading in headings]
    counts = Counter(column.staged_name for column in found if column)
    missing = [
        column.header
        for column in known.values()
        if column.needed and column.printed_in(year) and column.staged_name not in counts
    ]
    faults = []
    if missing:
        faults.append(Fault(file_name, "1行目", *_why_missing(columns, form, year, headings, missing)))
    twice = [column.header for column in found if column and counts[column.staged_name] > 1]
    if twice:
        faults.append(
            Fault(
                file_name,
                "1行目",
                f"同じ内容の列「{'」「'.join(twice)}」があります",
                "余分な列を消してください",
            )
        )
    if faults:
        raise InputError(faults)
    places = {column.staged_name: place for place, column in enumerate(found, start=1) if column}
    return Layout(
        positions={column.staged_name: places.get(column.staged_name) for column in known.values()},
        widths={column.staged_name: column.width for column in known.values()},
        cells=len(headings),
        fewest=max(place for place, heading in enumerate(headings, start=1) if heading.strip()),
        unknown=sorted(
            {
                heading.strip() or NO_HEADING
                for heading, column in zip(headings, found, strict=True)
                if column is None
            }
        ),
    )


def _why_missing(
    columns: Sequence[Column], form: Form, year: int, headings: Sequence[str], missing: Sequence[str]
) -> tuple[str, str]:
    """Return what is wrong with a first line in which headings are missing, and the remedy."""
    plain = {_plain(heading) for heading in headings}
    damaged = [heading for heading in headings if _DAMAGED.search(heading)]
    if damaged:
        return f"見出しの文字が壊れています（{listed(damaged)}）", USE_ORIGINAL
    headers = {
        each: {_plain(column.header) for column in columns if column.form == each and column.printed_in(year)}
        for each in FORM_NAMES
    }
    likest = max(headers, key=lambda each: (len(plain & headers[each]), each == form))
    if likest != form:
        remedy = f"ファイル名を {likest}_{year} にするか、{FORM_NAMES[form]}のファイルに取り替えてください"
        return f"見出しが{FORM_NAMES[form]}ではなく{FORM_NAMES[likest]}のものです", remedy
    first = headings[0][:_MOST_SHOWN]
    if not plain & headers[form]:
        if any(header in _plain(headings[0]) for header in headers[form]):
            problem = f"見出しがコンマでもタブでも区切られていません（「{first}…」）"
            return problem, f"コンマ区切りのCSVで保存し直すか、{USE_ORIGINAL}"
        problem = f"見出し行がないか、見出しが警察庁のものではありません（「{first}」で始まっています）"
        return problem, f"見出しの上の行を消すか、{USE_ORIGINAL}"
    return f"必要な列{listed(list(missing), most=5)}がありません", USE_ORIGINAL


def _plain(heading: str) -> str:
    """Return a heading without white space and in compatibility form."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", heading))
