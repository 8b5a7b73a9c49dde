"""What somebody can work out who has an edition's file and nothing else: random surveys, and the sample.

The attacker opens the file, sets up everything that is known about the counts as linear equations and inequalities,
and looks for the least and the greatest value every hidden count can have. The tests build editions through the real
readers; only the file goes to the attacker.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest import population, surveys
from ingest.edition import content_hash, source_hash
from queries import editions
from tests.ingest.attacker import attacked

PROJECT = Path(__file__).parents[2]
DATA = PROJECT / "data"
CLASSES = ["18～29歳", "30～39歳", "40～49歳", "50～59歳", "60～69歳", "70歳以上"]
MIDDLES = [24, 35, 45, 55, 65, 75]


# Random surveys ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shape:
    """What a random survey looks like: respondents by class, kinds and options of its two questions, the options of the
    first whose choice has the second asked, and whether the first option of multiple questions excludes the others."""

    respondents: tuple[int, ...]
    kinds: tuple[str, ...]
    options: tuple[int, ...]
    asked_options: tuple[int, ...]
    has_exclusive: bool
    seed: int

    def excludes(self, kind: str, option: int) -> bool:
        return self.has_exclusive and kind == "multiple" and option == 1


@st.composite
def shapes(draw: st.DrawFn, fewest: int) -> Shape:
    """Small surveys with groups, counts and complements near 0 and near every threshold."""
    sizes = st.one_of(st.sampled_from([fewest, 9, 10, 11, 29, 30, 31]), st.integers(fewest, 60))
    sizes = sizes.map(lambda size: max(size, fewest))
    respondents = tuple(draw(st.lists(sizes, min_size=6, max_size=6)))
    options = (draw(st.integers(2, 4)), draw(st.integers(2, 4)))
    asked = draw(st.lists(st.integers(1, options[0]), min_size=1, max_size=options[0], unique=True))
    kinds = tuple(draw(st.sampled_from(["single", "multiple"])) for _ in options)
    seed = draw(st.integers(0, 2**32 - 1))
    return Shape(respondents, kinds, options, tuple(sorted(asked)), draw(st.booleans()), seed)


SMALL_COUNTS = [0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 8, 15, 60]


def answers_of(shape: Shape, question: int, asked: int, random: np.random.Generator) -> list[set[int]]:
    """The options chosen by each of `asked` people of a class; empty where they left it blank."""
    options = shape.options[question]
    chosen: list[set[int]] = [set() for _ in range(asked)]
    for option in range(1, options):
        count = min(asked, int(random.choice(SMALL_COUNTS)))
        if random.random() < 0.4:
            count = asked - count
        start = int(random.integers(0, asked)) if asked else 0
        for person in range(count):
            own = chosen[(start + person) % asked]
            if not own or (shape.kinds[question] == "multiple" and not (shape.has_exclusive and 1 in own)):
                own.add(option)
    for own in chosen:
        if not own:
            own.add(options)
    for person in random.permutation(asked)[: int(random.choice([0, 0, 0, 1, 2]))]:
        chosen[person] = set()
    return chosen


def write_survey(folder: Path, shape: Shape) -> None:
    """Write the answers, the mapping and the residents as files the readers take."""
    random = np.random.default_rng(shape.seed)
    lines = ["年齢,問1,問2"]
    for label, people in zip(CLASSES, shape.respondents, strict=True):
        first = answers_of(shape, 0, people, random)
        were_asked = [person for person, own in enumerate(first) if own & set(shape.asked_options)]
        second = dict(zip(were_asked, answers_of(shape, 1, len(were_asked), random), strict=True))
        for person, own in enumerate(first):
            cells = [own, second.get(person, set())]
            lines.append(
                ",".join([label, *("；".join(f"答え{option}" for option in cell) for cell in cells)])
            )
    (folder / "answers.csv").write_text("\n".join(lines), encoding="utf-8")
    questions = [
        {
            "question_id": f"q{number}",
            "wording": f"質問{number}",
            "kind": kind,
            "column": f"問{number}",
            "options": [
                {"option_no": option, "label": f"答え{option}", "favourable": None}
                | ({"excludes_others": True} if shape.excludes(kind, option) else {})
                for option in range(1, options + 1)
            ],
        }
        | ({"separator": "；"} if kind == "multiple" else {})
        | ({"asked_of": {"question_id": "q1", "options": list(shape.asked_options)}} if number == 2 else {})
        for number, (kind, options) in enumerate(zip(shape.kinds, shape.options, strict=True), 1)
    ]
    mapping = {"survey_id": "s", "year": 2025, "title": "調査", "file": "answers.csv"}
    mapping |= {"age": {"column": "年齢", "kind": "class"}, "questions": questions}
    (folder / "s.yaml").write_text(yaml.safe_dump(mapping, allow_unicode=True), encoding="utf-8")
    people = [f"2025,{label},{int(random.integers(500, 9000))}" for label in CLASSES]
    (folder.parent / "人口.csv").write_text("\n".join(["年,年齢,人口", *people]), encoding="utf-8")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition with its definitions and nothing else, to be copied: making all tables takes a while."""
    path = tmp_path_factory.mktemp("template") / "edition.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute((PROJECT / "ingest" / "schema.sql").read_text(encoding="utf-8"))
        connection.execute(
            "insert into sources (source_id, publisher, title)"
            " select source, source, source from unnest(['citizen_survey', 'population']) as t(source)"
        )
        surveys.load_rules(connection, DATA)
    return path


