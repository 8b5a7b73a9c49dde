"""Which measures' states depend on the rule, against numbers worked out by hand."""

from datetime import date

import pytest

from findings.goals.sensitivity import compare, counts, halfway
from tests.findings.goals.made import LIMITS, indicator, judged, measure_state, value

# From 50 to 100 between April 2022 and March 2025. 70 after one year: 20 of 50 is 0.4 where a third is expected,
# pace 1.2; 70 of 100 is 0.7 < 0.95, so by the ratio やや遅れ.
RISING = judged(2022, value(70, date(2023, 3, 31)), baseline_value=50.0)


def test_a_measure_whose_state_differs_between_rules_is_found_with_the_numbers_that_differ() -> None:
    found = compare([measure_state("順調", [RISING])], LIMITS)
    assert (found.compared, found.others) == (1, 0)
    (flip,) = found.flips
    assert flip.states["baseline_path"] == "順調"
    assert flip.states["ratio"] == "やや遅れ"
    (difference,) = [one for one in flip.differences if one.ruling.rule == "ratio"]
    assert difference.ruling.score == pytest.approx(0.7)
    assert difference.default.score == pytest.approx(0.4 / (365 / 1096), rel=1e-3)
    assert difference.start_share == pytest.approx(0.5)


def test_where_less_is_wanted_the_share_at_the_start_is_turned_over() -> None:
    falling = {"kind": "decrease", "direction": "at_most", "baseline_value": 100.0, "target_value": 80.0}
    one = judged(2022, value(90, date(2023, 3, 31)), **falling)
    (flip,) = compare([measure_state("順調", [one])], LIMITS).flips
    assert {found.start_share for found in flip.differences} == {0.8}


def test_what_numbers_cannot_judge_and_the_last_year_are_not_compared() -> None:
    silent = judged(2022)
    last = measure_state("未達", [judged(2024, value(70, date(2025, 3, 31)))], is_final=True)
    found = compare([measure_state("未報告", [silent]), last, measure_state("指標なし")], LIMITS)
    assert (found.compared, found.others, found.flips, found.is_last) == (0, 3, (), False)
    assert compare([last], LIMITS).is_last


def test_a_departments_word_is_not_explained_by_numbers() -> None:
    worded = judged(2022, value(70, date(2023, 3, 31), state="中止"), baseline_value=50.0)
    (flip,) = compare([measure_state("順調", [worded, RISING])], LIMITS).flips
    assert flip.differences
    assert all(one.indicator is RISING.indicator for one in flip.differences)


def test_halfway_is_on_track_by_the_default_and_only_series_with_a_way_are_asked() -> None:
    kept = indicator("1-2", kind="keep", baseline_value=100.0)
    found = halfway([indicator("1-1", baseline_value=50.0), kept], LIMITS)
    assert [one.indicator.indicator_id for one in found] == ["1-1"]
    counted = counts(found)
    assert counted["baseline_path"] == {"順調": 1}
    assert counted["ratio"] == {"やや遅れ": 1}  # 75 of 100
    assert list(counted) == ["baseline_path", "plan_path", "growth", "ratio"]


def test_rules_that_mean_nothing_are_counted_apart() -> None:
    assert counts(halfway([indicator()], LIMITS))["growth"] == {"": 1}  # nothing grows from 0
