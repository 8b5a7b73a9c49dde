"""How many accidents will the next year bring?"""

import streamlit as st

from charts import outlook as charts
from pages.accidents import indicator, prospects
from pages.frame import session

st.title("次の年は、何件になりそうか", anchor=False)
found = prospects.outlook(session.database())
chance = indicator.chance(indicator.latest(session.database()))
st.html(f'<p class="answer">{charts.answer(found)}{chance}</p>')
if untold := indicator.not_compared(session.database()):
    st.html(f'<p class="note">{untold}</p>')
if found is None:
    prospects.nothing()
    st.stop()
prospects.coming(found)
prospects.trust(found)
prospects.chances()
