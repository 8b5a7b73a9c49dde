"""What needs a decision now?"""

import html

import streamlit as st

from charts import plain, unmeasured, words
from charts.goals import cards
from charts.overview import decisions, tiles, unknown
from charts.overview.cards import of_page
from charts.overview.tiles import Tile
from findings.overview.overview import overview_of
from pages.frame import card, masthead, menu, methods, opening, session, slides

DECISIONS = 5  # of the measures that need one; the others are a click away

found = overview_of(session.database())
slides.current().answer = cards.urgent(found.decisions)
for one in of_page(found, [session.plan_source(), session.records_source()]):
    card.note(one)
kept = session.with_edition(fiscal_year=words.fiscal_year(found.goals.year))
st.title(opening.question("いま、判断が必要なことは何か"), anchor=False)
record = html.escape(masthead.address(menu.RECORD))
st.html(
    f'<p class="note when">{html.escape(tiles.when(found.goals))}'
    f'<a class="way" href="{record}" target="_self">会議で決めたことを見る ›</a></p>'
)


def draw(key: str, title: str, tile: Tile, page: str, way: str) -> None:
    """Draw one topic: its number, picture and sentence, and the way to its page."""
    with st.container(key=f"card_{key}", height="stretch"):
        with st.container(key=f"head_{key}", horizontal=True, vertical_alignment="center"):
            st.header(title, anchor=False)
            st.page_link(page, label=f"{way} ›", query_params=session.with_edition() or None)
        st.html(tiles.drawn(tile))


left, middle, right = st.columns(3)
with left:
    draw("goals", "目標の進捗", tiles.goals(found.goals), "pages/goals/goals.py", "一覧を見る")
with middle:
    draw("divide", "デジタルデバイド", tiles.divide(found.divide), "pages/divide/divide.py", "年代の差を見る")
with right:
    draw(
        "accidents", "交通事故（人身）", tiles.accidents(found), "pages/accidents/accidents.py", "地図を見る"
    )

wide, narrow = st.columns([13, 9])
with wide, st.container(key="card_decide", height="stretch"):
    with st.container(key="head_decide", horizontal=True, vertical_alignment="center"):
        st.header(plain.markdown(decisions.title(found, DECISIONS)), anchor=False)
        if len(found.decisions.urgent) > DECISIONS:
            st.html(
                f'<a class="way" href="{decisions.all_of_them(kept)}" target="_self">すべて見る ›</a>',
                width="content",
            )
    st.html(decisions.table(found, DECISIONS, kept))
with narrow, st.container(key="card_fresh", height="stretch"):
    st.header("分からないこと", anchor=False)
    st.html(unknown.listed(found, kept, methods.address(methods.DATA, "rejections")))
    if found.unmeasured:
        st.html(f'<p class="note">測る資料がないものは、{unmeasured.ORIGIN}です。</p>')
