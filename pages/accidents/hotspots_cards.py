"""The cards of the page of hotspots: the map of expected accidents with its list, and the plain map of counts."""

import html
from collections.abc import Sequence

import streamlit as st

from charts import maps
from charts.accidents import hotspots
from charts.accidents.conditions import Chosen
from exports import spatial
from findings.accidents.conditions import recorded
from findings.accidents.ground import ground
from findings.accidents.hotspots import CellCount, Hotspots, staying
from findings.accidents.records import records, totals
from pages.frame import address, card, computed, methods, session
from stats import mesh


def expected(chosen: Chosen, found: Hotspots) -> None:
    """Draw the map of what is to be expected a year, beside the list of the first ten."""
    left, right = st.columns([17, 10])
    with left:
        _expected_map(chosen, found)
    with right, st.container(key="card_ranking"):
        st.subheader("上位の地点", anchor=False)
        st.html(hotspots.top_list(found.top, address.kept("accidents-spot")))
        note = hotspots.list_note(
            methods=address.link("手法の比較", methods.PATH, view=methods.ACCIDENTS),
            about=f'<a href="{html.escape(methods.address(methods.ACCIDENTS, "definition"))}" target="_self">方法</a>',
        )
        st.html(f'<p class="note">{note}</p>')
        others = staying(found, {name: computed.hotspots(other) for name, other in chosen.others.items()})
        st.html(f'<p class="note">{html.escape(hotspots.others_in_words(others, len(found.top)))}</p>')


def _expected_map(chosen: Chosen, found: Hotspots) -> None:
    database = session.database()
    here, rows = ground(database), hotspots.expected_table(found.shown)
    without = totals(database, chosen.selection).without_place
    codes = [cell.name.cell for cell in found.shown]
    card.draw(
        "hotspots",
        "250m区画ごとの事故の見込み",
        hotspots.expected_map(here, found),
        alt=hotspots.in_words(found.top, found.recorded, without),
        table=rows,
        definition=hotspots.expected_defined(
            found.years, is_part=bool(chosen.years.incomplete), recorded=recorded(database)
        ),
        sources=[session.records_source(), *here.sources],
        conditions=chosen.conditions,
        answer=hotspots.map_note(without, can_move=not session.is_print()),
        geopackage=lambda notes: spatial.geopackage(
            rows,
            [mesh.bounds(code) for code in codes],
            maps.records_table(records(database, chosen.selection.in_cells(codes))),
            notes,
        ),
    )


def counts(chosen: Chosen, cells: Sequence[CellCount]) -> None:
    """Draw the plain counts, where nothing more can be said."""
    database = session.database()
    here, text = ground(database), hotspots.counts_sentence(cells)
    card.draw(
        "hotspots_counts",
        "250m区画ごとの件数",
        hotspots.counts_map(here, cells),
        alt=text,
        table=hotspots.counts_table(cells),
        definition=hotspots.counts_defined(recorded(database)),
        sources=[session.records_source(), *here.sources],
        conditions=chosen.conditions,
        answer=text,
    )
