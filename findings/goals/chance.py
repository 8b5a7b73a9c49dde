"""Luck or change: what the records of accidents say about the target for their yearly count."""

from collections.abc import Sequence
from dataclasses import dataclass

from findings.accidents.neighbours import Comparison, alone
from findings.accidents.published import context_sources
from findings.accidents.target import Newest, history, latest
from findings.accidents.years import Bases, Nearest, bases, nearest, untold_files
from findings.city import city
from findings.records import accident_records
from queries import Connection, once
from stats import intervals


@dataclass(frozen=True)
class Chance:
    """What moves a yearly count beside its target.

    Attributes
    ----------
    target
        Accidents a year, at most.
    is_known
        True when there are years counted as the target is; without them the rest says nothing.
    newest
        The newest such year, and the chance of reaching the target.
    change
        The city's newest year against the mean of its earlier ones; None with fewer than two.
    untold
        File years whose motorway accidents cannot be told apart.
    ways, nearest
        The years on every way of counting, and which ways come nearest to the published figures.
    missed
        Probability that a level right at the target exceeds it in one year.
    is_sample
        True when the records are synthetic.
    sources
        Sources of the published counts and of the records.
    """

    target: float
    is_known: bool
    newest: Newest | None
    change: Comparison | None
    untold: set[int]
    ways: Sequence[Bases]
    nearest: Nearest | None
    missed: float
    is_sample: bool
    sources: tuple[str, ...]


@once
def chance(connection: Connection, target: float) -> Chance:
    """Return what the records say about a target for a year's count of accidents."""
    known, ways = history(connection), bases(connection)
    records = accident_records(connection)
    return Chance(
        target=target,
        is_known=bool(known),
        newest=latest(connection),
        change=alone(city(connection).city, {one.year: one.count for one in known}),
        untold=untold_files(connection),
        ways=ways,
        nearest=nearest(ways),
        missed=1 - intervals.poisson_cdf(target, target),
        is_sample=records.are_sample,
        sources=(*context_sources(connection), records.source_id),
    )
