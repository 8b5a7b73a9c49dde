"""No page asks its edition the same thing twice, nor works out again or changes what anybody has seen before."""

import pickle
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

import queries
from pages.frame import session
from pages.frame.menu import PAGES
from pages.frame.readers import Readers
from queries import opened
from queries.kept import Kept
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
def statements(monkeypatch: pytest.MonkeyPatch) -> Statements:
    """Every statement the database is given, in a process that has neither opened an edition nor kept an answer."""
    noted: Statements = []
    connect = duckdb.connect
    monkeypatch.setattr(duckdb, "connect", lambda *given, **named: Noting(connect(*given, **named), noted))
    monkeypatch.setattr(opened, "OPENED", Opened())
    monkeypatch.setattr(session, "READERS", Readers())
    return noted


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


VIEWS = {
    "pages/goals/goals.py": ("判断順", "提言と目標", "年度の推移", "表"),
    "pages/divide/divide.py": ("差の変化", "六つの見方", "計画と国の値"),
    "pages/divide/questions.py": ("項目ごとの開き", "なぜ"),
    "pages/accidents/accidents.py": ("件数", "通学路など"),
    "pages/accidents/patterns.py": ("季節・明るさ", "年齢・乗り物"),
    "pages/accidents/outlook.py": ("周りとの比較",),
    "pages/about/about.py": ("年代の差", "事故", "資料と出典", "用語"),
}
SEEN = [
    *((entry.file, {}) for entry in PAGES),
    *((page, {"view": view}) for page, views in VIEWS.items() for view in views),
]


@pytest.mark.parametrize(("page", "asked"), SEEN, ids=[f"{page} {asked}" for page, asked in SEEN])
def test_a_page_that_was_drawn_is_not_worked_out_again_and_changes_nothing_that_is_shared(
    page: str,
    asked: dict[str, str],
    sample_edition: Path,
    open_page: Open,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = Kept(1_000_000_000)
    monkeypatch.setattr(queries, "KEPT", kept)
    assert not open_page(sample_edition.parent, page, **asked).exception
    before = {id(one): pickle.dumps(one.value) for one in kept}
    assert not open_page(sample_edition.parent, page, **asked).exception
    assert [one.question.what for one in kept if id(one) not in before] == []
    assert [one.question.what for one in kept if pickle.dumps(one.value) != before[id(one)]] == []
