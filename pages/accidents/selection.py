"""The filters of accidents: every one in the address, named for what it is, and told under them."""

import html
from collections.abc import Callable, Sequence

import streamlit as st

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
from pages.frame import filters, session
from queries.accidents import Selection
from queries.editions import GroupKind, Scope

FURTHER: tuple[GroupKind, ...] = ("accident_type", "hours", "weather", "road_shape")


def choose(*, with_map: bool = False) -> Chosen | None:
    """Draw the filters and return what they ask for; None when the edition has no records of the city.

    `with_map` offers the whole prefecture or nation on the map, where the edition has their records.
    """
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        basis = filters.one("年の数え方", "basis", list(conditions.BASES), width=120)
        known = known_years(session.database(), conditions.BASES[basis])
        if not known:
            return None
        labels = {words.calendar_year(one.year): one.year for one in known}
        chosen_years = filters.many(basis, "years", list(labels))
        groups = [_group("age"), _group("party_type")]
        road = _road()
        motorway = filters.one("高速道路", "motorway", list(conditions.MOTORWAYS), width=100)
        scope = _area(shown_on_map(session.database())) if with_map else "city"
        with filters.more((*FURTHER, "severity")):
            groups.append(_group("accident_type"))
            severity = filters.one("死亡・負傷", "severity", list(conditions.SEVERITIES))
            groups += [_group("hours"), _group("weather"), _group("road_shape"), road]
    selection = select(
        str(session.about()["municipality_code"]),
        groups,
        year_basis=conditions.BASES[basis],
        years=[labels[label] for label in chosen_years],
        severity=conditions.SEVERITIES[severity],
        with_motorway=conditions.MOTORWAYS[motorway],
    )
    return conditions.chosen(conditions_of(known, selection, groups), scope)


def tell(chosen: Chosen, *, within: Callable[[Selection], Selection] | None = None, links: str = "") -> None:
    """Say under the filters what was chosen, and in grey how many accidents each other definition would count.

    `within` narrows or widens what is counted to what the page shows; `links` is HTML beside the conditions.
    """
    here, database = within or (lambda selection: selection), session.database()
    now = totals(database, here(chosen.selection)).accidents
    counts = how_many(database, {name: here(other) for name, other in chosen.others.items()})
    st.html(
        f'<p class="note">選んだ条件：{html.escape("、".join(chosen.conditions))}　{links}</p>'
        f'<p class="note">{html.escape(years.others_in_words(now, counts))}</p>'
    )


def _area(offered: Sequence[Scope]) -> Scope:
    """Draw the filter of what the map shows where there is a choice, or the address asks for one that is not there."""
    areas = conditions.areas(offered)
    if len(areas) == 1 and "area" not in st.query_params:
        return offered[0]
    return areas[filters.one("地図の範囲", "area", list(areas), width=108)]


def _group(kind: GroupKind) -> Group:
    """Draw a filter over groups of codes, of which several may be chosen."""
    known = choices(session.database(), kind)
    chosen = filters.many(conditions.KINDS[kind], kind, [choice.label for choice in known])
    return group(known, kind, chosen)


def _road() -> Group:
    """Draw the filter of narrow roads, of which one definition may be chosen."""
    known = choices(session.database(), "road_width")
    labels = [conditions.ALL_ROADS, *(choice.label for choice in known)]
    chosen = filters.one(conditions.KINDS["road_width"], "road_width", labels, width=172)
    return group(known, "road_width", [label for label in (chosen,) if label != conditions.ALL_ROADS])
