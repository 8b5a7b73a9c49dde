"""Editions of a few rows given by hand: the tables of the schema without constraints, holding just what is given."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest

SCHEMA = (Path(__file__).parents[2] / "ingest" / "schema.sql").read_text(encoding="utf-8")
Given = Callable[..., duckdb.DuckDBPyConnection]


@pytest.fixture(scope="session")
def _typed() -> duckdb.DuckDBPyConnection:
    """The schema with its types, made once."""
    connection = duckdb.connect()
    connection.execute("attach ':memory:' as typed; use typed")
    connection.execute(SCHEMA)
    connection.execute("use memory")
    return connection


@pytest.fixture
def given(_typed: duckdb.DuckDBPyConnection) -> Given:
    """Return a function from rows by table (`measures=[{"measure_id": "1-1"}]`) to an edition that holds just these."""
    names = _typed.execute("select table_name from duckdb_tables() where database_name = 'typed'").fetchall()
    for (name,) in names:
        _typed.execute(f"create or replace table {name} as select * from typed.{name} limit 0")

    def fill(**tables: list[dict[str, object]]) -> duckdb.DuckDBPyConnection:
        for name, listed in tables.items():
            rows = pd.DataFrame(listed)
            _typed.register("given_rows", rows)
            _typed.execute(f"insert into {name} by name select * from given_rows")
            _typed.unregister("given_rows")
        return _typed

    return fill
