"""Tables of a slide: native ones, as many slides as their rows need, and those whose cells have colours."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from pptx.oxml import parse_xml

from exports.slides import texts
from exports.slides.canvas import EMU, INK, SECONDARY, Area, Canvas, Letters, runs, written
from exports.slides.values import Value
from stats import characters

SIZES = (18.0, 16.0, 14.0, 12.0, 11.0, 10.0)
_ROOMY, _FEW = 14.0, 5  # larger letters only where no cell needs two lines, or there are few rows
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
    body = list(zip(*(_column(table.iloc[:, place]) for place in range(table.shape[1])), strict=True))
    for most in (size for size in SIZES if size >= _ROOMY):
        size, widths = _columns([head, *body], area.width, most)
        top, heights = height(head, widths, size), [height(row, widths, size) for row in body]
        if top + sum(heights) <= area.height:
            break
    parts = _parts(heights, area.height - top)
    return [Sheet((head, *body[at:to]), (top, *heights[at:to]), widths, size) for at, to in parts]


def _parts(heights: Sequence[float], room: float) -> list[tuple[int, int]]:
    """Return the first row and the one after the last of every slide: as few slides as there need be, evenly full."""
    whole = _filled(heights, room)
    for part in range(1, 20):
        even = _filled(heights, max(room * part / 20, *heights)) if heights else whole
        if len(even) == len(whole):
            return even
    return whole


def _filled(heights: Sequence[float], room: float) -> list[tuple[int, int]]:
    """Return rows in parts, each as full as there is room."""
    starts, high = [0], 0.0
    for place, own in enumerate(heights):
        if high and high + own > room:
            starts.append(place)
            high = 0.0
        high += own
    return list(zip(starts, [*starts[1:], len(heights)], strict=True))


def _column(values: pd.Series) -> list[Cell]:
    """Return the cells of a column: numbers to the right, all with as many digits after the point."""
    is_number = pd.api.types.is_numeric_dtype(values.dtype)
    digits = 0
    if pd.api.types.is_float_dtype(values.dtype):
        told = [f"{value:.10g}" for value in values.dropna()]
        digits = max((len(each.partition(".")[2]) for each in told if "e" not in each), default=0)
    return [Cell(_said(value, digits), align="r" if is_number else "l") for value in values]


def _said(value: Value, digits: int) -> str:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return "—"
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.{digits}f}" if isinstance(value, float) else characters.visible(str(value))


def _columns(rows: Sequence[Sequence[Cell]], room: float, most: float) -> tuple[float, tuple[float, ...]]:
    """Return the size of letters (`most` at most) and the widths of columns: what each asks for, or what it needs."""
    asks, least = [], []
    for column in zip(*rows, strict=True):
        longest = max(texts.width(cell.text, 1.0) for cell in column)
        asks.append(min(longest / _FILLED, float(_WIDEST)))
        least.append(min(longest / _FILLED, 5.0))
    sizes = [size for size in SIZES if size <= most]
    for size in sizes:
        wanted = [ask * size + 2 * SIDE for ask in asks]
        if sum(wanted) <= room:
            spare = (room - sum(wanted)) / len(wanted)
            return size, tuple(each + min(spare, 60) for each in wanted)
        if sum(each * size + 2 * SIDE for each in least) <= room * 0.75 and (
            size <= _ROOMY or len(rows) <= _FEW + 1
        ):
            break
        if size == sizes[-1]:
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
