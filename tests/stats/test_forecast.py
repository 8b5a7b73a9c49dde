"""Forecasts against scipy 1.17.1 (`nbinom`) and statsmodels 0.15.0 (Poisson GLM), whose values are written in full."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from stats import forecast, intervals
from stats.forecast import Spread


@pytest.mark.parametrize(
    ("last", "ahead", "spread", "count", "probability", "between"),
    [
        (112, 1, 0.01, 100, 0.2787045114578916, (89, 136)),
        (112, 3, 0.01, 100, 0.3379597509825896, (82, 144)),
        (7, 2, 0.02, 3, 0.1923120583722585, (2, 12)),
        (1, 1, 0.0, 3, 0.9375, (0, 3)),
    ],
)
def test_probability_and_interval_equal_scipy(
    last: int, ahead: int, spread: float, count: int, probability: float, between: tuple[int, int]
) -> None:
    prediction = forecast.predict(last, ahead, Spread(spread, 0))
    assert forecast.at_most(count, prediction) == pytest.approx(probability, rel=1e-12)
    assert forecast.interval(prediction) == between


@given(last=st.integers(1, 5000), ahead=st.integers(1, 6), k=st.floats(0, 0.1), fall=st.floats(-1, 1))
def test_mean_and_variance_are_those_of_the_model(last: int, ahead: int, k: float, fall: float) -> None:
    prediction = forecast.predict(last, ahead, Spread(k, fall))
    variance = prediction.mean + prediction.mean**2 / prediction.shape
    assert prediction.mean == last
    assert variance == pytest.approx(last + last**2 * (1 / last + k * (100 / last) ** fall * ahead))


@given(last=st.integers(1, 2000), spread=st.floats(0, 0.1), coverage=st.floats(0.1, 0.99))
def test_the_interval_holds_what_it_promises_and_not_a_count_more(
    last: int, spread: float, coverage: float
) -> None:
    prediction = forecast.predict(last, 1, Spread(spread, 0.2))
    lower, upper = forecast.interval(prediction, coverage)
    tail = (1 - coverage) / 2
    assert forecast.at_most(lower - 1, prediction) < tail <= forecast.at_most(lower, prediction)
    assert forecast.at_most(upper - 1, prediction) < 1 - tail <= forecast.at_most(upper, prediction)


def test_the_further_ahead_the_wider() -> None:
    widths = [
        np.diff(forecast.interval(forecast.predict(112, ahead, Spread(0.01, 0.2))))[0]
        for ahead in range(1, 7)
    ]
    assert widths == sorted(set(widths))


def test_without_drift_it_is_near_the_prediction_from_one_count() -> None:
    ours = forecast.at_most(100, forecast.predict(112, 1, Spread(0, 0)))
    assert ours == pytest.approx(intervals.predictive_at_most(100, [112]), abs=0.015)


@pytest.mark.parametrize(
    "asked",
    [
        (0, 1, Spread(0.01, 0.2)),
        (11.5, 1, Spread(0.01, 0.2)),
        (math.nan, 1, Spread(0.01, 0.2)),
        (5, 0, Spread(0.01, 0.2)),
        (5, 1, Spread(-0.1, 0.2)),
        (5, 1, Spread(0.01, math.nan)),
        (5, 1, Spread(0.01, 0.2), 0.0),
    ],
)
def test_what_the_model_does_not_know_is_refused(asked: tuple[float, int, Spread]) -> None:
    with pytest.raises(ValueError, match="must be"):
        forecast.predict(*asked)


def test_a_negative_count_never_happens() -> None:
    assert forecast.at_most(-1, forecast.predict(3, 1, Spread(0.01, 0.2))) == 0


def test_levels_of_large_places_drift_less() -> None:
    assert Spread(0.0128, 0.5).of([25, 100, 400]).tolist() == pytest.approx([0.0256, 0.0128, 0.0064])


def test_moving_alike_equals_scipy() -> None:
    # Mean 94 x 2,885 / 3,492.5, variance 1/188 + 1/6,985 + 1/2,885 + 1.25 k (two years, a walk of 1 + 1/4 steps).
    spread = Spread(0.0128, 0.2)
    mean = 94 * 2885 / 3492.5
    shape = 1 / (1 / 188 + 1 / 6985 + 1 / 2885 + 1.25 * 0.0128 * 0.94**-0.2)
    upper = stats.nbinom.sf(111, shape, shape / (shape + mean))
    found = forecast.moved_alike_probability([2019, 2020, 2021], [107, 81, 112], [3700, 3285, 2885], spread)
    assert found == pytest.approx(2 * upper, rel=1e-9)
    assert 0.02 < found < 0.05


def test_the_further_apart_the_years_the_less_a_difference_says() -> None:
    spread = Spread(0.01, 0.2)
    near, far = (
        forecast.moved_alike_probability(years, [100, 150], [5000, 5000], spread)
        for years in ([2020, 2021], [2016, 2021])
    )
    assert near < far
    still = forecast.moved_alike_probability([2020, 2021], [100, 100], [5000, 5000], spread)
    assert still == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize(
    ("years", "counts", "others"),
    [
        ([2021], [5], [50]),
        ([2021, 2020], [5, 5], [50, 50]),
        ([2020, 2021], [0, 5], [50, 50]),
        ([2020, 2021], [5, 5], [0, 50]),
        ([2020, 2021], [5, 5], [50, 0]),
    ],
)
def test_without_a_level_to_expect_nothing_is_compared(
    years: list[int], counts: list[int], others: list[int]
) -> None:
    with pytest.raises(ValueError, match=r"years|before"):
        forecast.moved_alike_probability(years, counts, others, Spread(0.01, 0.2))


def test_trend_equals_statsmodels() -> None:
    found = forecast.trend(range(2016, 2022), [221, 206, 171, 108, 81, 112])
    expected = (-0.17440850485370002, -0.26998449943228514, -0.06631939139944469)
    assert found == pytest.approx(expected, rel=1e-10)


def test_a_smooth_course_is_not_called_more_certain_than_chance() -> None:
    change, lower, upper = forecast.trend(range(6), [100, 100, 100, 100, 100, 100])
    assert change == pytest.approx(0, abs=1e-12)
    information = 100 * 6 * np.arange(6).var()
    assert math.log1p(upper) == pytest.approx(2.7764451 / math.sqrt(information), rel=1e-6)
    assert math.log1p(lower) == pytest.approx(-math.log1p(upper))


@pytest.mark.parametrize(
    ("years", "counts"),
    [
        (range(2019, 2024), [1, 2, 3, 4, 5]),
        ([2019, 2019, 2020, 2021, 2022, 2023], [1, 2, 3, 4, 5, 6]),
        (range(6), [1, 2, 3, 4, 5]),
        (range(6), [0, 0, 0, 0, 0, 7]),
        (range(6), [0] * 6),
        (range(6), [1, 2, 3, 4, 5, -1]),
    ],
)
def test_too_little_for_a_trend_is_refused(years: list[int], counts: list[float]) -> None:
    with pytest.raises(ValueError, match=r"six|6|at least 0"):
        forecast.trend(years, counts)
