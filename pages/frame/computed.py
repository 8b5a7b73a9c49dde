"""What takes long is computed once per edition and selection, and kept for all viewers while the process lives."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar, cast

import streamlit as st

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
    name = f"{finding.__module__}.{finding.__name__}"
    found = _once(str(session.current().path), name, conditions, named, finding)
    return cast(Finding, found)


def hotspots(selection: Selection) -> Hotspots | None:
    """Return what is to be expected of every cell; None where there are too few accidents."""
    return once(expected, selection)


def rankings(selection: Selection, weight: float) -> Rankings | None:
    """Return the first cells by every way of asking; None where there are too few accidents."""
    known = hotspots(selection)
    return None if known is None else _rankings(str(session.current().path), selection, weight, known)


@st.cache_resource(show_spinner=False, max_entries=8)
def _compared(path: str) -> Compared:
    return compared(session.database(), ground(session.database()))


@st.cache_resource(show_spinner="地点の見込みを計算しています…", max_entries=256)
def _once(
    path: str,
    name: str,
    conditions: tuple[object, ...],
    named: dict[str, object],
    _finding: Callable[..., object],
) -> object:
    return _finding(session.database(), _compared(path), *conditions, **named)


@st.cache_resource(show_spinner=False, max_entries=64)
def _rankings(path: str, selection: Selection, weight: float, _known: Hotspots) -> Rankings | None:
    return ways.rankings(session.database(), _compared(path), selection, weight, _known)
