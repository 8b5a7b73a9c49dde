"""A figure with axes, taken apart: its panels, each with two axes and what is drawn between them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exports.slides import values
from exports.slides.axes import Axis, axis
from exports.slides.canvas import Area, Point

KINDS = ("scatter", "bar", "heatmap")
Trace = Mapping[str, Any]


@dataclass(frozen=True)
class Panel:
    """Two axes with their traces."""

    x_id: str
    y_id: str
    x: Axis
    y: Axis
    traces: tuple[Trace, ...]

    def area(self, plot: Area) -> Area:
        """Return the part of the plot this panel has."""
        (left, right), (low, high) = self.x.domain, self.y.domain
        return Area(
            plot.left + left * plot.width,
            plot.top + (1 - high) * plot.height,
            (right - left) * plot.width,
            (high - low) * plot.height,
        )

    def at(self, plot: Area, x: values.Value, y: values.Value) -> Point | None:
        """Return where a pair of values lies, None if nowhere."""
        across, up = self.x.share(x), self.y.share(y)
        area = self.area(plot)
        if across is None or up is None:
            return None
        return area.left + across * area.width, area.bottom - up * area.height


def panels(figure: Mapping[str, Any]) -> list[Panel]:
    """Return the panels of a figure, in the order of its traces; one panel where nothing is drawn yet."""
    layout = figure.get("layout") or {}
    by_axes: dict[tuple[str, str], list[Trace]] = {}
    for trace in figure.get("data") or ():
        if trace.get("type", "scatter") in KINDS and trace.get("visible", True) is True:
            by_axes.setdefault((trace.get("xaxis") or "x", trace.get("yaxis") or "y"), []).append(trace)
    axes: dict[str, Axis] = {}
    for name in {name for pair in by_axes for name in pair} or {"x", "y"}:
        axes[name] = _axis(name, layout, by_axes)
    return [
        Panel(x, y, axes[x], axes[y], tuple(_stacked(traces, layout)))
        for (x, y), traces in (by_axes or {("x", "y"): []}).items()
    ]


def _axis(name: str, layout: Mapping[str, Any], by_axes: Mapping[tuple[str, str], list[Trace]]) -> Axis:
    spec = layout.get(f"{name[0]}axis{name[1:]}") or {}
    same = {name, spec.get("matches") or name}
    traces = [trace for pair, found in by_axes.items() if same & set(pair) for trace in found]
    letter = name[0]
    found = [value for trace in traces for value in reached(trace, letter)]
    is_measured = any(
        trace.get("type") == "bar" and (letter == "x") == (trace.get("orientation") == "h")
        for trace in traces
    )
    return axis(spec, found, has_bars=is_measured)


def _stacked(traces: Sequence[Trace], layout: Mapping[str, Any]) -> Iterator[Trace]:
    """Yield traces, of which bars that are stacked know where they begin."""
    total: dict[Any, float] = {}
    for trace in traces:
        if trace.get("type") != "bar" or layout.get("barmode") not in ("stack", "relative"):
            yield trace
            continue
        is_flat = trace.get("orientation") == "h"
        places = values.listed(trace.get("y" if is_flat else "x"))
        sizes = values.listed(trace.get("x" if is_flat else "y"))
        yield {**trace, "base": [total.get(place, 0.0) for place in places]}
        for place, size in zip(places, sizes, strict=False):
            total[place] = total.get(place, 0.0) + (values.number(size) or 0.0)


def reached(trace: Trace, letter: str) -> Iterator[Any]:
    """Yield what a trace takes of an axis, the ends of its bars and errors too."""
    found = values.listed(trace.get(letter))
    yield from found
    count = len(found)
    if trace.get("type") == "bar" and (letter == "x") == (trace.get("orientation") == "h"):
        for value, base in zip(found, values.each(trace.get("base"), count), strict=True):
            if (size := values.number(value)) is not None:
                yield size + (values.number(base) or 0.0)
    for low, high, value in zip(*errors(trace, letter), found, strict=True):
        if (middle := values.number(value)) is not None and not isinstance(value, str):
            yield from (middle - low, middle + high)


def errors(trace: Trace, letter: str) -> tuple[list[float], list[float]]:
    """Return how far an interval reaches below and above each value of a trace; zeros where there is none."""
    count = len(values.listed(trace.get(letter)))
    spec = trace.get(f"error_{letter}") or {}
    above = values.listed(spec.get("array")) if spec.get("visible", True) else []
    below = values.listed(spec.get("arrayminus")) or above
    return tuple(  # type: ignore[return-value]
        [values.number(size) or 0.0 for size in (sizes + [0.0] * count)[:count]] for sizes in (below, above)
    )
