"""Bars of a panel as a native chart: beside one another, over one another, stacked, from any base."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

from exports.slides import native, texts, value_labels, values
from exports.slides.axes import Axis
from exports.slides.canvas import Area, Canvas, Element, Look
from exports.slides.panels import Panel, Trace, errors

_USUAL_GAP = 0.2
_MOST = 400  # bars side by side
_BELOW = "棒の下の端"


class _Data(CategoryChartData):  # type: ignore[misc]
    """Bars with what stands beside them in their workbook."""

    def __init__(self) -> None:
        super().__init__(number_format="General")
        self.beside: dict[str, list[float | None]] = {}
        self._writer = native.BarWriter(self)

    @property
    def _workbook_writer(self) -> Element:
        return self._writer


@dataclass(frozen=True)
class _Slots:
    """Where bars stand: the coordinate of the first one, from one to the next, and how many there is room for."""

    first: float
    step: float
    count: int

    def of(self, coordinate: float) -> int:
        """Return the number of the slot at a coordinate."""
        return round((coordinate - self.first) / self.step)


@dataclass(frozen=True)
class _Series:
    name: str
    sizes: list[float | None]
    trace: Trace | None
    order: list[int | None]
    """For each slot the number of the bar in its trace."""


def is_drawn(trace: Trace) -> bool:
    """Tell whether a trace has any bar."""
    return trace.get("type") == "bar" and bool(values.listed(trace.get("x")))


def draw(
    canvas: Canvas,
    panel: Panel,
    plot: Area,
    layout: Mapping[str, Any],
    scale: float,
    name: str,
    alt: str,
) -> None:
    """Draw all bars of a panel as one chart; `scale` is the size of letters beside those of a screen."""
    traces = [trace for trace in panel.traces if is_drawn(trace)]
    is_flat = traces[0].get("orientation") == "h"
    across, along = (panel.y, panel.x) if is_flat else (panel.x, panel.y)
    letter = "y" if is_flat else "x"
    slots = _slots(across, [value for trace in traces for value in values.listed(trace.get(letter))])
    is_stacked = any(trace.get("base") is not None for trace in traces)
    listed = _series(traces, across, slots, is_flat=is_flat, is_stacked=is_stacked)
    data = _Data()
    data.categories = [_called(across, slots, place) for place in range(slots.count)]
    for one in listed:
        data.add_series(one.name, one.sizes)
    places = _errors_beside(data, listed, "x" if is_flat else "y")
    kinds = {
        (False, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
        (False, True): XL_CHART_TYPE.COLUMN_STACKED,
        (True, False): XL_CHART_TYPE.BAR_CLUSTERED,
        (True, True): XL_CHART_TYPE.BAR_STACKED,
    }
    drawn = native.chart(
        canvas,
        kinds[is_flat, is_stacked],
        _ground(panel, plot, across, slots, is_flat=is_flat),
        data,
        name,
        alt,
    )
    native.scale(drawn.value_axis, along.low, along.high, is_log=along.kind == "log")
    drawn.category_axis.reverse_order = across.low > across.high
    bars = drawn.plots[0]
    bars.vary_by_categories = False
    bars.overlap = 100 if is_stacked or layout.get("barmode") == "overlay" else 0
    side_by_side = 1 if bars.overlap else len(listed)
    bars.gap_width = min(500, round(100 * side_by_side * _gap(traces[0], layout, slots.step)))
    for one, series in zip(listed, bars.series, strict=True):
        _paint(series._element, one, places.get(one.name), is_flat=is_flat)
        written = one.trace and value_labels.of_bars(panel, one.trace)
        if written:
            written.add(series._element, one.order, scale)


def _slots(axis: Axis, found: Sequence[Any]) -> _Slots:
    if axis.kind == "category":
        return _Slots(0.0, 1.0, max(1, len(axis.categories)))
    places = sorted({each for each in map(axis.coordinate, found) if each is not None}) or [0.0]
    ticks = [coordinate for coordinate, _ in axis.ticks]
    steps = [b - a for a, b in pairwise(places)] or [b - a for a, b in pairwise(ticks)]
    step = min(steps, default=1.0)
    count = min(_MOST, round((places[-1] - places[0]) / step) + 1)
    return _Slots(places[0], (places[-1] - places[0]) / (count - 1) if count > 1 else step, count)


def _called(axis: Axis, slots: _Slots, place: int) -> str:
    """Return what stands at a slot in words."""
    if axis.kind == "category":
        return texts.in_one_line(axis.categories[place]) if axis.categories else ""
    coordinate = slots.first + place * slots.step
    near = [word for tick, word in axis.ticks if abs(tick - coordinate) < slots.step / 3]
    return texts.in_one_line(near[0]) if near else f"{coordinate:.10g}"


def _ground(panel: Panel, plot: Area, across: Axis, slots: _Slots, *, is_flat: bool) -> Area:
    """Return the ground of all slots: each bar stands in the middle of its own."""
    area = panel.area(plot)
    ends = (slots.first - slots.step / 2, slots.first + (slots.count - 0.5) * slots.step)
    low, high = sorted(across.part(end) for end in ends)
    if is_flat:
        return Area(area.left, area.bottom - high * area.height, area.width, (high - low) * area.height)
    return Area(area.left + low * area.width, area.top, (high - low) * area.width, area.height)


def _series(
    traces: Sequence[Trace], across: Axis, slots: _Slots, *, is_flat: bool, is_stacked: bool
) -> list[_Series]:
    found: list[_Series] = []
    total = [0.0] * slots.count
    for number, trace in enumerate(traces, start=1):
        where = values.listed(trace.get("y" if is_flat else "x"))
        sizes: list[float | None] = [None] * slots.count
        bases: list[float | None] = [None] * slots.count
        order: list[int | None] = [None] * slots.count
        measured = values.listed(trace.get("x" if is_flat else "y"))
        for at, (place, size, base) in enumerate(
            zip(where, measured, values.each(trace.get("base"), len(where)), strict=False)
        ):
            coordinate = across.coordinate(place)
            if coordinate is not None:
                slot = slots.of(coordinate)
                sizes[slot], bases[slot], order[slot] = values.number(size), values.number(base), at
        name = texts.in_one_line(trace.get("name") or (f"系列{number}" if len(traces) > 1 else "値"))
        if is_stacked:
            gaps = [
                base - below if base is not None and abs(base - below) > 1e-9 else None
                for base, below in zip(bases, total, strict=True)
            ]
            if any(gap is not None for gap in gaps):
                found.append(_Series(f"{_BELOW}（{name}）", gaps, None, []))
            total = [a + (b or 0.0) + (c or 0.0) for a, b, c in zip(total, gaps, sizes, strict=True)]
        found.append(_Series(_apart(name, found), sizes, trace, order))
    return found


def _apart(name: str, found: Sequence[_Series]) -> str:
    """Return a name no series has yet."""
    taken = {one.name for one in found}
    return next(each for each in (name, *(f"{name}（{n}）" for n in range(2, 1000))) if each not in taken)


def _errors_beside(data: _Data, listed: Sequence[_Series], letter: str) -> dict[str, tuple[Any, ...]]:
    """Put intervals into the workbook, and return them by series with the cells that hold them."""
    found: dict[str, tuple[Any, ...]] = {}
    for one in listed:
        if one.trace is None or not (one.trace.get(f"error_{letter}") or {}).get("array"):
            continue
        both = [[0.0 if at is None else sizes[at] for at in one.order] for sizes in errors(one.trace, letter)]
        cells = []
        for heading, sizes in zip(("下へ", "上へ"), both, strict=True):
            column = native.BarWriter._column_reference(2 + len(listed) + len(data.beside))
            data.beside[f"{one.name}：{heading}"] = list(sizes)
            cells.append(f"Sheet1!${column}$2:${column}${len(sizes) + 1}")
        found[one.name] = (*both, tuple(cells))
    return found


def _gap(trace: Trace, layout: Mapping[str, Any], step: float) -> float:
    """Return the room between bars, in widths of a bar."""
    wide = trace.get("width")
    asked = values.number(values.listed(wide)[0] if isinstance(wide, Sequence) else wide)
    if asked is not None and asked > 1e6:  # milliseconds on an axis of days
        asked /= 1000 * values.A_DAY
    bargap = layout.get("bargap")
    share = asked / step if asked else 1 - (_USUAL_GAP if bargap is None else float(bargap))
    return max(0.0, 1 / max(0.05, share) - 1)


def _paint(series: Element, one: _Series, intervals: tuple[Any, ...] | None, *, is_flat: bool) -> None:
    if one.trace is None:
        native.paint(series, Look())
        return
    looks = _looks(one.trace)
    native.paint(series, looks[0] if looks else Look())
    for slot, at in enumerate(one.order):
        if at is not None and looks[at] != looks[0]:
            native.paint(series.get_or_add_dPt_for_point(slot), looks[at])
    if intervals:
        below, above, cells = intervals
        spec = one.trace["error_x" if is_flat else "error_y"]
        border = values.color(spec.get("color"), "#1F2933")[0]
        native.add_errors(series, "", (below, above), cells, Look(border=border, width=1.25))


def _looks(trace: Trace) -> list[Look]:
    count = max(len(values.listed(trace.get("x"))), len(values.listed(trace.get("y"))))
    marker = trace.get("marker") or {}
    line = marker.get("line") or {}
    hatched = values.each((marker.get("pattern") or {}).get("shape"), count)
    opacity = values.number(marker.get("opacity")) or 1.0
    border = values.color(line.get("color"), "#1F2933")[0] if line.get("width") else None
    return [
        Look(color, own * opacity, border, float(line.get("width") or 0), is_hatched=bool(shape))
        for (color, own), shape in zip(
            (values.color(each, "#00558C") for each in values.each(marker.get("color"), count)),
            hatched,
            strict=True,
        )
    ]
