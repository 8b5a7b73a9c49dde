"""What needs a decision now?"""

import streamlit as st

from charts import words
from charts.accidents import target
from charts.divide import headline
from charts.goals import board
from charts.overview import overview
from findings.overview.overview import overview_of
from pages.frame import session

DECISIONS = 5  # of the measures that need one; the others are a click away

st.title("いま、判断が必要なことは何か", anchor=False)
found = overview_of(session.database())
kept = session.with_edition(fiscal_year=words.fiscal_year(found.goals.year))
st.html("".join(f'<p class="answer">{said}</p>' for said in overview.sentences(found)))

left, middle, right = st.columns(3)
with left, st.container(key="card_goals", height="stretch"):
    st.subheader("目標の進捗", anchor=False)
    st.html(overview.goals(found.goals))
    st.page_link(
        "pages/goals/goals.py",
        label=f"{sum(found.goals.counts.values())}施策を見る",
        icon=":material/arrow_forward:",
    )
with middle, st.container(key="card_divide", height="stretch"):
    st.subheader("デジタルデバイド", anchor=False)
    st.html(headline.figure(found.divide))
    st.page_link("pages/divide/divide.py", label="年代別の差を見る", icon=":material/arrow_forward:")
with right, st.container(key="card_accidents", height="stretch"):
    st.subheader("交通事故（人身・高速道路を除く）", anchor=False)
    st.html(target.short_figure(found.accidents))
    st.page_link(
        "pages/accidents/accidents.py", label="事故の場所と時間を見る", icon=":material/arrow_forward:"
    )

wide, narrow = st.columns([3, 2])
with wide, st.container(key="card_decide", height="stretch"):
    st.subheader("判断が必要な施策", anchor=False)
    st.html(board.decisions_list(found.decisions, DECISIONS, kept))
with narrow, st.container(key="card_fresh", height="stretch"):
    st.subheader("この画面の新しさと、分からないこと", anchor=False)
    st.html(overview.freshness(found.fresh, found.goals, found.unmeasured))
