"""The cards of whether forecasts and chances held in the municipalities of the nation."""

import html

import streamlit as st

from charts import answers
from charts.accidents import outlook, reliability
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
    tried, sources = coverage(database), [learnt(database).source_id]
    first, *others = outlook.coverage_said(tried, found.newest, str(session.about()["city"]))
    card.draw(
        "coverage",
        TITLES["coverage"],
        outlook.coverage_figure(tried.sizes),
        alt="".join((first, *others)),
        table=outlook.coverage_table(tried.pairs),
        definition=outlook.coverage_defined(),
        sources=sources,
        conditions=[outlook.TRIED_ON],
        answer=html.escape(first),
        grounds=[html.escape(other) for other in others],
    )
    cells = chances_told(database)
    with st.container(key="card_reliability"):
        card.heading("reliability", TITLES["reliability"])
        said, *grounds = reliability.said(cells)
        st.html(answers.note(said, grounds))
        card.under(
            "reliability",
            TITLES["reliability"],
            reliability.table(cells),
            definition=reliability.defined(),
            sources=sources,
            conditions=[reliability.TRIED_ON],
            answer=said,
            grounds=grounds,
        )
