"""Where do accidents happen, and how many?"""

from functools import partial

import streamlit as st

from charts.accidents import target, years
from findings.accidents.records import totals
from findings.accidents.target import latest
from findings.accidents.years import untold_files
from pages.accidents import accidents_cards, selection
from pages.frame import session

st.title("事故は、どこで何件起きているか", anchor=False)
lead, newest = st.empty(), latest(session.database())


def say(where: str) -> None:
    """Answer the page's question: where, under the chosen conditions, and how many against the plan's target."""
    untold = years.not_compared(untold_files(session.database()))
    lead.html(f'<p class="answer">{where}{target.target_sentence(newest)}{untold}</p>')


say("")
chosen = selection.choose(with_map=True)
if chosen is None:
    st.info(selection.NO_RECORDS)
    st.stop()
shown = partial(selection.on_map, chosen.extent)
if totals(session.database(), shown(chosen.selection)).accidents == 0:
    st.info(selection.NO_MATCH)
    st.stop()

selection.tell(chosen, within=shown)
accidents_cards.where(chosen, say)
left, right = st.columns(2)
with left:
    accidents_cards.by_year(chosen)
with right:
    accidents_cards.bases(chosen.extent)
accidents_cards.unanswered()
