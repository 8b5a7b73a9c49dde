"""Do other ways of asking name other places?"""

import streamlit as st

from charts.accidents import conditions, rankings
from findings.accidents.hotspots import counts
from pages.accidents import rankings_cards, selection
from pages.frame import address, computed, filters

st.title("数え方を変えると、集中する地点は変わるか", anchor=False)
lead = st.empty()
chosen = selection.choose()
if chosen is None:
    lead.html(f'<p class="answer">{conditions.NO_RECORDS_READ}</p>')
    st.stop()
with st.container(key="filters_method", horizontal=True):
    method = filters.one("地図に出す数え方", "method", list(rankings_cards.METHODS), width=300)
    weight = filters.one(
        "死亡事故1件の重み（負傷事故の何件分か）",
        "fatal_weight",
        list(rankings.WEIGHTS),
        default=rankings.USUAL_WEIGHT,
        width=380,
    )
selection.tell(chosen)
if not computed.once(counts, chosen.selection):
    lead.html(f'<p class="answer">{conditions.NOWHERE}</p>')
    st.info(conditions.DROP_ONE)
    st.stop()
found = computed.rankings(chosen.selection, rankings.WEIGHTS[weight])
lead.html(f'<p class="answer">{rankings.ranks_sentence(found, rankings.WEIGHTS[weight])}</p>')
rankings_cards.METHODS[method](chosen)
if found is not None:
    rankings_cards.ranks(chosen, found, weight)
about = address.link("計算のしかたと、翌年の事故をどれだけ当てたか", "accidents-about")
st.html(f'<p class="note">{about}</p>')
