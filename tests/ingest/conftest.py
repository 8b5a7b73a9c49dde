"""What several tests of the building of editions need."""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from ingest import definitions

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a database in memory with the empty tables of an edition."""
    with duckdb.connect() as opened:
        opened.execute((PROJECT / "ingest" / "schema.sql").read_text(encoding="utf-8"))
        yield opened


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a copy of the project's texts, to be changed at will."""
    copy = tmp_path / "data"
    shutil.copytree(PROJECT / "data", copy, ignore=shutil.ignore_patterns("editions", "raw"))
    return copy


@pytest.fixture
def _handlers() -> Iterator[None]:
    """Put the signal handlers back that a command sets."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def edition(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Return a database with the project's own definitions."""
    definitions.load(connection, PROJECT / "data", definitions.read_city(PROJECT / "data"))
    return connection


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder for layers."""
    (tmp_path / "layers").mkdir()
    return tmp_path / "layers"
