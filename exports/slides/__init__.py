"""Figures, tables and sentences in, the bytes of a PowerPoint file out: 16:9, native charts, tables and shapes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd

import exports
from exports.slides import book, heat, maps, page, paragraphs, plot, tables
from exports.slides.canvas import Area, Canvas
from exports.slides.map_streets import Tiles
from stats import characters

_HIGH = 400  # pixels of a figure that stands on a slide as it is


@dataclass(frozen=True)
class Slide:
    """What one slide says and shows; a long table takes several slides.

    Parameters
    ----------
    title
        The sentence: what the slide says, plain text.
    subject
        What the figure or table is called, plain text.
    alt
        The figure in words: its alternative text.
    notes
        Definition, conditions, source, licence, edition, kind (サンプル), contact.
    figure
        A figure as Plotly writes it (`figure.to_plotly_json()`), which is drawn natively.
    table
        A table, where there is no figure or none that can be drawn.
    remarks
        What the speaker has to say.
    texts
        Paragraphs, for a slide of text only.
    """

    title: str
    subject: str
    alt: str
    notes: exports.Notes
    figure: Mapping[str, Any] | None = None
    table: pd.DataFrame | None = None
    remarks: str = ""
    texts: tuple[str, ...] = ()


def deck(slides: Sequence[Slide], *, title: str, tiles: Tiles | None = None) -> bytes:
    """Return a PPTX file of some slides; the same slides give the same bytes.

    Every chart is one of PowerPoint's own, whose data can be edited; maps are shapes, on the streets that `tiles` have,
    the vector tiles of the edition. Nothing of a table is left out:
    where it is long it goes on on further slides, whose title says which of how many they are. What is shortened on a
    slide stands whole in its notes.
    """
    made = book.opened()
    for slide in slides:
        for one, fill in _parts(slide, tiles):
            canvas = Canvas(made.slides.add_slide(book.layout_of(made)))
            around = page.page(one.title, one.subject, one.notes, is_dense=_is_dense(one.figure))
            page.write(canvas, around)
            fill(canvas, around.figure)
            notes = canvas.slide.notes_slide.notes_text_frame
            if notes is not None:
                notes.text = characters.visible(page.spoken(one.subject, one.notes, one.remarks, one.alt))
    edition = slides[0].notes.edition_id if slides else ""
    return book.packed(made, title=title, edition_id=edition)


Fill = Callable[[Canvas, Area], None]


def _parts(slide: Slide, tiles: Tiles | None) -> Iterator[tuple[Slide, Fill]]:
    """Yield a slide, or the several ones it needs, with what draws the middle of each."""
    slide = replace(
        slide,
        title=characters.in_one_line(slide.title),
        subject=characters.in_one_line(slide.subject),
        alt=characters.in_one_line(slide.alt),
    )
    figure, name = slide.figure, slide.subject or slide.title
    longest = page.page(f"{slide.title}（00/00）", slide.subject, slide.notes).figure
    if figure is not None and maps.is_map(figure):
        yield slide, partial(maps.draw, figure=figure, name=name, alt=slide.alt, tiles=tiles)
    elif figure is not None and heat.is_heat(figure):
        yield slide, partial(tables.draw, sheet=heat.sheet(figure, longest), name=name, alt=slide.alt)
    elif figure is not None and (plot.is_plot(figure) or slide.table is None):
        yield slide, partial(plot.draw, figure=figure, name=name, alt=slide.alt)
    elif slide.table is not None:
        sheets = tables.sheets(slide.table, longest)
        yield from _numbered(
            slide, [partial(tables.draw, sheet=sheet, name=name, alt=slide.alt) for sheet in sheets]
        )
    else:
        pages = paragraphs.pages(slide.texts, longest)
        yield from _numbered(slide, [partial(paragraphs.draw, page=page) for page in pages])


def _is_dense(figure: Mapping[str, Any] | None) -> bool:
    """Tell whether a figure is higher on a screen than there is room for on a slide."""
    return figure is not None and ((figure.get("layout") or {}).get("height") or 0) > _HIGH


def _numbered(slide: Slide, fills: Sequence[Fill]) -> Iterator[tuple[Slide, Fill]]:
    """Yield a slide for every part; where there are several, its title says which one it is."""
    for number, fill in enumerate(fills, start=1):
        title = f"{slide.title}（{number}/{len(fills)}）" if len(fills) > 1 else slide.title
        yield replace(slide, title=title), fill
