"""Is this measure getting nearer to its target?"""

import streamlit as st

from charts import words
from findings.goals import states
from pages.frame import filters, session
from pages.goals import sheet_cards, sheet_print

st.title("この施策は、目標に近づいているか", anchor=False)
lead = st.empty()
years = {words.fiscal_year(year): year for year in states.reporting_years(session.database())}
with st.container(key="filters", horizontal=True):
    year_label = filters.one("年度", "fiscal_year", list(years), width=232)
    measures = states.measure_states(session.database(), years[year_label])
    chosen = sheet_cards.asked(measures)
lead.html(f'<p class="answer">{sheet_cards.answer(chosen, years[year_label])}</p>')
(sheet_print if session.is_print() else sheet_cards).draw(chosen, measures, years[year_label])
