"""What differs from another edition?"""

import streamlit as st

import queries.overview
from charts import words
from charts.goals import editions
from findings.goals.editions import between, default
from pages.frame import card, filters, session
from queries.editions import UnreadableEditionError, available

st.title("別の版と、何が変わったか", anchor=False)
loud, lead = st.empty(), st.empty()
current = session.current()
others = {one.edition_id: one for one in available() if one.edition_id != current.edition_id}
if not others:
    st.info("このコンピューターには、ほかの版がありません。新しい資料で版を作ると、ここで違いを見られます。")
    st.stop()

asked = st.query_params.get("compare")
if asked and asked not in others:
    same = (
        "は、いま見ている版です。" if asked == current.edition_id else "は、このコンピューターにありません。"
    )
    st.error(f"アドレスで指定された比べる版「{asked}」{same}別の版との違いは表示しません。")
    st.html('<p class="answer"><a href="?" target="_self">比べる版を選び直す</a></p>')
    st.stop()
with st.container(key="filters", horizontal=True):
    names = {
        one.edition_id: editions.label(one.edition_id, one.kind, words.minute(one.built_at))
        for one in others.values()
    }
    other = others[filters.coded("比べる版", "compare", names, default=default(current, others))]

older, newer = sorted([current, other], key=lambda one: one.built_at)
try:
    connections = [session.database_of(one) for one in (older, newer)]
except UnreadableEditionError as error:
    st.error(str(error))
    st.stop()
plans = {queries.overview.edition(one)["plan_id"].iloc[0] for one in connections}
if len(plans) > 1:
    st.error("二つの版は別の計画のものです。指標が違うため、値と状態は比べられません。")
    st.stop()
if warning := editions.mixed(older.kind, newer.kind):
    loud.warning(warning)
found = between(*connections)
said = editions.change_sentence(editions.counts(found), older.edition_id, newer.edition_id)
lead.html(f'<p class="answer">{said}</p>')
st.html(f'<p class="note">{editions.which(older.edition_id, newer.edition_id)}</p>')
for kind, table in editions.tables(found).items():
    card.table(kind, editions.HEADINGS[kind], table, definition=editions.DEFINITIONS[kind])
