"""Whether a state survives the choice of the rule it is judged by.

A judgement of `stats.goals.judgements` is compared with three other rules in common use, all with the same
thresholds. A rule that means nothing for a series is undefined and never counts as a difference.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from stats.goals import judgements, pace, path, state_words
from stats.goals.judgements import Judgement
from stats.goals.path import Thresholds
from stats.goals.reports import Report
from stats.goals.series import KINDS_WITHOUT_PATH, Series
from stats.goals.state_words import State

Rule = Literal["baseline_path", "plan_path", "growth", "ratio"]

DEFAULT: Rule = "baseline_path"
RULES: tuple[Rule, ...] = (DEFAULT, "plan_path", "growth", "ratio")
"""The default first: linear from the baseline, linear from the plan's start, compound growth, actual ÷ target."""

Undefined = Literal[
    "no_number_judged",
    "no_path",
    "same_as_default",
    "zero_baseline",
    "not_positive",
    "ordinal",
    "no_time_gone",
    "target_not_positive",
    "at_the_end",
]
"""Why a rule has no state of its own."""


@dataclass(frozen=True)
class Ruling:
    """What one rule says about one value.

    Attributes
    ----------
    rule
        The rule.
    state
        State by the numbers alone; None where the rule is undefined.
    score
        What is held against the thresholds: the pace P of the two paths, R of compound growth, the share of
        the target; None where the rule is undefined or asks for nothing yet.
    expected
        For the two paths, the share of the way expected on the value's day.
    undefined
        Why there is no state; None where there is one.
    """

    rule: Rule
    state: State | None = None
    score: float | None = None
    expected: float | None = None
    undefined: Undefined | None = None


def rulings(series: Series, judgement: Judgement, thresholds: Thresholds) -> tuple[Ruling, ...]:
    """Return what the four rules say about a judged value, in the order of `RULES`.

    - baseline_path: the default of `judgements.judge`.
    - plan_path: the same way from y0 to yT, but expected from the plan's first day on:
      e = clip((t - plan start) / (tT - plan start), 0, 1). For cumulative it is the default itself.
    - growth: R = d g / |gT| with g = (y / y0)^(1 / years gone by) - 1, gT = (yT / y0)^(1 / years in all) - 1
      and d = 1 for a rising, -1 for a falling target (Open SDG's progress measure, after Statistics Canada);
      only for y0, y and yT above 0. A milestone's number is a label, not an amount, so it has none.
    - ratio: y / yT, falling yT / y; time is ignored. Without a baseline in it, it knows no 後退.

    Keep, zero and a baseline in words have one rule only, and a value that was not judged has none. In the last
    year there is one rule for all kinds: the target is reached or it is not, whatever way led there.
    """
    if judgement.is_final:
        own = _numbers_state(judgement)
        first = Ruling(DEFAULT, own, undefined=None if own else "no_number_judged")
        return (first, *(Ruling(rule, undefined="at_the_end") for rule in RULES[1:]))
    if judgement.achieved is None:
        held = series.kind in KINDS_WITHOUT_PATH
        reason: Undefined = "no_path" if held else "no_number_judged"
        own = _numbers_state(judgement)
        first = Ruling(DEFAULT, own, undefined=None if own else "no_number_judged")
        return (first, *(Ruling(rule, undefined=reason) for rule in RULES[1:]))
    return (
        Ruling(DEFAULT, _numbers_state(judgement), judgement.pace, judgement.expected),
        _plan_path(series, judgement, judgement.achieved, thresholds),
        _growth(series, judgement, judgement.achieved, thresholds),
        _ratio(series, judgement, judgement.achieved, thresholds),
    )


def differing(ruled: Sequence[Ruling]) -> tuple[Ruling, ...]:
    """Return the rules whose state differs from the default's; none where the default has no state."""
    default = ruled[0].state
    return tuple(one for one in ruled[1:] if default and one.state and one.state != default)


def measure_states(series: Iterable[tuple[Judgement, Sequence[Ruling]]]) -> Mapping[Rule, State]:
    """Return the state a measure has under each rule.

    A series takes its default state where the rule is undefined or the department's own word wins; the measure
    takes the worse of its series, as always.
    """
    series = list(series)
    is_final = judgements.is_last_year(judgement for judgement, _ in series)
    return {
        rule: state_words.worse_of(
            (
                judgement.state
                if judgement.reason_code == "department_word"
                else _under(rule, ruled) or judgement.state
                for judgement, ruled in series
            ),
            is_final=is_final,
        )[0]
        for rule in RULES
    }


