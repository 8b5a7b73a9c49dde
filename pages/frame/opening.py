"""What a page asks and answers, on its way to the screen: noted for the slides of the page."""

from collections.abc import Sequence

from charts import answers
from charts.answers import Link
from pages.frame import slides


def question(text: str) -> str:
    """Return the question of the page in sight, its title."""
    slides.current().question = text
    return text


def answer(sentence: str, grounds: Sequence[str] = (), onward: Sequence[Link] = ()) -> str:
    """Return the answer of the page in sight as HTML, from HTML, with what it rests on and the way on."""
    shown = slides.current()
    shown.answer, shown.grounds = sentence, grounds
    return answers.answer(sentence, grounds, onward)
