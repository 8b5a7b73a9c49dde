"""How near has the plan come to its targets?"""

import streamlit as st

from charts import words
from charts.goals import board
from charts.goals.states import goals_sentence
from findings.goals.board import groups
from findings.goals.states import counts, departments, measure_states, overall, reporting_years
from pages.frame import filters, session
from stats.goals import state_words

PUBLICS = {"市民向け": "for_citizens", "庁内向け": "for_staff"}
NEWNESS = {"新規": True, "継続": False}

st.title("計画の目標に、どこまで近づいたか", anchor=False)
lead = st.empty()
years = {words.fiscal_year(year): year for year in reporting_years(session.database())}
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    year_label = filters.one("年度", "fiscal_year", list(years), width=232)
    grouping = filters.one("並べ方", "group", list(board.GROUPINGS), width=180)
    measures = measure_states(session.database(), years[year_label])
    with filters.more(["field", "department", "public", "newness", "state"]):
        fields = filters.many("分野", "field", list(dict.fromkeys(one.measure.field for one in measures)))
        asked = filters.many("担当課", "department", departments(measures))
        publics = filters.many("対象", "public", list(PUBLICS))
        newness = filters.many("新規・継続", "newness", list(NEWNESS))
        states = filters.many("状態", "state", list(state_words.STATES))
    kept = session.with_edition(fiscal_year=year_label)
    st.html(board.chips(counts(measures), {"group": grouping, **kept}), width="stretch")

lead.html(f'<p class="answer">{goals_sentence(overall(measures, years[year_label]))}</p>')
shown = [
    one
    for one in measures
    if (not fields or one.measure.field in fields)
    and (not asked or set(asked) & set(one.measure.departments))
    and (not publics or any(getattr(one.measure, PUBLICS[public]) for public in publics))
    and (not newness or one.measure.is_new in [NEWNESS[word] for word in newness])
    and (not states or one.state in states)
]
if not shown:
    st.info("選んだ条件に合う施策はありません。条件を一つ外してください。")
    st.stop()

listed = groups(session.database(), shown, board.GROUPINGS[grouping])
st.html(board.board(listed, kept))
st.html(board.below(len(shown), len(measures), sum(len(group.members) for group in listed)))
if grouping == board.BY_DECISION:
    st.html(f'<p class="note">{board.order_of_decisions()}</p>')
