"""What is wrong with an input, in words for the person who can mend it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stats import characters

MOST_TOLD = 100
"""Sentences about the faults of an input; whoever has mended so many runs the command again."""

ALIKE = 3
"""So many faults of one kind in one column are told one by one; more are one sentence with their number."""

_MOST_SPANS = 10
_NUMBERS = re.compile("[0-9]+")
_VALUES = re.compile("「[^」]*」|[0-9]+")
_LINE = re.compile("^([0-9]+)行目")


@dataclass(frozen=True)
class Fault:
    """One fault of one input file.

    `file` is the file's name as the user knows it, `place` says where in it (a line, record or field; may be
    empty), `problem` says what is wrong and `remedy` what to do about it; all in Japanese.
    """

    file: str
    place: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        """Return the fault as one Japanese sentence, on one line whatever the file has in it."""
        place = f"の{self.place}" if self.place else ""
        return characters.in_one_line(f"{self.file}{place}：{self.problem}。{self.remedy}。")

    @property
    def line(self) -> int | None:
        """Return the line it stands in, where it stands in one."""
        found = _LINE.match(self.place)
        return int(found[1]) if found else None

    @property
    def is_of_a_column(self) -> bool:
        """Return whether its place names a field of a line, as other lines have it too."""
        return self.line is not None and "「" in self.place

    @property
    def kind(self) -> tuple[str, str, str, str]:
        """Return what it shares with the same slip in other lines: all but the lines and the values."""
        column = _NUMBERS.sub("", self.place)
        return self.file, column, _VALUES.sub("", self.problem), _VALUES.sub("", self.remedy)


class InputError(Exception):
    """The inputs cannot become an edition; `faults` lists every reason found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def told(faults: Iterable[Fault]) -> Iterator[str]:
    """Yield faults as sentences, the first MOST_TOLD of them.

    The same slip in more than ALIKE lines of a column is one sentence: the first of them, with number and lines of
    the others.
    """
    kinds: dict[object, list[Fault]] = {}
    for number, fault in enumerate(faults):
        kinds.setdefault(fault.kind if fault.is_of_a_column else number, []).append(fault)
    sentences = (sentence for alike in kinds.values() for sentence in _sentences(alike))
    for number, sentence in enumerate(sentences):
        if number == MOST_TOLD:
            yield f"このほかにもあります（はじめの{MOST_TOLD}件を示しました。直してから、もう一度実行してください）。"
            return
        yield sentence


def _sentences(alike: list[Fault]) -> Iterator[str]:
    first, *others = alike
    if len(alike) <= ALIKE:
        yield from map(str, alike)
        return
    lines = spans(sorted({other.line for other in others if other.line is not None}))
    yield f"{str(first).removesuffix('。')}（同じことがほかに{len(others)}か所：{lines}行目）。"


def spans(numbers: list[int]) -> str:
    """Return ascending numbers as 3、5～9, the first few of them where there are many."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    shown = "、".join("～".join(map(str, run)) for run in runs[:_MOST_SPANS])
    return f"{shown}…" if len(runs) > _MOST_SPANS else shown
