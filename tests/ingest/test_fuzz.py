"""Whatever befalls a file on its way here: it is refused in Japanese or every row of it is accounted for.

Bytes, cells, headers and fields of the files of every reader are changed at random, the same way in every run. The
files are small samples; with NPA_DATA_DIR the police's are rows of the city out of their own.
"""

import gzip
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import overlays, plan, population, reports, sample, surveys
from ingest.build import PROJECT, Inputs, build, load
from ingest.faults import InputError
from ingest.police import read_police
from queries import editions
from tests.ingest.mutations import mutated

ROWS = 60  # of a police file
CITY = ("25", "207")  # police code of the prefecture and code of the city in the files
MEASURES = ("2-4", "4-1", "6-2", "7-2", "7-3", "9-1", "9-9")  # one of every kind, one without indicator


@dataclass
class Fuzzed:
    """A reader in an edition that is ready for it, and the files below `folder` that it reads."""

    connection: duckdb.DuckDBPyConnection
    folder: Path
    files: list[str]
    read: Callable[[], None]


@pytest.fixture(scope="module")
def edition() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return an edition with definitions and plan and without records."""
    with duckdb.connect() as connection:
        load(connection, Inputs(), lambda _: None)
        yield connection


@pytest.fixture
def tables() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the empty tables of an edition."""
    with duckdb.connect() as connection:
        connection.execute((PROJECT / "ingest" / "schema.sql").read_text(encoding="utf-8"))
        yield connection


