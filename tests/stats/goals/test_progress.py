"""The default rule of progress, against answers worked out by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.goals.progress import (
    DEPARTMENT_WORDS,
    STATES,
    Judgement,
    Report,
    Series,
    judge,
    never_due,
    state_on_path,
    worse_of,
)

THRESHOLDS = {"順調": 0.95, "やや遅れ": 0.60, "遅れ": 0.0}
BASELINE_ON, PLAN_STARTS_ON, TARGET_ON = date(2021, 3, 31), date(2022, 4, 1), date(2025, 3, 31)
# 730 of the 1,461 days from baseline to target: the year's end nearest to half time.
HALF_TIME = date(2023, 3, 31)


def series(
    kind: str, baseline: float | None, target: float, direction: str = "at_least", period_type: str = "level"
) -> Series:
    return Series(
        kind=kind,
        direction=direction,
        baseline_value=baseline,
        baseline_on=BASELINE_ON,
        target_value=target,
        target_on=TARGET_ON,
        plan_starts_on=PLAN_STARTS_ON,
        period_type=period_type,
    )


INCREASE = series("increase", 2528, 10000)
DECREASE = series("decrease", 875, 400, "at_most")
KEEP_UP = series("keep", 135392, 100000)
KEEP_DOWN = series("keep", 30, 30, "at_most")
ZERO = series("zero", 0, 0, "at_most", "yearly")
CUMULATIVE = series("cumulative", 0, 12, period_type="plan_total")
MILESTONE = series("milestone", 2010, 2013)
TEXT = series("text_baseline", None, 80)
ALL_KINDS = (INCREASE, DECREASE, KEEP_UP, KEEP_DOWN, ZERO, CUMULATIVE, MILESTONE, TEXT)
WITH_PATH = (INCREASE, DECREASE, CUMULATIVE, MILESTONE)


def judge_in(year: int, series: Series, *reports: Report) -> Judgement:
    """Judge for the fiscal year that begins in April of the year."""
    return judge(series, reports, date(year, 4, 1), date(year + 1, 3, 31), THRESHOLDS)


def judge_value(series: Series, period_end: date, value: float) -> Judgement:
    """Judge one value as the only report of its year, a cumulative one with earlier plan years at 0."""
    year = period_end.year - (period_end.month < 4)
    earlier = [Report(date(y + 1, 3, 31), 0) for y in range(2022, year)]
    return judge_in(year, series, *earlier, Report(period_end, value))


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


def test_where_nothing_is_expected_yet_only_a_fall_below_the_baseline_is_blamed() -> None:
    assert state_on_path(0.0, None, THRESHOLDS) == ("順調", "nothing_expected_yet")
    assert state_on_path(-0.1, None, THRESHOLDS) == ("後退", "below_baseline")
    assert state_on_path(1.0, None, THRESHOLDS) == ("達成", "achieved")


@pytest.mark.parametrize("kind", [INCREASE, DECREASE, KEEP_UP, ZERO, MILESTONE, CUMULATIVE])
def test_the_year_of_a_printed_baseline_and_those_before_were_never_due(kind: Series) -> None:
    for year in (2019, 2020):
        assert judge_in(year, kind, Report(date(year + 1, 3, 31), 5)) == Judgement("対象外", "not_due")
    assert judge_in(2022, kind).state == "未報告"


def test_a_baseline_in_words_leaves_its_own_year_open() -> None:
    assert judge_in(2019, TEXT).state == "対象外"
    assert judge_in(2020, TEXT).state == "未報告"
    assert judge_in(2020, TEXT, Report(BASELINE_ON, 85)).state == "達成"


def test_a_sum_is_due_from_the_plans_start_to_the_targets_day() -> None:
    def reason(year: int) -> str | None:
        return never_due(CUMULATIVE, date(year, 4, 1), date(year + 1, 3, 31))

    assert [reason(year) for year in range(2020, 2026)] == [
        "before_sum", "before_sum", None, None, None, "after_sum",
    ]  # fmt: skip
    # A reported 5 of the year before is never read as 0.
    early = judge_in(2021, CUMULATIVE, Report(date(2022, 3, 31), 5))
    assert (early.state, early.value) == ("対象外", None)


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


@pytest.mark.parametrize(
    ("kind", "value", "state", "reason", "achieved", "remaining"),
    [
        # 9,916 of 10,000 is 98 % of the way from 2,528, not on track.
        (INCREASE, 9916, "未達", "missed_path", 7388 / 7472, 84),
        (INCREASE, 10000, "達成", "achieved", 1.0, 0),
        # y / yT would call a falling target 104 % and a value below its baseline 25 %.
        (DECREASE, 416, "未達", "missed_path", 459 / 475, 16),
        (DECREASE, 875, "未達", "missed_path", 0.0, 475),
        (INCREASE, 2500, "未達", "missed_below_baseline", -28 / 7472, 7500),
        (MILESTONE, 2012, "未達", "missed_path", 2 / 3, 1),
        (CUMULATIVE, 11, "未達", "missed_path", 11 / 12, 1),
        (KEEP_UP, 99_999, "未達", "missed_level", None, 1),
        (ZERO, 2, "未達", "missed_event", None, 2),
        (TEXT, 79, "未達", "missed_level", None, 1),
    ],
)
def test_on_the_targets_day_there_is_no_way_any_more(
    kind: Series, value: float, state: str, reason: str, achieved: float | None, remaining: float
) -> None:
    judged = judge_value(kind, TARGET_ON, value)
    assert (judged.state, judged.reason_code, judged.remaining) == (state, reason, remaining)
    assert judged.achieved == (None if achieved is None else pytest.approx(achieved))
    assert (judged.pace, judged.shortfall, judged.is_final) == (None, remaining, True)
    assert judged.judged
    assert not judge_value(kind, date(2024, 3, 31), value).is_final


def test_a_late_value_changes_no_state_and_silence_in_the_last_year_is_not_reported() -> None:
    missed, late = Report(TARGET_ON, 9916), Report(date(2026, 3, 31), 10200)
    for year in (2024, 2025, 2027):
        judged = judge_in(year, INCREASE, missed, late)
        assert (judged.state, judged.value, judged.period_end) == ("未達", 9916, TARGET_ON)
        silent = judge_in(year, INCREASE, Report(date(2024, 3, 31), 12000), late)
        assert (silent.state, silent.value, silent.is_final) == ("未報告", None, True)


def test_a_part_of_the_last_year_is_not_judged_but_an_event_cannot_be_undone() -> None:
    half_year = date(2024, 10, 31)
    for value in (9000, 10000):
        level = judge_in(2024, INCREASE, Report(half_year, value, is_part_year=True))
        assert (level.state, level.reason_code, level.value) == ("評価困難", "before_target_day", value)
        assert (level.achieved, level.remaining) == (None, 10000 - value)
    flow = judge_in(2024, replace(INCREASE, period_type="yearly"), Report(half_year, 9000, is_part_year=True))
    assert (flow.state, flow.reason_code) == ("評価困難", "part_year_flow")
    assert judge_in(2024, ZERO, Report(half_year, 0, is_part_year=True)).state == "評価困難"
    assert judge_in(2024, ZERO, Report(half_year, 1, is_part_year=True)).reason_code == "missed_event"


def test_a_sum_with_a_missing_year_is_not_judged_in_the_last_year_either() -> None:
    judged = judge_in(2024, CUMULATIVE, Report(date(2024, 3, 31), 8), Report(TARGET_ON, 8))
    assert (judged.state, judged.reason_code, judged.is_final) == ("評価困難", "missing_years", True)


@pytest.mark.parametrize("word", DEPARTMENT_WORDS)
def test_the_departments_word_stays_in_the_last_year_with_the_numbers_beside(word: str) -> None:
    for value, computed in ((9916, "未達"), (10000, "達成")):
        judged = judge_in(2024, INCREASE, Report(TARGET_ON, value, word))
        assert (judged.state, judged.computed_state) == (word, computed)
    assert judge_in(2024, INCREASE, Report(TARGET_ON, None, word)).computed_state is None


def test_accidents_are_judged_by_the_calendar_year_of_the_last_fiscal_year() -> None:
    accidents = Series(
        "decrease", "at_most", 112, date(2021, 12, 31), 100, date(2024, 12, 31), PLAN_STARTS_ON, "yearly"
    )

    def judged(year: int, *reports: Report) -> Judgement:
        return judge(accidents, reports, date(year, 1, 1), date(year, 12, 31), THRESHOLDS)

    assert judged(2021, Report(date(2021, 12, 31), 113)).state == "対象外"
    missed = judged(2024, Report(date(2024, 12, 31), 101))
    assert (missed.state, missed.remaining) == ("未達", 1)
    assert missed.achieved == pytest.approx(11 / 12)
    assert judged(2024, Report(date(2024, 12, 31), 113)).reason_code == "missed_below_baseline"
    assert judged(2024, Report(date(2024, 12, 31), 100)).state == "達成"
    assert not judged(2023, Report(date(2023, 12, 31), 101)).is_final


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


@pytest.mark.parametrize(
    ("states", "shown", "unjudged"),
    [
        ([], "指標なし", False),
        (["順調"], "順調", False),
        (["達成", "順調（維持）"], "順調（維持）", False),
        (["順調（維持）", "やや遅れ"], "やや遅れ", False),
        (["遅れ", "やや遅れ"], "遅れ", False),
        (["遅れ", "後退"], "後退", False),
        (["遅れ", "後退（発生）"], "後退（発生）", False),
        (["達成", "未報告"], "達成", True),
        (["評価困難", "やや遅れ"], "やや遅れ", True),
        (["未着手", "評価困難"], "評価困難", True),
        (["中止", "未着手"], "未着手", True),
        (["未報告", "中止"], "中止", True),
        (["未報告"], "未報告", True),
        (["後退（発生）", "未達"], "未達", False),
        (["対象外", "遅れ"], "遅れ", False),
        (["対象外", "未報告"], "未報告", True),
        (["対象外"], "対象外", False),
    ],
)
def test_a_measure_takes_the_worse_of_its_series(states: list[str], shown: str, unjudged: bool) -> None:
    assert worse_of(states) == (shown, unjudged)
    assert worse_of(reversed(states)) == (shown, unjudged)


@pytest.mark.parametrize(
    ("states", "shown", "unjudged"),
    [
        (["達成", "達成"], "達成", False),
        (["達成", "未達"], "未達", False),
        (["未達", "未報告"], "未達", True),
        (["未達", "中止"], "未達", True),
        (["達成", "未報告"], "未報告（一部）", True),
        (["達成", "中止"], "中止", True),
        (["達成", "評価困難"], "評価困難", True),
        (["達成", "中止", "未報告"], "未報告（一部）", True),
        (["未報告", "未報告"], "未報告", True),
        (["中止", "未報告"], "中止", True),
        ([], "指標なし", False),
    ],
)
def test_in_the_last_year_a_measure_is_achieved_only_if_every_series_is(
    states: list[str], shown: str, unjudged: bool
) -> None:
    assert worse_of(states, is_final=True) == (shown, unjudged)
    assert worse_of(reversed(states), is_final=True) == (shown, unjudged)


OF_SERIES = [state for state in STATES if state not in ("未報告（一部）", "指標なし")]


@given(st.lists(st.lists(st.sampled_from(OF_SERIES), max_size=3)), st.booleans())
def test_the_board_counts_every_measure_once(measures: list[list[str]], is_final: bool) -> None:
    shown = [worse_of(states, is_final=is_final)[0] for states in measures]
    assert sum(shown.count(state) for state in STATES) == len(measures)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"kind": "growth"}, "kind 'growth'"),
        ({"direction": "up"}, "direction 'up'"),
        ({"period_type": "daily"}, "period type 'daily'"),
        ({"baseline_value": None}, "baseline is a number"),
        ({"kind": "text_baseline"}, "baseline is a number"),
        ({"target_value": 2528}, "differs from the baseline"),
        ({"target_on": BASELINE_ON}, "before the target"),
        ({"target_on": PLAN_STARTS_ON}, "before the target"),
    ],
)
def test_a_series_no_rule_applies_to_is_refused(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(INCREASE, **wrong)


def test_wrong_reports_years_and_states_are_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        Report(HALF_TIME, float("nan"))
    with pytest.raises(ValueError, match="順調"):
        Report(HALF_TIME, 1, "順調")
    with pytest.raises(ValueError, match="not a year"):
        judge(INCREASE, [], date(2022, 4, 1), date(2022, 12, 31), THRESHOLDS)
    with pytest.raises(ValueError, match="thresholds"):
        judge(INCREASE, [], date(2022, 4, 1), date(2023, 3, 31), {})
    with pytest.raises(ValueError, match="向上"):
        worse_of(["順調", "向上"])
