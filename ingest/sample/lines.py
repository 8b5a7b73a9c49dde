"""Lines that look drawn by time rather than by a ruler: swaying, rounded, running on, winding. All in metres."""

import math
from itertools import pairwise

import numpy as np

from ingest.sample.ground import Box, Points

STEP = 45.0
"""Between the corners of a line."""

TURNING = 0.12
"""How much the direction of a line that runs on changes at each of its stretches, in radians."""

STRETCH = 600.0
MOST_STRETCHES = 100


def dense(corners: Points) -> Points:
    """Return a line with a corner each `STEP`."""
    parts = [one + _shares(one, other)[:, None] * (other - one) for one, other in pairwise(corners)]
    return np.concatenate([*parts, corners[-1:]])


def swaying(corners: Points, sway: float, random: np.random.Generator) -> Points:
    """Return a line through corners that leaves the straight way between them by up to about `sway`."""
    parts = []
    for one, other in pairwise(corners):
        shares = _shares(one, other)
        along = other - one
        length = math.hypot(*along)
        most = min(sway, length / 20) * random.uniform(-1, 1, 2)
        aside = most[0] * np.sin(math.pi * shares) + most[1] / 2 * np.sin(3 * math.pi * shares)
        parts.append(
            one + shares[:, None] * along + aside[:, None] * np.array([-along[1], along[0]]) / length
        )
    return np.concatenate([*parts, corners[-1:]])


def rounded(line: Points, metres: float) -> Points:
    """Return a dense line with its bends rounded over some metres; its ends stay."""
    half = min(round(metres / STEP), len(line) - 1)
    if half < 1:
        return line
    before, after = 2 * line[0] - line[half:0:-1], 2 * line[-1] - line[-2 : -half - 2 : -1]
    padded = np.concatenate([before, line, after])
    window = np.ones(2 * half + 1) / (2 * half + 1)
    return np.column_stack([np.convolve(padded[:, axis], window, mode="valid") for axis in (0, 1)])


def round_trip(ring: Points, metres: float) -> Points:
    """Return a closed line with its bends rounded over some metres."""
    line = dense(ring)
    half = round(metres / STEP)
    open_line = line[:-1]
    around = np.concatenate([open_line[-half:], open_line, open_line[:half]])
    window = np.ones(2 * half + 1) / (2 * half + 1)
    return np.column_stack([np.convolve(around[:, axis], window, mode="valid") for axis in (0, 1)])


def onward(begin: Points, bearing: float, box: Box, random: np.random.Generator) -> Points:
    """Return the corners of a line that runs on from a place, turning a little, until it leaves a box.

    `bearing` is its direction in radians, clockwise from north.
    """
    corners, direction = [begin], bearing
    for _ in range(MOST_STRETCHES):
        if not (np.array(box[:2]) < corners[-1]).all() or not (corners[-1] < np.array(box[2:])).all():
            break
        direction += random.normal(0, TURNING) + 0.3 * (bearing - direction)
        corners.append(corners[-1] + STRETCH * np.array([math.sin(direction), math.cos(direction)]))
    return np.array(corners)


def bearing_of(one: Points, other: Points) -> float:
    """Return the direction from one place to another in radians, clockwise from north."""
    east, north = other - one
    return math.atan2(east, north)


def winding(points: Points, bends: float, random: np.random.Generator) -> Points:
    """Return a river: a line near points that sways by up to about `bends` to both sides."""
    line = rounded(rounded(dense(points), 8 * bends), 4 * bends)
    steps = np.diff(line, axis=0)
    gone = np.concatenate([[0.0], np.cumsum(np.hypot(*steps.T))])
    along = np.gradient(line, axis=0)
    normal = np.column_stack([-along[:, 1], along[:, 0]]) / np.hypot(*along.T)[:, None]
    aside = np.zeros(len(line))
    for share, length in ((0.55, 7.0), (0.4, 11.3), (0.15, 3.1)):
        phase = random.uniform(0, 2 * math.pi)
        aside += share * bends * np.sin(2 * math.pi * gone / (bends * length) + phase)
    return rounded(line + aside[:, None] * normal, bends / 2)


def _shares(one: Points, other: Points) -> Points:
    """Return the shares of the way between two places at which a line has corners."""
    return np.arange(0, 1, STEP / max(math.hypot(*(other - one)), STEP))
