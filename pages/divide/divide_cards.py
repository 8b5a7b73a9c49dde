"""One question of one yearly survey: by age, its indices of inequality, how good the survey is; and where to go on."""

import html
from collections.abc import Sequence

import streamlit as st

from charts import answers
from charts.divide import cards, indices, measures, quality, shares
from charts.unmeasured import between, differences
from findings.divide.ages import inhabitants, population
from findings.divide.indices import readings
from findings.divide.measures import measures as linked
from findings.divide.option import Answers
from findings.divide.surveys import FormChange, Survey
from findings.unmeasured import unmeasured
from pages.frame import card, session


def draw_indices(seen: Answers, year: int, population_year: int | None, conditions: Sequence[str]) -> None:
    """Draw the card of the indices of inequality, weighted by the inhabitants where their year is known."""
    ages = seen.ages(year)
    people = inhabitants(population(session.database()), [share.age_group for share in ages], population_year)
    with st.container(key="card_measures"):
        st.header(indices.TITLE, anchor=False)
        st.html(answers.folded(shares.framing_grounds(is_turned=seen.is_turned)))
        found = readings(ages, seen.favourable, people)
        card.under(cards.by_index(seen, ages, found, conditions), is_open=True)


def draw_quality(survey: Survey, changes: Sequence[FormChange] | None) -> None:
    """Draw how good a survey is, beside the measures that concern the differences."""
    left, right = st.columns(2)
    with left:
        draw_measures()
    with right, st.container(key="card_quality", height="stretch"):
        st.header("この調査について", anchor=False)
        st.html(quality.facts(survey, changes))
        with st.expander(quality.ASKED_OFTEN, expanded=session.is_print()):
            st.html(quality.asked_often())


def draw_measures() -> None:
    """Draw the measures that concern the differences between people."""
    answering = linked(session.database(), "divide")
    with st.container(key="card_linked", height="stretch"):
        st.header("差に関わる施策", anchor=False)
        st.html(measures.listing(answering, session.with_edition()))
        st.html(answers.folded(measures.why(answering)))


def draw_not_asked() -> None:
    """Say by what differences nobody was asked, and where the plan names them."""
    listed = unmeasured(session.database())
    if between(listed):
        said = f"{between(listed)}による差は、調べた資料がなく分かりません。"
        grounds = answers.folded([html.escape(differences(listed))])
        st.html(f'<p class="note"><b>調べていない差</b>　{html.escape(said)}</p>{grounds}')
