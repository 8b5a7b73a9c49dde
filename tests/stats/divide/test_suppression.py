"""What may be published of a survey: examples worked by hand, and an attacker with a linear programme of his own."""

import math
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from stats.divide.suppression import Answers, Block, Published, Thresholds, protect

SIX: tuple[Block, ...] = ((0,), (1,), (2,), (3,), (4,), (5,))
THREE: tuple[Block, ...] = ((0, 1), (2, 3), (4, 5))
TWO: tuple[Block, ...] = ((0, 1, 2, 3), (4, 5))
ALL: Block = (0, 1, 2, 3, 4, 5)
CLASSIFICATIONS = (SIX, THREE, TWO)
THRESHOLDS = Thresholds(least_respondents=10, least_count=3, least_respondents_of_extremes=30, least_range=3)
BY_SIX, BY_THREE, BY_TWO, TOTAL, NOTHING = range(5)

Cell = tuple[int, Block]


def published(answers: Answers, finest: int = 0) -> list[Published]:
    return protect(answers, CLASSIFICATIONS, THRESHOLDS, finest)


def levels(answers: Answers, finest: int = 0) -> list[int]:
    return [option.level for option in published(answers, finest)]


def single(respondents: list[int], *counts: list[int]) -> Answers:
    """A question with single answers; everybody who chose none of the options given chose the last one."""
    rest = [people - sum(chosen) for people, *chosen in zip(respondents, *counts, strict=True)]
    return Answers(tuple(respondents), (*map(tuple, counts), tuple(rest)), is_single=True)


