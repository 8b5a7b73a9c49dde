"""Which editions are offered, in which order, and what is refused."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

import queries
from queries import editions
from tests.holding import held_by_another_process

OLD_REAL = "20240401-090000-aaaaaa-real"
NEW_REAL = "20240601-090000-bbbbbb-real"
OLD_SAMPLE = "20230101-090000-cccccc-sample"
NEW_SAMPLE = "20250101-090000-dddddd-sample"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_EDITIONS", str(tmp_path))
    monkeypatch.delenv("DASHBOARD_EDITION", raising=False)
    return tmp_path


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / f"{name}.duckdb").touch()


def written(path: Path, schema_version: int = editions.SCHEMA_VERSION) -> Path:
    """Write an edition's own row into a database."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "create table edition (edition_id text, kind text, built_at timestamp, schema_version int)"
        )
        connection.execute(
            "insert into edition values ($id, 'sample', timestamp '2025-01-01 09:00', $version)",
            {"id": NEW_SAMPLE, "version": schema_version},
        )
    return path


def ids() -> list[str]:
    return [edition.edition_id for edition in editions.available()]


def known(edition_id: str) -> editions.Edition:
    edition = editions.find(edition_id)
    assert edition is not None
    return edition


def newer(edition_id: str) -> list[str]:
    return [edition.edition_id for edition in editions.newer_than(known(edition_id))]


def test_real_before_sample_and_newest_first(folder: Path) -> None:
    put(folder, OLD_SAMPLE, OLD_REAL, NEW_SAMPLE, NEW_REAL)
    assert ids() == [NEW_REAL, OLD_REAL, NEW_SAMPLE, OLD_SAMPLE]


def test_a_name_tells_kind_and_time(folder: Path) -> None:
    put(folder, OLD_REAL)
    edition = known(OLD_REAL)
    assert (edition.kind, edition.built_at) == ("real", datetime(2024, 4, 1, 9, 0))
    assert edition.path == folder / f"{OLD_REAL}.duckdb"


def test_files_with_other_names_are_passed_over(folder: Path) -> None:
    put(
        folder,
        OLD_REAL,
        "notes",
        f"{NEW_REAL} - コピー",
        "20240401-090000-aaaaaa-draft",
        "20241399-090000-aaaaaa-real",
    )
    (folder / f"{NEW_REAL}.duckdb.building").touch()
    assert ids() == [OLD_REAL]


def test_no_folder_means_no_edition(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DASHBOARD_EDITIONS", str(folder / "missing"))
    assert ids() == []


def test_an_unknown_edition_is_not_found(folder: Path) -> None:
    put(folder, OLD_REAL)
    assert editions.find(NEW_REAL) is None


@pytest.mark.parametrize(
    ("present", "reading", "offered"),
    [
        ([OLD_REAL, NEW_REAL], OLD_REAL, [NEW_REAL]),
        ([OLD_REAL, NEW_REAL], NEW_REAL, []),
        ([OLD_SAMPLE, NEW_SAMPLE], OLD_SAMPLE, [NEW_SAMPLE]),
        ([OLD_REAL, NEW_SAMPLE], OLD_REAL, []),
        ([OLD_SAMPLE, NEW_REAL], OLD_SAMPLE, [NEW_REAL]),
        ([OLD_REAL, NEW_SAMPLE], NEW_SAMPLE, [OLD_REAL]),
        ([OLD_REAL, NEW_REAL, OLD_SAMPLE, NEW_SAMPLE], OLD_SAMPLE, [NEW_REAL, OLD_REAL, NEW_SAMPLE]),
    ],
)
def test_the_editions_offered_instead_the_best_first(
    folder: Path, present: list[str], reading: str, offered: list[str]
) -> None:
    put(folder, *present)
    assert newer(reading) == offered


def test_a_session_whose_file_was_removed_is_still_answered(folder: Path) -> None:
    put(folder, OLD_REAL)
    edition = known(OLD_REAL)
    edition.path.unlink()
    assert editions.newer_than(edition) == []


def test_a_single_edition_stands_alone_under_any_name(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, NEW_REAL)
    monkeypatch.setenv("DASHBOARD_EDITION", str(written(tmp_path / "会議用.duckdb")))
    assert ids() == [NEW_SAMPLE]
    edition = known(NEW_SAMPLE)
    assert (edition.kind, edition.built_at) == ("sample", datetime(2025, 1, 1, 9, 0))
    assert editions.find(NEW_REAL) is None
    assert editions.newer_than(edition) == []


def test_a_single_edition_that_is_missing_is_no_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_EDITION", str(tmp_path / "missing.duckdb"))
    assert ids() == []


def test_a_single_file_that_is_no_edition_is_refused_when_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "memo.duckdb").write_text("版ではない文章です。" * 100)
    monkeypatch.setenv("DASHBOARD_EDITION", str(tmp_path / "memo.duckdb"))
    (edition,) = editions.available()
    with pytest.raises(editions.UnreadableEditionError, match=r"memo\.duckdb」を開けません"):
        queries.connect(edition.path)


def test_this_edition_can_be_shown(folder: Path) -> None:
    written(folder / f"{NEW_SAMPLE}.duckdb")
    edition = known(NEW_SAMPLE)
    editions.check(queries.connect(edition.path).cursor(), edition)


