"""What the records count beside the reports, and which of the values judged are of whom."""

from dataclasses import replace
from datetime import date

import pytest

from findings.goals.records import Recorded, by_year, is_judged, newest_number, reports
from tests.findings.accidents.records import accidents
from tests.findings.conftest import Given
from tests.findings.goals.made import FINE, REPORTED, rows_of_the_plan, value

OLD, NEW = date(2023, 12, 31), date(2024, 12, 31)
COUNTED = {
    "uncertainty": "poisson",
    "calendar": "calendar",
    "baseline_on": date(2021, 12, 31),
    "target_value": 3.0,
}


def report(year: int, number: float) -> dict[str, object]:
    return REPORTED | {"period_end": date(year, 12, 31), "value": number}


def test_a_count_stands_with_the_report_and_the_years_it_misses(given: Given) -> None:
    edition = given(
        **rows_of_the_plan(**COUNTED),
        accidents=[
            *accidents(2, file_year=2022),
            *accidents(5, file_year=2023),
            *accidents(6, file_year=2024, is_sample=True),
        ],
        indicator_values=[report(2022, 2), report(2023, 4)],
    )
    assert by_year(edition) == {
        ("1-1", 2022): Recorded(2, reported=2, missed=(2023,), is_near=True, is_sample=False),
        ("1-1", 2023): Recorded(5, reported=4, missed=(), is_near=True, is_sample=False),
        ("1-1", 2024): Recorded(6, reported=None, missed=(2023,), is_near=False, is_sample=True),
    }


def test_without_a_series_that_counts_accidents_the_records_count_nothing(given: Given) -> None:
    assert by_year(given(**rows_of_the_plan(), accidents=accidents(2, file_year=2023))) == {}


def test_reports_are_told_from_the_records() -> None:
    reported, counted = value(1, OLD), value(2, NEW, origin="records")
    assert reports([reported, counted]) == [reported]
    assert is_judged([reported, counted], replace(FINE, period_end=NEW))
    assert not is_judged([reported, counted], replace(FINE, period_end=OLD))
    assert not is_judged([counted], FINE)


@pytest.mark.parametrize(("until", "expected"), [(date(2023, 12, 30), None), (OLD, 1), (NEW, 3)])
def test_the_newest_number_is_a_departments_own(until: date, expected: float | None) -> None:
    listed = [
        value(1, OLD),
        value(3, NEW),
        value(None, NEW, state="評価困難"),
        value(4, NEW, origin="records"),
    ]
    found = newest_number(listed, until)
    assert (None if found is None else found.value) == expected
