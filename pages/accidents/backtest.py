"""How are hotspots computed, and do they foretell the next year?"""

import streamlit as st

from charts.accidents import backtest
from findings.accidents.hotspots import CONFIDENCE, FEWEST, TOP
from pages.frame import card, session
from queries import accidents
from stats.accidents import empirical_bayes, getis_ord

database = session.database()
rows = accidents.backtest(database)
st.title("集中する地点は、どう計算し、どれだけ当たるか", anchor=False)
st.html(f'<p class="answer">{backtest.answer(rows)}</p>')
card.draw(
    "backtest",
    "翌年の事故の場所を、どれだけ言い当てたか",
    backtest.gains(rows),
    alt=backtest.gains_in_words(rows),
    table=backtest.table(rows),
    definition=backtest.definition(rows),
    sources=["npa", "mesh"],
    answer="点線より右ほど、翌年に事故が起きた区画へ多くの見込みを割り当てていました。",
)
with st.container(key="card_definition"):
    st.subheader("見込みの計算", anchor=False)
    st.html(
        backtest.facts(
            widths=(empirical_bayes.NARROW_METRES, empirical_bayes.WIDE_METRES),
            floor=empirical_bayes.FLOOR,
            confidence=CONFIDENCE,
            top=TOP,
            fewest=FEWEST,
            checked=backtest.interval_check(rows),
            corrected=backtest.chance_check(
                accidents.top_ten_calibration(database), accidents.top_ten_reliability(database)
            ),
        )
    )
with st.container(key="card_check"):
    st.subheader("Gi*の検算", anchor=False)
    p, z = getis_ord.check_values()
    st.html(backtest.check(getis_ord.CHECK_GRID, z.tolist(), p.tolist()))
card.table(
    "candidates",
    "方法を選ぶときに試したもの",
    backtest.candidates(rows),
    definition="2019年の資料から計算し、2020年の事故で比べ、区域ごとの平均が最もよいものを選びました。"
    "2021年の資料は、選ぶときには使っていません。",
    sources=["npa", "mesh"],
)
