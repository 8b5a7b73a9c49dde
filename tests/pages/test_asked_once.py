"""No page asks its edition the same thing twice, and what anybody asked before it does not ask at all."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import streamlit as st

import queries
from pages.frame import session
from pages.frame.menu import PAGES
from pages.frame.readers import Readers
from queries import opened
from queries.opened import Opened
from tests.pages.opening import Open

MACROS = (Path(queries.__file__).parent / "macros.sql").read_text(encoding="utf-8")
Statements = list[tuple[str, str]]


class Noting:
    """A connection or cursor of DuckDB that notes every statement it is given, with its parameters."""

    def __init__(self, noted: Any, statements: Statements) -> None:
        self.noted, self.statements = noted, statements

    def cursor(self) -> "Noting":
        return Noting(self.noted.cursor(), self.statements)

    def execute(self, statement: str, parameters: object = None) -> duckdb.DuckDBPyConnection:
        self.statements.append((statement, repr(parameters)))
        return self.noted.execute(statement, parameters)


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> Iterator[Statements]:
    """Every statement the database is given, in a process that has neither opened an edition nor kept an answer."""
    noted: Statements = []
    connect = duckdb.connect
    monkeypatch.setattr(duckdb, "connect", lambda *given, **named: Noting(connect(*given, **named), noted))
    monkeypatch.setattr(opened, "OPENED", Opened())
    monkeypatch.setattr(session, "READERS", Readers())
    st.cache_resource.clear()
    yield noted
    st.cache_resource.clear()


@pytest.mark.parametrize("page", [entry.file for entry in PAGES])
def test_a_page_asks_nothing_twice_and_nothing_that_was_asked_before(
    page: str, statements: Statements, sample_edition: Path, open_page: Open
) -> None:
    assert not open_page(sample_edition.parent, page).exception
    asked = Counter(statement for statement in statements if statement[0].startswith("-- One row per"))
    assert set(asked.values()) == {1}
    assert asked[MACROS, "None"] == 1  # one cursor a run

    statements.clear()
    assert not open_page(sample_edition.parent, page).exception
    assert statements == []
