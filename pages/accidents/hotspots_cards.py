"""The map of what is to be expected of each place, with the first ones beside it; else the plain counts."""

import html
from collections.abc import Sequence
from functools import partial

import streamlit as st

from charts import maps
from charts.accidents import cards, conditions, hotspots
from charts.accidents.conditions import Chosen
from exports import spatial
from findings.accidents.conditions import recorded
from findings.accidents.ground import ground
from findings.accidents.hotspots import CellCount, Hotspots, are_few, staying
from findings.accidents.hotspots import counts as count
from findings.accidents.records import records, totals
from pages.accidents import picked_cards
from pages.accidents.stage import Stage
from pages.frame import card, cells, computed, methods, session
from stats import mesh


def draw(chosen: Chosen, stage: Stage) -> None:
    """Draw the map of expectations and its list; plain counts where too little is known."""
    counted = computed.once(count, chosen.selection)
    if not counted:
        stage.say(conditions.NOWHERE)
        st.info(conditions.DROP_ONE)
        return
    found = None if are_few(counted) else computed.hotspots(chosen.selection)
    if found is None:
        stage.say(hotspots.TOO_FEW)
        with stage.beside:
            st.info(hotspots.too_few(in_city=are_few(counted)))
        with stage.map:
            _counts(chosen, counted)
        return
    others = staying(found, {name: computed.hotspots(other) for name, other in chosen.others.items()})
    stage.say(
        hotspots.top_sentence(found.top),
        [
            *hotspots.top_grounds(found.top),
            hotspots.list_note(
                methods=_link("数え方ごとの比較", "methods"),
                about=_link("方法と出典", "definition"),
            ),
            html.escape(hotspots.others_in_words(others, len(found.top))),
        ],
    )
    with stage.map:
        _expected(chosen, found)
    card.note(cards.top(chosen, found, ground(session.database()), [session.records_source()]))
    with stage.beside:
        items = hotspots.top_list(found.top, picked_cards.links(ground(session.database())))
        picked_cards.listed("上位の地点", items, hotspots.LIST_READ)


def _link(label: str, place: str) -> str:
    """Return a link to a card on the methods of accidents as HTML."""
    return f'<a href="{html.escape(methods.address(methods.ACCIDENTS, place))}" target="_self">{label}</a>'


def _expected(chosen: Chosen, found: Hotspots) -> None:
    database, cell = session.database(), cells.asked()
    codes = [each.name.cell for each in found.shown]
    shown = "hotspots", chosen.selection
    one = cards.expected(
        chosen,
        found,
        ground(database),
        [session.records_source()],
        without_place=totals(database, chosen.selection).without_place,
        recorded=recorded(database),
        framed=None if cells.is_picked(cell, shown) else cell,
        can_move=not session.is_print(),
    )
    card.place(
        one,
        geopackage=lambda notes: spatial.geopackage(
            one.table,
            [mesh.bounds(code) for code in codes],
            maps.records_table(records(database, chosen.selection.in_cells(codes))),
            notes,
        ),
        on_pick=partial(cells.pick, shown=shown),
        fills=True,
    )


def _counts(chosen: Chosen, counted: Sequence[CellCount]) -> None:
    """Draw the plain counts, where nothing more can be said."""
    database = session.database()
    found = ground(database), [session.records_source()], recorded(database)
    card.place(cards.counted(chosen, counted, *found), fills=True)
