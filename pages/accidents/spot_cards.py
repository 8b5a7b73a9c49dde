"""The cards of one 250 m cell: close-up, records, what stands out, over the years, and how long a change takes."""

import html

import streamlit as st

from charts import maps
from charts.accidents import spot, spot_cards, years
from charts.accidents.conditions import Chosen
from exports import spatial
from findings.accidents import records as found
from findings.accidents.cells import neighbourhood
from findings.accidents.ground import ground
from findings.accidents.spot import Spot
from findings.accidents.years import marks
from pages.frame import address, card, cells, session
from stats import mesh


def draw(one: Spot, chosen: Chosen) -> None:
    """Draw all cards of a cell with accidents: two columns on the screen; on paper the list of records is as wide."""
    with st.container(key="paired"):
        left, right = st.columns([5, 6])
    is_print = session.is_print()
    with left:
        close_up(one, chosen)
        if not is_print:
            by_year(one, chosen)
    with right:
        if not is_print:
            records(one, chosen)
        traits(one, chosen)
    if is_print:
        records(one, chosen)
        by_year(one, chosen)


def close_up(one: Spot, chosen: Chosen) -> None:
    """Draw the cell and those around it, with links to each."""
    database, source = session.database(), session.records_source()
    here = ground(database)
    near = neighbourhood(database, chosen.selection, here.names, one.name.cell)
    points = found.records(database, chosen.selection.in_cells(near.codes))
    drawn = spot_cards.close_up(chosen, one, near, here, points, source, is_on_paper=session.is_print())
    card.place(
        drawn,
        geopackage=lambda notes: spatial.geopackage(
            drawn.table,
            [mesh.bounds(code) for code in near.counted.codes],
            maps.records_table(points),
            notes,
        ),
        on_pick=cells.pick,
    )
    links = {code: html.escape(address.to("accidents-spot", cell=code)) for code in near.codes}
    with st.container(key="card_around"):
        st.html(spot.around(near, links))


def records(one: Spot, chosen: Chosen) -> None:
    """Draw the cell's records as sentences, with the table to save."""
    with st.container(key="card_records"):
        st.header("ここで起きた事故", anchor=False)
        st.html(spot.record_list(one.records, can_scroll=not session.is_print()))
        card.under(spot_cards.records(chosen, one, session.records_source()))


def traits(one: Spot, chosen: Chosen) -> None:
    """Draw what stands out against the city; with few accidents, why nothing is said."""
    if one.traits.is_too_few:
        _say("traits", spot_cards.TRAITS, spot.traits_in_words(one.traits))
        return
    card.place(spot_cards.traits(chosen, one, session.records_source(), is_on_paper=session.is_print()))


def by_year(one: Spot, chosen: Chosen) -> None:
    """Draw the cell's accidents by year, and how many years it takes to confirm that they halved."""
    if one.halving is None:
        _say("spot_years", spot_cards.BY_YEAR, f"{years.per_year_in_words(one.years)}{chosen.left_out}")
        return
    marked, source = marks(session.database()), session.records_source()
    card.place(spot_cards.by_year(chosen, one, marked, source, is_on_paper=session.is_print()))


def _say(key: str, title: str, text: str) -> None:
    """Draw a card that says why it has no chart."""
    with st.container(key=f"card_{key}"):
        st.header(title, anchor=False)
        st.html(f'<p class="note">{html.escape(text)}</p>')
