"""Shares of a whole population: by hand, against another library, at the level of respondents, and by drawing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.divide.poststratification import poststratify


def test_by_hand() -> None:
    """Half of 10 young and 1 in 10 of 30 old people; as many live in both classes: (50 % + 10 %) / 2 = 30 %.

    With 100 residents a class the young weigh 10 and the old 10/3: effective n = 200^2 / (10 x 100 + 30 x 100/9).
    """
    estimate = poststratify([5, 3], [10, 30], [100, 100])
    assert estimate.share == pytest.approx(0.30)
    assert estimate.effective_n == pytest.approx(40_000 / (1000 + 3000 / 9))
    assert estimate.design_effect == pytest.approx(4 / 3)


def test_as_another_library_has_it() -> None:
    """Share and design effect by samplics 0.6.1 (`poststratify`, `calculate_deff_weight`), bounds by statsmodels 0.15.0

    (`proportion_confint` with method="wilson" of p n and n, n the effective number); all digits they print.
    """
    estimate = poststratify(
        [6, 6, 13, 29, 72, 234], [69, 104, 161, 208, 268, 371], [7600, 8100, 10200, 9900, 10300, 16700]
    )
    assert estimate.share == pytest.approx(0.26484691116965103, rel=1e-12)
    assert estimate.effective_n == pytest.approx(1056.4904539666043, rel=1e-12)
    assert estimate.design_effect == pytest.approx(1.1178520312852083, rel=1e-12)
    assert estimate.interval() == pytest.approx((0.23912607285661475, 0.2922716138979839), rel=1e-12)


CLASSES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 40), st.integers(0, 5000)).map(
        lambda given: (min(given[0], given[1]), given[1], given[2])
    ),
    min_size=1,
    max_size=6,
).filter(lambda classes: any(people for *_, people in classes))


@given(CLASSES)
def test_it_is_the_weighted_mean_over_respondents(classes: list[tuple[int, int, int]]) -> None:
    weights = np.concatenate([np.full(asked, people / asked) for _, asked, people in classes])
    chose = np.concatenate([np.arange(asked) < count for count, asked, _ in classes])
    estimate = poststratify(*zip(*classes, strict=True))
    assert estimate.share == pytest.approx(np.average(chose, weights=weights))
    assert estimate.effective_n == pytest.approx(weights.sum() ** 2 / (weights**2).sum())
    assert estimate.effective_n <= len(weights) + 1e-9
    assert estimate.design_effect >= 1 - 1e-9


@given(CLASSES)
def test_answers_in_proportion_to_the_people_change_nothing(classes: list[tuple[int, int, int]]) -> None:
    counts, respondents, _ = zip(*classes, strict=True)
    estimate = poststratify(counts, respondents, [7 * asked for asked in respondents])
    assert estimate.share == pytest.approx(sum(counts) / sum(respondents))
    assert estimate.effective_n == pytest.approx(sum(respondents))


def test_within_one_class_weighted_is_unweighted() -> None:
    estimate = poststratify([7], [20], [1234])
    assert (estimate.share, estimate.effective_n, estimate.design_effect) == pytest.approx((0.35, 20, 1))


def test_intervals_cover_95_percent_on_average() -> None:
    """Ages answer as unevenly as in a survey by mail; 130 surveys are drawn for each of 30 sets of shares."""
    random = np.random.default_rng(20241001)
    people = np.array([7600, 8100, 10200, 9900, 10300, 16700])
    respondents = np.array([35, 52, 80, 104, 134, 186])
    inside = []
    for shares in random.uniform(0.1, 0.9, size=(30, 6)):
        truth = (people * shares).sum() / people.sum()
        for counts in random.binomial(respondents, shares, size=(130, 6)):
            low, high = poststratify(counts.tolist(), respondents.tolist(), people.tolist()).interval()
            inside.append(low <= truth <= high)
    assert 0.94 <= np.mean(inside) <= 0.99


@pytest.mark.parametrize(
    ("counts", "respondents", "people", "message"),
    [
        ([1], [2, 3], [4, 5], "same classes"),
        ([], [], [], "same classes"),
        ([1, 0], [2, 0], [4, 5], "needs a respondent"),
        ([3, 0], [2, 1], [4, 5], "needs a respondent"),
        ([-1, 0], [2, 1], [4, 5], "needs a respondent"),
        ([1, 0], [2, 1], [4, -5], "people"),
        ([1, 0], [2, 1], [0, 0], "people"),
    ],
)
def test_what_cannot_be_weighted_is_refused(
    counts: list[int], respondents: list[int], people: list[int], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        poststratify(counts, respondents, people)
