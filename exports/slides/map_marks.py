"""Marks of a map as native shapes: areas and cells in their colours, points, lines."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from exports.slides import values
from exports.slides.canvas import INK, Area, Canvas, Look, Point
from exports.slides.map_view import Trace, View, features, rings
from stats import mesh

_MOST = 3_000  # points of all free forms of the ground together
USUAL = [[0.0, "#FFFFFF"], [1.0, "#00558C"]]


def cells(canvas: Canvas, trace: Trace, view: View) -> None:
    """Draw areas: rectangles for cells, free forms for everything else."""
    by_id = {str(feature.get("id")): feature for feature in features(trace.get("geojson"))}
    marker = trace.get("marker") or {}
    line = marker.get("line") or {}
    opacity = values.number(marker.get("opacity"))
    edge = values.color(line.get("color"), "#B8C2CC")[0] if line.get("width") else None
    counts = [values.number(each) for each in values.listed(trace.get("z"))]
    low, high = reach(trace, counts)
    for code, count in zip(values.listed(trace.get("locations")), counts, strict=False):
        geometry = (by_id.get(str(code)) or {}).get("geometry") or _cell(str(code))
        if geometry is None or count is None:
            continue
        fill = values.on_scale(trace.get("colorscale") or USUAL, (count - low) / ((high - low) or 1))
        look = Look(fill, 1.0 if opacity is None else opacity, edge, float(line.get("width") or 0))
        drawn = [[view.at(*point) for point in ring] for ring in rings(geometry)]
        if len(drawn) == 1 and (box := _box(drawn[0])):
            middle = box.left + box.width / 2, box.top + box.height / 2
            if view.shows(middle, 2.0) and (inside := within(box, view.area)):
                canvas.form("rect", inside, look, name=f"区画{code}：{count:.10g}")
        else:
            clipped = [part for part in (_clipped(ring, view.area) for ring in drawn) if len(part) > 2]
            if clipped:
                canvas.polygons(_thinned(clipped), look, "区域")


def _cell(code: str) -> Mapping[str, Any] | None:
    """Return the square of a grid's cell, whose geometry a figure may leave to an address."""
    if not mesh.is_cell(code):
        return None
    return {"type": "Polygon", "coordinates": [mesh.ring(code)]}


def reach(trace: Trace, counts: Sequence[float | None]) -> tuple[float, float]:
    """Return the counts that have the first and the last colour."""
    told = [count for count in counts if count is not None]
    low, high = values.number(trace.get("zmin")), values.number(trace.get("zmax"))
    return (min(told, default=0.0) if low is None else low), (
        max(told, default=1.0) if high is None else high
    )


def _box(ring: Sequence[Point]) -> Area | None:
    """Return the rectangle a ring is, None if it is none."""
    xs, ys = {round(x, 6) for x, _ in ring}, {round(y, 6) for _, y in ring}
    if len(xs) != 2 or len(ys) != 2:
        return None
    return Area(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def within(box: Area, area: Area) -> Area | None:
    """Return the part of a rectangle within another, None if they are apart."""
    left, top = max(box.left, area.left), max(box.top, area.top)
    right, bottom = min(box.right, area.right), min(box.bottom, area.bottom)
    return Area(left, top, right - left, bottom - top) if right > left and bottom > top else None


def _clipped(ring: Sequence[Point], area: Area) -> list[Point]:
    """Return the part of a ring on the map (Sutherland-Hodgman)."""
    kept = list(ring)
    for side, end, sign in ((0, area.left, 1), (0, area.right, -1), (1, area.top, 1), (1, area.bottom, -1)):
        corners, kept = kept, []
        for before, here in zip([corners[-1], *corners[:-1]] if corners else [], corners, strict=True):
            is_in, was_in = sign * (here[side] - end) >= 0, sign * (before[side] - end) >= 0
            if is_in != was_in:
                part = (end - before[side]) / (here[side] - before[side])
                kept.append(
                    (before[0] + part * (here[0] - before[0]), before[1] + part * (here[1] - before[1]))
                )
            if is_in:
                kept.append(here)
    return kept


def _thinned(rings: Sequence[Sequence[Point]]) -> list[list[Point]]:
    """Return rings of few enough points, by leaving out every so many."""
    step = math.ceil(sum(map(len, rings)) / _MOST)
    return [list(ring) if step == 1 or len(ring) < 9 else [*ring[::step]] for ring in rings]


def points(canvas: Canvas, trace: Trace, view: View) -> None:
    """Draw points, those of one look as one free form, and lines."""
    pairs = list(zip(values.listed(trace.get("lon")), values.listed(trace.get("lat")), strict=False))
    if "lines" in str(trace.get("mode") or ""):
        _lines(canvas, trace, pairs, view)
    if "markers" not in str(trace.get("mode") or "markers"):
        return
    marker = trace.get("marker") or {}
    sizes, colors = (
        values.each(marker.get("size") or 6, len(pairs)),
        values.each(marker.get("color"), len(pairs)),
    )
    opacity = values.number(marker.get("opacity"))
    told = [values.number(each) for each in colors]
    low, high = (values.number(marker.get(end)) for end in ("cmin", "cmax"))
    by_look: dict[tuple[float, str], list[Point]] = {}
    for (longitude, latitude), size, color, count in zip(pairs, sizes, colors, told, strict=True):
        if longitude is None or latitude is None:
            continue
        if count is None:
            rgb = values.color(color, f"#{INK}")[0]
        else:
            share = (count - (low or 0)) / ((high or 1) - (low or 0) or 1)
            rgb = values.on_scale(marker.get("colorscale") or USUAL, share)
        diameter = max(2.0, round(float(size) * 0.6, 1))
        point = view.at(float(longitude), float(latitude))
        if view.shows(point, diameter):
            by_look.setdefault((diameter, rgb), []).append(point)
    for (diameter, rgb), spots in by_look.items():
        look = Look(rgb, 1.0 if opacity is None else opacity)
        canvas.discs(spots, diameter, look, f"点（{len(spots):,}か所）")


def _lines(canvas: Canvas, trace: Trace, pairs: Sequence[tuple[Any, Any]], view: View) -> None:
    parts: list[list[Point]] = [[]]
    for longitude, latitude in pairs:
        if longitude is None or latitude is None:
            parts.append([])
        else:
            parts[-1].append(view.at(float(longitude), float(latitude)))
    line = trace.get("line") or {}
    border = values.color(line.get("color"), "#00558C")[0]
    is_filled = trace.get("fill") == "toself"
    color, opacity = values.color(trace.get("fillcolor"), "#D9DEE4")
    look = Look(color if is_filled else None, opacity, border, float(line.get("width") or 2) * 0.75)
    clipped = [
        part for part in (_clipped(part, view.area) for part in parts if len(part) > 2) if len(part) > 2
    ]
    if clipped:
        canvas.polygons(_thinned(clipped), look, "線")
