"""The straight path from baseline to target: the share expected on a day, and the state a share earns."""

from collections.abc import Mapping
from datetime import date

from stats.goals import bounds, state_words
from stats.goals.series import Series
from stats.goals.state_words import ReasonCode, State

Thresholds = Mapping[State, float]
"""Smallest pace that earns each state judged by pace, e.g. 順調 0.95, やや遅れ 0.60, 遅れ 0.

The two upper cut-offs are those of Open SDG's progress measure. The state with the smallest pace takes all
that is left.
"""


def expected_share(series: Series, on: date) -> float:
    """Return the share of the way (0-1) expected on a day, from the baseline; cumulative: from the plan's start."""
    starts_on = series.plan_starts_on if series.kind == "cumulative" else series.baseline_on
    return min(max((on - starts_on) / (series.target_on - starts_on), 0.0), 1.0)


def state_on_path(achieved: float, pace: float | None, thresholds: Thresholds) -> tuple[State, ReasonCode]:
    """Return the state earned by the share achieved and the pace, with its reason.

    A share of 1 is 達成 and one below 0 後退, whatever the pace; a pace of None means that nothing is expected
    yet.
    """
    if bounds.reaches(achieved, 1.0):
        return state_words.ACHIEVED, "achieved"
    if not bounds.reaches(achieved, 0.0):
        return state_words.WORSE, "below_baseline"
    if pace is None:
        return state_words.ON_TRACK, "nothing_expected_yet"
    earned = (state for state in thresholds if bounds.reaches(pace, thresholds[state]))
    lowest = min(thresholds, key=thresholds.__getitem__)
    return max(earned, key=thresholds.__getitem__, default=lowest), "pace"
