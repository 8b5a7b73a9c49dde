"""Which counts of a survey may be published without showing what a single person answered.

The rule, for one question put to people of several age classes:

1. A class in which fewer people answered than `least_respondents` is merged with a neighbour, within the same
   class of the next coarser classification where there is one, so that coarser classes stay unions of finer ones.
2. A count is *primary* when its group is smaller than `least_respondents`, when 1 to `least_count` - 1 people
   stand in it or in its complement, or when it is nobody or everybody of a group smaller than
   `least_respondents_of_extremes`.
3. An option is published by the finest classification none of whose counts is primary. Where all have one, its
   ages are hidden and only its total stays; where that is primary too, nothing stays.
4. *Guarantee*: whoever knows all published counts of the question and the respondents of every class can narrow
   no hidden count down to a range less than `least_range` wide, or to one that ends below `least_count`. Options
   are made coarser, down to nothing, until linear programming proves it.

Hidden are all counts, by any of the classifications, that are neither published nor sums of published ones. Known
about them is that they are not negative, not above the respondents of their class, add up to what is published,
and, over the options of a class, to its respondents (single answers) or to no less (multiple answers: every
respondent marked at least one). Each count stands in one sum over classes and one over options, so that bounds
found over real numbers are those over whole numbers. Exclusive options ("none of these") are known to leave no
room: with any other option they add up to no more than the respondents of the class; where there are some, bounds
are found over whole numbers.

Sources: A. Hundepool et al., Statistical Disclosure Control (Wiley 2012), chapter 4 (primary and secondary
suppression, feasibility intervals); L. H. Cox, Network models for complementary cell suppression, Journal of the
American Statistical Association 90 (1995) 1453-1462.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Block = tuple[int, ...]
"""A group of people: the positions of the classes it consists of, youngest first."""

Classification = tuple[Block, ...]
"""Blocks that cover all classes, youngest first."""

_Cell = tuple[int, Block]  # option and block
_Ranges = dict[_Cell, tuple[int, int]]


@dataclass(frozen=True)
class Thresholds:
    """What is too small to be published (see the rule above); people, whole numbers of at least 1."""

    least_respondents: int
    least_count: int
    least_respondents_of_extremes: int
    least_range: int

    def __post_init__(self) -> None:
        """Refuse thresholds that hiding everything could not meet."""
        if not 1 <= max(self.least_count, self.least_range) <= self.least_respondents:
            raise ValueError("least_count and least_range must lie between 1 and least_respondents")


@dataclass(frozen=True)
class Answers:
    """The answers to one question.

    `respondents` are the people who answered it by age class, youngest first; `counts[option][class]` are those
    of them who chose an option; `is_single` is true where everybody chose exactly one option, otherwise
    everybody chose at least one. Nobody who chose one of the `exclusive` options (by place) chose another one; with
    single answers they need not be named.
    """

    respondents: tuple[int, ...]
    counts: tuple[tuple[int, ...], ...]
    is_single: bool
    exclusive: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Refuse counts that cannot be."""
        if len(self.counts) < 2 or {len(row) for row in self.counts} != {len(self.respondents)}:
            raise ValueError("at least two options with a count for every class are needed")
        for people, chosen in zip(self.respondents, zip(*self.counts, strict=True), strict=True):
            if not all(0 <= count <= people for count in chosen):
                raise ValueError(f"counts {chosen} do not fit {people} respondents")
            alone = sum(chosen[option] for option in self.exclusive)
            others = [count for option, count in enumerate(chosen) if option not in self.exclusive]
            if (
                sum(chosen) < people
                or (self.is_single and sum(chosen) > people)
                or alone + max(others, default=0) > people
            ):
                raise ValueError(f"counts {chosen} do not add up to {people} respondents")

    def people(self, block: Block) -> int:
        """Return how many people of a block answered."""
        return sum(self.respondents[place] for place in block)

    def count(self, option: int, block: Block) -> int:
        """Return how many people of a block chose an option."""
        return sum(self.counts[option][place] for place in block)