@pytest.fixture(scope="module")
def records(edition: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with small files of records, one folder per reader."""
    folder = tmp_path_factory.mktemp("records")
    made = tmp_path_factory.mktemp("made")
    sample.write(made, edition)
    (folder / "npa").mkdir()
    for name in ("honhyo_2021.csv", "hojuhyo_2021.csv"):
        (folder / "npa" / name).write_bytes(b"".join(police_rows(made, name)))
    report = next(iter(sorted((made / "reports").iterdir())))
    (folder / "reports").mkdir()
    shutil.copy(report, folder / "reports" / "a.csv")
    book = openpyxl.Workbook()
    book.active.append(("指標番号", "期間", "実績値", "状況", "報告日"))
    book.active.append(("9-12", "令和6年度", 9120, None, 45797))
    book.active.append(("9-15", "令和6年度", 0.7, None, None))
    book.active["C3"].number_format = "0%"
    book.save(folder / "reports" / "b.xlsx")
    shutil.copytree(PROJECT / "data" / "surveys" / "example", folder / "surveys")
    (folder / "population").mkdir()
    shutil.copy(made / sample.POPULATION, folder / "population" / "p.csv")
    shutil.copytree(sample.OVERLAYS, folder / "overlays")
    put_plan(folder / "plans" / "5")
    return folder


def put_plan(folder: Path) -> None:
    """Copy the city's plan, a few of its measures with their links."""
    plan = PROJECT / "data" / "plans" / "5"
    (folder / "measures").mkdir(parents=True)
    for measure in MEASURES:
        shutil.copy(plan / "measures" / f"{measure}.yaml", folder / "measures")
    shutil.copy(plan / "plan.yaml", folder)
    head, *links = re.split(
        r'(?=^  "\d+-\d+":\n)', (plan / "links.yaml").read_text("utf-8"), flags=re.MULTILINE
    )
    kept = [link for link in links if link.split('"')[1] in MEASURES]
    (folder / "links.yaml").write_text("".join([head, *kept]), encoding="utf-8")


def police_rows(made: Path, name: str) -> list[bytes]:
    """Return the header and the first rows of a sample file, or of the city in the police's own."""
    real = Path(os.environ.get("NPA_DATA_DIR") or made) / f"{name}.gz"
    if not real.exists():
        return (made / "npa" / name).read_bytes().splitlines(keepends=True)[: ROWS + 1]
    lines = gzip.decompress(real.read_bytes()).splitlines(keepends=True)
    if name.startswith("hojuhyo"):
        return [lines[0], *(line for line in lines[1:] if line.split(b",")[1] == CITY[0].encode())][
            : ROWS + 1
        ]
    headings = lines[0].decode("cp932").split(",")
    place = next(number for number, heading in enumerate(headings) if heading.startswith("市区町村コード"))
    wanted = tuple(code.encode() for code in CITY)
    of_city = [line for line in lines[1:] if (line.split(b",")[1], line.split(b",")[place]) == wanted]
    assert len(of_city) > ROWS
    return [lines[0], *of_city[:ROWS]]


@pytest.fixture
def fuzzed(
    request: pytest.FixtureRequest, edition: duckdb.DuckDBPyConnection, records: Path, tmp_path: Path
) -> Fuzzed:
    """Return the reader of the name asked for, with a copy of its files."""
    name = request.param
    connection = request.getfixturevalue("tables") if name == "plans" else edition
    folder = tmp_path / name
    shutil.copytree(records / name, folder)
    data = PROJECT / "data"
    readers: dict[str, Callable[[], None]] = {
        "npa": lambda: read_police(
            edition,
            folder,
            scope="prefecture",
            municipality_code="07207",
            is_sample=True,
            progress=lambda _: None,
        ),
        "reports": lambda: reports.load(edition, folder, "5", is_sample=True),
        "surveys": lambda: surveys.load(edition, folder, data, is_sample=True),
        "population": lambda: population.load(edition, folder / "p.csv", data, is_sample=True),
        "overlays": lambda: overlays.load(edition, folder, is_sample=True),
        "plans": lambda: plan.load(connection, folder),
    }
    files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    return Fuzzed(connection, folder, files, readers[name])


def begin(fuzzed: Fuzzed) -> None:
    """Begin what `undo` ends; the police's reader has a transaction of its own."""
    if fuzzed.folder.name != "npa":
        fuzzed.connection.execute("begin")


def undo(fuzzed: Fuzzed) -> None:
    """Empty the edition of what a reader put into it."""
    if fuzzed.folder.name != "npa":
        fuzzed.connection.execute("rollback")
        return
    for table in ("accident_people", "accident_highways", "accidents", "rejected_rows", "ingest_findings"):
        fuzzed.connection.execute(f"delete from {table}")
    fuzzed.connection.execute("delete from ingest_files where reader in ('honhyo', 'hojuhyo', 'kosokuhyo')")


def assert_accounted_for(connection: duckdb.DuckDBPyConnection) -> None:
    """Every row that was read is loaded, out of scope or rejected, and what is loaded is in the tables."""
    assert (
        connection.execute(
            "select file_name from ingest_files"
            " where rows_read <> rows_loaded + rows_out_of_scope + rows_rejected or rows_loaded < 0"
        ).fetchall()
        == []
    )
    for reader, table in (("report", "indicator_values"), ("honhyo", "accidents")):
        ((loaded, stored),) = connection.execute(
            f"select (select coalesce(sum(rows_loaded), 0) from ingest_files where reader = $reader),"
            f" (select count(*) from {table})",
            {"reader": reader},
        ).fetchall()
        assert loaded == stored


def assert_whole_plan(connection: duckdb.DuckDBPyConnection, files: list[str]) -> None:
    """Every file of a plan is recorded, and every measure is there with links to what there is."""
    ((recorded, measures, linked),) = connection.execute(
        "select (select count(*) from ingest_files where reader = 'plan'), (select count(*) from measures),"
        " (select count(distinct measure_id) from measure_links where link_kind = 'goal')"
    ).fetchall()
    assert recorded == len(files)
    assert measures == linked == sum("measures" in Path(name).parts for name in files)


def assert_in_japanese(refusal: InputError) -> None:
    """Every fault names a file, a problem and a remedy."""
    assert refusal.faults
    for fault in refusal.faults:
        assert fault.file
        assert re.search("[ぁ-ん]", fault.problem)
        assert re.search("[ぁ-ん]", fault.remedy)


@pytest.mark.parametrize(
    ("fuzzed", "examples"),
    [("npa", 30), ("reports", 60), ("surveys", 50), ("population", 80), ("overlays", 30), ("plans", 150)],
    indirect=["fuzzed"],
    ids=lambda value: str(value) if isinstance(value, str) else "",
)
def test_a_damaged_file_is_refused_or_accounted_for(fuzzed: Fuzzed, examples: int) -> None:
    originals = {name: (fuzzed.folder / name).read_bytes() for name in fuzzed.files}

    @settings(max_examples=examples, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(fuzzed.files), st.integers(0, 2**32))
    def check(name: str, seed: int) -> None:
        path = fuzzed.folder / name
        path.write_bytes(mutated(originals[name], name, random.Random(seed)))
        begin(fuzzed)
        try:
            fuzzed.read()
            assert_accounted_for(fuzzed.connection)
            if fuzzed.folder.name == "plans":
                assert_whole_plan(fuzzed.connection, fuzzed.files)
        except InputError as refusal:
            assert_in_japanese(refusal)
        finally:
            undo(fuzzed)
            path.write_bytes(originals[name])

    check()


def test_an_edition_of_a_damaged_file_is_whole_or_absent(records: Path, tmp_path: Path) -> None:
    chance = random.Random(1)
    shutil.copytree(records / "reports", tmp_path / "reports")
    report = tmp_path / "reports" / "a.csv"
    original = report.read_bytes()
    outcomes = set()
    for number in range(3):
        report.write_bytes(original if number == 0 else mutated(original, report.name, chance))
        target = tmp_path / "editions" / f"{number}.duckdb"
        try:
            build(Inputs(reports=tmp_path / "reports"), lambda _: None, target)
        except InputError as refusal:
            assert_in_japanese(refusal)
            assert not list(target.parent.glob(f"{number}.*"))
        else:
            with editions.opened(target) as connection:
                assert connection.execute("select count(*) from edition").fetchall() == [(1,)]
                assert_accounted_for(connection)
        outcomes.add(target.exists())
    assert outcomes == {True, False}
