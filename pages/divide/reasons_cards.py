"""The reasons of one survey with the measures that answer them, and how they differ by age."""

from collections.abc import Sequence

import streamlit as st

from charts import answers
from charts.divide import measures, reasons
from findings.divide.measures import Answering
from findings.divide.reasons import Reason, by_age
from findings.divide.surveys import Answer, sources
from pages.frame import card, session


def draw(
    found: Sequence[Reason],
    given: Sequence[Answer],
    answering: Sequence[Answering],
    title: str,
    conditions: Sequence[str],
) -> None:
    """Draw the cards of the reasons found among the answers given."""
    left, right = st.columns(2)
    with left:
        card.draw(
            "reasons",
            title,
            reasons.bars(found),
            alt=reasons.in_words(found),
            table=reasons.table(found),
            definition=reasons.definition(found),
            sources=sources(given),
            conditions=conditions,
        )
    with right:
        _draw_measures(
            "理由に応える施策と、その状態", reasons.listing(found, session.with_edition()), answering
        )
    by_reason = by_age(given)
    card.draw(
        "reasons_by_age",
        "理由ごとの、年代の開き",
        reasons.by_age(by_reason, found),
        alt=reasons.by_age_in_words(by_reason),
        table=reasons.by_age_table(by_reason),
        definition=reasons.by_age_definition(by_reason),
        sources=sources(given),
        conditions=conditions,
    )


def draw_answering(answering: Sequence[Answering]) -> None:
    """Draw the measures that are thought to answer reasons nobody was asked for."""
    _draw_measures(
        "理由に応えると考えられる施策", measures.listing(answering, session.with_edition()), answering
    )


def _draw_measures(title: str, listing: str, answering: Sequence[Answering]) -> None:
    """Draw a list of measures (HTML), and behind it why each is named and whose link that is."""
    with st.container(key="card_answering", height="stretch"):
        st.header(title, anchor=False)
        st.html(listing + answers.folded(measures.why(answering)))
