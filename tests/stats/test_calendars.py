from datetime import date

import pytest

from stats import calendars
from stats.calendars import Calendar


@pytest.mark.parametrize(
    ("day", "year"), [(date(2024, 3, 31), 2023), (date(2024, 4, 1), 2024), (date(2024, 12, 31), 2024)]
)
def test_a_fiscal_year_begins_in_april(day: date, year: int) -> None:
    assert calendars.fiscal_year_of(day) == calendars.year_of(day, "fiscal") == year
    assert calendars.year_of(day, "calendar") == 2024


@pytest.mark.parametrize("calendar", ["fiscal", "calendar"])
@pytest.mark.parametrize("year", [2023, 2024])
def test_a_year_has_its_days_and_ends_on_the_last(calendar: Calendar, year: int) -> None:
    first, last = calendars.bounds(year, calendar)
    assert calendars.year_of(first, calendar) == calendars.year_of(last, calendar) == year
    assert (last - first).days + 1 in (365, 366)
    assert calendars.ends_year(last, calendar)
    assert not calendars.ends_year(first, calendar)


@pytest.mark.parametrize(
    ("day", "name", "count"),
    [
        (date(2019, 4, 30), "平成", 31),
        (date(2019, 5, 1), "令和", 1),
        (date(2026, 1, 1), "令和", 8),
        (date(1989, 1, 8), "平成", 1),
    ],
)
def test_a_day_lies_in_its_era(day: date, name: str, count: int) -> None:
    era = calendars.era_of_day(day)
    assert (era.name, era.count(day.year)) == (name, count)
    assert era.year(count) == day.year


def test_a_whole_year_is_counted_by_the_era_that_began_in_it() -> None:
    assert [calendars.era_of_year(year).name for year in (2018, 2019, 2020)] == ["平成", "令和", "令和"]


def test_bounds_around_a_day_are_those_of_its_year() -> None:
    assert calendars.bounds_around(date(2024, 3, 31), "fiscal") == (date(2023, 4, 1), date(2024, 3, 31))
    assert calendars.bounds_around(date(2024, 3, 31), "calendar") == (date(2024, 1, 1), date(2024, 12, 31))


def test_last_days_are_one_a_calendar_year() -> None:
    assert calendars.last_days(2023, 2024, "fiscal") == [date(2023, 3, 31), date(2024, 3, 31)]
    assert calendars.last_days(2024, 2024, "calendar") == [date(2024, 12, 31)]


def test_a_year_spans_half_a_year_before_its_number_to_half_a_year_after_it() -> None:
    assert calendars.on_axis(date(2021, 1, 1), "calendar") == 2020.5
    assert calendars.on_axis(date(2021, 4, 1), "fiscal") == 2020.5
    assert calendars.on_axis(date(2021, 3, 31), "fiscal") == 2019.5 + 364 / 365
