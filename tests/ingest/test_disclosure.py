"""What somebody can work out who has an edition's file and nothing else: random surveys, and the sample.

The attacker opens the file, sets up everything that is known about the counts as linear equations and inequalities,
and looks for the least and the greatest value every hidden count can have. The tests build editions through the real
readers; only the file goes to the attacker.
"""

import math
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from ingest import population, surveys
from ingest.edition import content_hash, source_hash

PROJECT = Path(__file__).parents[2]
DATA = PROJECT / "data"
CLASSES = ["18～29歳", "30～39歳", "40～49歳", "50～59歳", "60～69歳", "70歳以上"]
MIDDLES = [24, 35, 45, 55, 65, 75]
EVERYBODY = "全体"
ROUNDING = 0.05  # percentages are shown with one decimal
TOLERANCE = 1e-6

Place = tuple[str, int, int]  # question, option (0: the respondents) and smallest age class
Terms = dict[Place, float]


# The attacker -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """A row of survey_answers with the age classes it stands for."""

    question: str
    option: int
    group: str
    classes: tuple[int, ...]
    respondents: int | None
    count: int | None
    pct: float | None
    weighted_pct: float | None
    suppressed: bool


def ages(label: str) -> tuple[int, int]:
    """First and last age of a class as its name says."""
    if label == EVERYBODY:
        return 0, 999
    first, *rest = map(int, re.findall(r"\d+", label))
    return first, rest[0] if rest else 999


