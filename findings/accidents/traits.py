"""What sets the accidents of a place apart from the city's: of one cell, or of few accidents with those around it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from findings.accidents.cells import nine
from findings.rows import read
from queries import Connection, accidents, once
from queries.accidents import Selection
from stats.accidents import exact_tests
from stats.thresholds import TENDENCY_FROM, UNLIKELY


@dataclass(frozen=True)
class Trait:
    """A trait of accidents: how many of the place's have it, how many of the city's, and what chance says.

    `share`, `low` and `high` are the place's share with its exact interval, `city_share` the city's (0-1).
    `chance` is the probability, corrected for all traits tested, of at least so many in a random part of the city's
    accidents. `definition` says what is counted where the name alone does not.
    """

    name: str
    here: int
    everywhere: int
    share: float
    low: float
    high: float
    city_share: float
    chance: float
    definition: str | None = None

    @property
    def ratio(self) -> float:
        """Return the place's share divided by the city's."""
        return self.share / self.city_share

    @property
    def stands_out(self) -> bool:
        """Return whether chance hardly gives the place so many."""
        return self.chance < UNLIKELY


@dataclass(frozen=True)
class Compared:
    """A place beside the city: so many accidents of the city in it, and the traits tested, most surprising first.

    `is_pooled`: the place is the cell with the eight around it. Of too few accidents nothing is tested.
    """

    accidents: int
    is_pooled: bool
    tested: tuple[Trait, ...]

    @property
    def is_too_few(self) -> bool:
        """Return whether there are too few accidents to tell what sets them apart."""
        return self.accidents < TENDENCY_FROM

    @property
    def findings(self) -> list[Trait]:
        """Return the traits that stand out."""
        return [trait for trait in self.tested if trait.stands_out]


@dataclass(frozen=True)
class GroupCount:
    """Accidents of one group of codes, in a place and everywhere, beside all accidents of both."""

    label: str
    definition: str | None
    here: int
    everywhere: int
    accidents_here: int
    accidents_everywhere: int


@once
def compared(connection: Connection, selection: Selection, cell: str) -> Compared:
    """Return a cell beside all selected accidents; one of few accidents together with the eight cells around it.

    Which of the two is told of is settled by the number of accidents alone, never by what is found.
    """
    own = tested(read(GroupCount, accidents.groups_in_cells(connection, selection, place=[cell])))
    if not own.is_too_few:
        return own
    around = read(GroupCount, accidents.groups_in_cells(connection, selection, place=nine(cell)))
    return replace(tested(around), is_pooled=True)


def tested(groups: Sequence[GroupCount]) -> Compared:
    """Return the traits that can be tested, corrected for how many they are (Holm).

    Tested are traits that some but not all accidents of the city have; of few accidents, none.
    """
    if not groups:
        return Compared(0, False, ())
    drawn, total = groups[0].accidents_here, groups[0].accidents_everywhere
    untested = Compared(drawn, False, ())
    if untested.is_too_few:
        return untested
    asked = [group for group in groups if 0 < group.everywhere < total]
    chances = exact_tests.holm(
        [exact_tests.drawn_at_least(group.here, drawn, group.everywhere, total) for group in asked]
    )
    found = [
        Trait(
            name=group.label,
            here=group.here,
            everywhere=group.everywhere,
            share=group.here / drawn,
            low=interval.lower,
            high=interval.upper,
            city_share=group.everywhere / total,
            chance=chance,
            definition=group.definition,
        )
        for group, chance in zip(asked, chances, strict=True)
        for interval in [exact_tests.exact_share_interval(group.here, drawn)]
    ]
    return replace(untested, tested=tuple(sorted(found, key=lambda trait: (trait.chance, -trait.ratio))))
