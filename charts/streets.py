"""The background of maps: streets, railways, water and their names, quiet enough for what is drawn over them.

They are layers of the map's style over the tiles of the edition. Names are a layer of their own above the traces and
below the names of places, which are written first.
"""

from collections.abc import Collection, Iterator, Mapping

import plotly.graph_objects as go

from charts import plain, stamp, theme
from findings.accidents.ground import Background

SOURCE = "streets"
GROUND = "ground"
"""The kind of what the tiles show of the city's ground."""

ENDS = "道路などは市とまわりだけ"
COLUMNS = 22  # full-width characters in a line of the credit: a close-up on a phone is 316 pixels wide
CREDIT_LINE = 20  # pixels

# Pixels of a line by zoom; between two zooms they grow evenly, twice as fast a zoom as the ground at most.
WIDTHS: Mapping[str, Mapping[float, float]] = {
    "motorway": {8: 1, 10: 2, 12: 3.2, 14: 6, 16: 13, 18: 30},
    "trunk": {8: 0.8, 10: 1.8, 12: 3, 14: 5.5, 16: 12, 18: 28},
    "major": {10: 1, 12: 2.2, 14: 4.5, 16: 10, 18: 24},
    "minor": {12: 0.5, 13: 0.8, 14: 1.8, 16: 6, 18: 18},
    "rail": {9: 0.8, 12: 2, 14: 3, 16: 4, 18: 6},
    "river": {9: 0.8, 12: 2, 14: 3, 16: 5, 18: 9},
}
CASING = 2.0  # pixels a road with its edges is wider
# Every corner that is drawn takes time in each frame of a moving map, and minor streets have most of all. Only
# from this zoom, where it is seen, are corners and ends round, and minor streets have edges.
CLOSE = 14
DETAIL: dict[str, object] = {"metadata": {"isDetail": True}}
"""Marks a layer that a machine without a graphics card leaves out while it moves a map (browser.js)."""

ROADS: Mapping[str, tuple[str, str]] = {
    "minor": (theme.STREET, theme.STREET_EDGE),
    "major": (theme.MAIN_ROAD, theme.ROAD_EDGE),
    "trunk": (theme.TRUNK_ROAD, theme.ROAD_EDGE),
    "motorway": (theme.MOTORWAY, theme.ROAD_EDGE),
}
"""Colours of a road and its edges by kind, the widest above the others."""

_NAMED: Mapping[str, tuple[float, str]] = {
    "river": (11.5, theme.WATER_NAME),
    "river_name": (11.5, theme.WATER_NAME),
    "minor": (15, theme.SECONDARY),
    "road_name": (12.5, theme.SECONDARY),
    "major": (12, theme.SECONDARY),
    "trunk": (10.5, theme.SECONDARY),
    "motorway": (10.5, theme.SECONDARY),
    "station": (12, theme.INK),
}
"""The zoom from which a kind is named, and the colour of its names; what comes last is written first."""

_POINTS = ("station", "road_name", "river_name")


def source(background: Background, edition_id: str) -> dict[str, object]:
    """Return where an edition's tiles are: an address without host, the same for all, which browser.js completes."""
    return {
        "type": "vector",
        "tiles": [f"basemap/{edition_id}/{{z}}/{{x}}/{{y}}.pbf"],
        "minzoom": background.tiled.min_zoom,
        "maxzoom": background.tiled.max_zoom,
        "bounds": list(background.tiled.bounds),
    }


def layers(
    background: Background, named: Collection[str] = (), *, has_ground: bool = False
) -> list[dict[str, object]]:
    """Return the layers of the style, the lowest first; stations among what is `named` already are not named twice.

    `has_ground` draws the city's ground as well.
    """
    ground = _ground() if has_ground else ()
    every = [*ground, *_water(), *_lines(), *_stations(), *_names(named)]
    return [layer for layer in every if layer["source-layer"] in background.kinds]


def credit(background: Background | None, *, ends: bool = False) -> list[str]:
    """Return the lines of who made the background, each as wide as a phone at most; none without one.

    Where it `ends` on the map, which shows more than the city and its surroundings, that is said first.
    """
    if background is None:
        return []
    first, *others = background.credits
    told = (*([ENDS] if ends else []), f"背景：{first}", *others)
    return [plain.figure(line) for text in told for line in stamp.wrapped(text, COLUMNS)]


