"""The city beside its neighbours and its prefecture."""

import html

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts import answers, words
from charts.accidents import neighbours
from charts.accidents.conditions import Chosen
from findings.accidents.neighbours import compare
from pages.accidents import selection
from pages.frame import card, session


def draw(chosen: Chosen, lead: DeltaGenerator) -> None:
    """Answer whether the city moves otherwise than the places around it, and draw them."""
    about, left_out = session.about(), chosen.left_out
    found = compare(session.database(), chosen.selection, chosen.years.compared)
    if found is None:
        lead.html(answers.answer("比べられる年がありません。", selection.grounds(chosen)))
        st.info(neighbours.nothing(left_out))
        return
    said = [*neighbours.grounds(found), left_out, *selection.grounds(chosen)]
    lead.html(
        answers.answer(neighbours.comparison_sentence(found), [sentence for sentence in said if sentence])
    )
    card.draw(
        "compared",
        f"{words.calendar_year(found.newest_year)}は、それぞれの{neighbours.base(found.earlier_years)}の何倍か",
        neighbours.compared(found),
        alt=neighbours.in_words(found),
        table=neighbours.table(found),
        definition=neighbours.compared_defined(found, left_out=left_out),
        sources=[session.records_source()],
        conditions=chosen.conditions,
        answer=(
            html.escape(f"{neighbours.alone(str(about['city']))}{words.ask(str(about['contact']))}")
            if found.is_alone
            else ""
        ),
    )
    with st.container(key="card_counts"):
        st.header("年ごとの件数", anchor=False)
        card.under(
            "counts",
            "周りとの比較：年ごとの件数",
            neighbours.yearly_table(found),
            definition=neighbours.counts_defined(found, left_out=left_out),
            sources=[session.records_source()],
            conditions=chosen.conditions,
            is_open=True,
        )
