"""What stands around a figure on every slide: its sentence, its name, what it means, where it comes from."""

from dataclasses import dataclass
from typing import Any

from pptx.oxml import parse_xml

import exports
from exports.slides import texts
from exports.slides.canvas import (
    EMU,
    HEIGHT,
    INK,
    SECONDARY,
    WHITE,
    WIDTH,
    Area,
    Canvas,
    Letters,
    Look,
    runs,
    written,
)

EDGE, TOP = 36.0, 22.0
ROOM = WIDTH - 2 * EDGE
BADGE = Area(WIDTH - EDGE - 112, TOP, 112, 30)
MARKED = "9D2B62"
"""Behind the word サンプル."""
REST = "…（続きはノート）"
FOOT = ("条件", "出典", "版")
_LARGE, _SMALL = (28.0, 26.0, 24.0, 22.0, 20.0), (20.0, 18.0, 16.0, 14.0)
_BOLD = 0.94  # of a line holds so much in bold
_SUBJECT, _DEFINITION, _SOURCE = (14.0, 12.0), 14.0, (10.5, 10.0)


@dataclass(frozen=True)
class Block:
    """A text at its place."""

    name: str
    text: str
    area: Area
    letters: Letters


@dataclass(frozen=True)
class Page:
    """What is written around a figure, and where the figure may stand."""

    title: Block
    blocks: tuple[Block, ...]
    is_sample: bool
    figure: Area


def page(title: str, subject: str, notes: exports.Notes, *, is_dense: bool = False) -> Page:
    """Return what is written around a figure: a long title gets smaller and more lines, and is never cut.

    Around a figure that `is_dense` less is written, so that more room is left for it.
    """
    is_sample = notes.kind == exports.SAMPLE
    room = BADGE.left - EDGE - 12 if is_sample else ROOM
    own = room * _BOLD
    size, count = texts.fitting(title, _LARGE[2:] if is_dense else _LARGE, own, 2)
    if count > 2:
        size, count = texts.fitting(title, _SMALL, own, 4)
    high = max(texts.height(count, size), BADGE.height if is_sample else 0.0)
    head = Block("表題", title, Area(EDGE, TOP, room, high), Letters(size, INK))
    top, blocks = TOP + high + 4, []
    if subject:
        size, count = texts.fitting(subject, _SUBJECT, ROOM, 2)
        high = texts.height(count, size)
        blocks.append(
            Block("図の名前", subject, Area(EDGE, top, ROOM, high), Letters(size, SECONDARY, wraps=True))
        )
        top += high
    foot = _foot(notes, 1 if is_dense else 2)
    bottom = foot[-1].area.top if foot else HEIGHT - EDGE
    return Page(head, (*blocks, *foot), is_sample, Area(EDGE, top + 8, ROOM, bottom - top - 16))


def _foot(notes: exports.Notes, most: int) -> list[Block]:
    """Return source and definition at the foot of a slide, from below."""
    told = {name: text.replace("\n", " ") for name, text in notes.lines}
    origin = "　".join(f"{name}：{told[name]}" for name in FOOT if told.get(name))
    size, _ = texts.fitting(origin, _SOURCE, ROOM, 3)
    origin = texts.shortened(origin, size, ROOM, 4, REST)
    definition = texts.shortened(told.get("定義", ""), _DEFINITION, ROOM, most, REST)
    blocks, bottom = [], HEIGHT - 14.0
    for name, text, letters in (
        ("出典と版", origin, Letters(size, SECONDARY, wraps=True)),
        ("定義", definition, Letters(_DEFINITION, INK, wraps=True)),
    ):
        if text:
            high = texts.height(len(texts.wrapped(text, letters.size, ROOM)), letters.size)
            blocks.append(Block(name, text, Area(EDGE, bottom - high, ROOM, high), letters))
            bottom -= high + 4
    return blocks


def write(canvas: Canvas, page: Page) -> None:
    """Write what stands around a figure."""
    _title(canvas, page.title)
    if page.is_sample:
        word = written(exports.SAMPLE.partition("（")[0], is_bold=True)
        canvas.form("rect", BADGE, Look(MARKED), word, Letters(18, WHITE, "ctr", "ctr"), name="データの種類")
    for block in page.blocks:
        canvas.text(block.area, written(block.text), block.letters, name=block.name)


def _title(canvas: Canvas, title: Block) -> None:
    """Write a slide's sentence into the place for titles, by which the slide is listed and read out."""
    shape: Any = canvas.slide.shapes.title
    for name, points in zip(
        ("left", "top", "width", "height"),
        (title.area.left, title.area.top, title.area.width, title.area.height),
        strict=True,
    ):
        setattr(shape, name, round(points * EMU))
    shape.name = title.name
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    paragraphs = runs(written(title.text, is_bold=True), title.letters)
    told = parse_xml(
        f'<a:txBody {space}><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/>'
        f"</a:bodyPr><a:lstStyle/>{paragraphs}</a:txBody>"
    )
    body = shape._element.txBody
    for old in list(body):
        body.remove(old)
    body.extend(list(told))


def spoken(subject: str, notes: exports.Notes, remarks: str, alt: str) -> str:
    """Return the notes of a slide: what to say, then everything a reader must know, whole."""
    lines = "\n".join(f"{name}：{text}" for name, text in notes.lines)
    parts = [remarks, f"図：{subject}" if subject else "", f"図の内容：{alt}" if alt else "", lines]
    return "\n\n".join(part for part in parts if part)
