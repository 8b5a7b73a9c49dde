"""Intervals against published answers, an independent library and their own promise of coverage."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as oracle

from stats.intervals import (
    poisson_cdf,
    poisson_interval,
    same_level_probability,
    wilson_interval,
    wilson_of_share,
)

COUNTS = st.integers(0, 5000)
CONFIDENCES = st.floats(0.5, 0.999)


@pytest.mark.parametrize(
    ("count", "lower", "upper"), [(112, 92.2, 134.8), (100, 81.4, 121.6), (0, 0.0, 3.689), (1, 0.0253, 5.572)]
)
def test_poisson_interval_is_garwoods(count: int, lower: float, upper: float) -> None:
    assert poisson_interval(count) == pytest.approx((lower, upper), rel=1e-3)


def test_reaching_or_missing_the_target_of_100_accidents_by_chance() -> None:
    assert poisson_cdf(100, 112) == pytest.approx(0.138, abs=5e-4)
    assert 1 - poisson_cdf(100, 100) == pytest.approx(0.473, abs=5e-4)
    assert poisson_cdf(0, 0) == 1


@pytest.mark.parametrize(
    ("successes", "n", "lower", "upper"),
    [(27, 50, 40.4, 67.0), (54, 100, 44.3, 63.4), (108, 200, 47.1, 60.8), (162, 300, 48.3, 59.6)],
)
def test_wilson_interval_of_54_percent(successes: int, n: int, lower: float, upper: float) -> None:
    assert [round(100 * bound, 1) for bound in wilson_interval(successes, n)] == [lower, upper]


@given(k=COUNTS, mean=st.floats(0.01, 5000))
def test_poisson_cdf_agrees_with_scipy(k: int, mean: float) -> None:
    assert poisson_cdf(k, mean) == pytest.approx(oracle.poisson.cdf(k, mean), rel=1e-8, abs=1e-12)


@given(n=st.integers(1, 2000), share=st.floats(0, 1), confidence=CONFIDENCES)
def test_wilson_agrees_with_scipy(n: int, share: float, confidence: float) -> None:
    successes = round(share * n)
    expected = oracle.binomtest(successes, n).proportion_ci(confidence, method="wilson")
    assert wilson_interval(successes, n, confidence) == pytest.approx((expected.low, expected.high), abs=1e-9)


@given(count=COUNTS, confidence=CONFIDENCES)
def test_poisson_bounds_leave_each_tail_its_share(count: int, confidence: float) -> None:
    lower, upper = poisson_interval(count, confidence)
    assert lower <= count < upper
    assert poisson_cdf(count, upper) == pytest.approx((1 - confidence) / 2)
    if count:
        assert 1 - poisson_cdf(count - 1, lower) == pytest.approx((1 - confidence) / 2, abs=1e-9)


@given(count=COUNTS)
def test_poisson_bounds_rise_with_the_count_and_widen_with_the_confidence(count: int) -> None:
    narrow, wide, higher = poisson_interval(count, 0.8), poisson_interval(count), poisson_interval(count + 1)
    assert wide.lower <= narrow.lower <= narrow.upper <= wide.upper
    assert wide.lower < higher.lower
    assert wide.upper < higher.upper


@given(n=st.integers(1, 2000), share=st.floats(0, 1), confidence=CONFIDENCES)
def test_wilson_contains_the_share_and_stays_between_0_and_1(n: int, share: float, confidence: float) -> None:
    successes = round(share * n)
    lower, upper = wilson_interval(successes, n, confidence)
    assert 0 <= lower <= successes / n <= upper <= 1
    if successes < n:
        higher = wilson_interval(successes + 1, n, confidence)
        assert lower < higher.lower
        assert upper < higher.upper


def test_exact_interval_covers_at_least_95_percent_at_every_level() -> None:
    counts = np.arange(400)
    bounds = np.array([poisson_interval(int(count)) for count in counts])
    for mean in np.geomspace(0.05, 200, 400):
        inside = (bounds[:, 0] <= mean) & (mean <= bounds[:, 1])
        # What the counts left out could add is below 1e-9 and only ever lowers the sum.
        assert oracle.poisson.pmf(counts, mean)[inside].sum() >= 0.95 - 1e-9


@pytest.mark.parametrize("n", [30, 50, 100, 200])
def test_wilson_covers_95_percent_on_average(n: int) -> None:
    successes = np.arange(n + 1)
    bounds = np.array([wilson_interval(int(s), n) for s in successes])
    coverage = [
        oracle.binom.pmf(successes, n, share)[(bounds[:, 0] <= share) & (share <= bounds[:, 1])].sum()
        for share in np.linspace(0.05, 0.95, 901)
    ]
    assert 0.94 <= np.mean(coverage) <= 0.96


@pytest.mark.parametrize("wrong", [-1, 1.5, float("nan"), float("inf")])
def test_what_is_no_count_is_refused(wrong: float) -> None:
    for call in (
        lambda: poisson_interval(wrong),
        lambda: poisson_cdf(wrong, 1),
        lambda: wilson_interval(wrong, 10),
        lambda: wilson_interval(0, wrong),
    ):
        with pytest.raises(ValueError, match="whole number"):
            call()


def test_other_impossible_input_is_refused() -> None:
    for mean in (-0.1, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="mean"):
            poisson_cdf(1, mean)
    for confidence in (0, 1, float("nan")):
        with pytest.raises(ValueError, match="confidence"):
            poisson_interval(1, confidence)
        with pytest.raises(ValueError, match="confidence"):
            wilson_interval(1, 2, confidence)
    with pytest.raises(ValueError, match="n must be"):
        wilson_interval(0, 0)
    with pytest.raises(ValueError, match="n must be"):
        wilson_interval(11, 10)


def test_importing_loads_nothing_slow() -> None:
    code = "import sys, stats.intervals, stats.goals.judgements; print(*{'scipy.stats', 'pandas'} & sys.modules.keys())"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == ""


@pytest.mark.parametrize(("successes", "n"), [(0, 30), (7, 30), (30, 30), (162, 300)])
def test_a_share_of_whole_people_has_the_interval_of_its_count(successes: int, n: int) -> None:
    assert wilson_of_share(successes / n, n) == wilson_interval(successes, n)


def test_a_share_needs_no_whole_number_of_people() -> None:
    """statsmodels 0.15.0, `proportion_confint(p * n, n, 0.05, "wilson")`, all digits it prints."""
    found = wilson_of_share(0.26484691116965103, 1056.4904539666043)
    assert found == pytest.approx((0.23912607285661475, 0.2922716138979839), rel=1e-12)


@pytest.mark.parametrize(("share", "n"), [(-0.1, 10), (1.1, 10), (0.5, 0), (0.5, float("nan"))])
def test_a_share_that_cannot_be_is_refused(share: float, n: float) -> None:
    with pytest.raises(ValueError, match="must"):
        wilson_of_share(share, n)


@pytest.mark.parametrize("confidence", [0, 1])
def test_a_confidence_of_nothing_or_all_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        poisson_interval(5, confidence)
    with pytest.raises(ValueError, match="confidence"):
        wilson_of_share(0.5, 10, confidence)


def test_edges_that_are_allowed() -> None:
    assert poisson_cdf(0, 0) == 1
    assert wilson_of_share(0, 0.5).lower == 0
    assert wilson_of_share(1, 0.5).upper == 1
    assert wilson_interval(1, 1).upper == 1
    assert same_level_probability(0, 0) == 1


@pytest.mark.parametrize(("first", "second", "probability"), [(1, 4, 0.375), (0, 6, 0.03125), (2, 2, 1)])
def test_two_counts_of_one_level_are_two_sides_of_a_coin(first: int, second: int, probability: float) -> None:
    """Of 5 throws 1 or fewer: 6 / 32; of 6 none: 1 / 64; each twice, and never above 1."""
    assert same_level_probability(first, second) == pytest.approx(probability)
    assert same_level_probability(second, first) == pytest.approx(probability)
    with pytest.raises(ValueError, match="second"):
        same_level_probability(first, second + 0.5)


def test_a_share_of_everybody_reaches_all_and_one_of_nobody_nothing() -> None:
    assert {wilson_of_share(1, n).upper for n in range(1, 300)} == {1.0}
    assert {wilson_of_share(0, n).lower for n in range(1, 300)} == {0.0}
