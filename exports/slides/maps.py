"""A map on a slide: ground, cells as rectangles, points and numbered discs, and names, all of them native shapes."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exports.slides import texts, values
from exports.slides.canvas import INK, WHITE, Area, Canvas, Letters, Look, Point, written

_MOST = 3_000  # points of all free forms of the ground together
_USUAL = [[0.0, "#FFFFFF"], [1.0, "#00558C"]]
_WATER = "EDF1F4"
_DISC, _NAME = 18.0, 11.0
_MARGIN = 0.03
Degrees = tuple[float, float]


@dataclass(frozen=True)
class View:
    """What a map shows: degrees on the ground to points on the slide (Mercator)."""

    area: Area
    west: float
    north: float
    scale: float

    def at(self, longitude: float, latitude: float) -> Point:
        """Return where a place lies."""
        x = self.area.left + (longitude - self.west) * self.scale
        return x, self.area.top + (_up(self.north) - _up(latitude)) * self.scale

    def shows(self, point: Point, size: float = 0.0) -> bool:
        """Tell whether something of a size around a point lies wholly on the map."""
        x, y = point
        area, half = self.area, size / 2
        return area.left + half <= x <= area.right - half and area.top + half <= y <= area.bottom - half


def is_map(figure: Mapping[str, Any]) -> bool:
    """Tell whether a figure is a map."""
    return any(
        trace.get("type") in ("choroplethmap", "scattermap", "densitymap")
        for trace in figure.get("data") or ()
    )


def draw(canvas: Canvas, area: Area, figure: Mapping[str, Any], name: str, alt: str) -> None:
    """Draw a map into an area."""
    layout = (figure.get("layout") or {}).get("map") or {}
    traces = [trace for trace in figure.get("data") or () if trace.get("visible", True) is True]
    view = _view(figure, traces, area)
    names = list(_features(layout, "symbol"))
    with canvas.group(name, alt):
        canvas.form("rect", view.area, Look(_WATER), name="地図の地")
        for trace in traces:
            if trace.get("type") == "choroplethmap":
                _cells(canvas, trace, view)
            elif trace.get("type") == "scattermap":
                _points(canvas, trace, view)
        discs = list(_numbered(names, view))
        _names(canvas, names, view, discs)
        for number, (x, y) in discs:
            disc = Area(x - _DISC / 2, y - _DISC / 2, _DISC, _DISC)
            canvas.form(
                "ellipse",
                disc,
                Look(INK, 1.0, WHITE),
                written(number, is_bold=True),
                Letters(10, WHITE, "ctr", "ctr"),
                name=f"{number}番",
            )
    _legend(canvas, traces, area, view)


def _up(latitude: float) -> float:
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


def _view(figure: Mapping[str, Any], traces: Sequence[Mapping[str, Any]], area: Area) -> View:
    """Return the view of what the figure begins with, else of all that is drawn."""
    layout = figure.get("layout") or {}
    asked = (layout.get("meta") or {}).get("fit") if isinstance(layout.get("meta"), Mapping) else None
    spot, zoom = (layout.get("map") or {}).get("center"), (layout.get("map") or {}).get("zoom")
    if asked:
        west, south, east, north = (float(each) for each in values.listed(asked))
        closest = values.number(layout["meta"].get("closest")) or 22.0
        west, south, east, north = _no_closer((west, south, east, north), area, closest)
    elif spot and zoom is not None:
        wide = 512 / 360 * 2 ** float(zoom)
        half_x, half_y = 270 / wide, 210 / wide * math.cos(math.radians(float(spot["lat"])))
        west, east = float(spot["lon"]) - half_x, float(spot["lon"]) + half_x
        south, north = float(spot["lat"]) - half_y, float(spot["lat"]) + half_y
    else:
        reached = [point for trace in traces for point in _reached(trace)] or [(140.0, 37.0), (141.0, 38.0)]
        (west, south), (east, north) = (tuple(map(end, zip(*reached, strict=True))) for end in (min, max))
    middle_x, middle_y = (west + east) / 2, (_up(south) + _up(north)) / 2
    across, high = max(east - west, 1e-4), max(_up(north) - _up(south), 1e-4)
    wide = area.width * 0.78
    scale = (1 - 2 * _MARGIN) * min(wide / across, area.height / high)
    ground = Area(area.left, area.top, wide, area.height)
    top = math.degrees(
        2 * math.atan(math.exp(math.radians(middle_y + area.height / scale / 2))) - math.pi / 2
    )
    return View(ground, middle_x - wide / scale / 2, top, scale)


def _no_closer(
    bounds: tuple[float, float, float, float], area: Area, closest: float
) -> tuple[float, float, float, float]:
    """Return bounds widened to those of a zoom, so that a few places are seen with what lies around them."""
    west, south, east, north = bounds
    degree = 512 / 360 * 2**closest  # pixels, taken as points
    half = area.height / degree / 2 * math.cos(math.radians((south + north) / 2))
    middle = (south + north) / 2
    return west, min(south, middle - half), east, max(north, middle + half)


def _reached(trace: Mapping[str, Any]) -> Iterator[Degrees]:
    if trace.get("type") == "scattermap":
        for longitude, latitude in zip(
            values.listed(trace.get("lon")), values.listed(trace.get("lat")), strict=False
        ):
            if longitude is not None and latitude is not None:
                yield float(longitude), float(latitude)
    for feature in _listed(trace.get("geojson")):
        for ring in _rings(feature.get("geometry") or {}):
            yield from ring


def _listed(geojson: values.Value) -> Sequence[Mapping[str, Any]]:
    if not isinstance(geojson, Mapping):
        return ()
    return geojson.get("features") or ()


def _rings(geometry: Mapping[str, Any]) -> Iterator[list[Degrees]]:
    kind, parts = geometry.get("type"), geometry.get("coordinates") or ()
    polygons = [parts] if kind == "Polygon" else parts if kind == "MultiPolygon" else ()
    for polygon in polygons:
        for ring in polygon:
            yield [(float(point[0]), float(point[1])) for point in ring]


def _cells(canvas: Canvas, trace: Mapping[str, Any], view: View) -> None:
    """Draw areas: rectangles for cells, free forms for everything else."""
    by_id = {str(feature.get("id")): feature for feature in _listed(trace.get("geojson"))}
    marker = trace.get("marker") or {}
    line = marker.get("line") or {}
    opacity = values.number(marker.get("opacity"))
    edge = values.color(line.get("color"), "#B8C2CC")[0] if line.get("width") else None
    counts = [values.number(each) for each in values.listed(trace.get("z"))]
    low, high = _reach(trace, counts)
    for code, count in zip(values.listed(trace.get("locations")), counts, strict=False):
        feature = by_id.get(str(code))
        if feature is None or count is None:
            continue
        fill = values.on_scale(trace.get("colorscale") or _USUAL, (count - low) / ((high - low) or 1))
        look = Look(fill, 1.0 if opacity is None else opacity, edge, float(line.get("width") or 0))
        rings = [[view.at(*point) for point in ring] for ring in _rings(feature.get("geometry") or {})]
        if len(rings) == 1 and (box := _box(rings[0])):
            middle = box.left + box.width / 2, box.top + box.height / 2
            if view.shows(middle, 2.0) and (inside := _within(box, view.area)):
                canvas.form("rect", inside, look, name=f"区画{code}：{count:.10g}")
        else:
            clipped = [part for part in (_clipped(ring, view.area) for ring in rings) if len(part) > 2]
            if clipped:
                canvas.polygons(_thinned(clipped), look, "区域")


def _reach(trace: Mapping[str, Any], counts: Sequence[float | None]) -> tuple[float, float]:
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


def _within(box: Area, area: Area) -> Area | None:
    left, top = max(box.left, area.left), max(box.top, area.top)
    right, bottom = min(box.right, area.right), min(box.bottom, area.bottom)
    return Area(left, top, right - left, bottom - top) if right > left and bottom > top else None


def _clipped(ring: Sequence[Point], area: Area) -> list[Point]:
    """Return the part of a ring on the map (Sutherland-Hodgman)."""
    kept = list(ring)
    for side, end, sign in ((0, area.left, 1), (0, area.right, -1), (1, area.top, 1), (1, area.bottom, -1)):
        points, kept = kept, []
        for before, here in zip([points[-1], *points[:-1]] if points else [], points, strict=True):
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


def _points(canvas: Canvas, trace: Mapping[str, Any], view: View) -> None:
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
            rgb = values.on_scale(marker.get("colorscale") or _USUAL, share)
        diameter = max(2.0, round(float(size) * 0.6, 1))
        point = view.at(float(longitude), float(latitude))
        if view.shows(point, diameter):
            by_look.setdefault((diameter, rgb), []).append(point)
    for (diameter, rgb), points in by_look.items():
        look = Look(rgb, 1.0 if opacity is None else opacity)
        canvas.discs(points, diameter, look, f"点（{len(points):,}か所）")


def _lines(canvas: Canvas, trace: Mapping[str, Any], pairs: Sequence[tuple[Any, Any]], view: View) -> None:
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


def _features(layout: Mapping[str, Any], kind: str) -> Iterator[Mapping[str, Any]]:
    """Yield what the map's own style writes."""
    style = layout.get("style")
    if not isinstance(style, Mapping):
        return
    sources = style.get("sources") or {}
    asked = {layer.get("source") for layer in style.get("layers") or () if layer.get("type") == kind}
    for name in sources:
        if name in asked and sources[name].get("type") == "geojson":
            yield from _listed(sources[name].get("data"))


