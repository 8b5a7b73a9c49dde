"""Texts of files and addresses, written so that what draws them shows every character and reads none as a mark."""

import html
import re

from stats import characters

_MARKS = re.compile(r"([\\`*_\[\]<>#$~&])|^(?=[-+]\s)|(?<=\d)(?=[.)]\s)")
_IN_PAIRS = "`*_$~"
_JOINED = re.compile(
    r"(?<=:)(?=[a-z/_+-])|(?<=@)(?=\w)|(?<=www)(?=\.)|(?<=[-<>=])(?=[-<>=])", re.IGNORECASE | re.ASCII
)
_JOINER = "\u2060"  # a word joiner: it takes no room and breaks no line


def markdown(text: str) -> str:
    """Return a text for Streamlit's Markdown, on one line.

    Marks stand behind a backslash (CommonMark), but for one that works in pairs and stands alone. Addresses, which no
    backslash stops (GitHub Flavored Markdown, autolinks), and Streamlit's own signs (emoji, icons, colours, arrows)
    are broken by a character of no width.
    """
    joined = _JOINED.sub(_JOINER, characters.in_one_line(text).lstrip(" "))
    alone = {mark for mark in _IN_PAIRS if joined.count(mark) == 1 and not joined.startswith(f"{mark} ")}
    return _MARKS.sub(lambda mark: mark[0] if mark[0] in alone else f"\\{mark[0]}", joined)


def figure(text: str) -> str:
    """Return a text for a Plotly figure, where <b>, <a href=…> and others are marks; lines are cut beforehand."""
    return html.escape(characters.in_one_line(text), quote=False)
