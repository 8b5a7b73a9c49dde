"""What is known of a cell that was picked on the map or in its list, and where a cell of a list leads."""

from collections.abc import Callable

import streamlit as st

from charts import maps, plain
from charts.accidents import map_cards, records, spot, target
from charts.accidents.conditions import Chosen
from charts.accidents.places import Links
from findings.accidents.cells import picked
from findings.accidents.ground import Ground, ground
from findings.accidents.target import measure
from pages.frame import address, card, cells, session


def draw(chosen: Chosen) -> None:
    """Draw the records of the cell in the address with a link to its sheet; nothing where none is asked for."""
    cell, database = cells.asked(), session.database()
    if cell is None or chosen.scope == "nation":
        return
    one = picked(database, chosen.selection, ground(database), cell)
    sheet = f"{address.link('この地点のカルテを見る', 'accidents-spot')}　" if one.has_sheet else ""
    links = f"{sheet}{address.link('選択を外す', 'accidents', cell=None)}"
    with st.container(key="card_cell"):
        st.header(plain.markdown(records.list_title(one)), anchor=False)
        st.html(f'<p class="note">{records.list_note(one)}</p><p class="note">{links}</p>')
        if one.records:
            st.html(spot.record_list(one.records, can_scroll=not session.is_print()))
            card.under(map_cards.of_cell(chosen, one, session.records_source()))


def links(here: Ground) -> Callable[[str], Links]:
    """Return what leads from a cell in a list to the map and to its sheet."""
    asked = cells.asked()
    return lambda cell: Links(
        address.to("accidents", cell=cell),
        address.to("accidents-spot", cell=cell) if here.holds(cell) else None,
        is_chosen=cell == asked,
    )


def listed(title: str, items: str, read: str) -> None:
    """Draw the list beside a map (HTML), how it is read, and the measure that accidents tell of."""
    with st.container(key="card_list"):
        st.header(title, anchor=False)
        st.html(f'{items}<p class="note">{read}</p>')
        of_measure()


def of_measure() -> None:
    """Draw the way to the measure that accidents tell of."""
    known = measure(session.database())
    sheet = address.to("goals-sheet", measure=known.measure_id) if known else ""
    st.html(f'<p class="note">{target.measure_link(known, sheet)}</p>')


def widest() -> int:
    """Return how wide a map can get, in pixels."""
    return maps.PAPER if session.is_print() else maps.WIDEST
