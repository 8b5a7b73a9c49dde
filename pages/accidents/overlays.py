"""Do accidents happen near schools and on the ways to them?"""

import streamlit as st

from charts.accidents import conditions, overlays
from findings.accidents.overlays import near
from pages.accidents import overlays_cards, selection
from pages.frame import session

st.title("通学路や学校の近くで、事故は起きているか", anchor=False)
headline = st.empty()
asked = overlays_cards.choose()
if asked is None:
    headline.html(f'<p class="answer">{overlays.CANNOT_TELL}</p>')
    st.info(overlays.NO_LAYERS)
    st.stop()
chosen = selection.choose()
if chosen is None:
    headline.html(f'<p class="answer">{overlays.NO_RECORDS}</p>')
    st.stop()
found = near(session.database(), chosen.selection, *asked)
if found.totals.placed == 0:
    headline.html(f'<p class="answer">{conditions.NONE}</p>')
    st.info(conditions.NO_MATCH)
    st.stop()
headline.html(f'<p class="answer">{overlays.near_sentence(found)}</p>')
selection.tell(chosen)
overlays_cards.on_the_map(chosen, found)
overlays_cards.by_feature(chosen, found)
