"""A series that counts accidents: what the records of the police say beside the department's reports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from findings.goals import plan
from findings.goals.plan import ReportedValue
from queries import Connection, accidents, goals, once
from stats.goals.judgements import Judgement

NEAR = 2  # accidents: records and published figures of a year have differed, by one


@dataclass(frozen=True)
class Recorded:
    """A year's accidents as the records count them (by file year without motorways).

    `reported` is the department's count of the same year, None without one. `missed` are the other years whose
    published figure the records miss; `is_near` says that the count lies so near the target that such a miss could
    turn the state. `is_sample` says that the records are synthetic.
    """

    count: float
    reported: float | None
    missed: tuple[int, ...]
    is_near: bool
    is_sample: bool


@once
def by_year(connection: Connection) -> dict[tuple[str, int], Recorded]:
    """Return what the records count, by series and calendar year, with why a published figure may say otherwise."""
    found = goals.recorded_values(connection)
    if found.empty:
        return {}
    targets = {one.indicator_id: one.target_value for one in plan.indicators(connection)}
    bases = accidents.official_bases(connection).dropna(subset=["published", "by_file_year_without_motorway"])
    missed = bases.loc[bases["published"] != bases["by_file_year_without_motorway"], "year"].astype(int)
    return {
        (row.indicator_id, row.period_end.year): Recorded(
            count=row.value,
            reported=None if pd.isna(row.reported) else row.reported,
            missed=tuple(year for year in missed if year != row.period_end.year),
            is_near=bool(abs(row.value - targets[row.indicator_id]) <= NEAR),
            is_sample=row.is_sample,
        )
        for row in found.itertuples()
    }


def reports(values: Sequence[ReportedValue]) -> list[ReportedValue]:
    """Return of the values to judge those a department reported."""
    return [one for one in values if not one.is_of_records]


def newest_number(values: Sequence[ReportedValue], until: date) -> ReportedValue | None:
    """Return the newest report of a number on a period that ends on a day or before; None without one."""
    numbers = [one for one in reports(values) if one.period_end <= until and one.value is not None]
    return numbers[-1] if numbers else None


def is_judged(values: Sequence[ReportedValue], judgement: Judgement) -> bool:
    """Tell whether a judgement rests on the records, of the values that were judged."""
    return any(one.is_of_records for one in values if one.period_end == judgement.period_end)
