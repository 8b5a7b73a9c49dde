"""Who has reported what for a year: whole years, parts, numbers of the police, departments that share a series."""

from datetime import date

import pytest

from findings.goals.records import Recorded
from findings.goals.reporting import (
    Completeness,
    Due,
    by_department,
    by_field,
    due,
    kept_back,
    of_sort,
    to_report,
)
from findings.goals.states import SeriesState
from findings.noticed import Noticed
from tests.findings.conftest import Given
from tests.findings.goals.made import judged, measure_state, value

END = date(2024, 3, 31)
WHOLE = judged(2023, value(60, END, reported_on=date(2024, 5, 10)))
PART = judged(2023, value(60, date(2023, 10, 31), is_part_year=True, reported_on=date(2023, 11, 1)))
NOTHING = judged(2023, value(30, date(2023, 3, 31), reported_on=date(2023, 5, 9)))
POLICE = judged(
    2023, value(60, END, origin="records"), recorded=Recorded(60, None, (), is_near=False, is_sample=False)
)


@pytest.fixture
def listed(given: Given) -> list[Due]:
    def row(number: str, sort: str) -> dict[str, object]:
        sorted_as = {"plan_id": "5", "measure_id": "1-1", "link_kind": "output_or_outcome"}
        return sorted_as | {"indicator_id": number, "target": sort}

    connection = given(
        city=[{"plan_id": "5"}],
        measures=[{"plan_id": "5", "measure_id": "1-1"}],
        measure_links=[row("1-1", "output")],
    )
    measures = [
        measure_state("順調", [WHOLE], "1-1", field="甲", departments=("総務課",)),
        measure_state("順調", [PART], "1-2", field="甲", departments=("総務課", "税務課")),
        measure_state("未報告", [NOTHING], "1-3", field="乙", departments=("税務課",)),
        measure_state("順調", [POLICE], "1-4", field="乙", departments=("市民安全課",)),
        measure_state("対象外", [_not_due()], "1-5", field="乙", departments=("税務課",)),
    ]
    return due(connection, measures, 2023)


def _not_due() -> SeriesState:
    """A running sum before the plan began."""
    return judged(2021, kind="cumulative", period_type="plan_total")


def test_what_is_due_says_what_came(listed: list[Due]) -> None:
    assert [(one.is_reported, one.is_partial, one.is_complete, one.reported_on) for one in listed] == [
        (True, False, True, date(2024, 5, 10)),
        (True, True, False, date(2023, 11, 1)),
        (False, False, False, None),
        (False, False, False, None),
    ]
    assert [one.last.value if one.last else None for one in listed] == [60, 60, 30, None]


def test_a_part_beside_the_whole_year_is_no_part_and_later_reports_are_not_looked_at(given: Given) -> None:
    both = judged(
        2023,
        value(50, date(2023, 10, 31), is_part_year=True),
        value(60, END),
        value(70, date(2025, 3, 31), reported_on=date(2025, 5, 1)),
    )
    (one,) = due(given(), [measure_state("順調", [both])], 2023)
    assert (one.is_partial, one.reported_on) == (False, None)
    assert one.last is not None
    assert one.last.value == 60


def test_completeness_counts_a_part_as_reported_and_the_police_not(listed: list[Due]) -> None:
    assert by_field(listed) == [
        Completeness("甲", 2, 2, date(2024, 5, 10)),
        Completeness("乙", 2, 0, None),
    ]
    assert by_department(listed) == [
        Completeness("総務課", 2, 2, date(2024, 5, 10)),
        Completeness("税務課", 2, 1, date(2023, 11, 1)),
        Completeness("市民安全課", 1, 0, None),
    ]


def test_a_part_year_is_still_to_be_reported_by_each_of_its_departments(listed: list[Due]) -> None:
    def names(departments: list[str]) -> dict[str, list[str]]:
        found = to_report(listed, departments)
        return {name: [one.judged.measure.measure_id for one in rows] for name, rows in found.items()}

    everybody = {"総務課": ["1-2"], "税務課": ["1-2", "1-3"], "市民安全課": ["1-4"]}
    assert names([]) == everybody
    assert names(["税務課"]) == {"税務課": ["1-2", "1-3"]}
    assert names(["こども課"]) == {}


def test_sorts_are_those_of_the_plans_links(listed: list[Due]) -> None:
    assert [one.sort for one in listed] == ["output"] * 4  # all have the series 1-1
    assert of_sort(listed, "output") == (2, 4)
    assert of_sort(listed, "outcome") == (0, 0)


def test_only_answers_that_wait_are_kept_back(given: Given) -> None:
    connection = given(
        ingest_findings=[
            {"file_name": "a.csv", "kind": "late_answers", "detail": "調査A", "rows": 3},
            {"file_name": "a.csv", "kind": "unknown_code", "detail": "列", "rows": 9},
            {"file_name": "b.csv", "kind": "changed_answers", "detail": "調査B", "rows": 0},
        ]
    )
    assert kept_back(connection) == [
        Noticed("changed_answers", "調査B", 1, 0),
        Noticed("late_answers", "調査A", 1, 3),
    ]
