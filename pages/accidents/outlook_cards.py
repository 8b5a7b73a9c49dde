"""The cards of the outlook: what the next years may bring, and how far such forecasts can be trusted."""

import html

import streamlit as st

from charts import plain
from charts.accidents import outlook, reliability, years
from findings.accidents.outlook import Outlook, coverage, learnt
from findings.accidents.reliability import reliability as chances_told
from findings.accidents.years import untold_files
from pages.frame import card, session


def coming(found: Outlook) -> None:
    """Draw the counts and what they let expect."""
    database = session.database()
    spread, untold = learnt(database), years.not_compared(untold_files(database))
    card.draw(
        "outlook",
        "これまでの件数と、これからの幅",
        outlook.figure(found),
        alt=outlook.in_words(found),
        table=outlook.table(found),
        definition=outlook.outlook_defined(found, spread),
        sources=[session.plan_source(), session.records_source(), spread.source_id],
        conditions=[outlook.COUNTED, *([untold] if untold else [])],
        answer=html.escape(f"{outlook.caution(found)}{outlook.trend_sentence(found)}"),
    )


def trust(found: Outlook) -> None:
    """Draw how often such forecasts held in the municipalities of the nation."""
    database = session.database()
    tried = coverage(database)
    text = outlook.coverage_in_words(tried, found.newest, str(session.about()["city"]))
    card.draw(
        "coverage",
        "このやり方は、全国でどのくらい当たったか",
        outlook.coverage_figure(tried.sizes),
        alt=text,
        table=outlook.coverage_table(tried.pairs),
        definition=outlook.coverage_defined(),
        sources=[learnt(database).source_id],
        conditions=[outlook.TRIED_ON],
        answer=html.escape(text),
    )


def chances() -> None:
    """Show how the chances told for a next year fared in the municipalities of the nation."""
    database = session.database()
    cells = chances_told(database)
    if not cells:
        return
    title = "確率は、言ったとおりになったか"
    with st.container(key="card_reliability"):
        st.subheader(plain.markdown(title), anchor=False)
        st.html(f'<p class="note">{reliability.in_words(cells)}</p>')
        card.under(
            "reliability",
            title,
            reliability.table(cells),
            definition=reliability.defined(),
            sources=[learnt(database).source_id],
            conditions=[reliability.TRIED_ON],
        )
