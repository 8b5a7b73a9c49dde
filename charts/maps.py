"""Maps that need no network: the city's outline, the streets of the edition, 250 m cells, records and place names."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import plotly.graph_objects as go
import shapely

from charts import cell_names, map_names, plain, shapes, streets, theme, words
from charts.map_names import Label
from findings.accidents.cells import Counted
from findings.accidents.drawn import Part
from findings.accidents.ground import Background, Ground
from findings.accidents.records import Municipality, Positions, Records, Totals
from stats import mesh

CLOSE_ZOOM = 14.6
STREET_ZOOM = 15.8  # of a close-up with streets, on which a crossing is recognised
CLOSE_WIDTH, CLOSE_HEIGHT = 540, 420  # pixels; the width on a small screen
FADED = 0.5  # of its opacity what is not clicked keeps
ROUND_LON, ROUND_LAT = 0.4, 0.3  # degrees a close-up can be moved
NEAR_LON, NEAR_LAT = 0.02, 0.013  # degrees seen around a cell that is gone to, some 1.5 km
HEIGHT, REGION_HEIGHT = 560, 660  # pixels in print
LOWEST, TALLEST = 480, 1000  # pixels between which a map is high on a screen
NARROWEST, WIDEST = 320, 1640  # pixels between which a map is wide, on a phone and on a wall
PAPER = 650  # pixels a map is wide in print, where this is known
WORLD = 512 / 360  # pixels a degree of longitude takes at zoom 0
SCALED = "250m区画の件数"
EMPTY_STYLE = {
    "version": 8,
    # Not drawn: redrawing a map drops an empty "sources", and the style is then refused.
    "sources": {"nothing": {"type": "geojson", "data": {"type": "Point", "coordinates": [0, 0]}}},
    "layers": [{"id": "ground", "type": "background", "paint": {"background-color": theme.WATER}}],
}


def outline(ground: Ground) -> gpd.GeoSeries:
    """Return the city's outline to draw, EPSG:6668: its boundary, else its 1 km cells (at least half inside) as one."""
    if ground.boundary:
        return gpd.GeoSeries([shapely.from_geojson(ground.boundary.geojson)], crs=6668)
    cells = [shapely.box(*mesh.bounds(code)) for code in ground.inside]
    return gpd.GeoSeries([gpd.GeoSeries(cells, crs=6668).union_all()], crs=6668)


def city_map(
    ground: Ground,
    counts: Mapping[str, int],
    records: Records,
    chosen: str | None = None,
    *,
    widest: int = WIDEST,
) -> go.Figure:
    """Return the map of a city: white outline, cells by number of accidents, records as points, place names.

    `counts` are accidents by 250 m cell. The `chosen` cell is framed and gone to. The map gets no wider than
    `widest` pixels. For a visitor's click a cell is its location, and a point carries its cell as custom data.
    """
    figure = theme.figure(height=HEIGHT)
    land = add_ground(figure, ground)
    scaled = scale(SCALED, ground.background, tickformat="d")
    _add_cells(figure, counts, shapes.address(ground, Part.CITY), cell_opacity(ground), scaled)
    _add_records(figure, records)
    show_whole(figure, tuple(land.total_bounds), widest)
    _go_to(figure, chosen)
    map_names.write(figure, ground.places)
    let_picked_stand_out(figure)
    return figure


def region_map(
    ground: Ground,
    counts: Mapping[str, int],
    positions: Positions,
    municipalities: Sequence[Municipality],
    chosen: str | None = None,
    *,
    widest: int = WIDEST,
) -> go.Figure:
    """Return the map of a wider region, drawn in a few large pieces so that 10,000 records stay quick to move.

    `counts` are accidents by 250 m cell, positions are drawn without labels. The city's outline shows where it lies.
    A cell is smaller than a pixel where the whole region is seen: a disc of the same colour stands for it, and is
    lost in it from close by. The most important of the `municipalities` comes first.
    """
    figure = theme.figure(height=REGION_HEIGHT)
    land, points = add_ground(figure, ground, ends=True), positions.rows
    scaled = scale(SCALED, ground.background, ends=True, tickformat="d")
    _add_cells(figure, counts, shapes.address(ground, Part.PREFECTURE), cell_opacity(ground), scaled)
    _add_points(figure, points[~points["fatal"]], "負傷事故", {"size": 3, "color": theme.INK, "opacity": 0.3})
    _add_discs(figure, counts)
    deaths = {"size": 5, "color": theme.STATES["後退"][0], "opacity": 0.9}
    _add_points(figure, points[points["fatal"]], "死亡事故", deaths)
    show_whole(
        figure,
        around([land.total_bounds, points[["longitude", "latitude", "longitude", "latitude"]].to_numpy()]),
        widest,
    )
    _go_to(figure, chosen)
    named = [
        *(Label(each.name, each.latitude, each.longitude, on_map=True) for each in municipalities),
        *(Label(each.name, each.latitude, each.longitude, on_map=False) for each in ground.places),
    ]
    map_names.write(figure, named, beside=True)
    let_picked_stand_out(figure)
    return figure


