"""A page's answer: one sentence from the numbers, and what it rests on one click behind it."""

import html
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from charts import glossary

LONGEST = 60
"""Characters of an answer at most, without tags."""


class Link(NamedTuple):
    """Where a reader goes from here: what the link says (plain text), the page, and its conditions."""

    text: str
    page: str
    conditions: Mapping[str, str]


def answer(sentence: str, grounds: Sequence[str] = (), onward: Sequence[Link] = ()) -> str:
    """Return the answer of a page as HTML, from HTML: the sentence, `grounds` behind 根拠, and the way on.

    Words that citizens may not know are explained.
    """
    return glossary.explained(f'<p class="answer">{sentence}</p>{folded(grounds)}') + _onward(onward)


def note(sentences: str, grounds: Sequence[str] = ()) -> str:
    """Return what a card says above its chart, as `answer` does for a page; nothing where it says nothing."""
    said = f'<p class="note">{sentences}</p>' if sentences else ""
    return glossary.explained(said + folded(grounds))


def folded(grounds: Sequence[str]) -> str:
    """Return sentences (HTML) behind 根拠, which a click or the keyboard opens and paper always shows."""
    if not grounds:
        return ""
    said = "".join(f'<p class="note">{ground}</p>' for ground in grounds)
    return f'<details class="grounds"><summary>根拠</summary>{said}</details>'


def fitting(said: Callable[[str], str], name: str) -> str:
    """Return an answer that holds a name of any length (plain text), the name cut where it would be too long."""
    room = LONGEST - len(said(""))
    return said(name if len(name) <= room else f"{name[: room - 1]}…")


def _onward(links: Sequence[Link]) -> str:
    listed = "".join(
        f'<a href="{html.escape(f"{link.page}?{urlencode(link.conditions)}".rstrip("?"))}" target="_self">'
        f"{html.escape(link.text)} ›</a>"
        for link in links
    )
    return f'<p class="onward">{listed}</p>' if listed else ""
