"""Reads small CSV tables, row by row against a model, and names every fault by line and column."""

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from itertools import dropwhile
from pathlib import Path
from typing import Annotated, Any, TypeVar, cast, get_args

import duckdb
from pydantic import BaseModel, TypeAdapter, ValidationError

from ingest import numbers, texts
from ingest.faults import Fault, InputError
from ingest.numbers import CellError
from ingest.validation import control_character, describe, half_width, parse_day

MOST_RECORDS = 30_000
"""Of a table; the largest hold a few thousand: residents by single years of age over decades."""

Row = TypeVar("Row", bound=BaseModel)

Problem = tuple[str, str, str]
"""Field, problem and remedy."""


def read_rows(
    path: Path, model: type[Row], names: dict[str, str] | None = None, shown: str | None = None
) -> list[tuple[int, Row]]:
    """Return the rows of a file as `sound_rows` does.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    rows, faults = sound_rows(path, model, names, shown)
    if faults:
        raise InputError(faults)
    return rows


def sound_rows(
    path: Path, model: type[Row], names: dict[str, str] | None = None, shown: str | None = None
) -> tuple[list[tuple[int, Row]], list[Fault]]:
    """Return the rows of a UTF-8 CSV file that have no fault, as (line, model), and the faults of the file.

    The header is line 1, blank cells are absent. Numbers and days may be written as people and Excel do: 7,365 or
    ７３６５, 2025/3/31. Rows and columns without content are passed over, and a row may end early, as Excel leaves
    out what is blank. Faults are: not readable, not UTF-8, a missing or unknown column (then no row is looked
    at), a cell of the wrong kind.

    `names` maps other headers the file may use (such as Japanese ones) to the model's field names. `shown` is
    what messages call the file, if not by its name.
    """
    file = shown or path.name
    try:
        lines = read_lines(path, file)
    except InputError as error:
        return [], error.faults
    return rows_of(lines, model, names or {}, file)


def read_lines(path: Path, file: str) -> list[tuple[int, list[str]]]:
    """Return the header and the records of a UTF-8 CSV file that have content: their first line and stripped cells.

    Lines before the header that begin with # are remarks about the file.

    Raises
    ------
    InputError
        When the file, which messages call `file`, cannot be read or has no content.
    """
    lines = list(dropwhile(lambda line: line[1][0].startswith("#"), _cells(path, file)))
    if not lines:
        raise InputError([Fault(file, "", "中身がありません", "見出し行のあるCSVを指定してください")])
    return lines


def rows_of(
    lines: list[tuple[int, list[str]]],
    model: type[Row],
    names: dict[str, str],
    file: str,
    judge: Callable[[int, Row, frozenset[str]], Iterable[Problem]] = lambda line, row, unread: (),
    stray: Callable[[dict[str, str]], tuple[str, str] | None] = lambda cells: None,
) -> tuple[list[tuple[int, Row]], list[Fault]]:
    """Return what `sound_rows` does, from lines with their stripped cells, the first being the header.

    `names` maps other headers the file may use to the model's field names, `file` is what messages call it. `judge`
    is given the line of each row, the row, and the names of its fields that could not be read, which are None in
    it; it returns what else is wrong with the row. `stray` is given the filled cells of a row by field and returns
    problem and remedy where it is no record at all, such as a note or a total; nothing else is then said about it.
    """
    if len(lines) > MOST_RECORDS + 1:
        problem = f"{len(lines) - 1:,}行あり、多すぎます（{MOST_RECORDS:,}行まで）"
        return [], [Fault(file, "", problem, "要らない行を消すか、ファイルを分けてください")]
    written = [without_layout(name) for name in _without_blank_end(lines[0][1])]
    fields = {compared(name): field for name, field in names.items()}
    header = [fields.get(compared(name), name) for name in written]
    named = dict(zip(header, written, strict=True))
    faults = _header_faults(file, lines[0][0], named, header, model, names)
    if faults:
        return [], faults
    headings = {field: name for name, field in names.items()} | named
    rows = []
    for line, untrimmed in lines[1:]:
        cells = _without_blank_end(untrimmed)
        if len(cells) > len(header):
            problem = f"値が{len(cells)}個あり、見出しの{len(header)}列に収まりません"
            faults.append(Fault(file, f"{line}行目", problem, "コンマや引用符の過不足を直してください"))
            continue
        filled = {name: cell for name, cell in zip(header, cells, strict=False) if cell}
        if no_record := stray(filled):
            faults.append(Fault(file, f"{line}行目", *no_record))
            continue
        row, problems = _row(filled, model)
        problems.extend(judge(line, row, frozenset(name for name, *_ in problems)))
        if not problems:
            rows.append((line, row))
        faults.extend(
            Fault(file, f"{line}行目" + (f"「{headings[name]}」" if name else ""), problem, remedy)
            for name, problem, remedy in problems
        )
    return rows, faults


def without_layout(heading: str) -> str:
    """Return a heading on one line: 指標番号 of a cell with a line break in it."""
    return re.sub(r"\s*[\r\n]\s*", "", heading)


def compared(heading: str) -> str:
    """Return a heading as it is compared: half-width signs, and no spaces or line breaks, which are layout."""
    return "".join(half_width(heading).split())


def _cells(path: Path, file: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the first line and the stripped cells of every record that has content."""
    text = texts.decoded(file, texts.read_bytes(path, file))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    first = 1
    try:
        for cells in reader:
            if content_of := _without_blank_end(cells):
                yield first, content_of
            first = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            [Fault(file, f"{first}行目", "CSVとして読めません", "引用符の過不足を直してください")]
        ) from error


