"""Tables people keep in Excel: the rows of a CSV or XLSX file as texts."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest import texts
from ingest.faults import Fault, InputError
from ingest.workbooks import Row, Workbook

_LOOKED_AT = 20  # rows with content in which the heading of a sheet is looked for; above it stand titles


@dataclass(frozen=True)
class Sheet:
    """The heading of a table and the rows below it that have content; `others` are sheets that were not read."""

    heading: Row
    rows: list[Row]
    others: tuple[str, ...] = ()

    @property
    def headings(self) -> list[str]:
        """Return the cells of the heading."""
        return self.heading[1]


def read(
    path: Path,
    sheet: str | None = None,
    *,
    several: str = "シートを1枚だけにしてください",
    is_heading: Callable[[list[str]], bool] = lambda cells: True,
) -> Sheet:
    """Return the content of a file from its heading on; without one the first row with content counts as it.

    Parameters
    ----------
    path
        A .csv (UTF-8 or the encoding of Japanese Windows) or .xlsx file.
    sheet
        Name of the sheet of a workbook; None where it has only one.
    several
        What to do about a workbook of several sheets, in Japanese; {sheets} stands for their names.
    is_heading
        Whether the cells of a row are the heading; above it stand titles, which are passed over.

    Raises
    ------
    InputError
        When the file cannot be opened or read, has no rows, or is a workbook with several or hidden sheets, merged
        cells or formulas that were never calculated.
    """
    content = texts.read_bytes(path, path.name)
    if path.suffix.lower() == ".csv":
        filled = from_heading(_filled(list(_csv_rows(path.name, content))), is_heading)
    else:
        book = Workbook(path.name, content)
        name = _only_name(path.name, book.names, sheet, several)
        filled = _filled(_below_titles(book, name, book.first_rows(name, _LOOKED_AT), is_heading))
    if not filled:
        raise _refusal(path.name, "", "中身がありません", "見出しと行のあるファイルを指定してください")
    heading, *below = filled
    if not below:
        remedy = "見出しの下に1行以上あるファイルを指定してください"
        raise _refusal(path.name, "", "見出しの下に行がありません", remedy)
    return Sheet(heading, below)


def find(path: Path, is_heading: Callable[[list[str]], bool]) -> Sheet:
    """Return the content of the sheet of a workbook that has the heading, which may stand below titles.

    Where the only sheet with content has no such row its first one counts as the heading, to be judged like that
    of a CSV file.

    Raises
    ------
    InputError
        As `read` does, and when several sheets have the heading, or none of several.
    """
    book = Workbook(path.name, texts.read_bytes(path, path.name))
    tops = {name: top for name in book.names if (top := book.first_rows(name, _LOOKED_AT))}
    if not tops:
        raise _refusal(path.name, "", "中身がありません", "見出し行のある表を書いてください")
    named = [name for name, top in tops.items() if any(is_heading(row) for _, row in top)]
    if len(named) > 1:
        problem = f"見出しのあるシートが{len(named)}枚（{'、'.join(named)}）あり、どれを読むか決まりません"
        raise _refusal(path.name, "", problem, "1枚のシートにまとめるか、ファイルを分けてください")
    if not named and len(tops) > 1:
        problem = f"どのシート（{'、'.join(tops)}）にも見出しがありません"
        raise _refusal(path.name, "", problem, "報告を書いたシートに、決められた見出し行を置いてください")
    name = named[0] if named else next(iter(tops))
    heading, *below = _filled(_below_titles(book, name, tops[name], is_heading))
    others = tuple(other for other in tops if other != name)
    return Sheet(heading, below, others)


def from_heading(rows: list[Row], is_heading: Callable[[list[str]], bool]) -> list[Row]:
    """Return rows from the heading on, all of them where none of the first ones is it."""
    start = next((place for place, (_, row) in enumerate(rows[:_LOOKED_AT]) if is_heading(row)), 0)
    return rows[start:]


def _below_titles(
    book: Workbook, name: str, top: list[Row], is_heading: Callable[[list[str]], bool]
) -> list[Row]:
    """Return the rows of a sheet from the heading on, be what it may in the titles above."""
    first = from_heading(top, is_heading)
    return book.rows(name, first[0][0]) if first else []


def _filled(rows: list[Row]) -> list[Row]:
    return [(line, cells) for line, cells in rows if any(cell.strip() for cell in cells)]


def _only_name(file: str, names: list[str], name: str | None, several: str) -> str:
    """Return the sheet asked for, or the only one."""
    if name is None and len(names) == 1:
        return names[0]
    if name is None or name not in names:
        problem = f"シート「{name}」がありません" if name else "シートが2枚以上あります"
        raise _refusal(file, "", problem, several.format(sheets="、".join(names)))
    return name


def _refusal(file: str, place: str, problem: str, remedy: str) -> InputError:
    return InputError([Fault(file, place, problem, remedy)])


def _csv_rows(file: str, content: bytes) -> Iterator[Row]:
    text = texts.decoded(file, content)
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), 1):
            yield number, cells
    except csv.Error as error:
        place, remedy = f"{number + 1}行目", "引用符の過不足を直してください"
        raise _refusal(file, place, "CSVとして読めません", remedy) from error
