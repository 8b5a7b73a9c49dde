"""How near has the plan come to its targets?"""

from dataclasses import replace

import streamlit as st

from charts import words
from charts.goals import board, years
from charts.goals.states import answer, goals_sentence
from findings.goals.board import Asked, fields_of, matching
from findings.goals.states import counts, departments, measure_states, overall, reporting_years
from findings.goals.years import narrowed, over_years, shown_years
from pages.frame import filters, opening, session
from pages.goals import goals_cards
from pages.goals.goals_cards import VIEWS, Shown
from stats.goals import change, state_words

st.title(opening.question("計画の目標に、どこまで近づいたか"), anchor=False)
lead = st.empty()
database = session.database()
with st.container(key="filters", horizontal=True, vertical_alignment="center"):
    view = filters.view(list(VIEWS))
    year = filters.fiscal_year(reporting_years(database), is_labelled=False)
    measures, columns = measure_states(database, year), shown_years(database)
    with filters.more([*goals_cards.CONDITIONS, "group"]):
        asked = Asked(
            fields=filters.many("分野", "field", fields_of(measures)),
            departments=filters.many("担当課", "department", departments(measures)),
            publics=[board.PUBLICS[word] for word in filters.many("対象", "public", list(board.PUBLICS))],
            newness=[
                board.NEWNESS[word] for word in filters.many("新規・継続", "newness", list(board.NEWNESS))
            ],
            states=filters.many("状態", "state", list(state_words.STATES)),
        )
        changes = filters.many("前の年度から", "change", list(years.CHANGES))
        grouping = "分野"
        if view == "分野":
            grouping = filters.one("並べ方", "group", list(board.GROUPINGS))
    kept = session.with_edition(fiscal_year=words.fiscal_year(year))
    lines = over_years(database, columns, year)
    words_of_change = [word for word in change.WORDS if word in changes]
    in_any_state, _ = narrowed(matching(measures, replace(asked, states=())), lines, words_of_change)
    others = {name: values for name, values in goals_cards.conditions().items() if name != "state"}
    st.html(board.chips(counts(in_any_state), {"view": view, **kept}, others), width="stretch")

found = overall(measures, year)
lead.html(opening.answer(answer(found), [goals_sentence(found)]))
shown, lines = narrowed(matching(measures, asked), lines, words_of_change)
if not shown:
    st.info("選んだ条件に合う施策はありません。条件を一つ外してください。")
    st.stop()

VIEWS[view](Shown(year, columns, measures, shown, lines, grouping, kept))
