"""What sets the accidents of one cell apart from the city's."""

from collections.abc import Sequence
from dataclasses import dataclass

from findings.rows import read
from queries import Connection, accidents
from queries.accidents import Selection
from stats.accidents import exact_tests
from stats.thresholds import TENDENCY_FROM, UNLIKELY


@dataclass(frozen=True)
class Trait:
    """A trait of accidents: how many of the cell's have it, how many of the city's, and what chance says.

    `share`, `low` and `high` are the cell's share with its exact interval, `city_share` the city's (0-1).
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
        """Return the cell's share divided by the city's."""
        return self.share / self.city_share

    @property
    def stands_out(self) -> bool:
        """Return whether chance hardly gives the cell so many."""
        return self.chance < UNLIKELY


@dataclass(frozen=True)
class GroupCount:
    """Accidents of one choice of the filters, in a cell and everywhere, beside all accidents of both."""

    label: str
    definition: str | None
    here: int
    everywhere: int
    accidents_here: int
    accidents_everywhere: int


def traits(connection: Connection, selection: Selection, cell: str) -> tuple[Trait, ...]:
    """Return what sets a cell apart from all selected accidents, most surprising first; none with few accidents."""
    return tested(read(GroupCount, accidents.groups_in_cell(connection, selection, cell=cell)))


def tested(groups: Sequence[GroupCount]) -> tuple[Trait, ...]:
    """Return the traits that can be tested, most surprising first, corrected for how many they are (Holm).

    Tested are traits that some but not all accidents of the city have; with few accidents in the cell, none.
    """
    if not groups or groups[0].accidents_here < TENDENCY_FROM:
        return ()
    drawn, total = groups[0].accidents_here, groups[0].accidents_everywhere
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
    return tuple(sorted(found, key=lambda trait: (trait.chance, -trait.ratio)))