def _without_blank_end(cells: list[str]) -> list[str]:
    """Return the cells without spaces around them, and without the blank ones at the end."""
    stripped = [cell.strip() for cell in cells]
    while stripped and not stripped[-1]:
        stripped.pop()
    return stripped


def _header_faults(
    file: str,
    line: int,
    written: dict[str, str],
    header: list[str],
    model: type[BaseModel],
    names: dict[str, str],
) -> list[Fault]:
    in_japanese = {field: name for name, field in names.items()}
    unknown = [written[name] or "（空欄）" for name in written if name not in model.model_fields]
    missing = [
        in_japanese.get(name, name)
        for name, field in model.model_fields.items()
        if field.is_required() and name not in written
    ]
    faults = []
    if unknown:
        problem = f"知らない列「{'、'.join(unknown)}」があります"
        faults.append(Fault(file, f"{line}行目", problem, "列名を直すか、列を消してください"))
    if missing:
        problem = f"必要な列「{'、'.join(missing)}」がありません"
        faults.append(Fault(file, f"{line}行目", problem, "見出し行に列を加えてください"))
    if len(written) < len(header):
        twice = "、".join(written[name] for name in written if header.count(name) > 1)
        faults.append(Fault(file, f"{line}行目", f"列「{twice}」が二度あります", "一方を消してください"))
    return faults


def _row(cells: dict[str, str], model: type[Row]) -> tuple[Row, list[Problem]]:
    """Return the row a record makes and its problems; with any, what could not be read is None in the row."""
    problems: list[Problem] = []
    read = {}
    for name, cell in cells.items():
        field = model.model_fields[name]
        kinds = _kinds_of(model, name)
        if not field.is_required() and _are_of_values(kinds) and numbers.is_no_value(cell):
            problems.append((name, f"「{cell}」とあります", "値がないなら、空欄にしてください"))
            continue
        try:
            read[name] = _plain(cell, kinds)
        except CellError as error:
            problems.append((name, *error.args))
    unreadable = {name for name, *_ in problems}
    try:
        row = model.model_validate_strings(read)
    except ValidationError as error:
        for detail in error.errors():
            column = str(detail["loc"][0]) if detail["loc"] else ""
            if detail["type"] == "missing" and column not in unreadable:
                problems.append((column, "値がありません", "値を書いてください"))
            elif column not in unreadable:
                problems.append((column, *describe(detail)))
        faulty = {name for name, *_ in problems}
        sound = {
            name: _adapter(model, name).validate_strings(cell)
            for name, cell in read.items()
            if name not in faulty
        }
        return model.model_construct(**dict.fromkeys(model.model_fields) | sound), problems
    return row, problems


