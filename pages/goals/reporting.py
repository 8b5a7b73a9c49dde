"""Which department has not reported what, and what changed since the last edition?"""

import streamlit as st

from pages.frame import filters, opening
from pages.goals import editions_cards, reporting_cards

WAITING, CHANGES = "未報告", "前回の版から変わったこと"

TITLES = {WAITING: "どの課が、何をまだ報告していないか", CHANGES: "前回の版から、何が変わったか"}
title, lead = st.empty(), st.empty()
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    view = filters.view(list(TITLES))
    place = st.container(horizontal=True, vertical_alignment="bottom")
title.title(opening.question(TITLES[view]), anchor=False)
(reporting_cards if view == WAITING else editions_cards).draw(lead, place)
