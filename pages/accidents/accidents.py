"""Where do accidents happen, and how many?"""

import streamlit as st

from pages.accidents import indicator, limits, selection, views
from pages.frame import session
from queries import accidents

st.title("事故は、どこで何件起きているか", anchor=False)
newest = indicator.latest(session.database())
st.html(
    f'<p class="answer">{indicator.answer(newest)}</p><p class="note">{indicator.two_chances(newest)}</p>'
)
chosen = selection.choose(with_map=True)
if chosen is None:
    st.info(selection.NO_RECORDS)
    st.stop()
if accidents.totals(session.database(), views.on_map(chosen)).iloc[0]["accidents"] == 0:
    st.info(selection.NO_MATCH)
    st.stop()

views.conditions(chosen)
views.where(chosen)
left, right = st.columns(2)
with left:
    views.years(chosen)
with right:
    views.bases()
limits.draw()
