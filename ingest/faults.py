"""What is wrong with an input, in words for the person who can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

from stats import characters


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


class InputError(Exception):
    """The inputs cannot become an edition; `faults` lists every reason found."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
