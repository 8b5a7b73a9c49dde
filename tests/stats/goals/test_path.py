"""The state a share of the way earns, against answers worked out by hand."""

from dataclasses import replace
from datetime import date

import pytest

from stats.goals import path
from stats.goals.judgements import judge
from stats.goals.reports import Report
from tests.stats.goals.made import CUMULATIVE, HALF_TIME, INCREASE, THRESHOLDS, judge_value, series


@pytest.mark.parametrize(
    ("value", "state", "shortfall"),
    [
        # Expected at half time of 0 -> 1,461: one a day, 730.
        (1461, "達成", 0),
        (730, "順調", 0),
        (693.5, "順調", 36.5),
        (693.4, "やや遅れ", 36.6),
        (438, "やや遅れ", 292),
        (437.9, "遅れ", 292.1),
        (0, "遅れ", 730),
        (-1, "後退", 731),
    ],
)
def test_state_changes_exactly_at_the_thresholds(value: float, state: str, shortfall: float) -> None:
    judged = judge_value(series("increase", 0, 1461), HALF_TIME, value)
    assert judged.state == state
    assert judged.shortfall == pytest.approx(shortfall)


def test_thresholds_are_data_in_any_order() -> None:
    report = Report(HALF_TIME, 365)
    strict = {"遅れ": 0.1, "順調": 0.5}
    judged = judge(series("increase", 0, 1461), [report], date(2022, 4, 1), HALF_TIME, strict)
    assert judged.state == "順調"
    slow = replace(report, value=1)
    judged = judge(series("increase", 0, 1461), [slow], date(2022, 4, 1), HALF_TIME, strict)
    assert judged.state == "遅れ"


def test_where_nothing_is_expected_yet_only_a_fall_below_the_baseline_is_blamed() -> None:
    assert path.state_on_path(0.0, None, THRESHOLDS) == ("順調", "nothing_expected_yet")
    assert path.state_on_path(-0.1, None, THRESHOLDS) == ("後退", "below_baseline")
    assert path.state_on_path(1.0, None, THRESHOLDS) == ("達成", "achieved")


def test_the_share_expected_grows_with_the_days_from_the_start_to_the_target() -> None:
    # 730 of 1,461 days from the baseline; a sum begins with the plan, 364 of 1,095 days before.
    assert path.expected_share(INCREASE, HALF_TIME) == pytest.approx(730 / 1461)
    assert path.expected_share(CUMULATIVE, HALF_TIME) == pytest.approx(364 / 1095, abs=1e-3)
    assert path.expected_share(INCREASE, date(2020, 3, 31)) == 0
    assert path.expected_share(INCREASE, date(2026, 3, 31)) == 1
