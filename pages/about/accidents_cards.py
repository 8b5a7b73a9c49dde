"""The view of accidents: how they are counted and expected, how far that held, and what cannot be answered."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.accidents import backtest, limits
from findings.accidents.backtest import backtest as examine
from findings.accidents.outlook import outlook
from findings.overview.freshness import freshness
from pages.about import backtest_cards, bases_cards, contents, rankings_cards, reliability_cards
from pages.frame import card, opening, session

LIMITS = {"limits": "この資料で答えられないこと"}


def draw(lead: DeltaGenerator) -> None:
    """Draw the answer (into `lead`) and the cards, those that rest on the edition's records only where it has some."""
    database = session.database()
    found, expected, fresh = examine(database), outlook(database), freshness(database)
    has_records = fresh.first_file_year is not None
    lead.html(opening.answer(backtest.methods_sentence(found), backtest.methods_grounds(found)))
    contents.draw(
        {
            **backtest_cards.TITLES,
            **(reliability_cards.TITLES if expected else {}),
            **(bases_cards.TITLES if has_records else {}),
            **LIMITS,
            **rankings_cards.TITLES,
        }
    )
    backtest_cards.draw(found)
    if expected:
        reliability_cards.draw(expected)
    if has_records:
        bases_cards.draw()
    with st.container(key="card_limits"):
        card.heading("limits", LIMITS["limits"])
        st.html(limits.unanswered())
    rankings_cards.draw()
