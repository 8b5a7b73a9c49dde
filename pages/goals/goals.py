"""How near has the plan come to its targets?"""

import streamlit as st

from charts import words
from charts.goals import board
from charts.goals.states import goals_sentence
from findings.goals.board import Asked, fields_of, groups, matching
from findings.goals.states import counts, departments, measure_states, overall, reporting_years
from pages.frame import filters, session
from stats.goals import state_words

st.title("計画の目標に、どこまで近づいたか", anchor=False)
lead = st.empty()
database = session.database()
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    year = filters.fiscal_year(reporting_years(database))
    grouping = filters.one("並べ方", "group", list(board.GROUPINGS), width=180)
    measures = measure_states(database, year)
    with filters.more(["field", "department", "public", "newness", "state"]):
        asked = Asked(
            fields=filters.many("分野", "field", fields_of(measures)),
            departments=filters.many("担当課", "department", departments(measures)),
            publics=[board.PUBLICS[word] for word in filters.many("対象", "public", list(board.PUBLICS))],
            newness=[
                board.NEWNESS[word] for word in filters.many("新規・継続", "newness", list(board.NEWNESS))
            ],
            states=filters.many("状態", "state", list(state_words.STATES)),
        )
    kept = session.with_edition(fiscal_year=words.fiscal_year(year))
    st.html(board.chips(counts(measures), {"group": grouping, **kept}), width="stretch")

lead.html(f'<p class="answer">{goals_sentence(overall(measures, year))}</p>')
shown = matching(measures, asked)
if not shown:
    st.info("選んだ条件に合う施策はありません。条件を一つ外してください。")
    st.stop()

listed = groups(database, shown, board.GROUPINGS[grouping])
st.html(board.board(listed, kept))
st.html(board.below(len(shown), len(measures), sum(len(group.members) for group in listed)))
if grouping == board.BY_DECISION:
    st.html(f'<p class="note">{board.order_of_decisions()}</p>')
