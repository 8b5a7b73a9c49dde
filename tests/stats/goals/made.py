"""Series of every kind over the plan's years, and what the rules say of them, for tests."""

from datetime import date

from stats.goals.judgements import Judgement, judge
from stats.goals.reports import Report
from stats.goals.series import Series

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
