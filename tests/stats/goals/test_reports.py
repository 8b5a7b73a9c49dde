"""What a department may report, and which report of a year counts."""

from datetime import date

import pytest

from stats.goals.reports import Report, latest, latest_of_plan_years
from tests.stats.goals.made import CUMULATIVE

HALF, WHOLE = Report(date(2022, 9, 30), 2, is_part_year=True), Report(date(2023, 3, 31), 4)


def test_the_report_with_the_latest_period_of_the_year_counts() -> None:
    year = date(2022, 4, 1), date(2023, 3, 31)
    assert latest([WHOLE, HALF], *year) == WHOLE
    assert latest([HALF, Report(date(2023, 4, 1), 9)], *year) == HALF
    assert latest([Report(date(2022, 3, 31), 9)], *year) is None


def test_every_year_of_the_plan_has_its_report_or_a_gap_oldest_first() -> None:
    before, last = Report(date(2022, 3, 31), 9), Report(date(2025, 3, 31), 5)
    listed = [last, before, HALF, WHOLE, Report(date(2026, 3, 31), 7)]
    assert latest_of_plan_years(CUMULATIVE, listed, date(2025, 4, 1), date(2026, 3, 31)) == [
        WHOLE,
        None,
        last,
    ]
    assert latest_of_plan_years(CUMULATIVE, listed, date(2022, 4, 1), date(2023, 3, 31)) == [WHOLE]


def test_a_number_that_is_none_and_a_word_no_department_has_are_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        Report(date(2023, 3, 31), float("nan"))
    with pytest.raises(ValueError, match="順調"):
        Report(date(2023, 3, 31), 1, "順調")
