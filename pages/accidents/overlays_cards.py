"""The cards of accidents near the features of a user's layer."""

import html

import pandas as pd
import streamlit as st

import exports
from charts import words
from charts.accidents import overlays
from charts.accidents.police import INJURY_ONLY
from findings.accidents.ground import ground
from findings.accidents.overlays import Layer, Near, NearRecords, layers, near_records
from pages.accidents.selection import Chosen
from pages.frame import card, filters, session

DISTANCES = {overlays.distance(within): within for within in (30, 50, 100, 200, 500, 0)}
USUAL = overlays.distance(100)


def choose() -> tuple[Layer, int] | None:
    """Draw the choice of layer and distance in metres; return both, None without layers."""
    known = {each.layer: each for each in layers(session.database())}
    if not known:
        return None
    with st.container(key="filters_overlays", horizontal=True):
        layer = filters.one("地図データ", "layer", list(known), width=280)
        within = DISTANCES[filters.one("距離", "within", list(DISTANCES), default=USUAL)]
    return known[layer], within


def on_the_map(chosen: Chosen, found: Near) -> None:
    """Draw the features and the accidents near them on the map."""
    database = session.database()
    here, records = ground(database), near_records(database, chosen.selection, found.layer, found.within)
    table = overlays.features_table(found.features)
    card.draw(
        "overlay_map",
        f"{found.layer}と、近くの事故",
        overlays.layer_map(here, found.features, records),
        alt=overlays.features_in_words(found),
        table=table,
        definition=f"{INJURY_ONLY}青が地図データ、点が{overlays.distance(found.within)}の市内の事故です（大きな赤紫は死亡事故）。"
        "距離は、地図データの点・線・面までの直線距離で、道のりではありません。"
        f"位置の分からない事故{found.totals.without_place}件は含みません。",
        sources=[found.source_id, session.records_source(), *here.sources],
        conditions=_conditions(chosen, found),
        answer="学校や道路は人と車の集まる場所にあるため、広さの割合より事故の割合が大きいのは普通のことです。"
        "近くにあることが事故の原因とは言えません。",
        geopackage=lambda notes: _package(found, table, records, notes),
    )


def by_feature(chosen: Chosen, found: Near) -> None:
    """Draw each feature with its interval of chance."""
    more = len(found.features) - overlays.MOST_SHOWN
    card.draw(
        "overlay_features",
        "場所ごとの件数と、その水準の幅",
        overlays.features_figure(found),
        alt=overlays.features_in_words(found),
        table=overlays.features_table(found.features),
        definition=f"{INJURY_ONLY}横線は、この件数の背後にある水準として考えられる範囲です（ポアソン分布の正確な{words.INTERVAL}区間）。"
        "◇は、事故がどの場所のまわりでも広さに応じて同じように起きたときの件数です。"
        "二つの場所の近くで起きた事故は、両方に数えます。"
        + (
            f"図は件数の多い{overlays.MOST_SHOWN}か所で、ほかの{more}か所は表にあります。" if more > 0 else ""
        ),
        sources=[found.source_id, session.records_source()],
        conditions=_conditions(chosen, found),
        answer=html.escape(overlays.verdict_sentence(found)),
    )


def _conditions(chosen: Chosen, found: Near) -> list[str]:
    return [f"地図データ：{found.layer}", f"距離：{overlays.distance(found.within)}", *chosen.conditions]


def how_to_add() -> None:
    """Say how layers come into an edition."""
    st.info(
        "この版には地図データが入っていません。通学路・学校・ゾーン30・地区界などの GeoJSON、GeoPackage、Shapefile を"
        "一つのフォルダーに置き、"
        "`python -m ingest build --npa 事故のフォルダー --overlays 地図のフォルダー` で版を作ると、"
        "近くで起きた事故を数えられます。座標系の情報（Shapefileでは .prj）も一緒に置いてください。"
    )


def _package(found: Near, table: pd.DataFrame, records: NearRecords, notes: exports.Notes) -> bytes:
    from exports import spatial  # it takes long to import, and only saving needs it

    layer = spatial.features(found.layer, table, [feature.count.geometry for feature in found.features])
    return spatial.package([layer, spatial.accidents(overlays.records_table(records))], notes)
