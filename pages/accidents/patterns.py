"""When, to whom and how do accidents happen?"""

import streamlit as st

from charts import accident_patterns as charts
from pages.accidents import pattern_views, selection
from pages.frame import session
from queries import accidents

st.title("事故は、いつ・誰に・どのように起きているか", anchor=False)
lead = st.empty()
chosen = selection.choose()
if chosen is None:
    st.info(selection.NO_RECORDS)
    st.stop()
database = session.database()
selection.tell(chosen)
kinds = accidents.by_type_and_shape(database, chosen.selection)
if kinds.empty:
    st.info(selection.NO_MATCH)
    st.stop()
lead.html(f'<p class="answer">{charts.headline(kinds, pattern_views.busiest(chosen))}</p>')

left, right = st.columns(2)
with left:
    pattern_views.people(chosen)
    pattern_views.hours(chosen)
with right:
    pattern_views.kinds(chosen)
    pattern_views.light(chosen)
pattern_views.party_kinds(chosen)
left, right = st.columns(2)
with left:
    pattern_views.season(chosen)
with right:
    pattern_views.since_2022(chosen)
