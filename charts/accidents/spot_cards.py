"""The cards of one 250 m cell, put together from findings."""

import html

from charts import maps, theme
from charts.accidents import spot, years
from charts.accidents.conditions import Chosen
from charts.cards import Card
from findings.accidents.cells import Neighbourhood
from findings.accidents.ground import Ground
from findings.accidents.records import Records
from findings.accidents.spot import Spot
from findings.accidents.years import Marks
from queries import once

BY_YEAR_HIGH = 270  # pixels
MAP_ON_PAPER, BY_YEAR_ON_PAPER, TRAITS_ON_PAPER = (
    260,
    210,
    335,
)  # pixels, so that the page prints on two sheets
TRAITS = "市全体と比べて多い特徴"
BY_YEAR = "年ごとの件数と、半減の確認にかかる年数"


@once
def close_up(
    chosen: Chosen,
    one: Spot,
    near: Neighbourhood,
    here: Ground,
    points: Records,
    source: str,
    *,
    is_on_paper: bool = False,
) -> Card:
    """Return the cell and those around it, with their records; `source` is that of the records."""
    text = spot.around_sentence(near)
    figure = maps.close_up(here, near.counted.accidents, points, one.name.cell)
    if is_on_paper:
        figure.update_layout(height=MAP_ON_PAPER)
    return Card(
        "close_up",
        spot.place_title(one),
        theme.drawn(figure),
        alt=text,
        table=maps.cells_table(near.counted),
        definition=spot.CLOSE_UP_DEFINED,
        sources=[source, *here.sources],
        conditions=chosen.conditions,
        answer=html.escape(text),
        is_drawn=True,
    )


@once
def records(chosen: Chosen, one: Spot, source: str) -> Card:
    """Return the records of the cell as a table."""
    return Card(
        "records",
        f"この区画の事故（{one.name.cell}）",
        None,
        alt="",
        table=spot.short_table(one.records),
        saved=spot.records_table(one.records),
        definition=spot.records_defined(one),
        sources=[source],
        conditions=chosen.of_cell(one.name.cell),
        is_drawn=True,
    )


@once
def traits(chosen: Chosen, one: Spot, source: str, *, is_on_paper: bool = False) -> Card:
    """Return what stands out against the city, where that can be told."""
    figure, text = spot.traits(one.traits), spot.traits_in_words(one.traits)
    if is_on_paper:
        figure.update_layout(height=min(figure.layout.height, TRAITS_ON_PAPER))
    return Card(
        "traits",
        TRAITS,
        theme.drawn(figure),
        alt=text,
        table=spot.traits_table(one.traits),
        definition=spot.traits_defined(one.traits),
        sources=[source],
        conditions=chosen.of_cell(one.name.cell),
        answer=html.escape(text),
        grounds=[html.escape(spot.finding(trait)) for trait in one.traits.findings],
        is_drawn=True,
    )


@once
def by_year(chosen: Chosen, one: Spot, marked: Marks, source: str, *, is_on_paper: bool = False) -> Card:
    """Return the accidents of the cell by year, where it can be told how long a change takes to be seen."""
    if one.halving is None:
        raise ValueError("nothing can be told of a change")
    figure = years.per_year(one.years, marks=marked)
    figure.update_layout(height=BY_YEAR_ON_PAPER if is_on_paper else BY_YEAR_HIGH)
    return Card(
        "spot_years",
        BY_YEAR,
        theme.drawn(figure),
        alt=years.per_year_in_words(one.years),
        table=years.per_year_table(one.years),
        definition=spot.years_defined(one, marked, chosen.left_out),
        sources=[source],
        conditions=chosen.of_cell(one.name.cell),
        answer=spot.halving_sentence(one.halving),
        grounds=spot.halving_grounds(one.halving),
        is_drawn=True,
    )
