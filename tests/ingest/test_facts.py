"""What the builder, the pages and the contract of tables say of the same thing has one list."""

import re
from pathlib import Path
from typing import get_args

from charts import scopes
from charts.data import data
from findings.data.data import Reader
from ingest import __main__ as command_line
from queries.editions import Extent, FindingKind, Kind, Scope

SCHEMA = (Path(__file__).parents[2] / "ingest" / "schema.sql").read_text(encoding="utf-8")


def allowed(column: str) -> set[str]:
    """Return what the table `edition` allows in a column."""
    found = re.search(rf"check \({column} in \(([^)]*)\)\)", SCHEMA)
    assert found is not None
    return set(re.findall(r"'(\w+)'", found[1]))


def test_every_kind_of_thing_noticed_has_its_words_on_the_screen_and_in_the_terminal() -> None:
    kinds = set(get_args(FindingKind))
    assert set(command_line.FINDINGS) == set(data.FINDINGS) == kinds
    comment = re.search(r"comment on column ingest_findings.kind is\n'([^(]*)\(", SCHEMA)
    assert comment is not None
    assert set(re.findall(r"\w+_\w+", comment[1])) == kinds


def test_every_reader_has_its_words() -> None:
    comment = re.search(r"comment on column ingest_files.reader is 'reader that took it: ([^']*)'", SCHEMA)
    assert comment is not None
    assert set(comment[1].split(", ")) == set(get_args(Reader)) == set(data.READERS)


def test_the_table_of_the_edition_allows_the_kinds_and_scopes_there_are() -> None:
    assert allowed("kind") == set(get_args(Kind))
    assert allowed("scope") == set(get_args(Scope))


def test_every_scope_has_its_words_and_no_records_have_their_own() -> None:
    assert set(scopes.AREAS) == set(scopes.SHORT) == set(get_args(Scope)) == set(get_args(Extent)) - {"none"}
    assert scopes.records("city", "新川市") == "新川市だけの記録"
    assert len({scopes.records(extent, "新川市") for extent in get_args(Extent)}) == len(get_args(Extent))
