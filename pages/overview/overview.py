"""What needs a decision now?"""

import streamlit as st

from charts import words
from charts.accidents import target, years
from charts.divide import headline
from charts.goals import board
from charts.goals.states import goals_sentence
from charts.overview import overview
from findings.accidents.target import latest
from findings.accidents.years import untold_files
from findings.divide.headline import divide_headline
from findings.goals import states
from findings.goals.board import needing_decision
from findings.overview.freshness import freshness
from findings.unmeasured import unmeasured
from pages.frame import session

st.title("いま、判断が必要なことは何か", anchor=False)
year = states.reporting_years(session.database())[0]
measures = states.measure_states(session.database(), year)
accidents = latest(session.database())
divide = divide_headline(session.database())

answers = (
    goals_sentence(states.overall(measures, year)),
    headline.sentence(divide),
    target.target_sentence(accidents) + years.not_compared(untold_files(session.database())),
)
st.html("".join(f'<p class="answer">{answer}</p>' for answer in answers))

left, middle, right = st.columns(3)
with left, st.container(key="card_goals", height="stretch"):
    st.subheader("目標の進捗", anchor=False)
    st.html(
        overview.goals(states.counts(measures), words.fiscal_year(year), is_last=states.is_last(measures))
    )
    st.page_link(
        "pages/goals/goals.py",
        label=f"{len(measures)}施策を見る",
        icon=":material/arrow_forward:",
    )
with middle, st.container(key="card_divide", height="stretch"):
    st.subheader("デジタルデバイド", anchor=False)
    st.html(headline.figure(divide))
    st.page_link("pages/divide/divide.py", label="年代別の差を見る", icon=":material/arrow_forward:")
with right, st.container(key="card_accidents", height="stretch"):
    st.subheader("交通事故（人身・高速道路を除く）", anchor=False)
    st.html(target.short_figure(accidents))
    st.page_link(
        "pages/accidents/accidents.py", label="事故の場所と時間を見る", icon=":material/arrow_forward:"
    )

wide, narrow = st.columns([3, 2])
with wide, st.container(key="card_decide", height="stretch"):
    st.subheader("判断が必要な施策", anchor=False)
    st.html(
        board.decisions_list(
            needing_decision(measures), 5, session.with_edition(fiscal_year=words.fiscal_year(year))
        )
    )
with narrow, st.container(key="card_fresh", height="stretch"):
    st.subheader("この画面の新しさと、分からないこと", anchor=False)
    st.html(
        overview.freshness(
            freshness(session.database()),
            states.counts(measures),
            words.fiscal_year(year),
            unmeasured(session.database()),
        )
    )
