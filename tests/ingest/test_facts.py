"""What the builder, the pages and the contract of tables say of the same thing has one list."""

import csv
import re
from pathlib import Path
from typing import get_args

from charts import scopes
from charts.accidents import conditions, spot
from charts.data import data
from findings.data.data import Reader
from ingest import commands as command_line
from queries.editions import Extent, FindingKind, GroupKind, Kind, QuestionKind, Scope

ROOT = Path(__file__).parents[2]
SCHEMA = (ROOT / "ingest" / "schema.sql").read_text(encoding="utf-8")


def allowed(table: str, column: str) -> set[str]:
    """Return what a table allows in a column."""
    found = re.search(rf"create table {table} \((?:[^;]*?)check \(\s*{column} in \(([^)]*)\)\s*\)", SCHEMA)
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


def test_tables_allow_the_kinds_and_scopes_there_are() -> None:
    assert allowed("edition", "kind") == set(get_args(Kind))
    assert allowed("edition", "scope") == set(get_args(Scope))
    assert allowed("survey_questions", "kind") == set(get_args(QuestionKind))
    assert allowed("code_groups", "group_kind") == set(get_args(GroupKind))


def test_every_kind_of_choice_is_offered_named_and_asked_of_a_spot() -> None:
    kinds = set(get_args(GroupKind))
    with (ROOT / "data" / "codes" / "groups.csv").open(encoding="utf-8", newline="") as file:
        assert {row["group_kind"] for row in csv.DictReader(file)} == kinds
    assert set(conditions.KINDS) == kinds - {"signal", "stop_sign", "surface"}  # asked of a spot, not offered
    query = (ROOT / "queries" / "accidents" / "groups_in_cells.sql").read_text(encoding="utf-8")
    assert set(re.findall(r"(?:kind: |^\s+)'(\w+)'(?:,| as kind)", query, re.MULTILINE)) == kinds


def test_the_words_for_no_signal_are_those_of_the_police() -> None:
    with (ROOT / "data" / "codes" / "police.csv").open(encoding="utf-8", newline="") as file:
        labels = [row["label"] for row in csv.DictReader(file) if row["column_name"] == "signal_code"]
    assert spot.NO_SIGNAL in labels


def test_every_scope_has_its_words_and_no_records_have_their_own() -> None:
    assert set(scopes.AREAS) == set(scopes.SHORT) == set(get_args(Scope)) == set(get_args(Extent)) - {"none"}
    assert scopes.records("city", "新川市") == "新川市だけの記録"
    assert len({scopes.records(extent, "新川市") for extent in get_args(Extent)}) == len(get_args(Extent))