@dataclass(frozen=True)
class Published:
    """What may be published of one option.

    `level` is the place of the classification its counts are published by, in the order given; one more where
    only the total is, two more where nothing is. `blocks` are the classes to show: those of the classification,
    or, where ages are hidden, the finest ones; none where all classes had to be merged.
    """

    level: int
    blocks: Classification
    shows_ages: bool
    shows_total: bool


def protect(
    answers: Answers, classifications: Sequence[Classification], thresholds: Thresholds, finest: int = 0
) -> list[Published]:
    """Return, for every option of a question, what may be published.

    Parameters
    ----------
    answers
        The counts as they are.
    classifications
        From fine to coarse; the first one's blocks are the classes of `answers`, each other one's are unions of
        blocks of the one before.
    thresholds
        What is too small.
    finest
        Level to begin with: the classifications before it are hidden throughout.

    Raises
    ------
    ValueError
        When a classification does not consist of unions of the one before it.
    """
    _check_nested(classifications, len(answers.respondents))
    everybody = tuple(range(len(answers.respondents)))
    levels = _merged(answers, classifications, everybody, thresholds.least_respondents)
    table = _Table(answers, levels, everybody, thresholds)
    chosen = table.protected([table.publishable(option, finest) for option in range(len(answers.counts))])
    by_age, nothing = len(levels), len(levels) + 1
    finest_blocks = levels[0] if len(levels[0]) > 1 else ()
    return [
        Published(
            level=level,
            blocks=levels[level] if level < by_age else finest_blocks,
            shows_ages=level < by_age,
            shows_total=level < nothing,
        )
        for level in chosen
    ]


def _check_nested(classifications: Sequence[Classification], classes: int) -> None:
    inner: Classification = tuple((place,) for place in range(classes))
    for number, outer in enumerate(classifications):
        ends = {block[-1] for block in inner}
        if sum(outer, ()) != tuple(range(classes)) or not {block[-1] for block in outer} <= ends:
            raise ValueError(f"classification {number} does not consist of unions of the one before it")
        if number == 0 and outer != inner:
            raise ValueError("the first classification must be the classes themselves")
        inner = outer


def _merged(
    answers: Answers, classifications: Sequence[Classification], everybody: Block, least: int
) -> list[Classification]:
    """Return the classifications without groups below `least`, each within the blocks of the next coarser one.

    The smallest group goes to its smaller neighbour, the younger one of two that are equal.
    """
    levels: list[Classification] = []
    outer: Classification = (everybody,)
    for classification in reversed(classifications):
        merged: list[Block] = []
        for enclosing in outer:
            blocks = [block for block in classification if set(block) <= set(enclosing)]
            while len(blocks) > 1 and min(map(answers.people, blocks)) < least:
                smallest = min(range(len(blocks)), key=lambda place: answers.people(blocks[place]))
                beside = [place for place in (smallest - 1, smallest + 1) if 0 <= place < len(blocks)]
                first, second = sorted(
                    (smallest, min(beside, key=lambda place: answers.people(blocks[place])))
                )
                blocks[first : second + 1] = [blocks[first] + blocks[second]]
            merged += blocks
        outer = tuple(merged)
        levels.insert(0, outer)
    return levels


