"""What happens at this spot?"""

import streamlit as st

from charts import cell_names
from charts.accidents import spot
from findings.accidents.cells import counted
from findings.accidents.ground import ground
from findings.accidents.spot import spot as find
from pages.accidents import cells, computed, selection, spot_cards
from pages.frame import address, filters, session

st.title("この地点で、何が起きているか", anchor=False)
lead = st.empty()
chosen = selection.choose()
if chosen is None:
    st.info(selection.NO_RECORDS)
    st.stop()
asked = cells.asked()
here = ground(session.database())
occupied = counted(session.database(), chosen.selection, here.places).codes
back = address.link("地図に戻る", "accidents", cell=None)
if asked and not here.holds(asked) and asked not in occupied:
    st.info(f"区画{asked}は{session.about()['city']}の外です。地点カルテは市内の区画だけにあります。")
    st.html(f'<p class="answer">{back}</p>')
    st.stop()
every = counted(session.database(), chosen.selection.in_cells(occupied), here.places)
options = {
    name.cell: f"{cell_names.called(name)}　{count}件（{name.cell}）"
    for name, count in zip(every.names, every.accidents.values(), strict=True)
}
if asked and asked not in options:
    options = {asked: f"事故の記録なし（{asked}）", **options}
if not options:
    st.info(selection.NO_MATCH)
    st.stop()
cell = filters.coded(
    "地点（250m区画）を選ぶ", cells.PARAMETER, options, default=next(iter(options)), width=430
)
selection.tell(chosen, within=lambda asked_of: asked_of.in_cells([cell]), links=back)
one = find(
    session.database(),
    chosen.selection,
    here.places,
    cell,
    asked=chosen.years,
    hotspots=computed.hotspots,
)
if not one.records:
    lead.html(
        f'<p class="answer">区画{cell}に、条件に合う事故の記録はありません。'
        "記録がないことは、危険がないことを意味しません。</p>"
    )
    spot_cards.close_up(one, chosen)
    st.stop()
sentence = spot.spot_sentence(one, left_out=chosen.years.partial, untold=chosen.years.unlike)
lead.html(f'<p class="answer">{sentence}</p>')
left, right = st.columns([5, 6])
with left:
    spot_cards.close_up(one, chosen)
    spot_cards.traits(one, chosen)
with right:
    spot_cards.records(one, chosen)
    spot_cards.years(one, chosen)
