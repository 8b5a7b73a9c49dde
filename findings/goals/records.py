"""A series that counts accidents: what the records of the police say beside the department's reports."""

from collections.abc import Sequence

import pandas as pd

from charts.goals.records import Recorded
from findings.goals import plan
from findings.goals.plan import ReportedValue
from queries import Connection, accidents, goals
from stats.goals.progress import Judgement

NEAR = 2  # accidents: records and published figures of a year have differed, by one


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


def is_judged(values: Sequence[ReportedValue], judgement: Judgement) -> bool:
    """Tell whether a judgement rests on the records, of the values that were judged."""
    return any(one.is_of_records for one in values if one.period_end == judgement.period_end)
