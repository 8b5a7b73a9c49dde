"""Do other ways of asking name other places?"""

import streamlit as st

from findings.accidents.hotspots import counts
from pages.accidents import computed, rankings_cards, selection
from pages.frame import address, filters

st.title("数え方を変えると、集中する地点は変わるか", anchor=False)
lead = st.empty()
chosen = selection.choose()
if chosen is None:
    lead.html('<p class="answer">事故の記録は、この版に読み込まれていません。</p>')
    st.stop()
with st.container(key="filters_method", horizontal=True):
    method = filters.one("地図に出す数え方", "method", list(rankings_cards.METHODS), width=300)
    weight = filters.one(
        "死亡事故1件の重み（負傷事故の何件分か）",
        "fatal_weight",
        list(rankings_cards.WEIGHTS),
        default="10件分",
        width=380,
    )
selection.tell(chosen)
if not computed.once(counts, chosen.selection):
    lead.html('<p class="answer">選んだ条件に合う事故は、市内の地図にありません。</p>')
    st.info("条件を一つ外してください。")
    st.stop()
found = computed.rankings(chosen.selection, rankings_cards.WEIGHTS[weight])
lead.html(f'<p class="answer">{rankings_cards.answer(found, weight)}</p>')
rankings_cards.METHODS[method](chosen)
if found is not None:
    rankings_cards.ranks(chosen, found, weight)
about = address.link("計算のしかたと、翌年の事故をどれだけ当てたか", "accidents-about")
st.html(f'<p class="note">{about}</p>')
