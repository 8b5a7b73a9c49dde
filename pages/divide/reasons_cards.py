"""The reasons of one survey with the measures that answer them, and how they differ by age."""

from collections.abc import Sequence

import streamlit as st

from charts import answers
from charts.divide import cards, measures, reasons
from findings.divide.measures import Answering
from findings.divide.reasons import Reason, by_age
from findings.divide.surveys import Answer
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
        card.place(cards.why(found, given, title, conditions))
    with right:
        _draw_measures(
            "理由に応える施策と、その状態", reasons.listing(found, session.with_edition()), answering
        )
    card.place(cards.why_by_age(by_age(given), found, given, conditions))


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
