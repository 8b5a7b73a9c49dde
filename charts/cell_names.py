"""What cells are called in words; a cell is no address, so a name tells its town and street, nothing finer."""

from collections import Counter
from collections.abc import Iterable

from findings.accidents.cells import CellName, Direction
from findings.accidents.ground import Near

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
    """Return what to call a cell: 森宿・国道4号, without a street by the nearest place.

    Far from all places by its municipality, nothing where that is not known.
    """
    if name.at is not None:
        return _at(name.at)
    if name.place is None:
        return name.municipality or ""
    if name.direction is None:
        return f"{name.place}付近"
    return f"{name.place}の{COMPASS[name.direction]} 約{name.metres:,}m"


def _at(at: Near) -> str:
    """Return the town, on which side of it where that must be said, and what a cell lies at and near there."""
    if at.crossing_side:
        roads = f"{at.near}（{at.crossing}の{COMPASS[Direction(at.crossing_side)]}）"
    else:
        roads = "と".join(filter(None, (at.near, at.crossing)))
    if at.town is None:
        return f"{roads}付近"
    side = f"の{COMPASS[Direction(at.direction)]}" if at.direction else ""
    metres = f" 約{at.town_m:,}m" if at.town_m else ""
    return f"{at.town}{side}{metres}・{roads}"


def distinct(names: Iterable[CellName]) -> list[str]:
    """Return what to call each cell of a list, no two the same.

    The number of the cell follows where several have one name, and where one is far from every named place.
    """
    names = list(names)
    texts = [called(name) if name.place is not None or name.at is not None else "" for name in names]
    shared = {text for text, times in Counter(texts).items() if times > 1} | {""}
    return [
        f"{text or UNNAMED}（区画{name.cell}）" if text in shared else text
        for name, text in zip(names, texts, strict=True)
    ]
