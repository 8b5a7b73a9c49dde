"""The screens of this session's edition, and what is said where there are none."""

import html
from collections.abc import Mapping, Sequence
from typing import NoReturn

import streamlit as st

from charts.meeting import order_faults
from charts.meeting import screens as drawn
from charts.meeting.screens import Shown
from findings.meeting import screens
from findings.meeting.order import Fault, Order, order
from findings.meeting.screens import Meeting
from pages.frame import refusals, session

SCREEN = "screen"
"""The condition that names a screen by its place."""


def found() -> Meeting:
    """Return the meeting of this session's edition, computed once for all viewers.

    Raises
    ------
    findings.meeting.order.FaultyOrderError
        Where its running order cannot be followed.
    """
    read = order()
    return _found(str(session.current().path), read.text, read)


@st.cache_resource(show_spinner=False, max_entries=8)
def _found(path: str, text: str, _order: Order) -> Meeting:
    return screens.meeting(session.database(), _order)


def draw(meeting: Meeting, decided: Mapping[str, str]) -> None:
    """Draw all screens, of which meeting.js shows one, and what stands around them; on paper the screens alone.

    `decided` is what stands in the places of what was decided; on the screen these are filled later.
    """
    edition, is_print = session.current(), session.is_print()
    is_sample = edition.kind == "sample"
    shown = Shown(session.with_edition(), decided, on_paper=is_print, is_sample=is_sample)
    if not is_print:
        built_on = f"{edition.built_at:%Y-%m-%d}"
        st.html(drawn.head(meeting, is_sample=is_sample, edition=edition.edition_id, built_on=built_on))
    for place in range(1, len(meeting.screens) + 1):
        st.html(drawn.drawn(meeting, place, shown))
    if not is_print:
        st.html(drawn.foot(meeting, shown))


def refuse_unknown(count: int) -> None:
    """Refuse an address that asks for a screen there is not.

    Raises
    ------
    pages.frame.refusals.RefusedError
        With how many there are.
    """
    refusals.refuse_misspelt("画面", SCREEN)
    asked = st.query_params.get(SCREEN, "1")
    if not asked.isascii() or not asked.isdecimal() or not 1 <= int(asked) <= count:
        refusals.refuse(f"会議に画面「{asked}」はありません。1～{count}の番号で開いてください。")


def refuse(faults: Sequence[Fault]) -> NoReturn:
    """Say what is wrong in the running order, and stop.

    Raises
    ------
    pages.frame.refusals.RefusedError
        Always.
    """
    first, *others = order_faults.sentences(faults)
    listed = "".join(f"<li>{html.escape(one)}</li>" for one in others)
    raise refusals.RefusedError(
        first, f'<ul class="note">{listed}</ul><a href="./" target="_self">概要を開く</a>'
    )
