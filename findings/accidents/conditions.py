"""The conditions accidents are asked for under: choices over codes, and the same under another definition."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from findings.accidents.records import totals
from findings.accidents.years import Asked, Recorded, asked, untold
from findings.city import city
from findings.rows import read, read_one
from queries import Connection, accidents, once
from queries.accidents import Selection, Severity, YearBasis
from queries.editions import Extent, GroupKind, Scope

SCOPES: tuple[Scope, ...] = ("city", "prefecture", "nation")
"""What a map can show, the narrowest first."""


class Definition(StrEnum):
    """What another definition changes: a choice over the same codes, motorways, or how years are counted."""

    CHOICE = "choice"
    WITH_MOTORWAY = "with_motorway"
    WITHOUT_MOTORWAY = "without_motorway"
    WITHOUT_MOTORWAY_WHERE_TOLD = "without_motorway_where_told"
    FILE_YEARS = "file_years"
    YEARS_OF_OCCURRENCE = "years_of_occurrence"


@dataclass(frozen=True)
class Choice:
    """A choice by its label: the codes (or hours) it stands for, and what it includes, where that needs saying."""

    label: str
    codes: tuple[str, ...]
    definition: str | None


@dataclass(frozen=True)
class Other:
    """The same conditions under another definition; `choice` is the label of the other choice, where it is one."""

    definition: Definition
    selection: Selection
    choice: str | None = None


@dataclass(frozen=True)
class Group:
    """What was chosen of a kind; `others` are the codes under another choice over the same codes, by its label."""

    kind: GroupKind
    chosen: tuple[Choice, ...]
    others: dict[str, list[str]]

    @property
    def codes(self) -> list[str] | None:
        """Return the codes asked for, in the order of the choices; None where nothing was chosen."""
        return [code for choice in self.chosen for code in choice.codes] or None


@dataclass(frozen=True)
class Conditions:
    """A selection with the choices that make it, the years it asks for, and the same under other definitions."""

    selection: Selection
    groups: tuple[Group, ...]
    years: Asked
    others: tuple[Other, ...]

    @property
    def of_same_party(self) -> bool:
        """Return whether two conditions are asked of one party, which must meet both."""
        return self.selection.ages is not None and self.selection.party_types is not None


@dataclass(frozen=True)
class _Recorded:
    extent: Extent


@once
def recorded(connection: Connection) -> Scope:
    """Return the widest scope of which an edition has records; the city's where it has none."""
    extent = read_one(_Recorded, accidents.extent(connection)).extent
    return "city" if extent == "none" else extent


@once
def shown_on_map(connection: Connection) -> tuple[Scope, ...]:
    """Return what a map of an edition can show, the city first."""
    return SCOPES[: SCOPES.index(recorded(connection)) + 1]


@once
def in_scope(connection: Connection, scope: Scope, selection: Selection) -> Selection:
    """Return a selection of the city in what a map shows: the city, its prefecture, or everywhere."""
    match scope:
        case "city":
            return selection
        case "prefecture":
            return selection.in_prefecture(city(connection).prefecture_code)
        case "nation":
            return selection.everywhere()


@once
def how_many(connection: Connection, selections: Mapping[str, Selection]) -> dict[str, int]:
    """Return how many accidents each selection asks for, by its name."""
    return {name: totals(connection, selection).accidents for name, selection in selections.items()}


@once
def choices(connection: Connection, kind: GroupKind) -> list[Choice]:
    """Return the choices of a kind, in their order."""
    return read(Choice, accidents.code_groups(connection, group_kind=kind))


def group(known: Sequence[Choice], kind: GroupKind, chosen: Sequence[str]) -> Group:
    """Return what was chosen of a kind by the labels, in their order."""
    by_label = {choice.label: choice for choice in known}
    return Group(kind, tuple(by_label[label] for label in chosen), other_codes(known, chosen))


def select(
    municipality: str,
    groups: Sequence[Group],
    *,
    year_basis: YearBasis,
    years: Sequence[int],
    severity: Severity | None,
    with_motorway: bool,
) -> Selection:
    """Return the selection of a municipality's accidents that choices make, of one group for every kind.

    Without `years` all years are asked for.
    """
    asked_for = {each.kind: each.codes for each in groups}
    hours = asked_for["hours"]
    return Selection(
        municipality=municipality,
        year_basis=year_basis,
        years=list(years) or None,
        ages=asked_for["age"],
        party_types=asked_for["party_type"],
        accident_types=asked_for["accident_type"],
        severity=severity,
        hours=None if hours is None else [int(hour) for hour in hours],
        weathers=asked_for["weather"],
        road_shapes=asked_for["road_shape"],
        road_widths=asked_for["road_width"],
        with_motorway=with_motorway,
    )


def conditions_of(known: Sequence[Recorded], selection: Selection, groups: Sequence[Group]) -> Conditions:
    """Return a selection made of these groups with its years, of those `known` on its basis, and other definitions."""
    years = asked(known, selection)
    by_kind = {each.kind: each.others for each in groups}
    told = years.years - untold(known)
    return Conditions(
        selection,
        tuple(groups),
        years,
        tuple(others(selection, told, years, roads=by_kind["road_width"], parties=by_kind["party_type"])),
    )


def codes(known: Sequence[Choice], chosen: Collection[str]) -> list[str]:
    """Return the codes of the choices with these labels, in the order of the labels."""
    by_label = {choice.label: choice.codes for choice in known}
    return [code for label in chosen for code in by_label[label]]


def other_codes(known: Sequence[Choice], chosen: Sequence[str]) -> dict[str, list[str]]:
    """Return what is asked for when one choice is taken in its other definition: a choice that shares codes with it."""
    by_label = {choice.label: set(choice.codes) for choice in known}
    return {
        other: codes(known, [other if label == one else label for label in chosen])
        for one in chosen
        for other in by_label
        if other not in chosen and by_label[other] & by_label[one]
    }


def others(
    selection: Selection,
    told: Collection[int],
    asked: Asked,
    *,
    roads: Mapping[str, list[str]],
    parties: Mapping[str, list[str]],
) -> list[Other]:
    """Return the conditions under the other definitions of 生活道路, 自転車, motorway and year.

    `told` are the years asked for that tell motorways apart: where there are none, nothing can be counted without
    motorways. `roads` and `parties` are the codes of the other choices by their labels.
    """
    found = [
        Other(Definition.CHOICE, replace(selection, road_widths=codes), name) for name, codes in roads.items()
    ]
    found += [
        Other(Definition.CHOICE, replace(selection, party_types=codes), name)
        for name, codes in parties.items()
    ]
    if told:
        found.append(
            Other(
                _motorway(selection, all_told=set(told) == asked.years),
                replace(selection, with_motorway=not selection.with_motorway),
            )
        )
    if selection.year_basis == "file":
        return [
            *found,
            Other(Definition.YEARS_OF_OCCURRENCE, replace(selection, year_basis="occurrence")),
        ]
    return [*found, Other(Definition.FILE_YEARS, replace(selection, year_basis="file"))]


def _motorway(selection: Selection, *, all_told: bool) -> Definition:
    if not selection.with_motorway:
        return Definition.WITH_MOTORWAY
    return Definition.WITHOUT_MOTORWAY if all_told else Definition.WITHOUT_MOTORWAY_WHERE_TOLD
