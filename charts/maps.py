"""Maps that need no network: the city's outline, 250 m cells, records and place names on an empty style."""

import math
from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import plotly.graph_objects as go
from shapely.geometry import box

from charts import map_names, theme, words

KM_PER_DEGREE = 40_000 / 360  # the metre was defined so that a meridian is 40,000 km long
FAR, NEAR_KM = "—", 3
AT_KM = 0.15  # within which a place is not given a direction
COMPASS = ("東", "北東", "北", "北西", "西", "南西", "南", "南東")
COARSE_DIGITS = 6  # of a cell of about 10 km
CLOSE_ZOOM = 14.6
CLOSE_WIDTH, CLOSE_HEIGHT = 540, 420  # pixels; the width on a small screen
FADED = 0.5  # of its opacity what is not clicked keeps
ROUND_LON, ROUND_LAT = 0.4, 0.3  # degrees a close-up can be moved
HEIGHT, REGION_HEIGHT = 560, 660  # pixels
NARROWEST, WIDEST = 320, 1640  # pixels between which a map is wide, on a phone and on a wall
PAPER = 650  # pixels a map is wide in print, where this is known
WORLD = 512 / 360  # pixels a degree of longitude takes at zoom 0
EMPTY_STYLE = {
    "version": 8,
    # Not drawn: redrawing a map drops an empty "sources", and the style is then refused.
    "sources": {"nothing": {"type": "geojson", "data": {"type": "Point", "coordinates": [0, 0]}}},
    "layers": [{"id": "ground", "type": "background", "paint": {"background-color": theme.WATER}}],
}


