"""Remarkable times: which values of a series they have part in."""

from datetime import date

import pytest

from findings.events import Event
from findings.goals.marks import Mark, Touched, marks
from tests.findings.goals.made import indicator

CORONA = Event("新型コロナ（5類移行まで）", date(2020, 4, 7), date(2023, 5, 7), "who")
LASTING = Event("様式変更", date(2024, 1, 1), None, "s")


@pytest.mark.parametrize(("period_type", "years"), [("yearly", (2023, 2024)), ("level", (2023,))])
def test_a_level_is_of_its_day_and_a_count_of_its_whole_year(
    period_type: str, years: tuple[int, ...]
) -> None:
    series = indicator(period_type=period_type, baseline_on=date(2021, 3, 31))
    reported = [date(year, 3, 31) for year in (2023, 2024, 2025)]
    touched = (
        Touched(date(2021, 3, 31), is_baseline=True),
        *(Touched(date(year, 3, 31), is_baseline=False) for year in years),
    )
    assert marks([CORONA], series, reported) == [Mark(CORONA, touched, "fiscal")]
    assert marks([LASTING], series, reported[:1]) == []


def test_a_calendar_year_begins_in_january() -> None:
    series = indicator(period_type="yearly", calendar="calendar", baseline_on=date(2019, 12, 31))
    (mark,) = marks([CORONA], series, [date(2020, 12, 31), date(2023, 12, 31), date(2024, 12, 31)])
    assert [one.on.year for one in mark.touched] == [2020, 2023]
    assert mark.calendar == "calendar"
