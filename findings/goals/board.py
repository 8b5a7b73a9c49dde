"""The board of all measures: in which groups and order they stand, and what needs a decision first."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from findings.goals import states
from findings.goals.states import MeasureState
from stats.goals import decisions, state_words
from stats.goals.decisions import Candidate, Reason

Grouping = Literal["field", "department", "state", "decision"]
"""What the board can be grouped by; `decision` is the order in which decisions are asked for."""

Public = Literal["for_citizens", "for_staff"]
"""Whom a measure is for."""

GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)


@dataclass(frozen=True)
class Urgency:
    """What the order of decisions knows of a measure.

    Attributes
    ----------
    judged
        The measure with its state.
    reason
        The first reason for a decision that applies.
    shortfall
        Largest shortfall of its series, as a share of the way from baseline to target; None without a way.
    is_chance
        True where it counts by chance, as accidents do, and the shortfall is no more than chance.
    is_silent
        True when a series has no report for the year.
    """

    judged: MeasureState
    reason: Reason
    shortfall: float | None
    is_chance: bool
    is_silent: bool


@dataclass(frozen=True)
class Group:
    """Measures under one heading, in the order they are shown.

    Attributes
    ----------
    grouping
        What the board is grouped by.
    name
        The field, department, state or reason.
    members
        The measures.
    """

    grouping: Grouping
    name: str
    members: tuple[Urgency, ...]


@dataclass(frozen=True)
class Decisions:
    """What needs a decision: measures, the most urgent first, and whose reports are missing.

    `silent` are the measures with a series without a report, `silent_departments` those in charge of them with the
    number of such series, the most first; a series of several departments counts for each.
    """

    urgent: tuple[Urgency, ...]
    silent: int
    silent_departments: tuple[tuple[str, int], ...]


def urgency(one: MeasureState) -> Urgency:
    """Return what the order of decisions knows of a measure."""
    candidate = _candidate(one)
    return Urgency(one, decisions.reason(candidate), candidate.shortfall, _is_chance(one), candidate.silent)


def by_urgency(measures: Sequence[MeasureState]) -> list[Urgency]:
    """Return the measures in the order in which decisions are asked for."""
    return [urgency(measures[place]) for place in decisions.order([_candidate(one) for one in measures])]


def needing_decision(measures: Sequence[MeasureState]) -> Decisions:
    """Return the measures that need a decision; silence alone asks for a report, which is told apart."""
    listed = by_urgency(measures)
    silent = [one.judged for one in listed if one.is_silent]
    missing = Counter(
        department
        for one in silent
        for series in one.series
        if series.judgement.state == state_words.NOT_REPORTED
        for department in one.measure.departments
    )
    return Decisions(
        urgent=tuple(one for one in listed if one.reason not in (decisions.SILENT, decisions.NOTHING)),
        silent=len(silent),
        silent_departments=tuple(missing.most_common()),
    )


@dataclass(frozen=True)
class Asked:
    """What is asked of measures; an empty part asks for all.

    Attributes
    ----------
    fields, departments, states
        The field, one of the departments in charge, the state.
    publics
        Whom a measure is for; one of several is enough.
    newness
        True for new measures, False for those carried on.
    """

    fields: Collection[str] = ()
    departments: Collection[str] = ()
    publics: Collection[Public] = ()
    newness: Collection[bool] = ()
    states: Collection[str] = ()


def fields_of(measures: Sequence[MeasureState]) -> list[str]:
    """Return every field of the measures, once, in the plan's order."""
    return list(dict.fromkeys(one.measure.field for one in measures))


def matching(measures: Sequence[MeasureState], asked: Asked) -> list[MeasureState]:
    """Return the measures that are what is asked for, in every part of it."""
    return [
        one
        for one in measures
        if (not asked.fields or one.measure.field in asked.fields)
        and (not asked.departments or set(asked.departments) & set(one.measure.departments))
        and (not asked.publics or any(getattr(one.measure, public) for public in asked.publics))
        and (not asked.newness or one.measure.is_new in asked.newness)
        and (not asked.states or one.state in asked.states)
    ]


def groups(shown: Sequence[MeasureState], grouping: Grouping) -> list[Group]:
    """Return measures in their groups; one of several departments stands in each of its groups."""
    listed = by_urgency(shown) if grouping == "decision" else [urgency(one) for one in shown]
    match grouping:
        case "department":
            departments = states.departments(list(shown))
            return _by_key(listed, grouping, departments, lambda one: one.judged.measure.departments)
        case "state":
            return _by_key(listed, grouping, state_words.STATES, lambda one: [one.judged.state])
        case "decision":
            return _by_key(listed, grouping, decisions.REASONS, lambda one: [one.reason])
        case _:
            fields = dict.fromkeys(one.measure.field for one in shown)
            return _by_key(listed, grouping, fields, lambda one: [one.judged.measure.field])


def _by_key(
    listed: Sequence[Urgency],
    grouping: Grouping,
    keys: Iterable[str],
    keys_of: Callable[[Urgency], Iterable[str]],
) -> list[Group]:
    found = [Group(grouping, key, tuple(one for one in listed if key in set(keys_of(one)))) for key in keys]
    return [group for group in found if group.members]


def _candidate(one: MeasureState) -> Candidate:
    """Return what the order of decisions looks at in a measure."""
    return Candidate(
        state=one.state,
        shortfall=decisions.shortfall([series.judgement for series in one.series]),
        flips=one.flips,
        silent=any(series.judgement.state == state_words.NOT_REPORTED for series in one.series),
    )


def _is_chance(one: MeasureState) -> bool:
    """Tell whether a measure counts by chance, as accidents do, and its shortfall is no more than chance."""
    counted = [series for series in one.series if series.indicator.uncertainty == "poisson"]
    return bool(counted) and all(
        decisions.within_chance(series.judgement, series.indicator.direction) for series in counted
    )
