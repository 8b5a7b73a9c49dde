"""Measures by state, put together as every sentence names them."""

from collections.abc import Mapping
from typing import NamedTuple

from stats.goals import state_words
from stats.goals.state_words import State


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
    achieved, missed = counts[state_words.ACHIEVED], counts[state_words.MISSED]
    on_track = counts[state_words.ON_TRACK] + counts[state_words.KEPT]
    slightly = counts[state_words.SLIGHTLY_BEHIND]
    bad = counts[state_words.BEHIND] + counts[state_words.WORSE] + counts[state_words.BREACHED]
    judged = achieved + on_track + slightly + bad + missed
    return Tally(achieved, on_track, slightly, bad, missed, sum(counts.values()) - judged)
