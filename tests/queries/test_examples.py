"""Runs every example of a query: TOPIC/QUERY/CASE holds given tables, parameters and the expected rows.

Given are only the tables and columns the case is about: everything else is empty. expect.csv names the columns the
case is about; the order of the rows counts. A query of one value gives it, or None: a table of one row, or of none.
"""

from dataclasses import fields
from importlib import import_module
from inspect import signature
from io import StringIO
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import yaml

from queries import Connection
from queries.accidents import Selection

HERE = Path(__file__).parent
SCHEMA = (HERE.parents[1] / "ingest" / "schema.sql").read_text(encoding="utf-8")
CASES = sorted(path.parent for path in HERE.glob("*/*/*/expect.csv"))


@pytest.fixture(scope="module")
def database() -> duckdb.DuckDBPyConnection:
    """A database whose schema `typed` has the tables of an edition; copies of them have types but no constraints."""
    connection = duckdb.connect()
    connection.execute("attach ':memory:' as typed; use typed")
    connection.execute(SCHEMA)
    connection.execute("use memory")
    return connection


@pytest.mark.parametrize("case", CASES, ids=[str(case.relative_to(HERE)) for case in CASES])
def test_example(case: Path, database: duckdb.DuckDBPyConnection) -> None:
    for (table,) in database.execute(
        "select table_name from duckdb_tables() where database_name = 'typed'"
    ).fetchall():
        database.execute(f"create or replace table {table} as select * from typed.{table} limit 0")
    for given in case.glob("*.csv"):
        if given.stem != "expect":
            database.execute(
                f"insert into {given.stem} by name"
                " select * from read_csv($given, header = true, all_varchar = true, delim = ',', quote = '\"')",
                {"given": str(given)},
            )
    query = getattr(import_module(f"queries.{case.parts[-3]}"), case.parts[-2])
    parameters = yaml.safe_load((case / "parameters.yaml").read_text(encoding="utf-8")) or {}
    if "selection" in signature(query).parameters:
        named = {field.name for field in fields(Selection)} & set(parameters)
        parameters["selection"] = Selection(**{name: parameters.pop(name) for name in named})
    found = query(Connection(database), **parameters)
    expected = pd.read_csv(case / "expect.csv")
    if not isinstance(found, pd.DataFrame):
        found = pd.DataFrame(dict.fromkeys(expected.columns, [] if found is None else [found]))
    assert not len(found.select_dtypes("category").columns)

    written = StringIO(found[expected.columns].to_csv(index=False))
    pd.testing.assert_frame_equal(pd.read_csv(written), expected, check_dtype=False)
