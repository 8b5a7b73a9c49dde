"""The ground an indicator is drawn on: its size, both axes, and where a value lies in px."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

import plotly.graph_objects as go

from charts import theme, words
from charts.goals.trajectory_words import right_labels
from charts.labels import LINE_HEIGHT, Box, Pixel, width
from findings.goals.trajectory import Drawing, Point
from stats import calendars
from stats.calendars import Calendar

_MARGIN = 8  # px around the picture
_BESIDE = 8  # px between the plane and what is written left and right of it
_LONGEST_UNIT = 2  # letters; a longer one stands at the labels only and not at every tick
_LEAST_SPAN = timedelta(days=365)


@dataclass(frozen=True)
class Canvas:
    """The size of a picture and of its type, in px.

    `is_fixed` says that it is drawn just as wide: on paper dates may then run across; on the screen, where the same
    picture also stands on a phone, they are always narrow.
    """

    width: int
    height: int
    text: int
    is_fixed: bool = False


SCREEN = Canvas(640, 330, 14)
PAPER = Canvas(652, 240, 12, is_fixed=True)
PAPER_LOW = Canvas(652, 124, 12, is_fixed=True)
PAPER_HALF = Canvas(312, 136, 11, is_fixed=True)


def paper(*, is_alone: bool, is_low: bool) -> Canvas:
    """Return the size of a printed picture: half as wide beside another, low where much stands below it."""
    if not is_alone:
        return PAPER_HALF
    return PAPER_LOW if is_low else PAPER


@dataclass(frozen=True)
class Plane:
    """The ground between the axes: their ends, its size in px, and the size of the type on it."""

    first: date
    last: date
    low: float
    high: float
    wide: float
    tall: float
    text: int

    @property
    def ground(self) -> Box:
        """Return the rectangle labels may cover: a little more than the plane, but nothing under its axis."""
        return Box(-4.0, -4.0, self.wide + 4.0, self.tall + 1.0)

    @property
    def row(self) -> float:
        """Return the part of the value axis one line of text needs."""
        return 1.4 * self.text / self.tall * (self.high - self.low)

    def at(self, point: Point) -> Pixel:
        """Return where a value lies."""
        return (
            (point.on - self.first) / (self.last - self.first) * self.wide,
            (self.high - point.value) / (self.high - self.low) * self.tall,
        )


def of(figure: go.Figure, drawing: Drawing, canvas: Canvas) -> Plane:
    """Set both axes of a figure and return the plane between them.

    Values begin at 0, but for years and negative values; right of the plane there is room for the labels written there.
    """
    points = _points(drawing)
    low, top = _value_ends(drawing, points, canvas)
    first, last = min(point.on for point in points), max(point.on for point in points)
    first = min(first, last - _LEAST_SPAN, drawing.path_from or first)
    span = last - first
    ends = first - 0.2 * span, last + 0.06 * span
    beside = max(width(label.text, canvas.text) for label in right_labels(drawing)) + _BESIDE
    tick_lines, dates = 3, _days(first, last, drawing.calendar)
    values = _ticks(low, top, most=max(2, (canvas.height - 5 * canvas.text) // (3 * canvas.text)))
    unit = drawing.unit if len(drawing.unit) <= _LONGEST_UNIT or drawing.unit.startswith("年") else ""
    written = [_tick(value, unit, values[-1]) for value in values]
    left = max(width(text, canvas.text) for text in written) + _BESIDE
    wide = canvas.width - 2 * _MARGIN - left - beside
    if canvas.is_fixed:
        spacing = wide * ((dates[1] - dates[0]) / (ends[1] - ends[0]))
        tick_lines = 2 if spacing > 1.05 * width(words.period(last, drawing.calendar), canvas.text) else 3
        least = width("令和10" if tick_lines == 3 else "令和10年度末", canvas.text) + 4
        dates = _thinned(dates, math.ceil(least / spacing))
    figure.update_yaxes(
        range=[low, top],
        tickvals=values,
        ticktext=written,
        tickfont={"color": theme.SECONDARY, "size": canvas.text},
    )
    figure.update_xaxes(
        range=list(ends),
        tickvals=dates,
        ticktext=[_date(day, drawing.calendar, tick_lines) for day in dates],
        showgrid=False,
        tickangle=0,
        tickfont={"color": theme.SECONDARY, "size": canvas.text},
    )
    above = round(1.6 * canvas.text) if drawing.events else 0
    figure.update_layout(margin={"r": _MARGIN + beside, "t": _MARGIN + above})
    under = (tick_lines * LINE_HEIGHT + 0.7) * canvas.text
    return Plane(*ends, low, top, wide, canvas.height - 2 * _MARGIN - above - under, canvas.text)


def _points(drawing: Drawing) -> list[Point]:
    last = drawing.sums if drawing.kind == "cumulative" else drawing.reported
    baseline = [drawing.baseline] if drawing.baseline else []
    return [drawing.target, *last, *drawing.partial, *drawing.context, *drawing.late, *baseline]


def _value_ends(drawing: Drawing, points: list[Point], canvas: Canvas) -> tuple[float, float]:
    """Return the ends of the value axis, with room over the highest value for its label; a sum's has two lines."""
    values = [point.value for point in points]
    if drawing.projected:
        values += [drawing.projected.lower, drawing.projected.upper]
    low = min(values) - 1 if drawing.unit.startswith("年") else min(0.0, *values)
    high = max(values) if max(values) > low else low + 3
    if drawing.kind == "zero":
        high = max(high, 3.0)
    label = 3.8 * canvas.text if drawing.kind == "cumulative" else 0.0
    room = max(0.2, label / (canvas.height - 4 * canvas.text - label))
    return low, high + room * (high - low)


def _ticks(low: float, high: float, *, most: int) -> list[float]:
    """Return round values of an axis, at most so many and none finer than one."""
    least = max(1.0, (high - low) / most)
    power = 10 ** math.floor(math.log10(least))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least)
    return [step * count for count in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _tick(value: float, unit: str, highest: float) -> str:
    """Return a value of the axis in words; all of them in 万 where the highest is."""
    if highest >= words.FROM_MAN and not unit.startswith("年"):
        return f"{words.number(value / 10_000)}万{unit}" if value else f"0{unit}"
    return words.compact(value, unit)


def _days(first: date, last: date, calendar: Calendar) -> list[date]:
    """Return the last days of the years of a time axis; from nine on every second, always with the last."""
    days = calendars.last_days(first.year, last.year, calendar)
    return _thinned(days, 1 + (len(days) - 1) // 8)


def _thinned(days: list[date], every: int) -> list[date]:
    return days[::-1][::every][::-1]


def _date(day: date, calendar: Calendar, lines: int) -> str:
    """Return the end of a year in both ways of counting, on two or three lines."""
    shown = words.period(day, calendar)
    return f"{shown.replace('年', '<br>年', 1) if lines == 3 else shown}<br>{day.year}.{day.month}"
