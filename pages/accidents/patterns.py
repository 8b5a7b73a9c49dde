"""When, to whom and how do accidents happen?"""

import html

import streamlit as st

from charts.accidents import conditions, patterns
from findings.accidents.patterns import by_hour, by_kind_and_road
from pages.accidents import patterns_cards, selection
from pages.frame import session

st.title("事故は、いつ・誰に・どのように起きているか", anchor=False)
lead = st.empty()
chosen = selection.choose()
if chosen is None:
    st.info(conditions.NO_RECORDS)
    st.stop()
database = session.database()
selection.tell(chosen)
kinds = by_kind_and_road(database, chosen.selection)
if not kinds:
    st.info(conditions.NO_MATCH)
    st.stop()
lead.html(
    f'<p class="answer">{html.escape(patterns.headline(kinds, by_hour(database, chosen.selection)))}</p>'
)

left, right = st.columns(2)
with left:
    patterns_cards.ages(chosen)
    patterns_cards.hours(chosen)
with right:
    patterns_cards.kinds(chosen)
    patterns_cards.light(chosen)
patterns_cards.party_kinds(chosen)
left, right = st.columns(2)
with left:
    patterns_cards.season(chosen)
with right:
    patterns_cards.since_2022(chosen)
