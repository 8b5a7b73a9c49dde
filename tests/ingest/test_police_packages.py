"""What arrives instead of a police file: bombs, wrong names, folders, files that change, no room to unpack."""

import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import pytest

from ingest import police
from ingest.faults import InputError
from ingest.police import files
from tests.ingest.police_texts import PROJECT, put, text

MEGABYTE = 1 << 20


@pytest.fixture(name="connection")
def _connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute((PROJECT / "ingest" / "schema.sql").read_text(encoding="utf-8"))
        police.load_codes(connection, PROJECT / "data")
        yield connection


def read(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    police.read_police(
        connection, path, scope="city", municipality_code="07207", is_sample=True, progress=lambda _: None
    )


def refusal(connection: duckdb.DuckDBPyConnection, path: Path) -> str:
    with pytest.raises(InputError) as refused:
        read(connection, path)
    (fault,) = refused.value.faults
    return str(fault)


def packed(path: Path, members: Iterable[tuple[str, bytes]]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)


def rows(count: int, year: int) -> list[dict[str, str]]:
    return [{"report_number": f"{n:04}", "occurred_year": str(year)} for n in range(1, count + 1)]


def test_a_bomb_is_refused_before_it_fills_the_disk(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    header = text("honhyo", 2021).encode("cp932")
    packed(tmp_path / "honhyo_2021.zip", [("honhyo_2021.csv", header + b"\n" * (64 * MEGABYTE))])
    assert (tmp_path / "honhyo_2021.zip").stat().st_size < MEGABYTE
    assert "圧縮の割合が異常" in refusal(connection, tmp_path)


def test_a_zip_writes_nothing_outside(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    folder = tmp_path / "npa"
    folder.mkdir()
    packed(folder / "honhyo_2021.zip", [("../../honhyo_2021.csv", text("honhyo", 2021, {}).encode("cp932"))])
    read(connection, folder)
    assert connection.execute("select count(*) from accidents").fetchall() == [(1,)]
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["honhyo_2021.zip"]


def test_what_a_mac_adds_to_a_zip_is_passed_over(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    content = text("honhyo", 2021, {}).encode("cp932")
    packed(
        tmp_path / "honhyo_2021.zip",
        [("honhyo_2021.csv", content), ("__MACOSX/._honhyo_2021.csv", b"\0\5\26\7")],
    )
    read(connection, tmp_path)
    assert connection.execute("select count(*) from accidents").fetchall() == [(1,)]


def test_a_zip_with_another_year_inside_is_refused(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    packed(tmp_path / "honhyo_2021.zip", [("data/honhyo_2019.csv", text("honhyo", 2019, {}).encode("cp932"))])
    assert "中のCSVは「honhyo_2019.csv」" in refusal(connection, tmp_path)


def test_a_renamed_year_is_refused(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    put(tmp_path, "honhyo", 2021, *rows(40, 2019))
    message = refusal(connection, tmp_path)
    assert "honhyo_2021.csv" in message
    assert "40件のうち2021年に起きた事故は0件だけです（最も多いのは2019年）" in message


@pytest.mark.parametrize(("others", "is_refused"), [(20, False), (21, True)])
def test_half_of_a_year_is_enough(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, others: int, is_refused: bool
) -> None:
    mixed = [
        {**row, "report_number": f"{number:04}"}
        for number, row in enumerate([*rows(20, 2021), *rows(others, 2020)], start=1)
    ]
    put(tmp_path, "honhyo", 2021, *mixed)
    if is_refused:
        assert "20件だけです" in refusal(connection, tmp_path)
    else:
        read(connection, tmp_path)


def test_a_handful_of_late_reports_proves_nothing(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2021, *rows(19, 2020))
    read(connection, tmp_path)
    assert connection.execute("select count(*) from accidents").fetchall() == [(19,)]


def test_a_folder_named_like_a_file_is_named(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    put(tmp_path, "honhyo", 2021, {})
    (tmp_path / "honhyo_2020.csv").mkdir()
    assert "honhyo_2020.csv：ファイルではなくフォルダーです" in refusal(connection, tmp_path)


def test_a_file_that_changes_while_it_is_read_is_refused(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, "honhyo", 2021, {})
    copied = files._copy

    def changed(*arguments: object) -> None:
        copied(*arguments)  # type: ignore[arg-type]
        path.write_bytes(path.read_bytes().replace(b"2021", b"2020"))

    monkeypatch.setattr(files, "_copy", changed)
    assert "読んでいるあいだに内容が変わりました" in refusal(connection, tmp_path)


def test_full_width_digits_and_spaces_are_digits_and_spaces(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2021, {"injuries": "００２", "stop_sign_code_a": "　９"})
    read(connection, tmp_path)
    assert connection.execute("select injuries from accidents").fetchall() == [(2,)]


def test_other_full_width_signs_make_a_row_unreadable(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    put(tmp_path, "honhyo", 2021, {"injuries": "０，２"})
    read(connection, tmp_path)
    assert "半角英数字でない文字" in connection.execute("select reason from rejected_rows").fetchall()[0][0]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of the size of files")
def test_no_room_for_the_unpacked_copy_is_no_fault_of_the_file(tmp_path: Path) -> None:
    path = put(tmp_path, "honhyo", 2021, *rows(3000, 2021))
    program = (
        "import sys, pathlib\n"
        "from ingest.faults import InputError\n"
        "from ingest.police import files\n"
        "try:\n"
        "    with files.unpacked(pathlib.Path(sys.argv[1])): print('unpacked')\n"
        "except InputError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONUTF8": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (MEGABYTE // 8, MEGABYTE // 8)),
    )
    assert done.stdout.startswith("一時ファイルの置き場所（")
    assert "書き込めません（書き込める大きさを超えました）" in done.stdout
    assert "honhyo_2021.csv" not in done.stdout


def test_only_copies_of_a_year_wait_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [put(tmp_path, "honhyo", year, {}) for year in range(2012, 2022)]
    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(copies))
    with files.unpacked_ahead(paths) as unpacked:
        for path, unpacking in zip(paths, unpacked, strict=True):
            assert unpacking.result().body.name.startswith(path.name)
            time.sleep(0.05)  # what may be unpacked by then is
            assert len(list(copies.rglob("*.body"))) <= 4
    assert not list(copies.iterdir())
