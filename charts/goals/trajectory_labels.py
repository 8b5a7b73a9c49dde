"""What is written beside the points of an indicator's picture, and where there is room for it."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from charts import labels, words
from charts.goals.trajectory_axes import Plane
from charts.goals.trajectory_words import EXPECTED, LATE, expected_words
from charts.labels import Box, Label, Pixel
from findings.goals.trajectory import Drawing, Point
from stats.goals.series import KINDS_WITHOUT_PATH

GOOD_WORDS = "この範囲なら目標どおり"
ABOVE = ("top center", "top left", "top right", "middle left", "bottom center", "bottom right", "bottom left")
BELOW = (
    "bottom center",
    "bottom right",
    "bottom left",
    "middle right",
    "top center",
    "top left",
    "top right",
)

Places = Mapping[str, Sequence[str | None]]
"""Places of labels by the name of their trace; None where there was no room."""


def texts(drawing: Drawing) -> dict[str, list[tuple[Point, str]]]:
    """Return what is written beside the points, oldest first, by the name of their trace.

    Of the grey values the newest is named, the others carry their number only.
    """

    def short(value: float) -> str:
        return words.compact(value, drawing.unit)

    def grey(name: str, points: Sequence[Point]) -> list[tuple[Point, str]]:
        return [
            (point, f"{name} {short(point.value)}" if point is points[-1] else short(point.value))
            for point in points
        ]

    if drawing.kind == "cumulative":
        reports = [
            (total, f"<b>累計 {short(total.value)}</b><br>この年 {short(point.value)}")
            for total, point in zip(drawing.sums, drawing.reported, strict=True)
        ]
    else:
        reports = [(point, f"<b>{short(point.value)}</b>") for point in drawing.reported]
    if drawing.has_last_report_at_the_target:
        reports.pop()
    baseline = drawing.baseline
    return {
        "基準": [(baseline, f"基準<br>{short(baseline.value)}")] if baseline else [],
        "実績": [] if drawing.kind == "zero" else reports,
        "参考": grey("参考", drawing.context),
        "年の途中": grey("年の途中", drawing.partial),
        LATE: grey(LATE, drawing.late),
        EXPECTED: [(drawing.expected, expected_words(drawing.expected, drawing.unit))]
        if drawing.expected
        else [],
    }


def places(drawing: Drawing, on: Plane) -> Places:
    """Return where the labels stand, by the name of their trace; the newest choose first."""
    chosen = [
        (name, place, Label(on.at(point), text, on.text, _sides(drawing, name, point)))
        for name, written in texts(drawing).items()
        for place, (point, text) in reversed(list(enumerate(written)))
    ]
    found = labels.place(
        [label for _, _, label in chosen],
        ground=on.ground,
        taken=[*_marks(drawing, on), *_written_ground(drawing, on)],
        lines=_lines(drawing, on),
    )
    sides: dict[str, list[str | None]] = {
        name: [None] * len(written) for name, written in texts(drawing).items()
    }
    for (name, place, _), side in zip(chosen, found, strict=True):
        sides[name][place] = side
    return sides


def _sides(drawing: Drawing, name: str, point: Point) -> Sequence[str]:
    """Return the places a label may take, the best first: away from the path and from where the others lie."""
    if name == "実績" and drawing.kind == "cumulative":
        return ("top center", "top left")
    if name == "基準":
        both = ("top center", "bottom center")  # beside it stand the numbers of the axis
        return both if drawing.direction == "at_most" else both[::-1]
    if name == EXPECTED:
        newest = drawing.sums if drawing.kind == "cumulative" else drawing.reported
        return ABOVE if not newest or newest[-1].value < point.value else BELOW
    if name != "実績":
        turn = drawing.target.value if drawing.direction == "at_most" else -math.inf
        if drawing.direction == "at_least" and drawing.baseline:
            turn = drawing.baseline.value
        return BELOW if point.value < turn else ABOVE
    return ABOVE if point.value >= _expected(drawing, point.on) else BELOW


def _expected(drawing: Drawing, on: date) -> float:
    """Return the value of the path on a day; the target where there is no path."""
    if not drawing.path:
        return drawing.target.value
    start, end = drawing.path
    share = min(max((on - start.on) / (end.on - start.on), 0.0), 1.0)
    return start.value + share * (end.value - start.value)


def _marks(drawing: Drawing, on: Plane) -> list[Box]:
    reported = drawing.sums if drawing.kind == "cumulative" else drawing.reported
    baseline = [drawing.baseline] if drawing.baseline else []
    grey = (
        *drawing.context,
        *drawing.partial,
        *drawing.late,
        *([drawing.expected] if drawing.expected else []),
    )
    return [labels.mark(on.at(point)) for point in (*baseline, *reported, *grey)]


def _lines(drawing: Drawing, on: Plane) -> list[tuple[Pixel, Pixel]]:
    """Return the lines of the picture: path, target, reports, projection."""
    reported = [] if drawing.kind in ("cumulative", "zero") else list(drawing.reported)
    if drawing.kind == "milestone":  # every step lies level until the next
        levels = [[point, Point(later.on, point.value)] for point, later in pairwise(reported)]
        reported = [point for level in levels for point in level] + reported[-1:]
    chains = [list(drawing.path), reported]
    if drawing.projected and reported:
        chains.append([reported[-1], Point(drawing.projected.on, drawing.projected.value)])
    height = on.at(drawing.target)[1]
    across = ((0.0, height), (on.wide, height))
    return [across, *((on.at(start), on.at(end)) for chain in chains for start, end in pairwise(chain))]


def baseline_words(drawing: Drawing) -> str:
    """Return what stands for a baseline that is words only."""
    return f"基準は言葉だけ：<br>{drawing.baseline_text}"


def _written_ground(drawing: Drawing, on: Plane) -> list[Box]:
    """Return the ground of what is written on the plane itself: the wanted side, and a baseline in words."""
    found = []
    tall = labels.LINE_HEIGHT * on.text
    if drawing.kind in KINDS_WITHOUT_PATH and drawing.kind != "zero":
        top = 0.0 if drawing.direction == "at_least" else on.tall - tall
        found.append(Box(0, top, labels.width(GOOD_WORDS, on.text), top + tall))
    if drawing.baseline is None:
        wide = labels.width(baseline_words(drawing), on.text)
        found.append(Box(on.wide - wide, 0.98 * on.tall - 2 * tall, on.wide, on.tall))
    return found
