"""Would the states be the same under another rule?"""

import streamlit as st

from charts import words
from charts.goals import sensitivity, sheet
from findings.goals import plan, states
from findings.goals.sensitivity import compare, halfway
from findings.goals.states import measure_states, reporting_years
from pages.frame import card, filters, session

RULES = (
    "四つの方法：基準からの直線（既定）、計画の始まりからの直線、1年あたりの伸び率の比、目標に対する大きさ（時間は見ない）。"
    "境目はどれも同じです。計算できない方法は、違いに数えません。二つの指標がある施策は、どの方法でも悪いほうをとります。"
)
HALFWAY = "どの指標も、基準と目標のちょうど中間の値を、ちょうど中間の日に置いて、四つの方法で計算しました。"

st.title("判定は、方法を変えても同じか", anchor=False)
lead = st.empty()
database = session.database()
years = {words.fiscal_year(year): year for year in reporting_years(database)}
with st.container(key="filters", horizontal=True):
    year_label = filters.one("年度", "fiscal_year", list(years), width=232)
measures, thresholds = measure_states(database, years[year_label]), plan.thresholds(database)
indicators = plan.indicators(database)
found = compare(measures, thresholds)
said = (
    sensitivity.last_year_sentence(year_label)
    if states.is_last(measures)
    else sensitivity.flip_sentence(found, year_label)
)
lead.html(f'<p class="answer">{said}</p>')

left, right = st.columns([11, 9], gap="medium")
with left, st.container(key="card_flips"):
    st.subheader("方法によって判定が変わる施策", anchor=False)
    st.html(sensitivity.flips(found.flips, session.with_edition(fiscal_year=year_label)))
    card.under(
        "flips",
        "方法によって判定が変わる施策",
        sensitivity.flips_table(found.flips),
        definition=RULES,
        sources=[session.plan_source(), *states.sources(measures)],
        conditions=[f"年度：{year_label}"],
    )
with right:
    with st.container(key="card_states"):
        st.subheader("状態の言葉", anchor=False)
        st.html(f'{sensitivity.meanings(thresholds)}<p class="note">{sheet.thresholds(thresholds)}</p>')
    with st.container(key="card_kinds"):
        st.subheader("指標の種類と、判定のしかた", anchor=False)
        card.under(
            "kinds",
            "指標の種類と、判定のしかた",
            sensitivity.kinds_table(indicators),
            definition="種類は計画の文章から読み取り、データとして持っています（数から推し量りません）。",
            sources=[session.plan_source()],
            is_open=True,
        )
    with st.container(key="card_end"):
        st.subheader("計画の最後の年度の、施策の状態", anchor=False)
        card.under(
            "end",
            "計画の最後の年度の、施策の状態",
            sensitivity.end_table(),
            definition=sensitivity.END_DEFINITION,
            sources=[session.plan_source()],
            is_open=True,
        )
with left, st.container(key="card_halfway"):
    half = halfway(indicators, thresholds)
    st.subheader("半分の時点で、半分まで進んでいたら", anchor=False)
    st.html(f'<p class="note">{sensitivity.halfway_sentence(half)}</p>')
    card.under(
        "halfway",
        "半分の時点で、半分まで進んでいたら",
        sensitivity.halfway_table(half),
        definition=HALFWAY,
        sources=[session.plan_source()],
    )
