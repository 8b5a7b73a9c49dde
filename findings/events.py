"""Remarkable times: what the time axes of all topics are marked with."""

from dataclasses import dataclass
from datetime import date

from findings.rows import read
from queries import Connection, once, overview


@dataclass(frozen=True)
class Event:
    """A remarkable time; `ends_on` is None for a lasting change."""

    label: str
    starts_on: date
    ends_on: date | None
    source_id: str

    @property
    def name(self) -> str:
        """Return the label without what stands in brackets."""
        return self.label.split("（")[0]

    def touches(self, begins: date, ends: date) -> bool:
        """Return whether a period has a day of the event."""
        return self.starts_on <= ends and begins <= (self.ends_on or ends)


@once
def events(connection: Connection, topic: str) -> list[Event]:
    """Return the remarkable times of a topic (goals, divide or accidents) and those of all topics, oldest first."""
    return read(Event, overview.events(connection, topic=topic))
