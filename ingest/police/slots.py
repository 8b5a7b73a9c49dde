"""Whether all lines of a file are laid out alike, so that cells can be cut out by place instead of being looked for.

The police print every code with all its digits, so in their own files a cell stands at the same place in every line.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_COMMA, _LINE_FEED, _DELETE = b",", b"\n", b"\x7f"


class Slot(NamedTuple):
    """Where a cell stands in every line: first character (from 1), length, and whether any line has a blank in it."""

    start: int
    width: int
    has_blanks: bool


class Slots:
    """Watches pieces of a file go by; `found` is then the slots of its cells, None where lines differ."""

    def __init__(self) -> None:
        self._first = b""
        self._ends: NDArray[np.intp] = np.zeros(0, dtype=np.intp)
        self._separators: NDArray[np.uint8] = np.zeros(0, dtype=np.uint8)
        self._blanks: NDArray[np.bool_] = np.zeros(0, dtype=np.bool_)
        self._alike = True

    def watch(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Pass on pieces of whole lines, having looked at them."""
        for piece in pieces:
            self._alike = self._alike and self._look(piece)
            yield piece

    def found(self) -> list[Slot] | None:
        """Return the slot of each cell of a line, or None where the lines are not all alike or there is none."""
        if not self._alike or not self._first:
            return None
        starts = [0, *(int(end) + 1 for end in self._ends[:-1])]
        return [
            Slot(start + 1, int(end) - start, bool(self._blanks[start:end].any()))
            for start, end in zip(starts, self._ends, strict=True)
        ]

    def _look(self, piece: bytes) -> bool:
        """Return whether all lines of a piece have cells where the first line has, in signs that can be printed."""
        if not piece.endswith(_LINE_FEED):
            piece += _LINE_FEED  # the last line of a file
        if not self._first:
            self._first = piece[: piece.index(_LINE_FEED) + 1]
            signs = np.frombuffer(self._first, np.uint8)
            self._ends = np.flatnonzero((signs == ord(_COMMA)) | (signs == ord(_LINE_FEED)))
            self._separators = signs[self._ends]
            self._blanks = np.zeros(len(signs), dtype=np.bool_)
        length = len(self._first)
        lines, rest = divmod(len(piece), length)
        ends = piece.count(_COMMA) + piece.count(_LINE_FEED)
        if rest or ends != lines * len(self._ends) or not piece.isascii() or _DELETE in piece:
            return False
        table = np.frombuffer(piece, np.uint8).reshape(lines, length)
        self._blanks |= (table == ord(" ")).any(axis=0)
        return bool((table[:, self._ends] == self._separators).all())
