"""The map of counts with the busiest places beside it."""

import html
from functools import partial

from charts import maps
from charts.accidents import map_cards, nation, records, target
from charts.accidents.conditions import Chosen
from exports import spatial
from findings.accidents import records as found
from findings.accidents.cells import LEAST_DRAWN, counted
from findings.accidents.conditions import in_scope
from findings.accidents.ground import ground
from findings.accidents.target import latest
from findings.accidents.years import untold_files
from pages.accidents import picked_cards
from pages.accidents.stage import Stage
from pages.frame import card, cells, session
from stats import mesh


def draw(chosen: Chosen, stage: Stage) -> None:
    """Draw the map of records and cells of the city or its prefecture, or the cells of the nation, and its list."""
    if chosen.scope == "nation":
        _in_nation(chosen, stage)
    else:
        _by_record(chosen, stage)


def _target() -> tuple[str, ...]:
    """Return what the records say against the target, and which years are not held against it."""
    database = session.database()
    return target.said(latest(database), untold_files(database))


def _in_nation(chosen: Chosen, stage: Stage) -> None:
    """Draw the map of the nation, which has too many records to draw each: cells of 10 km alone."""
    database = session.database()
    selection = in_scope(database, chosen.scope, chosen.selection)
    coarse, totals = found.coarse_cells(database, selection), found.totals(database, selection)
    text = nation.places_sentence(coarse, totals)
    stage.say(nation.answer(coarse, totals), [html.escape(text), *_target()])
    city, source = str(session.about()["city"]), session.records_source()
    with stage.map:
        card.place(
            map_cards.of_nation(
                chosen, coarse, totals, ground(database), city, source, widest=picked_cards.widest()
            ),
            fills=True,
        )
    with stage.beside:
        picked_cards.listed(records.BUSIEST, nation.busiest(coarse), records.BUSIEST_READ)


def _by_record(chosen: Chosen, stage: Stage) -> None:
    """Draw the map of records and 250 m cells of the city or its prefecture."""
    database, about, cell = session.database(), session.about(), cells.asked()
    selection = in_scope(database, chosen.scope, chosen.selection)
    picking = "map", selection
    totals, here = found.totals(database, selection), ground(database)
    shown = counted(database, selection, here.names, least=LEAST_DRAWN[chosen.scope])
    source, widest, can_pick = session.records_source(), picked_cards.widest(), not session.is_print()
    framed = None if cells.is_picked(cell, picking) else cell
    if chosen.scope == "prefecture":
        area, positions = str(about["prefecture"]), found.positions(database, selection)
        towns = found.municipalities(database, str(about["prefecture_code"]))
        one = map_cards.of_prefecture(
            chosen,
            shown,
            totals,
            here,
            positions,
            towns,
            area,
            source,
            framed=framed,
            widest=widest,
            can_pick=can_pick,
        )
    else:
        area, points = str(about["city"]), found.records(database, selection)
        one = map_cards.of_city(
            chosen, shown, totals, here, points, area, source, framed=framed, widest=widest, can_pick=can_pick
        )
    text = records.in_words(shown, totals, area, chosen.scope)
    stage.say(records.answer(shown, totals, area, chosen.scope), [html.escape(text), *_target()])
    with stage.map:
        card.place(
            one,
            geopackage=lambda notes: spatial.geopackage(
                one.table,
                [mesh.bounds(code) for code in shown.codes],
                maps.records_table(found.records(database, selection)),
                notes,
            ),
            on_pick=partial(cells.pick, shown=picking),
            fills=True,
        )
    with stage.beside:
        items = records.busiest(shown, picked_cards.links(here))
        picked_cards.listed(records.BUSIEST, items, records.BUSIEST_READ)
