"""The measures of the plan that concern the digital divide, or answer a reason for not using services."""

from dataclasses import dataclass
from typing import Literal

from findings import rows
from findings.goals import states
from queries import Connection, divide, once
from stats.goals.state_words import State

Target = Literal["divide", "divide:reasons"]
"""What a measure is linked to: differences between people, or the reasons for not using services."""


@dataclass(frozen=True)
class Answering:
    """A measure that answers a difference or a reason, its state in the newest year, and why it answers."""

    measure_id: str
    name: str
    state: State
    note: str


@dataclass(frozen=True)
class _Link:
    """A row of queries/divide/answering_measures.sql."""

    measure_id: str
    name: str
    note: str


@once
def measures(connection: Connection, target: Target) -> list[Answering]:
    """Return the measures linked to a target, in the plan's order, with their states in the newest year."""
    year = states.reporting_years(connection)[0]
    found = {one.measure.measure_id: one.state for one in states.measure_states(connection, year)}
    links = rows.read(_Link, divide.answering_measures(connection, target=target))
    return [Answering(link.measure_id, link.name, found[link.measure_id], link.note) for link in links]
