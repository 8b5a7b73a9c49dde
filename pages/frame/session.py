"""Which edition a session reads: the one in its address, else the one it began with, else the newest."""

from typing import cast
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

import queries
import queries.accidents
import queries.overview
from findings.records import accident_records
from pages.frame import cookie
from pages.frame.readers import READERS
from publish.notes import plan_source as plan_source_of
from queries import Connection, editions, opened
from queries.editions import Edition, Extent, UnreadableEditionError
from queries.opened import Newest

PARAMETER = "edition"
PRINT = "print"
_KEY = "session_edition"
_PINNED = "session_edition_is_pinned"
_PAGE = "session_page"


class UnknownEditionError(Exception):
    """The address names an edition that is not there; its figures cannot be shown, and no others are."""


class NoEditionError(Exception):
    """There is no edition at all."""


def begin() -> None:
    """Settle which edition this run reads, before any widget is drawn.

    An edition named in the address is pinned for the session and stays in the address on every page. Otherwise a
    session whose edition cannot be read, or can no more, reads the newest that can.

    Raises
    ------
    UnknownEditionError, NoEditionError, queries.editions.UnreadableEditionError
        When there is nothing to show, or not what was asked for.
    """
    READERS.forget_ended()
    wanted = st.query_params.get(PARAMETER)
    if wanted is not None:
        _pin(wanted)
    elif _KEY not in st.session_state:
        st.session_state[_KEY], st.session_state[_PINNED] = cookie.before_reconnect() or _newest(), False
    elif is_pinned():
        st.query_params[PARAMETER] = current().edition_id
    try:
        database()
    except UnreadableEditionError:
        if is_pinned():
            raise
        st.session_state[_KEY] = _newest()
        database()


def _pin(wanted: str) -> None:
    """Read the edition of that name, also when its file was removed since this session began to read it."""
    edition = st.session_state.get(_KEY)
    if edition is None or edition.edition_id != wanted or not READERS.reads(edition):
        edition = editions.find(wanted)
    if edition is None:
        raise UnknownEditionError(wanted)
    st.session_state[_KEY], st.session_state[_PINNED] = edition, True


def _newest() -> Edition:
    found = opened.OPENED.newest(editions.available())
    if found.edition:
        return found.edition
    if found.unreadable:
        raise UnreadableEditionError(next(iter(found.unreadable.values())))
    raise NoEditionError


def current() -> Edition:
    """Return the edition this session reads."""
    edition: Edition = st.session_state[_KEY]
    return edition


def newer() -> Newest:
    """Return the edition to be preferred to this one, if any is offered, and those that cannot be read."""
    better = {edition.edition_id for edition in editions.newer_than(current())}
    found = opened.OPENED.newest(editions.available())
    unreadable = {name: reason for name, reason in found.unreadable.items() if name in better}
    is_better = found.edition is not None and found.edition.edition_id in better
    return Newest(found.edition if is_better else None, unreadable)


def pin() -> None:
    """Keep the edition this session reads, whatever comes, and name it in the address."""
    st.session_state[_PINNED] = True
    st.query_params[PARAMETER] = current().edition_id


def is_pinned() -> bool:
    """Return whether the address names the edition."""
    return bool(st.session_state[_PINNED])


def is_print() -> bool:
    """Return whether the address asks for the page as it is printed on A4: no menu, no widgets, tables open."""
    return st.query_params.get(PRINT) == "1"


def turn_to(path: str) -> None:
    """Remember at which address (its last part) this run draws a page."""
    st.session_state[_PAGE] = path


def page() -> str:
    """Return the last part of the address of the page that is drawn."""
    path: str = st.session_state[_PAGE]
    return path


def print_address() -> str:
    """Return the query of this address as a page to print, its edition and its conditions fixed."""
    asked = {name: st.query_params.get_all(name) for name in st.query_params}
    return urlencode(asked | {PARAMETER: current().edition_id, PRINT: "1"}, doseq=True)


def with_edition(**conditions: str) -> dict[str, str]:
    """Return conditions as the parameters of an address, with this edition where the visitor has pinned it."""
    return conditions | ({PARAMETER: current().edition_id} if is_pinned() else {})


def switch(edition: Edition) -> None:
    """Read another edition from the next run on; it is not pinned."""
    st.session_state[_KEY], st.session_state[_PINNED] = edition, False
    if PARAMETER in st.query_params:
        del st.query_params[PARAMETER]


def database() -> Connection:
    """Return this session's edition, open for reading, as all viewers share it.

    Raises
    ------
    queries.editions.UnreadableEditionError
        When these pages cannot show it.
    """
    return database_of(current())


def database_of(edition: Edition) -> Connection:
    """Return another edition, for a comparison.

    Raises
    ------
    queries.editions.UnreadableEditionError
        When these pages cannot show that edition.
    """
    return READERS.connection(edition)


def about() -> pd.Series:
    """Return the row that describes the edition: kind, title, city, plan."""
    return queries.overview.edition(database()).iloc[0]


def extent() -> Extent:
    """Return the widest extent of which this edition has records of accidents."""
    return cast(Extent, queries.accidents.extent(database()).at[0, "extent"])


def plan_source() -> str:
    """Return the source of the plan the pages open with: `plan` and its number, as sources.csv names it."""
    return plan_source_of(database())


def records_source() -> str:
    """Return the source of the accident records of this session's edition."""
    return accident_records(database()).source_id
