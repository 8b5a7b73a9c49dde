"""Map, chart, sentences and tables of accidents near the features of a user's layer."""

import html
import math
from collections.abc import Iterator

import pandas as pd
import plotly.graph_objects as go
import shapely

from charts import maps, theme, words

MOST_SHOWN = 25
DEGREES_AT_ZOOM_0 = 250.0  # of longitude that a map 360 px wide (a phone's) shows whole
NARROWEST_SHAPE = 1.4  # by which a degree of latitude takes more of the frame
LEAST_DEGREES = 0.02
KINDS = {"point": "点", "line": "線", "area": "面"}
LAYER_COLOUR = "#0072B2"
UNNAMED = "（名称なし）"
NOWHERE = "0m（区域の中）"


def distance(within: int) -> str:
    """Return a distance as the filter and the sentences write it."""
    return f"{within}m以内" if within else NOWHERE


def answer(layer: str, within: int, totals: pd.Series) -> str:
    """Return how many accidents lie near any feature of a layer, and how large that part of the city is, as HTML."""
    placed, near = int(totals["placed"]), int(totals["near"])
    place = f"「{html.escape(layer)}」" + (f"から{within}m以内" if within else "の中")
    share = f"（位置の分かる{placed:,}件の{words.percent(near / placed, 1)}）" if placed else ""
    return (
        f"{place}で起きた事故は<b>{near:,}件</b>{share}です。"
        f"この範囲は、市の広さの{words.percent(float(totals['share_of_city']), 1)}にあたります。"
    )


def verdict(features: pd.DataFrame, fewest: int) -> str:
    """Return whether any feature stands out, no stronger than chance allows, as a sentence.

    `features` has name, accidents, expected (missing where sizes cannot be compared) and probability.
    """
    total = int(features["accidents"].sum())
    if total < fewest:
        return f"合わせて{total}件と少ないため、場所による差は判定できません（{fewest}件から判定します）。"
    if len(features) < 2:
        return "場所が1つなので、ほかの場所とは比べられません。"
    if features["expected"].isna().any():
        return "点と線には広さがないため、0mでは場所どうしを比べられません。"
    striking = features[features["probability"] < words.UNLIKELY].sort_values("probability")
    if striking.empty:
        return "平均より多いと言える場所はありません。件数の多い順は、危険な順とは言えません。"
    names = words.listing((f"「{name}」" for name in _names(striking)), most=3)
    return (
        f"{names}は、まわりの広さからみた平均より多いと言えます（{len(features)}か所を比べることを考えに入れても、"
        "偶然では5%未満）。そのほかに、平均より多いと言える場所はありません。"
    )


def layer_map(
    areas: pd.DataFrame,
    features: pd.DataFrame,
    records: pd.DataFrame,
    places: pd.DataFrame,
    colour: str = LAYER_COLOUR,
) -> go.Figure:
    """Return the map of the city with the features of a layer and the accidents near them.

    `features` has name, geometry (WKB) and accidents; the others are as `maps.city_map` takes them.
    """
    nothing = pd.DataFrame({"mesh_250m": [], "accidents": [], "fatal_accidents": []})
    figure = maps.city_map(areas, nothing, records, places)
    before = len(figure.data)
    figure.add_traces(list(_traces(features, colour)))
    drawn = figure.data
    figure.data = (drawn[0], *drawn[before:], *drawn[1:before])
    shapes = [shapely.from_wkb(bytes(shape)) for shape in features["geometry"]]
    west, south, east, north = shapely.total_bounds(shapes)
    degrees = max(east - west, (north - south) * NARROWEST_SHAPE, LEAST_DEGREES)
    figure.update_layout(
        map={
            "center": {"lon": (west + east) / 2, "lat": (south + north) / 2},
            "zoom": math.log2(DEGREES_AT_ZOOM_0 / degrees),
        }
    )
    return figure


