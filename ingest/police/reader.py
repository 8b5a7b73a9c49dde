"""Reads police accident files into an edition: staged, judged, inserted, with SQL only."""

from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from ingest.bar import bar
from ingest.faults import Fault, InputError
from ingest.police import files, folder, names
from ingest.police.columns import Layout, match_header, read_columns
from ingest.police.slots import Slot
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
_VIEWS = ("coded", "seen", "loaded", "keyed", "staged", "rows")
_TABLES = ("lines", "cells", "judged", "outcomes", "reports", "unknown", "far")
_NO_PERSON = ("", "00", "75", "76")
_NO_CELL = "cast(null as varchar)"


def read_police(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    *,
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
    impossible, rounded by a spreadsheet or far from the municipality are null, and noted; see place_findings.

    Parameters
    ----------
    connection
        An edition with the tables of schema.sql, filled by `load_codes`.
    path
        A folder or one file. Of a folder only (honhyo|hojuhyo|kosokuhyo)_YYYY.(csv|csv.gz|zip) is read; what else is in
        it is noted as misnamed_file or skipped_file.
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
        With the faults of all files; nothing is then loaded.
    """
    choice = folder.choose(path)
    faults = list(choice.faults)
    columns = read_columns()
    for macro in _MACROS:
        _run(connection, f"macro_{macro}")
    # One transaction: a statement of its own would write its few rows to the log and again to the tables.
    connection.begin()
    total, with_highways = len(choice.files), choice.years("kosokuhyo")
    with files.unpacked_ahead([file.path for file in choice.files]) as opened:
        for number, (file, unpacking) in enumerate(zip(choice.files, opened, strict=True), start=1):
            progress(f"{bar(number, total)} {file.title}を読んでいます…（{number}/{total}）")
            try:
                unpacked = unpacking.result()
                layout = match_header(columns, file.form, file.year, unpacked.headings, file.path.name)
                if not faults:
                    _stage(connection, file, unpacked, layout)
                    _load(
                        connection,
                        file,
                        unpacked,
                        layout,
                        scope,
                        municipality_code,
                        is_sample=is_sample,
                        has_highways=file.year in with_highways,
                    )
            except InputError as error:
                faults.extend(error.faults)
    if faults:
        connection.rollback()
        raise InputError(dict.fromkeys(faults))
    _note_files(connection, path, choice)
    for view in _VIEWS:
        connection.execute(f"drop view if exists police_{view}")
    for table in _TABLES:
        connection.execute(f"drop table if exists police_{table}")
    connection.commit()


def _stage(
    connection: duckdb.DuckDBPyConnection, file: names.PoliceFile, unpacked: files.Unpacked, layout: Layout
) -> None:
    """Make police_staged: one row per row of the file: its line, text, accident and the form's columns.

    Where all lines are laid out alike, the cells are cut out of the lines whenever they are needed, which is faster
    than keeping them; else each line is split once, and the cells are kept.
    """
    _run(connection, "lines", path=str(unpacked.body))
    if unpacked.slots is not None and len(unpacked.slots) == layout.cells:
        cells, source, kind = _cut(unpacked.slots, layout), "police_lines", "view police_staged"
        about = f"line, raw, {layout.cells} as cells, true as is_readable"
    else:
        _run(connection, "rows")
        cells, source, kind = _looked_up(layout), "police_rows", "table police_cells"
        about = f"line, raw, {_counted(layout)} as cells, is_readable"
    cells["accident_id"] = (
        f"concat_ws('-', {file.year}, npa_prefecture_code, police_station_code, report_number)"
    )
    cells |= {
        "cells_of_heading": str(layout.cells),
        "form_of_file": f"'{names.FORM_CODES[file.form]}'",
        "form_name": f"'{names.FORM_NAMES[file.form]}'",
    }
    # The names come from data/columns/police.csv, the rest are numbers and constants of this program.
    selected = ", ".join([about, *(f"{cell} as {name}" for name, cell in cells.items())])
    connection.execute(f"create or replace temp {kind} as select {selected} from {source}")  # noqa: S608
    if source == "police_rows":
        connection.execute("create or replace temp view police_staged as select * from police_cells")


def _counted(layout: Layout) -> str:
    """Return how many cells a row has: as many as the heading where they differ by blank ones at the end only."""
    beyond = f"trim(array_to_string(cells[{layout.cells + 1}:], ''))"
    is_whole = f"len(cells) >= {layout.fewest} and (len(cells) <= {layout.cells} or {beyond} = '')"
    return f"if({is_whole}, {layout.cells}, len(cells))"


def _cut(slots: Sequence[Slot], layout: Layout) -> dict[str, str]:
    """Return the cells of a row by name, each as what cuts it out of the line."""
    cells = {}
    for name, position in layout.positions.items():
        if position is None:
            cells[name] = _NO_CELL
            continue
        slot, width = slots[position - 1], layout.widths[name]
        cell = f"substring(raw, {slot.start}, {slot.width})"
        is_whole = slot.width >= width and not slot.has_blanks
        cells[name] = cell if is_whole else f"police_padded({cell}, {width})"
    return cells


def _looked_up(layout: Layout) -> dict[str, str]:
    """Return the cells of a row by name, each as what takes it from the list of cells."""
    return {
        name: _NO_CELL if position is None else f"police_padded(cells[{position}], {layout.widths[name]})"
        for name, position in layout.positions.items()
    }


def _load(
    connection: duckdb.DuckDBPyConnection,
    file: names.PoliceFile,
    unpacked: files.Unpacked,
    layout: Layout,
    scope: Scope,
    municipality_code: str,
    *,
    is_sample: bool,
    has_highways: bool,
) -> None:
    """Judge the staged rows and put them where they belong."""
    name = file.path.name
    _run(connection, "keyed")
    if file.form == "honhyo":
        _run(connection, "honhyo_judged", scope=scope, municipality_code=municipality_code)
    else:
        _run(connection, f"{file.form}_judged")
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
    if file.form == "honhyo":
        _run(connection, "reports")
        _run(connection, "accidents", year=file.year, is_sample=is_sample, has_highways=has_highways)
        _run(
            connection,
            "far_places",
            year=file.year,
            municipality_code=municipality_code,
            farthest_cells=FARTHEST_CELLS,
            farthest_km=FARTHEST_KM,
            fewest=FEWEST_FOR_A_MIDDLE,
        )
        _run(connection, "drop_far_places")
        _run(connection, "place_findings", file_name=name, year=file.year)
        _run(connection, "severity_findings", file_name=name)
        _run(connection, "honhyo_people")
    elif file.form == "kosokuhyo":
        _run(connection, "highways")
        _run(connection, "on_motorway")
    else:
        _run(connection, "hojuhyo_people")
    _note_unknown_codes(connection, file)


def _note_unknown_codes(connection: duckdb.DuckDBPyConnection, file: names.PoliceFile) -> None:
    """Count the codes of the loaded rows of a file that the code table does not have.

    What is kept of a 本票 is looked through in its tables, which have a list of the codes of each column; only what is
    said of parties that are no person has to be looked for in the lines.
    """
    if file.form != "honhyo":
        rows = "line as row_key, * from police_loaded"
        _count_unknown_codes(connection, file, seen=rows, coded=rows)
        return
    accidents = f"accident_id as row_key, * from accidents where file_year = {file.year}"
    _count_unknown_codes(connection, file, seen=accidents, coded=accidents)
    people = f"columns('.*_code') from accident_people where starts_with(accident_id, '{file.year}-')"
    others = (
        f"columns('(.*_code)_{party}') as '\\1' from police_loaded where party_type_code_{party} in {_NO_PERSON}"
        for party in "ab"
    )
    parties = "line as row_key, columns('.*_code_[ab]') from police_loaded"
    seen = " union all by name select ".join((people, *others))
    _count_unknown_codes(connection, file, seen=seen, coded=parties)


def _count_unknown_codes(
    connection: duckdb.DuckDBPyConnection, file: names.PoliceFile, *, seen: str, coded: str
) -> None:
    """Note the unknown codes that are `seen`, and how many of the rows `coded` have each."""
    connection.execute(f"create or replace temp view police_seen as select {seen}")
    connection.execute(f"create or replace temp view police_coded as select {coded}")
    _run(connection, "unknown_codes", year=file.year)
    _run(connection, "unknown_code_rows", file_name=file.path.name)


def _check_year(connection: duckdb.DuckDBPyConnection, file: names.PoliceFile) -> None:
    """Refuse a 本票 whose accidents mostly happened in other years than its name says; a few rows prove nothing.

    97 % of the accidents of a file happened in its file year (資料年次), the others in earlier ones.

    Raises
    ------
    InputError
        When fewer than half of the accidents, and of at least FEWEST_OF_A_YEAR, are of the file year.
    """
    query = Path(__file__).with_name("occurrence_years.sql").read_text(encoding="utf-8")
    years = connection.execute(query).fetchall()
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


def _run(connection: duckdb.DuckDBPyConnection, name: str, **parameters: str | int | bool) -> None:
    """Run the statement of the .sql file of this name."""
    connection.execute(Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8"), parameters)
