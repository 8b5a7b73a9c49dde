"""Where do accidents happen, and how many?"""

from functools import partial

import streamlit as st

from pages.accidents import indicator, limits, selection, views
from pages.frame import session
from queries import accidents

st.title("事故は、どこで何件起きているか", anchor=False)
lead, newest = st.empty(), indicator.latest(session.database())


def say(where: str) -> None:
    """Answer the page's question: where, under the chosen conditions, and how many against the plan's target."""
    untold = indicator.not_compared(session.database())
    lead.html(f'<p class="answer">{where}{indicator.answer(newest)}{untold}</p>')


say("")
chosen = selection.choose(with_map=True)
if chosen is None:
    st.info(selection.NO_RECORDS)
    st.stop()
shown = partial(selection.on_map, chosen.extent)
if accidents.totals(session.database(), shown(chosen.selection)).iloc[0]["accidents"] == 0:
    st.info(selection.NO_MATCH)
    st.stop()

selection.tell(chosen, within=shown)
views.where(chosen, say)
left, right = st.columns(2)
with left:
    views.years(chosen)
with right:
    views.bases(chosen.extent)
limits.draw()
