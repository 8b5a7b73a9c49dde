"""The screens of a meeting: an edition and the running order in, what each screen shows out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from findings.goals import states
from findings.goals.board import Urgency, by_urgency, fields_of, needing_decision
from findings.goals.states import MeasureState
from findings.goals.themes import themes
from findings.meeting.order import Fault, FaultyOrderError, GivenScreen, Order, ScreenKind, line_of
from findings.overview.overview import Overview, overview_of
from findings.unmeasured import Unmeasured
from queries import Connection, once
from stats.goals.state_words import State

TILES = 6
"""Measures of a part that a screen shows one by one; the others are a number and a link."""

YEARS = 4
"""Years a screen has room for, one below the other."""

PartKind = Literal["recommendation", "field"]
"""What the plan is looked at by: its 提言 or, where it has none, its fields."""


@dataclass(frozen=True)
class Part:
    """One part of the plan, of which a screen tells.

    Attributes
    ----------
    kind, number, name
        What it is called; fields are numbered as the plan lists them.
    members
        Its measures with their states, in the plan's order.
    shown
        Those shown one by one, what needs a decision first.
    by_year
        How many of its measures were in each state by fiscal year of the plan's time, oldest first.
    told
        Topics whose figures are told beside it (`divide`, `accidents`).
    unmeasured
        What it names and no data can tell.
    silent
        The departments that owe a report on its measures, with the number of series, the most first.
    is_last
        True where the year holds the day of every target.
    """

    kind: PartKind
    number: int
    name: str
    members: tuple[MeasureState, ...]
    shown: tuple[Urgency, ...]
    by_year: tuple[tuple[int, Mapping[State, int]], ...]
    told: tuple[str, ...]
    unmeasured: tuple[Unmeasured, ...]
    silent: tuple[tuple[str, int], ...]
    is_last: bool

    @property
    def counts(self) -> dict[State, int]:
        """Return how many of its measures are in each state."""
        return states.counts(list(self.members))


@dataclass(frozen=True)
class Screen:
    """One screen.

    Attributes
    ----------
    screen_id
        Its name for as long as the running order stays: `opening`, `recommendation-1`, `field-2`, `text-1`, `closing`.
    kind
        What it shows.
    title
        The organiser's own title; None where it has the usual one.
    texts, notes
        Paragraphs of a `text`, and what the speaker wants to remember.
    part
        The part of the plan of a `theme`.
    """

    screen_id: str
    kind: ScreenKind
    title: str | None = None
    texts: tuple[str, ...] = ()
    notes: str = ""
    part: Part | None = None


@dataclass(frozen=True)
class Meeting:
    """A meeting: what it is called, when it is, its screens, and what the whole edition says first."""

    title: str
    when: str
    overview: Overview
    screens: tuple[Screen, ...]


@once
def meeting(connection: Connection, order: Order) -> Meeting:
    """Return the meeting of an edition in the order given, or in the usual one.

    Raises
    ------
    FaultyOrderError
        Where the order names a part of the plan that is not there.
    """
    parts = _parts(connection)
    listed = order.given.screen or _usual(parts)
    known = {part.number: part for part in parts}
    lines, faults = order.text.splitlines(), []
    for one, head in zip(order.given.screen, order.heads, strict=True):
        if one.theme is not None and one.theme not in known:
            allowed = [str(number) for number in known]
            faults.append(Fault("theme", line_of("theme", head, lines), "theme", str(one.theme), allowed))
    if faults:
        raise FaultyOrderError(faults)
    return Meeting(
        title=order.given.title,
        when=order.given.when,
        overview=overview_of(connection),
        screens=_screens(listed, known),
    )


def _usual(parts: Sequence[Part]) -> list[GivenScreen]:
    """Return the order that is followed where none is given."""
    themes_of_it = [GivenScreen(kind="theme", theme=part.number) for part in parts]
    return [GivenScreen(kind="opening"), *themes_of_it, GivenScreen(kind="closing")]


def _screens(listed: Sequence[GivenScreen], parts: Mapping[int, Part]) -> tuple[Screen, ...]:
    """Return the screens; one that comes again has a number behind its name."""
    found: list[Screen] = []
    named: dict[str, int] = {}
    for one in listed:
        part = parts[one.theme] if one.theme is not None else None
        name = f"{part.kind}-{part.number}" if part else one.kind
        named[name] = named.get(name, 0) + 1
        screen_id = f"{name}-{named[name]}" if one.kind == "text" or named[name] > 1 else name
        found.append(Screen(screen_id, one.kind, one.title, one.texts, one.notes.strip(), part))
    return tuple(found)


def _parts(connection: Connection) -> list[Part]:
    """Return the 提言 of the plan with their measures; of a plan without any its fields."""
    years = sorted(states.reporting_years(connection)[:YEARS])
    everything = states.history(connection, years)
    newest = everything[years[-1]]
    history = {
        year: measures
        for year, measures in everything.items()
        if not states.overall(measures, year).is_before
    }
    found = [
        _part(
            "recommendation",
            one.theme.theme_no,
            one.theme.name,
            one.members,
            history,
            one.told,
            one.unmeasured,
        )
        for one in themes(connection, "recommendation", newest)
    ]
    return found or [
        _part("field", number, name, [one for one in newest if one.measure.field == name], history)
        for number, name in enumerate(fields_of(newest), 1)
    ]


def _part(
    kind: PartKind,
    number: int,
    name: str,
    members: Sequence[MeasureState],
    history: Mapping[int, Sequence[MeasureState]],
    told: tuple[str, ...] = (),
    unmeasured: tuple[Unmeasured, ...] = (),
) -> Part:
    ids = {one.measure.measure_id for one in members}
    return Part(
        kind=kind,
        number=number,
        name=name,
        members=tuple(members),
        shown=tuple(by_urgency(members)[:TILES]),
        by_year=tuple(
            (year, states.counts([one for one in measures if one.measure.measure_id in ids]))
            for year, measures in history.items()
        ),
        told=told,
        unmeasured=unmeasured,
        silent=needing_decision(members).silent_departments,
        is_last=all(one.is_final for one in members if one.series),
    )
