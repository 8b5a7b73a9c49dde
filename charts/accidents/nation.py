"""The map of a whole nation: cells of 10 km, since its records are too many to draw each."""

import html
import math

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from charts import map_names, maps, scopes, shapes, theme
from charts.accidents import places
from charts.accidents.police import INJURY_ONLY
from charts.map_names import Label
from findings.accidents.drawn import Part
from findings.accidents.ground import Ground
from findings.accidents.records import CoarseCells, Totals
from stats import mesh
from stats.thresholds import TOP

POWERS = ["1", "10", "100", "1千", "1万", "10万"]


def figure(ground: Ground, found: CoarseCells, *, widest: int = maps.WIDEST) -> go.Figure:
    """Return the map of a nation: cells of 10 km by number of accidents, and a dot where the city lies.

    Colours go by the logarithm: a few cells have thousands of accidents. Each prefecture is named in the middle of
    its accidents.
    """
    cells = found.rows
    chart = theme.figure(height=maps.REGION_HEIGHT)
    highest = max(1, math.ceil(math.log10(cells["accidents"].max()))) if len(cells) else 1
    chart.add_choroplethmap(
        geojson=shapes.address(ground, Part.NATION),
        locations=cells["mesh_10km"],
        z=np.log10(cells["accidents"]).round(3),
        customdata=cells["accidents"],
        zmin=0,
        zmax=highest,
        colorscale=theme.DENSITY,
        marker={"line": {"width": 0}, "opacity": 0.9},
        colorbar=maps.scale(
            "10km区画の件数",
            tickvals=list(range(highest + 1)),
            ticktext=POWERS[: highest + 1],
            tickangle=0,
        ),
        hovertemplate="10km区画 %{location}<br>%{customdata:,}件<extra></extra>",
    )
    bounds = west, south, east, north = tuple(maps.outline(ground).total_bounds)
    chart.add_scattermap(
        lon=[(west + east) / 2],
        lat=[(south + north) / 2],
        mode="markers",
        marker={"size": 9, "color": theme.ACCENT},
        hoverinfo="skip",
    )
    chart.update_layout(map={"style": maps.EMPTY_STYLE})
    maps.show_whole(chart, maps.around([bounds, *(mesh.bounds(code) for code in cells["mesh_10km"])]), widest)
    map_names.write(chart, _prefectures(cells))
    return chart


def _prefectures(cells: pd.DataFrame) -> list[Label]:
    """Return the names to write, that of most accidents first."""
    bounds = np.array([mesh.bounds(code) for code in cells["mesh_10km"]]).reshape(-1, 4)
    weighted = pd.DataFrame(
        {
            "name": cells["prefecture"].to_numpy(),
            "accidents": cells["accidents"].to_numpy(),
            "longitude": bounds[:, [0, 2]].mean(axis=1) * cells["accidents"].to_numpy(),
            "latitude": bounds[:, [1, 3]].mean(axis=1) * cells["accidents"].to_numpy(),
        }
    )
    sums = weighted.groupby("name", as_index=False).sum().sort_values("accidents", ascending=False)
    return [
        Label(row.name, row.latitude / row.accidents, row.longitude / row.accidents, on_map=True)
        for row in sums.itertuples(index=False)
    ]


def table(found: CoarseCells) -> pd.DataFrame:
    """Return the cells of a nation's map as the table under it."""
    cells = found.rows
    middles = [mesh.middle(code) for code in cells["mesh_10km"]]
    return pd.DataFrame(
        {
            "10km区画": cells["mesh_10km"].to_numpy(),
            "都道府県": cells["prefecture"].to_numpy(),
            "事故（件）": cells["accidents"].to_numpy(),
            "うち死亡事故（件）": cells["fatal_accidents"].to_numpy(),
            "中心の緯度": [round(latitude, 4) for _, latitude in middles],
            "中心の経度": [round(longitude, 4) for longitude, _ in middles],
        }
    )


def in_words(found: CoarseCells, totals: Totals) -> str:
    """Return how many records a nation's map stands for as sentences, with the cell that has most."""
    text, cells = maps.counted(totals), found.rows
    if not cells.empty:
        text += (
            f"10km区画で最も多いのは、{cells['prefecture'].iloc[0]}の{_degrees(cells['mesh_10km'].iloc[0])}"
            f"のあたりの{cells['accidents'].iloc[0]:,}件です。"
        )
    return text


def places_sentence(found: CoarseCells, totals: Totals) -> str:
    """Return where in the nation accidents happen, as sentences."""
    return f"{scopes.AREAS['nation']}では、{in_words(found, totals)}"


def answer(found: CoarseCells, totals: Totals) -> str:
    """Return where in the nation most accidents are and how many of all, as HTML."""
    said, cells = f"{scopes.AREAS['nation']}では、事故は{totals.accidents:,}件", found.rows
    if cells.empty:
        return f"{said}です。"
    most = f"{cells['prefecture'].iloc[0]}の10km区画の{cells['accidents'].iloc[0]:,}件"
    return f"{said}、最も多いのは<b>{html.escape(most)}</b>です。"


def busiest(found: CoarseCells) -> str:
    """Return the cells with most accidents as a list, as HTML."""
    return places.listed(
        [
            places.Listed(
                lead=f"{row.accidents:,}件",
                name=f"{row.prefecture}の{_degrees(row.mesh_10km)}",
                told=f"うち死亡事故 {row.fatal_accidents:,}件",
            )
            for row in found.rows.head(TOP).itertuples()
        ]
    )


def _degrees(cell: str) -> str:
    longitude, latitude = mesh.middle(cell)
    return f"北緯{latitude:.1f}度・東経{longitude:.1f}度"


def defined(city: str) -> str:
    """Return what the map of a nation shows, as sentences; `city` is the city's name."""
    return (
        f"{INJURY_ONLY}色は約10km四方の区画の件数で、色の目盛りは一つ進むごとに10倍です。青い点は{city}です。"
        "交通量や人口の違いは考慮していないため、危険度の順位ではありません。"
    )


def note(totals: Totals) -> str:
    """Return what the map of a nation cannot show, and where to see it, as HTML."""
    return (
        f"{maps.unplaced(totals)}全国では件数が多いため、1件ずつの点は描かず、区画を選んで一覧を出すこともできません。"
        f"地図の範囲を「{scopes.AREAS['city']}」か「{scopes.AREAS['prefecture']}」にすると、区画か点を選んでその区画の事故の一覧を出せます。"
    )
