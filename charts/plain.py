"""Texts of files and addresses, written so that what draws them shows every character and reads none as a mark."""

import html
import re

from stats import characters

_TAG = re.compile(r"<[^<>]*>")
_SENTENCE = re.compile(r"(?:「[^」]*」|（[^）]*）|[^。])+。?")  # a full stop in brackets ends none
_MARKS = re.compile(
    r"(?P<parted>:(?=[a-z/_+-])|@(?=\w)|www(?=\.)|[-<>=~](?=[-<>=]))"
    r"|[\\`*_\[\]{<>#$~&]|^(?=[-+](?:\s|$))|(?<=\d)(?=[.)](?:\s|$))",
    re.IGNORECASE | re.ASCII,
)
_IN_PAIRS = "`*_$~"
_NOTHING = ":small[]"  # Streamlit's Markdown for small letters, around none


def markdown(text: str) -> str:
    """Return a text for Streamlit's Markdown, on one line; who copies it from the page has the text as it was.

    Marks stand behind a backslash (CommonMark), but for one that works in pairs and stands alone. Addresses, which no
    backslash stops (GitHub Flavored Markdown, autolinks), and Streamlit's own signs (emoji, icons, colours, arrows)
    are parted by an element that holds nothing.
    """
    text = characters.in_one_line(text).lstrip(" ")
    alone = {mark for mark in _IN_PAIRS if text.count(mark) == 1 and not f"{text} ".startswith(f"{mark} ")}

    def written(found: re.Match[str]) -> str:
        mark = found[0] if found[0] in alone or found[0].isalpha() else f"\\{found[0]}"
        return f"{mark}{_NOTHING}" if found["parted"] else mark

    return _MARKS.sub(written, text)


def figure(text: str) -> str:
    """Return a text for a Plotly figure, where <b>, <a href=…> and others are marks; lines are cut beforehand."""
    return html.escape(characters.in_one_line(text), quote=False)


def spoken(markup: str) -> str:
    """Return what HTML says, without its tags."""
    return characters.in_one_line(html.unescape(_TAG.sub("", markup))).strip()


def sentences(markup: str) -> list[str]:
    """Return the sentences of HTML, each without tags."""
    return _SENTENCE.findall(spoken(markup))
