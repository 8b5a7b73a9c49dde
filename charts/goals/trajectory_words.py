"""What the picture of one indicator series shows, and the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from charts import events, words
from charts.events import Mark

HELD = ("keep", "zero", "text_baseline")
"""Kinds that ask for a side of the target, not for a way to it."""

LATE = "期限後の値"
"""What a value after the target's day is called everywhere."""


@dataclass(frozen=True)
class Point:
    """A value with the day it holds for."""

    on: date
    value: float


@dataclass(frozen=True)
class Projected:
    """Where a straight line leads on the target's day, with its interval."""

    on: date
    value: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Drawing:
    """Everything the picture of one series shows.

    Attributes
    ----------
    kind, direction, unit, calendar
        What the plan says of the series.
    baseline
        The plan's baseline; None where it is words.
    baseline_text, target_text
        Both as printed.
    target
        The plan's target.
    path_from
        Day from which the rule expects progress; None where it knows no path.
    reported
        Reported values, oldest first, each of its own year.
    partial
        Part years' flows, shown but not judged, in grey.
    context
        Published values outside the plan's reporting, in grey.
    state
        State whose colour the reports have.
    projected
        The projection; None where there is none.
    late
        Values after the target's day, in grey; they change no state.
    events
        Remarkable times that have part in a value.
    """

    kind: str
    direction: str
    unit: str
    calendar: str
    baseline: Point | None
    baseline_text: str
    target: Point
    target_text: str
    path_from: date | None
    reported: Sequence[Point]
    partial: Sequence[Point]
    context: Sequence[Point]
    state: str
    projected: Projected | None = None
    late: Sequence[Point] = ()
    events: Sequence[Mark] = ()

    @property
    def path(self) -> list[Point]:
        """Return the ends of the straight path the rule expects."""
        if self.baseline is None or self.path_from is None:
            return []
        return [Point(self.path_from, self.baseline.value), self.target]

    @property
    def sums(self) -> list[Point]:
        """Return the running sum of the reported values."""
        total, found = 0.0, []
        for point in self.reported:
            total += point.value
            found.append(Point(point.on, total))
        return found

    @property
    def has_last_report_at_the_target(self) -> bool:
        """Return whether the newest report is of the target's day or later, so that it is named beside the target."""
        if not self.reported or self.kind in ("cumulative", "zero"):
            return False
        return self.reported[-1].on >= self.target.on


@dataclass(frozen=True)
class RightLabel:
    """A label right of the target's day: what it names, at which value, in which words."""

    name: str
    value: float
    text: str


def right_labels(drawing: Drawing) -> list[RightLabel]:
    """Return what is written right of the plane: target, projection, and a report of the target's day."""
    asked = {"at_least": "以上", "at_most": "以下"}[drawing.direction] if drawing.kind in HELD else ""
    if drawing.kind == "zero":
        asked = "を続ける"
    target = words.compact(drawing.target.value, drawing.unit)
    labels = [RightLabel("目標", drawing.target.value, f"目標 {target}{asked}")]
    if drawing.projected:
        value = drawing.projected.value
        labels.append(RightLabel("見込み", value, f"見込み {_rounded(value, drawing.unit)}"))
    if drawing.has_last_report_at_the_target:
        value = drawing.reported[-1].value
        labels.append(RightLabel("実績", value, f"<b>実績 {words.compact(value, drawing.unit)}</b>"))
    return labels


def _rounded(value: float, unit: str) -> str:
    """Return an estimate no finer than it is worth, in 万 where labels are."""
    return words.compact(value, unit) if abs(value) >= words.FROM_MAN else words.rounded(value, unit)


def in_words(drawing: Drawing, name: str, reading: str) -> str:
    """Return the picture as a sentence for those who do not see it."""
    values = listed(drawing, drawing.reported)
    alone = "年度ごとの" if drawing.kind == "cumulative" else ""
    reported = f"{alone}実績は{values}。" if values else "実績の報告はまだありません。"
    expected = (
        f"{words.period(drawing.projected.on, drawing.calendar)}の見込みは"
        f"{words.rounded(drawing.projected.value, drawing.unit)}。"
        if drawing.projected
        else ""
    )
    late = f"{LATE}は{listed(drawing, drawing.late)}。" if drawing.late else ""
    known = f"基準は{drawing.baseline_text}、目標は{drawing.target_text}。{reported}{late}"
    return f"{name}の推移。{known}{expected}{reading}{events.touched(drawing.events)}"


def listed(drawing: Drawing, points: Sequence[Point]) -> str:
    """Return values with the ends of their periods in words."""
    return words.listing(
        f"{words.period(point.on, drawing.calendar)} {words.quantity(point.value, drawing.unit)}"
        for point in points
    )
