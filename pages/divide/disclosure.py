"""How are the answers protected, and how are the figures to be read?"""

import streamlit as st

from charts.divide import disclosure
from findings.divide.disclosure import protections, thresholds
from pages.frame import card, session

surveys, limits = protections(session.database()), thresholds(session.database())

st.title("調査の数字は、どう守られ、どう読めばよいか", anchor=False)
st.html(f'<p class="answer">{disclosure.hidden_sentence(surveys)}</p>')

with st.container(key="card_guarantee"):
    st.subheader("何を約束し、何を約束しないか", anchor=False)
    st.html(disclosure.guarantee(limits))

if surveys:
    card.table(
        "levels",
        "調査ごとに、どこまで細かく公表したか",
        disclosure.levels_table(surveys),
        definition="選択肢ごとに、どの区分にも小さすぎる数がない、いちばん細かい年代の区分で公表します。"
        "2区分でも小さすぎる数が残れば、全体だけにします。秘匿の数は、欄の数に占める秘匿の欄です。",
    )
card.table(
    "thresholds",
    "秘匿の基準",
    disclosure.thresholds_table(limits),
    definition="基準より少ないときに秘匿にします。理由によらず、印は「秘匿」の一つです。"
    "回答した人と、選んだ人・選ばなかった人の数で判断します。基準は data/definitions/suppression.csv で変えられます。",
)
with st.container(key="card_reading"):
    st.subheader("数字の読み方", anchor=False)
    st.html(disclosure.reading(surveys))
