"""Do other ways of asking name other places?"""

import streamlit as st

from charts.accidents import hotspots
from findings.accidents import ranking
from pages.accidents import rankings_cards, selection
from pages.frame import filters, session
from queries import accidents

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
asked = ranking.asked(chosen.selection)
if ranking.counted(asked)["accidents"].sum() == 0:
    lead.html('<p class="answer">選んだ条件に合う事故は、市内の地図にありません。</p>')
    st.info("条件を一つ外してください。")
    st.stop()
places = accidents.places(session.database())
lead.html(f'<p class="answer">{rankings_cards.answer(asked, places, weight)}</p>')
rankings_cards.METHODS[method](chosen, asked, places)
rankings_cards.ranks(chosen, asked, places, weight)
about = hotspots.link(
    "accidents-about", session.kept_address(), "計算のしかたと、翌年の事故をどれだけ当てたか"
)
st.html(f'<p class="note">{about}</p>')
