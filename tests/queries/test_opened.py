"""Editions open in a process: once for all, only whole ones, the newest always, none that nobody reads."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import duckdb
import pytest

import queries
from queries import editions
from queries.editions import Edition, UnreadableEditionError
from queries.opened import Newest, Opened
from tests.holding import held_by_another_process

NAMES = [f"2025010{number}-090000-aaaaaa-real" for number in range(1, 8)]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DASHBOARD_EDITIONS", str(tmp_path))
    monkeypatch.delenv("DASHBOARD_EDITION", raising=False)
    return tmp_path


def put(folder: Path, number: int, version: int = editions.SCHEMA_VERSION) -> Edition:
    """Write an edition that holds its own row and a number."""
    path = folder / f"{NAMES[number]}.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"create table edition as select {version} as schema_version, {number} as number")
    return found(number)


def found(number: int) -> Edition:
    edition = editions.find(NAMES[number])
    assert edition is not None
    return edition


def number_of(connection: queries.Connection) -> object:
    return connection.cursor().execute("select number from edition").fetchall()[0][0]


def is_open(edition: Edition) -> bool:
    """Return whether this process has the file open; DuckDB then refuses to open it otherwise."""
    try:
        duckdb.connect(str(edition.path)).close()
    except duckdb.ConnectionException:
        return True
    return False


def test_all_who_read_an_edition_share_one_opening(folder: Path) -> None:
    opened, edition, together = Opened(), put(folder, 1), Barrier(8)

    def read(_: int) -> queries.Connection:
        together.wait(60)
        return opened.connection(edition)

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(read, range(8)))) == 1


def test_only_what_is_read_and_the_newest_stay_open(folder: Path) -> None:
    opened = Opened()
    listed = [put(folder, number) for number in range(1, 6)]
    held = [opened.connection(edition) for edition in listed]
    assert [number_of(connection) for connection in held] == [1, 2, 3, 4, 5]
    assert opened.newest(editions.available()).edition == listed[-1]
    opened.close_unread([held[1]])
    assert [is_open(edition) for edition in listed] == [False, True, False, False, True]
    assert number_of(opened.connection(listed[1])) == 2
    assert number_of(opened.connection(listed[0])) == 1  # opened anew


def test_the_newest_is_the_first_that_can_be_read_and_the_others_are_told(folder: Path) -> None:
    whole, old = put(folder, 1), put(folder, 2, version=0)
    (folder / f"{NAMES[3]}.duckdb").write_bytes(b"no database")
    (folder / f"{NAMES[4]}.duckdb").mkdir()
    os.mkfifo(folder / f"{NAMES[5]}.duckdb")
    locked = put(folder, 6)
    with held_by_another_process(locked.path):
        newest = Opened().newest(editions.available())
    assert newest.edition == whole
    reasons = [
        "ほかのプログラムが開いている",
        "ファイルではありません",
        "ファイルではありません",
        "壊れている",
        "形式0",
    ]
    assert list(newest.unreadable) == [NAMES[number] for number in (6, 5, 4, 3, 2)]
    assert [reason in said for reason, said in zip(reasons, newest.unreadable.values(), strict=True)] == 5 * [
        True
    ]
    assert Opened().newest([old]).edition is None
    assert Opened().newest([]) == Newest(None, {})


def test_an_edition_that_was_offered_is_preferred_until_it_is_closed_or_a_better_one_is_offered(
    folder: Path,
) -> None:
    opened, first, second = Opened(), put(folder, 1), put(folder, 2)
    opened.offer(first)  # it is not open
    assert opened.newest(editions.available()).edition == second
    opened.connection(first)
    opened.offer(first)
    put(folder, 3)
    refused = put(folder, 4, version=0)
    assert opened.newest(editions.available()) == Newest(first, {})
    with pytest.raises(UnreadableEditionError):
        opened.connection(refused)
    newest = opened.newest(editions.available())
    assert (newest.edition, list(newest.unreadable)) == (first, [refused.edition_id])
    opened.offer(second)
    assert opened.newest(editions.available()).edition == second
    opened.close_unread(())
    assert [opened.is_offered(edition) for edition in (first, second)] == [False, True]


def test_an_edition_is_read_once_its_copy_is_done_or_its_lock_is_gone(folder: Path) -> None:
    opened, whole = Opened(), put(folder, 1)
    content = whole.path.read_bytes()
    for length in range(0, len(content), len(content) // 4):
        whole.path.write_bytes(content[:length])
        with pytest.raises(UnreadableEditionError, match="コピーが終わっていません"):
            opened.connection(whole)
    whole.path.write_bytes(content)
    assert number_of(opened.connection(whole)) == 1
    opened.close_unread([])
    with held_by_another_process(whole.path), pytest.raises(UnreadableEditionError, match="ほかのプログラム"):
        opened.connection(whole)
    assert number_of(opened.connection(whole)) == 1


def test_a_file_that_was_refused_is_not_read_again_until_it_changes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, old = Opened(), put(folder, 1, version=0)
    for _ in range(2):
        with pytest.raises(UnreadableEditionError, match="形式0"):
            opened.connection(old)
        monkeypatch.setattr(queries, "connect", None)
    monkeypatch.undo()
    monkeypatch.setenv("DASHBOARD_EDITIONS", str(folder))
    shutil.copy(put(folder, 2).path, old.path)
    assert number_of(opened.connection(old)) == 2