def close_up(ground: Ground, counts: Mapping[str, int], records: Records, chosen: str) -> go.Figure:
    """Return the map of one cell and those around it: the frame, its neighbours' colours, all records as points.

    The shapes of nine cells take fewer bytes than asking for them.
    """
    figure = theme.figure(height=CLOSE_HEIGHT)
    add_ground(figure, ground)
    zoom, opacity = (STREET_ZOOM, 0.35) if ground.background else (CLOSE_ZOOM, 0.55)
    scaled = scale(SCALED, tickformat="d")
    if ground.background:  # the lower edge is the credit's
        scaled |= {"y": 0.98, "yanchor": "top"}
    _add_cells(figure, counts, shapes.collection(counts), opacity, scaled)
    _add_records(figure, records, size=9)
    west, south, east, north = bounds = mesh.bounds(chosen)
    add_frame(figure, bounds)
    _look_at(figure, (west - ROUND_LON, south - ROUND_LAT, east + ROUND_LON, north + ROUND_LAT), zoom)
    across, up = mesh.middle(chosen)
    right, above = (pixels / 2 / (WORLD * 2**zoom) for pixels in (CLOSE_WIDTH, CLOSE_HEIGHT))
    above *= math.cos(math.radians(up))
    map_names.write(
        figure,
        [Label(each.name, each.latitude, each.longitude, on_map=True) for each in ground.places],
        (across - right, up - above, across + right, up + above),
    )
    return figure


def add_ground(figure: go.Figure, ground: Ground, *, ends: bool = False) -> gpd.GeoSeries:
    """Draw the city's ground with a thin outline under whatever follows, and return it.

    Where the edition has a background map, its streets lie on the ground, their names above whatever follows, and the
    ground comes with them from its tiles where they show it. Where the background `ends` on the map, this says so, and
    the ground is there also where there are no tiles.
    """
    land, behind = outline(ground), ground.background
    style, colour, lowest = EMPTY_STYLE, "#FFFFFF", None
    is_in_tiles = behind is not None and streets.GROUND in behind.kinds and not ends
    if behind:
        drawn = streets.layers(behind, [place.name for place in ground.places], has_ground=is_in_tiles)
        colour, lowest = theme.LAND, drawn[0]["id"]
        beyond = {"id": "ground", "type": "background", "paint": {"background-color": theme.BEYOND}}
        style = {
            "version": 8,
            "transition": {"duration": 0},
            "sources": {streets.SOURCE: streets.source(behind, ground.edition_id)},
            "layers": [beyond, *drawn],
        }
        streets.add_credit(figure, behind, ends=ends)
    figure.update_layout(map={"style": style})
    if is_in_tiles:
        return land
    figure.add_choroplethmap(
        geojson=land.__geo_interface__,
        locations=[0],
        z=[0],
        colorscale=[[0, colour], [1, colour]],
        showscale=False,
        marker={"line": {"color": theme.OUTLINE, "width": 1}},
        unselected={"marker": {"opacity": 1}},
        hoverinfo="skip",
        below=lowest,
    )
    return land


def cell_opacity(ground: Ground) -> float:
    """Return how opaque cells are: streets shine through."""
    return 0.7 if ground.background else 0.9


def _add_cells(
    figure: go.Figure,
    counts: Mapping[str, int],
    shaped: str | dict[str, object],
    opacity: float,
    scaled: dict[str, object],
) -> None:
    """Draw cells by number of accidents; `shaped` is where their shapes are, or these themselves.

    `scaled` is the scale of their colours.
    """
    if not counts:
        return
    figure.add_choroplethmap(
        geojson=shaped,
        locations=list(counts),
        z=list(counts.values()),
        zmin=1,
        zmax=_highest(counts),
        colorscale=theme.DENSITY,
        marker={"line": {"width": 0}, "opacity": opacity},
        colorbar=scaled,
        hovertemplate="250m区画 %{location}<br>%{z}件<extra></extra>",
    )


