"""What a map shows, and where on the slide a place lies (Mercator)."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exports.slides import values
from exports.slides.canvas import Area, Point

_WIDE = 0.78  # of the room for a figure; beside a map stands what its colours mean
_MARGIN = 0.03
Degrees = tuple[float, float]
Trace = Mapping[str, Any]


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


def _up(latitude: float) -> float:
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


def view_of(figure: Mapping[str, Any], traces: Sequence[Trace], area: Area) -> View:
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
    wide = area.width * (_WIDE if any(trace.get("colorbar") for trace in traces) else 1.0)
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
    for feature in features(trace.get("geojson")):
        for ring in rings(feature.get("geometry") or {}):
            yield from ring


def features(geojson: values.Value) -> Sequence[Mapping[str, Any]]:
    """Return the features of GeoJSON; none of one that only an address names."""
    if not isinstance(geojson, Mapping):
        return ()
    return geojson.get("features") or ()


def rings(geometry: Mapping[str, Any]) -> Iterator[list[Degrees]]:
    """Yield the rings of polygons."""
    kind, parts = geometry.get("type"), geometry.get("coordinates") or ()
    polygons = [parts] if kind == "Polygon" else parts if kind == "MultiPolygon" else ()
    for polygon in polygons:
        for ring in polygon:
            yield [(float(point[0]), float(point[1])) for point in ring]
