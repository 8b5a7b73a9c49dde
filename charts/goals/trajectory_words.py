"""What the picture of one indicator series shows, and the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts import events, words
from findings.goals.trajectory import Drawing, Point
from stats.goals.series import KINDS_WITHOUT_PATH

LATE = "期限後の値"
"""What a value after the target's day is called everywhere."""

EXPECTED = "予定"
"""What the place of the path on the day of a value is called."""


@dataclass(frozen=True)
class RightLabel:
    """A label right of the target's day: what it names, at which value, in which words."""

    name: str
    value: float
    text: str


def right_labels(drawing: Drawing) -> list[RightLabel]:
    """Return what is written right of the plane: target, projection, and a report of the target's day."""
    asked = (
        {"at_least": "以上", "at_most": "以下"}[drawing.direction]
        if drawing.kind in KINDS_WITHOUT_PATH
        else ""
    )
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


def expected_words(expected: Point, unit: str) -> str:
    """Return where the path is, as a label in a picture writes it."""
    value = expected.value
    return f"{EXPECTED} {words.compact(value, unit) if value >= words.FROM_MAN else words.about(value, unit)}"


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
    path = (
        f"{words.period(drawing.expected.on, drawing.calendar)}の{EXPECTED}は"
        f"{words.about(drawing.expected.value, drawing.unit)}。"
        if drawing.expected
        else ""
    )
    late = f"{LATE}は{listed(drawing, drawing.late)}。" if drawing.late else ""
    known = f"基準は{drawing.baseline_text}、目標は{drawing.target_text}。{reported}{path}{late}"
    return f"{name}の推移。{known}{expected}{reading}{events.touched(drawing.events)}"


def listed(drawing: Drawing, points: Sequence[Point]) -> str:
    """Return values with the ends of their periods in words."""
    return words.listing(
        f"{words.period(point.on, drawing.calendar)} {words.quantity(point.value, drawing.unit)}"
        for point in points
    )