@dataclass(frozen=True)
class _Table:
    """The counts of a question with its merged classifications: what is primary, hidden and provable."""

    answers: Answers
    levels: list[Classification]
    everybody: Block
    thresholds: Thresholds

    @property
    def total_only(self) -> int:
        """Return the level at which only totals are published."""
        return len(self.levels)

    @property
    def nothing(self) -> int:
        """Return the level at which nothing is published."""
        return len(self.levels) + 1

    def published(self, level: int) -> Classification:
        """Return the blocks whose counts a level publishes, without those that are their sums."""
        if level < self.total_only:
            return self.levels[level]
        return (self.everybody,) if level == self.total_only else ()

    def publishable(self, option: int, finest: int) -> int:
        """Return the finest level from `finest` on that an option can have by itself.

        None of its counts is primary there, and its own sums give no hidden count away.
        """
        for level in range(finest, self.nothing):
            blocks = self.published(level)
            by_age_or_total = len(blocks) > 1 or level == self.total_only
            if by_age_or_total and not any(
                self._is_primary(option, block) or self._gives_away(option, block, level) for block in blocks
            ):
                return level
        return self.nothing

    def _is_primary(self, option: int, block: Block) -> bool:
        people, count = self.answers.people(block), self.answers.count(option, block)
        fewer = min(count, people - count)
        if people < self.thresholds.least_respondents or 0 < fewer < self.thresholds.least_count:
            return True
        return fewer == 0 and people < self.thresholds.least_respondents_of_extremes

    def _gives_away(self, option: int, block: Block, level: int) -> bool:
        """Say whether the published count of a block alone shows too much of the hidden ones within it."""
        people, count = self.answers.people(block), self.answers.count(option, block)
        for inner in self._finer(level):
            within = self.answers.people(inner)
            feasible = (max(0, count - people + within), min(within, count))
            if set(inner) <= set(block) and self._lack(feasible):
                return True
        return False

    def _finer(self, level: int) -> list[Block]:
        """Return the blocks whose counts are neither published at a level nor sums of published ones."""
        finer = {block for blocks in self.levels[:level] for block in blocks} - set(self.published(level))
        return sorted(finer | {self.everybody} if level == self.nothing else finer)

    def protected(self, chosen: list[int]) -> list[int]:
        """Return the levels made coarser until the guarantee holds.

        While a hidden count lacks protection, that option is made coarser which helps it most; of those that help
        alike the one that loses the fewest counts, then the rarest. In the end options that were made coarser in
        vain are made finer again.
        """
        if self.answers.people(self.everybody) < self.thresholds.least_respondents:
            return [self.nothing] * len(chosen)
        first = chosen
        ranges: _Ranges = {}
        while unprotected := self._unprotected(chosen, ranges):
            chosen = min(
                self._coarser(chosen), key=lambda trial: self._cost(chosen, trial, unprotected, dict(ranges))
            )
        return self._finer_again(chosen, first)

    def _coarser(self, chosen: list[int]) -> Iterator[list[int]]:
        """Yield the levels with one option made coarser, in every way it can be."""
        for option, level in enumerate(chosen):
            while level < self.nothing:
                level = self.publishable(option, level + 1)
                yield [*chosen[:option], level, *chosen[option + 1 :]]

    def _cost(
        self, chosen: list[int], trial: list[int], cell: _Cell, ranges: _Ranges
    ) -> tuple[int, int, int, int]:
        """Return what a hidden count still lacks after a step, and what the step loses."""
        option = next(number for number, level in enumerate(trial) if level != chosen[number])
        lost = len(self.published(chosen[option])) - len(self.published(trial[option]))
        return (
            self._lack_after_attack(cell, _Attack(self, trial), [cell], ranges),
            lost,
            self.answers.count(option, self.everybody),
            option,
        )

    def _finer_again(self, chosen: list[int], first: list[int]) -> list[int]:
        """Return the levels with every option as fine as the others allow, the commonest first."""
        for option in sorted(
            range(len(chosen)), key=lambda option: -self.answers.count(option, self.everybody)
        ):
            level = first[option]
            while level < chosen[option]:
                trial = [*chosen[:option], level, *chosen[option + 1 :]]
                if self._unprotected(trial, {}) is None:
                    chosen = trial
                level = self.publishable(option, level + 1)
        return chosen

    def _unprotected(self, chosen: list[int], ranges: _Ranges) -> _Cell | None:
        """Return a hidden count that is not protected, or None.

        `ranges` holds values of hidden counts known to be feasible and is extended by those found. They stay
        feasible when more is hidden.
        """
        cells = [(option, block) for option, level in enumerate(chosen) for block in self._finer(level)]
        for option, block in cells:
            known = self.answers.count(option, block)
            ranges.setdefault((option, block), (known, known))
        attack = None
        for cell in cells:
            if self._lack(ranges[cell]):
                attack = attack or _Attack(self, chosen)
                if self._lack_after_attack(cell, attack, cells, ranges):
                    return cell
        return None

    def _lack_after_attack(self, cell: _Cell, attack: "_Attack", cells: list[_Cell], ranges: _Ranges) -> int:
        """Return what a hidden count lacks when all its feasible values are known; extend the ranges of `cells`."""
        for sign in (1, -1):
            if self._lack(ranges[cell]):
                for other, value in attack.extreme(cell, sign, cells).items():
                    low, high = ranges[other]
                    ranges[other] = min(low, value), max(high, value)
        return self._lack(ranges[cell])

    def _lack(self, feasible: tuple[int, int]) -> int:
        """Return how much a feasible range is too narrow or ends too early."""
        low, high = feasible
        too_narrow = max(0, self.thresholds.least_range - (high - low))
        return too_narrow + max(0, self.thresholds.least_count - high)


