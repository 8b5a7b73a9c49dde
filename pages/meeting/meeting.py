"""What do we decide together?"""

import streamlit as st

from charts import plain
from findings.meeting.order import FaultyOrderError
from pages.frame import session
from pages.meeting import decided, meeting_cards

session.pin()
try:
    found = meeting_cards.found()
except FaultyOrderError as error:
    meeting_cards.refuse(error.faults)
meeting_cards.refuse_unknown(len(found.screens))

if session.is_print():
    st.title(plain.markdown(f"{found.title}　{found.when}"), anchor=False)
with st.container(key="meeting"):
    meeting_cards.draw(found, decided.on_paper(found) if session.is_print() else {})
    if not session.is_print():
        decided.draw(found)
