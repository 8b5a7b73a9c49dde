"""What the plan may say of a series, and in which years it asks for a report."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from stats.goals.judgements import Judgement
from stats.goals.reports import Report
from stats.goals.series import Series, never_due
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
