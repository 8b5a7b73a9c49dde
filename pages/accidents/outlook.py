"""How many accidents will the next year bring?"""

import streamlit as st

from charts.accidents import outlook, target, years
from findings.accidents.outlook import outlook as expect
from findings.accidents.target import latest
from findings.accidents.years import untold_files
from pages.accidents import outlook_cards
from pages.frame import session

st.title("次の年は、何件になりそうか", anchor=False)
found = expect(session.database())
chance = target.chance_sentence(latest(session.database()))
st.html(f'<p class="answer">{outlook.outlook_sentence(found)}{chance}</p>')
if untold := years.not_compared(untold_files(session.database())):
    st.html(f'<p class="note">{untold}</p>')
if found is None:
    st.info(outlook.NO_RECORDS)
    st.stop()
outlook_cards.coming(found)
outlook_cards.trust(found)
outlook_cards.chances()
