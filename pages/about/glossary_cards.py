"""The card of words: the plan's own and those of these pages, each in plain words."""

import streamlit as st

from charts import answers, glossary
from pages.frame import card

TITLE = "用語"


def draw() -> None:
    """Draw all words in the order of their readings."""
    st.html(answers.answer(glossary.sentence()))
    card.table("words", TITLE, glossary.table(), definition=glossary.DEFINITION)
