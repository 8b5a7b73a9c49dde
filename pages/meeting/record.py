"""What did meetings decide?"""

import streamlit as st

from charts import plain
from charts.meeting import decisions
from findings.meeting.order import FaultyOrderError
from pages.frame import opening, refusals, session
from pages.meeting import decided, meeting_cards
from queries.meetings_file import MeetingsError

st.title(opening.question("会議で、何を決めたか"), anchor=False)
try:
    room = meeting_cards.found()
    held = decided.every_meeting()
except FaultyOrderError as error:
    meeting_cards.refuse(error.faults)
except MeetingsError as error:
    refusals.refuse(str(error))
st.html(opening.answer(decisions.answer(held[0][1], held[0][0]) if held else decisions.NONE_YET))
names = decided.titles(room)
for place, (meeting, known) in enumerate(held):
    with st.container(key=f"card_meeting_{place}"):
        st.header(plain.markdown(f"{meeting.title}　{meeting.when}"), anchor=False)
        st.html(decisions.recorded(known, names, told=meeting != decided.named(room)))
        if not session.is_print():
            decided.save(known, meeting, names, place)
