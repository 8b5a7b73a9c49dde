"""Which measures need a decision first: four questions asked in a fixed order, and nothing weighed against anything.

A measure stands under the first reason that applies to it; under a reason, the largest shortfall comes first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from stats import intervals
from stats.goals import bounds, sensitivity, state_words
from stats.goals.judgements import Judgement
from stats.goals.sensitivity import Rule, Ruling
from stats.goals.state_words import State

Reason = Literal[
    "未達", "不足が大きい", "後退", "未着手・中止", "判定方法で変わる", "未報告あり", "いまは該当なし"
]
"""Why a decision is asked for."""

MISSED: Reason = "未達"
FAR_BEHIND: Reason = "不足が大きい"
BACKWARD: Reason = "後退"
HALTED: Reason = "未着手・中止"
FLIPS: Reason = "判定方法で変わる"
SILENT: Reason = "未報告あり"
NOTHING: Reason = "いまは該当なし"

REASONS: tuple[Reason, ...] = (MISSED, FAR_BEHIND, BACKWARD, HALTED, FLIPS, SILENT, NOTHING)
"""Every reason in the order in which decisions are asked for; the last one asks for none."""

LARGE = 0.20
"""Share of the way from baseline to target that counts as a large shortfall against the expected value."""

TIMED: tuple[Rule, ...] = ("baseline_path", "plan_path", "growth")
"""Rules that look at the time gone by. Actual ÷ target does not, so before the end it is low for nearly everything."""


@dataclass(frozen=True)
class Candidate:
    """What the order of decisions looks at in one measure.

    Attributes
    ----------
    state
        State of the measure, one of `state_words.STATES`.
    shortfall
        Largest shortfall of its series against the value expected at their period's end, as a share of the way
        from baseline to target (e - a; in the last year all that remains, 1 - a); None where no series has a way.
    flips
        True when another rule that looks at the time gives another state (see `flips`).
    silent
        True when a series has no report for the year.
    """

    state: State
    shortfall: float | None
    flips: bool
    silent: bool


def reason(candidate: Candidate) -> Reason:
    """Return the first reason that applies.

    1. 未達: the last year is over and the target was not reached.
    2. 不足が大きい: the state is 遅れ, or a shortfall of at least `LARGE` of the way (whatever the state, so that a
       late start is asked alike).
    3. 後退: worse than the baseline, below the level to be kept, or an event that must not happen.
    4. 未着手・中止: the department says so.
    5. 判定方法で変わる: the state would be another one under another rule.
    6. 未報告あり: a series has no report for the year.
    """
    if candidate.state == state_words.MISSED:
        return MISSED
    if candidate.state == state_words.BEHIND or bounds.reaches(candidate.shortfall or 0.0, LARGE):
        return FAR_BEHIND
    if candidate.state in (state_words.WORSE, state_words.BREACHED):
        return BACKWARD
    if candidate.state in (state_words.NOT_STARTED, state_words.STOPPED):
        return HALTED
    if candidate.flips:
        return FLIPS
    return SILENT if candidate.silent else NOTHING


def order(candidates: Sequence[Candidate]) -> list[int]:
    """Return the positions of the candidates as decisions are asked for: by reason, then the largest shortfall.

    Without a shortfall a candidate comes after those with one; ties keep the order they came in, the plan's.
    """

    def rank(position: int) -> tuple[int, float]:
        candidate = candidates[position]
        return REASONS.index(reason(candidate)), -(candidate.shortfall or 0.0)

    return sorted(range(len(candidates)), key=rank)


def flips(series: Iterable[tuple[Judgement, Sequence[Ruling]]]) -> bool:
    """Tell whether the state of a measure, from its series' judgements and rulings, differs between `TIMED` rules."""
    states = sensitivity.measure_states(series)
    return len({states[rule] for rule in TIMED}) > 1


def shortfall(judgements: Sequence[Judgement]) -> float | None:
    """Return the largest shortfall e - a of judged series as a share of the way, at least 0; None without a way."""
    ways = [
        one.expected - one.achieved
        for one in judgements
        if one.judged and one.expected is not None and one.achieved is not None
    ]
    return max(0.0, *ways) if ways else None


def within_chance(judgement: Judgement, direction: str) -> bool:
    """Tell whether chance alone explains the shortfall of a Poisson count against the expected one.

    It does when the expected count lies in the exact interval of the level behind the count
    (`intervals.poisson_interval`). A value that is no count, or was not judged, is not explained.
    """
    value, missing = judgement.value, judgement.shortfall
    if value is None or missing is None or not judgement.judged or value < 0 or value != int(value):
        return False
    lower, upper = intervals.poisson_interval(value)
    return lower <= (value - missing if direction == "at_most" else value + missing) <= upper
