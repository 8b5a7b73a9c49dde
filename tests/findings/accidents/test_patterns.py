from datetime import datetime

import pytest
from scipy import stats

from findings.accidents.patterns import (
    MONTH_LENGTHS,
    Crossing,
    HourCount,
    Label,
    MonthCount,
    Season,
    by_hour,
    by_kind_and_road,
    by_light_and_weather,
    by_month,
    most_frequent,
)
from queries.accidents import Selection
from tests.findings.accidents.records import CITIES, CITY, accidents
from tests.findings.conftest import Given

TUESDAY = datetime(2020, 6, 2)


def at(number: int, hour: int, weekday: str = "3") -> list[dict[str, object]]:
    return accidents(number, occurred_at=TUESDAY.replace(hour=hour), weekday_code=weekday)


def test_hours_and_weekdays_are_held_against_an_even_spread(given: Given) -> None:
    records = [one for hour in range(24) for one in at(5 if hour in {8, 9} else 3, hour, str(1 + hour % 7))]
    found = by_hour(given(city=CITIES, accidents=records), Selection(CITY))
    assert len(found.counts) == 84
    assert found.total == 76
    assert found.by_hour == {hour: 10 if hour == 8 else 6 for hour in range(0, 24, 2)}
    assert found.hours_chance == pytest.approx(stats.chisquare([10] + [6] * 11).pvalue)
    days = [found.by_day[str(day)] for day in range(1, 8)]
    assert days == [12, 14, 14, 9, 9, 9, 9]
    assert found.days_chance == pytest.approx(stats.chisquare(days).pvalue)


def test_hours_are_compared_by_how_much_of_each_is_asked_for(given: Given) -> None:
    records = [*at(10, 8), *at(10, 9), *at(10, 10), *at(7, 12)]
    found = by_hour(given(city=CITIES, accidents=records), Selection(CITY, hours=[8, 9, 10]))
    assert found.total == 30
    assert found.hours_chance == pytest.approx(1.0)  # two thirds of the time, two thirds of the accidents


def test_few_accidents_tell_no_chance_and_those_without_time_are_counted_apart(given: Given) -> None:
    records = [*at(2, 8), *accidents(3, occurred_at=None)]
    found = by_hour(given(city=CITIES, accidents=records), Selection(CITY))
    assert (found.total, found.without_time) == (2, 3)
    assert (found.hours_chance, found.days_chance) == (None, None)
    assert HourCount("3", 8, 2) in found.counts


def test_crossings_have_both_labels(given: Given) -> None:
    codes = [
        ("accident_type_code", "01", "人対車両"),
        ("road_shape_code", "14", "単路"),
        ("day_night_code", "11", "昼"),
        ("weather_code", "1", "晴"),
    ]
    labels = [{"column_name": column, "code": code, "label": label} for column, code, label in codes]
    records = accidents(
        2, accident_type_code="01", road_shape_code="14", day_night_code="11", weather_code="1"
    )
    edition = given(city=CITIES, accidents=records, codes=labels)
    assert by_kind_and_road(edition, Selection(CITY)) == [
        Crossing(Label("01", "人対車両"), Label("14", "単路"), 2)
    ]
    assert by_light_and_weather(edition, Selection(CITY)) == [
        Crossing(Label("11", "昼"), Label("1", "晴"), 2)
    ]


def test_all_of_equally_frequent_crossings_are_found() -> None:
    one, two = Label("1", "一"), Label("2", "二")
    rows = [Crossing(one, one, 3), Crossing(one, two, 2), Crossing(two, two, 3)]
    assert most_frequent(rows) == [rows[0], rows[2]]
    assert most_frequent([]) == []


def test_months_of_whole_years_are_compared_by_their_lengths(given: Given) -> None:
    days = [datetime(2020, month, 3) for month in range(1, 13) for _ in range(9 if month == 8 else 6)]
    records = [one for day in days for one in accidents(1, file_year=2020, occurred_at=day)]
    records += accidents(40, file_year=2021, occurred_at=datetime(2021, 1, 3))
    found = by_month(given(city=CITIES, accidents=records), Selection(CITY))
    assert (found.years, found.incomplete, found.whole_years) == ([2020, 2021], (2021,), [2020])
    assert found.by_month([2020]) == [6] * 7 + [9] + [6] * 4
    assert found.by_month([2021]) == [40] + [0] * 11
    even = [75 * length / 365.25 for length in MONTH_LENGTHS]
    assert found.chance == pytest.approx(stats.chisquare(found.by_month([2020]), even).pvalue)


def test_months_are_those_of_a_leap_year_in_four() -> None:
    assert sum(MONTH_LENGTHS) == 365.25
    assert MONTH_LENGTHS[:3] == [31, 28.25, 31]


def test_years_that_are_no_part_of_the_season_count_for_nothing() -> None:
    found = Season((MonthCount(2020, 1, 4), MonthCount(2021, 1, 2)), (2021,), None)
    assert found.by_month([2020, 2021])[0] == 6
    assert found.by_month([])[0] == 0
