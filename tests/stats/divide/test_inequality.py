"""Measures of inequality: published answers, symmetry, refusals, and the promise of coverage."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as oracle

from stats.divide.inequality import (
    around,
    around_log,
    attributable_fraction,
    attributable_risk,
    difference,
    gap_to_average,
    ratio,
    within,
)

SHARES = st.floats(0, 1)
PEOPLE = st.integers(1, 5000)

# Births attended by skilled personnel by wealth quintile: example data of WHO's R package healthequal 1.0.1
# (reference pages parisk, paf; estimates in percent, population in thousands).
QUINTILES = [0.7560530, 0.9101997, 0.9603959, 0.9704223, 0.9922405]
POPULATION = [2072.436, 2112.204, 1983.059, 2052.124, 1884.510]
RICHEST = 4


def people_behind(share: float, standard_error: float) -> float:
    """Return the respondents with whom a share has a given binomial error."""
    return share * (1 - share) / standard_error**2


def test_the_plans_sixties_and_seventies_with_200_respondents_each() -> None:
    """7.3 points between 54.0 and 46.7 % are not distinguishable from zero: -2.5 to 16.9."""
    gap, _, (lower, upper) = difference(0.540, 200, 0.467, 200)
    assert gap == pytest.approx(0.073)
    assert (lower, upper) == pytest.approx((-0.025, 0.169), abs=5e-4)


@pytest.mark.parametrize(
    ("chosen_one", "one", "chosen_two", "two", "lower", "upper"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0000),
        (10, 10, 0, 10, 0.6075, 1.0000),
    ],
)
def test_the_difference_of_newcombes_examples(
    chosen_one: int, one: int, chosen_two: int, two: int, lower: float, upper: float
) -> None:
    """Table II of Newcombe (1998), method 10, cases (a) to (h)."""
    interval = difference(chosen_one / one, one, chosen_two / two, two).interval
    assert interval == pytest.approx((lower, upper), abs=5e-5)


def test_the_interval_of_a_logarithm_is_as_many_times_lower_as_higher() -> None:
    error = math.log(1.5) / oracle.norm.ppf(0.975)
    assert around_log(2, error).interval == pytest.approx((2 / 1.5, 2 * 1.5))
    assert around_log(2, error, 0.5).interval.upper == pytest.approx(
        2 * math.exp(oracle.norm.ppf(0.75) * error)
    )


def test_difference_and_ratio_as_healthequal_prints_them() -> None:
    """Its reference pages d and r (version 1.0.1) print 30.92258 points and 1.481696 times

    between aceh (95.11784 %, SE 1.5384434) and the lowest region, whose share and error follow from the printed ones.
    """
    aceh, error = 0.9511784, 0.015384434
    lowest = aceh - 0.3092258
    lowest_error = math.sqrt(0.07217724**2 - error**2)
    groups = aceh, people_behind(aceh, error), lowest, people_behind(lowest, lowest_error)
    assert difference(*groups).value == pytest.approx(0.3092258)
    assert ratio(*groups).value == pytest.approx(1.481696, abs=1e-6)


def test_the_ratio_of_all_to_all_by_hand() -> None:
    """50 of 50 in both: Wilson's lower end is 50 / (50 + z^2) = 0.928652; the ratio lies from it to 1 over it."""
    times = ratio(1, 50, 1, 50)
    assert times.value == 1
    assert times.interval == pytest.approx((0.928652, 1 / 0.928652), abs=1e-5)


@pytest.mark.parametrize(("one", "two"), [(0.1, 0.2), (0.3, 0.5), (0.5, 0.9), (0.9, 0.9)])
@pytest.mark.parametrize("people", [50, 200])
def test_the_interval_of_the_ratio_covers_93_to_98_percent(one: float, two: float, people: int) -> None:
    counts = np.arange(people + 1)
    weight = np.outer(oracle.binom.pmf(counts, people, one), oracle.binom.pmf(counts, people, two))
    covered = sum(
        weight[x, y]
        for x in counts[1:]
        for y in counts[1:]
        if weight[x, y] > 1e-7
        for low, high in [ratio(x / people, people, y / people, people).interval]
        if low <= one / two <= high
    )
    assert 0.93 <= covered <= 0.98


