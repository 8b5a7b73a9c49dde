"""What the plan may say of a series, and in which years it asks for a report."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from stats.goals.judgements import Judgement
from stats.goals.reports import Report
from stats.goals.series import Series, distance, is_on_right_side, never_due
from tests.stats.goals.made import (
    BASELINE_ON,
    CUMULATIVE,
    DECREASE,
    INCREASE,
    KEEP_UP,
    MILESTONE,
    PLAN_STARTS_ON,
    TEXT,
    ZERO,
    judge_in,
)


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


@pytest.mark.parametrize(
    ("series", "year_start", "reason"),
    [
        (INCREASE, BASELINE_ON, "baseline_year"),
        (INCREASE, date(2021, 4, 1), None),
        (TEXT, date(2020, 3, 31), "baseline_year"),  # the year ends on the eve of the baseline's day
        (TEXT, date(2020, 4, 1), None),
        (CUMULATIVE, date(2021, 4, 1), "before_sum"),
        (CUMULATIVE, date(2021, 4, 2), None),  # the year ends on the plan's first day
        (CUMULATIVE, date(2025, 3, 31), None),
        (CUMULATIVE, date(2025, 4, 1), "after_sum"),
        (INCREASE, date(2025, 4, 1), None),
    ],
)
def test_what_is_due_turns_on_a_day(series: Series, year_start: date, reason: str | None) -> None:
    year_end = date(year_start.year + 1, year_start.month, year_start.day) - timedelta(days=1)
    assert never_due(series, year_start, year_end) == reason


@pytest.mark.parametrize(
    ("value", "of_least", "of_most"),
    [(29, (False, 1), (True, 0)), (30, (True, 0), (True, 0)), (31, (True, 0), (False, 1))],
)
def test_the_target_itself_is_on_the_right_side(
    value: float, of_least: tuple[bool, float], of_most: tuple[bool, float]
) -> None:
    at_most = replace(KEEP_UP, target_value=30, direction="at_most")
    at_least = replace(at_most, direction="at_least")
    assert (is_on_right_side(at_least, value), distance(at_least, value)) == of_least
    assert (is_on_right_side(at_most, value), distance(at_most, value)) == of_most
