"""Answers that come in after a survey was published: what editions of one survey tell together."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import surveys
from tests.ingest.attacker import Collector

PROJECT = Path(__file__).parents[2]
DATA = PROJECT / "data"
CLASSES = ["18～29歳", "30～39歳", "40～49歳", "50～59歳", "60～69歳", "70歳以上"]
QUESTIONS = [
    {
        "question_id": "q1",
        "wording": "スマートフォン",
        "kind": "single",
        "column": "問1",
        "options": [
            {"option_no": number, "label": label, "favourable": None}
            for number, label in enumerate(["毎日", "時々", "使わない"], 1)
        ],
    },
    {
        "question_id": "q2",
        "wording": "使ったサービス",
        "kind": "multiple",
        "column": "問2",
        "separator": "；",
        "options": [
            {"option_no": 1, "label": "なし", "favourable": None, "excludes_others": True},
            {"option_no": 2, "label": "予約", "favourable": None},
            {"option_no": 3, "label": "申請", "favourable": None},
        ],
    },
]

Answer = tuple[str, str, str]  # age class, answer to 問1, answers to 問2


def write(folder: Path, answers: list[Answer], questions: list[dict[str, object]] = QUESTIONS) -> Path:
    """A folder of one survey with these answers."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    lines = ["年齢,問1,問2", *map(",".join, answers)]
    (folder / "answers.csv").write_text("\n".join(lines), encoding="utf-8")
    mapping = {"survey_id": "s", "year": 2025, "title": "令和7年度の調査", "file": "answers.csv"}
    mapping |= {"age": {"column": "年齢", "kind": "class"}, "questions": questions}
    (folder / "s.yaml").write_text(yaml.safe_dump(mapping, allow_unicode=True), encoding="utf-8")
    return folder


def everybody(often: int, seldom: int, never: int) -> list[Answer]:
    """So many answers of every class."""
    return [
        answer
        for label in CLASSES
        for answer in [(label, "毎日", "予約")] * often
        + [(label, "時々", "予約；申請")] * seldom
        + [(label, "使わない", "なし")] * never
    ]


