"""A map on a slide: ground, cells as rectangles, points and numbered discs, and names, all of them native shapes."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from exports.slides import map_marks, map_streets, texts, values
from exports.slides.canvas import INK, SECONDARY, WHITE, Area, Canvas, Letters, Look, Point, written
from exports.slides.map_marks import within
from exports.slides.map_streets import Name, Tiles
from exports.slides.map_view import Trace, View, features, view_of

_WATER = "#EDF1F4"
_DISC, _NAME, _CREDIT = 18.0, 11.0, 10.0
_BAR = 90.0  # points the bar of a distance is long at most
_A_DEGREE = math.radians(6_378_137.0)  # metres at the equator, of the sphere of Web Mercator
_CLOSE = 8_000  # points a degree takes where further places are named


def is_map(figure: Mapping[str, Any]) -> bool:
    """Tell whether a figure is a map."""
    return any(
        trace.get("type") in ("choroplethmap", "scattermap", "densitymap")
        for trace in figure.get("data") or ()
    )


def draw(
    canvas: Canvas, area: Area, figure: Mapping[str, Any], name: str, alt: str, tiles: Tiles | None = None
) -> None:
    """Draw a map into an area; `tiles` are those of the streets behind it, without which it has none."""
    layout = figure.get("layout") or {}
    drawn = (layout.get("map") or {}).get("style")
    style = drawn if isinstance(drawn, Mapping) else {}
    traces = [trace for trace in figure.get("data") or () if trace.get("visible", True) is True]
    view = view_of(figure, traces, area)
    listed = list(_features(style, "symbol"))
    with canvas.group(name, alt):
        canvas.form("rect", view.area, Look(_beyond(style)), name="地図の地")
        lowest = _lowest(style)
        _marks(canvas, [trace for trace in traces if trace.get("below") == lowest], view)
        streets = map_streets.draw(canvas, style, view, tiles) if tiles else []
        _marks(canvas, [trace for trace in traces if trace.get("below") != lowest], view)
        discs = list(_numbered(listed, view))
        taken = [Area(x - _DISC / 2, y - _DISC / 2, _DISC, _DISC) for _, (x, y) in discs]
        taken += _credit(canvas, layout, view)
        taken.append(
            _scale(canvas, view, min((box.top for box in taken[len(discs) :]), default=view.area.bottom))
        )
        places = list(_places(listed, view))
        named = {place.text for place in places}
        _names(canvas, [*places, *(each for each in streets if each.text not in named)], view, taken)
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


def _marks(canvas: Canvas, traces: Sequence[Trace], view: View) -> None:
    for trace in traces:
        if trace.get("type") == "choroplethmap":
            map_marks.cells(canvas, trace, view)
        elif trace.get("type") == "scattermap":
            map_marks.points(canvas, trace, view)


def _beyond(style: Mapping[str, Any]) -> str:
    """Return the colour of what lies beyond everything that is drawn."""
    paints = [
        layer.get("paint") or {} for layer in style.get("layers") or () if layer["type"] == "background"
    ]
    return values.color(next((paint.get("background-color") for paint in paints), None), _WATER)[0]


def _lowest(style: Mapping[str, Any]) -> str | None:
    """Return the lowest layer of a style, under which the ground lies; None of a bare one."""
    return next((layer["id"] for layer in style.get("layers") or () if layer["type"] != "background"), None)


def _credit(canvas: Canvas, layout: Mapping[str, Any], view: View) -> list[Area]:
    """Write in the lower right corner who made what is behind, as the map does; return where that stands."""
    places = []
    for note in layout.get("annotations") or ():
        lines = texts.plain(note["text"]).split("\n")
        wide, high = max(texts.width(line, _CREDIT) for line in lines) + 4, texts.height(len(lines), _CREDIT)
        box = Area(view.area.right - wide, view.area.bottom - high, wide, high)
        letters = Letters(_CREDIT, SECONDARY, "r")
        canvas.text(box, written("\n".join(lines)), letters, Look(WHITE, 0.8), name="背景の出典")
        places.append(box)
    return places


def _scale(canvas: Canvas, view: View, bottom: float) -> Area:
    """Draw a bar that says how far a distance is in the middle of a map, over `bottom`; return where it stands."""
    (_, equator), area = view.at(0.0, 0.0), view.area
    up = math.radians((equator - area.top - area.height / 2) / view.scale)
    a_point = _A_DEGREE / math.cosh(up) / view.scale  # metres; the cosine of the latitude is 1 / cosh up
    most = _BAR * a_point
    power = 10.0 ** math.floor(math.log10(most))
    metres = next(part * power for part in (5, 2, 1) if part * power <= most)
    told = f"{metres:.0f}m" if metres < 1_000 else f"{metres / 1_000:.0f}km"
    wide, high = metres / a_point, texts.height(1, _CREDIT) + 1
    box = Area(area.right - wide - 6, bottom - high - 5, wide, high)
    letters = Letters(_CREDIT, INK, "ctr")
    canvas.text(box, written(told), letters, Look(WHITE, 0.8), name="縮尺")
    corners = [(box.left, box.top), (box.left, box.bottom), (box.right, box.bottom), (box.right, box.top)]
    canvas.polygons([corners], Look(border=INK, width=1.25), "縮尺の線", closed=False)
    return box


def _features(style: Mapping[str, Any], kind: str) -> Iterator[Mapping[str, Any]]:
    """Yield what the map's own style writes."""
    sources = style.get("sources") or {}
    asked = {layer.get("source") for layer in style.get("layers") or () if layer.get("type") == kind}
    for name in sources:
        if name in asked and sources[name].get("type") == "geojson":
            yield from features(sources[name].get("data"))


