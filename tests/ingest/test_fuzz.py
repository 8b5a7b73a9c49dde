"""Whatever befalls a file on its way here: it is refused in Japanese or every row of it is accounted for.

Bytes, cells and headers of the files of every reader are changed at random, the same way in every run. The files are
small samples; with NPA_DATA_DIR the police's are rows of the city out of their own.
"""

import gzip
import io
import os
import random
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import overlays, population, reports, sample, surveys
from ingest.build import PROJECT, Inputs, build, load
from ingest.faults import InputError
from ingest.police import read_police

ROWS = 60  # of a police file
CITY = ("25", "207")  # police code of the prefecture and code of the city in the files
CELLS = (
    *(
        "",
        " ",
        "0",
        "-1",
        "１２",
        "９．５",
        "1e309",
        "NaN",
        "inf",
        "999999999999",
        "130",
        "令和60年度",
        "2023-02-30",
    ),
    *(
        "45230",
        "1904-01-01",
        "九",
        "=1+1",
        "#REF!",
        '"',
        "'",
        ",",
        "\0",
        "\x1a",
        "\ufeff",
        "髙﨑",
        "🗾",
        "18歳以上",
    ),
    *("true", "x" * 70000),
)
SCRAPS = (
    b"\0",
    b"\xff\xfe",
    b"\x1a",
    b'"',
    b"\r",
    b"\n\n",
    b",",
    b"\x81",
    b"PK\x03\x04",
    b"<",
    b"{",
    b"]",
    b": ",
    b"\t",
)


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
    return folder


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
    }
    files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    return Fuzzed(edition, folder, files, readers[name])


def mutated(content: bytes, name: str, chance: random.Random) -> bytes:
    """Return the content of a file with a few of its bytes, cells or headings changed."""
    if name.endswith(".xlsx") and chance.random() < 0.7:
        return mutated_member(content, chance)
    for _ in range(chance.randint(1, 3)):
        content = chance.choice((with_bytes, with_cell, with_cell, with_heading))(content, chance)
    return content


def with_bytes(content: bytes, chance: random.Random) -> bytes:
    """Truncate, cut, repeat or overwrite a piece."""
    first, last = sorted(chance.randint(0, len(content)) for _ in range(2))
    last = min(last, first + 200)
    piece = chance.choice((b"", content[first:last] * 2, chance.choice(SCRAPS), chance.randbytes(4)))
    return content[:first] + piece + (b"" if chance.random() < 0.2 else content[last:])


def with_cell(content: bytes, chance: random.Random) -> bytes:
    """Put something else between two delimiters of a line."""
    lines = content.split(b"\n")
    line = chance.randrange(len(lines))
    cells = re.split(b"([,:])", lines[line])
    encoding = chance.choice(("utf-8", "cp932"))
    cells[chance.randrange(len(cells))] = chance.choice(CELLS).encode(encoding, "replace")
    lines[line] = b"".join(cells)
    return b"\n".join(lines)


def with_heading(content: bytes, chance: random.Random) -> bytes:
    """Leave out, repeat, move or rename a heading, or leave out the line."""
    head, end, rest = content.partition(b"\n")
    cells = head.split(b",")
    place, other = chance.randrange(len(cells)), chance.randrange(len(cells))
    match chance.randrange(3):
        case 0:
            cells.pop(place)
        case 1:
            cells.insert(other, cells[place])
        case 2:
            cells[place], cells[other] = cells[other], cells[place]
        case 3:
            cells[place] = chance.choice(CELLS).encode()
        case _:
            return rest
    return b",".join(cells) + end + rest


def mutated_member(content: bytes, chance: random.Random) -> bytes:
    """Change a part of a workbook inside an archive that stays whole."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(("xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml", *members))
    if chance.random() < 0.5:
        members[name] = with_bytes(members[name], chance)
    else:
        values = list(re.finditer(rb'>[^<]+<|"[^"]*"', members[name]))
        found = chance.choice(values)
        quote = members[name][found.start() : found.start() + 1], members[name][found.end() - 1 : found.end()]
        cell = chance.choice(CELLS).encode().replace(b"<", b"").replace(b'"', b"")
        members[name] = (quote[0] + cell + quote[1]).join(
            (members[name][: found.start()], members[name][found.end() :])
        )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, text in members.items():
            archive.writestr(member, text)
    return made.getvalue()


def begin(fuzzed: Fuzzed) -> None:
    """Begin what `undo` ends; the police's reader counts lines by rowid, which a transaction numbers otherwise."""
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


def assert_in_japanese(refusal: InputError) -> None:
    """Every fault names a file, a problem and a remedy."""
    assert refusal.faults
    for fault in refusal.faults:
        assert fault.file
        assert re.search("[ぁ-ん]", fault.problem)
        assert re.search("[ぁ-ん]", fault.remedy)


@pytest.mark.parametrize(
    ("fuzzed", "examples"),
    [("npa", 20), ("reports", 50), ("surveys", 40), ("population", 60), ("overlays", 30)],
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
            with duckdb.connect(str(target), read_only=True) as connection:
                assert connection.execute("select count(*) from edition").fetchall() == [(1,)]
                assert_accounted_for(connection)
        outcomes.add(target.exists())
    assert outcomes == {True, False}
