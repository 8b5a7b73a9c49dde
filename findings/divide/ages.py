"""Classes of age that surveys have in common, made from the classes each of them could publish."""

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from findings import rows
from findings.divide.shares import Share
from queries import Connection, divide, once

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Inhabitants:
    """The inhabitants of one class of age in one calendar year."""

    year: int
    age_group: str
    people: int


@once
def population(connection: Connection) -> list[Inhabitants]:
    """Return the inhabitants by year and class of age; none where no population was loaded."""
    return rows.read(Inhabitants, divide.population(connection))


def least(age_group: str) -> int:
    """Return the first age of a class, 18 for 18～29歳 and 70 for 70歳以上."""
    return int(re.findall(r"\d+", age_group)[0])


def label(first: int, following: int | None) -> str:
    """Return a class from its first age and that of the following class, None where there is none."""
    return f"{first}歳以上" if following is None else f"{first}～{following - 1}歳"


def labels(starts: Sequence[int]) -> list[str]:
    """Return the classes that begin at these ages, from young to old."""
    return [label(first, following) for first, following in zip(starts, [*starts[1:], None], strict=True)]


def shared(by: Mapping[Key, Sequence[Share]]) -> dict[Key, list[Share]]:
    """Return the published classes of age put together into those that every survey (or option) has.

    Counts and respondents are summed, nothing is split; a survey whose classes are hidden is left out. Nothing where
    the surveys have fewer than two classes in common.

    Parameters
    ----------
    by
        The classes of age of every survey (or option).
    """
    published = {key: shares for key, shares in by.items() if shares and all(one.is_known for one in shares)}
    starts = [{least(one.age_group) for one in shares} for shares in published.values()]
    common = sorted(set.intersection(*starts)) if starts else []
    if len(common) < 2 or len({min(start) for start in starts}) > 1:
        return {}
    return {key: _merged(shares, common) for key, shares in published.items()}


def inhabitants(
    population: Sequence[Inhabitants], age_groups: Sequence[str], year: int | None
) -> list[float] | None:
    """Return the inhabitants of each class; None where the year is not known or its classes are too coarse.

    Parameters
    ----------
    population
        Inhabitants of any years.
    age_groups
        The classes asked for.
    year
        The calendar year whose people weight the survey.
    """
    known = [one for one in population if one.year == year]
    starts = sorted(map(least, age_groups))
    finest = {least(one.age_group) for one in known}
    if not starts or not set(starts) <= finest or min(finest) != starts[0]:
        return None
    return [
        float(sum(one.people for one in known if _start(starts, one.age_group) == least(age)))
        for age in age_groups
    ]


def _merged(shares: Sequence[Share], starts: Sequence[int]) -> list[Share]:
    """Return the shares of one survey, each class within the wider one it lies in."""
    merged = []
    for start, name in zip(starts, labels(starts), strict=True):
        within = [one for one in shares if _start(starts, one.age_group) == start]
        respondents = sum(one.respondents or 0 for one in within)
        count = sum(one.count or 0 for one in within)
        pct = 100 * count / respondents if respondents else None
        merged.append(Share(within[0].year, name, respondents, count, pct, source_id=within[0].source_id))
    return merged


def _start(starts: Sequence[int], age_group: str) -> int:
    """Return the first age of the wider class a class lies in."""
    return max(start for start in starts if start <= least(age_group))