def multiple(respondents: list[int], *counts: list[int]) -> Answers:
    """A question with multiple answers; everybody chose one of two more options, half of them each."""
    halves = (
        tuple(people // 2 for people in respondents),
        tuple(people - people // 2 for people in respondents),
    )
    return Answers(tuple(respondents), (*map(tuple, counts), *halves), is_single=False)


# Worked by hand ---------------------------------------------------------------------------------------------


def test_large_counts_are_published_by_six_classes() -> None:
    answers = single([40] * 6, [10] * 6, [10] * 6)
    assert published(answers) == [Published(BY_SIX, SIX, shows_ages=True, shows_total=True)] * 3


@pytest.mark.parametrize(
    ("counts", "level"),
    [
        ([1, 9, 10, 10, 10, 10], BY_THREE),  # one person; 10 of both youngest classes
        ([2, 9, 10, 10, 10, 10], BY_THREE),  # two persons
        ([3, 9, 10, 10, 10, 10], BY_SIX),  # three are enough
        ([38, 9, 10, 10, 10, 10], BY_THREE),  # two persons did not choose it
        ([37, 9, 10, 10, 10, 10], BY_SIX),
        ([0, 9, 10, 10, 10, 10], BY_SIX),  # nobody of 40
        ([1, 1, 10, 10, 10, 10], BY_TWO),  # 2 of both youngest, 22 of all under 60
        ([1, 0, 1, 0, 10, 10], TOTAL),  # 2 of all under 60
        ([1, 0, 1, 0, 0, 0], NOTHING),  # 2 of all
        ([0, 0, 0, 0, 0, 2], NOTHING),
        ([0, 0, 0, 0, 0, 3], BY_SIX),
        ([1, 2, 10, 10, 10, 10], BY_THREE),  # 3 of both youngest: 0 to 3 of each may be
        ([39, 38, 10, 10, 10, 10], BY_THREE),  # all but 3 of both youngest
    ],
)
def test_one_or_two_people_send_an_option_to_coarser_classes(counts: list[int], level: int) -> None:
    assert levels(multiple([40] * 6, counts))[0] == level


@pytest.mark.parametrize(
    ("youngest", "count", "level"),
    [
        (30, 0, BY_SIX),  # nobody of thirty
        (29, 0, BY_THREE),  # nobody of fewer than thirty; 10 of the two youngest classes
        (29, 29, BY_THREE),  # everybody of fewer than thirty
        (30, 30, BY_SIX),
    ],
)
def test_nobody_or_everybody_is_published_from_thirty_people_on(
    youngest: int, count: int, level: int
) -> None:
    assert levels(multiple([youngest, 40, 40, 40, 40, 40], [count, 10, 10, 10, 10, 10]))[0] == level


def test_nobody_at_all_shows_that_the_small_class_has_nobody() -> None:
    """The total of 0 would tell the hidden 0 of 20 people, so the total goes too."""
    assert levels(multiple([20, 40, 40, 40, 40, 40], [0] * 6))[0] == NOTHING
    assert levels(multiple([40] * 6, [0] * 6))[0] == BY_SIX


def test_a_coarser_class_without_anybody_shows_its_small_class_too() -> None:
    """18-39: 0 of 60 may be said by itself, but it would tell the hidden 0 of 20."""
    counts = [0, 0, 10, 10, 10, 10]
    assert levels(multiple([20, 40, 40, 40, 40, 40], counts))[0] == BY_TWO


def test_small_groups_are_merged_before_anything_else() -> None:
    (option, *_) = published(multiple([4, 40, 40, 40, 40, 40], [1, 9, 10, 10, 10, 10]))
    assert option == Published(BY_SIX, ((0, 1), (2,), (3,), (4,), (5,)), shows_ages=True, shows_total=True)


@pytest.mark.parametrize(
    ("respondents", "blocks"),
    [
        ([40, 9, 10, 40, 40, 40], ((0, 1), (2,), (3,), (4,), (5,))),  # stays within 18-39
        ([40, 40, 40, 40, 40, 9], ((0,), (1,), (2,), (3,), (4, 5))),
        ([4, 5, 40, 50, 40, 40], ((0, 1, 2), (3,), (4,), (5,))),  # 18-39 are 9: within 18-59
        ([40, 40, 4, 5, 40, 40], ((0,), (1, 2, 3), (4,), (5,))),  # 40-59 are 9: within 18-59
        ([40, 40, 50, 40, 4, 5], ((0,), (1,), (2,), (3, 4, 5))),  # 60 and older are 9
        ([2, 2, 2, 2, 2, 2], ()),  # 12 together
    ],
)
def test_which_neighbour_a_small_group_goes_to(respondents: list[int], blocks: tuple[Block, ...]) -> None:
    half = [people // 2 for people in respondents]
    (option, *_) = published(multiple(respondents, half))
    assert option.blocks == blocks


def test_ten_people_are_needed_for_any_figure() -> None:
    assert levels(multiple([3, 3, 3, 0, 0, 0], [1, 2, 2, 0, 0, 0])) == [NOTHING] * 3
    (option, *_) = published(multiple([3, 3, 4, 0, 0, 0], [2, 2, 2, 0, 0, 0]))
    assert (option.shows_ages, option.shows_total, option.blocks) == (False, True, ())


def test_a_single_hidden_option_is_not_left_to_subtraction() -> None:
    """Of 40 people 1 + 19 + 20 chose: with 19 and 20 published the 1 is known. One more option goes along."""
    answers = single([40] * 6, [1, 9, 10, 10, 10, 10], [19, 11, 10, 10, 10, 10])
    assert sorted(levels(answers)) == [BY_SIX, BY_THREE, BY_THREE]
    assert levels(answers)[0] == BY_THREE


def test_two_rare_options_do_not_protect_one_another() -> None:
    """1 and 1 of 40: their sum of 2 is known when the other two options are published, so one of these goes too."""
    rare = [1, 9, 10, 10, 10, 10]
    found = levels(single([60] * 6, rare, rare, [20, 20, 20, 20, 20, 20]))
    assert found[:2] == [BY_THREE, BY_THREE]
    assert sorted(found[2:]) == [BY_SIX, BY_THREE]


def test_two_options_that_exclude_each_other_share_their_fate() -> None:
    assert levels(single([40] * 6, [1, 9, 10, 10, 10, 10])) == [BY_THREE, BY_THREE]
    assert levels(single([40] * 6, [1, 0, 1, 0, 0, 0])) == [NOTHING, NOTHING]


def test_everybody_having_answered_something_can_give_a_count_away() -> None:
    """Of 40 people 39 chose the second option: one chose only the first, which therefore goes further back."""
    respondents, first, second = [40] * 6, [1, 9, 10, 10, 10, 10], [39, 31, 30, 30, 30, 30]
    overlapping = Answers(tuple(respondents), (tuple(first), tuple(respondents)), is_single=False)
    tight = Answers(tuple(respondents), (tuple(first), tuple(second)), is_single=False)
    assert levels(overlapping) == [BY_THREE, BY_SIX]
    assert levels(tight) == [BY_THREE, BY_THREE]


def test_multiple_answers_are_protected_option_by_option() -> None:
    answers = multiple([40] * 6, [1, 9, 10, 10, 10, 10], [19, 11, 10, 10, 10, 10])
    assert levels(answers) == [BY_THREE, BY_SIX, BY_SIX, BY_SIX]


def test_everybody_having_chosen_something_else_gives_an_exclusive_option_away() -> None:
    """All 40 of the youngest use the service: nobody of them chose that they use none, though that is hidden."""
    none, service = (0, 1, 10, 10, 10, 10), (40, 30, 30, 30, 30, 30)
    other = (5, 12, 10, 10, 10, 10)
    free = Answers((40,) * 6, (none, service, other), is_single=False)
    exclusive = Answers((40,) * 6, (none, service, other), is_single=False, exclusive=frozenset({0}))
    assert levels(free) == [BY_TWO, BY_SIX, BY_SIX]
    assert levels(exclusive)[:2] == [BY_TWO, BY_THREE]


@pytest.mark.parametrize("exclusive", [{0}, {0, 1}])
def test_an_exclusive_option_beside_another_is_refused(exclusive: set[int]) -> None:
    with pytest.raises(ValueError, match="do not add up"):
        Answers((20,), ((11,), (10,), (5,)), is_single=False, exclusive=frozenset(exclusive))


def test_a_question_can_be_kept_from_finer_classes() -> None:
    answers = multiple([40] * 6, [10] * 6)
    assert [levels(answers, finest) for finest in range(5)] == [[finest] * 3 for finest in range(5)]


def test_thresholds_are_arguments() -> None:
    answers = multiple([40] * 6, [3, 9, 10, 10, 10, 10])
    stricter = Thresholds(
        least_respondents=10, least_count=4, least_respondents_of_extremes=30, least_range=4
    )
    assert levels(answers)[0] == BY_SIX
    assert protect(answers, CLASSIFICATIONS, stricter)[0].level == BY_THREE
    with pytest.raises(ValueError, match="least_respondents"):
        Thresholds(least_respondents=10, least_count=11, least_respondents_of_extremes=30, least_range=3)


@pytest.mark.parametrize(
    ("respondents", "counts", "is_single"),
    [
        ((20, 20), ((20, 20),), False),  # one option only
        ((20, 20), ((10, 10), (10,)), False),  # a class missing
        ((20, 20), ((21, 10), (10, 10)), False),  # more than answered
        ((20, 20), ((5, 10), (5, 10)), False),  # ten people who chose nothing
        ((20, 20), ((15, 10), (15, 10)), True),  # more single answers than people
    ],
)
def test_counts_that_cannot_be_are_refused(
    respondents: tuple[int, ...], counts: tuple[tuple[int, ...], ...], is_single: bool
) -> None:
    with pytest.raises(ValueError, match=r"needed|respondents"):
        Answers(respondents, counts, is_single)


@pytest.mark.parametrize(
    "classifications", [(SIX, ((0, 1, 2), (3, 4, 5)), THREE), (THREE, TWO), (SIX, ((0, 1), (3, 4, 5)))]
)
def test_classifications_must_nest(classifications: tuple[tuple[Block, ...], ...]) -> None:
    with pytest.raises(ValueError, match="classif"):
        protect(multiple([40] * 6, [10] * 6), classifications, THRESHOLDS)


# Against an attacker ----------------------------------------------------------------------------------------


@st.composite
def surveys(draw: st.DrawFn, fewest: int) -> Answers:
    """Small surveys with many counts near 0, near everybody and near the thresholds."""
    respondents = draw(st.lists(st.integers(fewest, 45), min_size=6, max_size=6))
    options = draw(st.integers(2, 4))
    is_single = draw(st.booleans())
    counts: list[list[int]] = [[] for _ in range(options)]
    for people in respondents:
        left = people
        for row in counts[:-1]:
            most = left if is_single else people
            count = min(most, draw(st.sampled_from([0, 0, 1, 1, 2, 3, 4, 8, 15, 45])))
            if draw(st.booleans()) and not is_single:
                count = people - count
            row.append(count)
            left = max(0, left - count)
        counts[-1].append(left if is_single else max(left, min(people, draw(st.integers(0, 45)))))
    return Answers(tuple(respondents), tuple(map(tuple, counts)), is_single)


class Attacker:
    """Knows the published counts, and the respondents of some groups; unknown are counts and people by class."""

    def __init__(self, answers: Answers, shown: list[Published], groups: set[Block]) -> None:
        self.options, self.classes = len(answers.counts), len(answers.respondents)
        self.equal: list[np.ndarray] = []
        self.totals: list[int] = []
        for group in groups:
            self.equal.append(self.people(group))
            self.totals.append(answers.people(group))
        for option, found in enumerate(shown):
            for block in public_blocks(found):
                self.equal.append(self.chosen((option, block)))
                self.totals.append(answers.count(option, block))
        self.at_most: list[np.ndarray] = []
        for place in range(self.classes):
            people = self.people((place,))
            together = sum(self.chosen((option, (place,))) for option in range(self.options))
            self.at_most += [self.chosen((option, (place,))) - people for option in range(self.options)]
            if answers.is_single:
                self.equal.append(together - people)
                self.totals.append(0)
            else:
                self.at_most.append(people - together)
        truth = np.array([*answers.counts, answers.respondents], dtype=float).ravel()
        assert (np.array(self.equal).reshape(-1, truth.size) @ truth == self.totals).all()
        assert (np.array(self.at_most) @ truth <= 0).all()
        self.possible = [truth]  # ways in which all that is known can be true

    def chosen(self, cell: Cell) -> np.ndarray:
        option, block = cell
        row = np.zeros((self.options + 1, self.classes))
        row[option, list(block)] = 1
        return row.ravel()

    def people(self, block: Block) -> np.ndarray:
        return self.chosen((self.options, block))

    def range(self, cell: Cell) -> tuple[float, float]:
        """Two whole numbers that a count can be: the least and greatest, or any far enough apart."""
        for sign in (1, -1):
            seen = np.array(self.possible) @ self.chosen(cell)
            if seen.max() - seen.min() >= 4:
                break
            self.possible.append(
                linprog(
                    sign * self.chosen(cell),
                    A_eq=np.array(self.equal),
                    b_eq=self.totals,
                    A_ub=np.array(self.at_most),
                    b_ub=np.zeros(len(self.at_most)),
                ).x
            )
        seen = np.array(self.possible) @ self.chosen(cell)
        return math.ceil(seen.min() - 1e-6), math.floor(seen.max() + 1e-6)


def public_blocks(option: Published) -> Iterator[Block]:
    if option.shows_total:
        yield ALL
    if option.shows_ages:
        yield from option.blocks


def hidden_blocks(option: Published, blocks: set[Block]) -> list[Block]:
    """Those of the blocks that are neither published nor unions of published ones."""
    public = [set(block) for block in public_blocks(option)]
    return [
        block
        for block in blocks
        if set(block) != set().union(*(inner for inner in public if inner <= set(block)))
    ]


def assert_protected(
    answers: Answers, shown: list[Published], groups: set[Block], blocks: set[Block]
) -> None:
    attacker = Attacker(answers, shown, groups)
    for option, found in enumerate(shown):
        for block in hidden_blocks(found, blocks):
            low, high = attacker.range((option, block))
            assert high >= 3, (option, block, low, high)
            assert high - low >= 3, (option, block, low, high)


@settings(max_examples=60)
@given(surveys(fewest=10))
def test_nobody_can_narrow_down_a_hidden_count(answers: Answers) -> None:
    """Every class is large enough to be shown, and the attacker knows the respondents of all."""
    every_class = {ALL, *SIX, *THREE, *TWO}
    assert_protected(answers, published(answers), every_class, every_class)


@settings(max_examples=60)
@given(surveys(fewest=0))
def test_nobody_can_narrow_down_what_is_marked_as_hidden(answers: Answers) -> None:
    """With merged classes: the attacker knows the groups that stand in the file for any option."""
    shown = published(answers)
    groups = {block for option in shown for block in public_blocks(option)}
    if not groups:
        return
    in_file = groups | {block for option in shown for block in option.blocks} | {ALL}
    assert_protected(answers, shown, groups, in_file)


@given(surveys(fewest=0))
def test_no_primary_count_is_published(answers: Answers) -> None:
    for option, found in enumerate(published(answers)):
        for block in public_blocks(found):
            people, count = answers.people(block), answers.count(option, block)
            assert people >= 10
            assert min(count, people - count) not in (1, 2)
            assert people >= 30 or 0 < count < people


@given(surveys(fewest=0))
def test_published_classes_cover_everybody_once(answers: Answers) -> None:
    for found in published(answers):
        assert sum(found.blocks, ()) in ((), ALL)
        assert found.shows_total or not found.shows_ages


@given(surveys(fewest=30))
def test_nothing_is_hidden_without_need(answers: Answers) -> None:
    small = [1, 2]
    counts = [
        (count, people - count)
        for row in answers.counts
        for count, people in zip(row, answers.respondents, strict=True)
    ]
    if not any(part in small for pair in counts for part in pair):
        assert set(levels(answers)) == {BY_SIX}


@pytest.mark.parametrize(
    ("respondents", "counts", "is_single", "exclusive"),
    [
        ((5, 5), ((5, 5),), True, ()),  # one option
        ((5, 5), ((5, 5), (0,)), True, ()),
        ((5, 5), ((6, 5), (0, 0)), False, ()),
        ((5, 5), ((-1, 5), (5, 5)), False, ()),
        ((5, 5), ((4, 5), (0, 0)), False, ()),  # one of five chose nothing
        ((5, 5), ((5, 5), (1, 0)), True, ()),  # one of five chose two
        ((5, 5), ((3, 5), (3, 0)), False, (1,)),  # three alone and three others are six
        ((5, 5), ((3, 0), (3, 5)), False, (0, 1)),
    ],
)
def test_answers_that_cannot_be_are_refused(
    respondents: tuple[int, ...],
    counts: tuple[tuple[int, ...], ...],
    is_single: bool,
    exclusive: tuple[int, ...],
) -> None:
    with pytest.raises(ValueError, match=r"at least two|do not"):
        Answers(respondents, counts, is_single, frozenset(exclusive))


def test_answers_at_the_edge_of_what_can_be_are_taken() -> None:
    assert Answers((5, 0), ((5, 0), (0, 0)), is_single=True).people((0, 1)) == 5
    assert Answers((5,), ((5,), (5,)), is_single=False).count(1, (0,)) == 5
    assert Answers((5,), ((2,), (3,)), is_single=False, exclusive=frozenset({1})).count(0, (0,)) == 2


def test_thresholds_lie_between_one_and_the_least_respondents() -> None:
    for least_count, least_range in ((1, 1), (10, 1), (1, 10), (0, 1), (1, 0)):
        assert Thresholds(10, least_count, 30, least_range).least_respondents == 10
    for least_count, least_range in ((0, 0), (11, 1), (1, 11)):
        with pytest.raises(ValueError, match="between 1 and"):
            Thresholds(10, least_count, 30, least_range)
