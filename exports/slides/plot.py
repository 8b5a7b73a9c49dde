"""A figure with axes on a slide: ground, native charts and words, all at places of one fixed plot."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from exports.slides import bars, dots, labels, texts, value_labels, values
from exports.slides.axes import Axis
from exports.slides.canvas import LINE, Area, Canvas, Letters, Look, Point, written
from exports.slides.labels import Label
from exports.slides.panels import Panel, panels

_BASE, _SMALLEST = 14.0, 10.0  # points of letters
_ROWS = (14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0)
_WIDEST = 0.34  # of a slide, what is written beside the rows of a plot
_GAP = 6.0


@dataclass(frozen=True)
class _Ticks:
    """What is written along an axis: the texts with their coordinates, and the size of their letters."""

    words: tuple[tuple[float, str], ...]
    size: float

    @property
    def width(self) -> float:
        """Return the room the widest of them takes."""
        return max((texts.width(word, self.size) for _, word in self.words), default=0.0)

    @property
    def height(self) -> float:
        """Return the room the one with most lines takes."""
        return texts.height(max((word.count("\n") + 1 for _, word in self.words), default=0), self.size)


def is_plot(figure: Mapping[str, Any]) -> bool:
    """Tell whether a figure has anything this module draws."""
    return any(trace.get("type", "scatter") in ("scatter", "bar") for trace in figure.get("data") or ())


def draw(canvas: Canvas, area: Area, figure: Mapping[str, Any], name: str, alt: str) -> None:
    """Draw a figure of bars, lines and dots into an area."""
    figure = value_labels.on_their_bars(figure)
    layout = figure.get("layout") or {}
    found = panels(figure)
    scale = _scale(layout, area)
    upright = {panel.y_id: _beside(panel.y, area, panel) for panel in found}
    words = list(_labels(layout, found, scale))
    plot = _plot(area, found, upright, words)
    level = {panel.x_id: _below(panel.x, panel.area(plot).width) for panel in found}
    with canvas.group("目盛りと帯"):
        for shape in layout.get("shapes") or ():
            if shape.get("layer") == "below":
                _shape(canvas, shape, found, plot)
        for panel in found:
            _bands(canvas, panel, plot)
            _grid(canvas, panel, plot)
            _ticks(canvas, panel, plot, level[panel.x_id], upright[panel.y_id], area)
    for number, panel in enumerate(found):
        told = alt if not number else f"{alt}（{number + 1}つ目の部分）"
        is_barred = any(bars.is_drawn(trace) for trace in panel.traces)
        if is_barred:
            bars.draw(canvas, panel, plot, layout, scale, name, told)
        dots.draw(canvas, panel, plot, scale, f"{name}（点と線）" if is_barred else name, told)
    with canvas.group("線と注記"):
        for shape in layout.get("shapes") or ():
            if shape.get("layer") != "below":
                _shape(canvas, shape, found, plot)
        for word in words:
            word.draw(canvas, plot, area)


def _scale(layout: Mapping[str, Any], area: Area) -> float:
    """Return the size of letters and marks beside those of a screen, where the figure may be higher than a slide."""
    high = float(layout.get("height") or 450)
    return max(_SMALLEST / _BASE, min(1.0, 1.15 * area.height / high))


def _labels(layout: Mapping[str, Any], found: Sequence[Panel], scale: float) -> Iterator[Label]:
    for panel in found:
        for trace in panel.traces:
            if trace.get("type") == "bar":
                yield from labels.on_bars(panel, trace, scale)
            elif trace.get("type", "scatter") == "scatter":
                yield from labels.at_points(panel, trace, scale)
    yield from labels.annotations(layout, found, scale)


def _beside(axis: Axis, area: Area, panel: Panel) -> _Ticks:
    """Return what is written beside the rows of a plot: on one line, and smaller, where rows are dense."""
    if not axis.ticks:
        return _Ticks((), _BASE)
    high = area.height * (panel.y.domain[1] - panel.y.domain[0]) * 0.8
    pitch = high / max(1.0, abs(axis.high - axis.low)) * _step(axis)
    for size in _ROWS:
        for is_rejoined in (False, True):
            words = tuple(
                (at, _rejoined(word, area.width * _WIDEST, size) if is_rejoined else texts.plain(word))
                for at, word in axis.ticks
            )
            found = _Ticks(words, size)
            if found.height <= pitch:
                return found
    return found


def _rejoined(word: str, room: float, size: float) -> str:
    """Return a text that was broken for a narrow screen on as few lines as a slide has room for.

    Lines that differ in their look say different things: they are parted by a space, and none of them is broken.
    """
    if "<b>" not in word and "<span" not in word:
        return "\n".join(texts.wrapped(texts.in_one_line(word), size, room))
    first, *others = texts.plain(word).split("\n")
    joined = [first]
    for line in others:
        if texts.width(f"{joined[-1]}　{line}", size) <= room:
            joined[-1] += f"　{line}"
        else:
            joined.append(line)
    return "\n".join(joined)


def _step(axis: Axis) -> float:
    places = sorted(at for at, _ in axis.ticks)
    return min((b - a for a, b in pairwise(places)), default=abs(axis.high - axis.low))


def _below(axis: Axis, room: float) -> _Ticks:
    """Return what is written under the columns of a plot: smaller, then fewer of them, where columns are dense."""
    if not axis.ticks:
        return _Ticks((), _BASE)
    words = tuple((at, texts.plain(word)) for at, word in axis.ticks)
    pitch = room * _step(axis) / abs(axis.high - axis.low)
    for size in (_BASE, 12.0, 11.0, _SMALLEST):
        if _Ticks(words, size).width <= pitch:
            return _Ticks(words, size)
    if axis.kind == "category":
        wrapped = tuple((at, "\n".join(texts.wrapped(word, _SMALLEST, pitch))) for at, word in words)
        return _Ticks(wrapped, _SMALLEST)
    return _Ticks(words[::2], _SMALLEST) if len(words) > 2 else _Ticks(words, _SMALLEST)


def _plot(area: Area, found: Sequence[Panel], upright: Mapping[str, _Ticks], words: Sequence[Label]) -> Area:
    """Return the plot: as large as the area allows with everything written around it."""
    left = max((upright[panel.y_id].width for panel in found if panel.x.domain[0] == 0), default=0.0) + _GAP
    room = area.width - left - 8
    top, bottom, right = 8.0, 8.0, 8.0
    for panel in found:
        takes = _below(panel.x, room * (panel.x.domain[1] - panel.x.domain[0])).height + _GAP
        takes += texts.height(1, _BASE) if panel.x.title else 0
        if panel.x.is_top:
            top = max(top, takes)
        elif panel.y.domain[0] == 0:
            bottom = max(bottom, takes)
    edges = [left, top, right, bottom]
    for _ in range(4):
        plot = _inner(area, edges)
        for word in words:
            box = word.box(plot)
            over = (
                area.left - box.left,
                area.top - box.top,
                box.right - area.right,
                box.bottom - area.bottom,
            )
            edges = [
                min(edge + max(0.0, more), share)
                for edge, more, share in zip(
                    edges, over, (area.width * 0.45, area.height * 0.4) * 2, strict=True
                )
            ]
            plot = _inner(area, edges)
    return _inner(area, edges)


def _inner(area: Area, edges: Sequence[float]) -> Area:
    left, top, right, bottom = edges
    return Area(area.left + left, area.top + top, area.width - left - right, area.height - top - bottom)


def _grid(canvas: Canvas, panel: Panel, plot: Area) -> None:
    area, look = panel.area(plot), Look(border=LINE, width=0.75)
    if panel.x.has_grid:
        for at, _ in panel.x.ticks:
            x = area.left + panel.x.part(at) * area.width
            canvas.line((x, area.top), (x, area.bottom), look, name="目盛り線")
    if panel.y.has_grid:
        for at, _ in panel.y.ticks:
            y = area.bottom - panel.y.part(at) * area.height
            canvas.line((area.left, y), (area.right, y), look, name="目盛り線")


def _ticks(canvas: Canvas, panel: Panel, plot: Area, level: _Ticks, upright: _Ticks, within: Area) -> None:
    area = panel.area(plot)
    for at, word in level.words:
        x, wide = area.left + panel.x.part(at) * area.width, texts.width(word, level.size) + 4
        high = texts.height(word.count("\n") + 1, level.size)
        top = area.top - 4 - high if panel.x.is_top else area.bottom + 4
        left = max(within.left, min(x - wide / 2, within.right - wide))
        letters = Letters(level.size, panel.x.color, "ctr")
        canvas.text(Area(left, top, wide, high), written(word), letters, name="横の目盛り")
    if panel.x.title:
        high = texts.height(1, 12)
        top = area.top - 4 - level.height - high if panel.x.is_top else area.bottom + 4 + level.height
        letters = Letters(12, panel.x.color, "ctr")
        canvas.text(
            Area(area.left, top, area.width, high), written(panel.x.title), letters, name="横軸の名前"
        )
    for at, word in upright.words:
        y, high = (
            area.bottom - panel.y.part(at) * area.height,
            texts.height(word.count("\n") + 1, upright.size),
        )
        wide = texts.width(word, upright.size) + 2
        letters = Letters(upright.size, panel.y.color, "r", "ctr")
        canvas.text(
            Area(area.left - _GAP - wide, y - high / 2, wide, high), written(word), letters, name="縦の目盛り"
        )


def _bands(canvas: Canvas, panel: Panel, plot: Area) -> None:
    """Draw what a panel fills between its lines."""
    for trace in panel.traces:
        if trace.get("fill") not in ("toself", "tozeroy", "tonexty"):
            continue
        points = [
            panel.at(plot, x, y)
            for x, y in zip(values.listed(trace.get("x")), values.listed(trace.get("y")), strict=False)
        ]
        kept: list[Point] = [point for point in points if point]
        if trace["fill"] == "toself" and len(kept) > 2:
            color, opacity = values.color(trace.get("fillcolor"), "#D9DEE4")
            canvas.polygons([kept], Look(color, opacity), texts.in_one_line(trace.get("name") or "帯"))


def _shape(canvas: Canvas, shape: Mapping[str, Any], found: Sequence[Panel], plot: Area) -> None:
    """Draw a reference line or a band of a figure."""
    ends = []
    for number in "01":
        x = labels.place(shape.get("xref") or "x", shape.get(f"x{number}"), "x", found)
        y = labels.place(shape.get("yref") or "y", shape.get(f"y{number}"), "y", found)
        if x is None or y is None:
            return
        x, y = max(0.0, min(1.0, x)), max(0.0, min(1.0, y))
        ends.append((plot.left + x * plot.width, plot.bottom - y * plot.height))
    line = shape.get("line") or {}
    border = values.color(line.get("color"), "#52606D")[0]
    wide = float(line.get("width", 2))
    (x, y), (to_x, to_y) = ends
    if shape.get("type") == "line":
        canvas.line(
            ends[0],
            ends[1],
            Look(border=border, width=wide, dash=str(line.get("dash") or "")),
            name="基準の線",
        )
    elif shape.get("type") == "rect":
        color, opacity = values.color(shape.get("fillcolor"), "#E8ECF0")
        area = Area(min(x, to_x), min(y, to_y), abs(to_x - x), abs(to_y - y))
        look = Look(color, opacity * float(shape.get("opacity", 1)), border if wide else None, wide)
        canvas.form("rect", area, look, name="帯")
