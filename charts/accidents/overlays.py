"""Map, chart, sentences and tables of accidents near the features of a user's layer."""

import html
from collections.abc import Iterable, Iterator, Sequence

import pandas as pd
import plotly.graph_objects as go
import shapely

from charts import maps, plain, theme, words
from charts.accidents import places
from charts.accidents.police import INJURY_ONLY
from findings.accidents.ground import Ground
from findings.accidents.overlays import FEWEST, WITHIN, Feature, Kind, Near, NearRecords, Verdict
from stats.thresholds import TOP

MOST_SHOWN = 25
CLOSEST = 14.5  # zoom of a map of few features close together
KINDS: dict[Kind, str] = {"point": "点", "line": "線", "area": "面"}
LAYER_COLOUR = "#0072B2"
UNNAMED = "（名称なし）"
NOWHERE = "0m（区域の中）"
CANNOT_TELL = "通学路などの地図データがないため、まだ答えられません。"
NEARNESS = (
    "学校や道路は人と車の集まる場所にあるため、広さの割合より事故の割合が大きいのは普通のことです。"
    "近くにあることが事故の原因とは言えません。"
)


def distance(within: int) -> str:
    """Return a distance as the filter and the sentences write it."""
    return f"{within}m以内" if within else NOWHERE


def distances() -> dict[str, int]:
    """Return the distances in metres that may be asked for, as the filter writes them."""
    return {distance(within): within for within in WITHIN}


def conditions(found: Near) -> list[str]:
    """Return which layer and distance are asked for, in words."""
    return [f"地図データ：{found.layer}", f"距離：{distance(found.within)}"]


def map_defined(found: Near) -> str:
    """Return what the map shows and how distances are measured, as sentences."""
    return (
        f"{INJURY_ONLY}青が地図データ、点が{distance(found.within)}の市内の事故です（大きな赤紫は死亡事故）。"
        "距離は、地図データの点・線・面までの直線距離で、道のりではありません。"
        f"位置の分からない事故{found.totals.without_place}件は含みません。"
    )


def features_defined(found: Near) -> str:
    """Return what the chart of features shows, as sentences, and how many of them stand in the table alone."""
    more = len(found.features) - MOST_SHOWN
    cut = f"図は件数の多い{MOST_SHOWN}か所で、ほかの{more}か所は表にあります。" if more > 0 else ""
    return (
        f"{INJURY_ONLY}横線は、この件数の背後にある水準として考えられる範囲です（ポアソン分布の正確な{words.INTERVAL}区間）。"
        "◇は、事故がどの場所のまわりでも広さに応じて同じように起きたときの件数です。"
        f"二つの場所の近くで起きた事故は、両方に数えます。{cut}"
    )


def answer(found: Near) -> str:
    """Return how many of the accidents lie near any feature of a layer, as HTML."""
    return f"{_place(found)}の事故は、{found.totals.placed:,}件のうち<b>{found.totals.near:,}件</b>です。"


def _place(found: Near) -> str:
    return f"「{html.escape(found.layer)}」" + (f"から{found.within}m以内" if found.within else "の中")


def near_sentence(found: Near) -> str:
    """Return how many accidents lie near any feature of a layer, and how large that part of the city is, as HTML."""
    totals = found.totals
    share = (
        f"（位置の分かる{totals.placed:,}件の{words.percent(totals.near / totals.placed, 1)}）"
        if totals.placed
        else ""
    )
    return (
        f"{_place(found)}で起きた事故は<b>{totals.near:,}件</b>{share}です。"
        f"この範囲は、市の広さの{words.percent(totals.share_of_city, 1)}にあたります。"
    )


