"""What every question has in common: exactly its parameters, asked once, shared by threads, nothing written."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import duckdb
import pandas as pd
import pytest

import queries
from queries.kept import question

SCHEMA = (Path(__file__).parents[2] / "ingest" / "schema.sql").read_text(encoding="utf-8")
CELL, OTHER = "55407238", "55407239"


def edition_of(path: Path, cell: str) -> Path:
    with duckdb.connect(str(path)) as connection:
        connection.execute(SCHEMA)
        connection.execute("insert into areas values ($cell, 1.0)", {"cell": cell})
    return path


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    return edition_of(tmp_path / "edition.duckdb", CELL)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what the database is asked while the test runs."""
    names: list[str] = []
    ask = queries.Connection.ask

    def noted(connection: queries.Connection, name: str, parameters: dict[str, object]) -> pd.DataFrame:
        names.append(name)
        return ask(connection, name, parameters)

    monkeypatch.setattr(queries.Connection, "ask", noted)
    return names


def cells(connection: queries.Connection) -> list[str]:
    return queries.rows(connection, "accidents/areas")["mesh_code"].tolist()


def test_a_missing_parameter_is_refused(edition: Path) -> None:
    with pytest.raises(duckdb.Error, match="ids"):
        queries.rows(queries.connect(edition), "overview/sources")


def test_a_surplus_parameter_is_refused(edition: Path) -> None:
    with pytest.raises(duckdb.Error, match="year"):
        queries.rows(queries.connect(edition), "overview/sources", ids=["npa"], year=2021)


def test_a_parameter_is_refused_where_none_is_asked_for(edition: Path) -> None:
    with pytest.raises(duckdb.Error, match="Expected 0, got 1"):
        queries.rows(queries.connect(edition), "accidents/areas", year=2021)


def test_after_a_refused_question_the_next_one_is_answered(edition: Path) -> None:
    connection = queries.connect(edition)
    with pytest.raises(duckdb.Error):
        queries.rows(connection, "overview/sources")
    assert cells(connection) == [CELL]


def test_an_edition_is_asked_once(edition: Path, asked: list[str]) -> None:
    connection = queries.connect(edition)
    assert [cells(connection) for _ in range(3)] == 3 * [[CELL]]
    for ids in (["npa"], ["plan5"], ["npa"]):
        queries.rows(connection, "overview/sources", ids=ids)
    assert asked == ["accidents/areas", "overview/sources", "overview/sources"]


def test_another_edition_under_the_same_path_answers_for_itself(edition: Path) -> None:
    first = queries.connect(edition)
    assert cells(first) == [CELL]
    del first
    edition.unlink()
    assert cells(queries.connect(edition_of(edition, OTHER))) == [OTHER]


def test_an_edition_that_was_closed_can_be_written(edition: Path) -> None:
    with queries.connect(edition) as connection:
        assert cells(connection) == [CELL]
    with duckdb.connect(str(edition)) as written:
        written.execute("update areas set share_inside = 0.5")


def test_editions_in_memory_share_nothing() -> None:
    def in_memory(cell: str) -> queries.Connection:
        database = duckdb.connect()
        database.execute(SCHEMA)
        database.execute("insert into areas values ($cell, 1.0)", {"cell": cell})
        return queries.Connection(database)

    assert [cells(in_memory(cell)) for cell in (CELL, OTHER)] == [[CELL], [OTHER]]


def test_what_was_kept_of_an_edition_leaves_when_it_is_closed(tmp_path: Path, asked: list[str]) -> None:
    stays, goes = (queries.connect(edition_of(tmp_path / f"{cell}.duckdb", cell)) for cell in (CELL, OTHER))
    cells(stays), cells(goes)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(cells, goes).result()
        goes.close()
        with duckdb.connect(str(tmp_path / f"{OTHER}.duckdb")) as written:  # refused while it is open
            written.execute("update areas set share_inside = 0.5")
    asked.clear()
    assert (cells(stays), asked) == ([CELL], [])
    with pytest.raises(AssertionError):
        queries.KEPT.answer(question("accidents/areas", (goes.opening, {})), unasked)


def unasked() -> pd.DataFrame:
    raise AssertionError("it is not kept")


WRITES: dict[str, Callable[[pd.DataFrame], object]] = {
    "a cell": lambda rows: rows.__setitem__("share_inside", rows["share_inside"] + 1),
    "by place": lambda rows: rows.loc.__setitem__((0, "share_inside"), 9.0),
    "a text by place": lambda rows: rows.iloc.__setitem__((0, 0), "z"),
    "a new column": lambda rows: rows.insert(0, "new", 1),
    "a column less": lambda rows: rows.pop("share_inside"),
    "names": lambda rows: setattr(rows.columns, "name", "z"),
    "index": lambda rows: setattr(rows.index, "name", "z"),
    "remarks": lambda rows: rows.attrs.update(z=1),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_who_changes_an_answer_changes_nobody_elses(
    write: Callable[[pd.DataFrame], object], edition: Path
) -> None:
    connection = queries.connect(edition)
    mine, beside = (queries.rows(connection, "accidents/areas") for _ in range(2))
    before = mine.copy()
    write(mine)
    for other in (beside, queries.rows(connection, "accidents/areas")):
        pd.testing.assert_frame_equal(other, before)
        assert (other.columns.name, other.index.name, other.attrs) == (None, None, {})


def test_who_reads_an_edition_whose_file_was_removed_is_still_answered(tmp_path: Path) -> None:
    connection = queries.connect(edition_of(tmp_path / "goes.duckdb", CELL))
    (tmp_path / "goes.duckdb").unlink()
    assert cells(connection) == [CELL]


def test_every_thread_has_its_own_answer_from_a_shared_connection(tmp_path: Path) -> None:
    names = [f"s{number:02}" for number in range(64)]
    with duckdb.connect(str(tmp_path / "edition.duckdb")) as written:
        written.execute(SCHEMA)
        written.executemany(
            "insert into sources values (?, 'publisher', 'title', null, null, null)",
            [[name] for name in names],
        )
    connection, together = queries.connect(tmp_path / "edition.duckdb"), Barrier(8)

    def ask(name: str) -> list[str]:
        together.wait(60)
        return connection.ask("overview/sources", {"ids": [name]})["source_id"].tolist()

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask, names)) == [[name] for name in names]


def test_an_edition_cannot_be_written(edition: Path) -> None:
    with pytest.raises(duckdb.Error, match="read-only"):
        queries.connect(edition).cursor().execute("delete from areas")


def test_times_are_read_as_local_time_of_japan(edition: Path) -> None:
    zone = queries.connect(edition).cursor().execute("select current_setting('TimeZone')").fetchone()
    assert zone == ("Asia/Tokyo",)
