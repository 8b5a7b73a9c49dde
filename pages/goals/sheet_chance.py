"""Luck or change: what the police records say about a target for a count of accidents."""

import streamlit as st

from charts import answers
from charts.cards import Card
from charts.goals import chance
from findings.goals.chance import Chance
from pages.frame import card, session

KEY = "luck"


def draw(found: Chance) -> None:
    """Draw the chance that one year's count meets the target, with every way of counting beside it."""
    with st.container(key=f"card_{KEY}"):
        st.header(chance.TITLE, anchor=False)
        if not found.is_known:
            st.html(f'<p class="note">{chance.NO_RECORDS}</p>')
            return
        said, grounds = chance.chance_sentence(found), chance.grounds(found)
        if session.is_print():  # the ways of counting stand in the printed table of values
            st.html(f'<p class="note">{"".join(grounds)}{said}{chance.definition(found)}</p>')
            return
        st.html(answers.note(said, grounds))
        card.under(
            Card(
                KEY,
                chance.TITLE,
                None,
                alt="",
                table=chance.table(found),
                definition=chance.definition(found),
                sources=[session.plan_source(), *found.sources],
                answer=said,
                grounds=grounds,
            ),
        )
