"""What every question has in common: exactly its parameters, a connection threads can share, nothing written."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

import queries

SCHEMA = (Path(__file__).parents[2] / "ingest" / "schema.sql").read_text(encoding="utf-8")


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    path = tmp_path / "edition.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(SCHEMA)
        connection.execute("insert into areas values ('55407238', 1.0)")
    return path


def test_a_missing_parameter_is_refused(edition: Path) -> None:
    with pytest.raises(duckdb.Error, match="ids"):
        queries.rows(queries.connect(edition), "overview/sources")


def test_a_surplus_parameter_is_refused(edition: Path) -> None:
    with pytest.raises(duckdb.Error, match="year"):
        queries.rows(queries.connect(edition), "overview/sources", ids=["npa"], year=2021)


def test_a_parameter_is_refused_where_none_is_asked_for(edition: Path) -> None:
    with pytest.raises(duckdb.Error, match="Expected 0, got 1"):
        queries.rows(queries.connect(edition), "accidents/areas", year=2021)


def test_threads_share_one_connection(edition: Path) -> None:
    connection = queries.connect(edition)
    with ThreadPoolExecutor(8) as threads:
        answers = threads.map(lambda _: queries.rows(connection, "accidents/areas"), range(32))
    assert [answer["mesh_code"].tolist() for answer in answers] == 32 * [["55407238"]]


def test_an_edition_cannot_be_written(edition: Path) -> None:
    with pytest.raises(duckdb.Error, match="read-only"):
        queries.connect(edition).execute("delete from areas")


def test_times_are_read_as_local_time_of_japan(edition: Path) -> None:
    assert queries.connect(edition).execute("select current_setting('TimeZone')").fetchone() == (
        "Asia/Tokyo",
    )
