"""Would the states be the same under another rule?"""

import streamlit as st

from charts import words
from charts.goals import sensitivity, sheet
from findings.goals import plan
from findings.goals.sensitivity import compare, halfway
from findings.goals.states import measure_states, reporting_years, sources
from pages.frame import card, filters, session

st.title("判定は、方法を変えても同じか", anchor=False)
lead = st.empty()
database = session.database()
with st.container(key="filters", horizontal=True):
    year = filters.fiscal_year(reporting_years(database))
measures, thresholds = measure_states(database, year), plan.thresholds(database)
indicators, when, of_plan = plan.indicators(database), words.fiscal_year(year), [session.plan_source()]
found, half = compare(measures, thresholds), halfway(indicators, thresholds)
lead.html(f'<p class="answer">{sensitivity.flip_sentence(found, when)}</p>')

left, right = st.columns([11, 9], gap="medium")
with left, st.container(key="card_flips"):
    title = "方法によって判定が変わる施策"
    st.subheader(title, anchor=False)
    st.html(sensitivity.flips(found.flips, session.with_edition(fiscal_year=when)))
    card.under(
        "flips",
        title,
        sensitivity.flips_table(found.flips),
        definition=sensitivity.RULES_DEFINITION,
        sources=[*of_plan, *sources(measures)],
        conditions=[f"年度：{when}"],
    )
with right:
    with st.container(key="card_states"):
        st.subheader("状態の言葉", anchor=False)
        st.html(f'{sensitivity.meanings(thresholds)}<p class="note">{sheet.thresholds(thresholds)}</p>')
    kinds = sensitivity.kinds_table(indicators)
    title, definition = "指標の種類と、判定のしかた", sensitivity.KINDS_DEFINITION
    card.table("kinds", title, kinds, definition=definition, sources=of_plan)
    title, definition = "計画の最後の年度の、施策の状態", sensitivity.END_DEFINITION
    card.table("end", title, sensitivity.end_table(), definition=definition, sources=of_plan)
with left, st.container(key="card_halfway"):
    title, definition = "半分の時点で、半分まで進んでいたら", sensitivity.HALFWAY_DEFINITION
    st.subheader(title, anchor=False)
    st.html(f'<p class="note">{sensitivity.halfway_sentence(half)}</p>')
    card.under("halfway", title, sensitivity.halfway_table(half), definition=definition, sources=of_plan)