def verdict_sentence(found: Near) -> str:
    """Return whether any feature stands out, no stronger than chance allows."""
    match found.verdict:
        case Verdict.TOO_FEW:
            return (
                f"合わせて{found.accidents}件と少ないため、場所による差は判定できません"
                f"（{FEWEST}件から判定します）。"
            )
        case Verdict.ALONE:
            return "場所が1つなので、ほかの場所とは比べられません。"
        case Verdict.WITHOUT_SIZE:
            return "点と線には広さがないため、0mでは場所どうしを比べられません。"
        case Verdict.EVEN:
            return "平均より多いと言える場所はありません。件数の多い順は、危険な順とは言えません。"
        case Verdict.UNEVEN:
            names = words.listing((f"「{_name(feature)}」" for feature in found.striking), most=3)
            return (
                f"{names}は、まわりの広さからみた平均より多いと言えます（{len(found.features)}か所を比べることを考えに入れても、"
                f"偶然では{words.CHANCE}未満）。そのほかに、平均より多いと言える場所はありません。"
            )


def feature_list(found: Near) -> str:
    """Return the features with most accidents as a list, as HTML; those that stand out say so."""
    return places.listed(
        [
            places.Listed(
                lead=f"{feature.count.accidents}件",
                name=_name(feature),
                told="▲ 平均より多いと言えます" if feature in found.striking else "",
            )
            for feature in found.by_count[:TOP]
        ]
    )


def invitation(contact: str) -> str:
    """Return what it takes to have layers, step by step, as HTML; `contact` is whom to ask."""
    steps = (
        "通学路・学校・ゾーン30・地区界などの地図データを、持っている課や学校からもらいます。"
        "形式は GeoJSON・GeoPackage・Shapefile のどれかで、座標系の情報（Shapefileでは .prj）も一緒にもらいます。",
        f"{html.escape(contact)}に渡し、次の版に加えるよう頼みます。",
        "新しい版を開くと、ここに地図と、場所ごとの近くの事故の件数が出ます。",
    )
    return f'<ol class="steps">{"".join(f"<li>{step}</li>" for step in steps)}</ol>'


def layer_map(
    ground: Ground,
    features: Sequence[Feature],
    near: NearRecords,
    chosen: str | None = None,
    *,
    widest: int = maps.WIDEST,
) -> go.Figure:
    """Return the map of the city with the features of a layer and the accidents near them; `chosen` is framed."""
    figure = maps.city_map(ground, {}, near.records, chosen, widest=widest)
    before = len(figure.data)
    figure.add_traces(list(_traces(features)))
    drawn = figure.data
    figure.data = (drawn[0], *drawn[before:], *drawn[1:before])
    shapes = [shapely.from_wkb(feature.count.geometry) for feature in features]
    maps.fit(figure, tuple(shapely.total_bounds(shapes)), CLOSEST)
    return figure


def _traces(features: Iterable[Feature]) -> Iterator[go.Scattermap]:
    """Yield all points, all lines and all areas as one trace each; a map of hundreds of traces is slow."""
    parts: dict[Kind, list[tuple[float | None, float | None, str | None]]] = {kind: [] for kind in KINDS}
    for feature in features:
        text = f"{plain.figure(_name(feature))}<br>近くの事故{feature.count.accidents}件"
        for part in shapely.get_parts(shapely.from_wkb(feature.count.geometry)):
            kind = tuple(KINDS)[shapely.get_dimensions(part)]
            line = part.exterior if kind == "area" else part
            parts[kind] += [(x, y, text) for x, y in line.coords]
            if kind != "point":
                parts[kind].append((None, None, None))  # lifts the pen
    styles: dict[Kind, dict[str, object]] = {
        "area": {
            "mode": "lines",
            "line": {"color": LAYER_COLOUR, "width": 3},
            "fill": "toself",
            "fillcolor": "rgba(0,114,178,0.18)",
        },
        "line": {"mode": "lines", "line": {"color": LAYER_COLOUR, "width": 3}},
        "point": {"mode": "markers", "marker": {"size": 14, "color": LAYER_COLOUR, "opacity": 0.85}},
    }
    for kind, style in styles.items():
        if parts[kind]:
            longitudes, latitudes, texts = zip(*parts[kind], strict=True)
            yield go.Scattermap(
                lon=longitudes, lat=latitudes, text=texts, hovertemplate="%{text}<extra></extra>", **style
            )