def test_attributable_risk_and_fraction_as_healthequal_prints_them() -> None:
    """PAR 7.627362 points, PAF 8.327116 %, Walter's SE of the fraction 0.003681919 (a share, not percent)."""
    assert 100 * attributable_risk(RICHEST, QUINTILES, POPULATION).value == pytest.approx(7.627362, abs=1e-5)
    fraction = attributable_fraction(RICHEST, QUINTILES, POPULATION)
    assert 100 * fraction.value == pytest.approx(8.327116, abs=1e-5)
    assert fraction.standard_error == pytest.approx(0.003681919, abs=1e-9)


@given(SHARES, PEOPLE, SHARES, PEOPLE)
def test_turning_the_groups_round_turns_the_sign(one: float, n: int, two: float, m: int) -> None:
    gap, _, (lower, upper) = difference(one, n, two, m)
    back, _, (low, high) = difference(two, m, one, n)
    assert (gap, lower, upper) == pytest.approx((-back, -high, -low))


@given(st.floats(0.01, 0.99), PEOPLE, st.floats(0.01, 0.99), PEOPLE)
def test_turning_the_question_round_keeps_the_difference_and_changes_the_ratio(
    one: float, n: int, two: float, m: int
) -> None:
    assert difference(one, n, two, m)[:2] == pytest.approx(difference(1 - two, m, 1 - one, n)[:2])
    times, turned = ratio(one, n, two, m), ratio(1 - two, m, 1 - one, n)
    assert turned.value == pytest.approx((1 - two) / (1 - one))
    if abs(one - two) > 0.01 and abs(one + two - 1) > 0.01:
        assert times.value != pytest.approx(turned.value)


def test_gaps_to_the_average_weighted_by_their_groups_sum_to_zero() -> None:
    shares, people = [0.1, 0.4, 0.7], [50.0, 80.0, 120.0]
    gaps = [gap_to_average(place, shares, people).value for place in range(3)]
    assert np.dot(gaps, people) == pytest.approx(0)
    assert gap_to_average(2, shares, people, [1.0, 1.0, 2.0]).value == pytest.approx(
        0.7 - (0.1 + 0.4 + 1.4) / 4
    )


@pytest.mark.parametrize("weights", [None, [30.0, 20.0, 50.0]])
def test_errors_are_the_spread_of_20000_simulated_surveys(weights: list[float] | None) -> None:
    """Respondents fall into groups by chance where they are the weights, and are fixed where people are."""
    random = np.random.default_rng(5)
    portions, shares = np.array([0.2, 0.3, 0.5]), np.array([0.15, 0.35, 0.6])
    drawn = (
        random.multinomial(400, portions, size=20_000)
        if weights is None
        else np.tile(400 * portions, (20_000, 1))
    )
    chosen = random.binomial(drawn.astype(int), shares) / drawn
    v = drawn / 400 if weights is None else np.array(weights) / 100
    average = (v * chosen).sum(axis=1)
    respondents = list(400 * portions)
    risk = attributable_risk(0, shares, respondents, weights)
    fraction = attributable_fraction(0, shares, respondents, weights)
    assert risk.standard_error == pytest.approx(np.std(chosen[:, 0] - average), rel=0.02)
    assert fraction.standard_error == pytest.approx(np.std(chosen[:, 0] / average), rel=0.03)


@pytest.mark.parametrize("arguments", [(1.1, 10, 0.5, 10), (0.5, 0, 0.5, 10), (0.5, 10, -0.1, 10)])
def test_impossible_input_is_refused(arguments: tuple[float, float, float, float]) -> None:
    for calculate in (difference, ratio):
        with pytest.raises(ValueError, match=r"must lie|needs a respondent"):
            calculate(*arguments)


