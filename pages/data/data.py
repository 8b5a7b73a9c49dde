"""What are the figures on these pages made of?"""

import streamlit as st

from charts.data import data
from charts.overview import overview
from findings.data.data import contents
from findings.goals.states import measure_states, overall, reporting_years
from findings.overview.freshness import freshness
from findings.unmeasured import unmeasured
from pages.accidents import accidents_cards
from pages.frame import card, session

database = session.database()
found, fresh, year = contents(database), freshness(database), reporting_years(database)[0]

st.title("この画面の数字は、何からできているか", anchor=False)
st.html(f'<p class="answer">{data.rows_add_up(found.total)}</p>')

with st.container(key="card_fresh"):
    st.subheader("新しさと、分からないこと", anchor=False)
    goals = overall(measure_states(database, year), year)
    st.html(overview.freshness(fresh, goals, unmeasured(database)))

card.table(
    "files",
    "ファイルごとの内訳",
    data.files_table(found),
    definition="読んだ行＝載せた行＋範囲外の行＋読み込めなかった行。範囲外は、この版の範囲（市・県・全国）の外の記録です。"
    "読み取れなかった答えは、載せた行のなかで数えていない、調査の答えの数です。",
)
card.table(
    "rejections",
    "読み込めなかった行と、その理由",
    data.rejections_table(found.rejections),
    saved=data.rejected_table(found.rejected),
    definition="保存すると、1行ずつの行番号と元の内容が入ります（調査の回答は、個人を守るため内容を残しません）。",
)
card.table(
    "findings",
    "読むときに気づいたこと",
    data.noticed_table(found.noticed),
    definition="行は載せましたが、知っておくべきことです。知らないコードは「不明（コード）」として数えています。",
)
if fresh.first_file_year is not None:
    accidents_cards.bases()
card.table(
    "notes",
    "計画の文章で気づいたこと",
    data.notes_table(found.notes),
    definition="計画の数字を読むときの注意です。数字は計画のとおりに載せています。",
)
card.table(
    "sources",
    "出典と利用条件",
    data.sources_table(found.sources),
    definition="数字を使うときは、出典の利用条件に従ってください。",
)
