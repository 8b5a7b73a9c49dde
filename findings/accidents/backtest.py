"""How well ways of ranking cells foretold a later year's accidents, and how chances were corrected by what came."""

import math
from dataclasses import dataclass
from typing import Literal

from findings.rows import read, read_one
from queries import Connection, accidents, once
from stats.accidents import getis_ord

Stage = Literal["examination", "choice"]
"""Held against records not used before, or for choosing the method."""

SHIPPED, COUNT = "shipped", "count"
"""The method these pages use, and the plain count it is held against."""

METHODS = (SHIPPED, "local_500", "same_prior", COUNT, "kernel_500", "gi_star")
"""The methods that are examined."""


@dataclass(frozen=True)
class Result:
    """How a method did over all areas of the police.

    Attributes
    ----------
    gain, gain_by_prefecture
        In the logarithm of the share of its score that the cell of an accident had, over that of the plain count: mean
        of accidents, and of areas. None of a method whose score is no share.
    better_than_count, better_than_stated
        In how many areas it did better than the plain count, and than levels in proportion to 500 m around.
    caught_1, caught_5, own_caught_5
        Share of accidents in its first 1 % and 5 % of cells, and in those of the city's own area.
    outside_share
        Share of accidents outside of all compared cells.
    recorded, held_share
        Cells with an accident before, and the share of their intervals that held; None where it makes none.
    """

    stage: Stage
    method: str
    prefectures: int
    accidents: int
    outside_share: float
    gain: float | None
    gain_by_prefecture: float | None
    better_than_count: int
    better_than_stated: int
    caught_1: float
    caught_5: float
    recorded: int
    held_share: float | None
    own_caught_5: float | None

    @property
    def times(self) -> float | None:
        """Return how many times the plain count's share its share was, in the mean of accidents."""
        return None if self.gain is None else math.exp(self.gain)

    @property
    def times_by_prefecture(self) -> float | None:
        """Return the same in the mean of areas."""
        return None if self.gain_by_prefecture is None else math.exp(self.gain_by_prefecture)


@dataclass(frozen=True)
class Learnt:
    """From which years and how many municipalities the correction of chances was learnt."""

    first_year: int
    last_year: int
    municipalities: int


@dataclass(frozen=True)
class Band:
    """Corrected chances from one percentage to another: what was foretold of its cells, and what came."""

    least_pct: int
    most_pct: int
    foretold_pct: float
    came_pct: float
    cells: int


@dataclass(frozen=True)
class Backtest:
    """What was examined and tried, the best of each first, and how chances were corrected."""

    results: tuple[Result, ...]
    learnt: Learnt
    bands: tuple[Band, ...]

    @property
    def examined(self) -> list[Result]:
        """Return the results of the methods that are examined."""
        return [each for each in self.results if each.stage == "examination" and each.method in METHODS]

    @property
    def compared(self) -> list[Result]:
        """Return those of them whose score is a share."""
        return [each for each in self.examined if each.gain is not None]

    @property
    def tried(self) -> list[Result]:
        """Return what was tried for choosing the method."""
        return [each for each in self.results if each.stage == "choice" and each.gain is not None]

    def of(self, method: str) -> Result:
        """Return the examination of a method.

        Raises
        ------
        KeyError
            When it was not examined.
        """
        return {each.method: each for each in self.examined}[method]


@dataclass(frozen=True)
class Example:
    """A small grid of counts with the z and the exact probability of every cell, to check other programs by."""

    counts: tuple[tuple[int, ...], ...]
    z: tuple[tuple[float, ...], ...]
    p: tuple[tuple[float, ...], ...]


@once
def backtest(connection: Connection) -> Backtest:
    """Return what the tests of the ranking found; they are the same in every edition."""
    return Backtest(
        tuple(read(Result, accidents.backtest(connection))),
        read_one(Learnt, accidents.top_ten_calibration(connection)),
        tuple(read(Band, accidents.top_ten_reliability(connection))),
    )


@once
def example() -> Example:
    """Return the example of Gi*."""
    p, z = getis_ord.check_values()
    return Example(getis_ord.CHECK_GRID, *(tuple(map(tuple, values.tolist())) for values in (z, p)))