@cache
def _adapter(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    """Return what reads a single field of a model."""
    field = model.model_fields[name]
    return TypeAdapter(cast(Any, Annotated[field.annotation, field]))


@cache
def _kinds_of(model: type[BaseModel], name: str) -> frozenset[object]:
    """Return the plain types of a field of a model."""
    return frozenset(_kinds(model.model_fields[name].annotation))


def _kinds(annotation: object) -> set[object]:
    """Return the plain types of a field's annotation, such as float and None of float | None."""
    parts = get_args(annotation)
    return {annotation}.union(*map(_kinds, parts)) if parts else {annotation}


def _are_of_values(kinds: frozenset[object]) -> bool:
    """Return whether a field of these types holds a number, a day or one of some words, not any text."""
    return bool(kinds & {int, float, date}) or any(isinstance(kind, str) for kind in kinds)


def _plain(cell: str, kinds: frozenset[object]) -> str:
    """Return a cell as pydantic reads it: numbers in plain digits, days as 2025-03-31, texts as they are.

    Line breaks and tabs are layout; any other control character is refused.
    """
    if refusal := control_character(cell):
        raise CellError(*refusal)
    if date in kinds:
        try:
            return parse_day(cell).isoformat()
        except ValueError:
            remedy = "2025-03-31 のように、実在する日付を書いてください"
            raise CellError(f"日付を書くところに「{cell}」とあります", remedy) from None
    if int in kinds:
        return numbers.digits(cell, cell, int)
    return numbers.digits(cell, cell, float) if float in kinds else re.sub("\r\n?", "\n", cell)


def repeated_keys(
    connection: duckdb.DuckDBPyConnection, table: str, file: str, rows: list[tuple[int, Row]]
) -> Iterator[Fault]:
    """Yield a fault for each row that repeats the primary key of `table`, as far as its own columns make it up."""
    key = [
        name
        for (names,) in connection.execute(
            "select constraint_column_names from duckdb_constraints()"
            " where table_name = $table and constraint_type = 'PRIMARY KEY'",
            {"table": table},
        ).fetchall()
        for name in names
        if rows and name in type(rows[0][1]).model_fields
    ]
    first_lines: dict[tuple[object, ...], int] = {}
    for line, row in rows:
        values = tuple(getattr(row, name) for name in key)
        if key and values in first_lines:
            written = "、".join(str(value) for value in values)
            problem = f"「{written}」は{first_lines[values]}行目にもあります"
            place = f"{line}行目「{'、'.join(key)}」"
            yield Fault(file, place, problem, "一方を消すか、別の値に直してください")
        first_lines.setdefault(values, line)


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[dict[str, object]]) -> None:
    """Insert dictionaries into a table by column name; all rows have the same keys."""
    listed = list(rows)
    if not listed:
        return
    connection.execute(
        f"insert into {table} by name select unnest(r) from (select unnest($rows) as r)", {"rows": listed}
    )


def record_file(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    name: str,
    reader: str,
    rows: int,
    *,
    is_sample: bool,
    out_of_scope: int = 0,
    rejected: int = 0,
) -> None:
    """Record a file `rows` of which were loaded."""
    with path.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    insert(
        connection,
        "ingest_files",
        [
            {
                "file_name": name,
                "sha256": sha256,
                "reader": reader,
                "rows_read": rows + out_of_scope + rejected,
                "rows_loaded": rows,
                "rows_out_of_scope": out_of_scope,
                "rows_rejected": rejected,
                "is_sample": is_sample,
            }
        ],
    )