def features_figure(found: Near) -> go.Figure:
    """Return the features with most accidents: count with its interval, beside what their size lets expect."""
    shown = found.by_count[:MOST_SHOWN][::-1]
    rows = list(range(len(shown)))  # names may repeat
    counts = [feature.count.accidents for feature in shown]
    figure = theme.figure(height=90 + 44 * len(shown))
    figure.add_scatter(
        x=counts,
        y=rows,
        mode="markers+text",
        marker={"size": 13, "color": theme.ACCENT},
        text=[f"{count}件" for count in counts],
        textposition="top center",
        textfont={"size": 14},
        error_x={
            "type": "data",
            "array": [feature.level.upper - feature.count.accidents for feature in shown],
            "arrayminus": [feature.count.accidents - feature.level.lower for feature in shown],
            "color": theme.SECONDARY,
            "thickness": 1.5,
            "width": 5,
        },
        hovertext=[plain.figure(_name(feature)) for feature in shown],
        hovertemplate="%{hovertext} %{x}件<extra></extra>",
    )
    if all(feature.expected is not None for feature in shown):
        figure.add_scatter(
            x=[feature.expected for feature in shown],
            y=rows,
            mode="markers",
            marker={"size": 12, "symbol": "diamond-open", "color": theme.TARGET, "line": {"width": 2}},
            hovertext=[plain.figure(_name(feature)) for feature in shown],
            hovertemplate="%{hovertext} まわりの広さからみた平均%{x:.1f}件<extra></extra>",
        )
    highest = max([4.0, *(feature.level.upper for feature in shown)])
    figure.update_xaxes(range=[-0.5, 1.05 * highest], ticksuffix="件", rangemode="tozero")
    figure.update_yaxes(
        tickvals=rows,
        ticktext=[words.folded(_name(feature), 12) for feature in shown],
        tickfont={"size": 14},
        range=[-0.7, len(shown) - 0.3],
    )
    return figure


def features_in_words(found: Near) -> str:
    """Return the chart as a sentence."""
    shown = (
        f"{_name(each)} {each.count.accidents}件（{words.INTERVAL}の幅 {each.level.lower:.1f}～{each.level.upper:.1f}）"
        for each in found.by_count[:MOST_SHOWN]
    )
    return words.sentence(["、".join(shown)])


def features_table(features: Sequence[Feature]) -> pd.DataFrame:
    """Return all features as the table under map and chart."""
    counts = [feature.count for feature in features]
    return pd.DataFrame(
        {
            "名称": [_name(feature) for feature in features],
            "種類": [KINDS[count.kind] for count in counts],
            "長さ（km）": [_decimals(count.metres, 2, 1000) for count in counts],
            "広さ（km²）": [_decimals(count.square_metres, 3, 1_000_000) for count in counts],
            "事故（件）": [count.accidents for count in counts],
            "うち死亡事故（件）": [count.fatal_accidents for count in counts],
            f"水準の{words.INTERVAL}区間 下": pd.Series(
                [each.level.lower for each in features], dtype=float
            ).round(1),
            f"水準の{words.INTERVAL}区間 上": pd.Series(
                [each.level.upper for each in features], dtype=float
            ).round(1),
            "まわりの広さからみた平均（件）": [_decimals(feature.expected, 1) for feature in features],
        }
    )


def records_table(near: NearRecords) -> pd.DataFrame:
    """Return accidents near a layer as points of an exported map, with the nearest feature."""
    return maps.records_table(near.records).assign(
        最も近い場所=near.rows["nearest"].fillna(UNNAMED).to_numpy(),
        **{"距離（m）": near.rows["metres"].to_numpy()},
    )


def _name(feature: Feature) -> str:
    return UNNAMED if feature.count.name is None else feature.count.name


def _decimals(value: float | None, decimals: int, per: float = 1) -> str:
    return "—" if value is None else f"{value / per:.{decimals}f}"
