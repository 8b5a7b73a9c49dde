"""Parts 1 to 3: whether pandas makes the same tables, building an edition against it, and growth with the years."""

import gzip
import re
from pathlib import Path

import duckdb
import pandas as pd

from ingest.police import archives
from queries import editions
from tests.benchmarks.measuring import Usage, fastest, run, say, show
from tests.benchmarks.pandas_pipeline import TABLES

FORMS = ("honhyo", "hojuhyo", "kosokuhyo")
YEARS = (2019, 2020, 2021)
RUNS = 2
AIM = 3  # times faster than pandas, end to end
PLACE = ("latitude", "longitude", "mesh_1km", "mesh_250m")
"""What the edition takes from accidents far from their municipality, and tells of; the yardstick leaves it to them."""
TIMES = 10
"""How often the three years are repeated, as earlier years, for the largest edition."""


def police_files(folder: Path) -> list[Path]:
    """Return the nine files of the three years; end the program when one of them is not there."""
    files = []
    for stem in (f"{form}_{year}" for year in YEARS for form in FORMS):
        named = (
            path
            for path in sorted(folder.iterdir())
            if re.fullmatch(rf"{stem}\.(csv|csv\.gz|zip)", path.name)
        )
        path = next(named, None)
        if path is None:
            raise SystemExit(f"{folder} has no {stem}.csv, {stem}.csv.gz or {stem}.zip")
        files.append(path)
    return files


def measure(files: list[Path], work: Path) -> tuple[Path, bool]:
    """Measure and print all three parts; return the edition of all years, and whether pandas agrees with it."""
    inputs = {years: _folder(files, years, work) for years in (YEARS[-1:], YEARS[-2:], YEARS)}
    builds: dict[tuple[int, ...], list[Usage]] = {years: [] for years in inputs}
    rows: dict[tuple[int, ...], int] = {}
    pipelines: list[Usage] = []
    tables: list[Usage] = []
    for _ in range(RUNS):
        for years, folder in inputs.items():
            edition = work / f"{len(years)}.duckdb"
            edition.unlink(missing_ok=True)
            builds[years].append(
                run(["ingest", "build", "--npa", folder, "--scope", "nation", "--out", edition])
            )
            rows[years] = _rows_read(edition)
        pipelines.append(run(["tests.benchmarks.pandas_pipeline", inputs[YEARS], work / "pandas"]))
        (work / "tables.duckdb").unlink(missing_ok=True)
        tables.append(run(["tests.benchmarks.police_tables", inputs[YEARS], work / "tables.duckdb"]))
    earlier = _repeated(files, work)
    edition_of_many = work / "many.duckdb"
    many = tuple(sorted({int(re.findall(r"_(\d{4})\.", path.name)[0]) for path in earlier.iterdir()}))
    builds[many] = [run(["ingest", "build", "--npa", earlier, "--scope", "nation", "--out", edition_of_many])]
    rows[many] = _rows_read(edition_of_many)
    best = {years: fastest(usages) for years, usages in builds.items()}
    agrees = _compare(edition, work / "pandas")
    _show_ratio(best[YEARS], fastest(tables), fastest(pipelines))
    _show_growth(best, rows)
    return edition, agrees


def _folder(files: list[Path], years: tuple[int, ...], work: Path) -> Path:
    """Return a folder of links to the files of some years."""
    folder = work / f"files-{len(years)}"
    folder.mkdir()
    for path in files:
        if any(f"_{year}." in path.name for year in years):
            (folder / path.name).symlink_to(path.resolve())
    return folder


def _repeated(files: list[Path], work: Path) -> Path:
    """Return a folder of the files and of copies of them that tell of earlier years, TIMES as many in all."""
    folder = work / "files-many"
    folder.mkdir()
    for path in files:
        form, year = re.findall(r"(\w+)_(\d{4})\.", path.name)[0]
        with archives.opened(path) as content:
            head, *lines = content.stream.read().splitlines(keepends=True)
        place = next(
            (n for n, cell in enumerate(head.decode("cp932").split(",")) if cell == "発生日時　　年"), None
        )
        for time in range(TIMES):
            back = time * len(YEARS)
            with gzip.open(folder / f"{form}_{int(year) - back}.csv.gz", "wb", compresslevel=1) as copy:
                copy.write(head)
                copy.writelines(line if place is None else _back(line, place, back) for line in lines)
    return folder


