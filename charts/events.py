"""Remarkable times on the time axis of a series: as a band behind it, named over the plot, and in a sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from charts import words

GROUND = "#E8ECF0"


@dataclass(frozen=True)
class Event:
    """A remarkable time; `ends` is None for a lasting change."""

    label: str
    begins: date
    ends: date | None

    @property
    def name(self) -> str:
        """Return the label without what stands in brackets."""
        return self.label.split("（")[0]

    @property
    def period(self) -> str:
        """Return from when to when."""
        return words.day(self.begins) + (f"～{words.day(self.ends)}" if self.ends else "から")

    def touches(self, begins: date, ends: date) -> bool:
        """Return whether a period has a day of the event."""
        return self.begins <= ends and begins <= (self.ends or ends)


@dataclass(frozen=True)
class Mark:
    """An event on the axis of one series, with the values of the series (in words) whose period has a day of it."""

    event: Event
    touched: Sequence[str]


def band(figure: go.Figure, begins: float | date, ends: float | date) -> None:
    """Draw a time behind everything else, between two places of the time axis."""
    figure.add_vrect(x0=begins, x1=ends, fillcolor=GROUND, line={"width": 0}, layer="below")


def key(events: Iterable[Event]) -> str:
    """Return what the bands of a plot are."""
    return f"灰色の帯：{words.listing(event.name for event in events)}"


def sentence(event: Event) -> str:
    """Return what a band is, and from when to when."""
    return f"灰色の帯は{event.label}の期間（{event.period}）です。"


def touched(marks: Iterable[Mark]) -> str:
    """Return what the bands of a series are, and which of its values fall into them, as sentences."""
    return "".join(
        f"{sentence(mark.event)}{words.listing(mark.touched)}は、この期間（一部だけの年を含む）の値です。"
        for mark in marks
    )
