"""Forecasts against scipy 1.17.1 (`nbinom`) and statsmodels 0.15.0 (Poisson GLM), whose values are written in full."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from stats.accidents import forecast
from stats.accidents.forecast import Spread


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
    prediction = forecast.predict([last], [2021], ahead, Spread(spread, 0))
    assert forecast.at_most(count, prediction) == pytest.approx(probability, rel=1e-12)
    assert forecast.interval(prediction) == between


@given(last=st.integers(1, 5000), ahead=st.integers(1, 6), k=st.floats(0, 0.1), fall=st.floats(-1, 1))
def test_mean_and_variance_are_those_of_the_model(last: int, ahead: int, k: float, fall: float) -> None:
    prediction = forecast.predict([last], [2021], ahead, Spread(k, fall))
    variance = prediction.mean + prediction.mean**2 / prediction.shape
    assert prediction.mean == last
    assert variance == pytest.approx(last + last**2 * (1 / last + k * (100 / last) ** fall * ahead))


@given(last=st.integers(1, 2000), spread=st.floats(0, 0.1), coverage=st.floats(0.1, 0.99))
def test_the_interval_holds_what_it_promises_and_not_a_count_more(
    last: int, spread: float, coverage: float
) -> None:
    prediction = forecast.predict([last], [2021], 1, Spread(spread, 0.2))
    lower, upper = forecast.interval(prediction, coverage)
    tail = (1 - coverage) / 2
    assert forecast.at_most(lower - 1, prediction) < tail <= forecast.at_most(lower, prediction)
    assert forecast.at_most(upper - 1, prediction) < 1 - tail <= forecast.at_most(upper, prediction)


def test_the_further_ahead_the_wider() -> None:
    widths = [
        np.diff(forecast.interval(forecast.predict([112], [2021], ahead, Spread(0.01, 0.2))))[0]
        for ahead in range(1, 7)
    ]
    assert widths == sorted(set(widths))


def test_a_level_is_drawn_from_all_years_the_newest_weighing_most() -> None:
    # 81 events keep 1 / (1 + 81 x 0.01) of their weight in a year: 44.75 of 0.5525 years; with 112 of one year added
    # 156.75 of 1.5525 years, so that the newest year weighs 1 / 1.5525 = 0.64.
    drawn = forecast.predict([81, 112], [2020, 2021], 1, Spread(0.01, 0))
    assert drawn.mean == pytest.approx((81 / 1.81 + 112) / (1 / 1.81 + 1))
    assert drawn.shape == pytest.approx(1 / (1 / (81 / 1.81 + 112) + 0.01))
    later = forecast.predict([81, 112], [2019, 2021], 1, Spread(0.01, 0))
    assert later.mean == pytest.approx((81 / 2.62 + 112) / (1 / 2.62 + 1))


def test_without_drift_all_years_weigh_the_same() -> None:
    drawn = forecast.predict([80, 100, 120], [2019, 2020, 2021], 2, Spread(0, 0))
    assert drawn == pytest.approx((100, 300))


def test_a_level_moves_with_the_nation() -> None:
    spread = Spread(0.01, 0)
    fallen = forecast.predict([100, 80], [2020, 2021], 1, spread, [300_000, 240_000])
    assert fallen.mean == pytest.approx(80)
    alone = forecast.predict([100, 80], [2020, 2021], 1, spread)
    assert 80 < alone.mean < 100
    assert alone == forecast.predict([100, 80], [2020, 2021], 1, spread, [7, 7])


@given(counts=st.lists(st.integers(0, 400), min_size=1, max_size=6), k=st.floats(0, 0.1))
def test_a_level_lies_among_its_counts(counts: list[int], k: float) -> None:
    levels = forecast.levels([counts, counts], range(len(counts)), Spread(k, 0.2))
    assert (levels.mean[0] == levels.mean[1]).all()
    for year, mean in enumerate(levels.mean[0], start=1):
        assert min(counts[:year]) - 1e-9 <= mean <= max(counts[:year]) + 1e-9
    assert (levels.events[0] <= np.cumsum(counts) + 1e-9).all()


def test_a_year_of_none_after_others_is_no_end() -> None:
    drawn = forecast.predict([4, 0], [2020, 2021], 1, Spread(0.01, 0.2))
    assert 0 < drawn.mean < 2.1


@pytest.mark.parametrize(
    "asked",
    [
        ([0], [2021], 1, Spread(0.01, 0.2)),
        ([], [], 1, Spread(0.01, 0.2)),
        ([-1, 5], [2020, 2021], 1, Spread(0.01, 0.2)),
        ([11.5], [2021], 1, Spread(0.01, 0.2)),
        ([math.nan], [2021], 1, Spread(0.01, 0.2)),
        ([5, 5], [2021], 1, Spread(0.01, 0.2)),
        ([5, 5], [2021, 2020], 1, Spread(0.01, 0.2)),
        ([5], [2021], 0, Spread(0.01, 0.2)),
        ([5], [2021], 1, Spread(-0.1, 0.2)),
        ([5], [2021], 1, Spread(0.01, math.nan)),
        ([5], [2021], 1, Spread(0.01, 0.2), [0.0]),
        ([5], [2021], 1, Spread(0.01, 0.2), [1.0, 1.0]),
    ],
)
def test_what_the_model_does_not_know_is_refused(asked: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match="must be"):
        forecast.predict(*asked)


@pytest.mark.parametrize("coverage", [0, 1, -0.5])
def test_no_interval_is_certain_or_impossible(coverage: float) -> None:
    with pytest.raises(ValueError, match="coverage must lie between 0 and 1"):
        forecast.interval(forecast.Prediction(10, 5), coverage)


def test_a_negative_count_never_happens() -> None:
    assert forecast.at_most(-1, forecast.predict([3], [2021], 1, Spread(0.01, 0.2))) == 0


def test_levels_of_large_places_drift_less() -> None:
    assert Spread(0.0128, 0.5).of([25, 100, 400]).tolist() == pytest.approx([0.0256, 0.0128, 0.0064])


def test_moving_alike_equals_scipy() -> None:
    # 100 of two years before, when the others had 3,000, are 50 events of half the weight at k = 0.005; with 80 of the
    # year before and the others at 2,400: 130 events of 1 + 0.5 x 3,000 / 2,400 years. The others then fall to 2,000.
    spread = Spread(0.005, 0)
    mean = 130 / (1 + 0.5 * 3000 / 2400) * 2000 / 2400
    shape = 1 / (1 / 130 + 0.005 + 1 / 5400 + 1 / 2000)
    upper = stats.nbinom.sf(89, shape, shape / (shape + mean))
    found = forecast.moved_alike_probability([2018, 2020, 2021], [100, 80, 90], [3000, 2400, 2000], spread)
    assert found == pytest.approx(2 * upper, rel=1e-9)
    assert 0.01 < found < 0.5


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
    with pytest.raises(ValueError, match=r"years|must be"):
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


def test_a_year_without_events_has_part_in_a_trend() -> None:
    change, lower, upper = forecast.trend(range(6), [3, 0, 2, 2, 0, 3])
    assert change == pytest.approx(0, abs=1e-12)
    assert lower < 0 < upper
