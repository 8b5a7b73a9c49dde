"""Files whose lines are laid out alike: their cells are taken by place, all lines at once, instead of being looked for.

The police print every code with all its digits, so in their own files a cell stands at the same place in every line.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_COMMA, _LINE_FEED = b",", b"\n"
_SIGNS = "0123456789 "
_OTHER = len(_SIGNS)
_MOST_SIGNS = 4  # of a part: 11 to the power of 4 is a number of two bytes

# The place of a sign among _SIGNS; what separates cells is looked for on its own.
_PLACES = np.full(256, _OTHER, dtype=np.uint8)
_PLACES[np.frombuffer(_SIGNS.encode(), np.uint8)] = np.arange(len(_SIGNS))
_PLACES[np.frombuffer(_COMMA + _LINE_FEED, np.uint8)] = 0


class Part(NamedTuple):
    """Up to four signs that follow one another in every line: the texts there are, and which of them each line has."""

    texts: list[str]
    of_line: NDArray[np.unsignedinteger]


class _Stretch:
    """A part while pieces of the file go by: where it begins, how long it is, and a number for each line's text."""

    def __init__(self, start: int, width: int) -> None:
        self.start, self.width = start, width
        self.type = np.min_scalar_type(len(_SIGNS) ** width - 1)
        self.numbers: list[NDArray[np.unsignedinteger]] = []

    def look(self, places: NDArray[np.uint8]) -> None:
        """Note the texts of some lines, given the places of their signs, one row a sign."""
        number = np.zeros(places.shape[1], dtype=self.type)
        for place in range(self.start, self.start + self.width):
            number *= len(_SIGNS)
            number += places[place]
        self.numbers.append(number)

    def found(self) -> Part:
        numbers = np.concatenate(self.numbers)
        self.numbers.clear()
        there = np.flatnonzero(np.bincount(numbers, minlength=len(_SIGNS) ** self.width))
        order = np.zeros(len(_SIGNS) ** self.width, dtype=self.type)
        order[there] = np.arange(len(there))
        return Part([_spelled(int(number), self.width) for number in there], order[numbers])


class Slots:
    """Watches pieces of a file go by; `found` is then what its cells are, None where lines differ."""

    def __init__(self) -> None:
        self._first = b""
        self._ends: NDArray[np.intp] = np.zeros(0, dtype=np.intp)
        self._separators: NDArray[np.uint8] = np.zeros(0, dtype=np.uint8)
        self._cells: list[list[_Stretch]] = []
        self._alike = True

    def watch(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Pass on pieces of whole lines, having looked at them."""
        for piece in pieces:
            if self._alike and not self._look(piece):
                self._alike = False
                self._cells = []
            yield piece

    def found(self) -> list[list[Part]] | None:
        """Return the parts of each cell; None where lines are not all alike or have other signs than digits."""
        if not self._alike or not self._first:
            return None
        return [[stretch.found() for stretch in stretches] for stretches in self._cells]

    def _look(self, piece: bytes) -> bool:
        """Return whether all lines of a piece have cells where the first line has, of digits and blanks."""
        if not piece.endswith(_LINE_FEED):
            piece += _LINE_FEED  # the last line of a file
        if not self._first:
            self._begin(piece[: piece.index(_LINE_FEED) + 1])
        length = len(self._first)
        lines, rest = divmod(len(piece), length)
        ends = piece.count(_COMMA) + piece.count(_LINE_FEED)
        if rest or ends != lines * len(self._ends):
            return False
        table = np.frombuffer(piece, np.uint8).reshape(lines, length)
        places = _PLACES[np.ascontiguousarray(table.T)]
        if places.max() == _OTHER or not (table[:, self._ends] == self._separators).all():
            return False
        for stretches in self._cells:
            for stretch in stretches:
                stretch.look(places)
        return True

    def _begin(self, first: bytes) -> None:
        """Find the cells of the first line."""
        self._first = first
        signs = np.frombuffer(first, np.uint8)
        self._ends = np.flatnonzero((signs == ord(_COMMA)) | (signs == ord(_LINE_FEED)))
        self._separators = signs[self._ends]
        starts = [0, *(int(end) + 1 for end in self._ends[:-1])]
        self._cells = [
            [
                _Stretch(at, min(_MOST_SIGNS, int(end) - at))
                for at in range(
                    start, max(int(end), start + 1), _MOST_SIGNS
                )  # an empty cell is a part without signs
            ]
            for start, end in zip(starts, self._ends, strict=True)
        ]


def _spelled(number: int, width: int) -> str:
    """Return the text a number of a part stands for."""
    signs = []
    for _ in range(width):
        number, place = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[place])
    return "".join(reversed(signs))
