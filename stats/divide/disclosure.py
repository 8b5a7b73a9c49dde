"""What can be worked out of a survey that was published several times, between answers that came in later.

Known are all published counts of all releases together, and of every release what `stats.suppression` says is known
of one. Where one release is another one with answers added, the people added are themselves people who answered: what
is known of the answers of everybody is known of theirs. The rule:

1. Between two releases every published count, and its complement, differs by nobody or by at least
   `least_respondents` people.
2. In no release can a hidden count be narrowed down to a range less than `least_range` wide, or to one that ends
   below `least_count`.
3. Of the people added, no count and no complement can be narrowed down so, unless it is nobody or at least
   `least_respondents` people.

Bounds are found by linear programming, over whole numbers where options exclude others.

Source: A. Hundepool et al., Statistical Disclosure Control (Wiley 2012), sections 4.3 (feasibility intervals) and 4.7
(linked tables).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stats.divide.suppression import Block, Thresholds

_TOLERANCE = 1e-6  # of a bound that stands for a whole number of people
_RESPONDENTS = 0  # stands for the respondents of a question among its options

Place = tuple[str, int, Block]
"""Question, option and block of classes."""

_Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Question:
    """A question: whether everybody chose exactly one option, which options exclude others, and who was asked.

    `options` are the numbers of the options, from 1. `asked_of` are an earlier question and its options one of which
    had to be chosen to be asked this one; None where everybody was.
    """

    options: tuple[int, ...]
    is_single: bool
    exclusive: frozenset[int] = frozenset()
    asked_of: tuple[str, tuple[int, ...]] | None = None


@dataclass(frozen=True)
class Release:
    """What was published of a survey at one time.

    `shown` holds respondents and count of every published place, `named` every block any of a question's options is
    published or hidden by; `returned` is the number of people who answered anything, None where it is not published.
    """

    shown: Mapping[Place, tuple[int, int]]
    named: Mapping[str, frozenset[Block]]
    returned: int | None = None


def few_apart(one: Release, other: Release, thresholds: Thresholds) -> list[Place]:
    """Return the places both releases show whose counts or complements differ by a few people."""
    return [
        place
        for place, differences in _differences(one, other)
        if any(0 < abs(difference) < thresholds.least_respondents for difference in differences)
    ]


def keeps_guarantee(
    questions: Mapping[str, Question], classes: int, releases: Sequence[Release], thresholds: Thresholds
) -> bool:
    """Say whether releases of one survey, oldest first, can be known together.

    Parameters
    ----------
    questions
        All questions of the survey by name; every place of the releases is of one of them.
    classes
        Number of the finest age classes.
    releases
        What was published, and what is to be.
    thresholds
        What is too small.
    """
    if any(few_apart(one, other, thresholds) for one, other in combinations(releases, 2)):
        return False
    steps = [_direction(before, after) for before, after in pairwise(releases)]
    if steps and steps[-1] is None:
        return False
    return all(
        _Attack(linked, classes, releases, steps).finds_nothing(thresholds) for linked in _linked(questions)
    )


def _linked(questions: Mapping[str, Question]) -> list[dict[str, Question]]:
    """Return the questions in groups that bound one another, since one was asked because of another."""
    groups: dict[str, dict[str, Question]] = {}
    for name, question in questions.items():
        first, asked_of = name, question.asked_of
        while asked_of is not None:
            first, asked_of = asked_of[0], questions[asked_of[0]].asked_of
        groups.setdefault(first, {})[name] = question
    return list(groups.values())


def _differences(before: Release, after: Release) -> Iterator[tuple[Place, tuple[int, int]]]:
    """Yield every place both releases show, and by how much count and complement grew."""
    for place in sorted(before.shown.keys() & after.shown.keys()):
        (people, count), (people_after, count_after) = before.shown[place], after.shown[place]
        grown = count_after - count
        yield place, (grown, people_after - people - grown)


def _direction(before: Release, after: Release) -> int | None:
    """Return 1 where answers were added, -1 where they were withdrawn, None where there was both."""
    signs = {int(np.sign(grown)) for _, both in _differences(before, after) for grown in both} - {0}
    return None if len(signs) > 1 else next(iter(signs), 1)


class _Attack:
    """Everything known of the counts of some questions in all releases, and the bounds of what is not.

    A group of people is a combination of releases: everybody of a release, or those by whom two releases differ.
    """

    def __init__(
        self,
        questions: Mapping[str, Question],
        classes: int,
        releases: Sequence[Release],
        steps: Sequence[int | None],
    ) -> None:
        from scipy.sparse import csr_array  # it takes long to import, and few builds need it

        self._questions, self._classes, self._releases = questions, classes, releases
        self._column = {
            (name, option): number * classes
            for number, (name, option) in enumerate(
                (name, option)
                for name, question in questions.items()
                for option in (_RESPONDENTS, *question.options)
            )
        }
        self._width = len(self._column) * classes
        everybody = np.eye(len(releases))
        self._added = [
            step * (everybody[number + 1] - everybody[number])
            for number, step in enumerate(steps)
            if step is not None
        ]
        groups = np.array([*everybody, *self._added])
        equal, at_most = self._structure()
        published, sums = self._published()
        self._equal = csr_array(np.vstack([np.kron(groups, equal), published]))
        self._sums = np.concatenate([np.zeros(len(groups) * len(equal)), sums])
        returned = [
            (np.kron(everybody[number], self._row(name, _RESPONDENTS, tuple(range(classes)))), most)
            for number, most in enumerate(release.returned for release in releases)
            if most is not None
            for name in questions
        ]
        bounded = [row for row, _ in returned]
        bounded += [-np.kron(group, cell) for group in self._added for cell in np.eye(self._width)]
        inequalities = np.vstack([np.kron(groups, at_most), *bounded])
        self._at_most = csr_array(inequalities)
        self._limits = np.zeros(len(inequalities))
        first = len(groups) * len(at_most)
        self._limits[first : first + len(returned)] = [most for _, most in returned]
        has_exclusive = any(question.exclusive for question in questions.values())
        self._integrality = np.ones(self._width * len(releases)) if has_exclusive else None
        self._solutions: list[_Vector] = []

    def finds_nothing(self, thresholds: Thresholds) -> bool:
        """Say whether no hidden count, and none of the people added, is known too well."""
        for number in range(len(self._releases)):
            group = np.eye(len(self._releases))[number]
            for name, option, block in self._hidden(number):
                goal = np.kron(group, self._row(name, option, block))
                if not self._is_unclear(goal, thresholds):
                    return False
        return all(
            self._is_safe(np.kron(group, row), thresholds)
            for group in self._added
            for name, block in self._blocks()
            if self._extreme(np.kron(group, self._row(name, _RESPONDENTS, block)), -1) != 0
            for option in self._questions[name].options
            for row in (
                self._row(name, option, block),
                self._row(name, _RESPONDENTS, block) - self._row(name, option, block),
            )
        )

    def _is_safe(self, goal: _Vector, thresholds: Thresholds) -> bool:
        """Say whether a count of the people added is unclear, or is known to be nobody or many."""
        if self._is_unclear(goal, thresholds):
            return True
        return self._extreme(goal, -1) == 0 or self._extreme(goal, 1) >= thresholds.least_respondents

    def _is_unclear(self, goal: _Vector, thresholds: Thresholds) -> bool:
        """Say whether the feasible range of a count is wide enough, and reaches far enough."""
        known = [float(goal @ solution) for solution in self._solutions]
        if known and _is_wide(_least(min(known)), _greatest(max(known)), thresholds):
            return True
        return _is_wide(self._extreme(goal, 1), self._extreme(goal, -1), thresholds)

    def _extreme(self, goal: _Vector, sign: int) -> float:
        """Return the least (sign 1) or the greatest (sign -1) whole number a count can be."""
        from scipy.optimize import linprog  # it takes long to import, and few builds need it

        solve: Any = linprog  # its types know no sparse matrices
        found = solve(
            sign * goal,
            A_ub=self._at_most,
            b_ub=self._limits,
            A_eq=self._equal,
            b_eq=self._sums,
            bounds=(0, None),
            method="highs",
            integrality=self._integrality,
        )
        if found.status == 3:  # a count without a bound
            return -sign * math.inf
        if found.x is None:  # what was published contradicts what is taken for known: nothing can be proved
            return math.nan
        self._solutions.append(found.x)
        value = float(goal @ found.x)
        return _least(value) if sign == 1 else _greatest(value)

    def _row(self, name: str, option: int, block: Block) -> _Vector:
        """Return the coefficients that add up the people of a place within one release."""
        row = np.zeros(self._width)
        row[[self._column[name, option] + place for place in block]] = 1
        return row

    def _structure(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the coefficients that make 0, and those that make no more than 0, in every group of people."""
        equal: list[_Vector] = []
        at_most: list[_Vector] = []
        for name, question in self._questions.items():
            for place in range(self._classes):
                rows = {
                    option: self._row(name, option, (place,)) for option in (_RESPONDENTS, *question.options)
                }
                asked = rows.pop(_RESPONDENTS)
                chosen = np.sum(list(rows.values()), axis=0)
                (equal if question.is_single else at_most).append(asked - chosen)
                alone = np.sum([rows[option] for option in question.exclusive] or [0 * asked], axis=0)
                at_most += [
                    row - asked + (0 if option in question.exclusive else alone)
                    for option, row in rows.items()
                ]
                at_most += self._asked_of(question, asked, place)
        return np.array(equal).reshape(-1, self._width), np.array(at_most)

    def _asked_of(self, question: Question, asked: _Vector, place: int) -> list[_Vector]:
        """Return what is known of those who were asked because of an earlier answer."""
        if question.asked_of is None:
            return []
        name, options = question.asked_of
        earlier = self._questions[name]
        led = np.sum([self._row(name, option, (place,)) for option in options], axis=0)
        alone = [self._row(name, option, (place,)) for option in earlier.exclusive - set(options)]
        left = self._row(name, _RESPONDENTS, (place,)) - np.sum(alone or [0 * asked], axis=0)
        return [asked - led, asked - left]

    def _published(self) -> tuple[NDArray[np.float64], _Vector]:
        """Return the coefficients that add up the published respondents and counts of all releases, and the sums."""
        everybody = np.eye(len(self._releases))
        known = [
            (np.kron(everybody[number], self._row(name, counted, block)), people)
            for number, release in enumerate(self._releases)
            for (name, option, block), both in release.shown.items()
            if name in self._questions
            for counted, people in zip((_RESPONDENTS, option), both, strict=True)
        ]
        rows = np.array([row for row, _ in known]).reshape(-1, self._width * len(self._releases))
        return rows, np.array([people for _, people in known], dtype=float)

    def _blocks(self) -> list[tuple[str, Block]]:
        """Return every block any release names of a question, and everybody."""
        everybody = tuple(range(self._classes))
        return sorted(
            (name, block)
            for name in self._questions
            for block in {everybody}.union(
                *(release.named.get(name, frozenset()) for release in self._releases)
            )
        )

    def _hidden(self, number: int) -> Iterator[Place]:
        """Yield the places of a release that are neither published nor made up of published ones."""
        shown = self._releases[number].shown
        for name, block in self._blocks():
            for option in self._questions[name].options:
                within = [
                    inner
                    for inner in self._releases[number].named.get(name, ())
                    if set(inner) <= set(block) and (name, option, inner) in shown
                ]
                if set(block) != set().union(*within):
                    yield name, option, block


def _least(bound: float) -> float:
    return float(math.ceil(bound - _TOLERANCE))


def _greatest(bound: float) -> float:
    return float(math.floor(bound + _TOLERANCE))


def _is_wide(low: float, high: float, thresholds: Thresholds) -> bool:
    return high - low >= thresholds.least_range and high >= thresholds.least_count
