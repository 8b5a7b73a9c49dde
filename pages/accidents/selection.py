"""The filters of accidents: a drawer of conditions, every one in the address, and what was chosen beside it."""

import html
from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts import words
from charts.accidents import conditions, years
from charts.accidents.conditions import Chosen
from findings.accidents.conditions import (
    Group,
    choices,
    conditions_of,
    group,
    how_many,
    select,
    shown_on_map,
)
from findings.accidents.records import totals
from findings.accidents.years import known_years
from pages.frame import filters, opening, session
from queries.accidents import Selection
from queries.editions import GroupKind, Scope

KINDS: tuple[GroupKind, ...] = (
    "age",
    "party_type",
    "accident_type",
    "hours",
    "weather",
    "road_shape",
    "road_width",
)
"""In the order of the drawer."""

_CONDITIONS = ("basis", "years", "severity", "motorway", *KINDS)
_AREA = "area"


def choose(*, with_map: bool = False) -> Chosen | None:
    """Draw what is chosen and the drawer to change it; return it, None when the edition has no records of the city.

    `with_map` offers the whole prefecture or nation on the map, where the edition has their records.
    """
    if not known_years(session.database(), conditions.BASES[conditions.USUAL_BASIS]):
        return None
    with st.container(key="filters", horizontal=True, vertical_alignment="center"):
        told = st.empty()
        with filters.more((*_CONDITIONS, *([_AREA] if with_map else []))):
            chosen = _choose(with_map=with_map)
        told.html(filters.chips(chosen.short), width="stretch")
    return chosen


def _choose(*, with_map: bool) -> Chosen:
    """Draw the filters in two columns."""
    left, right = st.columns(2)
    with left:
        basis = filters.one("年の数え方", "basis", list(conditions.BASES))
        known = known_years(session.database(), conditions.BASES[basis])
        labels = {words.calendar_year(one.year): one.year for one in known}
        chosen_years = filters.many(basis, "years", list(labels))
        groups = [_group("age"), _group("party_type"), _group("accident_type")]
    with right:
        severity = filters.one("死亡・負傷", "severity", list(conditions.SEVERITIES))
        groups += [_group("hours"), _group("weather"), _group("road_shape"), _road()]
        motorway = filters.one("高速道路", "motorway", list(conditions.MOTORWAYS))
        scope = _area(shown_on_map(session.database())) if with_map else "city"
    selection = select(
        str(session.about()["municipality_code"]),
        groups,
        year_basis=conditions.BASES[basis],
        years=[labels[label] for label in chosen_years],
        severity=conditions.SEVERITIES[severity],
        with_motorway=conditions.MOTORWAYS[motorway],
    )
    return conditions.chosen(conditions_of(known, selection, groups), scope)


def say_none(chosen: Chosen, lead: DeltaGenerator) -> None:
    """Answer that nothing was found under the conditions chosen, and say the way out."""
    lead.html(opening.answer(conditions.NONE, grounds(chosen)))
    st.info(conditions.DROP_ONE)


def grounds(chosen: Chosen, *, within: Callable[[Selection], Selection] | None = None) -> list[str]:
    """Return in full what was chosen, and how many accidents each other definition would count, as HTML."""
    here, database = within or (lambda selection: selection), session.database()
    now = totals(database, here(chosen.selection)).accidents
    counts = how_many(database, {name: here(other) for name, other in chosen.others.items()})
    return [
        f"選んだ条件：{html.escape('、'.join(chosen.conditions))}",
        html.escape(years.others_in_words(now, counts)),
    ]


def _area(offered: Sequence[Scope]) -> Scope:
    """Draw the filter of what the map shows where there is a choice, or the address asks for one that is not there."""
    areas = conditions.areas(offered)
    if len(areas) == 1 and _AREA not in st.query_params:
        return offered[0]
    return areas[filters.one("地図の範囲", _AREA, list(areas))]


def _group(kind: GroupKind) -> Group:
    """Draw a filter over groups of codes, of which several may be chosen."""
    known = choices(session.database(), kind)
    chosen = filters.many(conditions.KINDS[kind], kind, [choice.label for choice in known])
    return group(known, kind, chosen)


def _road() -> Group:
    """Draw the filter of narrow roads, of which one definition may be chosen."""
    known = choices(session.database(), "road_width")
    labels = [conditions.ALL_ROADS, *(choice.label for choice in known)]
    chosen = filters.one(conditions.KINDS["road_width"], "road_width", labels)
    return group(known, "road_width", [label for label in (chosen,) if label != conditions.ALL_ROADS])
