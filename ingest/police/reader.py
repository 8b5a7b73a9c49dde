"""Reads police accident files into an edition: staged, judged, inserted, with SQL only."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from ingest.bar import bar
from ingest.faults import Fault, InputError
from ingest.police import files, folder, names
from ingest.police.arranged import ANGLES, NO_CELL, Arranged, Codes, Known, arranged_ahead
from ingest.police.columns import Layout, read_columns
from queries.editions import FindingKind, Scope

FEWEST_OF_A_YEAR = 20
FARTHEST_CELLS = 3
"""How many 1 km cells from those of the city its accidents may lie; all of 2019 to 2021 lie in them."""
FARTHEST_KM = 80
"""How far accidents may lie from the middle of those of their municipality and file year. No true place of 2019 to 2021
is farther than 72 km (日高町, two parts apart), and a degree of longitude mistyped moves a place by 75 to 100 km."""
FEWEST_FOR_A_MIDDLE = 3

_MACROS = (
    "padded",
    "milliseconds_of_number",
    "milliseconds",
    "in_japan",
    "place_finding",
    "mesh_1km",
    "quadrant",
    "mesh_250m",
    "role",
)
_VIEWS = ("loaded", "keyed", "staged", "rows")
_TABLES = ("lines", "cells", "judged", "repeated", "outcomes", "seen", "unknown", "far")
_CODED = re.compile(".*_code(_[ab])?")


class Begun(NamedTuple):
    """Police files that are being unpacked in the background: which, and each when it is."""

    choice: folder.Choice
    unpacked: Iterator[Future[files.Unpacked]]


@contextmanager
def begin(path: Path) -> Iterator[Begun]:
    """Choose the police files of a folder, or the one given, and unpack them in the background from now on.

    What forbids reading them is told by `read_police`.
    """
    try:
        choice = folder.choose(path)
    except InputError as error:
        choice = folder.Choice(faults=error.faults)
    with files.unpacked_ahead([file.path for file in choice.files]) as unpacked:
        yield Begun(choice, unpacked)


def read_police(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    *,
    begun: Begun | None = None,
    scope: Scope,
    municipality_code: str,
    is_sample: bool,
    progress: Callable[[str], None],
) -> None:
    """Read 本票, 補充票 and 高速票 into the tables of an edition.

    Fills ingest_files, ingest_findings, rejected_rows, accidents, accident_people and accident_highways.
    Every row of a file is loaded, out of scope or rejected, and counted so; what is rejected does not depend
    on the scope. A 補充票 or 高速票 goes where its 本票 goes. 補充票 of what is no person (当事者種別 00, 75,
    76) count as loaded with their accident, but make no row of accident_people. Without the 高速票 of a year
    on_motorway is null throughout, which is noted as no_highway_file. Where 事故内容 and 死者数 contradict each
    other, the accident is kept, fatal by its deaths, and noted as severity_mismatch. Places that are missing,
    impossible, rounded by a spreadsheet or far from the municipality are null, and noted; see accident_findings.

    Parameters
    ----------
    connection
        An edition with the tables of schema.sql, filled by `load_codes`.
    path
        A folder or one file. Of a folder only (honhyo|hojuhyo|kosokuhyo)_YYYY.(csv|csv.gz|zip) is read; what else is in
        it is noted as misnamed_file or skipped_file.
    begun
        What `begin` yields for this path; None where it is to begin now.
    scope
        Which accidents to load: those of the municipality, of its prefecture, or all.
    municipality_code
        JIS X 0402 code of the city, five digits.
    is_sample
        True for synthetic files.
    progress
        Is told in Japanese what is being read.

    Raises
    ------
    InputError
        With the faults of all files; rows of files before the first faulty one are then left in the tables.
    """
    columns = read_columns()
    for macro in _MACROS:
        _run(connection, f"macro_{macro}")
    codes = Codes(
        frozenset(name for (name,) in _rows(connection, "coded_columns")),
        dict(_rows(connection, "code_places")),
    )
    with (
        nullcontext(begun) if begun else begin(path) as (choice, each_unpacked),
        arranged_ahead(choice.files, each_unpacked, columns, codes) as each_arranged,
    ):
        faults = list(choice.faults)
        total, with_highways = len(choice.files), choice.years("kosokuhyo")
        for number, (file, arranging) in enumerate(zip(choice.files, each_arranged, strict=True), start=1):
            progress(f"{bar(number, total)} {file.title}を読んでいます…（{number}/{total}）")
            try:
                arranged = arranging.result()
                if not faults:
                    with _transaction(connection):
                        _load(
                            connection,
                            file,
                            arranged,
                            scope,
                            municipality_code,
                            is_sample=is_sample,
                            has_highways=file.year in with_highways,
                        )
            except InputError as error:
                faults.extend(error.faults)
    connection.execute("drop table if exists police_reports")
    if faults:
        raise InputError(dict.fromkeys(faults))
    _note_files(connection, path, choice)


@contextmanager
def _transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what the block does, without its temporary tables, or undo it when it fails.

    A statement of its own would write its few rows to the log and again to the tables; what several files leave
    behind would be kept until the end.
    """
    connection.begin()
    try:
        yield
        for view in _VIEWS:
            connection.execute(f"drop view if exists police_{view}")
        for table in _TABLES:
            connection.execute(f"drop table if exists police_{table}")
    except BaseException:
        connection.rollback()
        raise
    else:
        connection.commit()
    finally:
        connection.unregister("police_rows")


