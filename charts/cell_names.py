"""What cells are called in words; a cell is no address, so a name tells direction and distance, nothing finer."""

from collections import Counter
from collections.abc import Iterable

from findings.accidents.cells import CellName, Direction

UNNAMED = "名前のない地点"
COMPASS = {
    Direction.EAST: "東",
    Direction.NORTH_EAST: "北東",
    Direction.NORTH: "北",
    Direction.NORTH_WEST: "北西",
    Direction.WEST: "西",
    Direction.SOUTH_WEST: "南西",
    Direction.SOUTH: "南",
    Direction.SOUTH_EAST: "南東",
}


def called(name: CellName) -> str:
    """Return what to call a cell: far from all places by its municipality, nothing where that is not known."""
    if name.place is None:
        return name.municipality or ""
    if name.direction is None:
        return f"{name.place}付近"
    return f"{name.place}の{COMPASS[name.direction]} 約{name.metres:,}m"


def distinct(names: Iterable[CellName]) -> list[str]:
    """Return what to call each cell of a list, no two the same.

    The number of the cell follows where several have one name, and where one is far from every named place.
    """
    names = list(names)
    texts = [called(name) if name.place is not None else "" for name in names]
    shared = {text for text, times in Counter(texts).items() if times > 1} | {""}
    return [
        f"{text or UNNAMED}（区画{name.cell}）" if text in shared else text
        for name, text in zip(names, texts, strict=True)
    ]
