"""Remarkable times: which periods they have a day in, and those of a topic."""

from datetime import date

import pytest

from findings.events import Event, events
from tests.findings.conftest import Given

CORONA = Event("新型コロナ（5類移行まで）", date(2020, 4, 7), date(2023, 5, 7), "who")
LASTING = Event("様式変更", date(2024, 1, 1), None, "s")


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


def test_times_of_an_edition_are_read_by_topic(given: Given) -> None:
    row = {
        "topic": "goals",
        "label": "様式変更",
        "starts_on": date(2024, 1, 1),
        "ends_on": None,
        "source_id": "s",
    }
    found = given(events=[row, row | {"topic": "divide", "ends_on": date(2024, 2, 1)}])
    assert events(found, "goals") == [LASTING]