def built(template: Path, folder: Path, shape: Shape) -> Path:
    """An edition of a random survey, made by the readers."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "surveys").mkdir(parents=True)
    write_survey(folder / "surveys", shape)
    edition = folder / "edition.duckdb"
    shutil.copy(template, edition)
    with duckdb.connect(str(edition)) as connection:
        surveys.load(connection, folder / "surveys", DATA, is_sample=False)
        population.load(connection, folder / "人口.csv", DATA, is_sample=False)
        surveys.weight(connection, DATA)
    return edition


# In two classes nobody chose the option the second question is asked of.
NOBODY_ASKED = Shape(
    (26, 29, 10, 11, 10, 29), ("single", "single"), (3, 2), (2,), has_exclusive=False, seed=213
)

# How many were asked the second question tells how many chose only the option left out of the first.
ONLY_OTHERS = Shape(
    (45, 10, 11, 11, 29, 10), ("multiple", "single"), (4, 2), (1, 3, 4), has_exclusive=True, seed=304564247
)
ONLY_OTHERS_OF_FEW = Shape(
    (0, 29, 0, 47, 0, 10), ("multiple", "single"), (4, 3), (3, 4), has_exclusive=True, seed=99489
)


@settings(max_examples=30)
@given(shape=shapes(fewest=10))
@example(shape=NOBODY_ASKED)
@example(shape=ONLY_OTHERS)
def test_no_hidden_count_of_large_classes_can_be_worked_out(
    template: Path, tmp_path_factory: pytest.TempPathFactory, shape: Shape
) -> None:
    leaks, _ = attacked(built(template, tmp_path_factory.getbasetemp() / "disclosure", shape))
    assert leaks == []


def respondents_of_the_first(folder: Path) -> dict[str, int]:
    """How many of each class answered the first question; some who took part left it blank."""
    answers = pd.read_csv(folder / "answers.csv", dtype=str, keep_default_na=False)
    answered = answers.loc[answers["問1"] != "", "年齢"].value_counts()
    return {label: int(answered.get(label, 0)) for label in CLASSES}


# The only one of a class left the first question blank.
ONE_BLANK = Shape((29, 23, 35, 1, 0, 0), ("single", "single"), (4, 3), (1,), has_exclusive=False, seed=0)


@settings(max_examples=30)
@given(shape=shapes(fewest=0))
@example(shape=ONE_BLANK)
@example(shape=ONLY_OTHERS_OF_FEW)
def test_no_hidden_count_of_merged_classes_can_be_worked_out(
    template: Path, tmp_path_factory: pytest.TempPathFactory, shape: Shape
) -> None:
    if not any(shape.respondents):
        return
    edition = built(template, tmp_path_factory.getbasetemp() / "disclosure", shape)
    leaks, _ = attacked(edition, respondents_of_the_first(edition.parent / "surveys"))
    assert leaks == []


def test_no_hidden_count_of_the_sample_can_be_worked_out(sample_edition: Path) -> None:
    leaks, hidden = attacked(sample_edition)
    assert leaks == []
    assert hidden > 50


# Attacks made by hand ---------------------------------------------------------------------------------------


def copied(template: Path, folder: Path, rows: list[str], questions: list[dict[str, object]]) -> Path:
    """An edition of one survey with these rows (age class, answers to 問1 and 問2)."""
    (folder / "surveys").mkdir()
    (folder / "surveys" / "answers.csv").write_text("\n".join(["年齢,問1,問2", *rows]), encoding="utf-8")
    mapping = {"survey_id": "s", "year": 2025, "title": "調査", "file": "answers.csv"}
    mapping |= {"age": {"column": "年齢", "kind": "class"}, "questions": questions}
    (folder / "surveys" / "s.yaml").write_text(yaml.safe_dump(mapping, allow_unicode=True), encoding="utf-8")
    edition = folder / "edition.duckdb"
    shutil.copy(template, edition)
    with duckdb.connect(str(edition)) as connection:
        surveys.load(connection, folder / "surveys", DATA, is_sample=False)
    return edition


def question(number: int, kind: str, *labels: str, alone: str = "", **more: object) -> dict[str, object]:
    options = [
        {"option_no": place, "label": label, "favourable": None}
        | ({"excludes_others": True} if label == alone else {})
        for place, label in enumerate(labels, 1)
    ]
    shape = {"separator": "；"} if kind == "multiple" else {}
    described = {"question_id": f"q{number}", "wording": f"質問{number}", "kind": kind}
    return described | shape | {"column": f"問{number}", "options": options} | more


def publish(edition: Path, question_id: str, option_no: int, *cells: tuple[str, int, int]) -> None:
    """Show an option by these groups (age class, respondents, count), whatever the rule says."""
    with duckdb.connect(str(edition)) as connection:
        connection.execute(
            "delete from survey_answers where question_id = $question and option_no = $option"
            " and group_kind <> 'all'",
            {"question": question_id, "option": option_no},
        )
        for age_group, respondents, count in cells:
            connection.execute(
                "insert into survey_answers by name select 's' as survey_id, $question as question_id,"
                " $option as option_no, 'age6' as group_kind, $group as age_group, $n as respondents,"
                " $count as count, 100 * $count / $n as pct, false as suppressed, 'citizen_survey' as source_id",
                {
                    "question": question_id,
                    "option": option_no,
                    "group": age_group,
                    "n": respondents,
                    "count": count,
                },
            )


def test_subtraction_is_found(template: Path, tmp_path: Path) -> None:
    """3 of 300 do not use it, hidden by age; with one class shown the other two people are known to be elsewhere."""
    counts = [1, 0, 1, 0, 1, 0]
    rows = [
        f"{label},{answer},"
        for label, without in zip(CLASSES, counts, strict=True)
        for answer in ["使わない"] * without + ["使う"] * (50 - without)
    ]
    edition = copied(template, tmp_path, rows, [question(1, "single", "使う", "使わない")])
    assert attacked(edition) == ([], 12)
    publish(edition, "q1", 2, (CLASSES[0], 50, 1))
    assert any(leak.startswith("s q1 2 (1,)") for leak in attacked(edition)[0])


def test_everybody_having_chosen_something_else_is_found(template: Path, tmp_path: Path) -> None:
    """All 40 of the youngest use one service: nobody of them can have chosen that they use none."""
    using_none = [0, 1, 10, 10, 10, 10]
    rows = [
        f"{label},{answer},"
        for label, none in zip(CLASSES, using_none, strict=True)
        for answer in ["なし"] * none + ["予約"] * (40 - none)
    ]
    edition = copied(template, tmp_path, rows, [question(1, "multiple", "なし", "予約", alone="なし")])
    assert attacked(edition)[0] == []
    publish(
        edition, "q1", 2, *((label, 40, 40 - none) for label, none in zip(CLASSES, using_none, strict=True))
    )
    assert any(leak.startswith("s q1 1 (0,): 0 to 0") for leak in attacked(edition)[0])


def test_those_asked_tell_nothing_of_those_who_were_not(template: Path, tmp_path: Path) -> None:
    """39 of the 40 youngest use a service and say how they like it; the one who uses none would be left over."""
    rows = []
    for label, none in zip(CLASSES, [1, 9, 10, 10, 10, 10], strict=True):
        rows += [f"{label},なし,"] * none
        for place in range(40 - none):
            service = ("予約", "申請", "予約；申請")[place % 3]
            rows.append(f"{label},{service},{('満足', '不満')[place % 2]}")
    services = question(1, "multiple", "なし", "予約", "申請", alone="なし")
    asked_of = {"question_id": "q1", "options": [2, 3]}
    satisfied = question(2, "single", "満足", "不満", asked_of=asked_of)
    edition = copied(template, tmp_path, rows, [services, satisfied])
    assert attacked(edition)[0] == []
    with editions.opened(edition) as connection:
        shown = dict(
            connection.execute(
                "select question_id || option_no, any_value(group_kind) from survey_answers"
                " where group_kind <> 'all' group by all"
            ).fetchall()
        )
    assert shown["q12"] == shown["q13"] == "age6"
    assert shown["q11"] == shown["q21"] == "age3"
    publish(edition, "q2", 1, (CLASSES[0], 39, 20))
    assert any(leak.startswith("s q1 1 (0,)") for leak in attacked(edition)[0])


def test_answers_that_publish_the_same_make_the_same_edition(template: Path, tmp_path: Path) -> None:
    """Not even a hash of the file tells one guess at the hidden counts from another."""
    made = set()
    for number, hidden in enumerate([[1, 0, 1, 0, 1, 0], [0, 1, 0, 1, 0, 1], [0, 0, 0, 0, 1, 2]]):
        folder = tmp_path / str(number) / "surveys"
        folder.mkdir(parents=True)
        without = dict(zip(CLASSES, hidden, strict=True))
        counted = question(1, "single", "使う", "使わない") | {
            "respondents": dict.fromkeys(CLASSES, 50),
            "counts": {"使う": {label: 50 - count for label, count in without.items()}, "使わない": without},
        }
        del counted["column"]
        mapping = {"survey_id": "s", "year": 2025, "title": "調査", "questions": [counted]}
        (folder / "s.yaml").write_text(yaml.safe_dump(mapping, allow_unicode=True), encoding="utf-8")
        edition = folder.parent / "edition.duckdb"
        shutil.copy(template, edition)
        with duckdb.connect(str(edition)) as connection:
            surveys.load(connection, folder, DATA, is_sample=False)
            assert connection.execute("select sum(suppressed::int) from survey_answers").fetchall() == [(12,)]
            made.add((content_hash(connection), source_hash(connection, "city")))
    assert len(made) == 1
