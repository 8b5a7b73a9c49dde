"""Texts of a slide: what marks of a figure's text mean, how much room letters take, where lines break."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from stats import characters

LINE_HEIGHT = 1.25  # of a line of text, in sizes of its type
WIDE, NARROW, BROAD = 1.0, 0.66, 0.95  # width of a character, in sizes of its type
BETWEEN = 0.2  # some programs part Japanese and other letters by
BROAD_ONES = frozenset("%&@MWmw＠")
NEVER_FIRST = "、。・，．）」』】〕％ー～"  # of a line
SLACK = 1.06  # types differ a little in width from machine to machine


@dataclass(frozen=True)
class Run:
    """Some letters of one look."""

    text: str
    is_bold: bool = False
    color: str | None = None


Line = tuple[Run, ...]


def lines(text: str, *, is_bold: bool = False) -> tuple[Line, ...]:
    """Return the lines of a figure's text, in which <br>, <b>, <span> and entities are marks."""
    reader = _Reader(Run("", is_bold))
    reader.feed(str(text))
    reader.close()
    return tuple(tuple(line) for line in reader.lines)


def plain(text: str) -> str:
    """Return a figure's text without its marks, a line for every <br>."""
    return "\n".join("".join(run.text for run in line) for line in lines(text))


def in_one_line(text: str) -> str:
    """Return a figure's text without its marks, on one line."""
    return plain(text).replace("\n", "")


class _Reader(HTMLParser):
    def __init__(self, look: Run) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[list[Run]] = [[]]
        self.looks = [look]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.lines.append([])
            return
        style = dict(attrs).get("style") or ""
        color = style.partition("color:")[2].partition(";")[0].strip()
        look = self.looks[-1]
        self.looks.append(
            replace(look, is_bold=look.is_bold or tag in ("b", "strong"), color=color or look.color)
        )

    def handle_endtag(self, tag: str) -> None:
        if tag != "br" and len(self.looks) > 1:
            self.looks.pop()

    def handle_data(self, data: str) -> None:
        for place, part in enumerate(data.split("\n")):
            if place:
                self.lines.append([])
            if shown := characters.visible(part):
                self.lines[-1].append(replace(self.looks[-1], text=shown))


def width(text: str, size: float) -> float:
    """Return about how many points the longest line of a plain text needs."""
    return max(map(_length, text.split("\n"))) * size * SLACK


def height(count: int, size: float) -> float:
    """Return how many points some lines of text need."""
    return count * size * LINE_HEIGHT


def wrapped(text: str, size: float, room: float) -> list[str]:
    """Return a plain text in lines no wider than `room` points."""
    return [line for part in text.split("\n") for line in _wrapped(part, room / size / SLACK)]


def _wrapped(text: str, room: float) -> Iterator[str]:
    line, used = "", 0.0
    for letter in text:
        takes = _room(letter) + _parted(line[-1:], letter)
        if line and used + takes > room and letter not in NEVER_FIRST:
            kept, word = _broken(line, letter)
            yield kept
            line, used, takes = word, _length(word), _room(letter)
        line, used = line + letter, used + takes
    yield line


def _broken(line: str, letter: str) -> tuple[str, str]:
    """Return what stays of a full line, and the beginning of a word of narrow letters that goes on with a letter."""
    if not (letter.isascii() and letter.isalnum()):
        return line, ""
    word = len(line)
    while word and line[word - 1].isascii() and line[word - 1].isalnum():
        word -= 1
    return (line[:word], line[word:]) if word > 0 and len(line) - word < 16 else (line, "")


def _length(line: str) -> float:
    parted = sum(map(_parted, line, line[1:]))
    return sum(map(_room, line)) + parted


def _room(letter: str) -> float:
    if _is_wide(letter):
        return WIDE
    return BROAD if letter in BROAD_ONES else NARROW


def _parted(before: str, letter: str) -> float:
    """Return the room between two letters of which one is Japanese and the other is not."""
    kinds = {_is_wide(before), _is_wide(letter)} if before else set()
    narrow = letter if _is_wide(before or letter) else before
    return BETWEEN if len(kinds) == 2 and narrow.isalnum() else 0.0


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WFA"


def fitting(text: str, sizes: tuple[float, ...], room: float, most: int) -> tuple[float, int]:
    """Return the largest size in which a plain text has at most some lines, else the last, and its number of lines."""
    for size in sizes:
        count = len(wrapped(text, size, room))
        if count <= most:
            return size, count
    return sizes[-1], len(wrapped(text, sizes[-1], room))


def shortened(text: str, size: float, room: float, most: int, end: str) -> str:
    """Return a plain text in at most some lines; where it is cut it ends with `end`."""
    if len(wrapped(text, size, room)) <= most:
        return text
    kept = text
    while len(wrapped(kept + end, size, room)) > most:
        kept = kept[:-1]
    return kept + end
