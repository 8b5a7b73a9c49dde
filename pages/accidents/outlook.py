"""Do accidents get more, and how many will the next year bring?"""

import streamlit as st

from charts.accidents import conditions
from pages.accidents import neighbours_cards, outlook_cards, selection, ways_on
from pages.frame import empty, filters, opening

VIEWS = {"推移と見通し": outlook_cards.draw, "周りとの比較": neighbours_cards.draw}

st.title(opening.question("増えているか。来年はどうか"), anchor=False)
lead = st.empty()
with st.container(key="choose", horizontal=True, vertical_alignment="center"):
    view = filters.view(list(VIEWS))
    chosen = selection.choose()
if chosen is None:
    empty.say(conditions.NO_RECORDS_READ)
    st.stop()
VIEWS[view](chosen, lead)
ways_on.draw()
