"""The map of accidents near the features of a user's layer, with the features beside it."""

import html
from functools import partial

import pandas as pd
import streamlit as st

import exports
from charts.accidents import conditions, map_cards, overlays
from charts.accidents.conditions import Chosen
from findings.accidents.ground import ground
from findings.accidents.overlays import USUAL, Layer, Near, NearRecords, layers, near, near_records
from pages.accidents import picked_cards
from pages.accidents.stage import Stage
from pages.frame import card, cells, filters, session


def draw(chosen: Chosen, stage: Stage) -> None:
    """Draw a layer with the accidents near it; without layers, what it takes to have some."""
    with stage.beside:
        asked = _choose()
    if asked is None:
        stage.say(overlays.CANNOT_TELL)
        with stage.map, st.container(key="card_invitation"):
            st.header("地図データを加えるには", anchor=False)
            st.html(overlays.invitation(str(session.about()["contact"])))
        with stage.beside:
            picked_cards.of_measure()
        return
    found = near(session.database(), chosen.selection, *asked)
    if found.totals.placed == 0:
        stage.say(conditions.NOWHERE)
        st.info(conditions.DROP_ONE)
        return
    verdict = html.escape(overlays.verdict_sentence(found))
    stage.say(overlays.answer(found), [overlays.near_sentence(found)])
    with stage.map:
        _on_the_map(chosen, found)
    with stage.beside:
        picked_cards.listed("件数の多い場所", overlays.feature_list(found), verdict)
    card.place(map_cards.of_features(chosen, found, session.records_source()))


def _choose() -> tuple[Layer, int] | None:
    """Draw the choice of layer and distance in metres; return both, None without layers."""
    known = {each.layer: each for each in layers(session.database())}
    if not known:
        return None
    distances, usual = overlays.distances(), overlays.distance(USUAL)
    with st.container(key="filters_overlays", horizontal=True):
        layer = filters.one("地図データ", "layer", list(known), width=200)
        within = filters.one("距離", "within", list(distances), default=usual, width=130)
    return known[layer], distances[within]


def _on_the_map(chosen: Chosen, found: Near) -> None:
    database, cell, source = session.database(), cells.asked(), session.records_source()
    here, records = ground(database), near_records(database, chosen.selection, found.layer, found.within)
    shown = found.layer, found.within, chosen.selection
    framed = None if cells.is_picked(cell, shown) else cell
    drawn = map_cards.near_layer(
        chosen, found, here, records, source, framed=framed, widest=picked_cards.widest()
    )
    card.place(
        drawn,
        geopackage=lambda notes: _package(found, drawn.table, records, notes),
        on_pick=partial(cells.pick, shown=shown),
        fills=True,
    )


def _package(found: Near, table: pd.DataFrame, records: NearRecords, notes: exports.Notes) -> bytes:
    from exports import spatial  # it takes long to import, and only saving needs it

    layer = spatial.features(found.layer, table, [feature.count.geometry for feature in found.features])
    return spatial.package([layer, spatial.accidents(overlays.records_table(records))], notes)
