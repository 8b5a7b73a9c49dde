"""The city beside its neighbours and its prefecture."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.accidents import cards, neighbours
from charts.accidents.conditions import Chosen
from findings.accidents.neighbours import compare
from pages.accidents import selection
from pages.frame import card, opening, session


def draw(chosen: Chosen, lead: DeltaGenerator) -> None:
    """Answer whether the city moves otherwise than the places around it, and draw them."""
    about, left_out = session.about(), chosen.left_out
    found = compare(session.database(), chosen.selection, chosen.years.compared)
    if found is None:
        lead.html(opening.answer("比べられる年がありません。", selection.grounds(chosen)))
        st.info(neighbours.nothing(left_out))
        return
    said = [*neighbours.grounds(found), left_out, *selection.grounds(chosen)]
    lead.html(
        opening.answer(neighbours.comparison_sentence(found), [sentence for sentence in said if sentence])
    )
    of_records = [session.records_source()]
    card.place(cards.beside_neighbours(chosen, found, str(about["city"]), str(about["contact"]), of_records))
    with st.container(key="card_counts"):
        st.header("年ごとの件数", anchor=False)
        card.under(cards.counts_beside(chosen, found, of_records), is_open=True)
