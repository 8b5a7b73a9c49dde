"""The conditions accidents are asked for under: choices over codes, and the same under another definition."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from findings.accidents.years import Asked
from findings.rows import read
from queries import Connection, accidents
from queries.accidents import Selection

Kind = Literal["party_type", "accident_type", "age", "weather", "hours", "road_shape", "road_width"]
"""What a choice is about."""


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


def choices(connection: Connection, kind: Kind) -> list[Choice]:
    """Return the choices of a kind, in their order."""
    return read(Choice, accidents.code_groups(connection, group_kind=kind))


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
