"""The digital divide in one figure: the gap of the newest survey and how it moved, or what the plan printed."""

from collections.abc import Sequence
from dataclasses import dataclass

from findings.divide import gaps, published
from findings.divide.gaps import Change, Gap
from findings.divide.option import adverse, answers
from findings.divide.published import Published
from findings.divide.surveys import options
from queries import Connection, once


@dataclass(frozen=True)
class Headline:
    """What the edition can say about the divide.

    Attributes
    ----------
    gap
        The gap of the newest survey, for the option that shows who is left out; None without such a survey.
    since_first, last
        How it moved since the first survey, and from the one before the newest; None where they cannot be compared.
    never
        What the plan printed of those who used nothing.
    question
        How the question of the gap was put; empty without one.
    """

    gap: Gap | None
    since_first: Change | None
    last: Change | None
    never: Sequence[Published]
    question: str = ""


@once
def divide_headline(connection: Connection) -> Headline:
    """Return the digital divide in one figure."""
    never = published.adverse(published.published(connection))
    asked = options(connection)
    if not asked:
        return Headline(None, None, None, never)
    seen = answers(connection, adverse(connection, asked))
    newest = max(seen.surveys)
    gap = gaps.gap(seen, seen.ages(newest), newest)
    if gap is None:
        return Headline(None, None, None, never)
    found = gaps.comparison(seen)
    if len(found.gaps) < 2:
        return Headline(gap, None, None, never, seen.option.wording)
    since_first = gaps.change(found, min(found.gaps), max(found.gaps))
    return Headline(gap, since_first, gaps.last_change(found), never, seen.option.wording)
