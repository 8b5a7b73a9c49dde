"""At which places do accidents come together?"""

import streamlit as st

from charts.accidents import hotspots
from findings.accidents.hotspots import FEWEST, counts
from pages.accidents import computed, hotspots_cards, selection
from stats.thresholds import TENDENCY_FROM

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
counted = computed.once(counts, chosen.selection)
if not counted:
    lead.html('<p class="answer">選んだ条件に合う事故は、市内の地図にありません。</p>')
    st.info("条件を一つ外してください。")
    st.stop()
is_few_here = sum(cell.accidents for cell in counted) < TENDENCY_FROM
found = None if is_few_here else computed.hotspots(chosen.selection)
if found is None:
    lead.html('<p class="answer"><b>件数が少なく判定不能</b>です。偶然と区別できる順位はつけられません。</p>')
    fewest = f"市内で{TENDENCY_FROM}件" if is_few_here else f"この版の全域で{FEWEST}件"
    st.info(f"条件に合う事故が、{fewest}に足りません。条件を一つ外すか、年を増やしてください。")
    hotspots_cards.counts(chosen, counted)
    st.stop()

lead.html(f'<p class="answer">{hotspots.top_sentence(found.top)}</p>')
hotspots_cards.expected(chosen, found)