def test_what_cannot_be_divided_by_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        ratio(0.5, 10, 0, 10)
    with pytest.raises(ValueError, match="average above 0"):
        attributable_fraction(0, [0, 0, 0], [10, 10, 10])
    with pytest.raises(ValueError, match="weight"):
        gap_to_average(0, [0.1, 0.2], [10, 10], [1])
    with pytest.raises(ValueError, match="one number"):
        gap_to_average(0, [0.1, 0.2], [10])
    for confidence in (0, 1):
        with pytest.raises(ValueError, match="confidence"):
            difference(0.5, 10, 0.5, 10, confidence)
        with pytest.raises(ValueError, match="confidence"):
            around(0.5, 0.1, confidence)


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
        for low, high in [difference(x / people, people, y / people, people).interval]
        if low <= one - two <= high
    )
    assert 0.93 <= covered <= 0.97


EQUALS = [([0.0] * 6, "nobody"), ([1.0] * 6, "everybody"), ([0.5] * 6, "half")]


@pytest.mark.parametrize("shares", [shares for shares, _ in EQUALS], ids=[name for _, name in EQUALS])
@pytest.mark.parametrize("weights", [None, [3.0, 1.0, 4.0, 1.0, 5.0, 9.0]])
@pytest.mark.parametrize("people", [[1.0] * 6, [30.0, 45.0, 50.0, 61.0, 70.0, 113.0]])
def test_equal_groups_lie_exactly_on_their_average_with_an_interval_of_some_width(
    shares: list[float], weights: list[float] | None, people: list[float]
) -> None:
    for place in range(6):
        for found in (
            gap_to_average(place, shares, people, weights),
            attributable_risk(place, shares, people, weights),
        ):
            assert found.value == 0
            assert found.interval.lower < 0 < found.interval.upper
            assert found.standard_error > 0


def test_the_gap_of_one_of_two_groups_is_half_newcombes_difference() -> None:
    """With equal weights p1 - (p1 + p2) / 2 is half of p1 - p2, and so is its interval."""
    whole = difference(0.9, 10, 0.3, 10)
    half = gap_to_average(0, [0.9, 0.3], [10, 10])
    assert [2 * half.value, *(2 * end for end in half.interval)] == pytest.approx(
        [whole.value, *whole.interval]
    )


@pytest.mark.parametrize("weights", [None, [1.0, 1.0, 2.0]])
@pytest.mark.parametrize(
    ("shares", "value"),
    [
        ([0.0, 0.0, 0.5], -1.0),
        ([0.0, 1.0, 1.0], -1.0),
        ([1.0, 0.0, 0.0], 3.0),
        ([1.0, 1.0, 1.0], 0.0),
        ([0.5, 0.0, 0.0], 3.0),
    ],
)
def test_a_fraction_at_its_ends_stays_within_them_and_has_some_width(
    weights: list[float] | None, shares: list[float], value: float
) -> None:
    """The reference holds a quarter of all: the fraction lies between -1 and 1 / 0.25 - 1."""
    people = [50.0, 50.0, 100.0]
    found = attributable_fraction(0, shares, people, weights)
    assert found.value == pytest.approx(value)
    assert -1 <= found.interval.lower <= found.value <= found.interval.upper + 1e-12 <= 3 + 1e-9
    assert found.interval.upper - found.interval.lower > 0.01


def test_only_shares_of_nobody_and_everybody_are_moved_inwards() -> None:
    moved = within(np.array([0, 0.3, 1.0]), np.array([9, 9, 9]))
    assert moved == pytest.approx([0.05, 0.3, 0.95])


def test_one_respondent_is_enough_and_less_is_not() -> None:
    assert difference(1, 1, 0, 1).value == 1
    with pytest.raises(ValueError, match="needs a respondent"):
        difference(1, 0.9, 0, 1)
