"""A series that counts accidents: what the records of the police say beside the department's reports."""

import pandas as pd

from charts.goals.records import Recorded
from queries import Connection, accidents, goals
from stats.goals.progress import Judgement

ORIGIN = "records"
NEAR = 2  # accidents: records and published figures of a year have differed, by one


def by_year(connection: Connection) -> dict[tuple[str, int], Recorded]:
    """Return what the records count, by series and calendar year, with why a published figure may say otherwise."""
    found = goals.recorded_values(connection)
    if found.empty:
        return {}
    targets = goals.indicators(connection).set_index("indicator_id")["target_value"]
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


def reports(values: pd.DataFrame) -> pd.DataFrame:
    """Return of the values to judge those a department reported."""
    return values[values["origin"] != ORIGIN]


def is_judged(values: pd.DataFrame, judgement: Judgement) -> bool:
    """Tell whether a judgement rests on the records, of the values that were judged."""
    rows = values[values["period_end"].dt.date == judgement.period_end]
    return bool((rows["origin"] == ORIGIN).any())
