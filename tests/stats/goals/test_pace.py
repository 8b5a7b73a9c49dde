"""Movement in a year, against numbers worked out by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.goals.judgements import Judgement, judge
from stats.goals.pace import YearlyPace, yearly_pace, years_between
from stats.goals.reports import Report
from stats.goals.series import Series

THRESHOLDS = {"順調": 0.95, "やや遅れ": 0.60, "遅れ": 0.0}
LINE = Series(
    "increase", "at_least", 2528, date(2021, 3, 31), 10000, date(2025, 3, 31), date(2022, 4, 1), "level"
)
SUM = Series(
    "cumulative", "at_least", 0, date(2021, 3, 31), 12, date(2025, 3, 31), date(2022, 4, 1), "plan_total"
)
HOURS = Series(
    "decrease", "at_most", 875, date(2021, 3, 31), 400, date(2025, 3, 31), date(2022, 4, 1), "yearly"
)


def judged(series: Series, *reports: Report) -> Judgement:
    year = max(report.period_end for report in reports)
    begins = date(year.year - (year.month < 4), 4, 1)
    return judge(series, reports, begins, date(begins.year + 1, 3, 31), THRESHOLDS)


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (date(2021, 3, 31), date(2023, 3, 31), 2),
        (date(2021, 3, 31), date(2025, 3, 31), 4),
        (date(2021, 3, 31), date(2023, 10, 31), 2 + 214 / 366),
        (date(2021, 12, 31), date(2024, 12, 31), 3),
        (date(2024, 2, 29), date(2025, 2, 28), 1),
        (date(2023, 3, 31), date(2021, 3, 31), -2),
        (date(2021, 3, 31), date(2021, 3, 31), 0),
    ],
)
def test_years_are_whole_years_and_a_share(first: date, last: date, years: float) -> None:
    assert years_between(first, last) == pytest.approx(years)


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.integers(0, 4000))
def test_a_later_day_is_more_years_away(first: date, days: int) -> None:
    day = first + timedelta(days=days)
    assert years_between(first, day) <= years_between(first, day + timedelta(days=1))
    assert years_between(first, day) == pytest.approx(days / 365.25, abs=0.003)


def test_the_line_account_needs_1860_people_a_year_after_1860_a_year() -> None:
    found = yearly_pace(LINE, judged(LINE, Report(date(2023, 10, 31), 7365, is_part_year=True)))
    # 4,837 in 2 + 214/366 years; 2,635 in the 1 + 151/365 years that are left.
    assert found == YearlyPace(
        so_far=pytest.approx(4837 / (2 + 214 / 366)),
        needed=pytest.approx(2635 / (1 + 151 / 365)),
        years_left=pytest.approx(1 + 151 / 365),
    )
    assert (round(found.so_far), round(found.needed)) == (1871, 1864)


def test_a_falling_target_has_a_falling_pace() -> None:
    found = yearly_pace(HOURS, judged(HOURS, Report(date(2023, 3, 31), 800)))
    assert found == YearlyPace(so_far=pytest.approx(-37.5), needed=pytest.approx(-200), years_left=2)


def test_a_sum_is_counted_in_whole_years_of_the_plan() -> None:
    reports = [Report(date(2023, 3, 31), 4), Report(date(2024, 3, 31), 3)]
    assert yearly_pace(SUM, judged(SUM, *reports)) == YearlyPace(so_far=3.5, needed=5, years_left=1)


@pytest.mark.parametrize(
    ("series", "report"),
    [
        (LINE, Report(date(2023, 3, 31), 10000)),  # reached
        (LINE, Report(date(2025, 3, 31), 9000)),  # no time left
        (LINE, Report(date(2023, 3, 31), None, "未着手")),
        (HOURS, Report(date(2022, 9, 30), 300, is_part_year=True)),  # not judged
        (
            Series("zero", "at_most", 0, date(2021, 3, 31), 0, date(2025, 3, 31), date(2022, 4, 1), "yearly"),
            Report(date(2023, 3, 31), 0),
        ),
    ],
)
def test_without_a_way_ahead_there_is_no_pace(series: Series, report: Report) -> None:
    assert yearly_pace(series, judged(series, report)) is None


def test_the_first_day_has_no_pace_so_far() -> None:
    first_day = Judgement(
        "順調", "nothing_expected_yet", date(2021, 3, 31), 2528, achieved=0.0, expected=0.0, remaining=7472
    )
    found = yearly_pace(LINE, first_day)
    assert found == YearlyPace(so_far=None, needed=pytest.approx(1868), years_left=4)


@pytest.mark.parametrize(
    "changes",
    [{"value": None}, {"period_end": None}, {"achieved": None}, {"remaining": None}, {"remaining": 0}],
)
def test_a_judgement_that_lacks_a_part_has_no_pace(changes: dict[str, int | None]) -> None:
    whole = judged(LINE, Report(date(2023, 3, 31), 7365))
    assert yearly_pace(LINE, whole) is not None
    assert yearly_pace(LINE, replace(whole, **changes)) is None


def test_a_baseline_in_words_has_no_pace() -> None:
    whole = judged(LINE, Report(date(2023, 3, 31), 7365))
    assert yearly_pace(replace(LINE, kind="text_baseline", baseline_value=None), whole) is None


def test_the_last_day_before_the_targets_has_a_pace() -> None:
    eve = judged(LINE, Report(date(2025, 3, 30), 9000))
    assert yearly_pace(LINE, replace(eve, achieved=0.9, remaining=1000)) == YearlyPace(
        so_far=pytest.approx(6472 / (3 + 364 / 365)),
        needed=pytest.approx(365_000),
        years_left=pytest.approx(1 / 365),
    )
    assert yearly_pace(LINE, replace(eve, period_end=date(2025, 3, 31), achieved=0.9, remaining=1000)) is None


def test_within_the_first_year_there_is_a_pace_so_far() -> None:
    early = Judgement(
        "順調", "pace", date(2021, 9, 30), 2628, achieved=100 / 7472, expected=0.125, remaining=7372
    )
    found = yearly_pace(LINE, early)
    assert found is not None
    assert found.so_far == pytest.approx(100 / (183 / 365))
