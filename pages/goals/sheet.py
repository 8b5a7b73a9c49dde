"""Is this measure getting nearer to its target?"""

import streamlit as st

from charts import words
from charts.goals.sheet import grounds, sheet_sentence, turns
from findings.goals.sheet import first_reported, sheet
from findings.goals.states import measure_states, reporting_years
from pages.frame import filters, opening, session
from pages.goals import sheet_cards, sheet_print

st.title(opening.question("この施策は、目標に近づいているか"), anchor=False)
lead = st.empty()
database = session.database()
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    year = filters.fiscal_year(reporting_years(database))
    measures = measure_states(database, year)
    titles = {one.measure.measure_id: one.measure.title for one in measures}
    chosen = filters.coded("施策", "measure", titles, default=first_reported(measures), width=480)
    found = sheet(database, measures, chosen, year)
    if not session.is_print():
        st.html(turns(found, session.with_edition(fiscal_year=words.fiscal_year(year))))
lead.html(opening.answer(sheet_sentence(found), grounds(found)))
(sheet_print if session.is_print() else sheet_cards).draw(found)
