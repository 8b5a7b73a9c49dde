"""Is this measure getting nearer to its target?"""

import streamlit as st

from charts import words
from pages.frame import filters, session
from pages.goals import measure, paper, standing

st.title("この施策は、目標に近づいているか", anchor=False)
lead = st.empty()
years = {words.fiscal_year(year): year for year in standing.reporting_years(session.database())}
with st.container(key="filters", horizontal=True):
    year_label = filters.one("年度", "fiscal_year", list(years), width=232)
    measures = standing.standings(session.database(), years[year_label])
    chosen = measure.asked(measures)
lead.html(f'<p class="answer">{measure.answer(chosen, years[year_label])}</p>')
(paper if session.is_print() else measure).draw(chosen, measures, years[year_label])
