"""How is everything counted, and how far can it be told?"""

import streamlit as st

from pages.about import (
    accidents_cards,
    data_cards,
    disclosure_cards,
    glossary_cards,
    sensitivity_cards,
)
from pages.frame import filters, methods, opening

VIEWS = {
    methods.GOALS: sensitivity_cards.draw,
    methods.DIVIDE: disclosure_cards.draw,
    methods.ACCIDENTS: accidents_cards.draw,
    methods.DATA: data_cards.draw,
    methods.WORDS: glossary_cards.draw,
}

st.title(opening.question("どう数え、どこまで言えるか"), anchor=False)
lead = st.empty()
VIEWS[filters.view(list(VIEWS))](lead)