def _numbered(listed: Sequence[Mapping[str, Any]], view: View) -> Iterator[tuple[str, Point]]:
    for feature in listed:
        number = (feature.get("properties") or {}).get("number")
        point = view.at(*feature["geometry"]["coordinates"][:2])
        if number is not None and view.shows(point, _DISC):
            yield str(number), point


def _places(listed: Sequence[Mapping[str, Any]], view: View) -> Iterator[Name]:
    """Yield the named places, those first that are named at once; the others from close by."""
    named = [each for each in listed if (each.get("properties") or {}).get("name")]
    shown = [each for each in named if each["properties"].get("on_map", True) or view.scale > _CLOSE]
    for feature in sorted(shown, key=lambda each: not each["properties"].get("on_map", True)):
        spot = view.at(*feature["geometry"]["coordinates"][:2])
        yield Name(str(feature["properties"]["name"]), (spot,))


def _names(canvas: Canvas, listed: Sequence[Name], view: View, taken: Sequence[Area]) -> None:
    """Write names where they fit, no one over another or over what is `taken`; the first ones first."""
    occupied = list(taken)
    for name in listed:
        for box in _boxes(name):
            is_whole = view.shows((box.left, box.top)) and view.shows((box.right, box.bottom))
            if is_whole and not any(within(box, other) for other in occupied):
                occupied.append(box)
                letters = Letters(_NAME, name.color, "ctr", "ctr")
                canvas.text(box, written(name.text), letters, Look(WHITE, 0.7), name="地名")
                break


def _boxes(name: Name) -> Iterator[Area]:
    """Yield where a name may stand, the best first."""
    wide, high = texts.width(name.text, _NAME) + 2, texts.height(1, _NAME)
    for x, y in name.at:
        for left, top in (
            (x - wide / 2, y - high / 2),
            (x - wide / 2, y - high - 6),
            (x - wide / 2, y + 6),
            (x + 8, y - high / 2),
            (x - wide - 8, y - high / 2),
        ):
            yield Area(left, top, wide, high)


def _legend(canvas: Canvas, traces: Sequence[Trace], area: Area, view: View) -> None:
    """Write beside a map what its colours mean."""
    left, top = view.area.right + 12, area.top
    room = area.right - left
    for trace in traces:
        bar = trace.get("colorbar")
        if trace.get("type") != "choroplethmap" or trace.get("showscale") is False or not bar:
            continue
        low, high = map_marks.reach(trace, [values.number(each) for each in values.listed(trace.get("z"))])
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
                values.on_scale(trace.get("colorscale") or map_marks.USUAL, step / 4),
                1.0 if opacity is None else opacity,
            )
            canvas.form("rect", Area(left, top, 26, 18), look, name="凡例の色")
            told = f"{value:,.0f}" if high - low > 4 else f"{value:,.1f}"
            canvas.text(
                Area(left + 32, top, room - 32, 18), written(told), Letters(12, anchor="ctr"), name="凡例"
            )
            top += 20
        top += 10
