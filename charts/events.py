"""Remarkable times on the time axis of a series: as a band behind it, named over the plot, and in a sentence."""

from collections.abc import Iterable
from datetime import date

import plotly.graph_objects as go

from charts import theme, words
from findings.events import Event
from findings.goals.marks import Mark, Touched


def band(figure: go.Figure, begins: float | date, ends: float | date) -> None:
    """Draw a time behind everything else, between two places of the time axis."""
    figure.add_vrect(x0=begins, x1=ends, fillcolor=theme.PERIOD, line={"width": 0}, layer="below")


def key(events: Iterable[Event]) -> str:
    """Return what the bands of a plot are."""
    return f"灰色の帯：{words.listing(event.name for event in events)}"


def period(event: Event) -> str:
    """Return from when to when a time is."""
    return words.day(event.starts_on) + (f"～{words.day(event.ends_on)}" if event.ends_on else "から")


def sentence(event: Event) -> str:
    """Return what a band is, and from when to when."""
    return f"灰色の帯は{event.label}の期間（{period(event)}）です。"


def touched(marks: Iterable[Mark]) -> str:
    """Return what the bands of a series are, and which of its values fall into them, as sentences."""
    return "".join(
        f"{sentence(mark.event)}{words.listing(_value(mark, one) for one in mark.touched)}は、"
        "この期間（一部だけの年を含む）の値です。"
        for mark in marks
    )


def _value(mark: Mark, touched: Touched) -> str:
    name = "基準" if touched.is_baseline else "実績"
    return f"{name}（{words.period(touched.on, mark.calendar)}）"
