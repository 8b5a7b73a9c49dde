"""Tables of a slide: native ones, as many slides as their rows need, and those whose cells have colours."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from pptx.oxml import parse_xml

from exports.slides import texts
from exports.slides.canvas import EMU, INK, SECONDARY, Area, Canvas, Letters, runs, written
from exports.slides.values import Value
from stats import characters

SIZES = (14.0, 12.0, 11.0, 10.0)
SIDE, _ABOVE = 5.0, 3.0  # points around the text of a cell
_FILLED = 0.92  # of a cell's width: programs break lines at different letters
_WIDEST = 26  # full-width characters a column asks for at most
HEAD, _LINE = "EEF1F4", "D9DEE4"
_DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


@dataclass(frozen=True)
class Cell:
    """A cell of a table."""

    text: str
    fill: str | None = None
    color: str = INK
    align: str = "l"
    is_bold: bool = False


@dataclass(frozen=True)
class Sheet:
    """The part of a table one slide shows: rows with their heights, the first one its heading."""

    rows: tuple[tuple[Cell, ...], ...]
    heights: tuple[float, ...]
    widths: tuple[float, ...]
    size: float


def sheets(table: pd.DataFrame, area: Area) -> list[Sheet]:
    """Return the parts of a table that fit into an area each; every row is in one of them."""
    head = tuple(Cell(str(name), HEAD, SECONDARY, is_bold=True) for name in table.columns)
    are_numbers = [pd.api.types.is_numeric_dtype(kind) for kind in table.dtypes]
    body = [
        tuple(
            Cell(_said(value), align="r" if is_number else "l")
            for value, is_number in zip(row, are_numbers, strict=True)
        )
        for row in table.itertuples(index=False)
    ]
    size, widths = _columns([head, *body], area.width)
    top = height(head, widths, size)
    found: list[Sheet] = []
    rows: list[tuple[Cell, ...]] = []
    heights: list[float] = []
    for row in body:
        high = height(row, widths, size)
        if rows and top + sum(heights) + high > area.height:
            found.append(Sheet((head, *rows), (top, *heights), widths, size))
            rows, heights = [], []
        rows.append(row)
        heights.append(high)
    return [*found, Sheet((head, *rows), (top, *heights), widths, size)]


def _said(value: Value) -> str:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return "—"
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.10g}" if isinstance(value, float) else characters.visible(str(value))


def _columns(rows: Sequence[Sequence[Cell]], room: float) -> tuple[float, tuple[float, ...]]:
    """Return the size of letters and the widths of columns: as much as each asks for, up to what it needs least."""
    asks, least = [], []
    for column in zip(*rows, strict=True):
        longest = max(texts.width(cell.text, 1.0) for cell in column)
        asks.append(min(longest / _FILLED, float(_WIDEST)))
        least.append(min(longest / _FILLED, 5.0))
    for size in SIZES:
        wanted = [ask * size + 2 * SIDE for ask in asks]
        if sum(wanted) <= room:
            spare = (room - sum(wanted)) / len(wanted)
            return size, tuple(each + min(spare, 60) for each in wanted)
        if sum(each * size + 2 * SIDE for each in least) <= room * 0.75 or size == SIZES[-1]:
            break
    needed = [each * size + 2 * SIDE for each in least]
    beyond = [a - b for a, b in zip(wanted, needed, strict=True)]
    part = (room - sum(needed)) / (sum(beyond) or 1)
    if part < 0:
        return size, tuple(each * room / sum(needed) for each in needed)
    return size, tuple(a + part * b for a, b in zip(needed, beyond, strict=True))


def height(row: Sequence[Cell], widths: Sequence[float], size: float) -> float:
    """Return how many points a row needs."""
    lines = max(
        len(texts.wrapped(cell.text, size, _FILLED * (wide - 2 * SIDE)))
        for cell, wide in zip(row, widths, strict=True)
    )
    return texts.height(lines, size) + 2 * _ABOVE


def draw(canvas: Canvas, area: Area, sheet: Sheet, name: str, alt: str) -> None:
    """Draw a table at the top of an area."""
    frame = canvas.slide.shapes.add_table(
        len(sheet.rows),
        len(sheet.widths),
        *(round(points * EMU) for points in (area.left, area.top, sum(sheet.widths), sum(sheet.heights))),
    )
    canvas.place(frame, name, alt)
    table = frame.table
    table.horz_banding = False
    style = table._tbl.tblPr.find(f"{{{_DRAWING.split(chr(34))[1]}}}tableStyleId")
    if style is not None:
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style: cells say how they look
    for column, wide in zip(table.columns, sheet.widths, strict=True):
        column.width = round(wide * EMU)
    for row, cells, high in zip(table.rows, sheet.rows, sheet.heights, strict=True):
        row.height = round(high * EMU)
        for place, cell in zip(row._tr.tc_lst, cells, strict=True):
            place.getparent().replace(place, parse_xml(_cell(cell, sheet.size)))


def _cell(cell: Cell, size: float) -> str:
    letters = Letters(size, cell.color, cell.align)
    fill = f'<a:solidFill><a:srgbClr val="{cell.fill}"/></a:solidFill>' if cell.fill else "<a:noFill/>"
    edges = "".join(
        f'<a:{side} w="9525"><a:solidFill><a:srgbClr val="{_LINE}"/></a:solidFill></a:{side}>'
        for side in ("lnL", "lnR", "lnT", "lnB")
    )
    side, above = round(SIDE * EMU), round(_ABOVE * EMU)
    return (
        f"<a:tc {_DRAWING}><a:txBody><a:bodyPr/><a:lstStyle/>"
        f"{runs(written(cell.text, is_bold=cell.is_bold), letters)}</a:txBody>"
        f'<a:tcPr marL="{side}" marR="{side}" marT="{above}" marB="{above}" anchor="ctr">{edges}{fill}</a:tcPr></a:tc>'
    )