@pytest.mark.parametrize("version", [editions.SCHEMA_VERSION - 1, editions.SCHEMA_VERSION + 1])
def test_another_schema_version_is_refused_with_the_remedy(folder: Path, version: int) -> None:
    written(folder / f"{NEW_SAMPLE}.duckdb", version)
    edition = known(NEW_SAMPLE)
    with pytest.raises(
        editions.UnreadableEditionError,
        match=f"{NEW_SAMPLE}」は形式{version}で作られており.*作り直してください",
    ):
        editions.check(queries.connect(edition.path).cursor(), edition)


@pytest.mark.parametrize(
    "statement", ["create table other (x int)", "create table edition (schema_version int)"]
)
def test_a_database_that_is_no_edition_is_refused(folder: Path, statement: str) -> None:
    path = folder / f"{OLD_REAL}.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(statement)
    edition = known(OLD_REAL)
    with pytest.raises(editions.UnreadableEditionError, match="版のファイルではありません"):
        editions.check(queries.connect(path).cursor(), edition)


@pytest.mark.parametrize(
    "statement",
    [
        "create view secrets as select 'x' as content",
        "create macro sum(x) as 1",
        "create type words as enum ('a')",
        "create sequence numbers",
        "alter table edition rename to real_edition; create view edition as from real_edition",
    ],
)
def test_an_edition_holds_tables_and_nothing_else(folder: Path, statement: str) -> None:
    path = written(folder / f"{NEW_SAMPLE}.duckdb")
    with duckdb.connect(str(path)) as connection:
        connection.execute(statement)
    with pytest.raises(editions.UnreadableEditionError, match="表でないもの（ビューなど）が入っている"):
        editions.check(queries.connect(path).cursor(), known(NEW_SAMPLE))


@pytest.mark.parametrize(
    "query", ["select * from read_text('{}')", "attach '{}' as other", "copy (select 1) to '{}'"]
)
def test_nothing_of_the_machine_can_be_reached_from_an_edition(folder: Path, query: str) -> None:
    connection = editions.opened(written(folder / f"{NEW_SAMPLE}.duckdb"))
    with pytest.raises(duckdb.Error, match="disabled by config"):
        connection.execute(query.format(folder / "other"))
    with pytest.raises(duckdb.Error, match="Cannot enable external access"):
        connection.execute("set enable_external_access = true")


def test_the_file_of_an_edition_is_opened_by_one_function() -> None:
    """Two settings for one file in one process are refused by DuckDB; nothing but a build opens files otherwise."""
    root = Path(queries.__file__).parents[1]
    opening = [
        str(path.relative_to(root))
        for layer in ("pages", "findings", "charts", "exports", "queries", "ingest")
        for path in sorted((root / layer).rglob("*.py"))
        if "duckdb.connect(" in path.read_text(encoding="utf-8")
    ]
    assert opening == ["queries/editions.py", "ingest/edition.py"]


def damaged(path: Path, content: bytes) -> str:
    """Return why a file of this content is refused."""
    path.write_bytes(content)
    with pytest.raises(editions.UnreadableEditionError) as refused:
        editions.check(editions.opened(path), known(path.stem))
    return str(refused.value)


@pytest.mark.parametrize("part", [0.0, 0.001, 0.3, 0.6])
@pytest.mark.parametrize("is_filled", [False, True])
def test_a_file_that_is_not_yet_copied_to_its_end_is_refused(
    folder: Path, empty_edition: Path, part: float, is_filled: bool
) -> None:
    """Some programs make the copy as long as the original before they fill it."""
    whole = empty_edition.read_bytes()
    copied = whole[: int(part * len(whole))]
    path = folder / f"{NEW_REAL}.duckdb"
    assert damaged(path, copied + is_filled * bytes(len(whole) - len(copied))) == (
        f"版のファイル「{path.name}」を開けません（壊れているか、コピーが終わっていません）。"
        "コピーが終わるのを待つか、同じ資料から版を作り直してください。"
    )


def test_a_damaged_block_is_found_before_a_page_asks_for_it(folder: Path, empty_edition: Path) -> None:
    content = bytearray(empty_edition.read_bytes())
    for place in range(20_000, len(content), 262_144):
        content[place] ^= 1
    assert "壊れている" in damaged(folder / f"{NEW_REAL}.duckdb", bytes(content))


def test_a_file_another_program_has_open_is_told_as_such(folder: Path) -> None:
    path = written(folder / f"{NEW_SAMPLE}.duckdb")
    with held_by_another_process(path), pytest.raises(editions.BusyEditionError) as refused:
        editions.opened(path)
    assert str(refused.value) == (
        f"版のファイル「{path.name}」は、ほかのプログラムが開いているので読めません。"
        "そのプログラムを閉じてください。"
    )


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_is_refused_at_once(folder: Path, make: Callable[[Path], None]) -> None:
    path = folder / f"{NEW_SAMPLE}.duckdb"
    make(path)
    with pytest.raises(editions.UnreadableEditionError, match="ファイルではありません。版のフォルダーから除"):
        editions.opened(path)


def test_a_file_that_is_gone_is_told_as_such(folder: Path) -> None:
    with pytest.raises(editions.UnreadableEditionError, match=r"gone\.duckdb」がありません"):
        editions.opened(folder / "gone.duckdb")


@pytest.mark.parametrize("kind", ["real", "sample"])
def test_a_new_name_is_read_as_an_edition_of_its_kind(folder: Path, kind: editions.Kind) -> None:
    name = editions.new_id(kind, datetime(2025, 5, 30, 9, 5, 7))
    put(folder, name)
    assert editions.kind_named(name) == known(name).kind == kind
    assert known(name).built_at == datetime(2025, 5, 30, 9, 5, 7)


def test_what_is_not_named_like_an_edition_tells_no_kind() -> None:
    assert editions.kind_named("meeting-real") is None
