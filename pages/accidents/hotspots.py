"""At which places do accidents come together?"""

import streamlit as st

from charts import words
from charts.accidents import hotspots
from findings.accidents import ranking
from pages.accidents import hotspots_cards, selection
from pages.frame import session
from queries import accidents

st.title("事故は、どこに集まっているか", anchor=False)
lead = st.empty()
chosen = selection.choose()
if chosen is None:
    lead.html('<p class="answer">事故の記録は、この版に読み込まれていません。</p>')
    st.info(
        "警察庁の事故ファイルをフォルダーに置き、`python -m ingest build --npa フォルダー` で版を作ると表示されます。"
    )
    st.stop()
selection.tell(chosen)
asked = ranking.asked(chosen.selection)
counted = ranking.counted(asked)
if counted["accidents"].sum() == 0:
    lead.html('<p class="answer">選んだ条件に合う事故は、市内の地図にありません。</p>')
    st.info("条件を一つ外してください。")
    st.stop()
is_few_here = counted["accidents"].sum() < words.TENDENCY_FROM
table = None if is_few_here else ranking.expected(asked)
if table is None:
    lead.html('<p class="answer"><b>件数が少なく判定不能</b>です。偶然と区別できる順位はつけられません。</p>')
    fewest = f"市内で{words.TENDENCY_FROM}件" if is_few_here else f"この版の全域で{ranking.FEWEST}件"
    st.info(f"条件に合う事故が、{fewest}に足りません。条件を一つ外すか、年を増やしてください。")
    hotspots_cards.counts(chosen, counted)
    st.stop()

places = accidents.places(session.database())
top = hotspots.named(table.head(ranking.TOP), places)
lead.html(f'<p class="answer">{hotspots.answer(top)}</p>')
hotspots_cards.expected(chosen, asked, table, top)
