"""The only way pages reach data: one .sql file and one function of the same name for every question asked."""

from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from threading import local
from typing import ParamSpec, Self, TypeVar

import duckdb
import pandas as pd

from queries import editions
from queries.kept import Kept, Opening, as_text, question, unchangeable

FOLDER = Path(__file__).parent
KEPT = Kept(limit=256_000_000)
"""Room for ten of the largest answers: the places of all accidents of the nation in three years take 25 MB."""

Given = ParamSpec("Given")
Found = TypeVar("Found")


class Connection:
    """An edition open for reading, which all viewers share; what it was asked once it is not asked again.

    Every thread asks on a cursor of its own, since two that execute on one take each other's results away. A cursor
    sees only its own temporary macros: they are made on it once, when its thread first asks.
    """

    def __init__(
        self, database: duckdb.DuckDBPyConnection, path: Path | None = None, edition_id: str = ""
    ) -> None:
        """Share an open database; `path` is its file, None where it lives in memory, `edition_id` what it goes by."""
        self.opening = Opening(path)
        self.edition_id = edition_id
        self.is_open = True
        self._database = database
        self._own = local()

    def __enter__(self) -> Self:
        """Use it until the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file, and forget what was kept of it; with their store go the cursors of all threads."""
        self.is_open = False
        KEPT.forget(lambda opening: opening is self.opening)
        self._own = local()
        self._database.close()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a new cursor, on which times are local time of Japan; settings are a cursor's own, like macros."""
        cursor = self._database.cursor()
        cursor.execute("set TimeZone = 'Asia/Tokyo'")
        return cursor

    def ask(self, name: str, parameters: dict[str, object]) -> pd.DataFrame:
        """Return the rows of queries/NAME.sql as the database answers now."""
        if not hasattr(self._own, "cursor"):
            cursor = self.cursor()
            cursor.execute(_sql("macros"))
            self._own.cursor = cursor
        return unchangeable(as_text(self._own.cursor.execute(_sql(name), parameters or None).df()))


def connect(path: Path, edition_id: str | None = None) -> Connection:
    """Open an edition for reading; it goes by its file's name where no `edition_id` is given.

    Raises
    ------
    UnreadableEditionError
        When the file cannot be opened.
    """
    return Connection(editions.opened(path), path, edition_id or path.stem)


def rows(connection: Connection, name: str, **parameters: object) -> pd.DataFrame:
    """Return the rows of queries/NAME.sql, its lists as tuples; DuckDB refuses a missing and a surplus parameter.

    An edition never changes, so it is asked once; whoever asks again has a copy of what was answered.
    """
    asked = question(name, (connection.opening, parameters))
    answered = KEPT.answer(asked, lambda: connection.ask(name, parameters))
    return answered.copy(deep=False)  # apart until somebody writes to it (pandas' copy on write)


def once(work: Callable[Given, Found]) -> Callable[Given, Found]:
    """Let a function of an edition and of nothing else work only once for the same arguments, for all viewers.

    What it returns is shared: nobody may change it, or any part of it.
    """

    @wraps(work)
    def kept(*given: Given.args, **named: Given.kwargs) -> Found:
        asked = KEPT.question(work, (given, named))
        if asked is None:
            return work(*given, **named)
        return KEPT.answer(asked, lambda: work(*given, **named))

    return kept


@cache
def _sql(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
