"""One slide: of a card, or what a deck begins with."""

import re
from collections.abc import Sequence

import exports
from charts import plain
from charts.cards import Card
from exports.slides import Slide
from exports.slides.map_streets import Tiles
from queries import Connection, basemap

_TOLD = ("条件", "データの種類", "版")
"""Notes that are written out where a deck begins."""
NO_ROWS = "表に出す行がありません。"
_SENTENCE = re.compile("(です|ます|せん|した)。$")
"""How what is no mere list of values ends."""
_BROKEN_OFF = re.compile(r"(\d|だけ)。")


def of_card(card: Card, notes: exports.Notes) -> Slide:
    """Return a card as a slide: its title is its headline, else what the card says, else its chart in words.

    What else the card says and what that rests on stands in the notes of the speaker. A chart in words that only lists
    its values makes no title; the card's own stands there.
    """
    in_words = [sentence for sentence in plain.sentences(card.alt)[:1] if _SENTENCE.search(sentence)]
    headline, answer = plain.spoken(card.headline), plain.spoken(card.answer)
    is_empty = card.figure is None and card.table.empty
    return Slide(
        title=whole(headline or answer) or "".join(in_words) or card.title,
        subject=card.title,
        alt=card.alt,
        notes=notes,
        figure=card.figure,
        table=None if card.table.empty else card.table,
        remarks="\n".join(filter(None, [answer if headline else "", *map(plain.spoken, card.grounds)])),
        texts=(NO_ROWS,) if is_empty else (),
    )


def whole(said: str) -> str:
    """Return what is said as whole sentences: what breaks off after a number or 「だけ」 on a page ends with です."""
    return _BROKEN_OFF.sub(r"\1です。", said)


def opening(question: str, answer: str, grounds: Sequence[str], notes: exports.Notes) -> Slide:
    """Return what a deck begins with: its question, the answer and the grounds (HTML), and of what data it speaks."""
    first, *others = plain.sentences(answer)
    told = dict(notes.lines)
    return Slide(
        title=whole(first),
        subject=question,
        alt="",
        notes=notes,
        remarks="\n".join(map(plain.spoken, grounds)),
        texts=(*others, *(f"{name}：{told[name]}" for name in _TOLD)),
    )


def tiles(connection: Connection) -> Tiles:
    """Return what reads the tiles of an edition's background map, which maps stand on."""

    def tile(zoom: int, column: int, row: int) -> bytes | None:
        return basemap.tile(connection, zoom=zoom, tile_column=column, tile_row=row)

    return tile
