"""What is expected of the cells of this session's edition, for the pages that ask for it."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from findings.accidents import rankings as ways
from findings.accidents.compared import Compared, compared
from findings.accidents.ground import ground
from findings.accidents.hotspots import Hotspots, expected
from findings.accidents.rankings import Rankings
from pages.frame import session
from queries import Connection
from queries.accidents import Selection

Conditions = ParamSpec("Conditions")
Finding = TypeVar("Finding")


def once(
    finding: Callable[Concatenate[Connection, Compared, Conditions], Finding],
    *conditions: Conditions.args,
    **named: Conditions.kwargs,
) -> Finding:
    """Return what a finding says of this session's edition and its compared cells."""
    database = session.database()
    return finding(database, compared(database, ground(database)), *conditions, **named)


def hotspots(selection: Selection) -> Hotspots | None:
    """Return what is to be expected of every cell; None where there are too few accidents."""
    return once(expected, selection)


def rankings(selection: Selection, weight: float) -> Rankings | None:
    """Return the first cells by every way of asking; None where there are too few accidents."""
    known = hotspots(selection)
    return None if known is None else once(ways.rankings, selection, weight, known)