class Editions:
    """A folder of editions that hold one survey and nothing else, made by the readers."""

    def __init__(self, template: Path, folder: Path) -> None:
        self.template, self.folder = template, folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.paths: list[Path] = []

    def add(self, answers: list[Answer]) -> Path:
        """The edition after those that are there."""
        number = len(self.paths)
        unfinished = self.folder / "unfinished"
        shutil.copy(self.template, unfinished)
        history = surveys.History([self.folder])
        with duckdb.connect(str(unfinished)) as connection:
            folder = write(self.folder / "survey", answers)
            surveys.load(connection, folder, DATA, is_sample=False, history=history)
            connection.execute(
                "insert into edition values ($id, 'real', '', timestamp '2026-01-01' + to_days($day), '', '', 6,"
                " '', 'city', [])",
                {"id": f"e{number}", "day": number},
            )
        self.paths.append(unfinished.rename(self.folder / f"e{number}.duckdb"))
        return self.paths[-1]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition with its definitions and nothing else, to be copied: making all tables takes a while."""
    path = tmp_path_factory.mktemp("template") / "template"
    with duckdb.connect(str(path)) as connection:
        connection.execute((PROJECT / "ingest" / "schema.sql").read_text(encoding="utf-8"))
        connection.execute(
            "insert into sources (source_id, publisher, title) values ('citizen_survey', '', '')"
        )
        surveys.load_rules(connection, DATA)
    return path


def rows(edition: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(edition), read_only=True) as connection:
        return connection.execute(query).fetchall()


def answers_of(edition: Path) -> list[tuple[object, ...]]:
    return rows(edition, "select * from survey_answers where survey_id = 's' order by all")


# Attacks on pairs and triples -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Story:
    """Answers of a survey, and what becomes of them before the second and third edition."""

    respondents: tuple[int, ...]
    steps: tuple[tuple[str, int], ...]
    seed: int

    def editions(self) -> Iterator[list[Answer]]:
        random = np.random.default_rng(self.seed)
        habits = random.dirichlet([0.6, 0.6, 0.6], size=len(CLASSES))
        answers = [
            self._answer(random, habits, place)
            for place, people in enumerate(self.respondents)
            for _ in range(people)
        ]
        yield answers
        for what, people in self.steps:
            places = random.integers(0, len(CLASSES), people).tolist()
            others = [self._answer(random, habits, place) for place in places]
            if what == "copies":
                answers = answers * (people + 1)
            elif what == "added":
                answers = answers + others
            else:
                kept = random.permutation(len(answers))[people:]
                answers = [answers[place] for place in sorted(kept)] + (others if what == "changed" else [])
            yield answers

    def _answer(self, random: np.random.Generator, habits: np.ndarray, place: int) -> Answer:
        phone = random.choice(["毎日", "時々", "使わない"], p=habits[place])
        services = random.choice(["なし", "予約", "申請", "予約；申請"], p=[0.1, 0.5, 0.1, 0.3])
        return CLASSES[place], str(phone), str(services)


few = st.tuples(st.sampled_from(["added", "removed", "changed"]), st.integers(1, 12))
many = st.tuples(st.just("copies"), st.integers(2, 5))
stories = st.builds(
    Story,
    respondents=st.tuples(*[st.sampled_from([9, 10, 14, 29, 31, 50])] * len(CLASSES)),
    steps=st.tuples(st.one_of(few, many), st.one_of(few, many)),
    seed=st.integers(0, 2**32 - 1),
)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=stories)
def test_editions_together_tell_no_more_than_each_alone(template: Path, tmp_path: Path, story: Story) -> None:
    editions = Editions(template, tmp_path / "editions")
    for answers in story.editions():
        editions.add(answers)
    different = {tuple(answers_of(path)): path for path in editions.paths}
    assert Collector(list(different.values()), "s").leaks() == []


@pytest.mark.parametrize("late", range(1, 13))
def test_a_few_late_answers_wait(template: Path, tmp_path: Path, late: int) -> None:
    """Also ten and more do when they answered differently, so that a count differs by fewer."""
    editions = Editions(template, tmp_path / "editions")
    first = editions.add(everybody(30, 20, 12))
    added = [(CLASSES[5], "毎日", "予約")] * (late - late // 2) + [(CLASSES[5], "使わない", "なし")] * (
        late // 2
    )
    second = editions.add(everybody(30, 20, 12) + added)
    assert answers_of(second) == answers_of(first)
    assert rows(second, "select kind, detail, rows from ingest_findings") == [
        ("late_answers", "令和7年度の調査", late)
    ]
    people = len(everybody(30, 20, 12))
    assert rows(
        second, "select rows_read, rows_loaded, rows_out_of_scope from ingest_files where reader = 'survey'"
    ) == [(people + late, people, late)]
    assert rows(second, "select returned from surveys") == [(people,)]


def test_many_late_answers_enter(template: Path, tmp_path: Path) -> None:
    editions = Editions(template, tmp_path / "editions")
    editions.add(everybody(30, 20, 12))
    second = editions.add(everybody(45, 35, 30))
    assert rows(second, "select count(*) from ingest_findings") == [(0,)]
    assert rows(
        second,
        "select count, respondents from survey_answers where question_id = 'q1' and group_kind = 'all'",
    ) == [(270, 660), (210, 660), (180, 660)]
    assert Collector(editions.paths, "s").leaks() == []


def test_answers_given_in_two_small_parts_wait_too(template: Path, tmp_path: Path) -> None:
    """Every edition is compared with all before it: 15 added, and 3 of them taken back, is 12 apart from the first."""
    editions = Editions(template, tmp_path / "editions")
    editions.add(everybody(30, 20, 12))
    second = editions.add(everybody(45, 35, 27))
    third = editions.add(everybody(33, 32, 24))
    assert answers_of(third) == answers_of(second)
    assert rows(third, "select kind, rows from ingest_findings") == [("changed_answers", 0)]


@pytest.mark.parametrize(
    "after",
    [everybody(30, 20, 12)[1:], [(CLASSES[0], "使わない", "予約"), *everybody(30, 20, 12)[1:]]],
    ids=["withdrawn", "corrected"],
)
def test_withdrawn_and_corrected_answers_wait(template: Path, tmp_path: Path, after: list[Answer]) -> None:
    editions = Editions(template, tmp_path / "editions")
    first = editions.add(everybody(30, 20, 12))
    second = editions.add(after)
    assert answers_of(second) == answers_of(first)
    assert rows(second, "select kind, rows from ingest_findings") == [("changed_answers", 0)]


def test_the_attacker_finds_late_answers(template: Path, tmp_path: Path) -> None:
    """Without a look at the edition before, three answers can be subtracted."""
    paths = []
    for number, answers in enumerate(
        [everybody(30, 20, 12), everybody(30, 20, 12) + [(CLASSES[5], "使わない", "なし")] * 3]
    ):
        paths.append(Editions(template, tmp_path / str(number)).add(answers))
    assert any("3 and 0" in leak for leak in Collector(paths, "s").subtracted())
