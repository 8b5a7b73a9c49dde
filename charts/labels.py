"""Where labels stand in a picture: beside their points, off the lines and never over one another."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

LINE_HEIGHT = 1.3  # of a line of text, in sizes of its type
_WIDE, _NARROW = 1.0, 0.58  # width of a character, in sizes of its type
_GAP = 7.0  # px between the middle of a point and its label
_CROSSED = 10.0  # cost of a label over a line; the places before it in the list cost one each

Pixel = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle in px; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Box") -> bool:
        """Tell whether two rectangles share any ground."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def is_within(self, other: "Box") -> bool:
        """Tell whether this rectangle lies wholly in another."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True)
class Label:
    """A text beside a point: Plotly's names of the places it may take, the best one first."""

    at: Pixel
    text: str
    size: float
    places: Sequence[str]


def width(text: str, size: float) -> float:
    """Return about how many px the longest line of a label needs; tags do not count, `<br>` breaks lines."""
    lines = re.sub(r"<(?!br>)[^>]*>", "", text).split("<br>")
    return max(
        sum(_WIDE if unicodedata.east_asian_width(letter) in "WFA" else _NARROW for letter in line) * size
        for line in lines
    )


def mark(at: Pixel) -> Box:
    """Return the ground the mark of a point covers."""
    x, y = at
    return Box(x - 5, y - 5, x + 5, y + 5)


def box(label: Label, place: str) -> Box:
    """Return the ground a label covers at one of Plotly's places, such as `top center`."""
    (x, y), (vertical, horizontal) = label.at, place.split(" ")
    wide, high = width(label.text, label.size), (label.text.count("<br>") + 1) * LINE_HEIGHT * label.size
    left = {"left": x - _GAP - wide, "center": x - wide / 2, "right": x + _GAP}[horizontal]
    top = {"top": y - _GAP - high, "middle": y - high / 2, "bottom": y + _GAP}[vertical]
    return Box(left, top, left + wide, top + high)


def place(
    labels: Sequence[Label], *, ground: Box, taken: Sequence[Box], lines: Sequence[tuple[Pixel, Pixel]]
) -> list[str | None]:
    """Return the place of every label, in the order given, which is the order they choose in.

    A label takes its cheapest place on the ground that is free of what is `taken` and of the labels before it;
    lines cost, and so does every step down its list. None where no place is free: better no number than one that
    cannot be read.
    """
    occupied, found = list(taken), []
    for label in labels:
        free = [
            (rank + _CROSSED * sum(crosses(covered, line) for line in lines), name, covered)
            for rank, name in enumerate(label.places)
            for covered in (box(label, name),)
            if covered.is_within(ground) and not any(covered.touches(other) for other in occupied)
        ]
        _, name, covered = min(free, key=lambda one: one[0], default=(0.0, None, None))
        found.append(name)
        if covered:
            occupied.append(covered)
    return found


def crosses(covered: Box, line: tuple[Pixel, Pixel]) -> bool:
    """Tell whether a straight line between two points runs over a rectangle (Liang-Barsky clipping)."""
    (x, y), (end_x, end_y) = line
    enters, leaves = 0.0, 1.0
    for start, move, low, high in (
        (x, end_x - x, covered.left, covered.right),
        (y, end_y - y, covered.top, covered.bottom),
    ):
        if move == 0:
            if not low < start < high:
                return False
            continue
        first, second = sorted(((low - start) / move, (high - start) / move))
        enters, leaves = max(enters, first), min(leaves, second)
    return enters < leaves


def apart(values: Sequence[float], least: float) -> list[float]:
    """Return places for labels near their values, in the same order, at least `least` from one another."""
    order = sorted(range(len(values)), key=values.__getitem__)
    places = list(values)
    for lower, upper in pairwise(order):
        places[upper] = max(places[upper], places[lower] + least)
    shift = sum(place - value for place, value in zip(places, values, strict=True)) / max(1, len(values))
    return [place - shift for place in places]
