"""The cards of patterns: time, light and weather, kind and road, season, people, and the items since 2022."""

import streamlit as st

from charts.accidents import patterns, people
from findings.accidents.patterns import by_hour, by_kind_and_road, by_light_and_weather, by_month
from findings.accidents.people import around_sunset, by_age, by_age_of_prefecture, by_kind, of_newer_forms
from pages.accidents.selection import Chosen
from pages.frame import card, session


def hours(chosen: Chosen) -> None:
    """Draw accidents by weekday and hour."""
    found = by_hour(session.database(), chosen.selection)
    text = patterns.busiest_sentence(found)
    card.draw(
        "hours",
        "何曜日の何時に多いか",
        patterns.by_hour_and_weekday(found),
        alt=text,
        table=patterns.hours_table(found),
        definition=patterns.hours_defined(found),
        sources=[session.records_source()],
        conditions=chosen.conditions,
        answer=text,
    )


def light(chosen: Chosen) -> None:
    """Draw accidents by light and weather."""
    rows = by_light_and_weather(session.database(), chosen.selection)
    text = patterns.frequent_sentence(rows)
    card.draw(
        "light",
        "明るさと天候",
        patterns.crossed(rows),
        alt=text,
        table=patterns.crossed_table(rows, name="昼夜"),
        definition=patterns.light_defined(rows),
        sources=[session.records_source()],
        conditions=chosen.conditions,
        answer=text,
    )


def kinds(chosen: Chosen) -> None:
    """Draw accidents by type and road shape."""
    rows = by_kind_and_road(session.database(), chosen.selection)
    text = patterns.frequent_sentence(rows)
    card.draw(
        "kinds",
        "どんな道で、どんな事故か",
        patterns.crossed(rows, turned=True, height=420),
        alt=text,
        table=patterns.crossed_table(rows, name="道路形状", turned=True),
        definition=patterns.kinds_defined(rows),
        sources=[session.records_source()],
        conditions=chosen.conditions,
        answer=text,
    )


def season(chosen: Chosen) -> None:
    """Draw accidents by month of occurrence, with the shortfall of years that are not whole."""
    found = by_month(session.database(), chosen.selection)
    text = patterns.season_in_words(found)
    card.draw(
        "season",
        "何月に多いか",
        patterns.season(found),
        alt=text,
        table=patterns.season_table(found),
        definition=patterns.season_defined(found),
        sources=[session.records_source()],
        conditions=chosen.conditions,
        answer=text,
    )


def ages(chosen: Chosen) -> None:
    """Draw parties A and B by age band, beside the prefecture where its records were loaded."""
    if chosen.selection.ages:
        with st.container(key="card_people"):
            st.subheader("当事者A・Bの年齢層", anchor=False)
            st.html('<p class="note">年齢層で絞り込んでいるあいだは、年齢の内訳を表示しません。</p>')
        return
    database, region = session.database(), str(session.about()["prefecture"])
    rows = by_age(database, chosen.selection)
    wider = by_age_of_prefecture(database, chosen.selection)
    text = people.people_in_words(rows)
    card.draw(
        "people",
        "当事者A・Bの年齢層",
        people.people_by_age(rows, wider, region=region),
        alt=text,
        table=people.people_table(rows, wider, region=region),
        definition=people.ages_defined(region if wider else None),
        sources=[session.records_source()],
        conditions=chosen.conditions,
        answer=text,
    )


def party_kinds(chosen: Chosen) -> None:
    """Draw party A, and party B, by age band and kind."""
    rows = by_kind(session.database(), chosen.selection)
    for party, column in zip(people.PARTIES, st.columns(2), strict=True):
        mine = [one for one in rows if one.party_order == party]
        if not mine:
            continue
        name = people.PARTIES[party]
        with column:
            card.draw(
                f"party_{party}",
                f"{name}：年齢層と種別",
                people.kinds(rows, party=party),
                alt=people.kinds_in_words(mine),
                table=people.kinds_table(mine),
                definition=people.kinds_defined(mine),
                sources=[session.records_source()],
                conditions=chosen.conditions,
                answer=people.kinds_in_words(mine),
            )


def since_2022(chosen: Chosen) -> None:
    """Draw what only the forms from 2022 on say; with older files only, say that it is missing."""
    database = session.database()
    sunset = people.sunset_in_words(around_sunset(database, chosen.selection))
    rows = of_newer_forms(database, chosen.selection)
    with st.container(key="card_since_2022"):
        st.subheader("2022年の様式から分かること", anchor=False)
        st.html(f'<p class="note">{sunset}</p>')
        if not rows:
            return
        card.under(
            "since_2022",
            "2022年の様式から分かること",
            people.since_2022_table(rows),
            definition=people.SINCE_2022,
            sources=[session.records_source()],
            conditions=chosen.conditions,
        )
