"""Measures by state, put together as every sentence names them."""

from collections.abc import Mapping
from typing import NamedTuple

from stats.goals import progress
from stats.goals.progress import State


class Tally(NamedTuple):
    """Measures in parts that sum to all; 達成 and 順調 are never added up."""

    achieved: int
    on_track: int
    slightly: int
    bad: int
    missed: int
    unjudged: int


def tally(counts: Mapping[State, int]) -> Tally:
    """Return counts by state in parts: 順調 with 維持, 遅れ with 後退, the unjudged together."""
    achieved, missed = counts[progress.ACHIEVED], counts[progress.MISSED]
    on_track = counts[progress.ON_TRACK] + counts[progress.KEPT]
    slightly = counts[progress.SLIGHTLY_BEHIND]
    bad = counts[progress.BEHIND] + counts[progress.WORSE] + counts[progress.BREACHED]
    judged = achieved + on_track + slightly + bad + missed
    return Tally(achieved, on_track, slightly, bad, missed, sum(counts.values()) - judged)
