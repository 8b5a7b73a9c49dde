"""How are hotspots computed, and do they foretell the next year?"""

import streamlit as st

from charts.accidents import backtest
from findings.accidents.backtest import backtest as examine
from findings.accidents.backtest import example
from pages.frame import card, session

found = examine(session.database())
st.title("集中する地点は、どう計算し、どれだけ当たるか", anchor=False)
st.html(f'<p class="answer">{backtest.methods_sentence(found)}</p>')
card.draw(
    "backtest",
    "翌年の事故の場所を、どれだけ言い当てたか",
    backtest.gains(found),
    alt=backtest.gains_in_words(found),
    table=backtest.table(found),
    definition=backtest.definition(found),
    sources=["npa", "mesh"],
    answer=backtest.READING,
)
with st.container(key="card_definition"):
    st.subheader("見込みの計算", anchor=False)
    st.html(backtest.facts(found))
with st.container(key="card_check"):
    st.subheader("Gi*の検算", anchor=False)
    st.html(backtest.check(example()))
card.table(
    "candidates",
    "方法を選ぶときに試したもの",
    backtest.candidates(found),
    definition=backtest.CANDIDATES_DEFINED,
    sources=["npa", "mesh"],
)
