"""Answers that come in after a survey was published: what editions of one survey tell together."""

import shutil
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import surveys
from ingest.commands import main
from ingest.faults import InputError
from queries.editions import opened
from tests.ingest.attacker import Collector

PROJECT = Path(__file__).parents[2]
DATA = PROJECT / "data"
CLASSES = ["18～29歳", "30～39歳", "40～49歳", "50～59歳", "60～69歳", "70歳以上"]
QUESTIONS: list[dict[str, Any]] = [
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


def write(folder: Path, answers: list[Answer], questions: list[dict[str, Any]] = QUESTIONS) -> Path:
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

    def add(
        self,
        answers: list[Answer],
        questions: list[dict[str, Any]] = QUESTIONS,
        *,
        data: Path = DATA,
        named: str | None = None,
        is_sample: bool = False,
    ) -> Path:
        """The edition after those that are there."""
        number = len(self.paths)
        unfinished = self.folder / "unfinished"
        shutil.copy(self.template, unfinished)
        history = surveys.History([self.folder], named)
        with duckdb.connect(str(unfinished)) as connection:
            if data != DATA:
                connection.execute("delete from age_classes")
                connection.execute("delete from suppression_thresholds")
                connection.execute("delete from ingest_files")
                surveys.load_rules(connection, data)
            folder = write(self.folder / "survey", answers, questions)
            surveys.load(connection, folder, data, is_sample=is_sample, history=history)
            connection.execute(
                "insert into edition values ($id, 'real', '', timestamp '2026-01-01' + to_days($day), '', '', 6,"
                " '', 'city', $after)",
                {"id": f"e{number}", "day": number, "after": history.after},
            )
        with history.publishing(self.folder, f"e{number}"):
            self.paths.append(unfinished.rename(self.folder / f"e{number}.duckdb"))
        return self.paths[-1]

    def refusal(self, answers: list[Answer], *more: list[dict[str, Any]], **changes: Any) -> str:
        """Why no edition with these answers is made."""
        with pytest.raises(InputError) as error:
            self.add(answers, *more, **changes)
        return str(error.value)

    @property
    def registered(self) -> list[str]:
        """The lines of surveys-published.csv without the hashes."""
        lines = (self.folder / "surveys-published.csv").read_text(encoding="utf-8").splitlines()
        return [line.rpartition(",")[0] for line in lines[1:]]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition with its definitions and nothing else, to be copied: making all tables takes a while."""
    path = tmp_path_factory.mktemp("template") / "template"
    with duckdb.connect(str(path)) as connection:
        connection.execute((PROJECT / "ingest" / "schema.sql").read_text(encoding="utf-8"))
        connection.execute(
            "insert into sources (source_id, publisher, title)"
            " values ('citizen_survey', '', ''), ('sample', '', '')"
        )
        surveys.load_rules(connection, DATA)
    return path


def rows(edition: Path, query: str) -> list[tuple[object, ...]]:
    with opened(edition) as connection:
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


# Editions that are gone -------------------------------------------------------------------------------------

FEW = everybody(30, 20, 12)
LATE = [*FEW, *[(CLASSES[5], "使わない", "なし")] * 3]
MANY = everybody(45, 35, 30)


@pytest.fixture
def editions(template: Path, tmp_path: Path) -> Editions:
    return Editions(template, tmp_path / "editions")


def test_what_was_published_is_remembered(editions: Editions) -> None:
    for answers in (FEW, LATE, MANY):
        editions.add(answers)
    assert editions.registered == ["s,e0", "s,e1", "s,e2"]
    assert rows(editions.paths[0], "select after from edition") == [([],)]
    assert rows(editions.paths[2], "select after from edition") == [(["e1"],)]


@pytest.mark.parametrize("is_deleted", [True, False])
def test_an_edition_that_is_gone_lets_only_the_same_answers_in(editions: Editions, is_deleted: bool) -> None:
    """A file that cannot be read is as good as gone."""
    first = editions.add(FEW)
    published = answers_of(first)
    kept = first.rename(editions.folder.parent / "kept.duckdb")
    if not is_deleted:
        first.write_bytes(b"no edition")
    reason = editions.refusal(LATE)
    assert "調査「s」" in reason
    assert "「e0」" in reason
    assert "--after" in reason
    assert answers_of(editions.add(LATE, named=str(kept))) == published
    editions.paths.pop().unlink()
    assert answers_of(editions.add(FEW)) == published


def test_an_edition_of_an_older_schema_is_compared_with(editions: Editions) -> None:
    first = editions.add(FEW)
    with duckdb.connect(str(first)) as connection:
        connection.execute("update edition set schema_version = 5")
        connection.execute("alter table edition drop column after")
    assert answers_of(editions.add(LATE)) == answers_of(first)


def test_the_named_edition_is_the_one_before(editions: Editions) -> None:
    first, second = editions.add(FEW), editions.add(MANY)
    late = [*MANY, *[(CLASSES[5], "使わない", "なし")] * 3]
    assert answers_of(editions.add(late)) == answers_of(second)
    third = editions.add(late, named="e0")
    assert answers_of(third) == answers_of(first)
    assert rows(third, "select after from edition") == [(["e0"],)]
    assert "「e9」" in editions.refusal(FEW, named="e9")


def test_a_build_that_was_overtaken_is_refused(editions: Editions) -> None:
    """Two builds at once, each with some answers more: neither saw the other."""
    editions.add(FEW)
    history = surveys.History([editions.folder])
    history.let_in("s", [("q1", 1, "all", "全体", 400, 200)], is_sample=False)
    editions.add(MANY)
    with pytest.raises(InputError, match="作っているあいだに"), history.publishing(editions.folder, "e9"):
        pass
    assert editions.registered == ["s,e0", "s,e1"]


def test_synthetic_answers_and_answers_of_people_are_apart(editions: Editions) -> None:
    editions.add(FEW, is_sample=True)
    assert not (editions.folder / "surveys-published.csv").exists()
    second = editions.add(LATE)
    assert rows(second, "select count(*) from ingest_findings") == [(0,)]
    assert rows(second, "select after from edition") == [([],)]


# Questions and classes that change --------------------------------------------------------------------------


def relabelled() -> list[dict[str, Any]]:
    questions = deepcopy(QUESTIONS)
    questions[0]["options"][1]["written"] = ["時々"]
    questions[0]["options"][1]["label"] = "ときどき"
    return questions


def test_words_may_change_and_questions_come_while_counts_stay(editions: Editions) -> None:
    editions.add(FEW, QUESTIONS[:1])
    second = editions.add(FEW, relabelled())
    assert rows(second, "select label from survey_options where option_no = 2 order by all") == [
        ("ときどき",),
        ("予約",),
    ]
    assert len(answers_of(second)) > len(answers_of(editions.paths[0]))


def test_other_questions_with_other_counts_are_refused(editions: Editions) -> None:
    """Whether an option is the same one cannot be told by its number."""
    editions.add(FEW)
    reason = editions.refusal(MANY, relabelled())
    assert "調査「s」" in reason
    assert "質問「q1」" in reason
    assert "「e0」" in reason
    assert editions.registered == ["s,e0"]


def test_other_age_classes_are_refused(editions: Editions, tmp_path: Path) -> None:
    editions.add(FEW)
    data = tmp_path / "data"
    shutil.copytree(DATA / "definitions", data / "definitions")
    path = data / "definitions" / "age_classes.csv"
    path.write_text(path.read_text("utf-8").replace("18～29歳", "18～28歳").replace("29,", "28,"), "utf-8")
    answers = [(label.replace("29歳", "28歳"), *rest) for label, *rest in LATE]
    assert "年齢の区分が、公表した版「e0」と違います" in editions.refusal(answers, data=data)


# Whole builds -----------------------------------------------------------------------------------------------


def test_a_build_says_what_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same inputs give the same content again, and a check says the same without writing."""
    monkeypatch.setenv("DASHBOARD_EDITIONS", str(tmp_path / "editions"))
    said = "「令和7年度の調査」の追加の3件は次の調査まで載せません"
    command = ["--survey", str(tmp_path / "survey")]
    paths = []
    for answers in (FEW, LATE, LATE):
        write(tmp_path / "survey", answers)
        assert main(["build", *command]) == 0
        printed = capsys.readouterr()
        assert (said in printed.err) == (answers is LATE)
        paths.append(Path(printed.out.strip()))
    assert main(["check", *command]) == 0
    assert said in capsys.readouterr().err
    first, second, third = paths
    assert answers_of(first) == answers_of(second) == answers_of(third)
    assert rows(second, "select after from edition") == [([first.stem],)]
    hashes = "select content_hash, source_hash from edition"
    assert rows(second, hashes) == rows(third, hashes)
    registered = (tmp_path / "editions" / "surveys-published.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[:2] for line in registered[1:]] == [["s", path.stem] for path in paths]
    first.unlink()
    write(tmp_path / "survey", LATE)
    assert main(["build", *command, "--after", first.stem]) == 2
    assert "--after" in capsys.readouterr().err
