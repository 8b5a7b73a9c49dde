"""What happens at this spot?"""

import streamlit as st

from charts import answers, plain
from charts.accidents import conditions, spot
from findings.accidents.cells import counted
from findings.accidents.ground import ground
from findings.accidents.spot import can_be_asked
from findings.accidents.spot import spot as find
from pages.accidents import selection, spot_cards
from pages.frame import address, cells, computed, filters, session

st.title("この地点で、何が起きているか", anchor=False)
lead = st.empty()
chosen = selection.choose()
if chosen is None:
    st.info(conditions.NO_RECORDS)
    st.stop()
asked, database = cells.asked(), session.database()
here = ground(database)
occupied = counted(database, chosen.selection, here.places).codes
back = address.link("地図に戻る", "accidents", cell=None)
if asked and not can_be_asked(here, occupied, asked):
    st.info(plain.markdown(spot.outside(asked, session.about()["city"])))
    st.html(f'<p class="answer">{back}</p>')
    st.stop()
options = spot.options(counted(database, chosen.selection.in_cells(occupied), here.places), asked)
if not options:
    st.info(conditions.NO_MATCH)
    st.stop()
cell = filters.coded(
    "地点（250m区画）を選ぶ", cells.PARAMETER, options, default=next(iter(options)), width=430
)
selection.tell(chosen, within=lambda every: every.in_cells([cell]), links=back)
one = find(
    database,
    chosen.selection,
    here.places,
    cell,
    asked=chosen.years,
    hotspots=computed.hotspots,
)
if not one.records:
    lead.html(f'<p class="answer">{spot.nothing(cell)}</p>')
    spot_cards.close_up(one, chosen)
    st.stop()
lead.html(
    answers.answer(
        spot.spot_sentence(one),
        spot.spot_grounds(one, left_out=chosen.years.partial, untold=chosen.years.unlike),
    )
)
left, right = st.columns([5, 6])
with left:
    spot_cards.close_up(one, chosen)
    spot_cards.traits(one, chosen)
with right:
    spot_cards.records(one, chosen)
    spot_cards.by_year(one, chosen)
