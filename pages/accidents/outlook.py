"""How many accidents will the next year bring?"""

import streamlit as st

from charts.accidents import outlook
from findings.accidents import target
from pages.accidents import outlook_cards
from pages.frame import session

st.title("次の年は、何件になりそうか", anchor=False)
found = outlook_cards.outlook(session.database())
chance = target.chance(target.latest(session.database()))
st.html(f'<p class="answer">{outlook.answer(found)}{chance}</p>')
if untold := target.not_compared(session.database()):
    st.html(f'<p class="note">{untold}</p>')
if found is None:
    outlook_cards.nothing()
    st.stop()
outlook_cards.coming(found)
outlook_cards.trust(found)
outlook_cards.chances()
