"""The cards of how hotspots are computed, and whether they foretell the next year."""

import streamlit as st

from charts.accidents import backtest, method_cards
from findings.accidents.backtest import Backtest, example
from pages.frame import card

TITLES = {
    "backtest": "翌年の事故の場所を、どれだけ言い当てたか",
    "definition": "見込みの計算",
    "candidates": "方法を選ぶときに試したもの",
    "check": "Gi*の検算",
}


def draw(found: Backtest) -> None:
    """Draw how the methods fared, how the one in use is computed, and what else was tried."""
    card.place(method_cards.gains(found, TITLES["backtest"]))
    with st.container(key="card_definition"):
        card.heading("definition", TITLES["definition"])
        st.html(backtest.facts(found))
    card.place_behind(method_cards.candidates(found, TITLES["candidates"]))
    with st.container(key="card_check"):
        card.heading("check", TITLES["check"])
        st.html(backtest.check(example()))
