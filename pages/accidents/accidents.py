"""Where do accidents happen, and how many?"""

from functools import partial

import streamlit as st

from charts.accidents import conditions
from findings.accidents.conditions import in_scope
from findings.accidents.records import totals
from pages.accidents import accidents_cards, hotspots_cards, overlays_cards, picked_cards, selection
from pages.accidents.stage import Stage
from pages.frame import empty, filters, opening, session

EXPECTED, COUNTS, NEAR = "見込み", "件数", "通学路など"
VIEWS = {EXPECTED: hotspots_cards.draw, COUNTS: accidents_cards.draw, NEAR: overlays_cards.draw}

with st.container(key="head", horizontal=True, vertical_alignment="bottom"):
    st.title(opening.question("どこで、何件起きているか"), anchor=False, width="content")
    lead = st.empty()
with st.container(key="stage"):
    left, right = st.columns([7, 3], gap="small")
with left, st.container(key="bar", horizontal=True, vertical_alignment="center"):
    if "area" in st.query_params and "view" not in st.query_params:
        st.session_state["view"] = st.query_params["view"] = COUNTS  # the only view of more than the city
    view = filters.view(list(VIEWS))
    chosen = selection.choose(with_map=view == COUNTS)
if chosen is None:
    empty.say(conditions.NO_RECORDS_READ)
    st.stop()
within = partial(in_scope, session.database(), chosen.scope)
stage = Stage(lead, left, right, selection.grounds(chosen, within=within))
if totals(session.database(), within(chosen.selection)).accidents == 0:
    stage.say(conditions.NONE)
    st.info(conditions.DROP_ONE)
    st.stop()
with right, st.container(key="beside"):
    picked_cards.draw(chosen)
    stage.beside = st.container()
VIEWS[view](chosen, stage)
