"""The cards of accidents near the features of a user's layer."""

import html
from dataclasses import dataclass

import pandas as pd
import streamlit as st

import exports
from charts.accidents import overlays
from pages.accidents.credits import INJURY_ONLY, records_source
from pages.accidents.selection import Chosen
from pages.frame import card, filters, session
from queries import accidents
from stats import intervals
from stats.accidents import nearness

DISTANCES = {overlays.distance(within): within for within in (30, 50, 100, 200, 500, 0)}
USUAL = overlays.distance(100)


@dataclass(frozen=True)
class Near:
    """The layer and distance asked for, and what lies there."""

    layer: str
    within: int
    source_id: str
    totals: pd.Series
    features: pd.DataFrame
    conditions: list[str]


def choose() -> tuple[str, int, str] | None:
    """Draw the choice of layer and distance; return both and the layer's source, None without layers."""
    layers = accidents.overlay_layers(session.database()).set_index("layer")
    if layers.empty:
        return None
    with st.container(key="filters_overlays", horizontal=True):
        layer = filters.one("地図データ", "layer", list(layers.index), width=280)
        within = DISTANCES[filters.one("距離", "within", list(DISTANCES), default=USUAL)]
    return layer, within, str(layers.loc[layer, "source_id"])


def near(chosen: Chosen, asked: tuple[str, int, str]) -> Near:
    """Return the accidents of a selection near a layer, feature by feature with exact 95 % intervals."""
    layer, within, source_id = asked
    database = session.database()
    totals = accidents.overlay_totals(database, chosen.selection, layer=layer, within=within).iloc[0]
    counts = accidents.overlay_counts(database, chosen.selection, layer=layer, within=within)
    levels = [intervals.poisson_interval(count) for count in counts["accidents"]]
    features = counts.assign(
        lower=[level.lower for level in levels],
        upper=[level.upper for level in levels],
        expected=float("nan"),
        probability=1.0,
    )
    if (counts["surroundings"] > 0).all():
        numbers, sizes = counts["accidents"].tolist(), counts["surroundings"].tolist()
        features = features.assign(
            expected=nearness.expected(numbers, sizes),
            probability=nearness.more_than_expected(numbers, sizes),
        )
    where = [f"地図データ：{layer}", f"距離：{overlays.distance(within)}"]
    return Near(layer, within, source_id, totals, features, [*where, *chosen.conditions])


def on_the_map(chosen: Chosen, found: Near) -> None:
    """Draw the features and the accidents near them on the map."""
    database = session.database()
    nearest = accidents.overlay_nearest(database, chosen.selection, layer=found.layer, within=found.within)
    records = accidents.records(database, chosen.selection).merge(
        nearest.rename(columns={"name": "nearest"}), on="accident_id"
    )
    places = accidents.places(database)
    table = overlays.features_table(found.features)
    card.draw(
        "overlay_map",
        f"{found.layer}と、近くの事故",
        overlays.layer_map(accidents.areas(database), found.features, records, places),
        alt=overlays.features_in_words(found.features),
        table=table,
        definition=f"{INJURY_ONLY}青が地図データ、点が{overlays.distance(found.within)}の市内の事故です（大きな赤紫は死亡事故）。"
        "距離は、地図データの点・線・面までの直線距離で、道のりではありません。"
        f"位置の分からない事故{int(found.totals['without_place'])}件は含みません。",
        sources=[found.source_id, *records_source(), "mesh", *places["source_id"].unique()],
        conditions=found.conditions,
        answer="学校や道路は人と車の集まる場所にあるため、広さの割合より事故の割合が大きいのは普通のことです。"
        "近くにあることが事故の原因とは言えません。",
        geopackage=lambda notes: _package(found, table, records, notes),
    )


def by_feature(found: Near) -> None:
    """Draw each feature with its interval of chance."""
    more = len(found.features) - overlays.MOST_SHOWN
    card.draw(
        "overlay_features",
        "場所ごとの件数と、その水準の幅",
        overlays.features_figure(found.features),
        alt=overlays.features_in_words(found.features),
        table=overlays.features_table(found.features),
        definition=f"{INJURY_ONLY}横線は、この件数の背後にある水準として考えられる範囲です（ポアソン分布の正確な95%区間）。"
        "◇は、事故がどの場所のまわりでも広さに応じて同じように起きたときの件数です。"
        "二つの場所の近くで起きた事故は、両方に数えます。"
        + (
            f"図は件数の多い{overlays.MOST_SHOWN}か所で、ほかの{more}か所は表にあります。" if more > 0 else ""
        ),
        sources=[found.source_id, *records_source()],
        conditions=found.conditions,
        answer=html.escape(overlays.verdict(found.features, nearness.FEWEST)),
    )


def how_to_add() -> None:
    """Say how layers come into an edition."""
    st.info(
        "この版には地図データが入っていません。通学路・学校・ゾーン30・地区界などの GeoJSON、GeoPackage、Shapefile を"
        "一つのフォルダーに置き、"
        "`python -m ingest build --npa 事故のフォルダー --overlays 地図のフォルダー` で版を作ると、"
        "近くで起きた事故を数えられます。座標系の情報（Shapefileでは .prj）も一緒に置いてください。"
    )


def _package(found: Near, table: pd.DataFrame, records: pd.DataFrame, notes: exports.Notes) -> bytes:
    from exports import spatial  # it takes long to import, and only saving needs it

    layer = spatial.features(found.layer, table, found.features["geometry"].tolist())
    return spatial.package([layer, spatial.accidents(overlays.records_table(records))], notes)