def scale(
    title: str, background: Background | None = None, *, ends: bool = False, **ticks: object
) -> dict[str, object]:
    """Return the scale of colours in the lower left corner, above the credit of a background on the lowest map too.

    `ends` says that the background does so on the map.
    """
    return {
        "title": {"text": title, "font": {"size": 14}, "side": "top"},
        "orientation": "h",
        "thickness": 10,
        "lenmode": "pixels",
        "len": 180,
        "x": 0.01,
        "xanchor": "left",
        "y": above_credit(streets.credit(background, ends=ends)),
        "yanchor": "bottom",
        "bgcolor": "rgba(255,255,255,0.85)",
        **ticks,
    }


def above_credit(lines: Sequence[str]) -> float:
    """Return the share of a map's height that a credit of so many lines takes on the lowest map."""
    return 0.02 + len(lines) * streets.CREDIT_LINE / LOWEST


def _add_records(figure: go.Figure, records: Records, size: int = 4) -> None:
    rows = records.rows
    for fatal, colour, diameter in ((False, theme.INK, size), (True, theme.STATES["後退"][0], size + 7)):
        shown = rows[rows["fatal"] == fatal]
        figure.add_scattermap(
            lat=shown["latitude"],
            lon=shown["longitude"],
            customdata=shown["mesh_250m"],
            mode="markers",
            marker={"size": diameter, "color": colour, "opacity": 0.9 if fatal else 0.4},
            text=[_label(row) for row in shown.itertuples()],
            hovertemplate="%{text}<extra></extra>",
        )


def _add_points(figure: go.Figure, points: pd.DataFrame, kind: str, marker: dict[str, object]) -> None:
    """Draw many points to the metre, which single precision holds in half the bytes."""
    figure.add_scattermap(
        lat=points["latitude"].to_numpy(np.float32),
        lon=points["longitude"].to_numpy(np.float32),
        customdata=points["cell"].to_numpy(),
        mode="markers",
        marker=marker,
        hovertemplate=f"{kind}<br>250m区画 %{{customdata}}<extra></extra>",
    )


def _add_discs(figure: go.Figure, counts: Mapping[str, int]) -> None:
    """Draw a disc in the middle of each cell, larger and darker for more accidents, the most above all others."""
    codes = sorted(counts, key=counts.__getitem__)
    shown = np.array([counts[code] for code in codes], dtype=int)
    middles = np.array([mesh.middle(code) for code in codes]).reshape(-1, 2)
    figure.add_scattermap(
        lat=middles[:, 1].astype(np.float32),
        lon=middles[:, 0].astype(np.float32),
        customdata=codes,
        text=shown,
        mode="markers",
        marker={
            "size": 2 + 1.5 * np.sqrt(shown),
            "color": shown,
            "colorscale": theme.DENSITY,
            "cmin": 1,
            "cmax": _highest(counts),
        },
        hovertemplate="250m区画 %{customdata}<br>%{text}件<extra></extra>",
    )


def _highest(counts: Mapping[str, int]) -> int:
    """Return the number of accidents that has the darkest colour."""
    return max(4, *counts.values()) if counts else 4


def around(parts: Iterable[Any]) -> tuple[float, float, float, float]:
    """Return the bounds around all of some bounds: rows of west, south, east, north in degrees."""
    west, south, east, north = np.vstack(list(parts)).T
    return west.min(), south.min(), east.max(), north.max()


def add_frame(figure: go.Figure, bounds: tuple[float, float, float, float]) -> None:
    """Draw a frame around some bounds."""
    west, south, east, north = bounds
    figure.add_scattermap(
        lon=[west, east, east, west, west],
        lat=[south, south, north, north, south],
        mode="lines",
        line={"color": theme.ACCENT, "width": 4},
        hoverinfo="skip",
    )


def let_picked_stand_out(figure: go.Figure) -> None:
    """Mark a cell or point that is clicked, and let all others fade, those excepted that nobody can click."""
    for trace in figure.select_traces(lambda trace: trace.hoverinfo != "skip"):
        is_point = trace.type == "scattermap"
        trace.selected = {
            "marker": {"opacity": 1} | ({"color": theme.ACCENT, "size": 14} if is_point else {})
        }
        trace.unselected = {"marker": {"opacity": FADED * (trace.marker.opacity or 1)}}


def show_whole(figure: go.Figure, bounds: tuple[float, float, float, float], widest: int = WIDEST) -> None:
    """Begin a map with all of some bounds (west, south, east, north in degrees), whatever width up to `widest` it gets.

    Only the browser knows width and height. A map never shows more than the bounds it may be moved in: it comes closer
    until they fill it. They are therefore chosen so wide that the widest and lowest map still shows all from north to
    south, and so high that the narrowest and tallest one still shows all from west to east.
    """
    west, south, east, north = bounds
    middle, across = (south + north) / 2, (west + east) / 2
    flat = math.cos(math.radians(middle))
    is_on_paper = widest == PAPER
    lowest, tallest = (figure.layout.height,) * 2 if is_on_paper else (LOWEST, TALLEST)

    def fitting(width: float) -> float:
        """Return the pixels a degree of longitude takes where all fits with a margin."""
        return 0.93 * min(width / (east - west), lowest * flat / (north - south))

    half_width, half_height = widest / fitting(widest) / 2, tallest * flat / fitting(NARROWEST) / 2
    fit(figure, bounds)
    _look_at(
        figure,
        (across - half_width, middle - half_height, across + half_width, middle + half_height),
        zoom=math.log2(fitting(NARROWEST) / WORLD),
    )