class Attacker:
    """Knows one survey of one edition, from its tables only."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, survey_id: str) -> None:
        self.least_range, self.least_count = (
            connection.execute(
                "select threshold from suppression_thresholds where rule = $rule", {"rule": rule}
            ).fetchall()[0][0]
            for rule in ("least_range", "least_count")
        )
        rows = connection.execute(
            "select question_id, option_no, age_group, respondents, count, pct, weighted_pct, suppressed"
            " from survey_answers where survey_id = $survey order by all",
            {"survey": survey_id},
        ).fetchall()
        starts = sorted({ages(group)[0] for _, _, group, *_ in rows if group != EVERYBODY})
        self.smallest = range(max(1, len(starts)))
        self.cells = [
            Cell(question, option, group, self._classes(group, starts), *figures)
            for question, option, group, *figures in rows
        ]
        self.questions = {
            question: (kind, asked_of, options)
            for question, kind, asked_of, options in connection.execute(
                "select question_id, kind, asked_of, asked_of_options from survey_questions"
                " where question_id in (select question_id from survey_answers where survey_id = $survey)",
                {"survey": survey_id},
            ).fetchall()
        }
        self.options = {
            question: sorted({cell.option for cell in self.cells if cell.question == question})
            for question in self.questions
        }
        self.alone = {
            (question, option)
            for question, option in connection.execute(
                "select question_id, option_no from survey_options where excludes_others"
            ).fetchall()
        }
        self.returned: int | None = connection.execute(
            "select returned from surveys where survey_id = $survey", {"survey": survey_id}
        ).fetchall()[0][0]
        self.residents = self._residents(connection, survey_id, starts)
        self.places = {
            place: number
            for number, place in enumerate(
                (question, option, smallest)
                for question, options in self.options.items()
                for option in (0, *options)
                for smallest in self.smallest
            )
        }
        self.equal: list[tuple[Terms, float]] = []
        self.at_most: list[tuple[Terms, float]] = []
        self._know_what_is_published()
        for question, (kind, asked_of, asked_options) in self.questions.items():
            self._know_the_kind(question, kind)
            if asked_of in self.questions:
                self._know_who_was_asked(question, asked_of, asked_options)

    def _classes(self, group: str, starts: list[int]) -> tuple[int, ...]:
        first, last = ages(group)
        return tuple(number for number in self.smallest if not starts or first <= starts[number] <= last)

    def _residents(
        self, connection: duckdb.DuckDBPyConnection, survey_id: str, starts: list[int]
    ) -> dict[int, int]:
        """Residents of the smallest classes in the year the edition names."""
        residents = dict.fromkeys(self.smallest, 0)
        for age_group, people in connection.execute(
            "select age_group, people from population inner join surveys"
            " on population.year = surveys.population_year"
            " where survey_id = $survey",
            {"survey": survey_id},
        ).fetchall():
            residents[max(sum(start <= ages(age_group)[0] for start in starts) - 1, 0)] += people
        return residents

    def _sum(self, question: str, option: int, classes: tuple[int, ...], factor: float = 1) -> Terms:
        return {(question, option, number): factor for number in classes}

    def _know_what_is_published(self) -> None:
        shown = [cell for cell in self.cells if not cell.suppressed and cell.count is not None]
        for cell in shown:
            chosen = self._sum(cell.question, cell.option, cell.classes)
            self.equal += [
                (self._sum(cell.question, 0, cell.classes), cell.respondents),
                (chosen, cell.count),
            ]
            share = dict.fromkeys(chosen, 100 / cell.respondents)
            self.at_most += [
                (share, cell.pct + ROUNDING),
                ({place: -value for place, value in share.items()}, ROUNDING - cell.pct),
            ]
            if cell.weighted_pct is not None:
                self._know_the_weighted_total(cell, shown)

    def _know_the_weighted_total(self, total: Cell, shown: list[Cell]) -> None:
        """It is the sum over the option's published classes of residents x count / respondents."""
        everybody = sum(self.residents.values())
        terms: Terms = {}
        for cell in shown:
            if (cell.question, cell.option) == (total.question, total.option) and cell.group != EVERYBODY:
                people = sum(self.residents[number] for number in cell.classes)
                terms |= self._sum(
                    cell.question, cell.option, cell.classes, 100 * people / everybody / cell.respondents
                )
        self.at_most += [
            (terms, total.weighted_pct + 1e-9),
            ({place: -value for place, value in terms.items()}, 1e-9 - total.weighted_pct),
        ]

    def _know_the_kind(self, question: str, kind: str) -> None:
        for number in self.smallest:
            asked = (question, 0, number)
            chosen = {(question, option, number): 1.0 for option in self.options[question]}
            self.at_most += [({place: 1.0, asked: -1.0}, 0) for place in chosen]
            if kind == "single":
                self.equal.append((chosen | {asked: -1.0}, 0))
            else:  # everybody who answered chose at least one
                self.at_most.append((dict.fromkeys(chosen, -1.0) | {asked: 1.0}, 0))
            self._know_what_excludes(question, asked, number)
        if self.returned is not None:
            self.at_most.append((self._sum(question, 0, tuple(self.smallest)), self.returned))

    def _know_what_excludes(self, question: str, asked: Place, number: int) -> None:
        """Whoever chose an option that excludes the others, and whoever chose any other one, are different people."""
        alone = {
            (question, option, number): 1.0
            for option in self.options[question]
            if (question, option) in self.alone
        }
        self.at_most += [
            (alone | {(question, option, number): 1.0, asked: -1.0}, 0)
            for option in self.options[question]
            if (question, option) not in self.alone
        ]

    def _know_who_was_asked(self, question: str, asked_of: str, options: list[int]) -> None:
        """Whoever answered had chosen one of these options before, and then none that excludes them."""
        for number in self.smallest:
            others = {
                (asked_of, option, number): 1.0
                for option in self.options[asked_of]
                if option not in options and (asked_of, option) in self.alone
            }
            self.at_most.append((others | {(question, 0, number): 1.0, (asked_of, 0, number): -1.0}, 0))
            terms = {(question, 0, number): 1.0}
            terms |= {
                (asked_of, option, number): -1.0 for option in options if option in self.options[asked_of]
            }
            self.at_most.append((terms, 0))

    def hidden(self) -> Iterator[tuple[str, int, tuple[int, ...]]]:
        """Counts that are not to be known: of every group the file names for a question, unless it is published
        for the option or made up of groups that are."""
        for question, options in self.options.items():
            named = {cell.classes for cell in self.cells if cell.question == question}
            for option in options:
                public = [
                    set(cell.classes)
                    for cell in self.cells
                    if (cell.question, cell.option) == (question, option) and not cell.suppressed
                ]
                for group in sorted(named):
                    if set(group) != set().union(*(inner for inner in public if inner <= set(group))):
                        yield question, option, group

    def ranges(self) -> dict[tuple[str, int, tuple[int, ...]], tuple[int, int]]:
        """The least and the greatest whole number every hidden count can be."""
        hidden = list(self.hidden())
        equal, equal_to = self._matrix(self.equal)
        at_most, at_most_to = self._matrix(self.at_most)
        whole = np.ones(len(self.places)) if self.alone else None
        found = {}
        for question, option, group in hidden:
            goal = np.zeros(len(self.places))
            goal[[self.places[question, option, number] for number in group]] = 1
            ends = []
            for sign in (1, -1):
                result = linprog(
                    sign * goal,
                    A_ub=at_most,
                    b_ub=at_most_to,
                    A_eq=equal,
                    b_eq=equal_to,
                    bounds=(0, None),
                    integrality=whole,
                )
                assert result.status in (0, 3), f"what the edition says contradicts itself: {result.message}"
                ends.append(sign * result.fun if result.status == 0 else math.inf)
            low, high = ends
            found[question, option, group] = (
                math.ceil(low - TOLERANCE),
                math.floor(high + TOLERANCE) if high < math.inf else 10**9,
            )
        return found

    def _matrix(self, rows: list[tuple[Terms, float]]) -> tuple[csr_matrix | None, list[float] | None]:
        if not rows:
            return None, None
        triples = [
            (value, row, self.places[place])
            for row, (terms, _) in enumerate(rows)
            for place, value in terms.items()
        ]
        values, lines, columns = zip(*triples, strict=True)
        matrix = csr_matrix((values, (lines, columns)), shape=(len(rows), len(self.places)))
        return matrix, [value for _, value in rows]

    def leaks(self) -> list[str]:
        """Hidden counts that are known too well."""
        return [
            f"{question} {option} {group}: {low} to {high}"
            for (question, option, group), (low, high) in self.ranges().items()
            if high - low < self.least_range or high < self.least_count
        ]


