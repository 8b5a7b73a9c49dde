"""A file of slides as PowerPoint reads it."""

import io

from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide


def opened(content: bytes) -> Deck:
    return Presentation(io.BytesIO(content))


def names(slide: Slide) -> list[str]:
    """Return what the shapes of a slide are called, those in groups too."""
    return [str(name) for name in slide.shapes._spTree.xpath(".//p:cNvPr/@name")]


def titles(deck: Deck) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def texts(deck: Deck, place: int | None = None) -> str:
    """Return everything written on the slides, or on one of them, its tables included."""
    slides = list(deck.slides)
    said = []
    for slide in slides if place is None else [slides[place]]:
        for shape in slide.shapes:
            if shape.has_text_frame:
                said.append(shape.text_frame.text)
            if shape.has_table:
                said += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(said)


def spoken(deck: Deck) -> str:
    """Return all notes of the speaker."""
    return "\n".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides)


def charts(deck: Deck) -> list[object]:
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
