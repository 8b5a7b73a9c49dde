"""The cards of patterns: time, light and weather, kind and road, season, people, and the items since 2022."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.accidents import cards, people
from charts.accidents.conditions import Chosen
from findings.accidents.patterns import by_hour, by_kind_and_road, by_light_and_weather, by_month
from findings.accidents.people import (
    around_sunset,
    by_age,
    by_age_of_prefecture,
    by_kind,
    of_newer_forms,
    of_party,
)
from pages.frame import card, session


def hours(chosen: Chosen) -> None:
    """Draw accidents by weekday and hour."""
    found = by_hour(session.database(), chosen.selection)
    card.place(cards.hours(chosen, found, [session.records_source()]))


def light(chosen: Chosen) -> None:
    """Draw accidents by light and weather."""
    rows = by_light_and_weather(session.database(), chosen.selection)
    card.place(cards.light(chosen, rows, [session.records_source()]))


def kinds(chosen: Chosen) -> None:
    """Draw accidents by type and road shape."""
    rows = by_kind_and_road(session.database(), chosen.selection)
    card.place(cards.kinds(chosen, rows, [session.records_source()]))


def season(chosen: Chosen) -> None:
    """Draw accidents by month of occurrence, with the shortfall of years that are not whole."""
    found = by_month(session.database(), chosen.selection)
    card.place(cards.season(chosen, found, [session.records_source()]))


def ages(chosen: Chosen) -> None:
    """Draw parties A and B by age band, beside the prefecture where its records were loaded."""
    if chosen.selection.ages:
        with st.container(key="card_people"):
            st.header(people.AGES, anchor=False)
            st.html(f'<p class="note">{people.FILTERED_BY_AGE}</p>')
        return
    database, region = session.database(), str(session.about()["prefecture"])
    rows = by_age(database, chosen.selection)
    wider = by_age_of_prefecture(database, chosen.selection)
    card.place(cards.ages(chosen, rows, wider, region, [session.records_source()]))


def party_kinds(chosen: Chosen) -> None:
    """Draw party A, and party B, by age band and kind."""
    rows = by_kind(session.database(), chosen.selection)
    for party, column in zip(people.PARTIES, _paired("parties"), strict=True):
        if of_party(rows, party):
            with column:
                card.place(cards.party_kinds(chosen, rows, party, [session.records_source()]))


def since_2022(chosen: Chosen) -> None:
    """Draw what only the forms from 2022 on say; with older files only, say that it is missing."""
    database = session.database()
    rows = of_newer_forms(database, chosen.selection)
    with st.container(key="card_since_2022"):
        st.header(people.NEWER_FORMS, anchor=False)
        sunset = around_sunset(database, chosen.selection)
        st.html(f'<p class="note">{people.sunset_in_words(sunset)}</p>')
        if rows:
            card.under(cards.since_2022(chosen, rows, [session.records_source()]))


def _paired(key: str) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return two columns that stay beside each other on paper."""
    with st.container(key=f"paired_{key}"):
        return st.columns(2)


def _first_three(chosen: Chosen) -> None:
    """Draw who, when and how."""
    left, right = _paired("first")
    with left:
        ages(chosen)
    with right:
        hours(chosen)
    kinds(chosen)


def _season_and_light(chosen: Chosen) -> None:
    """Draw the months, the light and the weather, and what newer forms say of the sunset."""
    left, right = _paired("season")
    with left:
        season(chosen)
    with right:
        light(chosen)
    since_2022(chosen)


VIEWS: dict[str, Callable[[Chosen], None]] = {
    "おもな図": _first_three,
    "季節・明るさ": _season_and_light,
    "年齢・乗り物": party_kinds,
}
"""The views of the page by name, each with what draws it."""
