"""Every measure under the four rules, and the rules on values exactly halfway at half time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from charts import words
from charts.goals import sensitivity as sensitivity_chart
from charts.goals.sensitivity import Flip
from findings.goals.plan import Indicator
from findings.goals.states import MeasureState, SeriesState
from pages.frame import session
from stats.goals import progress, sensitivity
from stats.goals.progress import Thresholds
from stats.goals.sensitivity import Rule, Ruling

PATHS = ("increase", "decrease", "milestone")


@dataclass(frozen=True)
class Sensitivity:
    """How many measures a rule can be applied to, and those whose state depends on it."""

    judged: int
    others: int
    flips: list[Flip]


def compare(measures: list[MeasureState], thresholds: Thresholds, when: str) -> Sensitivity:
    """Return the measures whose state differs between the rules, in the plan's order."""
    judged, flips = 0, []
    for one in measures:
        ruled = [
            (
                series,
                sensitivity.rulings(series.indicator.series, series.judgement, thresholds),
            )
            for series in one.series
        ]
        if one.is_final or all(series.judgement.achieved is None for series, _ in ruled):
            continue
        judged += 1
        states = sensitivity.measure_states((series.judgement, rulings) for series, rulings in ruled)
        if len(set(states.values())) > 1:
            flips.append(
                Flip(
                    title=one.measure.title,
                    states=states,
                    reasons=[reason for series, rulings in ruled for reason in _reasons(series, rulings)],
                    parameters={
                        "measure": one.measure.measure_id,
                        "fiscal_year": when,
                        session.PARAMETER: session.current().edition_id,
                    },
                )
            )
    return Sensitivity(judged, len(measures) - judged, flips)


def _reasons(series: SeriesState, rulings: tuple[Ruling, ...]) -> list[str]:
    if series.judgement.reason_code == "department_word":
        return []
    indicator, default = series.indicator, rulings[0]
    start, target = indicator.baseline_value, indicator.target_value
    falling = indicator.direction == "at_most"
    share = None
    if start is not None:
        share = (target / start if start else None) if falling else start / target
    return [
        sensitivity_chart.why(
            one.rule,
            name=indicator.name,
            state=str(one.state),
            score=one.score,
            pace=default.score,
            expected=default.expected,
            expected_by_plan=one.expected,
            start_share=share,
        )
        for one in sensitivity.differing(rulings)
    ]


def halfway(indicators: Sequence[Indicator], thresholds: Thresholds) -> dict[str, tuple[Ruling, ...]]:
    """Return what the rules say of values exactly halfway at half time, by series with a way to go."""
    return {
        indicator.indicator_id: sensitivity.halfway(indicator.series, thresholds)
        for indicator in indicators
        if indicator.kind in PATHS
    }


def counts(halfway: dict[str, tuple[Ruling, ...]]) -> dict[Rule, dict[str, int]]:
    """Return, by rule, how many series are in each state (of the board's order), undefined ones under ''."""
    found = {}
    for place, rule in enumerate(sensitivity.RULES):
        counted = Counter(rulings[place].state or "" for rulings in halfway.values())
        found[rule] = {state: counted[state] for state in (*progress.STATES, "") if counted[state]}
    return found


def rows(
    indicators: Sequence[Indicator], halfway: dict[str, tuple[Ruling, ...]]
) -> list[tuple[str, str, list[tuple[str | None, float | None, str | None]]]]:
    """Return the rules' numbers by series, for a table."""
    return [
        (
            f"{indicator.indicator_id} {indicator.name}",
            f"{words.quantity(indicator.baseline_value, indicator.unit)}→"
            f"{words.quantity(indicator.target_value, indicator.unit)}",
            [(one.state, one.score, one.undefined) for one in halfway[indicator.indicator_id]],
        )
        for indicator in indicators
        if indicator.indicator_id in halfway and indicator.baseline_value is not None
    ]
