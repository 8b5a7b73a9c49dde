"""Words within a plot: a figure's annotations and what it writes at its points and bars, as boxes of a slide."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exports.slides import dots, texts, value_labels, values
from exports.slides.axes import Axis
from exports.slides.canvas import INK, WHITE, Area, Canvas, Letters, Look
from exports.slides.panels import Panel, Trace

_ALIGN = {"left": "l", "center": "ctr", "right": "r"}
GAP = 3.0


@dataclass(frozen=True)
class Place:
    """Where something lies along one axis of the plot: a share of the plot, and points away from it."""

    share: float
    shift: float
    anchor: str


@dataclass(frozen=True)
class Label:
    """A text at its place."""

    lines: tuple[texts.Line, ...]
    x: Place
    y: Place
    size: float
    color: str
    align: str
    fill: str | None

    def box(self, plot: Area) -> Area:
        """Return the rectangle it takes for a plot."""
        words = "\n".join("".join(run.text for run in line) for line in self.lines)
        wide, high = texts.width(words, self.size) + 2, texts.height(len(self.lines), self.size)
        x = plot.left + self.x.share * plot.width + self.x.shift
        y = plot.bottom - self.y.share * plot.height - self.y.shift
        left = x - {"left": 0.0, "center": wide / 2, "right": wide}[self.x.anchor]
        top = y - {"top": 0.0, "middle": high / 2, "bottom": high}[self.y.anchor]
        return Area(left, top, wide, high)

    def draw(self, canvas: Canvas, plot: Area, within: Area) -> None:
        """Write it, moved inwards where it would leave the ground it may stand on."""
        box = self.box(plot)
        left = max(within.left, min(box.left, within.right - box.width))
        top = max(within.top, min(box.top, within.bottom - box.height))
        letters = Letters(self.size, self.color, self.align, "ctr")
        canvas.text(Area(left, top, box.width, box.height), self.lines, letters, Look(self.fill), name="注記")


def annotations(layout: Mapping[str, Any], panels: Sequence[Panel], scale: float) -> Iterator[Label]:
    """Yield the annotations of a figure; `scale` is the size of its letters beside those of a screen."""
    usual = (layout.get("font") or {}).get("size") or 14
    for note in layout.get("annotations") or ():
        if not str(note.get("text") or "").strip() or note.get("visible") is False:
            continue
        x, y = _place(note, "x", panels, scale), _place(note, "y", panels, scale)
        if x is None or y is None:
            continue
        font = note.get("font") or {}
        ground = note.get("bgcolor")
        yield Label(
            texts.lines(note["text"]),
            x,
            y,
            min(14.0, float(font.get("size") or usual)) * scale,
            values.color(font.get("color"), INK)[0],
            _ALIGN[note.get("align") or (x.anchor if x.anchor != "center" else "center")],
            values.color(ground, WHITE)[0] if ground and values.color(ground, WHITE)[1] > 0 else None,
        )


def _place(note: Mapping[str, Any], letter: str, panels: Sequence[Panel], scale: float) -> Place | None:
    reference = note.get(f"{letter}ref") or letter
    share = place(reference, note.get(letter), letter, panels)
    if share is None:
        return None
    low, middle, high = ("left", "center", "right") if letter == "x" else ("bottom", "middle", "top")
    anchor = note.get(f"{letter}anchor")
    if anchor in (None, "auto"):
        is_data = reference[0] == letter and "domain" not in reference
        anchor = middle if is_data or 1 / 3 <= share <= 2 / 3 else low if share < 1 / 3 else high
    return Place(share, float(note.get(f"{letter}shift") or 0) * scale, anchor)


def place(reference: str, value: values.Value, letter: str, panels: Sequence[Panel]) -> float | None:
    """Return the share of the plot at which a value lies, which is given on an axis, its domain, or the paper."""
    if reference == "paper":
        return values.number(value)
    name = reference.partition(" ")[0]
    for panel in panels:
        found, known = (panel.x, panel.x_id) if letter == "x" else (panel.y, panel.y_id)
        if known == name:
            share = values.number(value) if "domain" in reference else found.share(value)
            low, high = found.domain
            return None if share is None else low + share * (high - low)
    return None


def at_points(panel: Panel, trace: Trace, scale: float) -> Iterator[Label]:
    """Yield what a trace writes at its points, but for what the chart writes itself."""
    if "text" not in str(trace.get("mode") or "") or dots.labels_of(trace):
        return
    xs, ys = values.listed(trace.get("x")), values.listed(trace.get("y"))
    count = min(len(xs), len(ys))
    font, marker = trace.get("textfont") or {}, trace.get("marker") or {}
    sizes = values.each(marker.get("size") if "markers" in trace["mode"] else 0, count)
    for x, y, text, position, color, size in zip(
        xs,
        ys,
        values.each(trace.get("text"), count),
        values.each(trace.get("textposition") or "middle center", count),
        values.each(font.get("color"), count),
        sizes,
        strict=False,
    ):
        across, up = panel.x.share(x), panel.y.share(y)
        if not str(text or "").strip() or across is None or up is None:
            continue
        vertical, horizontal = str(position).split(" ")
        away = (float(size or 0) / 2 + GAP) * scale
        anchors = {"top": "bottom", "middle": "middle", "bottom": "top"}
        sides = {"left": "right", "center": "center", "right": "left"}
        aside = away if vertical == "middle" else 0.0
        yield Label(
            texts.lines(str(text)),
            Place(
                _whole(panel.x, across),
                {"left": -aside, "center": 0.0, "right": aside}[horizontal],
                sides[horizontal],
            ),
            Place(
                _whole(panel.y, up),
                {"top": away, "middle": 0.0, "bottom": -away}[vertical],
                anchors[vertical],
            ),
            min(14.0, float(font.get("size") or 14)) * scale,
            values.color(color, INK)[0],
            _ALIGN[sides[horizontal]],
            None,
        )


def _whole(axis: Axis, share: float) -> float:
    low, high = axis.domain
    return float(low + share * (high - low))


def on_bars(panel: Panel, trace: Trace, scale: float) -> Iterator[Label]:
    """Yield what a trace writes on its bars, at their beginning, in their middle or beyond, if the chart does not."""
    is_flat = trace.get("orientation") == "h"
    xs, ys = values.listed(trace.get("x")), values.listed(trace.get("y"))
    count = min(len(xs), len(ys))
    if trace.get("text") is None or value_labels.of_bars(panel, trace):
        return
    font = trace.get("textfont") or {}
    inside = trace.get("insidetextanchor") or "end"
    length, across = (panel.x, panel.y) if is_flat else (panel.y, panel.x)
    for x, y, text, position, color, base in zip(
        xs,
        ys,
        values.each(trace["text"], count),
        values.each(trace.get("textposition") or "outside", count),
        values.each(font.get("color"), count),
        values.each(trace.get("base"), count),
        strict=False,
    ):
        size, start = values.number(x if is_flat else y), values.number(base) or 0.0
        beside = across.share(y if is_flat else x)
        if not text or size is None or beside is None:
            continue
        at = (
            start + size
            if position == "outside" or inside == "end"
            else start + size / 2 * (inside == "middle")
        )
        reach = length.share(at)
        if reach is None:
            continue
        is_before = position != "outside" and inside == "end"
        step = 0.0 if position != "outside" and inside == "middle" else 4.0 * (-1 if is_before else 1)
        first, last = ("left", "right") if is_flat else ("bottom", "top")
        anchor = last if is_before else first if step else ("center" if is_flat else "middle")
        along = Place(_whole(length, reach), step, anchor)
        aside = Place(_whole(across, beside), 0.0, "middle" if is_flat else "center")
        yield Label(
            texts.lines(str(text)),
            along if is_flat else aside,
            aside if is_flat else along,
            min(14.0, float(font.get("size") or 14)) * scale,
            values.color(color, INK)[0],
            _ALIGN[along.anchor if is_flat else "center"],
            None,
        )
