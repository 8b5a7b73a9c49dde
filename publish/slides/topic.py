"""A whole topic as slides: what it answers first, and its cards in the order they are read."""

from collections.abc import Sequence
from dataclasses import dataclass

from charts.cards import Card


@dataclass(frozen=True)
class Topic:
    """What the slides of a topic say.

    Attributes
    ----------
    question
        What it asks.
    answer, grounds
        HTML: the answer, one sentence or several, and what it rests on.
    conditions
        The filters in words.
    cards
        What is placed, one slide each or more.
    """

    question: str
    answer: str
    grounds: Sequence[str]
    conditions: Sequence[str]
    cards: Sequence[Card]
