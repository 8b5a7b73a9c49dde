"""At which places do accidents come together?"""

import streamlit as st

from charts.accidents import conditions, hotspots
from findings.accidents.hotspots import are_few, counts
from pages.accidents import hotspots_cards, selection
from pages.frame import computed

st.title("事故は、どこに集まっているか", anchor=False)
lead = st.empty()
chosen = selection.choose()
if chosen is None:
    lead.html(f'<p class="answer">{conditions.NO_RECORDS_READ}</p>')
    st.info(conditions.HOW_TO_LOAD)
    st.stop()
selection.tell(chosen)
counted = computed.once(counts, chosen.selection)
if not counted:
    lead.html(f'<p class="answer">{conditions.NOWHERE}</p>')
    st.info(conditions.DROP_ONE)
    st.stop()
found = None if are_few(counted) else computed.hotspots(chosen.selection)
if found is None:
    lead.html(f'<p class="answer">{hotspots.TOO_FEW}</p>')
    st.info(hotspots.too_few(in_city=are_few(counted)))
    hotspots_cards.counts(chosen, counted)
    st.stop()

lead.html(f'<p class="answer">{hotspots.top_sentence(found.top)}</p>')
hotspots_cards.expected(chosen, found)
