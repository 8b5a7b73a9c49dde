"""Remarkable times that have part in the values of a series."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from charts import words
from charts.events import Event, Mark
from charts.goals.trajectory_words import Point
from findings.goals.plan import Indicator
from queries import Connection, overview
from stats import calendars


def events(connection: Connection, topic: str) -> list[Event]:
    """Return the remarkable times of a topic, oldest first."""
    return [
        Event(row.label, row.starts_on.date(), None if pd.isna(row.ends_on) else row.ends_on.date())
        for row in overview.events(connection, topic=topic).itertuples()
    ]


def sources(connection: Connection, topic: str) -> list[str]:
    """Return the sources of the remarkable times of a topic."""
    return list(overview.events(connection, topic=topic)["source_id"].unique())


def of(listed: Sequence[Event], indicator: Indicator, reported: Sequence[Point]) -> list[Mark]:
    """Return the events that have part in the baseline or a reported value of a series, with those values in words.

    A level is the value of its day; everything else is counted from the beginning of its year.
    """
    values = [(indicator.baseline_on, "基準")] + [(point.on, "実績") for point in reported]
    marks = [
        Mark(
            event,
            [
                f"{name}（{words.period(on, indicator.calendar)}）"
                for on, name in values
                if event.touches(_begins(indicator, on), on)
            ],
        )
        for event in listed
    ]
    return [mark for mark in marks if mark.touched]


def _begins(indicator: Indicator, on: date) -> date:
    """Return the first day of what a value of `on` counts."""
    if indicator.period_type == "level":
        return on
    return calendars.bounds(calendars.year_of(on, indicator.calendar), indicator.calendar)[0]
