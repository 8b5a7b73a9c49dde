"""Editions of a few rows given by hand: the tables of the schema without constraints, holding just what is given."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from queries import Connection

SCHEMA = (Path(__file__).parents[2] / "ingest" / "schema.sql").read_text(encoding="utf-8")
Given = Callable[..., Connection]


@pytest.fixture(scope="session")
def _tables() -> str:
    """The tables of the schema with their types, as statements that make them without constraints."""
    with duckdb.connect() as connection:
        connection.execute(SCHEMA)
        columns = connection.execute(
            "select table_name, string_agg(format('\"{}\" {}', column_name, data_type), ', ' order by column_index)"
            " from duckdb_columns() where not internal group by all"
        ).fetchall()
    return ";".join(f"create table {name} ({typed})" for name, typed in columns)


@pytest.fixture
def given(_tables: str) -> Given:
    """Return a function from rows by table (`measures=[{"measure_id": "1-1"}]`) to an edition that holds just these."""

    def fill(**tables: list[dict[str, object]]) -> Connection:
        connection = duckdb.connect(config={"threads": 1})
        connection.execute(_tables)
        for name, listed in tables.items():
            connection.register("given_rows", pd.DataFrame(listed))
            connection.execute(f"insert into {name} by name select * from given_rows")
            connection.unregister("given_rows")
        return Connection(connection)

    return fill