def cell_bounds(code: str) -> tuple[float, float, float, float]:
    """Return west, south, east, north in degrees of a JIS X 0410 cell of 10 km, 1 km or 250 m (6, 8 or 10 digits).

    Digits: 2+2 for the first-level cell (40 minutes by 1 degree), 1+1 (eighths), 1+1 (tenths), then a quadrant
    (1 south-west, 2 south-east, 3 north-west, 4 north-east) for each halving.
    """
    # Counted in 250 m cells from 0 N 100 E, so that neighbours share their edges to the last bit.
    south = (int(code[0:2]) * 80 + int(code[4]) * 10) * 4
    west = (int(code[2:4]) * 80 + int(code[5]) * 10) * 4
    size = 40
    if len(code) > COARSE_DIGITS:
        south, west, size = south + 4 * int(code[6]), west + 4 * int(code[7]), 4
    for digit in code[8:]:
        size //= 2
        south += size * ((int(digit) - 1) // 2)
        west += size * ((int(digit) - 1) % 2)
    return 100 + west / 320, south / 480, 100 + (west + size) / 320, (south + size) / 480


def cell_middle(code: str) -> tuple[float, float]:
    """Return longitude and latitude of the middle of a cell in degrees."""
    west, south, east, north = cell_bounds(code)
    return (west + east) / 2, (south + north) / 2


def outline(areas: pd.DataFrame) -> gpd.GeoSeries:
    """Return the union of the city's 1 km cells (at least half inside) as the outline to draw, EPSG:6668."""
    inside = areas[areas["share_inside"] >= 0.5]
    cells = [box(*cell_bounds(code)) for code in inside["mesh_code"]]
    return gpd.GeoSeries([gpd.GeoSeries(cells, crs=6668).union_all()], crs=6668)


def city_map(
    areas: pd.DataFrame,
    cells: pd.DataFrame,
    records: pd.DataFrame,
    places: pd.DataFrame,
    chosen: str | None = None,
    *,
    widest: int = WIDEST,
) -> go.Figure:
    """Return the map of a city: white outline, cells by number of accidents, records as points, place names.

    `cells` has mesh_250m and accidents; `records` has mesh_250m, latitude, longitude, fatal, occurred_at,
    accident_type, deaths and injuries; `places` has name, latitude, longitude and on_map. The `chosen` cell is framed.
    The map gets no wider than `widest` pixels.
    Every cell and point carries its 250 m cell as custom data, for a visitor's click.
    """
    figure = theme.figure(height=HEIGHT)
    ground = outline(areas)
    add_ground(figure, ground)
    _add_cells(figure, cells)
    _add_records(figure, records)
    add_frame(figure, cell_bounds(chosen) if chosen else None)
    show_whole(figure, tuple(ground.total_bounds), widest)
    map_names.write(figure, places)
    _let_picked_stand_out(figure)
    return figure


def region_map(
    areas: pd.DataFrame,
    cells: pd.DataFrame,
    points: pd.DataFrame,
    places: pd.DataFrame,
    municipalities: pd.DataFrame,
    chosen: str | None = None,
    *,
    widest: int = WIDEST,
) -> go.Figure:
    """Return the map of a wider region, drawn in a few large pieces so that 10,000 records stay quick to move.

    `cells` has mesh_250m and accidents, of which those with two or more are drawn; `points` has cell (its 250 m
    cell as a number), latitude, longitude and fatal, drawn without labels. The city's outline shows where it lies.
    A cell is smaller than a pixel where the whole region is seen: a disc of the same colour stands for it, and is
    lost in it from close by. `municipalities` has name, latitude and longitude, the most important first.
    """
    figure = theme.figure(height=REGION_HEIGHT)
    ground = outline(areas)
    add_ground(figure, ground)
    cells = cells[cells["accidents"] >= 2]
    _add_cells(figure, cells)
    _add_points(figure, points[~points["fatal"]], "負傷事故", {"size": 3, "color": theme.INK, "opacity": 0.3})
    _add_discs(figure, cells)
    deaths = {"size": 5, "color": theme.STATES["後退"][0], "opacity": 0.9}
    _add_points(figure, points[points["fatal"]], "死亡事故", deaths)
    add_frame(figure, cell_bounds(chosen) if chosen else None)
    show_whole(
        figure,
        around([ground.total_bounds, points[["longitude", "latitude", "longitude", "latitude"]].to_numpy()]),
        widest,
    )
    names = pd.concat([municipalities.assign(on_map=True), places.assign(on_map=False)])
    map_names.write(figure, names, beside=True)
    _let_picked_stand_out(figure)
    return figure


def close_up(
    areas: pd.DataFrame, cells: pd.DataFrame, records: pd.DataFrame, places: pd.DataFrame, chosen: str
) -> go.Figure:
    """Return the map of one cell and those around it: the frame, its neighbours' colours, all records as points."""
    figure = theme.figure(height=CLOSE_HEIGHT)
    add_ground(figure, outline(areas))
    _add_cells(figure, cells, opacity=0.55)
    _add_records(figure, records, size=9)
    add_frame(figure, cell_bounds(chosen) if chosen else None)
    west, south, east, north = cell_bounds(chosen)
    _look_at(
        figure, (west - ROUND_LON, south - ROUND_LAT, east + ROUND_LON, north + ROUND_LAT), zoom=CLOSE_ZOOM
    )
    across, up = (west + east) / 2, (south + north) / 2
    right, above = (pixels / 2 / (WORLD * 2**CLOSE_ZOOM) for pixels in (CLOSE_WIDTH, CLOSE_HEIGHT))
    above *= math.cos(math.radians(up))
    map_names.write(
        figure, places.assign(on_map=True), (across - right, up - above, across + right, up + above)
    )
    return figure


def add_ground(figure: go.Figure, ground: gpd.GeoSeries) -> None:
    """Draw the city's ground, white with a thin outline, under whatever follows."""
    figure.add_choroplethmap(
        geojson=ground.__geo_interface__,
        locations=[0],
        z=[0],
        colorscale=[[0, "#FFFFFF"], [1, "#FFFFFF"]],
        showscale=False,
        marker={"line": {"color": "#B8C2CC", "width": 1}},
        hoverinfo="skip",
    )


def _add_cells(figure: go.Figure, cells: pd.DataFrame, opacity: float = 0.9) -> None:
    if cells.empty:
        return
    figure.add_choroplethmap(
        geojson=shapes(cells["mesh_250m"]),
        locations=cells["mesh_250m"],
        z=cells["accidents"],
        customdata=cells["mesh_250m"],
        zmin=1,
        zmax=_highest(cells),
        colorscale=theme.DENSITY,
        marker={"line": {"width": 0}, "opacity": opacity},
        colorbar=scale("250m区画の件数", tickformat="d"),
        hovertemplate="250m区画 %{location}<br>%{z}件<extra></extra>",
    )


def scale(title: str, **ticks: object) -> dict[str, object]:
    """Return the scale of colours in the lower left corner."""
    return {
        "title": {"text": title, "font": {"size": 14}, "side": "top"},
        "orientation": "h",
        "thickness": 10,
        "lenmode": "pixels",
        "len": 180,
        "x": 0.01,
        "xanchor": "left",
        "y": 0.02,
        "yanchor": "bottom",
        "bgcolor": "rgba(255,255,255,0.85)",
        **ticks,
    }


def shapes(codes: Iterable[str]) -> dict[str, object]:
    """Return cells as GeoJSON, each known by its code."""
    return {"type": "FeatureCollection", "features": [_feature(code) for code in codes]}


def _feature(code: str) -> dict[str, object]:
    west, south, east, north = (round(degree, 6) for degree in cell_bounds(code))
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Feature", "id": code, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def _add_records(figure: go.Figure, records: pd.DataFrame, size: int = 4) -> None:
    for fatal, colour, diameter in ((False, theme.INK, size), (True, theme.STATES["後退"][0], size + 7)):
        shown = records[records["fatal"] == fatal]
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
    figure.add_scattermap(
        lat=points["latitude"].to_numpy().round(5),
        lon=points["longitude"].to_numpy().round(5),
        customdata=points["cell"].to_numpy(),
        mode="markers",
        marker=marker,
        hovertemplate=f"{kind}<br>250m区画 %{{customdata}}<extra></extra>",
    )


def _add_discs(figure: go.Figure, cells: pd.DataFrame) -> None:
    """Draw a disc in the middle of each cell, larger and darker for more accidents, the most above all others."""
    shown = cells.sort_values("accidents")
    bounds = np.array([cell_bounds(code) for code in shown["mesh_250m"]]).reshape(-1, 4)
    figure.add_scattermap(
        lat=bounds[:, [1, 3]].mean(axis=1).round(5),
        lon=bounds[:, [0, 2]].mean(axis=1).round(5),
        customdata=shown["mesh_250m"],
        text=shown["accidents"],
        mode="markers",
        marker={
            "size": 2 + 1.5 * np.sqrt(shown["accidents"]),
            "color": shown["accidents"],
            "colorscale": theme.DENSITY,
            "cmin": 1,
            "cmax": _highest(cells),
        },
        hovertemplate="250m区画 %{customdata}<br>%{text}件<extra></extra>",
    )


def _highest(cells: pd.DataFrame) -> int:
    """Return the number of accidents that has the darkest colour."""
    return max(4, int(cells["accidents"].max())) if len(cells) else 4


def around(parts: Iterable[Any]) -> tuple[float, float, float, float]:
    """Return the bounds around all of some bounds: rows of west, south, east, north in degrees."""
    west, south, east, north = np.vstack(list(parts)).T
    return west.min(), south.min(), east.max(), north.max()


def add_frame(figure: go.Figure, bounds: tuple[float, float, float, float] | None) -> None:
    """Draw a frame around some bounds, where there are any."""
    if bounds is None:
        return
    west, south, east, north = bounds
    figure.add_scattermap(
        lon=[west, east, east, west, west],
        lat=[south, south, north, north, south],
        mode="lines",
        line={"color": theme.ACCENT, "width": 4},
        hoverinfo="skip",
    )


def _let_picked_stand_out(figure: go.Figure) -> None:
    """Mark a cell or point that is clicked, and let all others fade, the ground excepted."""
    ground, *others = figure.data
    ground.unselected = {"marker": {"opacity": 1}}
    for trace in others:
        is_point = trace.type == "scattermap"
        trace.selected = {
            "marker": {"opacity": 1} | ({"color": theme.ACCENT, "size": 14} if is_point else {})
        }
        trace.unselected = {"marker": {"opacity": FADED * (trace.marker.opacity or 1)}}


def show_whole(figure: go.Figure, bounds: tuple[float, float, float, float], widest: int = WIDEST) -> None:
    """Begin a map with all of some bounds (west, south, east, north in degrees), whatever width up to `widest` it gets.

    Only the browser knows the width. A map never shows more than the bounds it may be moved in: it comes closer until
    they fill it. They are therefore chosen so wide that the widest map still shows all from north to south, and so
    high that the narrowest one still shows all from west to east.
    """
    west, south, east, north = bounds
    middle, across = (south + north) / 2, (west + east) / 2
    flat = math.cos(math.radians(middle))
    height = float(figure.layout.height)

    def fitting(width: float) -> float:
        """Return the pixels a degree of longitude takes where all fits with a margin."""
        return 0.93 * min(width / (east - west), height * flat / (north - south))

    half_width, half_height = widest / fitting(widest) / 2, height * flat / fitting(NARROWEST) / 2
    _look_at(
        figure,
        (across - half_width, middle - half_height, across + half_width, middle + half_height),
        zoom=math.log2(fitting(NARROWEST) / WORLD),
    )


def _look_at(figure: go.Figure, within: tuple[float, float, float, float], zoom: float) -> None:
    """Begin a map in the middle of the bounds it can be moved in."""
    west, south, east, north = within
    figure.update_layout(
        map={
            "style": EMPTY_STYLE,
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
    return f"{when}<br>{row.accident_type}（負傷{row.injuries}人{deaths}）"  # type: ignore[attr-defined]


def cells_table(cells: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Return the cells as the table under the map, each with what to call it."""
    middles = [cell_middle(code) for code in cells["mesh_250m"]]
    return pd.DataFrame(
        {
            "250m区画": cells["mesh_250m"].to_numpy(),
            "場所": called(cells, places),
            "事故（件）": cells["accidents"].to_numpy(),
            "うち死亡事故（件）": cells["fatal_accidents"].to_numpy(),
            "中心の緯度": [round(latitude, 5) for _, latitude in middles],
            "中心の経度": [round(longitude, 5) for longitude, _ in middles],
        }
    )


def counted(totals: pd.Series) -> str:
    """Return how many records a map stands for as a sentence."""
    accidents, deaths, injuries = (f"{totals[name]:,}" for name in ("accidents", "deaths", "injuries"))
    return f"条件に合う事故は{accidents}件、死者{deaths}人、負傷者{injuries}人です。"


def unplaced(totals: pd.Series) -> str:
    """Return how many records no map can show as a sentence."""
    return f"地図に出せない（位置の分からない）事故は{totals['without_place']:,}件です。"


def in_words(cells: pd.DataFrame, places: pd.DataFrame, totals: pd.Series) -> str:
    """Return how many records a map stands for as sentences, with the cells that have most."""
    text = counted(totals)
    most = cells[cells["accidents"] == cells["accidents"].max()] if not cells.empty else cells
    if not most.empty and most["accidents"].iloc[0] > 1:
        near = words.listing(dict.fromkeys(called(most, places)), most=3)
        text += f"250m区画で最も多いのは{near}の{most['accidents'].iloc[0]}件です。"
    return text


def called(cells: pd.DataFrame, places: pd.DataFrame) -> list[str]:
    """Return what to call each cell: by the nearest named place, and far from all of them by its municipality."""
    near = nearest(cells["mesh_250m"], places)
    return [
        municipality if name == FAR else name
        for name, municipality in zip(near, cells["municipality"], strict=True)
    ]


def nearest(codes: Iterable[str], places: pd.DataFrame) -> list[str]:
    """Return what to call each cell: direction and distance of its centre from the nearest named place, no address.

    FAR where there is no place within 3 km.
    """
    if places.empty:
        return [FAR for _ in codes]
    bounds = np.array([cell_bounds(code) for code in codes]).reshape(-1, 4)
    latitudes, longitudes = bounds[:, [1, 3]].mean(axis=1), bounds[:, [0, 2]].mean(axis=1)
    up = KM_PER_DEGREE * (latitudes[:, None] - places["latitude"].to_numpy())
    right = KM_PER_DEGREE * (longitudes[:, None] - places["longitude"].to_numpy())
    right *= np.cos(np.radians(latitudes))[:, None]
    closest = np.hypot(up, right).argmin(axis=1)
    each = np.arange(len(closest))
    return [
        _from_place(name, *way)
        for name, *way in zip(
            places["name"].to_numpy()[closest], right[each, closest], up[each, closest], strict=True
        )
    ]


def _from_place(name: str, right: float, up: float) -> str:
    """Return a point so many kilometres east and north of a place in words."""
    kilometres = math.hypot(right, up)
    if kilometres > NEAR_KM:
        return FAR
    if kilometres < AT_KM:
        return f"{name}付近"
    direction = COMPASS[round(math.degrees(math.atan2(up, right)) / 45) % 8]
    return f"{name}の{direction} 約{round(10 * kilometres) * 100:,}m"


def records_table(records: pd.DataFrame) -> pd.DataFrame:
    """Return the records as the points of an exported map; the time no finer than month and hour."""
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
