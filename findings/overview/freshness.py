"""How fresh and complete an edition is: reports, records of accidents, surveys, rows that could not be read."""

from dataclasses import dataclass
from datetime import date

from findings.rows import read_one
from queries import Connection, once, overview


@dataclass(frozen=True)
class Freshness:
    """How far the data of an edition reach; what it does not hold is None.

    Attributes
    ----------
    series_total, series_reported
        Series of the plan, and those with a report of any time.
    last_period_end
        Last day the newest report holds for.
    first_file_year, last_file_year
        File years of the police's records.
    city_accidents, city_accidents_without_place
        Accidents of the city, and those no map can show.
    rows_rejected, rows_read
        Rows of all files.
    answers_rejected
        Single answers of surveys that could not be counted, in rows that were.
    surveys_with_year, surveys_without_year, last_survey_year
        Surveys whose year is known, those whose year is not, and the newest year (a fiscal year).
    """

    series_total: int
    series_reported: int
    last_period_end: date | None
    first_file_year: int | None
    last_file_year: int | None
    city_accidents: int
    city_accidents_without_place: int
    rows_rejected: int
    rows_read: int
    answers_rejected: int
    surveys_with_year: int
    surveys_without_year: int
    last_survey_year: int | None


@once
def freshness(connection: Connection) -> Freshness:
    """Return how fresh and complete an edition is."""
    return read_one(Freshness, overview.completeness(connection))
