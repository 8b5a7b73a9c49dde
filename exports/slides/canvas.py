"""What is drawn on a slide by the program itself: texts, lines and areas, in points from its upper left corner."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml
from pptx.slide import Slide

from exports.slides.texts import LINE_HEIGHT, Line, Run

EMU = 12_700  # in a point
WIDTH, HEIGHT = 960.0, 540.0
INK, SECONDARY, LINE, WHITE = "1F2933", "52606D", "D9DEE4", "FFFFFF"
_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_DASHES = {"dash": "dash", "dot": "sysDot", "dashdot": "dashDot", "longdash": "lgDash"}
Point = tuple[float, float]
Element = Any
"""An element of the file, or what python-pptx makes around one."""


@dataclass(frozen=True)
class Area:
    """A rectangle of a slide."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return its right end."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Return its lower end."""
        return self.top + self.height


@dataclass(frozen=True)
class Look:
    """How an area or a line is drawn; colours are RRGGBB, None for none."""

    fill: str | None = None
    opacity: float = 1.0
    border: str | None = None
    width: float = 1.0
    dash: str = ""
    is_hatched: bool = False

    def xml(self) -> str:
        """Return it as the properties of a shape, without its form."""
        return self._filled() + self.line()

    def _filled(self) -> str:
        if self.fill and self.is_hatched:
            colors = f"<a:fgClr>{_color(self.fill, 1.0)}</a:fgClr><a:bgClr>{_color(WHITE, 1.0)}</a:bgClr>"
            return f'<a:pattFill prst="wdUpDiag">{colors}</a:pattFill>'
        return f"<a:solidFill>{_color(self.fill, self.opacity)}</a:solidFill>" if self.fill else "<a:noFill/>"

    def line(self) -> str:
        """Return its border."""
        if not self.border or not self.width:
            return "<a:ln><a:noFill/></a:ln>"
        dash = f'<a:prstDash val="{_DASHES[self.dash]}"/>' if self.dash in _DASHES else ""
        color = _color(self.border, 1.0)
        return f'<a:ln w="{_emu(self.width)}"><a:solidFill>{color}</a:solidFill>{dash}</a:ln>'


@dataclass(frozen=True)
class Letters:
    """How a text is set: `align` is l, ctr or r, `anchor` t, ctr or b; only what `wraps` goes on below."""

    size: float
    color: str = INK
    align: str = "l"
    anchor: str = "t"
    wraps: bool = False


class Canvas:
    """One slide that is drawn on."""

    def __init__(self, slide: Slide) -> None:
        self.slide = slide
        self._tree: Any = slide.shapes._spTree
        self._into: Any = self._tree
        self._ids = count(100)
        self._reach: list[Point] | None = None

    def place(self, shape: Element, name: str, alt: str) -> None:
        """Name a shape made otherwise, tell it in words, and let it stand in its turn."""
        told = shape._element.xpath(".//p:cNvPr")[0]
        told.set("id", str(next(self._ids)))
        told.set("name", name)
        told.set("descr", alt)
        self._tree.append(shape._element)

    def text(
        self,
        area: Area,
        lines: Sequence[Line],
        letters: Letters,
        look: Look | None = None,
        name: str = "文字",
    ) -> None:
        """Write lines of text."""
        self.form("rect", area, look or Look(), lines, letters, name=name)

    def form(
        self,
        preset: str,
        area: Area,
        look: Look,
        lines: Sequence[Line] = (),
        letters: Letters | None = None,
        *,
        name: str = "図形",
    ) -> None:
        """Draw one of the forms every such program knows (rect, ellipse …), with a text in it."""
        form = f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'
        self._shape(area, form + look.xml(), _body(lines, letters or Letters(14)), name)

    def line(self, start: Point, end: Point, look: Look, name: str = "線") -> None:
        """Draw a straight line."""
        (x, y), (to_x, to_y) = start, end
        area = Area(min(x, to_x), min(y, to_y), abs(to_x - x), abs(to_y - y))
        flip = ' flipV="1"' if (to_x - x) * (to_y - y) < 0 else ""
        self._add(
            f'<p:cxnSp {_NAMESPACES}><p:nvCxnSpPr><p:cNvPr id="{next(self._ids)}" name={quoteattr(name)}/>'
            f"<p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>{_frame(area, flip)}"
            f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{look.line()}</p:spPr></p:cxnSp>',
            area,
        )

    def polygons(
        self, parts: Sequence[Sequence[Point]], look: Look, name: str, *, closed: bool = True
    ) -> None:
        """Draw one free form of several parts."""
        xs, ys = zip(*(point for part in parts for point in part), strict=True)
        area = Area(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        ends = "<a:close/>" if closed else ""
        paths = "".join(
            "".join(
                f'<a:{"lnTo" if place else "moveTo"}><a:pt x="{_emu(x - area.left)}" y="{_emu(y - area.top)}"/>'
                f"</a:{'lnTo' if place else 'moveTo'}>"
                for place, (x, y) in enumerate(part)
            )
            + ends
            for part in parts
        )
        self._free(area, paths, look, name)

    def discs(self, centres: Sequence[Point], diameter: float, look: Look, name: str) -> None:
        """Draw many discs of one size as one free form."""
        xs, ys = zip(*centres, strict=True)
        half = diameter / 2
        area = Area(
            min(xs) - half, min(ys) - half, max(xs) - min(xs) + diameter, max(ys) - min(ys) + diameter
        )
        radius = _emu(half)
        paths = "".join(
            f'<a:moveTo><a:pt x="{_emu(x - area.left - half)}" y="{_emu(y - area.top)}"/></a:moveTo>'
            f'<a:arcTo wR="{radius}" hR="{radius}" stAng="10800000" swAng="21600000"/><a:close/>'
            for x, y in centres
        )
        self._free(area, paths, look, name)

    @contextmanager
    def group(self, name: str, alt: str = "") -> Iterator[None]:
        """Put what is drawn meanwhile into one group, told in words."""
        element = parse_xml(
            f"<p:grpSp {_NAMESPACES}><p:nvGrpSpPr>"
            f'<p:cNvPr id="{next(self._ids)}" name={quoteattr(name)} descr={quoteattr(alt)}/>'
            "<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/></p:grpSp>"
        )
        self._into, self._reach = element, []
        try:
            yield
        finally:
            reach, self._into, self._reach = self._reach, self._tree, None
        if reach:
            xs, ys = zip(*reach, strict=True)
            area = Area(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
            inner = _frame(area).replace("</a:xfrm>", _child(area) + "</a:xfrm>")
            element[1].append(parse_xml(inner.replace("<a:xfrm", f"<a:xfrm {_NAMESPACES}", 1)))
            self._tree.append(element)

    def _free(self, area: Area, paths: str, look: Look, name: str) -> None:
        form = (
            "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            '<a:rect l="0" t="0" r="r" b="b"/>'
            f'<a:pathLst><a:path w="{_emu(area.width)}" h="{_emu(area.height)}">{paths}</a:path></a:pathLst>'
            "</a:custGeom>"
        )
        self._shape(area, form + look.xml(), "", name)

    def _shape(self, area: Area, properties: str, body: str, name: str) -> None:
        self._add(
            f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="{next(self._ids)}" name={quoteattr(name)}/>'
            f"<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{_frame(area)}{properties}</p:spPr>{body}</p:sp>",
            area,
        )

    def _add(self, xml: str, area: Area) -> None:
        self._into.append(parse_xml(xml))
        if self._reach is not None:
            self._reach += [(area.left, area.top), (area.right, area.bottom)]


def runs(lines: Sequence[Line], letters: Letters) -> str:
    """Return lines of text as paragraphs."""
    exactly = round(letters.size * LINE_HEIGHT * 100)  # types differ in what they call one line
    spacing = f'<a:lnSpc><a:spcPts val="{exactly}"/></a:lnSpc>'
    properties = f'<a:pPr algn="{letters.align}">{spacing}</a:pPr>'
    empty = (
        f'<a:endParaRPr lang="ja-JP" sz="{round(letters.size * 100)}"/>'  # else as high as the usual letters
    )
    return "".join(
        f"<a:p>{properties}{''.join(_run(run, letters) for run in line if run.text) or empty}</a:p>"
        for line in lines
    )


def written(text: str, *, is_bold: bool = False, color: str | None = None) -> list[Line]:
    """Return a plain text as lines of one look."""
    return [(Run(line, is_bold, color),) for line in text.split("\n")]


def bold(lines: Sequence[Line]) -> list[Line]:
    """Return lines in bold."""
    return [tuple(replace(run, is_bold=True) for run in line) for line in lines]


def _run(run: Run, letters: Letters) -> str:
    weight = ' b="1"' if run.is_bold else ""
    color = (run.color or letters.color).lstrip("#")
    return (
        f'<a:r><a:rPr lang="ja-JP" altLang="en-US" sz="{round(letters.size * 100)}"{weight}>'
        f"<a:solidFill>{_color(color, 1.0)}</a:solidFill></a:rPr><a:t>{escape(run.text)}</a:t></a:r>"
    )


def _body(lines: Sequence[Line], letters: Letters) -> str:
    wrap = "square" if letters.wraps else "none"
    edges = 'lIns="0" tIns="0" rIns="0" bIns="0"'
    body = f'<a:bodyPr wrap="{wrap}" {edges} anchor="{letters.anchor}"><a:noAutofit/></a:bodyPr>'
    return f"<p:txBody>{body}<a:lstStyle/>{runs(lines or [()], letters)}</p:txBody>"


def _frame(area: Area, flip: str = "") -> str:
    return (
        f'<a:xfrm{flip}><a:off x="{_emu(area.left)}" y="{_emu(area.top)}"/>'
        f'<a:ext cx="{_emu(area.width)}" cy="{_emu(area.height)}"/></a:xfrm>'
    )


def _child(area: Area) -> str:
    return (
        f'<a:chOff x="{_emu(area.left)}" y="{_emu(area.top)}"/>'
        f'<a:chExt cx="{_emu(area.width)}" cy="{_emu(area.height)}"/>'
    )


def _color(rgb: str, opacity: float) -> str:
    if opacity >= 1:
        return f'<a:srgbClr val="{rgb}"/>'
    return f'<a:srgbClr val="{rgb}"><a:alpha val="{round(opacity * 100_000)}"/></a:srgbClr>'


def _emu(points: float) -> int:
    return round(points * EMU)
