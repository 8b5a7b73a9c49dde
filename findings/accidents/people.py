"""Parties A and B of accidents: age, kind and injury, always of the same party, and what only newer forms say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from findings.city import city
from findings.rows import read
from queries import Connection, accidents, once
from queries.accidents import Selection

UNKNOWN_AGE = "不明"  # the label of the band of those whose age is not known

Party = Literal[1, 2]
"""1 is party A, who is more at fault, 2 party B."""


@dataclass(frozen=True)
class AgeShare:
    """The people of one party in an age band, and their share (0-1) of the party's people of known age."""

    age_band: str
    party_order: Party
    people: int
    killed_or_injured: int
    share: float


@dataclass(frozen=True)
class PartyKind:
    """The people of one party in an age band and of a kind; `kind_no` orders the kinds, the last has none.

    `definition` says what the kind is counted as, where it has more than one.
    """

    party_order: Party
    age_band: str
    kind_no: int | None
    party_kind: str
    definition: str | None
    people: int
    killed: int
    injured: int


@dataclass(frozen=True)
class Item:
    """The people of one party with a code of an item that the forms have since 2022, and the file years of these."""

    item: str
    party_order: Party
    code: str
    people: int
    first_year: int
    last_year: int


@dataclass(frozen=True)
class Sunset:
    """Accidents of the file years whose forms tell the sunset, and how many were in the hour before and after it."""

    first_year: int
    last_year: int
    accidents: int
    hour_before: int
    hour_after: int


@dataclass(frozen=True)
class _AgeCount:
    age_band: str
    party_order: Party
    people: int
    killed_or_injured: int


@dataclass(frozen=True)
class _SunsetYear:
    file_year: int
    accidents: int
    hour_before: int
    hour_after: int


@once
def by_age(connection: Connection, selection: Selection) -> list[AgeShare]:
    """Return the people of known age by age band and party, the youngest first."""
    rows = read(_AgeCount, accidents.people_by_age(connection, selection))
    known = [row for row in rows if row.age_band != UNKNOWN_AGE]
    totals = {party: sum(row.people for row in known if row.party_order == party) for party in (1, 2)}
    return [
        AgeShare(
            row.age_band,
            row.party_order,
            row.people,
            row.killed_or_injured,
            row.people / totals[row.party_order],
        )
        for row in known
    ]


@once
def by_age_of_prefecture(connection: Connection, selection: Selection) -> list[AgeShare]:
    """Return the same of the city's whole prefecture; nothing where there are no records but the city's."""
    if accidents.extent(connection).at[0, "extent"] == "city":
        return []
    return by_age(connection, selection.in_prefecture(city(connection).prefecture_code))


@once
def by_kind(connection: Connection, selection: Selection) -> list[PartyKind]:
    """Return the people by party, age band and kind, in this order."""
    return read(PartyKind, accidents.parties(connection, selection))


def of_party(rows: Sequence[PartyKind], party: Party) -> list[PartyKind]:
    """Return the rows of one party."""
    return [row for row in rows if row.party_order == party]


@once
def of_newer_forms(connection: Connection, selection: Selection) -> list[Item]:
    """Return what only the forms from 2022 on say, by item, party and code."""
    return read(Item, accidents.since_2022(connection, selection))


@once
def around_sunset(connection: Connection, selection: Selection) -> Sunset | None:
    """Return how many accidents happened around sunset; None where no file tells it."""
    rows = read(_SunsetYear, accidents.around_sunset(connection, selection))
    if not rows:
        return None
    return Sunset(
        first_year=min(one.file_year for one in rows),
        last_year=max(one.file_year for one in rows),
        accidents=sum(one.accidents for one in rows),
        hour_before=sum(one.hour_before for one in rows),
        hour_after=sum(one.hour_after for one in rows),
    )
