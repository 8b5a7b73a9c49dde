"""What releases of one survey give away together, worked by hand for two classes of age."""

import pytest

from stats.divide.disclosure import Place, Question, Release, few_apart, keeps_guarantee
from stats.divide.suppression import Thresholds

THRESHOLDS = Thresholds(least_respondents=10, least_count=3, least_respondents_of_extremes=30, least_range=3)
YOUNG, OLD, ALL = (0,), (1,), (0, 1)
USED = Question((1, 2), is_single=True)


def release(shown: dict[Place, tuple[int, int]], returned: int | None = None) -> Release:
    """A release whose first question is published or hidden by both classes and by all."""
    return Release(shown, {"used": frozenset({YOUNG, OLD, ALL})}, returned)


def shown(**by_block: tuple[int, int]) -> Release:
    """A release that shows how many chose the first option, and how many the second."""
    blocks = {"young": YOUNG, "old": OLD, "whole": ALL}
    return release(
        {
            ("used", option, blocks[name]): (people, chosen)
            for name, (people, count) in by_block.items()
            for option, chosen in ((1, count), (2, people - count))
        }
    )


def whole(people: int, count: int) -> Release:
    """A release that shows nothing by age."""
    return shown(whole=(people, count))


def is_kept(*releases: Release, **others: Question) -> bool:
    return keeps_guarantee({"used": USED} | others, 2, releases, THRESHOLDS)


@pytest.mark.parametrize(
    ("after", "is_apart"),
    [
        ((40, 10), False),
        ((41, 11), True),
        ((49, 19), True),
        ((50, 20), False),  # ten who chose it, nobody who did not
        ((49, 10), True),  # nine who did not
        ((50, 10), False),
        ((31, 1), True),  # nine withdrawn
        ((30, 0), False),
        ((60, 20), False),
        ((40, 20), False),  # ten of each changed sides
    ],
)
def test_counts_and_complements_differ_by_nobody_or_by_ten(after: tuple[int, int], is_apart: bool) -> None:
    found = few_apart(whole(40, 10), whole(*after), THRESHOLDS)
    assert found == ([("used", 1, ALL), ("used", 2, ALL)] if is_apart else [])


def test_places_of_one_release_alone_are_not_compared() -> None:
    before = release({("used", 1, YOUNG): (40, 10), ("used", 1, OLD): (40, 10)})
    after = release({("used", 1, ALL): (81, 21), ("used", 1, OLD): (41, 11)})
    assert few_apart(before, after, THRESHOLDS) == [("used", 1, OLD)]


@pytest.mark.parametrize(("count", "kept"), [(2, False), (3, True), (40, True), (77, True), (78, False)])
def test_a_total_of_two_tells_what_each_class_can_have_at_most(count: int, kept: bool) -> None:
    """Of 2 in all no class has three; of 78 of 80 the others are 2."""
    assert is_kept(whole(80, count)) is kept


def test_what_is_published_or_made_up_of_it_is_not_hidden() -> None:
    assert is_kept(shown(young=(40, 1), old=(40, 1)))
    assert is_kept(shown(young=(40, 1)))
    assert not is_kept(shown(young=(40, 1), whole=(80, 3)))
    assert not is_kept(shown(young=(40, 10), whole=(80, 12)))


@pytest.mark.parametrize(("returned", "kept"), [(2, False), (3, True), (None, True)])
def test_nobody_chose_more_often_than_people_answered(returned: int | None, kept: bool) -> None:
    assert is_kept(release({}, returned)) is kept


@pytest.mark.parametrize(("count", "kept"), [(0, False), (2, False), (3, True)])
def test_whoever_answers_a_multiple_question_chose_something(count: int, kept: bool) -> None:
    """Of 40, all who did not choose the first option chose the second, 40 - count at least."""
    question = {"used": Question((1, 2), is_single=False)}
    known = release({("used", 1, ALL): (40, count)})
    assert keeps_guarantee(question, 2, [known], THRESHOLDS) is kept


@pytest.mark.parametrize(
    ("count", "exclusive", "kept"), [(37, {1}, True), (38, {1}, False), (38, set(), True), (38, {3}, False)]
)
def test_an_option_that_excludes_others_bounds_them(count: int, exclusive: set[int], kept: bool) -> None:
    """Of 40, 38 chose an option that excludes all others: 2 are left for these."""
    question = {"used": Question((1, 2, 3), is_single=False, exclusive=frozenset(exclusive))}
    known = release({("used", 1, ALL): (40, count)})
    assert keeps_guarantee(question, 2, [known], THRESHOLDS) is kept


@pytest.mark.parametrize(("count", "kept"), [(10, True), (3, True), (2, False)])
def test_those_asked_because_of_an_answer_are_no_more_than_gave_it(count: int, kept: bool) -> None:
    known = shown(young=(40, count), old=(40, 0))
    why = Question((1, 2), is_single=False, asked_of=("used", (1,)))
    assert is_kept(known, why=why) is kept
    deeper = Question((1, 2), is_single=False, asked_of=("why", (2,)))
    assert is_kept(known, why=why, deeper=deeper) is kept


@pytest.mark.parametrize(("exclusive", "kept"), [(set(), True), ({1}, False)])
def test_those_asked_gave_none_of_the_answers_that_exclude_it(exclusive: set[int], kept: bool) -> None:
    """2 and 2 gave the answers asked for, 4 at most; but 38 of 40 gave one that excludes them."""
    counts = {1: 38, 2: 2, 3: 2}
    known = {
        ("used", option, block): (people, count if block == YOUNG else 0)
        for option, count in counts.items()
        for block, people in ((YOUNG, 40), (OLD, 0))
    }
    questions = {
        "used": Question((1, 2, 3), is_single=False, exclusive=frozenset(exclusive)),
        "why": Question((1, 2), is_single=False, asked_of=("used", (2, 3))),
    }
    assert keeps_guarantee(questions, 2, [release(known)], THRESHOLDS) is kept


@pytest.mark.parametrize(
    ("after", "kept"),
    [
        (whole(100, 30), True),  # twenty more, of whom ten chose it
        (whole(84, 22), False),  # two of four
        (whole(82, 20), False),  # none of two
        (whole(90, 30), False),  # all of ten: of the young 28 did not choose it, as before
    ],
)
def test_of_the_people_added_little_is_known(after: Release, kept: bool) -> None:
    """The releases have no place in common: only their sums tell."""
    before = shown(young=(40, 12), old=(40, 8))
    assert few_apart(before, after, THRESHOLDS) == []
    assert is_kept(before, after) is kept


@pytest.mark.parametrize(
    ("after", "kept"),
    [
        ((80, 20), True),
        ((90, 30), True),  # all of ten chose it
        ((90, 20), True),  # none of ten did
        ((60, 10), True),  # twenty withdrawn
        ((81, 20), False),
        ((80, 40), False),  # some were added and some withdrawn
    ],
)
def test_the_people_added_are_nobody_or_many(after: tuple[int, int], kept: bool) -> None:
    assert is_kept(whole(80, 20), whole(*after)) is kept
    assert not is_kept(whole(80, 20), whole(*after), whole(81, 20))


def test_a_release_before_the_last_may_have_gone_both_ways() -> None:
    """The earlier ones are out already; what is to be published only adds to the newest."""
    assert is_kept(whole(80, 20), whole(80, 40), whole(100, 50))
