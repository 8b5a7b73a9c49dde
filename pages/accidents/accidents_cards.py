"""The cards of the first accident page: where, and how much the way of counting matters."""

import html
from collections.abc import Callable
from functools import partial

import streamlit as st

from charts import maps, plain, scopes
from charts.accidents import nation, records, spot
from charts.accidents.conditions import Chosen
from exports import spatial
from findings.accidents import records as found
from findings.accidents.cells import LEAST_DRAWN, counted, picked
from findings.accidents.conditions import in_scope
from findings.accidents.ground import ground
from pages.frame import address, card, cells, session
from stats import mesh


def where(chosen: Chosen, say: Callable[[str], None]) -> None:
    """Draw the map, and the list of a cell that was clicked; `say` is given in words (HTML) where accidents happen."""
    cell = cells.asked()
    if chosen.scope == "nation":
        _in_nation(chosen, say)
    else:
        _by_record(chosen, cell, say)
    if cell:
        _list_of(cell, chosen)


def _widest() -> int:
    """Return how wide a map can get, in pixels."""
    return maps.PAPER if session.is_print() else maps.WIDEST


def _in_nation(chosen: Chosen, say: Callable[[str], None]) -> None:
    """Draw the map of the nation, which has too many records to draw each: cells of 10 km alone."""
    database = session.database()
    selection = in_scope(database, chosen.scope, chosen.selection)
    coarse, totals = found.coarse_cells(database, selection), found.totals(database, selection)
    text = nation.places_sentence(coarse, totals)
    say(html.escape(text))
    card.draw(
        "map",
        records.TITLE,
        nation.figure(ground(database), coarse, widest=_widest()),
        alt=f"{text}{maps.unplaced(totals)}",
        table=nation.table(coarse),
        definition=nation.defined(session.about()["city"]),
        sources=[session.records_source(), "mesh"],
        conditions=chosen.with_map_of(scopes.AREAS["nation"]),
        answer=nation.note(totals),
    )


def _by_record(chosen: Chosen, cell: str | None, say: Callable[[str], None]) -> None:
    """Draw the map of records and 250 m cells of the city or its prefecture."""
    database, about = session.database(), session.about()
    selection = in_scope(database, chosen.scope, chosen.selection)
    framed = None if cells.is_picked(cell, selection) else cell
    totals, here = found.totals(database, selection), ground(database)
    shown = counted(database, selection, here.places, least=LEAST_DRAWN[chosen.scope])
    if chosen.scope == "prefecture":
        area, positions = about["prefecture"], found.positions(database, selection)
        towns = found.municipalities(database, about["prefecture_code"])
        figure = maps.region_map(here, shown.accidents, positions, towns, framed, widest=_widest())
    else:
        area, points = about["city"], found.records(database, selection)
        figure = maps.city_map(here, shown.accidents, points, framed, widest=_widest())
    text, rows = records.in_words(shown, totals, area, chosen.scope), maps.cells_table(shown)
    say(html.escape(text))
    card.draw(
        "map",
        records.TITLE,
        figure,
        alt=f"{text}{maps.unplaced(totals)}",
        table=rows,
        definition=records.map_defined(chosen.scope),
        sources=[session.records_source(), *here.sources],
        conditions=chosen.with_map_of(area),
        answer=records.map_note(totals, can_pick=not session.is_print()),
        geopackage=lambda notes: spatial.geopackage(
            rows,
            [mesh.bounds(code) for code in shown.codes],
            maps.records_table(found.records(database, selection)),
            notes,
        ),
        on_pick=partial(cells.pick, selection=selection),
    )


def _list_of(cell: str, chosen: Chosen) -> None:
    """Draw the records of one cell as a list to save."""
    database = session.database()
    one = picked(database, chosen.selection, ground(database), cell)
    title = records.list_title(one)
    sheet = f"{address.link('この地点のカルテを見る', 'accidents-spot')}　" if one.has_sheet else ""
    links = f"{sheet}{address.link('選択を外す', 'accidents', cell=None)}"
    with st.container(key="card_cell"):
        st.subheader(plain.markdown(title), anchor=False)
        st.html(f'<p class="note">{records.list_note(one)}{links}</p>')
        if one.records:
            card.under(
                "cell",
                title,
                spot.short_table(one.records),
                saved=spot.records_table(one.records),
                definition=records.LIST_DEFINED,
                sources=[session.records_source()],
                conditions=chosen.of_cell(cell),
                is_open=True,
            )
