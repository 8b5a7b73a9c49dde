"""Slides of text only."""

from collections.abc import Sequence

from exports.slides import texts
from exports.slides.canvas import INK, Area, Canvas, Letters, written
from stats import characters

_SIZES = (20.0, 18.0, 16.0, 14.0)
_BETWEEN = 0.6  # of a line


def pages(paragraphs: Sequence[str], area: Area) -> list[tuple[float, list[str]]]:
    """Return the paragraphs of each slide they need, with the size of their letters."""
    told = [characters.visible(each) for each in paragraphs]
    for size in _SIZES:
        if sum(_high(each, size, area) for each in told) <= area.height:
            return [(size, told)]
    size = _SIZES[-1]
    lines = [line for each in told for line in texts.wrapped(each, size, area.width)]
    most = max(1, int(area.height / texts.height(1, size)))
    return [(size, lines[at : at + most]) for at in range(0, len(lines), most)]


def _high(paragraph: str, size: float, area: Area) -> float:
    return texts.height(len(texts.wrapped(paragraph, size, area.width)) + 1, size) - (
        1 - _BETWEEN
    ) * texts.height(1, size)


def draw(canvas: Canvas, area: Area, page: tuple[float, list[str]]) -> None:
    """Write the paragraphs of one slide."""
    size, told = page
    top = area.top
    for paragraph in told:
        high = texts.height(len(texts.wrapped(paragraph, size, area.width)), size)
        canvas.text(
            Area(area.left, top, area.width, high),
            written(paragraph),
            Letters(size, INK, wraps=True),
            name="本文",
        )
        top += high + (
            _BETWEEN * texts.height(1, size) if texts.height(len(told), size) < area.height * 0.7 else 0
        )
