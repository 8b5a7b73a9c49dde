"""Where do accidents happen, and how many?"""

from functools import partial

import streamlit as st

from charts.accidents import conditions, target, years
from findings.accidents.conditions import in_scope
from findings.accidents.records import totals
from findings.accidents.target import latest
from findings.accidents.years import untold_files
from pages.accidents import accidents_cards, selection
from pages.frame import session

st.title("事故は、どこで何件起きているか", anchor=False)
database = session.database()
lead, newest = st.empty(), latest(database)


def say(where: str) -> None:
    """Answer the page's question: where, under the chosen conditions, and how many against the plan's target."""
    untold = years.not_compared(untold_files(database))
    lead.html(f'<p class="answer">{where}{target.target_sentence(newest)}{untold}</p>')


say("")
chosen = selection.choose(with_map=True)
if chosen is None:
    st.info(conditions.NO_RECORDS)
    st.stop()
shown = partial(in_scope, database, chosen.scope)
if totals(database, shown(chosen.selection)).accidents == 0:
    st.info(conditions.NO_MATCH)
    st.stop()

selection.tell(chosen, within=shown)
accidents_cards.where(chosen, say)
