"""What was decided, as all browsers that look see it at once, with the ways to write it and to take it along."""

import html
from collections.abc import Mapping
from functools import partial

import streamlit as st

import exports
from charts.meeting import decisions, screens
from findings.goals import states
from findings.meeting.decisions import Decisions, meetings_of, of_meeting
from findings.meeting.screens import Meeting as Room
from pages.frame import card, masthead, menu, session
from pages.meeting import dialog
from pages.meeting.dialog import Place
from queries import meetings
from queries.meetings import Meeting
from queries.meetings_file import MeetingsError

SECONDS = 2
"""How soon a browser shows what was written in another one."""


def draw(room: Room) -> None:
    """Draw what fills the places of the screens, and a button a screen that opens the dialog; the key E presses it."""
    for place in places(room):
        if st.button(f"{place.title}：{decisions.TITLE}を書く", key=f"write_{place.screen_id}"):
            dialog.open_dialog(place)
    _live(named(room), titles(room))


def named(room: Room) -> Meeting:
    """Return a meeting as its decisions name it."""
    return Meeting(room.title, room.when)


def titles(room: Room) -> dict[str, str]:
    """Return what the screens are called, in their order."""
    return {screen.screen_id: screens.title(screen) for screen in room.screens}


def places(room: Room) -> list[Place]:
    """Return where something can be decided: at every screen, the 課 of its measures standing first."""
    everybody = states.departments(
        [one for screen in room.screens if screen.part for one in screen.part.members]
    )
    return [
        Place(
            named(room),
            screen.screen_id,
            screens.title(screen),
            tuple(
                dict.fromkeys(
                    [*(states.departments(list(screen.part.members)) if screen.part else []), *everybody]
                )
            ),
        )
        for screen in room.screens
    ]


def on_paper(room: Room) -> dict[str, str]:
    """Return what stands in the place of every screen of the handout, as HTML; where it cannot be read, why."""
    try:
        known = dialog.found(named(room))
    except MeetingsError as error:
        return dict.fromkeys(titles(room), decisions.fault(str(error)))
    return decisions.slots(known, titles(room), on_paper=True)


def every_meeting() -> list[tuple[Meeting, Decisions]]:
    """Return every meeting that decided something, the last one first, with what it did.

    Raises
    ------
    MeetingsError
        When it cannot be read.
    """
    rows = meetings.rows()
    return [(meeting, of_meeting(rows, meeting)) for meeting in meetings_of(rows)]


@st.fragment(run_every=SECONDS)
def _live(meeting: Meeting, names: Mapping[str, str]) -> None:
    try:
        known = dialog.found(meeting)
    except MeetingsError as error:
        st.html(decisions.to_fill(dict.fromkeys(names, decisions.fault(str(error)))))
        return
    st.html(decisions.to_fill(decisions.slots(known, names)))
    _minutes(known, meeting, names)


def _minutes(known: Decisions, meeting: Meeting, names: Mapping[str, str]) -> None:
    """Draw the links that save the minutes and print them; meeting.js shows them at the end."""
    with st.container(key="minutes", horizontal=True):
        save(known, meeting, names)
        st.html(f'<a href="?{session.print_address()}" target="_blank">印刷する形で開く</a>', width="content")
        to = html.escape(masthead.address(menu.RECORD))
        st.html(f'<a href="{to}" target="_self">会議の記録を開く</a>', width="content")


def save(known: Decisions, meeting: Meeting, names: Mapping[str, str], place: int = 0) -> None:
    """Draw the links that save the minutes of a meeting, the one at a `place` of those on a page."""
    with st.container(key=f"save_{place}", horizontal=True, width="content"):
        notes = _notes(known, meeting)
        name = f"{decisions.saved_name(meeting)}_{notes.edition_id}"
        for label, kind, made in (
            ("会議の記録をExcelで保存", "xlsx", partial(_xlsx, known, names, notes)),
            ("Markdownで保存", "md", partial(_markdown, known, meeting, names, notes)),
        ):
            link = card.file(f"minutes_{kind}_{place}", f"{name}.{kind}", label, made)
            st.html(link, width="content")


def _xlsx(known: Decisions, names: Mapping[str, str], notes: exports.Notes) -> bytes:
    return exports.xlsx(decisions.table(known, names), notes, as_typed=True)


def _markdown(known: Decisions, meeting: Meeting, names: Mapping[str, str], notes: exports.Notes) -> bytes:
    return decisions.markdown(known, meeting, names, notes.lines).encode()


def _notes(known: Decisions, meeting: Meeting) -> exports.Notes:
    """Return what travels with the minutes."""
    about, edition = session.about(), session.current()
    return exports.notes(
        title=f"会議の記録　{meeting.title}　{meeting.when}",
        definition=decisions.DEFINITION,
        conditions=decisions.conditions(known),
        sources=["会議で書かれたもの"],
        licences=["庁内の記録"],
        edition_id=edition.edition_id,
        contact=str(about["contact"]),
        is_sample=edition.kind == "sample"
        or any(one.said.edition_id.endswith("-sample") for one in known.held),
    )
