"""The cards of accidents near the features of a user's layer."""

import html

import pandas as pd
import streamlit as st

import exports
from charts.accidents import overlays
from charts.accidents.conditions import Chosen
from findings.accidents.ground import ground
from findings.accidents.overlays import USUAL, Layer, Near, NearRecords, layers, near_records
from pages.frame import card, filters, session


def choose() -> tuple[Layer, int] | None:
    """Draw the choice of layer and distance in metres; return both, None without layers."""
    known = {each.layer: each for each in layers(session.database())}
    if not known:
        return None
    distances, usual = overlays.distances(), overlays.distance(USUAL)
    with st.container(key="filters_overlays", horizontal=True):
        layer = filters.one("地図データ", "layer", list(known), width=280)
        within = filters.one("距離", "within", list(distances), default=usual)
    return known[layer], distances[within]


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
        definition=overlays.map_defined(found),
        sources=[found.source_id, session.records_source(), *here.sources],
        conditions=[*overlays.conditions(found), *chosen.conditions],
        answer=overlays.NEARNESS,
        geopackage=lambda notes: _package(found, table, records, notes),
    )


def by_feature(chosen: Chosen, found: Near) -> None:
    """Draw each feature with its interval of chance."""
    card.draw(
        "overlay_features",
        "場所ごとの件数と、その水準の幅",
        overlays.features_figure(found),
        alt=overlays.features_in_words(found),
        table=overlays.features_table(found.features),
        definition=overlays.features_defined(found),
        sources=[found.source_id, session.records_source()],
        conditions=[*overlays.conditions(found), *chosen.conditions],
        answer=html.escape(overlays.verdict_sentence(found)),
    )


def _package(found: Near, table: pd.DataFrame, records: NearRecords, notes: exports.Notes) -> bytes:
    from exports import spatial  # it takes long to import, and only saving needs it

    layer = spatial.features(found.layer, table, [feature.count.geometry for feature in found.features])
    return spatial.package([layer, spatial.accidents(overlays.records_table(records))], notes)
