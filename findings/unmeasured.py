"""What the plan names and no data can tell: read once, told on the first page, beside a theme and beside a survey."""

from dataclasses import dataclass
from typing import Literal

from findings.rows import read
from queries import Connection, goals, once


@dataclass(frozen=True)
class Unmeasured:
    """One thing a theme of the plan names and no data can tell.

    Attributes
    ----------
    theme_kind, theme_no
        The theme that names it.
    topic
        Where its answer would belong; of `divide` it is a difference between people (性別, 国籍 …).
    what
        The thing, as short as a name.
    note
        What there is instead, as the editor of the plan's data wrote it.
    """

    theme_kind: Literal["goal", "recommendation", "pillar"]
    theme_no: int
    topic: str
    what: str
    note: str


@once
def unmeasured(connection: Connection) -> list[Unmeasured]:
    """Return everything the plan names and no data can tell, in the editor's order."""
    return read(Unmeasured, goals.unmeasured(connection))
