"""The slides of accidents, of all years: where, how many and what comes, beside the neighbours, when and to whom."""

import html
from dataclasses import replace

from charts.accidents import cards, conditions, hotspots, neighbours, outlook, patterns, target
from charts.accidents.conditions import Chosen
from charts.cards import Card
from findings.accidents import outlook as foretold
from findings.accidents.compared import compared
from findings.accidents.conditions import choices, conditions_of, group, recorded, select
from findings.accidents.ground import ground
from findings.accidents.hotspots import are_few, counts, expected
from findings.accidents.neighbours import alone, compare
from findings.accidents.patterns import by_hour, by_kind_and_road
from findings.accidents.people import by_age, by_age_of_prefecture
from findings.accidents.records import totals
from findings.accidents.target import held_against
from findings.accidents.years import compared as whole_years
from findings.accidents.years import counts as yearly_counts
from findings.accidents.years import known_years, marks, per_year, untold_files
from findings.city import city
from findings.records import accident_records
from publish.notes import plan_source
from publish.slides.topic import Topic
from queries import Connection

QUESTION = "どこで、何件起きているか。増えているか。いつ、誰に起きているか"

SUBJECT = "人身事故は、"
"""What the sentence of the years speaks of, which on its page stands in the heading."""


def topic(connection: Connection) -> Topic:
    """Return accidents as slides; without records only that there are none."""
    chosen = usual(connection)
    if chosen is None:
        return Topic(QUESTION, conditions.NO_RECORDS_READ, [], [], [])
    where, over_years = _where(connection, chosen), trend(connection, chosen)
    kinds, hours = by_kind_and_road(connection, chosen.selection), by_hour(connection, chosen.selection)
    if not kinds:
        return Topic(QUESTION, conditions.NONE, [], chosen.conditions, [])
    said = [
        over_years[0].headline,
        *(one.headline for one in where[:1]),
        html.escape(patterns.headline(kinds, hours)),
    ]
    of_records = [accident_records(connection).source_id]
    region = city(connection).prefecture
    people = by_age(connection, chosen.selection)
    wider = by_age_of_prefecture(connection, chosen.selection)
    return Topic(
        QUESTION,
        "".join(said),
        [html.escape(ground) for ground in patterns.grounds(kinds, hours)],
        chosen.conditions,
        [
            *where,
            *over_years,
            cards.ages(chosen, people, wider, region, of_records),
            cards.hours(chosen, hours, of_records),
            cards.kinds(chosen, kinds, of_records),
        ],
    )


def usual(connection: Connection) -> Chosen | None:
    """Return what pages of accidents show until a reader asks for something else; None without records of the city."""
    known = known_years(connection, conditions.BASES[conditions.USUAL_BASIS])
    if not known:
        return None
    groups = [group(choices(connection, kind), kind, []) for kind in conditions.KINDS]
    selection = select(
        city(connection).municipality_code,
        groups,
        year_basis=conditions.BASES[conditions.USUAL_BASIS],
        years=[],
        severity=None,
        with_motorway=False,
    )
    return conditions.chosen(conditions_of(known, selection, groups), "city")


def _where(connection: Connection, chosen: Chosen) -> list[Card]:
    """Return the map of expectations with the first places, the map of plain counts where too little is known."""
    here = ground(connection)
    sites, of_records = compared(connection, here), [accident_records(connection).source_id]
    counted = counts(connection, sites, chosen.selection)
    if not counted:
        return []
    found = None if are_few(counted) else expected(connection, sites, chosen.selection)
    if found is None:
        one = cards.counted(chosen, counted, here, of_records, recorded(connection))
        return [replace(one, headline=hotspots.TOO_FEW)]
    without = totals(connection, chosen.selection).without_place
    return [
        cards.expected(chosen, found, here, of_records, without_place=without, recorded=recorded(connection)),
        cards.top(chosen, found, here, of_records),
    ]


def trend(connection: Connection, chosen: Chosen) -> list[Card]:
    """Return accidents by year with what may come, how such forecasts fared, and the city beside its neighbours."""
    about, of_records = city(connection), [accident_records(connection).source_id]
    of_both = [plan_source(connection), *of_records]
    rows = per_year(connection, chosen.selection, chosen.years)
    newest = held_against(connection, chosen.selection, chosen.years)
    ahead = None if newest is None else foretold.outlook(connection)
    moved = alone(about.city, whole_years(rows, chosen.years))
    _, other = chosen.reference
    by_year = cards.per_year(
        chosen, rows, yearly_counts(connection, other), marks(connection), newest, ahead, of_both
    )
    grounds = [neighbours.moved(moved), *target.said(newest, untold_files(connection))]
    found = [
        replace(
            by_year,
            headline=f"{SUBJECT}{outlook.outlook_sentence(moved, newest, ahead)}",
            grounds=[ground for ground in grounds if ground],
        )
    ]
    if ahead is not None:
        found.append(cards.fared(ahead, foretold.learnt(connection), of_both))
    beside = compare(connection, chosen.selection, chosen.years.compared)
    if beside is not None and not beside.is_alone:
        one = cards.beside_neighbours(chosen, beside, about.city, "", of_records)
        found.append(
            replace(one, headline=neighbours.comparison_sentence(beside), grounds=neighbours.grounds(beside))
        )
    return found
