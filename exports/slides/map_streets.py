"""The streets under a map on a slide: what its style draws of vector tiles, as free forms in the style's colours."""

import json
import math
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from exports.slides import values
from exports.slides.canvas import INK, Area, Canvas, Look, Point
from exports.slides.map_view import View

_MOST = 3_000  # points of all free forms together
_FINE = 0.5  # points by which a corner may be moved
_SMALL = 3.0  # square points of the smallest area
_ALONG = (0.5, 0.25, 0.75)  # of a road, where its name may stand
_EARTH = 6_378_137.0  # metres, of the sphere of Web Mercator
_TILE = 512 / 360  # points a degree takes at zoom 0

Tiles = Callable[[int, int, int], bytes | None]
"""Returns the vector tile at a zoom, a column from the west and a row from the north; None where nothing is drawn."""
Layer = Mapping[str, Any]


@dataclass(frozen=True)
class Name:
    """A name on a map: where it may be written, in points on the slide, the best place first, and in which colour."""

    text: str
    at: tuple[Point, ...]
    color: str = INK


@dataclass(frozen=True)
class _Kind:
    """Things of one layer of the tiles: their shapes in points on the slide, and their names, None without one."""

    shapes: NDArray[np.object_]
    names: NDArray[np.object_]


def layers(style: Mapping[str, Any], view: View) -> list[Layer]:
    """Return what a style draws of vector tiles at the zoom of a view, the lowest first."""
    zoom = _zoom(view)
    return [
        layer
        for layer in style.get("layers") or ()
        if (style["sources"].get(layer.get("source")) or {}).get("type") == "vector"
        and max(layer.get("minzoom", 0), style["sources"][layer["source"]].get("minzoom", 0)) <= zoom
        and zoom < layer.get("maxzoom", math.inf)
    ]


def draw(canvas: Canvas, style: Mapping[str, Any], view: View, tiles: Tiles) -> list[Name]:
    """Draw lines, areas and points of the tiles, and return how they are called, the most important first.

    The kinds with most points are left out where all together have too many.
    """
    shown = layers(style, view)
    kinds = _read(style, shown, view, tiles)
    drawn: list[tuple[Layer, list[NDArray[np.float64]]]] = []
    for layer in shown:
        if layer["type"] in _PARTS and layer["source-layer"] in kinds:
            drawn.append((layer, _PARTS[layer["type"]](layer, kinds[layer["source-layer"]], view)))
    left_out = _too_many(drawn)
    for layer, parts in drawn:
        if parts and layer["source-layer"] not in left_out:
            _draw(canvas, layer, parts, _zoom(view))
    return [
        name
        for layer in reversed(shown)
        if layer["type"] == "symbol" and layer["source-layer"] in kinds.keys() - left_out
        for name in _names(layer, kinds[layer["source-layer"]], view)
    ]


def _zoom(view: View) -> float:
    return math.log2(view.scale / _TILE)


def _read(style: Mapping[str, Any], shown: Sequence[Layer], view: View, tiles: Tiles) -> dict[str, _Kind]:
    """Return what the tiles of a view show, by their layers."""
    from pyogrio import raw  # it takes long to import, and only maps with streets need it

    found: dict[str, _Kind] = {}
    for source in dict.fromkeys(layer["source"] for layer in shown):
        asked = list(dict.fromkeys(layer["source-layer"] for layer in shown if layer["source"] == source))
        zoom = min(math.floor(_zoom(view)), style["sources"][source].get("maxzoom", 22))
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            if not _put(place / str(zoom), zoom, view, tiles):
                continue
            told = {"vector_layers": [{"id": kind, "fields": {"name": "String"}} for kind in asked]}
            (place / "metadata.json").write_text(json.dumps({"json": json.dumps(told)}), encoding="utf-8")
            for kind in asked:
                folder_of_tiles = f"MVT:{place / str(zoom)}"
                _, _, shapes, (names,) = raw.read(folder_of_tiles, layer=kind, columns=["name"])
                found[kind] = _Kind(_on_slide(shapely.from_wkb(shapes), view), names)
    return found


def _put(folder: Path, zoom: int, view: View, tiles: Tiles) -> bool:
    """Write the tiles of a view to a folder as GDAL reads them; return whether there are any."""
    (left, top), area, across = view.at(0.0, 0.0), view.area, 2**zoom / 360 / view.scale
    columns = (math.floor((x - left) * across + 2**zoom / 2) for x in (area.left, area.right))
    rows = (math.floor((y - top) * across + 2**zoom / 2) for y in (area.top, area.bottom))
    (west, east), (north, south) = columns, rows
    has_any = False
    for column in range(west, east + 1):
        for row in range(north, south + 1):
            if tile := tiles(zoom, column, row):
                path = folder / str(column) / f"{row}.pbf"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(tile)
                has_any = True
    return has_any


def _on_slide(shapes: NDArray[np.object_], view: View) -> NDArray[np.object_]:
    """Return shapes in metres of Web Mercator in points on the slide."""
    origin, a_metre = view.at(0.0, 0.0), view.scale * math.degrees(1 / _EARTH)
    return np.asarray(shapely.transform(shapes, lambda metres: origin + metres * (a_metre, -a_metre)))


