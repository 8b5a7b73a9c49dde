"""From which value a series is 順調: as judged by the rule itself, one step on either side."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.goals.judgements import judge
from stats.goals.path import expected_share
from stats.goals.reports import Report
from stats.goals.required import on_track_from
from stats.goals.series import Series
from stats.goals.state_words import ACHIEVED, ON_TRACK

THRESHOLDS = {"順調": 0.95, "やや遅れ": 0.60, "遅れ": 0.0}
YEAR = date(2023, 4, 1), date(2024, 3, 31)
DAYS = date(2021, 3, 31), date(2025, 3, 31)


def series(baseline: float, target: float, kind: str = "increase", period: str = "level") -> Series:
    direction = "at_least" if target > baseline else "at_most"
    return Series(kind, direction, baseline, DAYS[0], target, DAYS[1], date(2022, 4, 1), period)


@pytest.mark.parametrize(
    ("baseline", "target", "step", "least"),
    [
        (208, 600, 1, 488),  # 1-1: 208 + 0.95 x 1,096/1,461 x 392 = 487.37, and 487 is やや遅れ
        (875, 400, 1, 536),  # 9-13: 875 - 0.95 x 1,096/1,461 x 475 = 536.5 hours at most
        (50, 80, 0.1, 71.4),  # 10-1a: 71.38 %
        (0, 1, 1, 1),  # one of one is 達成, none is 遅れ
    ],
)
def test_the_bound_is_the_next_step_towards_the_target(
    baseline: float, target: float, step: float, least: float
) -> None:
    assert on_track_from(series(baseline, target), YEAR[1], THRESHOLDS, step) == least


def test_a_running_total_is_held_against_the_time_since_the_plans_start() -> None:
    total = series(0, 12, "cumulative", "plan_total")
    # 730 of 1,095 days: 0.95 x 8 = 7.6
    assert on_track_from(total, YEAR[1], THRESHOLDS, 1) == 8
    assert expected_share(total, YEAR[1]) == pytest.approx(730 / 1095)


def test_a_bound_that_lies_on_a_step_stays_there() -> None:
    assert on_track_from(series(0, 100), DAYS[1], THRESHOLDS, 1) == 95
    assert on_track_from(series(0, 10), DAYS[1], THRESHOLDS, 0.1) == 9.5


def test_before_anything_is_expected_the_baseline_is_enough() -> None:
    assert on_track_from(series(208, 600), DAYS[0], THRESHOLDS, 1) == 208


@given(st.integers(0, 100_000), st.integers(0, 100_000), st.sampled_from([1.0, 0.1]))
def test_the_bound_is_on_track_and_one_step_less_is_not(baseline: int, target: int, step: float) -> None:
    if baseline == target:
        return
    asked = series(baseline, target)
    least = on_track_from(asked, YEAR[1], THRESHOLDS, step)
    back = -step if target > baseline else step

    def state(value: float) -> str:
        return judge(asked, [Report(YEAR[1], round(value, 10))], *YEAR, THRESHOLDS).state

    assert state(least) in (ON_TRACK, ACHIEVED)
    assert state(least + back) not in (ON_TRACK, ACHIEVED)


def test_a_series_without_a_path_has_no_bound() -> None:
    kept = Series("keep", "at_least", 30, DAYS[0], 30, DAYS[1], date(2022, 4, 1), "level")
    with pytest.raises(ValueError, match="no path"):
        on_track_from(kept, YEAR[1], THRESHOLDS, 1)
    with pytest.raises(ValueError, match="no step"):
        on_track_from(series(0, 1), YEAR[1], THRESHOLDS, 0)
