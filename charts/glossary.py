"""Words citizens may not know: each is explained where it is read, on hover and on focus, from one list."""

import csv
import html
import re
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from charts.cards import Card
from queries import once

FILE = Path(__file__).parent.parent / "data" / "glossary.csv"


class Term(NamedTuple):
    """A word, how it is read (hiragana), what it means in plain words, and where it is from."""

    term: str
    reading: str
    meaning: str
    source: str


with FILE.open(encoding="utf-8", newline="") as _file:
    TERMS = tuple(Term(**row) for row in csv.DictReader(_file))
"""Every word, in the order of its reading."""

DEFINITION = (
    "五十音順です。計画の用語解説にある言葉も、計画の文章ではなく、この画面の言葉で言い直しています。"
    "ほかの画面では、点線を引いた言葉に触れるか、キーボードで移ると、同じ意味が出ます。"
)

_MEANINGS = {term.term: term.meaning for term in TERMS}
_ALIKE = {"一": "一-鿿々", "ア": "ァ-ヺー", "A": "A-Za-z0-9"}
"""Kinds of characters, by one of each: beside one of its own kind a word goes on."""

_NO_ENDING = "(?![ぁ-ゖ])|(?=[はがをにのとでもやへ])"  # 遅れ is a word before a particle, not in 遅れている
_TAG = re.compile(r"(<[^>]*>)")
_LEFT_ALONE = {"a", "button", "summary", "style", "svg"}
"""Elements whose words stay as they are: they do something else when they are reached, or are drawn."""


def _whole(term: str) -> str:
    """Return a pattern that finds a word where it stands alone, not within a longer one."""
    if len(term) == 1:
        beside = "".join(_ALIKE.values())
        return f"(?<![{beside}]){term}(?![{beside}])"
    before = next((f"(?<![{kind}])" for kind in _ALIKE.values() if re.match(f"[{kind}]", term)), "")
    after = next((f"(?![{kind}])" for kind in _ALIKE.values() if re.search(f"[{kind}]$", term)), "")
    if re.search("[ぁ-ゖ]$", term):
        after = f"(?:{_NO_ENDING})"
    return before + re.escape(term) + after


_TERMS = re.compile("|".join(map(_whole, sorted(_MEANINGS, key=len, reverse=True))))


@once
def explained(markup: str, place: str = "") -> str:
    """Return HTML whose known words carry their meaning, each where it stands first.

    Words in links, buttons and drawings stay as they are; of two words that overlap the longer one is meant. What is
    explained already must not be given again; `place` tells apart two places of a page that say the same.
    """
    told: set[str] = set()
    name = f"term-{zlib.crc32(f'{place} {markup}'.encode()):08x}"

    def wrapped(found: re.Match[str]) -> str:
        term = found[0]
        if term in told:
            return term
        told.add(term)
        tip = f"{name}-{len(told)}"
        return (
            f'<span class="term" tabindex="0" aria-describedby="{tip}">{term}'
            f'<span role="tooltip" id="{tip}">{html.escape(_MEANINGS[term])}</span></span>'
        )

    within, parts = 0, []
    for part in _TAG.split(markup):
        if tag := re.match(r"</?(\w+)", part):
            if tag[1].lower() in _LEFT_ALONE:
                within += -1 if part.startswith("</") else 1
        elif not within:
            part = _TERMS.sub(wrapped, part)
        parts.append(part)
    return "".join(parts)


def sentence() -> str:
    """Return what the list of words holds, as a sentence."""
    return f"計画の用語解説の言葉と、この画面で使う言葉、あわせて{len(TERMS)}語です。"


@once
def listed() -> str:
    """Return all words with their readings and meanings as HTML, in the order of the readings."""
    items = "".join(
        f"<dt>{html.escape(term.term)}<small>{term.reading}</small></dt><dd>{html.escape(term.meaning)}</dd>"
        for term in TERMS
    )
    return f'<dl class="facts words">{items}</dl>'


@once
def card(title: str, sources: Sequence[str]) -> Card:
    """Return all words with their readings and meanings."""
    return Card(
        "words",
        title,
        None,
        alt="",
        table=table(),
        definition=DEFINITION,
        sources=sources,
        is_drawn=True,
    )


def table() -> pd.DataFrame:
    """Return all words with their readings and meanings, in the order of the readings."""
    return pd.DataFrame(
        {
            "用語": [term.term for term in TERMS],
            "読み": [term.reading for term in TERMS],
            "意味": [term.meaning for term in TERMS],
            "どこの言葉か": [term.source for term in TERMS],
        }
    )
