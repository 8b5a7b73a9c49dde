"""The value from which a series is 順調 on a day: what a report that is still to come will be held against."""

import math
from datetime import date

from stats.goals import bounds
from stats.goals.path import Thresholds, expected_share
from stats.goals.series import KINDS_WITHOUT_PATH, Series
from stats.goals.state_words import ON_TRACK


def on_track_from(series: Series, on: date, thresholds: Thresholds, step: float) -> float:
    """Return the value furthest from the target that is still judged 順調 on a day, as finely as values are counted.

    The rule asks for P = a / e of at least the threshold, so for y0 + P e (yT - y0); a value between two steps does
    not occur, so the next step towards the target is the answer, never the nearest one. On the first day, when
    nothing is expected yet, it is the baseline itself.

    Parameters
    ----------
    series
        What the plan says; one with a path from a baseline in numbers.
    on
        Day the value holds for.
    thresholds
        Smallest pace of each state judged by pace.
    step
        Smallest difference between two values, in the indicator's own unit.

    Raises
    ------
    ValueError
        If the series has no path, or the step is not above 0.
    """
    if series.baseline_value is None or series.kind in KINDS_WITHOUT_PATH:
        raise ValueError(f"{series.kind} has no path")
    if step <= 0:
        raise ValueError(f"{step} is no step")
    way = series.target_value - series.baseline_value
    exact = series.baseline_value + thresholds[ON_TRACK] * expected_share(series, on) * way
    steps = exact / step
    forgiven = bounds.TOLERANCE * max(1.0, abs(steps))
    whole = math.ceil(steps - forgiven) if way > 0 else math.floor(steps + forgiven)
    return round(whole * step, 10)
