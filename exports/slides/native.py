"""Native charts over one part of a plot: bars, and points with lines and intervals, whose data can be edited."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pptx.chart.xlsx import CategoryWorkbookWriter, XyWorkbookWriter
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from xlsxwriter import Workbook

from exports.slides.canvas import EMU, Area, Canvas, Element, Look

PAD = 14.0  # points around a plot in which marks at its edge are still whole
_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_AFTER_ERRORS = ("c:cat", "c:xVal", "c:val", "c:yVal", "c:smooth", "c:shape", "c:extLst")


@contextmanager
def _sheet(file: Element) -> Iterator[Any]:
    """Open the sheet of a chart, in which a text stays a text and becomes neither formula nor link."""
    with Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as workbook:
        yield workbook, workbook.add_worksheet()


class XyWriter(XyWorkbookWriter):  # type: ignore[misc]
    """The workbook of points: every series has columns of its own, all from the second row on and equally long.

    Beside x and y stands what each point is called, and how far its intervals reach. LibreOffice 7.4 loses the data
    of every series that is shorter than a later one, so that shorter ones end with empty cells.
    """

    def _open_worksheet(self, xlsx_file: Element) -> Element:
        return _sheet(xlsx_file)

    def series_name_ref(self, series: Element) -> str:
        """Return the cell of a series' name, over its y."""
        return f"Sheet1!${self._column(series, 1)}$1"

    def x_values_ref(self, series: Element) -> str:
        """Return the cells of its x."""
        return self.cells(series, 0)

    def y_values_ref(self, series: Element) -> str:
        """Return the cells of its y."""
        return self.cells(series, 1)

    def cells(self, series: Element, place: int) -> str:
        """Return the cells of one of its columns."""
        column = self._column(series, place)
        return f"Sheet1!${column}$2:${column}${self.longest + 1}"

    @property
    def longest(self) -> int:
        """Return how many points the longest series has."""
        return max(map(len, self._chart_data))

    def _first(self, series: Element) -> int:
        before = list(self._chart_data)[: series.index]
        return sum(2 + len(self._chart_data.beside.get(each.name, {})) for each in before)

    def _column(self, series: Element, place: int) -> str:
        return str(BarWriter._column_reference(1 + self._first(series) + place))

    def _populate_worksheet(self, workbook: Element, worksheet: Element) -> None:
        for series in self._chart_data:
            first = self._first(series)
            columns = {"横": series.x_values, series.name: series.y_values}
            beside = self._chart_data.beside.get(series.name, {})
            for column, (heading, cells) in enumerate((*columns.items(), *beside.items()), start=first):
                worksheet.write(0, column, heading)
                worksheet.write_column(1, column, cells)


class BarWriter(CategoryWorkbookWriter):  # type: ignore[misc]
    """The workbook of bars: right of them how far their intervals reach."""

    def _open_worksheet(self, xlsx_file: Element) -> Element:
        return _sheet(xlsx_file)

    def _populate_worksheet(self, workbook: Element, worksheet: Element) -> None:
        super()._populate_worksheet(workbook, worksheet)
        for column, (heading, cells) in enumerate(
            self._chart_data.beside.items(), start=1 + len(self._chart_data)
        ):
            worksheet.write(0, column, heading)
            worksheet.write_column(1, column, cells)


def element(xml: str) -> Element:
    """Return a piece of a chart as an element."""
    name = xml.partition(">")[0].partition(" ")[0].rstrip("/")
    return parse_xml(xml.replace(name, f"{name} {_SPACES}", 1))


def chart(canvas: Canvas, kind: Element, area: Area, data: Element, name: str, alt: str) -> Element:
    """Draw a chart whose plot fills an area exactly, without any axis of its own to be seen, and return it."""
    frame = canvas.slide.shapes.add_chart(
        kind,
        *(
            round(points * EMU)
            for points in (area.left - PAD, area.top - PAD, area.width + 2 * PAD, area.height + 2 * PAD)
        ),
        data,
    )
    canvas.place(frame, name, alt)
    drawn = frame.chart
    drawn.has_legend, drawn.has_title = False, False
    space = drawn._chartSpace
    plot = space.chart.plotArea
    for old in plot.findall(qn("c:layout")):
        plot.remove(old)
    plot.insert(0, _whole(area))
    space.chart.addnext(element("<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"))
    for axis in plot.xpath("c:catAx | c:valAx | c:dateAx"):
        for child in ("c:majorGridlines", "c:title"):
            for old in axis.findall(qn(child)):
                axis.remove(old)
        axis.delete_.set("val", "1")
    return drawn


def _whole(area: Area) -> Element:
    wide, high = area.width + 2 * PAD, area.height + 2 * PAD
    parts = {"x": PAD / wide, "y": PAD / high, "w": area.width / wide, "h": area.height / high}
    modes = '<c:xMode val="edge"/><c:yMode val="edge"/>'
    sizes = "".join(f'<c:{name} val="{part:.6f}"/>' for name, part in parts.items())
    return element(
        f'<c:layout><c:manualLayout><c:layoutTarget val="inner"/>{modes}{sizes}</c:manualLayout></c:layout>'
    )


def scale(axis: Element, low: float, high: float, *, is_log: bool = False) -> None:
    """Let an axis reach from one end to another, also backwards."""
    axis.minimum_scale, axis.maximum_scale = min(low, high), max(low, high)
    if is_log:
        axis.minimum_scale, axis.maximum_scale = 10 ** min(low, high), 10 ** max(low, high)
        axis._element.scaling.insert(0, element('<c:logBase val="10"/>'))
    axis.reverse_order = low > high


def paint(owner: Element, look: Look) -> None:
    """Give a series, a point or a marker its colours; `owner` is the element that has c:spPr."""
    for old in owner.findall(qn("c:spPr")):
        owner.remove(old)
    properties = element(f"<c:spPr>{look.xml()}</c:spPr>")
    owner.get_or_add_spPr().getparent().replace(owner.spPr, properties)


def add_errors(
    series: Element,
    direction: str,
    sizes: tuple[Sequence[float | None], Sequence[float | None]],
    places: tuple[str, str],
    look: Look,
) -> None:
    """Give a series intervals, for which python-pptx has no call; `places` are the cells that hold them."""
    told_sizes = "".join(
        f"<c:{name}><c:numRef><c:f>{cells}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(listed)}"/>'
        + "".join(
            f'<c:pt idx="{place}"><c:v>{size!r}</c:v></c:pt>'
            for place, size in enumerate(listed)
            if size is not None
        )
        + f"</c:numCache></c:numRef></c:{name}>"
        for name, listed, cells in (("plus", sizes[1], places[1]), ("minus", sizes[0], places[0]))
    )
    told = f'<c:errDir val="{direction}"/>' if direction else ""
    bars = element(
        f'<c:errBars>{told}<c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>{told_sizes}'
        f"<c:spPr>{look.line()}</c:spPr></c:errBars>"
    )
    following = next(child for child in series if child.tag in {qn(name) for name in _AFTER_ERRORS})
    following.addprevious(bars)
