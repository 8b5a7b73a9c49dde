"""One question of one yearly survey: by age, its indices of inequality, its total, and how good the survey is."""

from collections.abc import Sequence

import streamlit as st

from charts.divide import indices, quality, shares
from charts.unmeasured import differences
from findings.divide.ages import inhabitants, population
from findings.divide.indices import readings
from findings.divide.option import Answers
from findings.divide.shares import Share
from findings.divide.surveys import FormChange, Survey
from findings.unmeasured import unmeasured
from pages.frame import card, session


def draw_shares(
    seen: Answers, ages: Sequence[Share], year: int, title: str, conditions: Sequence[str]
) -> None:
    """Draw the shares of the chosen classes of age in one survey."""
    asked = seen.surveys[year]
    card.draw(
        "by_age",
        title,
        shares.by_age(ages, asked.whole),
        alt=shares.in_words(ages),
        table=shares.survey_table(asked, ages),
        definition=shares.DEFINITION,
        sources=_sources(ages),
        conditions=conditions,
        answer=shares.total(asked),
    )


def draw_quality(survey: Survey, changes: Sequence[FormChange] | None) -> None:
    """Draw how good a survey is, and the answers to what residents ask."""
    not_asked = differences(unmeasured(session.database()))
    with st.container(key="card_quality"):
        st.subheader("この調査について", anchor=False)
        st.html(quality.facts(survey, changes, not_asked))
        with st.expander(quality.ASKED_OFTEN, expanded=session.is_print()):
            st.html(quality.asked_often())


def draw_indices(seen: Answers, year: int, population_year: int | None, conditions: Sequence[str]) -> None:
    """Draw the card of the indices of inequality, weighted by the inhabitants where their year is known."""
    ages = seen.ages(year)
    people = inhabitants(population(session.database()), [share.age_group for share in ages], population_year)
    with st.container(key="card_measures"):
        st.subheader(indices.TITLE, anchor=False)
        st.html(f'<p class="note">{shares.framing_note(is_turned=seen.is_turned)}</p>')
        card.under(
            "measures",
            f"年代による差の指標：{shares.who_of(seen)}",
            indices.table(readings(ages, seen.favourable, people)),
            definition=indices.DEFINITION,
            sources=_sources(ages),
            conditions=conditions,
            is_open=True,
        )


def _sources(shares: Sequence[Share]) -> list[str]:
    return list(dict.fromkeys(share.source_id for share in shares))
