"""The file of slides: 16:9, types of Windows, one layout; the same slides give the same bytes."""

import io
import re
import zipfile
from datetime import datetime

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Book

from exports.slides.canvas import EMU, HEIGHT, WIDTH, Element

FONT = "BIZ UDPGothic"
"""On every Windows since 2018; another machine takes its own Japanese type."""
_DRAWING = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
_TYPES = ("a:latin", "a:ea", "a:font[@script='Jpan']")
_TITLE_ONLY = 5  # of the layouts python-pptx brings
_PACKED = (1980, 1, 1, 0, 0, 0)
_UNDATED = "2000-01-01T00:00:00Z"
_DATES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(?=<)")


def opened() -> Book:
    """Return an empty file of slides."""
    book = Presentation()
    wider = WIDTH * EMU / book.slide_width
    book.slide_width, book.slide_height = round(WIDTH * EMU), round(HEIGHT * EMU)
    layout = book.slide_layouts[_TITLE_ONLY]
    for other in list(book.slide_layouts):
        if other is not layout:
            book.slide_layouts.remove(other)
    layout.name = "図と表"
    _set_type(book.slide_master.part)
    for part in (book.slide_master, layout):
        for shape in list(part.placeholders):
            if shape.placeholder_format.type is not None and shape.placeholder_format.idx in (10, 11, 12):
                shape._element.getparent().remove(shape._element)
            elif shape._element.xpath(".//a:xfrm"):
                shape.left, shape.width = round(shape.left * wider), round(shape.width * wider)
    _set_type(book.notes_master.part)
    return book


def _set_type(part: Element) -> None:
    """Let a theme write everything in the type of the house."""
    theme = part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root = parse_xml(theme.blob)
    for kind in root.findall(".//a:majorFont", _DRAWING) + root.findall(".//a:minorFont", _DRAWING):
        for type_of in [each for name in _TYPES for each in kind.findall(name, _DRAWING)]:
            type_of.set("typeface", FONT)
    if hasattr(theme, "_element"):
        theme._element = root
    else:
        theme._blob = serialize_part_xml(root)


def packed(book: Book, *, title: str, edition_id: str) -> bytes:
    """Return the bytes of a finished file, dated as the edition is."""
    about = book.core_properties
    about.title, about.author, about.language = title, "", "ja-JP"
    about.last_modified_by, about.revision, about.keywords = "", 1, edition_id
    about.created = about.modified = _made(edition_id)
    buffer = io.BytesIO()
    book.save(buffer)
    return _same(buffer.getvalue())


def _made(edition_id: str) -> datetime:
    """Return when an edition was made, as its name tells."""
    try:
        return datetime.strptime(edition_id[:15], "%Y%m%d-%H%M%S")
    except ValueError:
        return datetime(2000, 1, 1)


def _same(packed: bytes) -> bytes:
    """Return a packed file, and the workbooks in it, without the time it was packed."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            is_book = name.endswith(".xlsx")
            entry = zipfile.ZipInfo(name, _PACKED)
            entry.compress_type = zipfile.ZIP_STORED if is_book else zipfile.ZIP_DEFLATED
            new.writestr(entry, _undated(content) if is_book else content)
    return buffer.getvalue()


def _undated(workbook: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _DATES.sub(rb"\g<1>" + _UNDATED.encode(), content)
            entry = zipfile.ZipInfo(name, _PACKED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return buffer.getvalue()


def layout_of(book: Book) -> Element:
    """Return the layout of all slides."""
    return book.slide_layouts[0]
