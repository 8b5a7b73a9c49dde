"""The cards of how answers are protected, and how figures of surveys are to be read."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.divide import disclosure, method_cards
from findings.divide.disclosure import protections, thresholds
from pages.about import contents
from pages.frame import card, opening, session

TITLES = {
    "levels": "調査ごとに、どこまで細かく公表したか",
    "thresholds": "秘匿の基準",
    "guarantee": "何を約束し、何を約束しないか",
    "reading": "数字の読み方",
}


def draw(lead: DeltaGenerator) -> None:
    """Draw the answer (into `lead`), what is hidden and why, what is promised, and how figures are to be read."""
    surveys, limits = protections(session.database()), thresholds(session.database())
    shown = {key: title for key, title in TITLES.items() if surveys or key != "levels"}
    lead.html(opening.answer(disclosure.hidden_sentence(surveys), disclosure.hidden_grounds(surveys)))
    contents.draw(shown)
    if surveys:
        card.place(method_cards.levels(surveys, TITLES["levels"]))
    card.place(method_cards.thresholds(limits, TITLES["thresholds"]))
    for key, said in (
        ("guarantee", disclosure.guarantee(limits)),
        ("reading", disclosure.reading(surveys)),
    ):
        with st.container(key=f"card_{key}"):
            card.heading(key, TITLES[key])
            st.html(said)
