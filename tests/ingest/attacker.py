"""The attacker of surveys: knows the files of editions and nothing else, and none of the project's code.

He sets up everything that is known about the counts as linear equations and inequalities, and looks for the least and
the greatest value every hidden count can have. `Attacker` has one edition, `Collector` has several of one survey.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from queries.editions import opened

EVERYBODY = "全体"
ROUNDING = 0.05  # percentages are shown with one decimal
TOLERANCE = 1e-6

Place = tuple[str, int, int]  # question, option (0: the respondents) and smallest age class
Terms = dict[Place, float]


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


class Known:
    """Linear equations and inequalities over numbers of people, none of them negative."""

    def __init__(
        self,
        places: Mapping[Any, int],
        equal: list[tuple[dict[Any, float], float]],
        at_most: list[tuple[dict[Any, float], float]],
        *,
        are_whole: bool,
    ) -> None:
        self.places = places
        self.equal = self._matrix(equal)
        self.at_most = self._matrix(at_most)
        self.whole = np.ones(len(places)) if are_whole else None
        self.possible: list[np.ndarray] = []

    def within(self, terms: dict[Any, float]) -> tuple[int, int]:
        """Two numbers a sum can be, as far apart as the ways found so far in which all this can be true.

        What lies between them is possible; whether more is, only `range` can tell.
        """
        if not self.possible:
            return 0, -1
        sums = np.array(self.possible) @ self._goal(terms)
        return math.ceil(sums.min() - TOLERANCE), math.floor(sums.max() + TOLERANCE)

    def range(self, terms: dict[Any, float]) -> tuple[int, int]:
        """The least and the greatest whole number a sum can be."""
        goal = self._goal(terms)
        ends = []
        for sign in (1, -1):
            result = linprog(
                sign * goal,
                A_ub=self.at_most[0],
                b_ub=self.at_most[1],
                A_eq=self.equal[0],
                b_eq=self.equal[1],
                bounds=(0, None),
                integrality=self.whole,
            )
            assert result.status in (0, 3), f"what the editions say contradicts itself: {result.message}"
            if result.status == 0:
                self.possible.append(result.x)
            ends.append(sign * result.fun if result.status == 0 else math.inf)
        low, high = ends
        return math.ceil(low - TOLERANCE), math.floor(high + TOLERANCE) if high < math.inf else 10**9

    def _goal(self, terms: dict[Any, float]) -> np.ndarray:
        goal = np.zeros(len(self.places))
        for place, factor in terms.items():
            goal[self.places[place]] = factor
        return goal

    def _matrix(
        self, rows: list[tuple[dict[Any, float], float]]
    ) -> tuple[csr_matrix | None, list[float] | None]:
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


class Attacker:
    """Knows one survey of one edition, from its tables only."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, survey_id: str, starts: Iterable[int] = ()
    ) -> None:
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
        own = {ages(group)[0] for _, _, group, *_ in rows if group != EVERYBODY}
        starts = sorted(own.union(starts))
        self.starts = starts
        self.nobody: set[int] = set()
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
        self._know_how_many_answered()
        published = len(self.equal), len(self.at_most)
        for question, (kind, asked_of, asked_options) in self.questions.items():
            self._know_the_kind(question, kind)
            if asked_of in self.questions:
                self._know_who_was_asked(question, asked_of, asked_options)
        self.of_any_people = self.equal[published[0] :], self.at_most[published[1] :]

    def leave_out(self, respondents: Mapping[str, int]) -> None:
        """Hold groups for the same that differ only by classes without a respondent, whether the file names those
        or not: what is known of the one is what is published of the other."""
        ends = [*self.starts[1:], 999]
        for number, (first, end) in enumerate(zip(self.starts, ends, strict=True) if self.starts else ()):
            inside = [people for label, people in respondents.items() if first <= ages(label)[0] < end]
            if inside and not any(inside):
                self.nobody.add(number)

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
            if not cell.respondents:  # nobody of the class answered: there is no share
                continue
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

    def _know_how_many_answered(self) -> None:
        if self.returned is not None:
            everybody = tuple(self.smallest)
            self.at_most += [
                (self._sum(question, 0, everybody), self.returned) for question in self.questions
            ]

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
        for the option or made up of groups that are. A group in which nobody answered hides nobody."""
        for question, options in self.options.items():
            cells = [cell for cell in self.cells if cell.question == question]
            nobody = self.nobody.union(
                number for cell in cells if cell.respondents == 0 for number in cell.classes
            )
            named = {cell.classes for cell in cells if not nobody.issuperset(cell.classes)}
            for option in options:
                public = [
                    set(cell.classes) - nobody
                    for cell in cells
                    if cell.option == option and not cell.suppressed
                ]
                for group in sorted(named):
                    people = set(group) - nobody
                    if people != set().union(*(inner for inner in public if inner <= people)):
                        yield question, option, group

    def leaks(self) -> list[str]:
        """Hidden counts that are known too well."""
        known = Known(self.places, self.equal, self.at_most, are_whole=bool(self.alone))
        return [
            f"{question} {option} {group}: {low} to {high}"
            for question, option, group in self.hidden()
            for low, high in self.too_narrow(known, self._sum(question, option, group))
        ]

    def too_narrow(self, known: Known, terms: dict[Any, float]) -> Iterator[tuple[int, int]]:
        """The range of a sum, where it tells too much; the whole range is looked for only if it may."""
        if self.is_known(*known.within(terms)) and self.is_known(*(ends := known.range(terms))):
            yield ends

    def is_known(self, low: int, high: int) -> bool:
        """Whether a range tells too much."""
        return high - low < self.least_range or high < self.least_count


class Collector:
    """Knows one survey of several editions, oldest first, and takes each for the one before with answers added.

    Where some published count fell, he takes it for the one before with answers withdrawn; where some rose and some
    fell, he only subtracts.
    """

    FEW = 10  # people whose answers a difference gives away

    def __init__(self, editions: Sequence[Path], survey_id: str) -> None:
        starts: set[int] = set()
        for edition in editions:
            with opened(edition) as connection:
                groups = connection.execute(
                    "select distinct age_group from survey_answers where survey_id = $survey",
                    {"survey": survey_id},
                ).fetchall()
            starts |= {ages(group)[0] for (group,) in groups if group != EVERYBODY}
        self.states = []
        for edition in editions:
            with opened(edition) as connection:
                self.states.append(Attacker(connection, survey_id, starts))
        self.steps = []
        for number, (one, other) in enumerate(pairwise(self.states)):
            direction = self._direction(one, other)
            if direction is not None:
                self.steps.append((number, number + 1) if direction > 0 else (number + 1, number))
        self.known = self._together()

    def leaks(self) -> list[str]:
        """Everything that is known too well: of all answers, and of those that were added."""
        return [*self.subtracted(), *self._of_all_answers(), *self._of_added_answers()]

    def subtracted(self) -> Iterator[str]:
        """Published counts and complements that differ by a few people between any two editions."""
        for (first, one), (second, other) in combinations(enumerate(self.states), 2):
            for place, (grown, others) in self._differences(one, other):
                if 0 < abs(grown) < self.FEW or 0 < abs(others) < self.FEW:
                    yield f"{first} to {second} {place}: {grown} and {others}"

    def _of_all_answers(self) -> Iterator[str]:
        for number, state in enumerate(self.states):
            for question, option, group in state.hidden():
                terms = self._terms(number, question, option, group)
                for low, high in state.too_narrow(self.known, terms):
                    yield f"{number} {question} {option} {group}: {low} to {high}"

    def _of_added_answers(self) -> Iterator[str]:
        groups = sorted({(cell.question, cell.classes) for state in self.states for cell in state.cells})
        for fewer, more in self.steps:
            state = self.states[more]
            for question, group in groups:
                added = self._added(fewer, more, question, 0, group)
                for option in state.options[question]:
                    chosen = self._added(fewer, more, question, option, group)
                    others = added | {place: -factor for place, factor in chosen.items()}
                    for what, terms in (("chose", chosen), ("did not choose", others)):
                        for low, high in state.too_narrow(self.known, terms):
                            if high > 0 and low < self.FEW:
                                yield f"{fewer} to {more}: {low} to {high} {what} {question} {option} {group}"

    def _differences(
        self, one: Attacker, other: Attacker
    ) -> Iterator[tuple[tuple[str, int, tuple[int, ...]], tuple[int, int]]]:
        shown = {
            (cell.question, cell.option, cell.classes): cell for cell in one.cells if cell.count is not None
        }
        for after in other.cells:
            before = shown.get((after.question, after.option, after.classes))
            if before is not None and after.count is not None:
                grown = after.count - before.count
                others = after.respondents - before.respondents - grown
                yield (after.question, after.option, after.classes), (grown, others)

    def _direction(self, one: Attacker, other: Attacker) -> int | None:
        grown = [value for _, both in self._differences(one, other) for value in both]
        if any(value > 0 for value in grown) and any(value < 0 for value in grown):
            return None
        return -1 if any(value < 0 for value in grown) else 1

    def _terms(self, number: int, question: str, option: int, group: tuple[int, ...]) -> dict[Any, float]:
        return {(number, (question, option, smallest)): 1.0 for smallest in group}

    def _added(
        self, fewer: int, more: int, question: str, option: int, group: tuple[int, ...]
    ) -> dict[Any, float]:
        before = self._terms(fewer, question, option, group)
        return self._terms(more, question, option, group) | dict.fromkeys(before, -1.0)

    def _together(self) -> Known:
        columns = [(number, place) for number, state in enumerate(self.states) for place in state.places]
        equal, at_most = [], []
        for number, state in enumerate(self.states):
            equal += [(self._of(number, terms), value) for terms, value in state.equal]
            at_most += [(self._of(number, terms), value) for terms, value in state.at_most]
        for fewer, more in self.steps:
            same, bounded = self.states[more].of_any_people
            none_fewer: list[tuple[Terms, float]] = [({place: -1.0}, 0) for place in self.states[more].places]
            equal += [(self._between(fewer, more, terms), value) for terms, value in same]
            at_most += [
                (self._between(fewer, more, terms), value) for terms, value in [*bounded, *none_fewer]
            ]
        places = {place: column for column, place in enumerate(columns)}
        return Known(places, equal, at_most, are_whole=any(state.alone for state in self.states))

    def _of(self, number: int, terms: Terms, factor: float = 1) -> dict[Any, float]:
        return {(number, place): factor * value for place, value in terms.items()}

    def _between(self, fewer: int, more: int, terms: Terms) -> dict[Any, float]:
        return self._of(more, terms) | self._of(fewer, terms, -1)


def attacked(edition: Path, respondents: Mapping[str, int] | None = None) -> tuple[list[str], int]:
    """What is known too well of all surveys of an edition, and how many counts are hidden in it.

    `respondents` are those of the classes of age, where some may be empty.
    """
    leaks, hidden = [], 0
    with opened(edition) as connection:
        for (survey_id,) in connection.execute(
            "select survey_id from surveys where year is not null order by survey_id"
        ).fetchall():
            attacker = Attacker(connection, survey_id)
            attacker.leave_out(respondents or {})
            hidden += len(list(attacker.hidden()))
            leaks += [f"{survey_id} {leak}" for leak in attacker.leaks()]
    return leaks, hidden
