"""Remarkable times: which values of a series they have part in."""

from datetime import date

import pytest

from findings.goals import events
from findings.goals.events import Event, Mark, Touched
from tests.findings.conftest import Given
from tests.findings.goals.made import indicator

CORONA = Event("新型コロナ（5類移行まで）", date(2020, 4, 7), date(2023, 5, 7))
LASTING = Event("様式変更", date(2024, 1, 1), None)


@pytest.mark.parametrize(
    ("event", "begins", "ends", "touched"),
    [
        (CORONA, date(2020, 4, 1), date(2021, 3, 31), True),
        (CORONA, date(2023, 5, 7), date(2023, 5, 7), True),
        (CORONA, date(2023, 5, 8), date(2024, 3, 31), False),
        (CORONA, date(2019, 4, 1), date(2020, 4, 6), False),
        (LASTING, date(2025, 4, 1), date(2026, 3, 31), True),
        (LASTING, date(2023, 4, 1), date(2023, 12, 31), False),
    ],
)
def test_a_period_is_touched_that_has_a_day_of_the_event(
    event: Event, begins: date, ends: date, touched: bool
) -> None:
    assert event.touches(begins, ends) == touched


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
    assert events.of([CORONA], series, reported) == [Mark(CORONA, touched, "fiscal")]
    assert events.of([LASTING], series, reported[:1]) == []


def test_a_calendar_year_begins_in_january() -> None:
    series = indicator(period_type="yearly", calendar="calendar", baseline_on=date(2019, 12, 31))
    (mark,) = events.of([CORONA], series, [date(2020, 12, 31), date(2023, 12, 31), date(2024, 12, 31)])
    assert [one.on.year for one in mark.touched] == [2020, 2023]
    assert mark.calendar == "calendar"


def test_times_of_an_edition_are_read_by_topic(given: Given) -> None:
    row = {
        "topic": "goals",
        "label": "様式変更",
        "starts_on": date(2024, 1, 1),
        "ends_on": None,
        "source_id": "s",
    }
    found = given(events=[row, row | {"topic": "divide", "ends_on": date(2024, 2, 1)}])
    assert events.events(found, "goals") == [LASTING]
    assert events.sources(found, "goals") == ["s"]