def halfway(series: Series, thresholds: Thresholds) -> tuple[Ruling, ...]:
    """Return what the rules say of a value exactly halfway to the target at half time: a pace of 1, nobody doubts.

    Raises
    ------
    ValueError
        For a kind without a path, and for cumulative, whose path is its own.
    """
    if series.baseline_value is None or series.kind not in ("increase", "decrease", "milestone"):
        raise ValueError(f"{series.kind} has no way from a baseline")
    day = series.baseline_on + (series.target_on - series.baseline_on) / 2
    value = (series.baseline_value + series.target_value) / 2
    begins = day.replace(year=day.year - 1) + timedelta(days=1)
    judgement = judgements.judge(series, [Report(day, value)], begins, day, thresholds)
    return rulings(series, judgement, thresholds)


def growth_ratio(baseline: float, value: float, target: float, years: float, years_in_all: float) -> float:
    """Return R = d g / |gT|: yearly growth since the baseline over the yearly growth that reaches the target.

    Source: Open SDG, progress measure (after Statistics Canada).

    Parameters
    ----------
    baseline, value, target
        Amounts above 0; target and baseline differ.
    years, years_in_all
        Years from the baseline to the value and to the target, above 0.

    Raises
    ------
    ValueError
        If an amount or a time is not above 0, or the target is the baseline.
    """
    if not min(baseline, value, target, years, years_in_all) > 0:
        raise ValueError("growth needs amounts and times above 0")
    if target == baseline:
        raise ValueError("growth needs a target that differs from the baseline")
    grown = (value / baseline) ** (1 / years) - 1
    needed = (target / baseline) ** (1 / years_in_all) - 1
    return float(grown / needed)


def _numbers_state(judgement: Judgement) -> State | None:
    """Return what the numbers alone say, whatever word the department used."""
    if judgement.reason_code == "department_word":
        return judgement.computed_state
    return judgement.state if judgement.judged else None


def _plan_path(series: Series, judgement: Judgement, achieved: float, thresholds: Thresholds) -> Ruling:
    if series.kind == "cumulative" or judgement.period_end is None:
        return Ruling("plan_path", undefined="same_as_default")
    whole = series.target_on - series.plan_starts_on
    expected = min(max((judgement.period_end - series.plan_starts_on) / whole, 0.0), 1.0)
    score = achieved / expected if expected > 0 else None
    return Ruling("plan_path", path.state_on_path(achieved, score, thresholds)[0], score, expected)


def _growth(series: Series, judgement: Judgement, achieved: float, thresholds: Thresholds) -> Ruling:
    if series.kind == "milestone":
        return Ruling("growth", undefined="ordinal")
    baseline, value, day = series.baseline_value, judgement.value, judgement.period_end
    if baseline == 0:
        return Ruling("growth", undefined="zero_baseline")
    if baseline is None or value is None or day is None or min(baseline, value, series.target_value) <= 0:
        return Ruling("growth", undefined="not_positive")
    start = pace.starts_on(series)
    years, in_all = pace.years_between(start, day), pace.years_between(start, series.target_on)
    if years <= 0:
        return Ruling("growth", undefined="no_time_gone")
    score = growth_ratio(baseline, value, series.target_value, years, in_all)
    return Ruling("growth", path.state_on_path(achieved, score, thresholds)[0], score)


def _ratio(series: Series, judgement: Judgement, achieved: float, thresholds: Thresholds) -> Ruling:
    if series.kind == "milestone":
        return Ruling("ratio", undefined="ordinal")
    value, target = judgement.value, series.target_value
    if value is None or target <= 0:
        return Ruling("ratio", undefined="target_not_positive")
    if series.direction == "at_most" and value <= 0:
        return Ruling("ratio", state_words.ACHIEVED)
    score = value / target if series.direction == "at_least" else target / value
    return Ruling("ratio", path.state_on_path(max(achieved, 0.0), score, thresholds)[0], score)


def _under(rule: Rule, ruled: Sequence[Ruling]) -> State | None:
    """Return the state a series has under a rule; None where the rule is undefined."""
    return next(one.state for one in ruled if one.rule == rule)
