"""A heat map as a native table: a matrix whose cells have their colours."""

from collections.abc import Mapping, Sequence
from typing import Any

from exports.slides import texts, values
from exports.slides.axes import Axis
from exports.slides.canvas import INK, SECONDARY, WHITE, Area
from exports.slides.panels import panels
from exports.slides.tables import HEAD, SIDE, SIZES, Cell, Sheet, height


def is_heat(figure: Mapping[str, Any]) -> bool:
    """Tell whether a figure is a heat map."""
    return any(trace.get("type") == "heatmap" for trace in figure.get("data") or ())


def sheet(figure: Mapping[str, Any], area: Area) -> Sheet:
    """Return a heat map as a table: its rows from above as it is seen, each cell in its colour."""
    panel = next(
        panel for panel in panels(figure) if any(each.get("type") == "heatmap" for each in panel.traces)
    )
    trace = next(trace for trace in panel.traces if trace.get("type") == "heatmap")
    matrix, written_in = values.listed(trace.get("z")), values.listed(trace.get("text"))
    told = [each for row in matrix for each in map(values.number, row) if each is not None]
    low, high = (values.number(trace.get(end)) for end in ("zmin", "zmax"))
    low = min(told, default=0.0) if low is None else low
    high = max(told, default=1.0) if high is None else high
    rows, columns = (_named(axis, trace, letter) for axis, letter in ((panel.y, "y"), (panel.x, "x")))
    if panel.y.low < panel.y.high:
        rows = rows[::-1]
    corner = Cell(panel.x.title, HEAD, SECONDARY, "r")
    cells = [(corner, *(Cell(word, HEAD, SECONDARY, "ctr", is_bold=True) for _, word in columns))]
    for place, word in rows:
        line = [Cell(word, HEAD, INK, is_bold=False)]
        for at, _ in columns:
            value = values.number(matrix[place][at])
            share = ((value or 0.0) - low) / ((high - low) or 1)
            fill = values.on_scale(trace["colorscale"], share) if value is not None else None
            text = written_in[place][at] if written_in else value
            color = WHITE if fill and values.is_dark(fill) else INK
            line.append(Cell(texts.plain("" if text is None else str(text)), fill, color, "ctr"))
        cells.append(tuple(line))
    return _spread(cells, area)


def _named(axis: Axis, trace: Mapping[str, Any], letter: str) -> list[tuple[int, str]]:
    """Return the rows or columns of a matrix with what they are called, in the order of their axis."""
    words = dict(axis.ticks)
    found = sorted(
        (at, place)
        for place, value in enumerate(values.listed(trace.get(letter)))
        if (at := axis.coordinate(value)) is not None
    )
    return [(place, texts.in_one_line(words.get(at, axis.categories[int(at)]))) for at, place in found]


def _spread(cells: Sequence[tuple[Cell, ...]], area: Area) -> Sheet:
    """Return a matrix that fills an area."""
    count = len(cells[0]) - 1
    high = min(48.0, area.height / len(cells))
    for size in SIZES:
        first = min(0.3 * area.width, max(texts.width(row[0].text, size) for row in cells) * 1.1 + 2 * SIDE)
        wide = min(150.0, (area.width - first) / count)
        widths = (first, *[wide] * count)
        if max(height(row, widths, size) for row in cells) <= high:
            break
    heights = tuple(max(high, height(row, widths, size)) for row in cells)
    return Sheet(tuple(cells), heights, widths, size)