def fit(
    figure: go.Figure, bounds: tuple[float, float, float, float], closest: float = 22, *, goes: bool = False
) -> None:
    """Let the browser, which knows how large a map is, begin it with these bounds, no closer than a zoom.

    A map that `goes` moves to them also when it is already seen.
    """
    within = [round(float(degrees), 5) for degrees in bounds]
    figure.update_layout(meta={"fit": within, "closest": closest, "goes": goes})


def _go_to(figure: go.Figure, cell: str | None) -> None:
    """Frame a cell, where one is chosen, and let the map go there."""
    if cell is None:
        return
    west, south, east, north = bounds = mesh.bounds(cell)
    add_frame(figure, bounds)
    fit(figure, (west - NEAR_LON, south - NEAR_LAT, east + NEAR_LON, north + NEAR_LAT), goes=True)


def _look_at(figure: go.Figure, within: tuple[float, float, float, float], zoom: float) -> None:
    """Begin a map in the middle of the bounds it can be moved in."""
    west, south, east, north = within
    figure.update_layout(
        map={
            "bounds": {"west": west, "south": south, "east": east, "north": north},
            "center": {"lon": (west + east) / 2, "lat": (south + north) / 2},
            "zoom": zoom,
        },
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        dragmode="pan",
        clickmode="event+select",
        uirevision="map",  # a click must not move the map
    )


def _label(row: tuple[object, ...]) -> str:
    """Return what a record says when pointed at: month and hour, type, deaths and injuries."""
    when = words.month_and_hour(row.occurred_at)  # type: ignore[attr-defined]
    deaths = f"、死者{row.deaths}人" if row.deaths else ""  # type: ignore[attr-defined]
    return f"{when}<br>{plain.figure(row.accident_type)}（負傷{row.injuries}人{deaths}）"  # type: ignore[attr-defined]


def cells_table(cells: Counted) -> pd.DataFrame:
    """Return the cells as the table under the map, each with what to call it."""
    middles = [mesh.middle(code) for code in cells.codes]
    return pd.DataFrame(
        {
            "250m区画": cells.codes,
            "場所": [cell_names.called(name) for name in cells.names],
            "事故（件）": cells.table.rows["accidents"].to_numpy(),
            "うち死亡事故（件）": cells.table.rows["fatal_accidents"].to_numpy(),
            "中心の緯度": [round(latitude, 5) for _, latitude in middles],
            "中心の経度": [round(longitude, 5) for longitude, _ in middles],
        }
    )


def counted(totals: Totals) -> str:
    """Return how many records a map stands for as a sentence."""
    return (
        f"条件に合う事故は{totals.accidents:,}件、死者{totals.deaths:,}人、負傷者{totals.injuries:,}人です。"
    )


def unplaced(totals: Totals) -> str:
    """Return how many records no map can show as a sentence."""
    return f"地図に出せない（位置の分からない）事故は{totals.without_place:,}件です。"


def in_words(cells: Counted, totals: Totals) -> str:
    """Return how many records a map stands for as sentences, with the cells that have most."""
    text = counted(totals)
    if cells.most > 1:
        near = words.listing(dict.fromkeys(map(cell_names.called, cells.busiest)), most=3)
        text += f"250m区画で最も多いのは{near}の{cells.most}件です。"
    return text


def records_table(found: Records) -> pd.DataFrame:
    """Return the records as the points of an exported map; the time no finer than month and hour."""
    records = found.rows
    return pd.DataFrame(
        {
            "資料年次": records["file_year"].to_numpy(),
            "発生": [words.month_and_hour(when) for when in records["occurred_at"]],
            "事故類型": records["accident_type"].to_numpy(),
            "道路形状": records["road_shape"].to_numpy(),
            "天候": records["weather"].to_numpy(),
            "死者（人）": records["deaths"].to_numpy(),
            "負傷者（人）": records["injuries"].to_numpy(),
            "市区町村": records["municipality"].to_numpy(),
            "250m区画": records["mesh_250m"].to_numpy(),
            "緯度": records["latitude"].to_numpy(),
            "経度": records["longitude"].to_numpy(),
        }
    )
