"""Where pages went: every address that once was a page's leads to what holds its contents, with its conditions."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode


class Moved(NamedTuple):
    """The page that holds an old one's contents, and the conditions under which it shows them."""

    path: str
    conditions: Mapping[str, str] = MappingProxyType({})


MOVED: dict[str, Moved] = {
    "goals-editions": Moved("goals-reporting", {"view": "前回の版から変わったこと"}),
}


def location(path: str, query: str) -> str | None:
    """Return where an old address leads, beside it, its own conditions kept; None when it never was a page's."""
    moved = MOVED.get(path)
    if moved is None:
        return None
    asked = parse_qs(query, keep_blank_values=True)
    return f"{moved.path}?{urlencode(asked | dict(moved.conditions), doseq=True)}".rstrip("?")
