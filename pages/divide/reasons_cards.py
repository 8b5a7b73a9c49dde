"""The reasons of one survey with the measures that answer them, and how they differ by age."""

from collections.abc import Sequence

import streamlit as st

from charts import plain
from charts.divide import reasons
from findings.divide.reasons import Reason, by_age
from findings.divide.surveys import Answer, sources
from pages.frame import card, session


def draw(found: Sequence[Reason], given: Sequence[Answer], title: str, conditions: Sequence[str]) -> None:
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
        draw_answering(
            "answering",
            "理由に応える施策と、その状態",
            reasons.listing(found, session.current().edition_id),
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


def draw_answering(key: str, title: str, listing: str) -> None:
    """Draw the measures that answer reasons, and whose link that is."""
    with st.container(key=f"card_{key}"):
        st.subheader(plain.markdown(title), anchor=False)
        st.html(f'{listing}<p class="note">{reasons.ORIGIN}</p>')
