"""Files whose lines are laid out alike: their cells are taken by place, all lines at once, instead of being looked for.

The police print every code with all its digits, so in their own files a cell stands at the same place in every line.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

_SIGNS = b"0123456789 "
_SEPARATORS = b",\n"
_KNOWN = _SIGNS + _SEPARATORS
_MOST_SIGNS = 5  # of a part: there are 11 to the power of 5 texts of five signs

# The place of a sign in _KNOWN; of every other sign the place after the last.
_PLACES = bytes(_KNOWN.find(sign) % (len(_KNOWN) + 1) for sign in range(256))

_Value = TypeVar("_Value", bound=np.generic)


class Part(NamedTuple):
    """Up to five signs that follow one another in every line: the texts there are, their numbers, one for each line."""

    texts: list[str]
    numbers: NDArray[np.intp]
    of_line: NDArray[np.unsignedinteger]

    def each_line(self, values: NDArray[_Value]) -> NDArray[_Value]:
        """Return for each line what stands in `values` for its text."""
        of_number = np.zeros(self.numbers[-1] + 1, dtype=values.dtype)
        of_number[self.numbers] = values
        lines: NDArray[_Value] = of_number[self.of_line]
        return lines


class Slots:
    """Watches pieces of a file go by; `found` is then what its cells are, None where lines differ."""

    def __init__(self) -> None:
        self._first = b""
        self._least: NDArray[np.uint8] = np.zeros(0, dtype=np.uint8)
        self._most: NDArray[np.uint8] = np.zeros(0, dtype=np.uint8)
        self._starts: list[list[int]] = []  # of the parts of each cell
        self._of_width: dict[int, list[int]] = {}  # where the parts begin that are so long
        self._numbers: dict[int, list[NDArray[np.unsignedinteger]]] = {}  # of these parts, a row each
        self._alike = True

    def watch(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Pass on pieces of whole lines, having looked at them."""
        for piece in pieces:
            if self._alike and not self._look(piece):
                self._alike = False
                self._numbers = {}
            yield piece

    def found(self) -> list[list[Part]] | None:
        """Return the parts of each cell; None where lines are not all alike or have other signs than digits."""
        if not self._alike or not self._first:
            return None
        parts = {
            start: _part(row, width)
            for width, starts in self._of_width.items()
            for start, row in zip(starts, np.concatenate(self._numbers.pop(width), axis=1), strict=True)
        }
        return [[parts[start] for start in starts] for starts in self._starts]

    def _look(self, piece: bytes) -> bool:
        """Return whether all lines of a piece have cells where the first line has, of digits and blanks."""
        if not piece.endswith(b"\n"):
            piece += b"\n"  # the last line of a file
        if not self._first:
            self._begin(piece[: piece.index(b"\n") + 1])
        lines, rest = divmod(len(piece), len(self._first))
        if rest:
            return False
        table = np.frombuffer(piece.translate(_PLACES), np.uint8).reshape(lines, len(self._first))
        places = np.ascontiguousarray(table.T)
        if (places.min(axis=1) < self._least).any() or (places.max(axis=1) > self._most).any():
            return False
        for width, starts in self._of_width.items():
            number = np.zeros((len(starts), lines), dtype=np.min_scalar_type(len(_SIGNS) ** width - 1))
            for place in range(width):
                number *= len(_SIGNS)
                number += places[[start + place for start in starts]]
            self._numbers[width].append(number)
        return True

    def _begin(self, first: bytes) -> None:
        """Find the cells of the first line."""
        self._first = first
        signs = np.frombuffer(first.translate(_PLACES), np.uint8)
        is_end = (signs >= len(_SIGNS)) & (signs < len(_KNOWN))
        self._least, self._most = np.where(is_end, signs, 0), np.where(is_end, signs, len(_SIGNS) - 1)
        start = 0
        for end in np.flatnonzero(is_end):
            # An empty cell is a part without signs.
            starts = list(range(start, max(int(end), start + 1), _MOST_SIGNS))
            for at in starts:
                self._of_width.setdefault(min(_MOST_SIGNS, int(end) - at), []).append(at)
            self._starts.append(starts)
            start = int(end) + 1
        self._numbers = {width: [] for width in self._of_width}


def _part(of_line: NDArray[np.unsignedinteger], width: int) -> Part:
    """Return a part of this many signs, given the number of each line's text."""
    numbers = np.flatnonzero(np.bincount(of_line))
    return Part(_spelled(numbers, width), numbers, of_line)


def _spelled(numbers: NDArray[np.intp], width: int) -> list[str]:
    """Return the texts that numbers of a part stand for."""
    places = numbers[:, np.newaxis] // len(_SIGNS) ** np.arange(width)[::-1] % len(_SIGNS)
    signs = np.frombuffer(_SIGNS, np.uint8)[places].tobytes().decode()
    return [signs[number * width : (number + 1) * width] for number in range(len(numbers))]
