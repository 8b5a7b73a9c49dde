"""A folder with one survey, and an edition it is read into."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
import yaml

from ingest import surveys
from ingest.faults import InputError
from ingest.surveys.rules import Rules, read_rules

PROJECT = Path(__file__).parents[3]
DATA = PROJECT / "data"
CLASSES = ["18～29歳", "30～39歳", "40～49歳", "50～59歳", "60～69歳", "70歳以上"]

Rows = Sequence[Sequence[str]]


def options(*labels: str, other: str | None = None) -> list[dict[str, object]]:
    """The options of a question, the one that takes any text marked."""
    return [
        {"option_no": number, "label": label, "favourable": None}
        | ({"other": True} if label == other else {})
        for number, label in enumerate(labels, 1)
    ]


def phone(**changes: object) -> dict[str, object]:
    """A single question in the column 問2."""
    shape = {"question_id": "phone", "wording": "電話", "kind": "single", "column": "問2"}
    return {**shape, "options": options("使う", "使わない"), **changes}


def media(**changes: object) -> dict[str, object]:
    """A multiple question with all its answers in the column 問3; None takes a part away."""
    shape = {"question_id": "media", "wording": "情報の入手先", "kind": "multiple", "column": "問3"}
    offered = options("ホームページ", "広報", "その他")
    asked = {**shape, "separator": ", ", "options": offered, **changes}
    return {key: value for key, value in asked.items() if value is not None}


def using(*counts: int, answer: str = "使う") -> list[list[str]]:
    """So many rows of each age class, youngest first, with one answer to 問2."""
    return [[label, answer] for label, count in zip(CLASSES, counts, strict=True) for _ in range(count)]


@dataclass(frozen=True)
class Survey:
    """An edition without surveys, and an empty folder."""

    edition: duckdb.DuckDBPyConnection
    folder: Path

    def write(self, rows: Rows, name: str = "answers.csv", **mapping: object) -> None:
        """Write a file of answers and its mapping: age classes in 年齢, and 問2."""
        with (self.folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        described = {"survey_id": "s2025", "year": 2025, "title": "調査", "file": name}
        described |= {"age": {"column": "年齢", "kind": "class"}, "questions": [phone()]}
        text = yaml.safe_dump(described | mapping, allow_unicode=True, sort_keys=False)
        (self.folder / "survey.yaml").write_text(text, encoding="utf-8")

    def load(self, rows: Rows, **mapping: object) -> None:
        """Read a survey into the edition."""
        self.write(rows, **mapping)
        self.read()

    def read(self) -> None:
        """Read what stands in the folder into the edition."""
        surveys.load(self.edition, self.folder, DATA, is_sample=False)

    def refusal(self, rows: Rows, **mapping: object) -> str:
        """Return the faults of a survey, of which nothing stays."""
        with pytest.raises(InputError) as error:
            self.load(rows, **mapping)
        assert self.rows("from surveys") == self.rows("from rejected_rows") == []
        return str(error.value)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Return what a query finds in the edition."""
        return self.edition.execute(query).fetchall()

    def total(self, question: str) -> dict[object, object]:
        """Return how many of everybody chose each option of a question."""
        return dict(
            self.edition.execute(
                "select label, count from survey_answers inner join survey_options using (question_id, option_no)"
                " where question_id = $question and group_kind = 'all'",
                {"question": question},
            ).fetchall()
        )

    def respondents(self, question: str) -> int:
        """Return how many answered a question."""
        ((people,),) = self.edition.execute(
            "select distinct respondents from survey_answers where question_id = $question"
            " and group_kind = 'all'",
            {"question": question},
        ).fetchall()
        return int(people)


@pytest.fixture(scope="module")
def tables() -> Iterator[duckdb.DuckDBPyConnection]:
    """The tables of an edition, empty but for a source."""
    with duckdb.connect() as connection:
        connection.execute((PROJECT / "ingest" / "schema.sql").read_text(encoding="utf-8"))
        connection.execute(
            "insert into sources (source_id, publisher, title) values ('citizen_survey', '市', '')"
        )
        yield connection


@pytest.fixture
def survey(tables: duckdb.DuckDBPyConnection, tmp_path: Path) -> Iterator[Survey]:
    """An edition without surveys, empty again after the test."""
    tables.begin()
    yield Survey(tables, tmp_path)
    tables.rollback()


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The age classes and thresholds of the project."""
    return read_rules(DATA)
