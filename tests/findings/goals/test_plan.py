"""Rows of the plan and of the reports are typed once; what is missing is None."""

from dataclasses import replace
from datetime import date

import pytest

from findings.goals import plan
from findings.rows import RowError
from stats.goals.reports import Report
from stats.goals.series import Series
from tests.findings.conftest import Given
from tests.findings.goals import made


def test_an_indicator_is_read_as_the_plan_says_it(given: Given) -> None:
    (found,) = plan.indicators(given(**made.rows_of_the_plan()))
    assert found == made.INDICATOR
    assert type(found.baseline_on) is date


def test_the_series_of_an_indicator_is_made_once() -> None:
    indicator = replace(made.INDICATOR, kind="cumulative", period_type="plan_total", baseline_value=0.0)
    assert indicator.series == Series(
        kind="cumulative",
        direction="at_least",
        baseline_value=0.0,
        baseline_on=date(2021, 3, 31),
        target_value=50.0,
        target_on=date(2025, 3, 31),
        plan_starts_on=date(2022, 4, 1),
        period_type="plan_total",
    )
    assert indicator.series is indicator.series


def test_a_baseline_in_words_is_none(given: Given) -> None:
    rows = made.rows_of_the_plan(kind="text_baseline", baseline_value=None, note="説明")
    (found,) = plan.indicators(given(**rows))
    assert (found.baseline_value, found.note) == (None, "説明")
    assert found.series.baseline_value is None


def test_an_unknown_kind_is_refused(given: Given) -> None:
    with pytest.raises(RowError, match="Indicator"):
        plan.indicators(given(**made.rows_of_the_plan(kind="growth")))


def test_a_measure_has_its_field_and_departments(given: Given) -> None:
    (found,) = plan.measures(given(**made.rows_of_the_plan()))
    assert found == made.MEASURE
    assert found.title == "1-1 施策1-1"


def test_a_value_is_what_the_rules_look_at() -> None:
    one = made.value(12.0, date(2023, 9, 30), is_part_year=True, state="評価困難")
    assert one.report == Report(date(2023, 9, 30), 12.0, "評価困難", is_part_year=True)
    assert not one.is_of_records
    assert made.value(90.0, date(2023, 12, 31), origin="records").is_of_records


def test_thresholds_stand_highest_first(given: Given) -> None:
    found = plan.thresholds(given(**made.rows_of_the_plan()))
    assert list(found.items()) == [("順調", 0.95), ("やや遅れ", 0.6), ("遅れ", 0.0)]
