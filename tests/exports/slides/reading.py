"""What a file of slides holds, read again by python-pptx and from the workbooks of its charts."""

import io
from collections.abc import Iterator
from typing import NamedTuple

import openpyxl
import pptx
from pptx.shapes.base import BaseShape
from pptx.slide import Slide


class Series(NamedTuple):
    """A series of a chart: its values across and upright, from the chart and from its workbook."""

    name: str
    x: list[object]
    y: list[float]
    x_in_book: list[object]
    y_in_book: list[float]


def opened(file: bytes) -> list[Slide]:
    """Return the slides of a file."""
    return list(pptx.Presentation(io.BytesIO(file)).slides)


def shapes(slide: Slide) -> Iterator[BaseShape]:
    """Yield every shape of a slide, those in groups too."""
    waiting = list(slide.shapes)
    while waiting:
        shape = waiting.pop(0)
        yield shape
        waiting += list(getattr(shape, "shapes", ()))


def words(slide: Slide) -> list[str]:
    """Return every text of a slide, that of tables too."""
    found = [shape.text_frame.text for shape in shapes(slide) if shape.has_text_frame]
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    return found + [cell.text for table in tables for row in table.rows for cell in row.cells]


def notes(slide: Slide) -> str:
    """Return the notes of a slide."""
    return slide.notes_slide.notes_text_frame.text


def alt(shape: BaseShape) -> str:
    """Return the alternative text of a shape."""
    return shape._element.xpath(".//p:cNvPr")[0].get("descr") or ""


def series(slide: Slide) -> list[Series]:
    """Return all series of the charts of a slide."""
    found = []
    for shape in slide.shapes:
        if shape.has_chart:
            book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
            found += [_series(one, book.active) for one in shape.chart._chartSpace.xpath("//c:ser")]
    return found


def _series(one, sheet) -> Series:
    across = "c:xVal" if one.xpath("c:xVal") else "c:cat"
    upright = "c:yVal" if one.xpath("c:yVal") else "c:val"
    name = one.xpath("c:tx//c:v")[0].text
    return Series(
        name, _cached(one, across), _cached(one, upright), _in(sheet, one, across), _in(sheet, one, upright)
    )


def _cached(one, part: str) -> list:
    points = {int(point.get("idx")): point.xpath("c:v")[0].text for point in one.xpath(f"{part}//c:pt")}
    is_text = bool(one.xpath(f"{part}//c:strCache"))
    return [text if is_text else float(text) for _, text in sorted(points.items())]


def _in(sheet, one, part: str) -> list:
    place = one.xpath(f"{part}//c:f")[0].text.partition("!")[2].replace("$", "")
    found = sheet[place] if ":" in place else ((sheet[place],),)
    return [cell.value for (cell,) in found if cell.value is not None]
