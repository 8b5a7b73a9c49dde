"""What differs from another edition?"""

import streamlit as st

from charts import plain
from charts.goals import editions
from findings.goals.editions import are_of_one_plan, between, default
from pages.frame import card, filters, session
from pages.frame.refusals import refuse
from queries.editions import UnreadableEditionError, available

st.title("別の版と、何が変わったか", anchor=False)
loud, lead = st.empty(), st.empty()
current = session.current()
others = {one.edition_id: one for one in available() if one.edition_id != current.edition_id}
if not others:
    st.info(editions.NO_OTHER)
    st.stop()

asked = st.query_params.get("compare")
if asked and asked not in others:
    refuse(editions.not_compared(asked, current.edition_id))
with st.container(key="filters", horizontal=True):
    names = editions.labels(list(others.values()))
    other = others[filters.coded("比べる版", "compare", names, default=default(current, others))]

older, newer = sorted([current, other], key=lambda one: one.built_at)
try:
    connections = session.database_of(older), session.database_of(newer)
except UnreadableEditionError as error:
    st.error(plain.markdown(str(error)))
    st.stop()
if not are_of_one_plan(*connections):
    st.error(editions.OTHER_PLAN)
    st.stop()
if warning := editions.mixed(older.kind, newer.kind):
    loud.warning(warning)
found = between(*connections)
said = editions.change_sentence(editions.counts(found), older.edition_id, newer.edition_id)
lead.html(f'<p class="answer">{said}</p>')
st.html(f'<p class="note">{editions.which(older.edition_id, newer.edition_id)}</p>')
for kind, table in editions.tables(found).items():
    card.table(kind, editions.HEADINGS[kind], table, definition=editions.DEFINITIONS[kind])
