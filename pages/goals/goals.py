"""How near has the plan come to its targets?"""

import streamlit as st

from charts import words
from charts.goals import board as board_chart
from charts.goals.states import goals_sentence
from findings.goals import board
from findings.goals import states as states_finding
from pages.frame import filters, session
from stats.goals import decisions, progress

PUBLICS = {"市民向け": "for_citizens", "庁内向け": "for_staff"}
NEWNESS = {"新規": True, "継続": False}

st.title("計画の目標に、どこまで近づいたか", anchor=False)
lead = st.empty()
years = {words.fiscal_year(year): year for year in states_finding.reporting_years(session.database())}
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    year_label = filters.one("年度", "fiscal_year", list(years), width=232)
    grouping = filters.one("並べ方", "group", board.GROUPINGS, width=180)
    measures = states_finding.measure_states(session.database(), years[year_label])
    with filters.more(["field", "department", "public", "newness", "state"]):
        fields = filters.many("分野", "field", list(dict.fromkeys(one.measure.field for one in measures)))
        departments = filters.many("担当課", "department", states_finding.departments(measures))
        publics = filters.many("対象", "public", list(PUBLICS))
        newness = filters.many("新規・継続", "newness", list(NEWNESS))
        states = filters.many("状態", "state", list(progress.STATES))
    st.html(
        board_chart.chips(states_finding.counts(measures), {"group": grouping, **board.kept(year_label)}),
        width="stretch",
    )

lead.html(f'<p class="answer">{goals_sentence(states_finding.overall(measures, years[year_label]))}</p>')
shown = [
    one
    for one in measures
    if (not fields or one.measure.field in fields)
    and (not departments or set(departments) & set(one.measure.departments))
    and (not publics or any(getattr(one.measure, PUBLICS[public]) for public in publics))
    and (not newness or one.measure.is_new in [NEWNESS[word] for word in newness])
    and (not states or one.state in states)
]
if not shown:
    st.info("選んだ条件に合う施策はありません。条件を一つ外してください。")
    st.stop()

groups = board.grouped(shown, grouping, session.database())
st.html(board.tiles(groups, grouping, year_label))
st.html(board_chart.below(len(shown), len(measures), sum(len(group.members) for group in groups)))
if grouping == board.BY_DECISION:
    st.html(f'<p class="note">{board_chart.order_of_decisions(decisions.LARGE)}</p>')
