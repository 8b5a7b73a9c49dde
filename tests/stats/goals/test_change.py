"""The city's words for a change, against answers worked out by hand."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.goals.change import BETTER, INCOMPARABLE, SAME, WORDS, WORSE, Change, since_last_year
from stats.goals.reports import Report
from stats.goals.series import Series

UP = Series("increase", "at_least", 208, date(2021, 3, 31), 600, date(2025, 3, 31), date(2022, 4, 1), "level")
"""1-1: 208 → 600, so that 1 % of the way is 3.92."""
DOWN = replace(UP, kind="decrease", direction="at_most", baseline_value=875, target_value=400)
"""9-13: 875 → 400 hours."""
COUNT = replace(
    DOWN,
    baseline_value=112,
    baseline_on=date(2021, 12, 31),
    target_value=100,
    target_on=date(2024, 12, 31),
    period_type="yearly",
)
"""6-2: 112 → 100 accidents, by calendar year."""


def fiscal(series: Series, *reports: Report, uncertainty: str = "none") -> Change:
    """Compare fiscal 2023 with fiscal 2022."""
    return since_last_year(series, reports, date(2023, 4, 1), date(2024, 3, 31), uncertainty)


def values(before: float | None, now: float | None) -> tuple[Report, Report]:
    word = "評価困難"
    return (
        Report(date(2023, 3, 31), before, word if before is None else None),
        Report(date(2024, 3, 31), now, word if now is None else None),
    )


def accidents(year: int, *counts: tuple[int, float]) -> Change:
    reports = [Report(date(when, 12, 31), count) for when, count in counts]
    return since_last_year(COUNT, reports, date(year, 1, 1), date(year, 12, 31), "poisson")


@pytest.mark.parametrize(
    ("series", "before", "now", "word"),
    [
        (UP, 404, 450, BETTER),
        (UP, 404, 380, WORSE),
        (UP, 404, 407, SAME),  # 3 of 392 are less than 1 %
        (UP, 404, 408, BETTER),  # 4 of 392 are more
        (UP, 650, 620, WORSE),  # beyond the target, but going back
        (DOWN, 700, 640, BETTER),
        (DOWN, 700, 760, WORSE),
        (DOWN, 700, 696, SAME),
    ],
)
def test_a_change_by_the_wanted_direction(series: Series, before: float, now: float, word: str) -> None:
    change = fiscal(series, *values(before, now))
    assert change.word == word
    assert change.difference == now - before


def test_exactly_one_percent_of_the_way_is_no_change() -> None:
    series = replace(UP, baseline_value=0, target_value=10)
    assert fiscal(series, *values(5.0, 5.1)).word == SAME


def test_without_a_way_only_the_same_value_is_no_change() -> None:
    keep = replace(UP, kind="keep", baseline_value=30, target_value=30)
    assert fiscal(keep, *values(31, 31)).word == SAME
    assert fiscal(keep, *values(31, 30)).word == WORSE
    words_only = replace(UP, kind="text_baseline", baseline_value=None, target_value=80)
    assert fiscal(words_only, *values(40, 40.5)).word == BETTER


def test_a_running_sum_is_compared_by_the_counts_of_the_years() -> None:
    total = replace(UP, kind="cumulative", baseline_value=0, target_value=9, period_type="plan_total")
    assert fiscal(total, *values(4, 2)).word == WORSE
    first_year = since_last_year(total, values(4, 2), date(2022, 4, 1), date(2023, 3, 31), "none")
    assert first_year.reason_code == "nothing_before"
    on_the_eve = replace(total, baseline_on=date(2022, 3, 31))
    first_year = since_last_year(on_the_eve, values(4, 2), date(2022, 4, 1), date(2023, 3, 31), "none")
    assert first_year.reason_code == "nothing_before"


def test_two_counts_of_one_level_are_no_change() -> None:
    assert accidents(2023, (2022, 112), (2023, 100)) == Change(SAME, "chance", -12)
    assert accidents(2023, (2022, 112), (2023, 70)).word == BETTER
    assert accidents(2023, (2022, 70), (2023, 112)).word == WORSE


def test_the_baseline_stands_for_its_own_year() -> None:
    assert accidents(2022, (2022, 60)) == Change(BETTER, "moved", -52)
    assert accidents(2023, (2023, 60)).reason_code == "nothing_before"
    assert accidents(2022, (2021, 61), (2022, 60)).reason_code == "chance"  # a report outweighs the baseline


@pytest.mark.parametrize(
    ("reports", "reason_code"),
    [
        ((), "not_reported"),
        ((values(404, 450)[0],), "not_reported"),
        ((values(404, 450)[1],), "nothing_before"),
        (values(404, None), "no_number"),
        (values(None, 450), "nothing_before"),
        ((values(404, 0)[0], Report(date(2023, 10, 31), 430, is_part_year=True)), "part_year"),
        ((Report(date(2022, 10, 31), 390, is_part_year=True), values(0, 450)[1]), "part_year_before"),
    ],
)
def test_what_is_missing_cannot_be_compared(reports: tuple[Report, ...], reason_code: str) -> None:
    assert fiscal(UP, *reports) == Change(INCOMPARABLE, reason_code)


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.sampled_from([UP, DOWN, COUNT]))
def test_better_one_way_is_worse_the_other_way(before: float, now: float, series: Series) -> None:
    forth, back = (fiscal(series, *values(*pair)).word for pair in ((before, now), (now, before)))
    assert {forth, back} in ({BETTER, WORSE}, {SAME})
    assert forth in WORDS


@pytest.mark.parametrize(
    ("baseline_on", "reason_code"),
    [
        (date(2022, 3, 31), "nothing_before"),
        (date(2022, 4, 1), "moved"),
        (date(2023, 3, 31), "moved"),
        (date(2023, 4, 1), "nothing_before"),
    ],
)
def test_the_baseline_stands_for_the_year_of_its_day(baseline_on: date, reason_code: str) -> None:
    series = replace(UP, baseline_on=baseline_on)
    assert fiscal(series, Report(date(2024, 3, 31), 450)).reason_code == reason_code


@pytest.mark.parametrize(("before", "now"), [(112.5, 100), (112, 100.5), (-1, 1), (1, -1)])
def test_what_is_no_count_is_not_explained_by_chance(before: float, now: float) -> None:
    assert fiscal(COUNT, *values(before, now), uncertainty="poisson").reason_code == "moved"
    assert fiscal(COUNT, *values(0, 1), uncertainty="poisson").reason_code == "chance"


def test_the_first_day_of_the_year_is_not_the_year_before() -> None:
    found = fiscal(UP, Report(date(2023, 4, 1), 430), Report(date(2024, 3, 31), 450))
    assert found.reason_code == "nothing_before"


def test_without_a_way_the_smallest_difference_is_a_change() -> None:
    words_only = replace(UP, kind="text_baseline", baseline_value=None, target_value=80)
    assert fiscal(words_only, *values(40, 40.001)).word == BETTER