def _numbered(features: Sequence[Mapping[str, Any]], view: View) -> Iterator[tuple[str, Point]]:
    for feature in features:
        number = (feature.get("properties") or {}).get("number")
        point = view.at(*feature["geometry"]["coordinates"][:2])
        if number is not None and view.shows(point, _DISC):
            yield str(number), point


def _names(
    canvas: Canvas, features: Sequence[Mapping[str, Any]], view: View, discs: Sequence[tuple[str, Point]]
) -> None:
    """Write names where they fit, no one over another or over a disc; the first ones first."""
    taken = [Area(x - _DISC / 2, y - _DISC / 2, _DISC, _DISC) for _, (x, y) in discs]
    named = [each for each in features if (each.get("properties") or {}).get("name")]
    for feature in sorted(named, key=lambda each: not each["properties"].get("on_map", True)):
        text = str(feature["properties"]["name"])
        x, y = view.at(*feature["geometry"]["coordinates"][:2])
        wide, high = texts.width(text, _NAME) + 2, texts.height(1, _NAME)
        for left, top in (
            (x - wide / 2, y - high / 2),
            (x - wide / 2, y - high - 6),
            (x - wide / 2, y + 6),
            (x + 8, y - high / 2),
            (x - wide - 8, y - high / 2),
        ):
            box = Area(left, top, wide, high)
            if _within(box, view.area) == box and not any(_within(box, other) for other in taken):
                taken.append(box)
                canvas.text(
                    box, written(text), Letters(_NAME, INK, "ctr", "ctr"), Look(WHITE, 0.7), name="地名"
                )
                break