def add_credit(figure: go.Figure, background: Background, *, ends: bool = False) -> None:
    """Write in the lower right corner who made the background, and that it `ends` on the map where it does."""
    figure.add_annotation(
        x=1,
        y=0,
        xref="paper",
        yref="paper",
        xanchor="right",
        yanchor="bottom",
        align="right",
        showarrow=False,
        text="<br>".join(credit(background, ends=ends)),
        font={"color": theme.SECONDARY, "size": 14},
        bgcolor="rgba(255,255,255,0.8)",
        borderpad=2,
    )


def _layer(kind: str, name: str = "", **style: object) -> dict[str, object]:
    return {"id": f"{SOURCE}_{kind}{name}", "source": SOURCE, "source-layer": kind, **style}


def _ground() -> Iterator[dict[str, object]]:
    """Yield the city's ground and its outline: a source of its own would be cut to its tiles in each frame."""
    yield _layer(GROUND, type="fill", paint={"fill-color": theme.LAND, "fill-antialias": False})
    yield _layer(GROUND, "_edge", type="line", paint={"line-color": theme.OUTLINE, "line-width": 1})


def _water() -> Iterator[dict[str, object]]:
    yield _layer("water", type="fill", paint={"fill-color": theme.WATER_BODY}) | DETAIL
    yield _line("river", theme.WATER_BODY)


def _lines() -> Iterator[dict[str, object]]:
    """Yield roads, all their edges first so that none cuts a crossing, and railways under the main ones."""
    fill, edge = ROADS["minor"]
    yield _line("minor", edge, name="_thin") | DETAIL | {"maxzoom": CLOSE}
    yield _line("minor", edge, name="_edge", wider=CASING) | DETAIL | {"minzoom": CLOSE}
    yield _line("minor", fill) | DETAIL | {"minzoom": CLOSE}
    yield _line("rail", theme.RAILWAY)
    yield _line("rail", "#FFFFFF", name="_dash", wider=-1.5, **{"line-dasharray": [4, 4]}) | DETAIL
    main = [kind for kind in ROADS if kind != "minor"]
    yield from (_line(kind, ROADS[kind][1], name="_edge", wider=CASING) | DETAIL for kind in main)
    yield from (_line(kind, ROADS[kind][0]) for kind in main)


def _line(kind: str, colour: str, *, name: str = "", wider: float = 0, **paint: object) -> dict[str, object]:
    by_zoom = [part for zoom, width in WIDTHS[kind].items() for part in (zoom, max(0, width + wider))]
    return _layer(
        kind,
        name,
        type="line",
        layout={
            "line-cap": "butt" if kind == "rail" else ["step", ["zoom"], "butt", CLOSE, "round"],
            "line-join": ["step", ["zoom"], "bevel", CLOSE, "round"],
        },
        paint={"line-color": colour, "line-width": ["interpolate", ["linear"], ["zoom"], *by_zoom], **paint},
    )


def _stations() -> Iterator[dict[str, object]]:
    yield _layer(
        "station",
        type="circle",
        minzoom=11,
        paint={
            "circle-radius": ["interpolate", ["linear"], ["zoom"], 11, 2.5, 16, 6],
            "circle-color": "#FFFFFF",
            "circle-stroke-color": theme.RAILWAY,
            "circle-stroke-width": 2,
        },
    )


def _names(named: Collection[str]) -> Iterator[dict[str, object]]:
    for kind, (from_zoom, colour) in _NAMED.items():
        is_point = kind in _POINTS
        yield _layer(
            kind,
            "_name",
            **DETAIL,
            type="symbol",
            minzoom=from_zoom,
            filter=["!", ["in", ["get", "name"], ["literal", sorted(named)]]],
            layout={
                "text-field": ["get", "name"],
                "text-font": [theme.FONT],
                "text-size": 14,
                "text-max-width": 20,
                "text-padding": 4,
                **(
                    {"text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.7}
                    if kind == "station"
                    else {}
                ),
                **(
                    {}
                    if is_point
                    else {
                        "symbol-placement": "line",
                        "symbol-spacing": 320,
                        "text-rotation-alignment": "viewport",
                    }
                ),
            },
            paint={"text-color": colour, "text-halo-color": "#FFFFFF", "text-halo-width": 2},
        )
