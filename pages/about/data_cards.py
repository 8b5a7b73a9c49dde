"""The cards of what an edition is made of: files, rows that could not be read, remarks and sources."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.data import data
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
    card.table(
        "files",
        TITLES["files"],
        data.files_table(found),
        definition="読んだ行＝載せた行＋範囲外の行＋読み込めなかった行。範囲外は、この版の範囲（市・県・全国）の外の記録です。"
        "読み取れなかった答えは、載せた行のなかで数えていない、調査の答えの数です。",
    )
    with st.container(key="card_fresh"):
        card.heading("fresh", TITLES["fresh"])
        goals = overall(measure_states(database, year), year)
        st.html(fresh.facts(freshness(database), goals, unmeasured(database)))
    card.table(
        "rejections",
        TITLES["rejections"],
        data.rejections_table(found.rejections),
        saved=data.rejected_table(found.rejected),
        definition="保存すると、1行ずつの行番号と元の内容が入ります（調査の回答は、個人を守るため内容を残しません）。",
    )
    card.table(
        "findings",
        TITLES["findings"],
        data.noticed_table(found.noticed),
        definition="行は載せましたが、知っておくべきことです。知らないコードは「不明（コード）」として数えています。",
    )
    card.table(
        "notes",
        TITLES["notes"],
        data.notes_table(found.notes),
        definition="計画の数字を読むときの注意です。数字は計画のとおりに載せています。",
    )
    card.table(
        "sources",
        TITLES["sources"],
        data.sources_table(found.sources),
        definition="数字を使うときは、出典の利用条件に従ってください。",
    )