def attacked(edition: Path) -> tuple[list[str], int]:
    """What is known too well of all surveys of an edition, and how many counts are hidden in it."""
    leaks, hidden = [], 0
    with duckdb.connect(str(edition), read_only=True) as connection:
        for (survey_id,) in connection.execute(
            "select survey_id from surveys where year is not null order by survey_id"
        ).fetchall():
            attacker = Attacker(connection, survey_id)
            hidden += len(list(attacker.hidden()))
            leaks += [f"{survey_id} {leak}" for leak in attacker.leaks()]
    return leaks, hidden


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


@settings(max_examples=30)
@given(shape=shapes(fewest=10))
def test_no_hidden_count_of_large_classes_can_be_worked_out(
    template: Path, tmp_path_factory: pytest.TempPathFactory, shape: Shape
) -> None:
    leaks, _ = attacked(built(template, tmp_path_factory.getbasetemp() / "disclosure", shape))
    assert leaks == []


@settings(max_examples=30)
@given(shape=shapes(fewest=0))
def test_no_hidden_count_of_merged_classes_can_be_worked_out(
    template: Path, tmp_path_factory: pytest.TempPathFactory, shape: Shape
) -> None:
    if not any(shape.respondents):
        return
    leaks, _ = attacked(built(template, tmp_path_factory.getbasetemp() / "disclosure", shape))
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
    with duckdb.connect(str(edition), read_only=True) as connection:
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
