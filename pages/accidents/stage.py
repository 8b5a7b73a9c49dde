"""The page of the map as its views fill it: the answer above, the map, what stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from streamlit.delta_generator import DeltaGenerator

from pages.frame import opening


@dataclass
class Stage:
    """Where a view draws: the line of its answer, the map's side, and the side of the list.

    `grounds` (HTML, a sentence each) are what every view's answer rests on.
    """

    lead: DeltaGenerator
    map: DeltaGenerator
    beside: DeltaGenerator
    grounds: Sequence[str]

    def say(self, sentence: str, grounds: Sequence[str] = ()) -> None:
        """Answer the question of the page in one sentence (HTML), with what it rests on one click behind it."""
        self.lead.html(opening.answer(sentence, [*grounds, *self.grounds]))
