"""The card of the ways of counting accidents, side by side."""

import streamlit as st

from charts import answers
from charts.accidents import years
from charts.cards import Card
from findings.accidents.published import context_sources
from findings.accidents.years import bases, nearest
from findings.records import accident_records
from pages.frame import card, session

TITLES = {"bases": "数え方による違い"}


def draw() -> None:
    """Draw the ways of counting side by side, against the published figures; always the city's."""
    rows, read = bases(session.database()), accident_records(session.database())
    said, *others = years.bases_said(rows, is_sample=read.are_sample)
    with st.container(key="card_bases"):
        card.heading("bases", TITLES["bases"])
        st.html(answers.note(said, others))
        card.under(
            Card(
                "bases",
                TITLES["bases"],
                None,
                alt="",
                table=years.bases_table(rows, is_sample=read.are_sample),
                definition=years.bases_note(nearest(rows), is_sample=read.are_sample),
                sources=[session.plan_source(), *context_sources(session.database()), read.source_id],
                conditions=["条件を選んでも変わりません"],
                answer=said,
                grounds=others,
            ),
            is_open=True,
        )
