"""What the measures of the plan are linked with: its themes, the sort of an indicator, other topics."""

from dataclasses import dataclass
from typing import Literal

from findings.rows import read
from queries import Connection, goals, once

ThemeKind = Literal["goal", "policy", "recommendation", "pillar", "sdg"]
"""What a theme of the plan is: 目標, 基本方針, 提言, a pillar of the use of public and private data, or an SDG."""

Sort = Literal["output", "outcome"]
"""What an indicator counts: what the city did (活動量), or what became of it (成果)."""


@dataclass(frozen=True)
class Theme:
    """One theme of the plan, as the plan words it; `page` is the plan's, None where it has no place there."""

    theme_kind: ThemeKind
    theme_no: int
    name: str
    summary: str
    page: int | None


@dataclass(frozen=True)
class Link:
    """One thing a measure, or one of its indicators, is linked with.

    Attributes
    ----------
    measure_id, indicator_id
        What is linked; the indicator is None for links of the whole measure.
    link_kind, target
        What with: `goal` and its number, `output_or_outcome` and the sort, `related` and a topic or a part of one.
    note
        Why, in the editor's words; may be empty.
    """

    measure_id: str
    indicator_id: str | None
    link_kind: str
    target: str
    note: str | None


@once
def links(connection: Connection) -> list[Link]:
    """Return every link of a measure, in the plan's order."""
    return read(Link, goals.all_links(connection))


@once
def themes(connection: Connection, kind: ThemeKind) -> list[Theme]:
    """Return the themes of one kind, in the plan's order."""
    return [one for one in read(Theme, goals.themes(connection)) if one.theme_kind == kind]


@once
def themes_of_measures(connection: Connection, kind: ThemeKind) -> dict[str, frozenset[int]]:
    """Return the numbers of the themes of one kind that each measure serves; measures without one are absent."""
    found: dict[str, frozenset[int]] = {}
    for one in links(connection):
        if one.link_kind == kind:
            found[one.measure_id] = found.get(one.measure_id, frozenset()) | {int(one.target)}
    return found


@once
def sorts(connection: Connection) -> dict[str, Sort]:
    """Return the sort of every indicator that has one."""
    found: dict[str, Sort] = {}
    for one in links(connection):
        if one.link_kind == "output_or_outcome" and one.indicator_id is not None:
            found[one.indicator_id] = "output" if one.target == "output" else "outcome"
    return found
