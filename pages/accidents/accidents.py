"""Where, when and to whom do accidents happen?"""

import html

import streamlit as st

from pages.accidents import indicator, selection, views
from pages.frame import session
from queries import accidents

st.title("事故は、いつ・どこで・誰に起きているか", anchor=False)
st.html(f'<p class="answer">{indicator.answer(indicator.latest(session.database()))}</p>')
chosen = selection.choose()
if chosen is None:
    st.info(
        "この版には事故の記録がありません。警察庁の事故ファイルをフォルダーに置き、"
        "`python -m ingest build --npa フォルダー` で版を作ると表示されます。"
    )
    st.stop()
st.html(f'<p class="note">選んだ条件：{html.escape("、".join(chosen.conditions))}</p>')
if accidents.totals(session.database(), chosen.selection).iloc[0]["accidents"] == 0:
    st.info("選んだ条件に合う事故はありません。条件を一つ外してください。")
    st.stop()

views.where(chosen)
views.years(chosen)
views.bases()
left, right = st.columns(2)
with left:
    views.hours(chosen)
with right:
    views.people(chosen)
