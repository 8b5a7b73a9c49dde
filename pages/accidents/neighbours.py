"""Does the city move otherwise than the places around it?"""

import streamlit as st

from charts import plain, words
from charts.accidents import conditions, neighbours
from findings.accidents.neighbours import compare
from pages.accidents import selection
from pages.frame import card, session

city = str(session.about()["city"])
st.title(f"{plain.markdown(city)}の事故は、周りと違う動きをしているか", anchor=False)
lead = st.empty()
chosen = selection.choose()
if chosen is None:
    st.info(conditions.NO_RECORDS)
    st.stop()
selection.tell(chosen)
found = compare(session.database(), chosen.selection, chosen.years.compared)
if found is None:
    st.info(neighbours.nothing(chosen.left_out))
    st.stop()
base, left_out = neighbours.base(found.earlier_years), chosen.left_out
lead.html(
    f'<p class="answer">{neighbours.comparison_sentence(found)}</p>'
    + (f'<p class="note">{left_out}</p>' if left_out else "")
)
if found.is_alone:
    st.info(neighbours.alone(plain.markdown(city)))
card.draw(
    "compared",
    f"{words.calendar_year(found.newest_year)}は、それぞれの{base}の何倍か",
    neighbours.compared(found),
    alt=neighbours.in_words(found),
    table=neighbours.table(found),
    definition=neighbours.compared_defined(found, left_out=left_out),
    sources=[session.records_source()],
    conditions=chosen.conditions,
)
with st.container(key="card_counts"):
    st.subheader("年ごとの件数", anchor=False)
    card.under(
        "counts",
        "周りとの比較：年ごとの件数",
        neighbours.yearly_table(found),
        definition=neighbours.counts_defined(found, left_out=left_out),
        sources=[session.records_source()],
        conditions=chosen.conditions,
        is_open=True,
    )