def _traces(features: pd.DataFrame, colour: str) -> Iterator[go.Scattermap]:
    """Yield all points, all lines and all areas as one trace each; a map of hundreds of traces is slow."""
    parts: dict[str, list[tuple[float | None, float | None, str | None]]] = {kind: [] for kind in KINDS}
    for name, shape, count in zip(_names(features), features["geometry"], features["accidents"], strict=True):
        text = f"{name}<br>近くの事故{count}件"
        for part in shapely.get_parts(shapely.from_wkb(bytes(shape))):
            kind = tuple(KINDS)[shapely.get_dimensions(part)]
            line = part.exterior if kind == "area" else part
            parts[kind] += [(x, y, text) for x, y in line.coords]
            if kind != "point":
                parts[kind].append((None, None, None))  # lifts the pen
    styles: dict[str, dict[str, object]] = {
        "area": {
            "mode": "lines",
            "line": {"color": colour, "width": 3},
            "fill": "toself",
            "fillcolor": "rgba(0,114,178,0.18)",
        },
        "line": {"mode": "lines", "line": {"color": colour, "width": 3}},
        "point": {"mode": "markers", "marker": {"size": 14, "color": colour, "opacity": 0.85}},
    }
    for kind, style in styles.items():
        if parts[kind]:
            longitudes, latitudes, texts = zip(*parts[kind], strict=True)
            yield go.Scattermap(
                lon=longitudes, lat=latitudes, text=texts, hovertemplate="%{text}<extra></extra>", **style
            )


def features_figure(features: pd.DataFrame) -> go.Figure:
    """Return the features with most accidents: count with its interval of chance, beside what their size lets expect.

    `features` has name, accidents, lower, upper and expected.
    """
    shown = features.sort_values("accidents", ascending=False, kind="stable").head(MOST_SHOWN)[::-1]
    rows = list(range(len(shown)))  # names may repeat
    figure = theme.figure(height=90 + 44 * len(shown))
    figure.add_scatter(
        x=shown["accidents"],
        y=rows,
        mode="markers+text",
        marker={"size": 13, "color": theme.ACCENT},
        text=[f"{count}件" for count in shown["accidents"]],
        textposition="top center",
        textfont={"size": 14},
        error_x={
            "type": "data",
            "array": shown["upper"] - shown["accidents"],
            "arrayminus": shown["accidents"] - shown["lower"],
            "color": theme.SECONDARY,
            "thickness": 1.5,
            "width": 5,
        },
        hovertext=list(_names(shown)),
        hovertemplate="%{hovertext} %{x}件<extra></extra>",
    )
    if shown["expected"].notna().all():
        figure.add_scatter(
            x=shown["expected"],
            y=rows,
            mode="markers",
            marker={"size": 12, "symbol": "diamond-open", "color": theme.TARGET, "line": {"width": 2}},
            hovertext=list(_names(shown)),
            hovertemplate="%{hovertext} まわりの広さからみた平均%{x:.1f}件<extra></extra>",
        )
    figure.update_xaxes(
        range=[-0.5, 1.05 * max(4.0, float(shown["upper"].max()))], ticksuffix="件", rangemode="tozero"
    )
    figure.update_yaxes(
        tickvals=rows,
        ticktext=[words.folded(name, 12) for name in _names(shown)],
        tickfont={"size": 14},
        range=[-0.7, len(shown) - 0.3],
    )
    return figure


def features_in_words(features: pd.DataFrame) -> str:
    """Return the chart as a sentence."""
    shown = features.sort_values("accidents", ascending=False, kind="stable").head(MOST_SHOWN)
    rows = zip(_names(shown), shown["accidents"], shown["lower"], shown["upper"], strict=True)
    return words.sentence(
        ["、".join(f"{name} {count}件（95%の幅 {low:.1f}〜{high:.1f}）" for name, count, low, high in rows)]
    )


def features_table(features: pd.DataFrame) -> pd.DataFrame:
    """Return all features as the table under map and chart."""
    return pd.DataFrame(
        {
            "名称": list(_names(features)),
            "種類": features["kind"].map(KINDS).to_numpy(),
            "長さ（km）": _decimals(features["metres"] / 1000, 2),
            "広さ（km²）": _decimals(features["square_metres"] / 1_000_000, 3),
            "事故（件）": features["accidents"].to_numpy(),
            "うち死亡事故（件）": features["fatal_accidents"].to_numpy(),
            "水準の95%区間 下": features["lower"].round(1).to_numpy(),
            "水準の95%区間 上": features["upper"].round(1).to_numpy(),
            "まわりの広さからみた平均（件）": _decimals(features["expected"], 1),
        }
    )


def records_table(records: pd.DataFrame) -> pd.DataFrame:
    """Return accidents near a layer as points of an exported map, with the nearest feature; `records` has both."""
    nearest = records["nearest"].fillna(UNNAMED).to_numpy()
    return maps.records_table(records).assign(
        最も近い場所=nearest, **{"距離（m）": records["metres"].to_numpy()}
    )


def _names(features: pd.DataFrame) -> Iterator[str]:
    for name in features["name"]:
        yield name if isinstance(name, str) else UNNAMED


def _decimals(values: pd.Series, decimals: int) -> list[str]:
    return ["—" if pd.isna(value) else f"{value:.{decimals}f}" for value in values]
