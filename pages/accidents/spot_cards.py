"""The cards of one 250 m cell: close-up, records, what stands out, over the years, and how long a change takes."""

import html

import streamlit as st

from charts import maps
from charts.accidents import spot, years
from charts.accidents.conditions import Chosen
from exports import spatial
from findings.accidents import records as found
from findings.accidents.cells import neighbourhood
from findings.accidents.ground import ground
from findings.accidents.spot import Spot
from findings.accidents.years import marks
from pages.frame import address, card, cells, session
from stats import mesh

BY_YEAR_HIGH = 270  # pixels
MAP_ON_PAPER, BY_YEAR_ON_PAPER, TRAITS_ON_PAPER = (
    260,
    210,
    335,
)  # pixels, so that the page prints on two sheets


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
    database = session.database()
    here = ground(database)
    near = neighbourhood(database, chosen.selection, here.names, one.name.cell)
    points = found.records(database, chosen.selection.in_cells(near.codes))
    text, rows = spot.around_sentence(near), maps.cells_table(near.counted)
    figure = maps.close_up(here, near.counted.accidents, points, one.name.cell)
    if session.is_print():
        figure.update_layout(height=MAP_ON_PAPER)
    card.draw(
        "close_up",
        spot.place_title(one),
        figure,
        alt=text,
        table=rows,
        definition=spot.CLOSE_UP_DEFINED,
        sources=[session.records_source(), *here.sources],
        conditions=chosen.conditions,
        answer=html.escape(text),
        is_drawn=True,
        geopackage=lambda notes: spatial.geopackage(
            rows, [mesh.bounds(code) for code in near.counted.codes], maps.records_table(points), notes
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
        card.under(
            "records",
            f"この区画の事故（{one.name.cell}）",
            spot.short_table(one.records),
            saved=spot.records_table(one.records),
            definition=spot.records_defined(one),
            sources=[session.records_source()],
            conditions=chosen.of_cell(one.name.cell),
            is_drawn=True,
        )


def traits(one: Spot, chosen: Chosen) -> None:
    """Draw what stands out against the city; with few accidents, why nothing is said."""
    title, text = "市全体と比べて多い特徴", spot.traits_in_words(one.traits)
    if one.traits.is_too_few:
        _say("traits", title, text)
        return
    figure = spot.traits(one.traits)
    if session.is_print():
        figure.update_layout(height=min(figure.layout.height, TRAITS_ON_PAPER))
    card.draw(
        "traits",
        title,
        figure,
        alt=text,
        table=spot.traits_table(one.traits),
        definition=spot.traits_defined(one.traits),
        sources=[session.records_source()],
        conditions=chosen.of_cell(one.name.cell),
        answer=html.escape(text),
        grounds=[html.escape(spot.finding(trait)) for trait in one.traits.findings],
        is_drawn=True,
    )


def by_year(one: Spot, chosen: Chosen) -> None:
    """Draw the cell's accidents by year, and how many years it takes to confirm that they halved."""
    title, text = "年ごとの件数と、半減の確認にかかる年数", years.per_year_in_words(one.years)
    if one.halving is None:
        _say("spot_years", title, f"{text}{chosen.left_out}")
        return
    marked, high = marks(session.database()), BY_YEAR_ON_PAPER if session.is_print() else BY_YEAR_HIGH
    card.draw(
        "spot_years",
        title,
        years.per_year(one.years, marks=marked).update_layout(height=high),
        alt=text,
        table=years.per_year_table(one.years),
        definition=spot.years_defined(one, marked, chosen.left_out),
        sources=[session.records_source()],
        conditions=chosen.of_cell(one.name.cell),
        answer=spot.halving_sentence(one.halving),
        grounds=spot.halving_grounds(one.halving),
        is_drawn=True,
    )


def _say(key: str, title: str, text: str) -> None:
    """Draw a card that says why it has no chart."""
    with st.container(key=f"card_{key}"):
        st.header(title, anchor=False)
        st.html(f'<p class="note">{html.escape(text)}</p>')
