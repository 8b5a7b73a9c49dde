"""The cards of how states of measures are judged, and whether they would be the same under another rule."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts import answers, words
from charts.cards import Card
from charts.goals import sensitivity
from findings.goals import plan
from findings.goals.sensitivity import Flip, Halfway, compare, halfway
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
    _flips(found.flips, when, [*of_plan, *sources(measures)])
    kinds = sensitivity.kinds_table(indicators)
    card.table("kinds", TITLES["kinds"], kinds, definition=sensitivity.KINDS_DEFINITION, sources=of_plan)
    end = sensitivity.end_table()
    card.table("end", TITLES["end"], end, definition=sensitivity.END_DEFINITION, sources=of_plan)
    _halfway(halfway(indicators, thresholds), of_plan)


def _flips(found: tuple[Flip, ...], when: str, listed: list[str]) -> None:
    """Draw the measures whose state depends on the rule."""
    with st.container(key="card_flips"):
        card.heading("flips", TITLES["flips"])
        st.html(sensitivity.flips(found, session.with_edition(fiscal_year=when)))
        card.under(
            Card(
                "flips",
                TITLES["flips"],
                None,
                alt="",
                table=sensitivity.flips_table(found),
                definition=sensitivity.RULES_DEFINITION,
                sources=listed,
                conditions=[f"年度：{when}"],
            ),
        )


def _halfway(found: list[Halfway], listed: list[str]) -> None:
    """Draw what each rule says of a value exactly halfway at half time."""
    with st.container(key="card_halfway"):
        card.heading("halfway", TITLES["halfway"])
        st.html(answers.note(sensitivity.HALFWAY, [sensitivity.halfway_sentence(found)]))
        card.under(
            Card(
                "halfway",
                TITLES["halfway"],
                None,
                alt="",
                table=sensitivity.halfway_table(found),
                definition=sensitivity.HALFWAY_DEFINITION,
                answer=sensitivity.halfway_sentence(found),
                sources=listed,
            ),
        )
