"""What happens at this spot?"""

import streamlit as st

from charts import plain
from charts.accidents import conditions, spot
from findings.accidents.cells import counted
from findings.accidents.ground import ground
from findings.accidents.spot import can_be_asked
from findings.accidents.spot import spot as find
from pages.accidents import selection, spot_cards, ways_on
from pages.frame import address, cells, computed, empty, filters, opening, session

st.title(opening.question("この地点で、何が起きているか"), anchor=False)
lead = st.empty()
with st.container(key="choose", horizontal=True, vertical_alignment="bottom"):
    place = st.container(width=430)
    chosen = selection.choose()
if chosen is None:
    empty.say(conditions.NO_RECORDS_READ)
    st.stop()
asked, database = cells.asked(), session.database()
here = ground(database)
occupied = counted(database, chosen.selection, here.names).codes
if asked and not can_be_asked(here, occupied, asked):
    st.info(plain.markdown(spot.outside(asked, session.about()["city"])))
    st.html(f'<p class="answer">{address.link("地図に戻る", "accidents", cell=None)}</p>')
    st.stop()
options = spot.options(counted(database, chosen.selection.in_cells(occupied), here.names), asked)
if not options:
    selection.say_none(chosen, lead)
    st.stop()
with place:
    cell = filters.coded(
        "地点（250m区画）を選ぶ", cells.PARAMETER, options, default=next(iter(options)), width=430
    )
one = find(
    database,
    chosen.selection,
    here.names,
    cell,
    asked=chosen.years,
    hotspots=computed.hotspots,
)
grounds = selection.grounds(chosen, within=lambda every: every.in_cells([cell]))
if not one.records:
    lead.html(opening.answer(spot.nothing(cell), [spot.NO_RISK_TOLD, *grounds]))
    spot_cards.close_up(one, chosen)
    ways_on.draw(cell)
    st.stop()
told = spot.spot_grounds(one, left_out=chosen.years.partial, untold=chosen.years.unlike)
lead.html(opening.answer(spot.spot_sentence(one), [*told, *grounds]))
spot_cards.draw(one, chosen)
ways_on.draw(cell)
