"""Known answers: R A Fisher's tea, Holm's procedure by hand, tables of exact limits; and brute force beside them."""

import math

import numpy as np
import pytest
from scipy import stats

from stats.accidents import exact_tests


def test_fishers_lady_tasting_tea() -> None:
    # All four of four cups: 1 / C(8, 4); three or more: 17 / 70.
    assert exact_tests.drawn_at_least(4, 4, 4, 8) == pytest.approx(1 / 70, rel=1e-12)
    assert exact_tests.drawn_at_least(3, 4, 4, 8) == pytest.approx(17 / 70, rel=1e-12)


@pytest.mark.parametrize(
    ("found", "drawn", "marked", "total"),
    [(0, 8, 40, 300), (3, 8, 40, 300), (8, 8, 40, 300), (9, 10, 95, 96)],
)
def test_the_tail_of_a_draw_is_the_librarys(found: int, drawn: int, marked: int, total: int) -> None:
    expected = stats.hypergeom.sf(found - 1, total, marked, drawn)
    assert exact_tests.drawn_at_least(found, drawn, marked, total) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("numbers", [(5, 4, 9, 20), (2, 3, 1, 20), (0, 3, 19, 20), (1, 30, 4, 20)])
def test_numbers_that_do_not_fit_are_refused(numbers: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="cannot come from"):
        exact_tests.drawn_at_least(*numbers)


def test_holm_by_hand() -> None:
    # Sorted 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1 = 0.02, 0.03, 0.06, 0.04; the last may not fall below 0.06.
    assert exact_tests.holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert exact_tests.holm([]) == []
    assert exact_tests.holm([0.6, 0.9]) == [1, 1]
    with pytest.raises(ValueError, match="between 0 and 1"):
        exact_tests.holm([1.2])


def test_holm_finds_nothing_false_in_most_draws() -> None:
    generator = np.random.default_rng(1979)
    draws = generator.uniform(size=(2000, 40))
    false = sum(min(exact_tests.holm(draw)) < 0.05 for draw in draws)
    assert false / len(draws) < 0.06


@pytest.mark.parametrize(("successes", "n"), [(0, 10), (4, 20), (10, 10), (1, 300)])
def test_exact_shares_are_the_librarys(successes: int, n: int) -> None:
    expected = stats.binomtest(successes, n).proportion_ci(method="exact")
    assert exact_tests.exact_share_interval(successes, n) == pytest.approx(
        (expected.low, expected.high), abs=1e-9
    )


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (3, 2), (-1, 4)])
def test_no_share_is_refused(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        exact_tests.exact_share_interval(successes, n)


def test_a_ratio_of_rates_is_the_librarys() -> None:
    # 112 in one year after 188 in two: 1.19 times the earlier mean.
    expected = stats.binomtest(112, 300).proportion_ci(method="exact")
    low, high = exact_tests.rate_ratio_interval(112, 1, 188, 2)
    assert low == pytest.approx(2 * expected.low / (1 - expected.low), rel=1e-9)
    assert high == pytest.approx(2 * expected.high / (1 - expected.high), rel=1e-9)
    assert low < 112 / 94 < high


def test_a_ratio_after_nothing_has_no_upper_bound() -> None:
    low, high = exact_tests.rate_ratio_interval(4, 1, 0, 2)
    assert low > 0
    assert math.isinf(high)
    assert exact_tests.rate_ratio_interval(0, 1, 5, 2).lower == 0


def test_the_interval_of_a_ratio_covers_at_least_as_often_as_it_says() -> None:
    generator = np.random.default_rng(1940)
    later, earlier = generator.poisson(6, 1500), generator.poisson(12, 1500)
    inside = [
        interval.lower <= 1 <= interval.upper
        for interval in map(exact_tests.rate_ratio_interval, later, 1500 * [1], earlier, 1500 * [2])
    ]
    assert np.mean(inside) >= 0.95


def test_mendels_peas_are_spread_as_expected() -> None:
    # 315, 101, 108, 32 peas against 9 : 3 : 3 : 1 (Mendel 1866): X2 = 0.470, P = 0.925.
    assert exact_tests.even_spread_probability([315, 101, 108, 32], [9, 3, 3, 1]) == pytest.approx(
        0.9254, abs=1e-4
    )
    expected = stats.chisquare([30, 14, 16]).pvalue
    assert exact_tests.even_spread_probability([30, 14, 16], [1, 1, 1]) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(("periods", "earlier"), [(0, 1), (1, 0), (-1, 2)])
def test_a_rate_needs_time(periods: float, earlier: float) -> None:
    with pytest.raises(ValueError, match="longer than 0"):
        exact_tests.rate_ratio_interval(5, periods, 5, earlier)


def test_too_few_events_are_not_judged() -> None:
    assert exact_tests.even_spread_probability([4, 5], [1, 1]) is None
    assert exact_tests.even_spread_probability([5, 5], [1, 1]) == 1
    with pytest.raises(ValueError, match="length"):
        exact_tests.even_spread_probability([5, 5], [1])


def test_events_to_confirm_a_halving_by_brute_force() -> None:
    needed = exact_tests.events_to_confirm()
    assert needed == pytest.approx(
        21.886, abs=0.001
    )  # upper 95 % limit of a count of 14 in tables of Poisson limits

    def power(expected: float) -> float:
        counts = np.arange(200)
        confirming = np.flatnonzero(stats.poisson.cdf(counts, expected) <= 0.05)
        return float(stats.poisson.cdf(confirming[-1], expected / 2)) if confirming.size else 0.0

    assert all(power(expected) >= 0.8 for expected in np.arange(needed + 1e-6, 80, 0.05))
    assert power(needed - 1e-6) < 0.8


def test_a_smaller_fall_needs_more_events() -> None:
    assert exact_tests.events_to_confirm(0.7) == pytest.approx(65.516, abs=0.001)
    assert exact_tests.events_to_confirm(0.9) > exact_tests.events_to_confirm(0.7)
    assert exact_tests.events_to_confirm(0.5, power=0.95) > exact_tests.events_to_confirm(0.5)


@pytest.mark.parametrize("wrong", [{"factor": 1}, {"level": 0}, {"power": 1.5}])
def test_impossible_questions_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        exact_tests.events_to_confirm(**wrong)
