"""Remarkable times that have part in the values of a series: what its axis is marked with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from findings.events import Event
from findings.goals.plan import Indicator
from stats import calendars
from stats.calendars import Calendar


@dataclass(frozen=True)
class Touched:
    """A value of a series by its day: the plan's baseline, or a reported one."""

    on: date
    is_baseline: bool


@dataclass(frozen=True)
class Mark:
    """An event on the axis of one series, with the values of the series whose period has a day of it.

    `calendar` says which years the series counts.
    """

    event: Event
    touched: Sequence[Touched]
    calendar: Calendar


def marks(listed: Sequence[Event], indicator: Indicator, reported: Iterable[date]) -> list[Mark]:
    """Return the events that have part in the baseline of a series or in a value reported for one of these days.

    A level is the value of its day; everything else is counted from the beginning of its year.
    """
    values = [
        Touched(indicator.baseline_on, is_baseline=True),
        *(Touched(on, is_baseline=False) for on in reported),
    ]
    marked = [
        Mark(
            event,
            tuple(one for one in values if event.touches(_begins(indicator, one.on), one.on)),
            indicator.calendar,
        )
        for event in listed
    ]
    return [mark for mark in marked if mark.touched]


def _begins(indicator: Indicator, on: date) -> date:
    """Return the first day of what a value of `on` counts."""
    if indicator.period_type == "level":
        return on
    return calendars.bounds(calendars.year_of(on, indicator.calendar), indicator.calendar)[0]
