"""Points of a panel as a native chart: dots, dots joined by lines, lines, with intervals across or upright."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE

from exports.slides import native, texts, value_labels, values
from exports.slides.canvas import WHITE, Area, Canvas, Element, Look
from exports.slides.panels import Panel, Trace, errors

_SYMBOLS = {
    "circle": "circle",
    "diamond": "diamond",
    "square": "square",
    "triangle-up": "triangle",
    "triangle-down": "triangle",
    "x": "x",
    "cross": "plus",
    "star": "star",
    "line-ew": "dash",
    "line-ns": "dash",
}
_ENDS = {"x": ("左へ", "右へ"), "y": ("下へ", "上へ")}
"""What the columns of intervals are called, by the direction they reach in."""
_TINT = 0.4  # of white in an open mark: LibreOffice draws no border of a mark
_SMALLEST, _LARGEST = 2, 72  # points of a marker a native chart can have


class _Data(XyChartData):  # type: ignore[misc]
    """Points with what stands beside them in their workbook."""

    def __init__(self) -> None:
        super().__init__(number_format="General")
        self.beside: dict[str, dict[str, list[Any]]] = {}
        self._writer = native.XyWriter(self)

    @property
    def _workbook_writer(self) -> Element:
        return self._writer


@dataclass(frozen=True)
class _Series:
    name: str
    trace: Trace
    places: list[int]
    points: list[tuple[float, float]]
    has_line: bool
    has_marks: bool


def is_drawn(trace: Trace) -> bool:
    """Tell whether a trace of points is to be seen as points or lines."""
    mode = str(trace.get("mode") or "lines+markers")
    marker = trace.get("marker") or {}
    has_line = "lines" in mode and (trace.get("line") or {}).get("width") != 0
    return has_line or ("markers" in mode and marker.get("opacity") != 0)


def labels_of(trace: Trace) -> value_labels.ValueLabels | None:
    """Return how the chart writes the values of points that have marks; None where it does not."""
    marker = trace.get("marker") or {}
    has_marks = "markers" in str(trace.get("mode") or "") and marker.get("opacity") != 0
    return value_labels.of_points(trace) if has_marks else None


def draw(canvas: Canvas, panel: Panel, plot: Area, scale: float, name: str, alt: str) -> None:
    """Draw all points of a panel as one chart; `scale` is the size of marks beside those of a screen."""
    traces = [
        trace for trace in panel.traces if trace.get("type", "scatter") == "scatter" and is_drawn(trace)
    ]
    listed = [
        one
        for number, trace in enumerate(traces, start=1)
        for one in _series(panel, trace, f"系列{number}" if len(traces) > 1 else "値")
    ]
    if not listed:
        return
    data = _Data()
    for one in listed:
        kept = data.add_series(_apart(one.name, data))
        for x, y in one.points:
            kept.add_data_point(x, y)
        data.beside[kept.name] = _beside(one, panel)
    drawn = native.chart(canvas, XL_CHART_TYPE.XY_SCATTER, panel.area(plot), data, name, alt)
    native.scale(drawn.category_axis, panel.x.low, panel.x.high, is_log=panel.x.kind == "log")
    native.scale(drawn.value_axis, panel.y.low, panel.y.high, is_log=panel.y.kind == "log")
    for one, kept, series in zip(listed, data, drawn.plots[0].series, strict=True):
        for count in series._element.xpath("c:xVal//c:ptCount | c:yVal//c:ptCount"):
            count.set("val", str(data._writer.longest))
        _paint(series._element, one, scale)
        written = labels_of(one.trace) if one.has_marks else None
        if written:
            written.add(series._element, one.places, scale)
        _add_intervals(series._element, one, kept, data)


def _series(panel: Panel, trace: Trace, usual: str) -> Iterator[_Series]:
    """Yield a trace as series without gaps; the steps of a line are a series of their own."""
    xs, ys = values.listed(trace.get("x")), values.listed(trace.get("y"))
    mode = str(trace.get("mode") or "lines+markers")
    has_line = "lines" in mode and (trace.get("line") or {}).get("width") != 0
    has_marks = "markers" in mode and (trace.get("marker") or {}).get("opacity") != 0
    name = _called(trace, panel, usual)
    points = [
        (place, panel.x.datum(x), panel.y.datum(y)) for place, (x, y) in enumerate(zip(xs, ys, strict=False))
    ]
    runs: list[list[tuple[int, float, float]]] = [[]]
    for place, x, y in points:
        if x is not None and y is not None:
            runs[-1].append((place, x, y))
        elif has_line:
            runs.append([])
    for run in filter(None, runs):
        pairs = [(x, y) for _, x, y in run]
        places = [place for place, _, _ in run]
        is_stepped = has_line and (trace.get("line") or {}).get("shape") == "hv"
        if is_stepped:
            steps = [pairs[0]]
            for (_, before), (x, y) in pairwise(pairs):
                steps += [(x, before), (x, y)]
            yield _Series(f"{name}（線）", trace, [], steps, has_line=True, has_marks=False)
        yield _Series(name, trace, places, pairs, has_line and not is_stepped, has_marks)


def _called(trace: Trace, panel: Panel, usual: str) -> str:
    if trace.get("name"):
        return texts.in_one_line(trace["name"])
    for axis, letter in ((panel.y, "y"), (panel.x, "x")):
        words = {str(value) for value in values.listed(trace.get(letter))}
        if axis.kind == "category" and len(words) == 1:
            return texts.in_one_line(words.pop())
    return usual


def _apart(name: str, data: Element) -> str:
    """Return a name no series has yet."""
    taken = {series.name for series in data}
    return next(each for each in (name, *(f"{name}（{n}）" for n in range(2, 1000))) if each not in taken)


def _beside(one: _Series, panel: Panel) -> dict[str, list[Any]]:
    """Return what stands beside the points of a series: what they are called, and their intervals."""
    columns: dict[str, list[Any]] = {}
    if not one.places:
        return columns
    for axis, letter, heading in ((panel.x, "x", "横の名前"), (panel.y, "y", "縦の名前")):
        told = values.listed(one.trace.get(letter))
        if axis.kind == "category":
            columns[heading] = [texts.in_one_line(str(told[place])) for place in one.places]
        elif axis.kind == "date":
            columns["日付"] = [str(told[place])[:10] for place in one.places]
    for letter, words in _ENDS.items():
        if (one.trace.get(f"error_{letter}") or {}).get("array") is not None:
            for heading, sizes in zip(words, errors(one.trace, letter), strict=True):
                columns[heading] = [sizes[place] for place in one.places]
    return columns


def _add_intervals(series: Element, one: _Series, kept: Element, data: _Data) -> None:
    """Give a series the intervals that stand in its workbook."""
    beside = data.beside[kept.name]
    for letter, (low, high) in _ENDS.items():
        if low in beside:
            rest = [None] * (data._writer.longest - len(kept))
            below, above = (data._writer.cells(kept, 2 + list(beside).index(each)) for each in (low, high))
            color = values.color(one.trace[f"error_{letter}"].get("color"), "#1F2933")[0]
            sizes = ([*beside[low], *rest], [*beside[high], *rest])
            native.add_errors(series, letter, sizes, (below, above), Look(border=color, width=1.25))


def _paint(series: Element, one: _Series, scale: float) -> None:
    line = one.trace.get("line") or {}
    marker = one.trace.get("marker") or {}
    color = values.color(line.get("color") or _first(marker.get("color")), "#00558C")[0]
    thick = max(0.75, float(line.get("width") or 2) * scale)
    border = color if one.has_line else None
    native.paint(series, Look(border=border, width=thick, dash=str(line.get("dash") or "")))
    spot = series.get_or_add_marker()
    if not one.has_marks:
        spot.get_or_add_symbol().val = XL_MARKER_STYLE.NONE
    else:
        marks = _marks(one, color)
        size = float(_first(marker.get("size")) or 6)
        is_alike = len(set(marks)) == 1
        _mark(
            spot, marks[0], size * scale + (not is_alike)
        )  # LibreOffice colours only points of another size
        for place, mark in enumerate([] if is_alike else marks):
            _mark(series.get_or_add_dPt_for_point(place).get_or_add_marker(), mark, size * scale)


def _marks(one: _Series, usual: str) -> list[tuple[str, Look]]:
    """Return the form and the look of each mark of a series."""
    marker = one.trace.get("marker") or {}
    line = marker.get("line") or {}
    count = max(one.places, default=0) + 1
    found = []
    for color, symbol, edge in zip(
        values.each(marker.get("color"), count),
        values.each(marker.get("symbol") or "circle", count),
        values.each(line.get("color"), count),
        strict=True,
    ):
        name = str(symbol or "circle")
        form = name.partition("-open")[0]
        rgb, opacity = values.color(color, f"#{usual}")
        own = values.number(marker.get("opacity"))
        is_open = "-open" in name or form.startswith("line")
        wide = float(_first(line.get("width")) or (2 if is_open else 0))
        border = values.color(edge, f"#{rgb}")[0] if wide else None
        if border and (rgb == WHITE or (is_open and not form.startswith("line"))):
            rgb = values.mixed(border, WHITE, _TINT)
        look = Look(rgb, opacity * (1 if own is None else own), border, wide)
        found.append((_SYMBOLS.get(form, "circle"), look))
    return [found[place] for place in one.places]


def _mark(spot: Element, mark: tuple[str, Look], size: float) -> None:
    symbol, look = mark
    spot.get_or_add_symbol().val = next(each for each in XL_MARKER_STYLE if each.xml_value == symbol)
    spot.get_or_add_size().val = max(_SMALLEST, min(_LARGEST, round(size)))
    native.paint(spot, look)


def _first(value: values.Value) -> values.Value:
    return values.each(value, 1)[0]
