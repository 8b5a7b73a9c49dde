"""The year that holds the target's day: there is no way any more."""

from dataclasses import replace
from datetime import date

import pytest

from stats.goals.judgements import Judgement, judge
from stats.goals.reports import Report
from stats.goals.series import Series
from stats.goals.state_words import DEPARTMENT_WORDS
from tests.stats.goals.made import (
    CUMULATIVE,
    DECREASE,
    INCREASE,
    KEEP_UP,
    MILESTONE,
    PLAN_STARTS_ON,
    TARGET_ON,
    TEXT,
    THRESHOLDS,
    ZERO,
    judge_in,
    judge_value,
)


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
