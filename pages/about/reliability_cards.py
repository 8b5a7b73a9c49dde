"""The cards of whether forecasts and chances held in the municipalities of the nation."""

import streamlit as st

from charts import answers
from charts.accidents import method_cards, reliability
from charts.cards import Card
from findings.accidents.outlook import Outlook, coverage, learnt
from findings.accidents.reliability import reliability as chances_told
from pages.frame import card, session

TITLES = {
    "coverage": "このやり方は、全国でどのくらい当たったか",
    "reliability": "確率は、言ったとおりになったか",
}


def draw(found: Outlook) -> None:
    """Draw how often such forecasts held, and how the chances told for a next year fared."""
    database = session.database()
    city, sources = str(session.about()["city"]), [learnt(database).source_id]
    card.place(method_cards.coverage(coverage(database), TITLES["coverage"], found.newest, city, sources))
    cells = chances_told(database)
    with st.container(key="card_reliability"):
        card.heading("reliability", TITLES["reliability"])
        said, *grounds = reliability.said(cells)
        st.html(answers.note(said, grounds))
        card.under(
            Card(
                "reliability",
                TITLES["reliability"],
                None,
                alt="",
                table=reliability.table(cells),
                definition=reliability.defined(),
                sources=sources,
                conditions=[reliability.TRIED_ON],
                answer=said,
                grounds=grounds,
            ),
        )