def _back(line: bytes, place: int, years: int) -> bytes:
    """Return a line whose year of occurrence, the cell at `place`, is so many years earlier."""
    cells = line.split(b",")
    cells[place] = str(int(cells[place]) - years).encode()
    return b",".join(cells)


def _rows_read(edition: Path) -> int:
    with editions.opened(edition) as connection:
        return _number(connection, f"select sum(rows_read) from ingest_files where reader in {FORMS}")


def _number(connection: duckdb.DuckDBPyConnection, statement: str) -> int:
    return int(connection.execute(statement).fetchall()[0][0])


def _compare(edition: Path, parquet: Path) -> bool:
    """Print, and return, whether all tables of both are the same row by row and column by column."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{edition}' as edition (read_only)")
        compared = pd.DataFrame([_compare_table(connection, table, parquet) for table in TABLES])
    show("1. Same rows, columns and values?", compared)
    return bool((compared["differences"] == "none").all())


def _compare_table(connection: duckdb.DuckDBPyConnection, table: str, parquet: Path) -> dict[str, object]:
    """Return rows on both sides and what differs; rows are paired by their key, values compared in our types."""
    statement = f"select column_name, data_type from duckdb_columns() where table_name = '{table}'"
    ours = dict(connection.execute(statement).fetchall())
    source = f"read_parquet('{parquet / table}.parquet')"
    theirs = {name for name, *_ in connection.execute(f"describe from {source}").fetchall()}
    common = [name for name in ours if name in theirs]
    typed = ", ".join(f"cast({name} as {ours[name]}) as {name}" for name in common)
    far = "(select coalesce(sum(rows), 0) from edition.ingest_findings where kind = 'far_coordinates')"
    differing = ", ".join(
        f"count_if(e.{name} is distinct from p.{name}){f' - {far}' if name in PLACE else ''} as {name}"
        for name in common
    )
    key = "accident_id, party_order" if "party_order" in ours else "accident_id"
    counts = connection.execute(
        f"select {differing} from edition.{table} as e"
        f" full outer join (select {typed} from {source}) as p using ({key})"
    ).fetch_df()
    rows = [_number(connection, f"select count(*) from {place}") for place in (f"edition.{table}", source)]
    differences = [f"{name} in {count:.0f} rows" for name, count in counts.iloc[0].items() if count]
    differences += [f"{name} only on one side" for name in sorted(set(ours) ^ theirs)]
    differences += ["number of rows"] if rows[0] != rows[1] else []
    return {
        "table": table,
        "rows of the edition": f"{rows[0]:,}",
        "rows of pandas": f"{rows[1]:,}",
        "columns": len(ours),
        "differences": "; ".join(differences) or "none",
    }


def _show_ratio(build: Usage, tables: Usage, pipeline: Usage) -> None:
    table = pd.DataFrame(
        {"whole edition": vars(build), "its tables of accidents": vars(tables), "pandas": vars(pipeline)},
        index=["seconds", "processor_seconds", "megabytes"],
    )
    for name in ("whole edition", "its tables of accidents"):
        table[f"pandas / {name}"] = table["pandas"] / table[name]
    shown = table.map("{:.2f}".format).rename_axis("three years, all Japan").reset_index()
    show("2. Building an edition against pandas", shown, f"The fastest of {RUNS} runs each, taken in turns.")
    say(
        "pandas makes the three tables of accidents. The edition's reader makes them with keys and checks, reasons of"
        " rejected rows and unknown codes; the whole edition also holds the plan, surveys and definitions, a forecast"
        f" learnt from the records, and a hash of all rows. The aim is a whole edition in 1/{AIM} of pandas' seconds."
    )


def _show_growth(best: dict[tuple[int, ...], Usage], rows: dict[tuple[int, ...], int]) -> None:
    table = pd.DataFrame(
        [
            {"file years": f"{years[0]}–{years[-1]}", "rows": rows[years], **vars(usage)}
            for years, usage in best.items()
        ]
    )
    for name in ("rows", "seconds", "processor_seconds", "megabytes"):
        table[f"× {name}"] = table[name] / table[name].iloc[0]
    show("3. Growth with the years", table.round(2))
