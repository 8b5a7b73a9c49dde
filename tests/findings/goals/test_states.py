"""States of measures in a year: from reports by the rules, and what is counted over all of them."""

from dataclasses import replace
from datetime import date

import pytest

from findings.goals import states
from findings.goals.records import Recorded, is_judged, newest_number, reports
from findings.goals.states import Overall
from stats.goals.judgements import Judgement
from tests.findings.conftest import Given
from tests.findings.goals import made


def test_a_year_is_judged_by_its_own_report(given: Given) -> None:
    reported = [
        made.REPORTED | {"period_end": date(2023, 3, 31), "value": 20.0},
        made.REPORTED | {"period_end": date(2024, 3, 31), "value": 50.0},
    ]
    edition = given(**made.rows_of_the_plan(), indicator_values=reported)
    by_year = states.history(edition, [2022, 2023, 2024])
    assert {year: [one.state for one in listed] for year, listed in by_year.items()} == {
        2022: ["遅れ"],
        2023: ["達成"],
        2024: ["未報告"],
    }
    assert [one.is_final for listed in by_year.values() for one in listed] == [False, False, True]
    assert by_year[2022][0].series[0].judgement.achieved == pytest.approx(0.25)


def test_a_measure_without_series_has_no_indicator(given: Given) -> None:
    rows = made.rows_of_the_plan() | {"indicators": [{"plan_id": "4"}]}
    (one,) = states.measure_states(given(**rows), 2022)
    assert (one.state, one.worst, one.series) == ("指標なし", None, [])


@pytest.mark.parametrize(
    ("ends", "years"),
    [
        ([], [2024]),
        ([date(2023, 3, 31), date(2022, 9, 30)], [2022]),
        ([date(2023, 4, 1), date(2022, 3, 31)], [2023, 2021]),
        ([date(2026, 3, 31)], [2024]),  # after the last target's day it is no year of the plan
    ],
)
def test_years_with_a_report_can_be_looked_at(given: Given, ends: list[date], years: list[int]) -> None:
    values = {"indicator_values": [made.REPORTED | {"period_end": end, "value": 1.0} for end in ends]}
    assert states.reporting_years(given(**made.rows_of_the_plan(), **(values if ends else {}))) == years


def test_the_state_speaks_of_the_series_that_lacks_most() -> None:
    near = made.series_state(Judgement("遅れ", "pace", achieved=0.5, expected=0.6, pace=0.83))
    far = made.series_state(Judgement("遅れ", "pace", achieved=0.1, expected=0.6, pace=0.17))
    other = made.series_state(Judgement("達成", "achieved"))
    assert made.measure_state("遅れ", [other, near, far]).worst is far
    silent = made.series_state(Judgement("未報告", "not_reported"))
    assert made.measure_state("未報告（一部）", [other, silent]).worst is silent


def test_the_plan_as_a_whole_counts_measures_and_series() -> None:
    silent = made.series_state(Judgement("未報告", "not_reported"))
    never = made.series_state(Judgement("対象外", "not_due"))
    counted = made.series_state(
        Judgement("達成", "achieved", period_end=date(2022, 12, 31)),
        made.value(90.0, date(2022, 12, 31), origin="records"),
    )
    recorded = replace(counted, recorded=Recorded(90.0, None, (), is_near=False, is_sample=False))
    listed = [
        made.measure_state("順調", [made.series_state(made.FINE), silent]),
        made.measure_state("対象外", [never]),
        made.measure_state("達成", [recorded]),
    ]
    found = states.overall(listed, 2022)
    assert (found.due, found.reported) == (3, 1)
    assert {state: count for state, count in found.counts.items() if count} == {
        "達成": 1,
        "順調": 1,
        "対象外": 1,
    }
    assert sum(found.counts.values()) == 3
    assert (found.is_last, found.is_before) == (False, False)


@pytest.mark.parametrize(("year", "is_before"), [(2021, True), (2022, False)])
def test_a_year_is_before_the_plan_that_ends_before_it_begins(year: int, is_before: bool) -> None:
    found: Overall = states.overall([made.measure_state("順調", [made.series_state(made.FINE)])], year)
    assert found.is_before == is_before


def test_a_year_the_plan_begins_in_is_of_the_plan() -> None:
    later = made.series_state(made.FINE, plan_starts_on=date(2022, 10, 1))
    assert not states.overall([made.measure_state("順調", [later])], 2022).is_before


@pytest.mark.parametrize(
    ("calendar", "target_on", "on", "late"),
    [
        ("fiscal", date(2025, 3, 31), date(2025, 3, 31), False),
        ("fiscal", date(2025, 3, 31), date(2025, 4, 1), True),
        ("calendar", date(2024, 6, 30), date(2024, 12, 31), False),
        ("calendar", date(2024, 6, 30), date(2025, 1, 1), True),
    ],
)
def test_a_value_is_late_after_the_year_of_the_targets_day(
    calendar: str, target_on: date, on: date, late: bool
) -> None:
    assert states.is_late(made.indicator(calendar=calendar, target_on=target_on), on) == late


def test_departments_and_sources_are_named_once() -> None:
    one = made.series_state(made.FINE, made.value(1.0, date(2023, 3, 31), source_id="b"))
    two = made.series_state(made.FINE, *(made.value(1.0, date(2023, 3, 31), source_id=name) for name in "ab"))
    listed = [made.measure_state("順調", [one, two]), made.measure_state("順調", [one])]
    assert states.sources(listed) == ["a", "b"]
    assert states.departments(listed) == ["企画政策課"]


def test_the_newest_number_is_of_a_department_and_not_later_than_asked() -> None:
    ends = [date(year, 3, 31) for year in (2022, 2023, 2024, 2025)]
    first, blank, record, later = (
        made.value(1.0, ends[0]),
        made.value(None, ends[1]),
        made.value(3.0, ends[2], origin="records"),
        made.value(4.0, ends[3]),
    )
    values = [first, blank, record, later]
    assert newest_number(values, ends[2]) is first
    assert newest_number(values, ends[3]) is later
    assert newest_number(values, date(2021, 3, 31)) is None
    assert reports(values) == [first, blank, later]
    assert is_judged(values, Judgement("達成", "achieved", period_end=ends[2]))
    assert not is_judged(values, Judgement("達成", "achieved", period_end=ends[3]))
