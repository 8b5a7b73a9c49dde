"""Every measure under the four rules, and the rules on values exactly halfway at half time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from findings.goals.plan import Indicator
from findings.goals.states import MeasureState, SeriesState, is_last
from queries import once
from stats.goals import sensitivity, state_words
from stats.goals.path import Thresholds
from stats.goals.sensitivity import Rule, Ruling
from stats.goals.state_words import State

PATHS = ("increase", "decrease", "milestone")
"""Kinds of series with a way of their own from baseline to target."""


@dataclass(frozen=True)
class Difference:
    """A rule that comes to another state of a series than the default.

    Attributes
    ----------
    indicator
        The series.
    ruling, default
        What the rule says, and what the default says.
    start_share
        Share of the target the baseline had from the first day (0-1); None where it means nothing.
    """

    indicator: Indicator
    ruling: Ruling
    default: Ruling
    start_share: float | None


@dataclass(frozen=True)
class Flip:
    """A measure whose state differs between rules, and the series and rules that make the difference."""

    judged: MeasureState
    states: Mapping[Rule, State]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Sensitivity:
    """How many measures a rule can be applied to, how many not, and those whose state depends on the rule.

    `is_last` says that the year is the plan's last, in which no rule decides anything.
    """

    compared: int
    others: int
    flips: tuple[Flip, ...]
    is_last: bool


@dataclass(frozen=True)
class Halfway:
    """What the rules say of a value exactly halfway at half time, in the order of `sensitivity.RULES`."""

    indicator: Indicator
    rulings: tuple[Ruling, ...]


@once
def compare(measures: Sequence[MeasureState], thresholds: Thresholds) -> Sensitivity:
    """Return the measures whose state differs between the rules, in the plan's order.

    In the year that holds a target's day no rule decides anything, so that such a measure is not compared.
    """
    compared, flips = 0, []
    for one in measures:
        if one.is_final or all(series.judgement.achieved is None for series in one.series):
            continue
        compared += 1
        ruled = [
            (series, sensitivity.rulings(series.indicator.series, series.judgement, thresholds))
            for series in one.series
        ]
        states = sensitivity.measure_states((series.judgement, rulings) for series, rulings in ruled)
        if len(set(states.values())) > 1:
            differences = [found for series, rulings in ruled for found in _differences(series, rulings)]
            flips.append(Flip(one, states, tuple(differences)))
    return Sensitivity(compared, len(measures) - compared, tuple(flips), is_last(measures))


def _differences(one: SeriesState, rulings: Sequence[Ruling]) -> list[Difference]:
    if one.judgement.reason_code == "department_word":
        return []
    return [
        Difference(one.indicator, ruling, rulings[0], _start_share(one.indicator))
        for ruling in sensitivity.differing(rulings)
    ]


def _start_share(indicator: Indicator) -> float | None:
    """Return the share of the target the baseline had, turned over where less is wanted."""
    start, target = indicator.baseline_value, indicator.target_value
    if start is None:
        return None
    part, whole = (target, start) if indicator.direction == "at_most" else (start, target)
    return part / whole if whole else None


@once
def halfway(indicators: Sequence[Indicator], thresholds: Thresholds) -> list[Halfway]:
    """Return what the rules say of values exactly halfway at half time, of series with a way to go."""
    return [
        Halfway(one, sensitivity.halfway(one.series, thresholds)) for one in indicators if one.kind in PATHS
    ]


def counts(listed: Sequence[Halfway]) -> dict[Rule, dict[str, int]]:
    """Return, by rule, how many series are in each state (of the board's order), undefined ones under ''."""
    found: dict[Rule, dict[str, int]] = {}
    for place, rule in enumerate(sensitivity.RULES):
        counted: Counter[str] = Counter(one.rulings[place].state or "" for one in listed)
        found[rule] = {state: counted[state] for state in (*state_words.STATES, "") if counted[state]}
    return found