def _lines(layer: Layer, kind: _Kind, view: View) -> list[NDArray[np.float64]]:
    wide = _width(layer, _zoom(view))
    if not wide:
        return []
    drawn = [*_single(kind.shapes, 1), *shapely.get_rings(_whole(kind))]
    within = shapely.clip_by_rect(drawn, *_edges(view.area, wide / 2))
    joined = shapely.line_merge(shapely.multilinestrings(_single(within, 1)))
    fine = shapely.get_parts(shapely.simplify(joined, _FINE))
    return [shapely.get_coordinates(line) for line in fine if shapely.length(line) > wide]


def _areas(layer: Layer, kind: _Kind, view: View) -> list[NDArray[np.float64]]:
    within = _single(shapely.clip_by_rect(_whole(kind), *_edges(view.area, 0)), 2)
    large = shapely.simplify(within[shapely.area(within) >= _SMALL], _FINE)
    return [shapely.get_coordinates(ring)[:-1] for ring in shapely.get_rings(large)]


def _points(layer: Layer, kind: _Kind, view: View) -> list[NDArray[np.float64]]:
    radius = _at_zoom(layer["paint"].get("circle-radius", 5), _zoom(view))
    return [
        shapely.get_coordinates(point)
        for point in _single(kind.shapes, 0)
        if view.shows((point.x, point.y), 2 * radius)
    ]


_PARTS: Mapping[str, Callable[[Layer, _Kind, View], list[NDArray[np.float64]]]] = {
    "line": _lines,
    "fill": _areas,
    "circle": _points,
}
"""The corners of the parts of a layer's free form, by its type."""


def _whole(kind: _Kind) -> NDArray[np.object_]:
    """Return the areas of a kind, whole: tiles cut them into parts that overlap."""
    return np.asarray(shapely.get_parts(shapely.union_all(_single(kind.shapes, 2))))


def _single(shapes: NDArray[np.object_], dimension: int) -> NDArray[np.object_]:
    """Return the single parts of some shapes that have a dimension."""
    parts = shapely.get_parts(shapes)
    return np.asarray(parts[~shapely.is_empty(parts) & (shapely.get_dimensions(parts) == dimension)])


def _edges(area: Area, inwards: float) -> tuple[float, float, float, float]:
    return area.left + inwards, area.top + inwards, area.right - inwards, area.bottom - inwards


def _too_many(drawn: Sequence[tuple[Layer, Sequence[NDArray[np.float64]]]]) -> set[str]:
    """Return the kinds that are left out, so that all others have few enough points."""
    counts: dict[str, int] = {}
    for layer, parts in drawn:
        counts[layer["source-layer"]] = counts.get(layer["source-layer"], 0) + sum(map(len, parts))
    kinds = sorted(counts, key=counts.__getitem__)
    reached = np.cumsum([counts[kind] for kind in kinds])
    return {kind for kind, points in zip(kinds, reached, strict=True) if points > _MOST}


def _draw(canvas: Canvas, layer: Layer, parts: Sequence[NDArray[np.float64]], zoom: float) -> None:
    paint = layer["paint"]
    corners = [[(float(x), float(y)) for x, y in part] for part in parts]
    if layer["type"] == "line":
        dash = "dash" if "line-dasharray" in paint else ""
        look = Look(border=_color(paint["line-color"]), width=_width(layer, zoom), dash=dash)
        canvas.polygons(corners, look, "背景の線", closed=False)
    elif layer["type"] == "fill":
        canvas.polygons(corners, Look(_color(paint["fill-color"])), "背景の面")
    else:
        edge = _at_zoom(paint.get("circle-stroke-width", 0), zoom)
        look = Look(_color(paint["circle-color"]), 1.0, _color(paint["circle-stroke-color"]), edge)
        wide = 2 * _at_zoom(paint["circle-radius"], zoom)
        canvas.discs([spot for (spot,) in corners], wide, look, "背景の点")


def _names(layer: Layer, kind: _Kind, view: View) -> Iterator[Name]:
    """Yield each name once: along the longest part that is called so, its middle first."""
    seen = shapely.clip_by_rect(kind.shapes, *_edges(view.area, 0))
    for name in dict.fromkeys(name for name in kind.names if name):
        parts = shapely.get_parts(seen[kind.names == name])
        lines, points = _single(parts, 1), _single(parts, 0)
        if len(lines):
            joined = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(lines)))
            longest = joined[np.argmax(shapely.length(joined))]
            points = shapely.line_interpolate_point(longest, _ALONG, normalized=True)
        if len(points):
            spots = tuple((float(x), float(y)) for x, y in shapely.get_coordinates(points))
            yield Name(str(name), spots, _color(layer["paint"]["text-color"]))


def _width(layer: Layer, zoom: float) -> float:
    return _at_zoom(layer["paint"].get("line-width", 1), zoom)


def _at_zoom(value: values.Value, zoom: float) -> float:
    """Return a number of a style at a zoom: as it is, or between what stands at the zooms around."""
    if isinstance(value, Sequence):
        _, _, _, *stops = value
        return float(np.interp(zoom, stops[::2], stops[1::2]))
    return float(value)


def _color(written: str) -> str:
    return values.color(written, f"#{INK}")[0]
