"""Published counts of accidents that are no plan's and no department's: they stand beside the records as context."""

from dataclasses import dataclass
from datetime import date

from findings.accidents.years import bases
from findings.rows import read
from queries import Connection, goals, once


@dataclass(frozen=True)
class _Series:
    indicator_id: str
    uncertainty: str


@dataclass(frozen=True)
class _Published:
    period_end: date
    source_id: str


@once
def context_sources(connection: Connection) -> list[str]:
    """Return the ids of the sources of such counts in the years the edition has records of, in order of time.

    Their series is the plan's count of accidents; without one, or without records, there are none.
    """
    years = {one.year for one in bases(connection)}
    series = [one for one in read(_Series, goals.indicators(connection)) if one.uncertainty == "poisson"]
    found = [
        value
        for one in series
        for value in read(_Published, goals.context_values(connection, indicator_id=one.indicator_id))
        if value.period_end.year in years
    ]
    return list(dict.fromkeys(value.source_id for value in found))
