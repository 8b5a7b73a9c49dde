"""Differences of shares: a worked answer, symmetry, refusals, and the promise of coverage."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as oracle

from stats.inequality import difference

SHARES = st.floats(0, 1)
PEOPLE = st.integers(1, 5000)


def test_the_plans_sixties_and_seventies_with_200_respondents_each() -> None:
    """7.3 points between 54.0 and 46.7 % are not distinguishable from zero: -2.5 to 17.1."""
    gap, (lower, upper) = difference(0.540, 200, 0.467, 200)
    assert gap == pytest.approx(0.073)
    assert (lower, upper) == pytest.approx((-0.025, 0.171), abs=5e-4)


@given(SHARES, PEOPLE, SHARES, PEOPLE)
def test_turning_the_groups_round_turns_the_sign(one: float, n: int, two: float, m: int) -> None:
    gap, (lower, upper) = difference(one, n, two, m)
    back, (low, high) = difference(two, m, one, n)
    assert (gap, lower, upper) == pytest.approx((-back, -high, -low))


@pytest.mark.parametrize("arguments", [(1.1, 10, 0.5, 10), (0.5, 0, 0.5, 10), (0.5, 10, -0.1, 10)])
def test_impossible_input_is_refused(arguments: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match=r"must lie|need a respondent"):
        difference(*arguments)


@pytest.mark.parametrize(("one", "two"), [(0.1, 0.2), (0.3, 0.5), (0.5, 0.9)])
@pytest.mark.parametrize("people", [50, 100, 200])
def test_the_interval_covers_93_to_97_percent(one: float, two: float, people: int) -> None:
    counts = np.arange(people + 1)
    weight = np.outer(oracle.binom.pmf(counts, people, one), oracle.binom.pmf(counts, people, two))
    covered = sum(
        weight[x, y]
        for x in counts
        for y in counts
        if weight[x, y] > 1e-9
        for low, high in [difference(x / people, people, y / people, people)[1]]
        if low <= one - two <= high
    )
    assert 0.93 <= covered <= 0.97
