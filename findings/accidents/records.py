"""Accidents one by one, as maps and lists of them need them, and how many there are of which kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from findings.rows import Table, read, read_one
from queries import Connection, accidents, once
from queries.accidents import Selection


class Records(Table):
    """One row per accident with a place, newest first, with labels for what its codes mean."""

    COLUMNS: ClassVar[Mapping[str, str]] = {
        "accident_id": "O",
        "file_year": "i",
        "occurred_at": "M",
        "fatal": "b",
        "deaths": "i",
        "injuries": "i",
        "latitude": "f",
        "longitude": "f",
        "mesh_250m": "O",
        "municipality": "O",
        "accident_type": "O",
        "road_shape": "O",
        "weather": "O",
    }


class Positions(Table):
    """One row per accident with a place: its 250 m cell as a number, its degrees, whether it was fatal."""

    COLUMNS: ClassVar[Mapping[str, str]] = {"cell": "i", "latitude": "f", "longitude": "f", "fatal": "b"}


class CoarseCells(Table):
    """One row per cell of about 10 km with an accident, most accidents first, with its prefecture."""

    COLUMNS: ClassVar[Mapping[str, str]] = {
        "mesh_10km": "O",
        "accidents": "i",
        "fatal_accidents": "i",
        "prefecture": "O",
    }


@dataclass(frozen=True)
class Record:
    """An accident with labels for its codes and both parties; no coordinates beside people.

    Age, type and injury always belong to the same party. `occurred_at` is None without a possible date, a label where
    the forms leave it out.
    """

    file_year: int
    occurred_at: datetime | None
    fatal: bool
    deaths: int
    injuries: int
    mesh_250m: str | None
    accident_type: str
    road_shape: str
    signal: str | None
    road_width: str | None
    zone: str | None
    light: str
    weather: str
    surface: str | None
    party_type_a: str | None
    age_a: str | None
    injury_a: str | None
    party_type_b: str | None
    age_b: str | None
    injury_b: str | None


@dataclass(frozen=True)
class Totals:
    """How many accidents are selected, whom they hurt, and how many of them no map can show."""

    accidents: int
    deaths: int
    injuries: int
    without_place: int


@dataclass(frozen=True)
class Municipality:
    """A municipality and the middle of its accidents in degrees."""

    name: str
    latitude: float
    longitude: float


@once
def records(connection: Connection, selection: Selection) -> Records:
    """Return the selected accidents that have a place."""
    return Records(accidents.records(connection, selection))


@once
def record_list(connection: Connection, selection: Selection) -> tuple[Record, ...]:
    """Return the selected accidents one by one, newest first; for a few cells, not for a whole city."""
    return tuple(read(Record, accidents.record_list(connection, selection)))


@once
def positions(connection: Connection, selection: Selection) -> Positions:
    """Return where the selected accidents that have a place happened."""
    return Positions(accidents.positions(connection, selection))


@once
def coarse_cells(connection: Connection, selection: Selection) -> CoarseCells:
    """Return the selected accidents by cells of about 10 km."""
    return CoarseCells(accidents.coarse_cells(connection, selection))


@once
def totals(connection: Connection, selection: Selection) -> Totals:
    """Return how many accidents are selected."""
    return read_one(Totals, accidents.totals(connection, selection))


@once
def municipalities(connection: Connection, prefecture: str) -> tuple[Municipality, ...]:
    """Return the municipalities of a prefecture (JIS X 0401), the city first and then those of most accidents."""
    return tuple(read(Municipality, accidents.municipalities(connection, prefecture=prefecture)))
