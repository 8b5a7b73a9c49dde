"""The cards of how states of measures are judged, and whether they would be the same under another rule."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts import answers, words
from charts.goals import method_cards, sensitivity
from findings.goals import plan
from findings.goals.sensitivity import compare, halfway
from findings.goals.states import measure_states, reporting_years, sources
from pages.about import contents
from pages.frame import card, filters, opening, session

TITLES = {
    "states": "状態の言葉",
    "flips": "方法によって判定が変わる施策",
    "kinds": "指標の種類と、判定のしかた",
    "end": "計画の最後の年度の、施策の状態",
    "halfway": "半分の時点で、半分まで進んでいたら",
}


def draw(lead: DeltaGenerator) -> None:
    """Draw the answer (into `lead`), what states mean, how they are judged, and what other rules would say."""
    database = session.database()
    contents.draw(TITLES)
    with st.container(key="filters", horizontal=True):
        year = filters.fiscal_year(reporting_years(database), is_labelled=False)
    measures, thresholds = measure_states(database, year), plan.thresholds(database)
    indicators, when, of_plan = plan.indicators(database), words.fiscal_year(year), [session.plan_source()]
    found = compare(measures, thresholds)
    lead.html(
        opening.answer(sensitivity.flip_sentence(found, when), sensitivity.flip_grounds(found)),
    )
    with st.container(key="card_states"):
        card.heading("states", TITLES["states"])
        st.html(sensitivity.meanings(thresholds))
    with st.container(key="card_flips"):
        card.heading("flips", TITLES["flips"])
        st.html(sensitivity.flips(found.flips, session.with_edition(fiscal_year=when)))
        card.under(
            method_cards.flips(found.flips, TITLES["flips"], when, [*of_plan, *sources(measures)]),
        )
    card.place(method_cards.kinds(indicators, TITLES["kinds"], of_plan))
    card.place(method_cards.end(TITLES["end"], of_plan))
    with st.container(key="card_halfway"):
        one = method_cards.halfway(halfway(indicators, thresholds), TITLES["halfway"], of_plan)
        card.heading(one.key, one.title)
        st.html(answers.note(sensitivity.HALFWAY, [one.answer]))
        card.under(one)
