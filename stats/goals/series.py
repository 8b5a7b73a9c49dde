"""What the plan says about one indicator series, and in which years it asks for a report."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from stats.goals import bounds

Kind = Literal["increase", "decrease", "keep", "zero", "cumulative", "milestone", "text_baseline"]
"""What a series asks for, by which its rule of progress is chosen."""

Direction = Literal["at_least", "at_most"]
"""Wanted side of a target."""

PeriodType = Literal["level", "yearly", "plan_total"]
"""What a value counts: a state at a date, a count of a year, or yearly counts summed over the plan."""

Uncertainty = Literal["poisson", "survey", "none"]
"""Where the scatter of a value comes from: chance alone, the answers of a sample, or neither."""

KINDS_WITHOUT_PATH = ("keep", "zero", "text_baseline")
"""Kinds that ask for a side of the target, not for a way to it."""

NeverDue = Literal["baseline_year", "before_sum", "after_sum"]
"""Why no report is asked for a year: the plan prints its value, or the sum has not begun or is over."""


@dataclass(frozen=True)
class Series:
    """What the plan says about one indicator series.

    Attributes
    ----------
    kind
        increase, decrease, keep, zero, cumulative, milestone or text_baseline.
    direction
        Wanted side of the target: at_least or at_most.
    baseline_value, target_value
        In the indicator's own unit; the baseline is None for text_baseline only.
    baseline_on, target_on
        Days they hold for.
    plan_starts_on
        First day of the plan.
    period_type
        level (a state at a date), yearly (a count of a year) or plan_total (yearly counts summed over the
        plan).

    Raises
    ------
    ValueError
        If the parts contradict each other so that no rule of progress applies.
    """

    kind: Kind
    direction: Direction
    baseline_value: float | None
    baseline_on: date
    target_value: float
    target_on: date
    plan_starts_on: date
    period_type: PeriodType

    def __post_init__(self) -> None:
        """Refuse what no rule applies to."""
        if self.kind not in get_args(Kind):
            raise ValueError(f"unknown kind {self.kind!r}")
        if self.direction not in get_args(Direction):
            raise ValueError(f"unknown direction {self.direction!r}")
        if self.period_type not in get_args(PeriodType):
            raise ValueError(f"unknown period type {self.period_type!r}")
        if (self.baseline_value is None) != (self.kind == "text_baseline"):
            raise ValueError("the baseline is a number for every kind but text_baseline")
        if self.kind not in KINDS_WITHOUT_PATH and self.baseline_value == self.target_value:
            raise ValueError(f"{self.kind} needs a target that differs from the baseline")
        if not max(self.baseline_on, self.plan_starts_on) < self.target_on:
            raise ValueError("baseline and plan start must lie before the target's day")


def never_due(series: Series, year_start: date, year_end: date) -> NeverDue | None:
    """Return why no report of a year is asked for; None where one is.

    The plan prints the baseline, so its year is not reported again, nor is any before it; only a baseline in words
    leaves its own year open. A sum has neither a year before the plan nor one after the target's day.
    """
    if series.kind == "cumulative" and year_end < series.plan_starts_on:
        return "before_sum"
    if series.kind == "cumulative" and year_start > series.target_on:
        return "after_sum"
    is_printed = series.baseline_value is not None and year_start <= series.baseline_on
    return "baseline_year" if is_printed or year_end < series.baseline_on else None


def is_on_right_side(series: Series, value: float) -> bool:
    """Tell whether the value is at the target or beyond it on the wanted side."""
    if series.direction == "at_least":
        return bounds.reaches(value, series.target_value)
    return bounds.reaches(-value, -series.target_value)


def distance(series: Series, value: float) -> float:
    """Return what is missing to the wanted side of the target, in the indicator's own unit."""
    gap = series.target_value - value
    return max(0.0, gap if series.direction == "at_least" else -gap)
