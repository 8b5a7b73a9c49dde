"""The card of words: the plan's own and those of these pages, each in plain words."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts import glossary
from pages.frame import card, opening, session

TITLE = "用語"


def draw(lead: DeltaGenerator) -> None:
    """Draw the answer (into `lead`) and all words in the order of their readings."""
    lead.html(opening.answer(glossary.sentence()))
    with st.container(key="card_words"):
        card.heading("words", TITLE)
        st.html(glossary.listed())
        card.under(glossary.card(TITLE, [session.plan_source()]), is_saved_only=True)