def _stage(connection: duckdb.DuckDBPyConnection, file: names.PoliceFile, arranged: Arranged) -> None:
    """Make police_staged: one row per row of the file: its line, accident and the form's columns.

    Where its cells are not known, each line is split; police_lines then holds the lines.
    """
    unpacked, layout, known = arranged
    if known:
        connection.register("police_rows", known.rows)
        cells, about = known.taken.copy(), f"line, {layout.cells} as cells, true as is_readable"
        rows = "police_rows cross join (select cast(enum_range(null::code) as code[]) as all_codes)"
    else:
        _run(connection, "lines", path=str(unpacked.body))
        _run(connection, "rows")
        cells, rows = _looked_up(layout), "police_rows"
        about = f"line, {_counted(layout)} as cells, is_readable"
    cells["accident_id"] = (
        f"concat_ws('-', {file.year}, npa_prefecture_code, police_station_code, report_number)"
    )
    for name, angle in ANGLES.items():
        if name in cells:
            cells.setdefault(angle, f"police_milliseconds({name})")
            cells[f"{angle}_is_decimal"] = "false" if known else f"contains({name}, '.')"
    # The names come from data/columns/police.csv, the rest are numbers and constants of this program.
    selected = ", ".join([about, *(f"{cell} as {name}" for name, cell in cells.items())])
    source = f"(select {selected} from {rows})"  # noqa: S608
    if known is None:
        connection.execute(f"create or replace temp table police_cells as {source}")
        source = "police_cells"
    heading = f"{layout.cells} as cells_of_heading, '{names.FORM_CODES[file.form]}' as form_of_file"
    form = f"'{names.FORM_NAMES[file.form]}' as form_name"
    connection.execute(
        f"create or replace temp view police_staged as select *, {heading}, {form} from {source}"  # noqa: S608
    )


def _counted(layout: Layout) -> str:
    """Return how many cells a row has: as many as the heading where they differ by blank ones at the end only."""
    beyond = f"trim(array_to_string(cells[{layout.cells + 1}:], ''))"
    is_whole = f"len(cells) >= {layout.fewest} and (len(cells) <= {layout.cells} or {beyond} = '')"
    return f"if({is_whole}, {layout.cells}, len(cells))"


def _looked_up(layout: Layout) -> dict[str, str]:
    """Return the cells of a row by name, each as what takes it from the list of cells."""
    return {
        name: NO_CELL if position is None else f"police_padded(cells[{position}], {layout.widths[name]})"
        for name, position in layout.positions.items()
    }


def _load(
    connection: duckdb.DuckDBPyConnection,
    file: names.PoliceFile,
    arranged: Arranged,
    scope: Scope,
    municipality_code: str,
    *,
    is_sample: bool,
    has_highways: bool,
) -> None:
    """Stage the rows of a file, judge them and put them where they belong."""
    name = file.path.name
    unpacked, layout, known = arranged
    _stage(connection, file, arranged)
    _run(connection, "keyed")
    if file.form == "honhyo":
        _run(connection, "honhyo_judged", scope=scope, municipality_code=municipality_code)
    else:
        _run(connection, f"{file.form}_judged")
    _run(connection, "repeated")
    if known:
        _keep_lines(connection, unpacked)
    _run(connection, "outcomes")
    _run(connection, "loaded")
    if file.form == "honhyo":
        _check_year(connection, file)
    _run(
        connection,
        "ingest_files",
        file_name=name,
        sha256=unpacked.sha256,
        form=file.form,
        is_sample=is_sample,
    )
    _run(connection, "rejected_rows", file_name=name)
    for heading in layout.unknown:
        _note(connection, name, "unknown_header", heading)
    for kind in unpacked.noticed:
        _note(connection, name, kind)
    for other in dict.fromkeys(unpacked.others):
        _note_unread(connection, name, other, names.needed(other))
    _note_unknown_codes(connection, file, known)
    if file.form == "honhyo":
        _run(connection, "reports")
        _run(
            connection,
            "far_places",
            municipality_code=municipality_code,
            farthest_cells=FARTHEST_CELLS,
            farthest_km=FARTHEST_KM,
            fewest=FEWEST_FOR_A_MIDDLE,
        )
        _run(connection, "accidents", year=file.year, is_sample=is_sample, has_highways=has_highways)
        _run(connection, "accident_findings", file_name=name, year=file.year)
        _run(connection, "honhyo_people")
    elif file.form == "kosokuhyo":
        _run(connection, "highways")
        _run(connection, "on_motorway", year=file.year)
    else:
        _run(connection, "hojuhyo_people")


