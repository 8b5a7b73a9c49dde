"""When, to whom and how do accidents happen?"""

import html

import streamlit as st

from charts.accidents import conditions, patterns
from findings.accidents.patterns import by_hour, by_kind_and_road
from pages.accidents import patterns_cards, selection, ways_on
from pages.frame import empty, filters, opening, session

st.title(opening.question("いつ、誰に、どのように起きているか"), anchor=False)
lead = st.empty()
with st.container(key="choose", horizontal=True, vertical_alignment="center"):
    view = filters.view(list(patterns_cards.VIEWS))
    chosen = selection.choose()
if chosen is None:
    empty.say(conditions.NO_RECORDS_READ)
    st.stop()
database = session.database()
kinds, hours = by_kind_and_road(database, chosen.selection), by_hour(database, chosen.selection)
if not kinds:
    selection.say_none(chosen, lead)
    st.stop()
grounds = [html.escape(sentence) for sentence in patterns.grounds(kinds, hours)]
lead.html(
    opening.answer(html.escape(patterns.headline(kinds, hours)), [*grounds, *selection.grounds(chosen)])
)
for name, draw in patterns_cards.VIEWS.items():
    if name == view or session.is_print():
        draw(chosen)
ways_on.draw()