class _Attack:
    """What somebody can work out who knows the published counts and the respondents of every class."""

    def __init__(self, table: _Table, chosen: list[int]) -> None:
        answers, atoms = table.answers, table.levels[0]
        self._atoms = atoms
        self._shape = (len(chosen), len(atoms))
        people = np.array([answers.people(atom) for atom in atoms])
        equal = [
            (self._row((option, block)), answers.count(option, block))
            for option, level in enumerate(chosen)
            for block in table.published(level)
        ]
        per_class = [self._chosen_in(place) for place in range(len(atoms))]
        if answers.is_single:
            equal += zip(per_class, people, strict=True)
        self._equal = np.array([row for row, _ in equal]).reshape(-1, people.size * len(chosen))
        self._sums = np.array([total for _, total in equal])
        at_most = (
            []
            if answers.is_single
            else [(-row, -count) for row, count in zip(per_class, people, strict=True)]
        )
        at_most += self._excluding(answers.exclusive, people)
        self._at_most = np.array([row for row, _ in at_most]).reshape(-1, self._equal.shape[1])
        self._limits = np.array([limit for _, limit in at_most])
        self._integrality = np.ones(self._equal.shape[1], dtype=int) if answers.exclusive else None
        self._most = people.tolist() * len(chosen)

    def _row(self, cell: _Cell) -> NDArray[np.float64]:
        """Return the coefficients that add up a cell."""
        option, block = cell
        coefficients = np.zeros(self._shape)
        coefficients[option] = [set(atom) <= set(block) for atom in self._atoms]
        return coefficients.ravel()

    def _chosen_in(self, place: int) -> NDArray[np.float64]:
        """Return the coefficients that add up the options of a class."""
        coefficients = np.zeros(self._shape)
        coefficients[:, place] = 1
        return coefficients.ravel()

    def _excluding(
        self, exclusive: frozenset[int], people: NDArray[np.int64]
    ) -> Iterator[tuple[NDArray[np.float64], int]]:
        """Yield coefficients and limits: exclusive options and any other one leave nobody of a class over."""
        for option in set(range(self._shape[0])) - exclusive if exclusive else ():
            for place, count in enumerate(people):
                coefficients = np.zeros(self._shape)
                coefficients[[option, *exclusive], place] = 1
                yield coefficients.ravel(), int(count)

    def extreme(self, cell: _Cell, sign: int, cells: list[_Cell]) -> dict[_Cell, int]:
        """Return feasible values of all `cells` at which one is least (sign 1) or greatest (sign -1)."""
        from scipy.optimize import linprog  # it takes long to import, and only building needs it

        found = linprog(
            sign * self._row(cell),
            A_ub=self._at_most,
            b_ub=self._limits,
            A_eq=self._equal,
            b_eq=self._sums,
            bounds=[(0, most) for most in self._most],
            method="highs",
            integrality=self._integrality,
        )
        if found.x is None:
            raise ArithmeticError(f"the counts as they are must be feasible, but: {found.message}")
        return {other: round(float(self._row(other) @ found.x)) for other in cells}
