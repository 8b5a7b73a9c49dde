"""Luck or change: what the police records say about a target for a count of accidents."""

import streamlit as st

from charts.goals import cards, chance
from findings.goals.chance import Chance
from pages.frame import card, session


def draw(found: Chance) -> None:
    """Draw the chance that one year's count meets the target, with every way of counting beside it."""
    one = cards.luck(found, [session.plan_source()])
    if found.is_known and not session.is_print():
        card.place_behind(one)
        return
    said = chance.NO_RECORDS
    if found.is_known:  # the ways of counting stand in the printed table of values
        said = f"{''.join(one.grounds)}{one.answer}{one.definition}"
    with st.container(key=f"card_{one.key}"):
        card.heading(one.key, one.title)
        st.html(f'<p class="note">{said}</p>')
