"""The only way pages reach data: one .sql file and one function of the same name for every question asked."""

from functools import cache
from pathlib import Path

import duckdb
import pandas as pd

from queries.editions import UnreadableEditionError

Connection = duckdb.DuckDBPyConnection
FOLDER = Path(__file__).parent


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Open an edition for reading.

    Raises
    ------
    UnreadableEditionError
        When the file is no database.
    """
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise UnreadableEditionError(
            f"版のファイル「{path.name}」を開けません。同じ資料から版を作り直してください。"
        ) from error
    connection.execute("set TimeZone = 'Asia/Tokyo'")
    return connection


def rows(connection: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> pd.DataFrame:
    """Return the rows of queries/NAME.sql; DuckDB refuses a missing and a surplus parameter.

    Every call works on a cursor of its own, so that threads can share the connection; a cursor sees only its own
    temporary macros, which are therefore made anew each time (about a millisecond).
    """
    cursor = connection.cursor()
    cursor.execute(_sql("macros"))
    return cursor.execute(_sql(name), parameters or None).df()


@cache
def _sql(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
