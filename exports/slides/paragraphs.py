"""Slides of text only."""

from collections.abc import Sequence

from exports.slides import texts
from exports.slides.canvas import INK, Area, Canvas, Letters, written
from stats import characters

_SIZES = (20.0, 18.0, 16.0, 14.0)
_BETWEEN = 0.5  # of a line, after each paragraph
Page = tuple[float, list[str]]
"""The size of the letters of a slide, and its paragraphs."""


def pages(paragraphs: Sequence[str], area: Area) -> list[Page]:
    """Return the slides some paragraphs need; one that is longer than a slide goes on on the next."""
    told = [characters.visible(each) for each in paragraphs]
    for size in _SIZES:
        if sum(_high(each, size, area) for each in told) <= area.height:
            return [(size, told)]
    size = _SIZES[-1]
    most = int(area.height / texts.height(1, size)) - 1
    found: list[list[str]] = [[]]
    for each in told:
        lines = texts.wrapped(each, size, area.width)
        for part in ("".join(lines[at : at + most]) for at in range(0, len(lines), most)):
            if found[-1] and sum(_high(one, size, area) for one in [*found[-1], part]) > area.height:
                found.append([])
            found[-1].append(part)
    return [(size, page) for page in found]


def _high(paragraph: str, size: float, area: Area) -> float:
    """Return how many points a paragraph needs, with the room after it."""
    return texts.height(len(texts.wrapped(paragraph, size, area.width)), size) + _BETWEEN * texts.height(
        1, size
    )


def draw(canvas: Canvas, area: Area, page: Page) -> None:
    """Write the paragraphs of one slide."""
    size, told = page
    top = area.top
    for paragraph in told:
        high = _high(paragraph, size, area)
        letters = Letters(size, INK, wraps=True)
        canvas.text(Area(area.left, top, area.width, high), written(paragraph), letters, name="本文")
        top += high
