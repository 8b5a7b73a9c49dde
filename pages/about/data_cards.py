"""The cards of what an edition is made of: files, rows that could not be read, remarks and sources."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.data import cards, data
from charts.data import freshness as fresh
from findings.data.data import contents as contents_of
from findings.goals.states import measure_states, overall, reporting_years
from findings.overview.freshness import freshness
from findings.unmeasured import unmeasured
from pages.about import contents
from pages.frame import card, opening, session

TITLES = {
    "files": "ファイルごとの内訳",
    "fresh": "新しさと、分からないこと",
    "rejections": "読み込めなかった行と、その理由",
    "findings": "読むときに気づいたこと",
    "notes": "計画の文章で気づいたこと",
    "sources": "出典と利用条件",
}


def draw(lead: DeltaGenerator) -> None:
    """Draw the answer (into `lead`), what was read, what could not be, what was noticed, and the sources."""
    database = session.database()
    found, year = contents_of(database), reporting_years(database)[0]
    lead.html(opening.answer(data.rows_add_up(found.total), data.rows_in_full(found.total)))
    contents.draw(TITLES)
    card.place(cards.files(found, TITLES["files"]))
    with st.container(key="card_fresh"):
        card.heading("fresh", TITLES["fresh"])
        goals = overall(measure_states(database, year), year)
        st.html(fresh.facts(freshness(database), goals, unmeasured(database)))
    card.place(cards.rejections(found, TITLES["rejections"]))
    card.place(cards.noticed(found, TITLES["findings"]))
    card.place(cards.notes(found, TITLES["notes"]))
    card.place(cards.sources(found, TITLES["sources"]))