def _keep_lines(connection: duckdb.DuckDBPyConnection, unpacked: files.Unpacked) -> None:
    """Make police_lines of a file whose lines were not split, with rows only where some are told as rejected."""
    if _rows(connection, "is_told")[0][0]:
        _run(connection, "lines", path=str(unpacked.body))
    else:
        _run(connection, "no_lines")


def _note_unknown_codes(
    connection: duckdb.DuckDBPyConnection, file: names.PoliceFile, known: Known | None
) -> None:
    """Count the codes of the loaded rows that the code table does not have.

    A column that cannot hold one of them becomes one of texts.
    """
    if known and _are_listed(connection, file, known):
        return
    _run(connection, "seen")
    _run(connection, "unknown_codes", year=file.year)
    _run(connection, "unknown_code_rows", file_name=file.path.name)
    for table, column in _rows(connection, "unlisted"):
        connection.execute(f"alter table {table} alter {column} type varchar")


def _are_listed(connection: duckdb.DuckDBPyConnection, file: names.PoliceFile, known: Known) -> bool:
    """Return whether all codes of a file, loaded or not, are known, which is seen sooner than of the loaded rows."""
    coded = [name for name in known.taken if _CODED.fullmatch(name) and known.taken[name] != NO_CELL]
    if not known.texts.keys() >= set(coded):
        return False
    pairs = [(name, code) for name in coded for code in known.texts[name]]
    _run(
        connection,
        "seen_in_file",
        staged_names=[name for name, _ in pairs],
        codes=[code for _, code in pairs],
    )
    _run(connection, "unknown_codes", year=file.year)
    return not (_rows(connection, "are_unknown")[0][0] or _rows(connection, "unlisted"))


def _check_year(connection: duckdb.DuckDBPyConnection, file: names.PoliceFile) -> None:
    """Refuse a 本票 whose accidents mostly happened in other years than its name says; a few rows prove nothing.

    97 % of the accidents of a file happened in its file year (資料年次), the others in earlier ones.

    Raises
    ------
    InputError
        When fewer than half of the accidents, and of at least FEWEST_OF_A_YEAR, are of the file year.
    """
    years = _rows(connection, "occurrence_years")
    total = sum(count for _, count in years)
    own = sum(count for year, count in years if year == f"{file.year:04}")
    if total >= FEWEST_OF_A_YEAR and own * 2 < total:
        most_often = years[0][0]
        problem = (
            f"{total:,}件のうち{file.year}年に起きた事故は{own:,}件だけです（最も多いのは{most_often}年）"
        )
        remedy = "ファイル名の年（資料年次）を確かめ、警察庁が付けた名前に戻してください"
        raise InputError([Fault(file.path.name, "", problem, remedy)])


def _note_files(connection: duckdb.DuckDBPyConnection, path: Path, choice: folder.Choice) -> None:
    """Record what was not read, what was given twice, and which years have no 高速票."""
    place = names.shown(path.resolve().name)
    for misnamed, needed in dict.fromkeys(choice.misnamed):
        _note_unread(connection, place, misnamed, needed)
    for skipped in dict.fromkeys(choice.skipped):
        _note_unread(connection, place, skipped, None)
    for repeated, kept in choice.repeated:
        _note(connection, repeated.name, "repeated_file", kept.name)
    with_highways = choice.years("kosokuhyo")
    for file in choice.files:
        if file.form == "honhyo" and file.year not in with_highways:
            _note(connection, file.path.name, "no_highway_file", f"kosokuhyo_{file.year}")


def _note_unread(connection: duckdb.DuckDBPyConnection, place: str, name: str, needed: str | None) -> None:
    """Record a file in a folder or archive that was not read, with the name it needs where it sounds like one."""
    if needed:
        original = "（Excelでない元のファイル）" if names.is_excel(name) else ""
        _note(connection, place, "misnamed_file", f"{name} → {needed}{original}")
    else:
        _note(connection, place, "skipped_file", name)


def _note(connection: duckdb.DuckDBPyConnection, file_name: str, kind: FindingKind, detail: str = "") -> None:
    """Record what concerns every loaded row of a file, or a file that was not read."""
    _run(connection, "finding", file_name=file_name, kind=kind, detail=detail)


def _rows(connection: duckdb.DuckDBPyConnection, name: str) -> list[tuple[Any, ...]]:
    """Return the rows of the .sql file of this name."""
    return connection.execute(Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8")).fetchall()


def _run(
    connection: duckdb.DuckDBPyConnection, name: str, **parameters: str | int | bool | list[str]
) -> None:
    """Run the statement of the .sql file of this name."""
    connection.execute(Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8"), parameters)
