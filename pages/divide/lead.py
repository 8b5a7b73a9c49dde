"""The first lines of a page of the divide: its answer, what it rests on, and where to go on."""

from collections.abc import Sequence
from dataclasses import dataclass

from streamlit.delta_generator import DeltaGenerator

from charts.answers import Link
from pages.frame import opening


@dataclass(frozen=True)
class Lead:
    """The place under a page's title; `onward` are the links every answer of the page ends in."""

    place: DeltaGenerator
    onward: Sequence[Link]

    def say(self, sentence: str, grounds: Sequence[str] = ()) -> None:
        """Write an answer (HTML) with its grounds into the place."""
        self.place.html(opening.answer(sentence, grounds, self.onward))
