"""How fresh an edition is: what it does not hold is None, and only the city's own accidents and plan are counted."""

from datetime import date

from findings.overview.freshness import Freshness, freshness
from tests.findings.conftest import Given

NOTHING = Freshness(
    series_total=0,
    series_reported=0,
    last_period_end=None,
    first_file_year=None,
    last_file_year=None,
    city_accidents=0,
    city_accidents_without_place=0,
    rows_rejected=0,
    rows_read=0,
    answers_rejected=0,
    surveys_with_year=0,
    surveys_without_year=0,
    last_survey_year=None,
)


def test_an_edition_without_data_has_nothing(given: Given) -> None:
    assert freshness(given(city=[{"plan_id": "5", "municipality_code": "07207"}])) == NOTHING


def test_what_there_is_is_counted(given: Given) -> None:
    found = freshness(
        given(
            city=[{"plan_id": "5", "municipality_code": "07207"}],
            indicators=[
                {"plan_id": "5", "indicator_id": "1-1"},
                {"plan_id": "5", "indicator_id": "1-2"},
                {"plan_id": "4", "indicator_id": "1-1"},
            ],
            indicator_values=[
                {"plan_id": "5", "indicator_id": "1-1", "period_end": date(2023, 3, 31)},
                {"plan_id": "5", "indicator_id": "1-1", "period_end": date(2024, 3, 31)},
                {"plan_id": "4", "indicator_id": "1-1", "period_end": date(2025, 3, 31)},
            ],
            accidents=[
                {"municipality_code": "07207", "file_year": 2019, "latitude": 37.3},
                {"municipality_code": "07207", "file_year": 2021, "latitude": None},
                {"municipality_code": "07203", "file_year": 2022, "latitude": 37.4},
            ],
            ingest_files=[
                {"file_name": "a", "rows_read": 10, "rows_rejected": 2},
                {"file_name": "b", "rows_read": 5, "rows_rejected": 0},
                {"file_name": "c", "reader": "survey", "rows_read": 5, "rows_rejected": 1},
            ],
            rejected_rows=[{"file_name": name, "line": line} for name in ("a", "c") for line in (2, 3, 3, 4)][
                1:
            ],
            surveys=[
                {"survey_id": "a", "year": 2022},
                {"survey_id": "b", "year": 2023},
                {"survey_id": "c", "year": None},
            ],
        )
    )
    assert found == Freshness(
        series_total=2,
        series_reported=1,
        last_period_end=date(2024, 3, 31),
        first_file_year=2019,
        last_file_year=2021,
        city_accidents=2,
        city_accidents_without_place=1,
        rows_rejected=3,
        rows_read=20,
        answers_rejected=3,
        surveys_with_year=2,
        surveys_without_year=1,
        last_survey_year=2023,
    )
