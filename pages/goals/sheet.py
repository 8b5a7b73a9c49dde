"""Is this measure getting nearer to its target?"""

import streamlit as st

from charts.goals.sheet import sheet_sentence
from findings.goals.sheet import first_reported, sheet
from findings.goals.states import measure_states, reporting_years
from pages.frame import filters, session
from pages.goals import sheet_cards, sheet_print

st.title("この施策は、目標に近づいているか", anchor=False)
lead = st.empty()
database = session.database()
with st.container(key="filters", horizontal=True):
    year = filters.fiscal_year(reporting_years(database))
    measures = measure_states(database, year)
    titles = {one.measure.measure_id: one.measure.title for one in measures}
    chosen = filters.coded("施策", "measure", titles, default=first_reported(measures))
found = sheet(database, measures, chosen, year)
lead.html(f'<p class="answer">{sheet_sentence(found)}</p>')
(sheet_print if session.is_print() else sheet_cards).draw(found)
