"""Which department has still to report what for a fiscal year, and how far the fields are."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts import words
from charts.goals import cards, reporting
from findings.goals.reporting import by_department, by_field, due, kept_back, to_report
from findings.goals.states import departments, measure_states, reporting_years, sources
from pages.frame import card, filters, opening, session


def draw(lead: DeltaGenerator, place: DeltaGenerator) -> None:
    """Draw the answer into `lead`, the filters into `place`, and the cards below."""
    database = session.database()
    with place:
        year = filters.fiscal_year(reporting_years(database))
        measures = measure_states(database, year)
        asked = filters.many("担当課", "department", departments(measures))
    named, when = [session.plan_source(), *sources(measures)], words.fiscal_year(year)
    listed = due(database, measures, year)
    left, rows = (
        to_report(listed, asked),
        [row for row in by_department(listed) if not asked or row.group in asked],
    )
    told = opening.answer(reporting.reported_sentence(listed, year), reporting.grounds(listed))
    lead.html(told + reporting.kept_back(kept_back(database)))
    conditions = [f"年度：{when}"]
    of_departments = [*conditions, *(f"担当課：{name}" for name in asked)]
    with st.container(key="card_due"):
        st.header("これから報告するもの", anchor=False)
        st.html(reporting.waiting(rows, left, year, session.with_edition(fiscal_year=when)))
        card.under(cards.due(listed, rows, left, year, of_departments, named))
    card.place(cards.reported_by_field(by_field(listed), conditions, named))
