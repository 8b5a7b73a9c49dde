"""An edition stays open while a session reads it, and no longer."""

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from pages.frame import readers
from pages.frame.readers import Readers
from queries import editions, opened
from queries.editions import Edition
from queries.opened import Opened


@pytest.fixture
def listed(tmp_path: Path) -> list[Edition]:
    """Return three editions that hold nothing but their own row."""
    found = []
    for number in range(3):
        path = tmp_path / f"{number}.duckdb"
        with duckdb.connect(str(path)) as connection:
            connection.execute(f"create table edition as select {editions.SCHEMA_VERSION} as schema_version")
        found.append(Edition(str(number), "real", datetime(2025, 1, 1), path))
    return found


class Sessions:
    """Sessions that read editions: the one whose run it is, and those that have ended."""

    def __init__(self) -> None:
        self.readers, self.current, self.ended = Readers(), "", set[str]()

    def read(self, session: str, edition: Edition) -> None:
        self.current = session
        self.readers.forget_ended()
        self.readers.connection(edition)

    def end(self, session: str) -> None:
        self.ended.add(session)
        self.current = "another"
        self.readers.forget_ended()


@pytest.fixture
def sessions(monkeypatch: pytest.MonkeyPatch) -> Sessions:
    found = Sessions()
    monkeypatch.setattr(opened, "OPENED", Opened())
    monkeypatch.setattr(readers, "session_id", lambda: found.current)
    monkeypatch.setattr(readers, "is_there", lambda session: session not in found.ended)
    return found


def is_open(edition: Edition) -> bool:
    """Return whether this process has the file open; DuckDB then refuses to open it otherwise."""
    try:
        duckdb.connect(str(edition.path)).close()
    except duckdb.ConnectionException:
        return True
    return False


def test_an_edition_is_closed_with_the_last_session_that_reads_it(
    sessions: Sessions, listed: list[Edition]
) -> None:
    sessions.read("a", listed[0])
    sessions.read("b", listed[0])
    sessions.read("b", listed[1])
    functions_of_a_page = [opened.OPENED.connection(edition) for edition in listed]
    sessions.end("a")
    assert [is_open(edition) for edition in listed] == [True, True, False]
    sessions.end("b")
    assert [is_open(edition) for edition in listed] == [False, False, False]
    assert [connection.is_open for connection in functions_of_a_page] == [False, False, False]


def test_a_session_keeps_its_edition_and_the_one_it_is_compared_with(
    sessions: Sessions, listed: list[Edition]
) -> None:
    for edition in (listed[0], listed[1], listed[0], listed[2]):
        sessions.read("a", edition)
    sessions.end("b")
    assert [is_open(edition) for edition in listed] == [True, False, True]


def test_a_session_reads_on_when_the_file_is_gone(sessions: Sessions, listed: list[Edition]) -> None:
    sessions.read("a", listed[0])
    listed[0].path.unlink()
    sessions.read("a", listed[0])
    assert sessions.readers.reads(listed[0])
    sessions.end("a")
    sessions.current = "b"
    assert not sessions.readers.reads(listed[0])
    with pytest.raises(editions.UnreadableEditionError, match="がありません"):
        sessions.read("b", listed[0])
