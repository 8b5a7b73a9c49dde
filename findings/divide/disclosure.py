"""How finely the answers of surveys are published, and what is hidden to protect single respondents."""

from collections.abc import Sequence
from dataclasses import dataclass

from findings import rows
from queries import Connection, divide, once


@dataclass(frozen=True)
class Protection:
    """How finely the options of one survey are published, and how many of its cells are hidden.

    Options are counted by the classes they are published in: six, three, two, the total alone, or nothing.
    """

    year: int
    population_year: int | None
    options: int
    by_six: int
    by_three: int
    by_two: int
    total_only: int
    nothing: int
    cells: int
    hidden_cells: int


@dataclass(frozen=True)
class Threshold:
    """A number of people below which answers are hidden, and what it is for."""

    rule: str
    threshold: int
    meaning: str


@dataclass(frozen=True)
class Hidden:
    """How many cells and options there are in all surveys, and how many are hidden or published by wider classes."""

    surveys: int
    cells: int
    hidden_cells: int
    options: int
    coarser: int


@once
def protections(connection: Connection) -> list[Protection]:
    """Return how every survey with a known year is protected, newest first."""
    return rows.read(Protection, divide.protection(connection))


@once
def thresholds(connection: Connection) -> list[Threshold]:
    """Return the thresholds of the protection of answers."""
    return rows.read(Threshold, divide.thresholds(connection))


def hidden(surveys: Sequence[Protection]) -> Hidden | None:
    """Return what is hidden in all surveys together; None without a survey."""
    if not surveys:
        return None
    return Hidden(
        len(surveys),
        sum(one.cells for one in surveys),
        sum(one.hidden_cells for one in surveys),
        sum(one.options for one in surveys),
        sum(one.by_three + one.by_two for one in surveys),
    )


def newest_weighted(surveys: Sequence[Protection]) -> tuple[int, int] | None:
    """Return fiscal year of the newest survey that is weighted, and the year of its inhabitants; None without one."""
    weighted = [(one.year, one.population_year) for one in surveys if one.population_year is not None]
    return max(weighted, default=None)
