"""Names and numbers on maps: over everything else, readable on any colour, and no name over another.

They are a layer of the map's style, since a trace of Plotly has no halo, is hidden by the traces after it, and would
let names run into one another.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Protocol

import plotly.graph_objects as go

from charts import theme

FAINT, CLEAR = "further_names", "names"
DISCS, NUMBERS = "discs", "numbers"
RADIUS = 10  # pixels of a disc
FROM_ZOOM = 12.5  # from which further places are named
ASIDE = 0.002  # degrees from the middle of a map within which a name is centred on its place

CENTRED: dict[str, object] = {"text-anchor": ["get", "anchor"]}
LEFT, RIGHT = (
    ["left", [0.8, 0]],
    ["right", [-0.8, 0]],
)  # the side of a name at its place, and its way from there
OVER, UNDER = ["bottom", [0, -0.8]], ["top", [0, 0.8]]
BESIDE: dict[str, object] = {
    "text-variable-anchor-offset": [
        "match",
        ["get", "edge"],
        "west",
        ["literal", LEFT + UNDER + OVER],
        "east",
        ["literal", RIGHT + UNDER + OVER],
        ["literal", LEFT + RIGHT + UNDER + OVER],
    ],
    "text-justify": "auto",
}
NUMBERING: list[dict[str, object]] = [
    {
        "id": DISCS,
        "type": "circle",
        "source": NUMBERS,
        "paint": {"circle-radius": RADIUS, "circle-color": theme.INK},
    },
    {
        "id": NUMBERS,
        "type": "symbol",
        "source": NUMBERS,
        "layout": {
            "text-field": ["get", "number"],
            "text-font": [theme.FONT],
            "text-size": 14,
            "text-padding": RADIUS / 2,  # names keep clear of the disc
            "text-allow-overlap": True,
        },
        "paint": {"text-color": "#FFFFFF"},
    },
]
EDGE = 0.15  # of the width of all places: how near to its ends a name is written inwards


class Named(Protocol):
    """What has a name, lies somewhere (in degrees), and is on the map at once or only from close by."""

    @property
    def name(self) -> str:
        """Return the name to write."""

    @property
    def latitude(self) -> float:
        """Return degrees north."""

    @property
    def longitude(self) -> float:
        """Return degrees east."""

    @property
    def on_map(self) -> bool:
        """Return whether the name is on the map at once."""


@dataclass(frozen=True)
class Label:
    """A name as it is written on one map."""

    name: str
    latitude: float
    longitude: float
    on_map: bool


def write(
    figure: go.Figure,
    places: Sequence[Named],
    seen: tuple[float, float, float, float] | None = None,
    *,
    beside: bool = False,
    numbered: Sequence[tuple[float, float]] = (),
) -> None:
    """Write names on a finished map, those of `places` that are on the map at once and the others from close by.

    Where two would touch, the one that comes first is written.

    Parameters
    ----------
    figure
        The map, with its style.
    places
        What is named, the most important first.
    seen
        West, south, east and north of what a map that begins close by shows first: names within are written towards
        its middle, those beyond away from it, so that the edge cuts none.
    beside
        Whether names stand beside their places, on whatever side there is room, to leave free what is drawn there.
    numbered
        Longitude and latitude of what is numbered 1, 2, 3… on dark discs; every number is written.
    """
    edges = _edges([place.longitude for place in places])
    named = [_feature(place, seen, edge) for place, edge in zip(places, edges, strict=True)]
    sources = {CLEAR: _source(named)}
    layers = [
        _layer(FAINT, on_map=False, beside=beside) | {"minzoom": FROM_ZOOM},
        _layer(CLEAR, on_map=True, beside=beside),
    ]
    if numbered:
        sources[NUMBERS] = _source(map(_numbered, count(1), numbered))
        layers += NUMBERING
    style = figure.layout.map.style
    figure.update_layout(
        map={"style": style | {"sources": style["sources"] | sources, "layers": [*style["layers"], *layers]}}
    )
    lowest = next((layer["id"] for layer in style["layers"] if layer["type"] == "symbol"), FAINT)
    figure.for_each_trace(lambda trace: trace.update(below=trace.below or lowest))


def _source(features: Iterable[dict[str, object]]) -> dict[str, object]:
    return {"type": "geojson", "data": {"type": "FeatureCollection", "features": list(features)}}


def _numbered(number: int, spot: tuple[float, float]) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": {"number": str(number)},
        "geometry": {"type": "Point", "coordinates": list(spot)},
    }


def _edges(longitudes: Sequence[float]) -> list[str]:
    """Return for each place whether it lies at the western or eastern end of all; nothing in between."""
    west, east = min(longitudes, default=0.0), max(longitudes, default=0.0)
    return [
        "west"
        if degrees < west + EDGE * (east - west)
        else "east"
        if degrees > east - EDGE * (east - west)
        else ""
        for degrees in longitudes
    ]


def _feature(place: Named, seen: tuple[float, float, float, float] | None, edge: str) -> dict[str, object]:
    spot = place.longitude, place.latitude
    return {
        "type": "Feature",
        "properties": {
            "name": place.name,
            "on_map": place.on_map,
            "anchor": _anchor(*spot, *seen) if seen else "center",
            "edge": edge,
        },
        "geometry": {"type": "Point", "coordinates": [round(degrees, 5) for degrees in spot]},
    }


def _anchor(x: float, y: float, west: float, south: float, east: float, north: float) -> str:
    """Return the side of a name that stands at its place."""
    upright = _side(y, south, north, ("bottom", "top"))
    return "-".join(side for side in (upright, _side(x, west, east, ("left", "right"))) if side) or "center"


def _side(value: float, low: float, high: float, sides: tuple[str, str]) -> str:
    """Return which side (at the low or the high end) is at a place, so that its name lies within or beyond the ends."""
    if abs(value - (low + high) / 2) <= ASIDE:
        return ""
    is_high, is_seen = value > (low + high) / 2, low <= value <= high
    return sides[is_high == is_seen]


def _layer(name: str, *, on_map: bool, beside: bool) -> dict[str, object]:
    return {
        "id": name,
        "type": "symbol",
        "source": CLEAR,
        "filter": ["==", ["get", "on_map"], on_map],
        "layout": {
            "text-field": ["get", "name"],
            "text-font": [theme.FONT],
            "text-size": 14,
            "text-max-width": 20,
            **(BESIDE if beside else CENTRED),
        },
        "paint": {"text-color": theme.INK, "text-halo-color": "#FFFFFF", "text-halo-width": 2},
    }
