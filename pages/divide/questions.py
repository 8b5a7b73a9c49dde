"""Who does not use the services, and why?"""

import streamlit as st

from charts.answers import Link
from findings.divide.surveys import surveys
from pages.divide import divide_cards, reasons, who
from pages.divide.lead import Lead
from pages.frame import filters, opening, session

WHO, SPREAD, WHY = ("誰が", "項目ごとの開き", "なぜ")


def draw() -> None:
    """Draw the page: all questions of one survey by age, or the reasons that were given."""
    st.title(opening.question("誰が使っていないか。なぜか"), anchor=False)
    lead = Lead(st.empty(), [Link("年代の差は縮まったか", "divide", session.with_edition())])
    known = surveys(session.database())
    if not known:
        who.draw_without_surveys(lead)
        divide_cards.draw_not_asked()
        return
    row = st.container(key="filters", horizontal=True, vertical_alignment="bottom")
    with row:
        view = filters.view([WHO, SPREAD, WHY])
    if view == WHY:
        reasons.draw(lead, row)
    else:
        who.draw(lead, row, known, is_spread=view == SPREAD)
        divide_cards.draw_measures()
    divide_cards.draw_not_asked()


draw()
