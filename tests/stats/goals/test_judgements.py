"""The default rule of progress, against answers worked out by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.goals.judgements import Judgement, is_last_year, judge
from stats.goals.reports import Report
from stats.goals.series import Series, never_due
from stats.goals.state_words import DEPARTMENT_WORDS, STATES, worse_of
from tests.stats.goals.made import (
    ALL_KINDS,
    BASELINE_ON,
    CUMULATIVE,
    HALF_TIME,
    INCREASE,
    KEEP_DOWN,
    KEEP_UP,
    MILESTONE,
    PLAN_STARTS_ON,
    TARGET_ON,
    TEXT,
    THRESHOLDS,
    WITH_PATH,
    ZERO,
    judge_in,
    judge_value,
    series,
)


@pytest.mark.parametrize(
    ("measure", "baseline", "target"),
    [
        ("1-1", 208, 600),
        ("2-6", 1, 8),
        ("9-14", 4, 30),
        ("9-3", 3_500_000, 4_000_000),
        ("9-13", 875, 400),
        ("2-2", 0, 6),
    ],
)
def test_halfway_at_half_time_is_a_pace_of_one(measure: str, baseline: float, target: float) -> None:
    kind, direction = ("increase", "at_least") if target > baseline else ("decrease", "at_most")
    judged = judge_value(series(kind, baseline, target, direction), HALF_TIME, (baseline + target) / 2)
    assert judged.achieved == pytest.approx(0.5)
    assert f"{judged.pace:.2f}" == "1.00"
    assert (judged.state, judged.reason_code) == ("順調", "pace")


def test_friends_of_the_city_on_line_in_october_2023() -> None:
    judged = judge_in(2023, INCREASE, Report(date(2023, 10, 31), 7365, is_part_year=True))
    # (7,365 - 2,528) / (10,000 - 2,528) and 944 of 1,461 days.
    assert judged.achieved == pytest.approx(4837 / 7472)
    assert judged.achieved == pytest.approx(0.64735, abs=5e-6)
    assert judged.expected == pytest.approx(944 / 1461)
    assert judged.pace == pytest.approx(1.0019, abs=5e-5)
    assert judged.state == "順調"
    assert judged.judged
    assert judged.shortfall == 0
    assert judged.remaining == 2635
    assert judged.period_end == date(2023, 10, 31)


def test_a_rounding_error_does_not_lower_the_state() -> None:
    # In floating point 0.1 + 0.2 lies above 0.3.
    judged = judge_value(series("decrease", 0.5, 0.3, "at_most"), HALF_TIME, 0.1 + 0.2)
    assert judged.achieved is not None
    assert (judged.achieved < 1, judged.state) == (True, "達成")
    assert judge_value(series("keep", 0.3, 0.3, "at_most"), HALF_TIME, 0.1 + 0.2).state == "順調（維持）"
    # 0.95 of what 730 of 1,461 days expect of 0 -> 3 comes out as 0.9499999999999998.
    judged = judge_value(series("increase", 0, 3), HALF_TIME, 0.95 * 730 / 1461 * 3)
    assert judged.pace is not None
    assert (judged.pace < 0.95, judged.state) == (True, "順調")


@pytest.mark.parametrize("value", [2011, 2012])
def test_milestone_is_judged_by_its_steps(value: int) -> None:
    judged = judge_value(MILESTONE, date(2024, 3, 31), value)
    # 1,096 of 1,461 days have gone: one of three steps is 0.444 of the pace, two are 0.889.
    assert judged.achieved == pytest.approx((value - 2010) / 3)
    assert judged.state == {2011: "遅れ", 2012: "やや遅れ"}[value]
    assert judged.remaining == 2013 - value


def test_latest_report_of_the_year_counts_and_later_years_do_not() -> None:
    reports = [
        Report(date(2024, 3, 31), 9000),
        Report(date(2022, 9, 30), 3000),
        Report(date(2023, 3, 31), 4000),
    ]
    assert judge_in(2022, INCREASE, *reports).value == 4000
    assert judge_in(2023, INCREASE, *reports).value == 9000
    judged = judge_in(2024, INCREASE, *reports)
    assert (judged.state, judged.reason_code, judged.value) == ("未報告", "not_reported", None)
    assert not judged.judged


def test_calendar_year_takes_the_value_of_december() -> None:
    accidents = Series(
        "decrease", "at_most", 112, date(2021, 12, 31), 100, date(2024, 12, 31), PLAN_STARTS_ON, "yearly"
    )
    reports = [Report(date(2022, 12, 31), 108), Report(date(2023, 12, 31), 99)]
    judged = judge(accidents, reports, date(2022, 1, 1), date(2022, 12, 31), THRESHOLDS)
    # A third of the way after 365 of 1,096 days.
    assert judged.pace == pytest.approx((4 / 12) / (365 / 1096))
    assert judged.state == "順調"
    assert judge(accidents, reports, date(2023, 1, 1), date(2023, 12, 31), THRESHOLDS).state == "達成"


def test_cumulative_sums_the_years_from_the_plans_start() -> None:
    reports = [
        Report(date(2022, 3, 31), 50),
        Report(date(2023, 3, 31), 4),
        Report(date(2024, 3, 31), 3),
        Report(date(2025, 3, 31), 5),
        Report(date(2026, 3, 31), 7),
    ]
    judged = judge_in(2023, CUMULATIVE, *reports)
    assert judged.value == 7
    # 7 of 12 after 730 of the plan's 1,095 days.
    assert judged.pace == pytest.approx((7 / 12) / (730 / 1095))
    assert judged.state == "やや遅れ"
    assert judged.remaining == 5
    assert judge_in(2024, CUMULATIVE, *reports).state == "達成"
    # A report of the year after the target changes neither the sum nor the day it holds for.
    later = judge_in(2025, CUMULATIVE, *reports)
    assert (later.value, later.period_end) == (12, TARGET_ON)


@pytest.mark.parametrize(
    "first_year",
    [
        [],
        [Report(date(2023, 3, 31), None, "未着手")],
        [Report(date(2022, 9, 30), 4, is_part_year=True)],
    ],
)
def test_cumulative_with_a_missing_year_is_not_judged(first_year: list[Report]) -> None:
    judged = judge_in(2023, CUMULATIVE, *first_year, Report(date(2024, 3, 31), 8))
    assert (judged.state, judged.reason_code, judged.missing_years) == ("評価困難", "missing_years", 1)
    assert judged.value == 8 + sum(report.value or 0 for report in first_year)
    assert judged.pace is None
    assert not judged.judged


def test_half_year_report_of_a_finished_year_is_replaced_not_added() -> None:
    half, full = Report(date(2022, 9, 30), 2, is_part_year=True), Report(date(2023, 3, 31), 4)
    assert judge_in(2022, CUMULATIVE, half, full).value == 4


@pytest.mark.parametrize("kind", [CUMULATIVE, replace(INCREASE, period_type="yearly")])
def test_part_year_of_a_flow_is_shown_not_judged(kind: Series) -> None:
    judged = judge_in(2022, kind, Report(date(2022, 9, 30), 20000, is_part_year=True))
    assert (judged.state, judged.reason_code, judged.value) == ("評価困難", "part_year_flow", 20000)
    assert judged.achieved is None
    assert not judged.judged


@pytest.mark.parametrize(
    ("kept", "value", "period_end", "state", "distance"),
    [
        (KEEP_UP, 100_000, date(2023, 3, 31), "順調（維持）", 0),
        (KEEP_UP, 99_999, date(2023, 3, 31), "後退", 1),
        (KEEP_UP, 120_000, TARGET_ON, "達成", 0),
        (KEEP_UP, 99_000, TARGET_ON, "未達", 1000),
        (KEEP_DOWN, 31, TARGET_ON, "未達", 1),
        (KEEP_DOWN, 30, date(2023, 3, 31), "順調（維持）", 0),
        (KEEP_DOWN, 31, date(2023, 3, 31), "後退", 1),
    ],
)
def test_keep_asks_only_for_the_side_of_the_target(
    kept: Series, value: float, period_end: date, state: str, distance: float
) -> None:
    judged = judge_value(kept, period_end, value)
    assert judged.state == state
    assert (judged.shortfall, judged.remaining) == (distance, distance)
    assert (judged.achieved, judged.pace) == (None, None)


def test_zero_breaks_in_the_year_of_the_event_and_keeps_it_in_sight() -> None:
    reports = [
        Report(date(2021, 3, 31), 1),
        Report(date(2023, 3, 31), 0),
        Report(date(2024, 3, 31), 2),
        Report(date(2025, 3, 31), 0),
    ]
    event = (date(2024, 3, 31), 2)
    quiet, broken, later = (judge_in(year, ZERO, *reports) for year in (2022, 2023, 2024))
    assert (quiet.state, quiet.reason_code, quiet.events) == ("順調（維持）", "keep", ())
    assert (broken.state, broken.reason_code, broken.events) == ("後退（発生）", "breach", (event,))
    assert (later.state, later.events) == ("達成", (event,))
    assert judge_in(2025, ZERO, *reports).events == (event,)
    again = Report(date(2025, 3, 31), 1)
    assert judge_in(2024, ZERO, *reports[:3], again).events == (event, (date(2025, 3, 31), 1))
    assert (later.achieved, later.pace) == (None, None)


def test_half_a_year_without_events_proves_nothing_but_one_event_does() -> None:
    half_year = Report(date(2022, 9, 30), 0, is_part_year=True)
    assert judge_in(2022, ZERO, half_year).reason_code == "part_year_flow"
    assert judge_in(2022, ZERO, replace(half_year, value=1)).state == "後退（発生）"


def test_text_baseline_is_achieved_or_hard_to_judge() -> None:
    last = judge_value(TEXT, TARGET_ON, 79.9)
    assert (last.state, last.reason_code) == ("未達", "missed_level")
    assert last.remaining == pytest.approx(0.1)
    assert judge_value(TEXT, TARGET_ON, 80).state == "達成"
    judged = judge_value(TEXT, date(2023, 3, 31), 55)
    assert (judged.state, judged.reason_code, judged.remaining) == ("評価困難", "text_baseline", 25)
    assert not judged.judged
    assert (judged.achieved, judged.pace, judged.shortfall) == (None, None, None)
    assert judge_value(TEXT, date(2023, 3, 31), 80).state == "達成"


@pytest.mark.parametrize("word", DEPARTMENT_WORDS)
def test_the_departments_word_wins_and_the_numbers_stand_beside_it(word: str) -> None:
    with_number = judge_in(2022, INCREASE, Report(HALF_TIME, 10000, word))
    assert (with_number.state, with_number.computed_state) == (word, "達成")
    assert (with_number.value, with_number.reason_code) == (10000, "department_word")
    assert not with_number.judged
    without = judge_in(2022, INCREASE, Report(HALF_TIME, None, word))
    assert (without.state, without.computed_state, without.value) == (word, None, None)
    text = judge_in(2022, TEXT, Report(HALF_TIME, 55, word))
    assert (text.state, text.computed_state) == (word, None)


def test_words_without_number_or_state_are_hard_to_judge() -> None:
    judged = judge_in(2022, INCREASE, Report(HALF_TIME, None))
    assert (judged.state, judged.reason_code, judged.period_end) == ("評価困難", "no_number", HALF_TIME)


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: f"{kind.kind}-{kind.direction}")
def test_every_kind_has_a_state_on_every_day(kind: Series) -> None:
    day = BASELINE_ON
    while day <= date(2026, 3, 31):
        for value in (0, kind.target_value):
            judged = judge_value(kind, day, value)
            year = day.year - (day.month < 4)
            assert judged.state in STATES
            if never_due(kind, date(year, 4, 1), date(year + 1, 3, 31)) in ("baseline_year", "before_sum"):
                assert judged.state == "対象外"
            elif day > TARGET_ON:  # the plan's last year stays as it was
                assert judged.period_end == TARGET_ON
            else:
                assert judged.state not in ("未報告", "対象外", "指標なし")
                assert judged.period_end == day
            if year >= 2024:
                assert judged.state in ("達成", "未達", "評価困難", "未報告")
        day += timedelta(days=1)


DAYS = st.dates(date(2021, 4, 1), date(2024, 3, 31)) | st.just(TARGET_ON)


AMOUNTS = st.integers(0, 5_000_000).map(float) | st.floats(0, 5_000_000).map(lambda x: round(x, 1))


@given(baseline=AMOUNTS, target=AMOUNTS, day=DAYS, kind=st.sampled_from(WITH_PATH))
def test_achieved_is_nought_at_the_baseline_and_one_at_the_target(
    baseline: float, target: float, day: date, kind: Series
) -> None:
    if baseline == target:
        target += 1
    if kind.kind == "cumulative":
        # A running sum begins with the plan, so nothing but the plan's years is in it.
        day = max(day, PLAN_STARTS_ON)
    own = replace(kind, baseline_value=baseline, target_value=target)
    at_baseline, at_target = judge_value(own, day, baseline), judge_value(own, day, target)
    assert at_baseline.achieved == 0
    assert at_target.achieved == 1
    assert (at_target.state, at_target.shortfall, at_target.remaining) == ("達成", 0, 0)
    assert at_baseline.remaining == pytest.approx(abs(target - baseline))
    # What is missing at the baseline is just what time has used up of the way.
    assert at_baseline.expected is not None
    assert at_baseline.shortfall == pytest.approx(at_baseline.expected * abs(target - baseline))


@given(
    kind=st.sampled_from((*WITH_PATH, KEEP_UP, KEEP_DOWN, ZERO, TEXT)),
    day=DAYS,
    values=st.lists(AMOUNTS, min_size=2, max_size=8),
)
def test_a_better_value_never_has_a_worse_state(kind: Series, day: date, values: Sequence[float]) -> None:
    worst_first = sorted(values, reverse=kind.direction == "at_most")
    states = [judge_value(kind, day, value).state for value in worst_first]
    assert all(worse_of([worse, better])[0] in (worse, "達成") for worse, better in pairwise(states))


def test_what_is_no_year_and_no_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="not a year"):
        judge(INCREASE, [], date(2022, 4, 1), date(2022, 12, 31), THRESHOLDS)
    with pytest.raises(ValueError, match="thresholds"):
        judge(INCREASE, [], date(2022, 4, 1), date(2023, 3, 31), {})


def test_the_last_year_is_the_last_of_every_series() -> None:
    last, earlier = Judgement("達成", "reached", is_final=True), Judgement("達成", "reached")
    assert is_last_year([last, last])
    assert not is_last_year([last, earlier])
    assert not is_last_year([])


@pytest.mark.parametrize(
    "kind", [replace(one, period_type="yearly") for one in (CUMULATIVE, INCREASE, KEEP_UP)]
)
def test_part_year_of_a_flow_below_its_target_is_no_event(kind: Series) -> None:
    judged = judge_in(2022, kind, Report(date(2022, 9, 30), 1, is_part_year=True))
    assert (judged.state, judged.reason_code, judged.value) == ("評価困難", "part_year_flow", 1)


def test_the_year_that_begins_on_the_targets_day_is_the_last() -> None:
    own = replace(INCREASE, target_on=date(2025, 4, 1))
    judged = judge_in(2025, own, Report(TARGET_ON, 9000), Report(date(2026, 3, 31), 9500))
    assert (judged.state, judged.value, judged.is_final) == ("未達", 9500, True)
    assert not judge_in(2024, own, Report(TARGET_ON, 9000)).is_final
    assert judge_in(2026, own, Report(date(2026, 3, 31), 9500)).value == 9500