def _legend(canvas: Canvas, traces: Sequence[Mapping[str, Any]], area: Area, view: View) -> None:
    """Write beside a map what its colours mean."""
    left, top = view.area.right + 12, area.top
    room = area.right - left
    for trace in traces:
        bar = trace.get("colorbar")
        if trace.get("type") != "choroplethmap" or trace.get("showscale") is False or not bar:
            continue
        low, high = _reach(trace, [values.number(each) for each in values.listed(trace.get("z"))])
        title = bar.get("title") or {}
        words = texts.wrapped(texts.in_one_line(title.get("text") or ""), 12, room)
        canvas.text(
            Area(left, top, room, texts.height(len(words), 12)),
            written("\n".join(words)),
            Letters(12),
            name="凡例",
        )
        top += texts.height(len(words), 12) + 4
        opacity = values.number((trace.get("marker") or {}).get("opacity"))
        for step in range(5):
            value = low + (high - low) * step / 4
            look = Look(
                values.on_scale(trace.get("colorscale") or _USUAL, step / 4),
                1.0 if opacity is None else opacity,
            )
            canvas.form("rect", Area(left, top, 26, 18), look, name="凡例の色")
            told = f"{value:,.0f}" if high - low > 4 else f"{value:,.1f}"
            canvas.text(
                Area(left + 32, top, room - 32, 18), written(told), Letters(12, anchor="ctr"), name="凡例"
            )
            top += 20
        top += 10
