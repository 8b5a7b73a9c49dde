"""The tables of an edition explain themselves."""

import duckdb

# Columns that mean the same in every table; the table they are the key of explains them.
KEYS_OF_OTHER_TABLES = {
    "plan_id": "plans",
    "measure_id": "measures",
    "indicator_id": "indicators",
    "source_id": "sources",
    "survey_id": "surveys",
    "question_id": "survey_questions",
    "option_no": "survey_options",
    "accident_id": "accidents",
}


def test_every_table_says_what_a_row_is(connection: duckdb.DuckDBPyConnection) -> None:
    tables = connection.execute("select table_name, comment from duckdb_tables()").fetchall()
    assert len(tables) >= 30
    assert [name for name, comment in tables if not (comment or "").startswith("one row per ")] == []


def test_every_column_says_what_it_holds(connection: duckdb.DuckDBPyConnection) -> None:
    columns = connection.execute(
        "select table_name, column_name, comment from duckdb_columns() where not internal"
    ).fetchall()
    assert [
        f"{table}.{column}"
        for table, column, comment in columns
        if not comment and KEYS_OF_OTHER_TABLES.get(column, table) == table
    ] == []


def test_keys_left_without_comment_are_of_tables_that_are_there(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    explained = connection.execute(
        "select column_name, table_name from duckdb_columns() where comment is not null"
    ).fetchall()
    assert [pair for pair in KEYS_OF_OTHER_TABLES.items() if pair not in explained] == []
