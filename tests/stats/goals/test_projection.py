"""The projection, against statsmodels and on simulated series."""

import random
from dataclasses import replace
from datetime import date

import pytest

from stats.goals.projection import Projection, Refusal, line_at, project
from stats.goals.reports import Report
from stats.goals.series import Series

BASELINE_ON, TARGET_ON = date(2021, 3, 31), date(2025, 3, 31)
LEVEL = Series("increase", "at_least", 2528, BASELINE_ON, 10000, TARGET_ON, date(2022, 4, 1), "level")
YEARLY = replace(LEVEL, period_type="yearly")
YEARS = [date(2022, 3, 31), date(2023, 3, 31), date(2024, 3, 31)]
REPORTS = [Report(day, value) for day, value in zip(YEARS, (4100, 5200, 7900), strict=True)]


@pytest.mark.parametrize(
    ("times", "values", "mean", "lower", "upper"),
    [
        # statsmodels 0.15.0, OLS(...).get_prediction([[1, 4]]).summary_frame(alpha=0.2), 10 digits
        ([0, 1, 2], [10, 14, 15], 20.5, 11.3960893235, 29.6039106765),
        ([0, 1, 2, 3], [2528, 4100, 5200, 7900], 9236.0, 7697.2339720124, 10774.7660279877),
        ([0, 1.25, 2, 3], [875, 700, 690, 520], 423.5993485342, 307.4243904340, 539.7743066344),
    ],
)
def test_the_line_agrees_with_statsmodels(
    times: list[float], values: list[float], mean: float, lower: float, upper: float
) -> None:
    line = line_at(times, values, 4)
    quantile = {1: 3.0776835372, 2: 1.8856180832}[line.freedom]  # Student's t at 0.9
    assert line.value == pytest.approx(mean, abs=1e-9)
    assert line.value - quantile * line.scale == pytest.approx(lower, abs=1e-6)
    assert line.value + quantile * line.scale == pytest.approx(upper, abs=1e-6)


def test_a_projection_rests_on_the_baseline_and_the_reports_up_to_the_year() -> None:
    found = project(LEVEL, [*REPORTS, Report(TARGET_ON, 9999)], date(2024, 3, 31))
    assert found == Projection(
        on=TARGET_ON,
        value=pytest.approx(9236),
        lower=pytest.approx(7697.2339720124),
        upper=pytest.approx(10774.7660279877),
        confidence=0.8,
        chance=pytest.approx(0.2239976611),  # statsmodels' standard error, scipy.stats.t.cdf
        values=4,
        per_year=pytest.approx(1721.6),
    )
    earlier = project(LEVEL, REPORTS, date(2023, 3, 31))
    assert isinstance(earlier, Projection)
    assert earlier.values == 3


def test_the_chance_of_a_falling_target_is_that_of_falling_below_it() -> None:
    series = replace(
        YEARLY,
        kind="decrease",
        direction="at_most",
        baseline_value=875,
        target_value=424,
        period_type="yearly",
    )
    reports = [Report(day, value) for day, value in zip(YEARS, (700, 690, 520), strict=True)]
    found = project(series, reports, date(2024, 3, 31))
    assert isinstance(found, Projection)
    assert found.per_year < 0
    above = project(replace(series, target_value=found.value), reports, date(2024, 3, 31))
    assert isinstance(above, Projection)
    assert above.chance == pytest.approx(0.5)
    far = project(replace(series, target_value=0), reports, date(2024, 3, 31))
    assert isinstance(far, Projection)
    assert far.chance < 0.1


def test_values_stay_within_what_the_unit_allows() -> None:
    share = replace(LEVEL, baseline_value=60, target_value=90)
    reports = [Report(day, value) for day, value in zip(YEARS, (75, 80, 97), strict=True)]
    found = project(share, reports, date(2024, 3, 31), bounds=(0, 100))
    assert isinstance(found, Projection)
    assert (found.value, found.upper) == (100, 100)
    assert found.lower < 100
    fewer = replace(LEVEL, kind="decrease", direction="at_most", baseline_value=30, target_value=5)
    reports = [Report(day, value) for day, value in zip(YEARS, (19, 12, 1), strict=True)]
    found = project(fewer, reports, date(2024, 3, 31))
    assert isinstance(found, Projection)
    assert (found.lower, found.value) == (0, 0)


@pytest.mark.parametrize(
    ("series", "uncertainty", "reason"),
    [
        (replace(LEVEL, kind="keep"), "none", "keep"),
        (replace(LEVEL, kind="zero", baseline_value=0, target_value=0), "none", "zero"),
        (replace(LEVEL, kind="text_baseline", baseline_value=None), "none", "text_baseline"),
        (replace(LEVEL, kind="cumulative", period_type="plan_total"), "none", "cumulative"),
        (replace(LEVEL, kind="milestone"), "none", "milestone"),
        (YEARLY, "poisson", "poisson"),
    ],
)
def test_a_line_that_means_nothing_is_refused(series: Series, uncertainty: str, reason: str) -> None:
    assert project(series, REPORTS, date(2024, 3, 31), uncertainty=uncertainty) == Refusal(reason)


def test_three_values_of_the_same_kind_are_needed() -> None:
    assert project(LEVEL, REPORTS[:1], date(2024, 3, 31)) == Refusal("too_few", 2)
    assert project(LEVEL, [], date(2024, 3, 31)) == Refusal("too_few", 1)
    half_year = Report(date(2023, 10, 31), 3000, is_part_year=True)
    assert project(YEARLY, [REPORTS[0], half_year], date(2024, 3, 31)) == Refusal("too_few", 2)
    assert isinstance(project(LEVEL, [REPORTS[0], half_year], date(2024, 3, 31)), Projection)
    word = Report(date(2023, 3, 31), None, "中止")
    assert project(LEVEL, [REPORTS[0], word], date(2024, 3, 31)) == Refusal("too_few", 2)


def test_values_on_one_line_say_nothing_about_their_scatter() -> None:
    reports = [Report(day, 2528 + 100.1 * years) for years, day in enumerate(YEARS, start=1)]
    assert project(LEVEL, reports, date(2024, 3, 31)) == Refusal("no_scatter", 4)


def test_on_the_targets_day_there_is_nothing_to_project() -> None:
    reports = [*REPORTS, Report(TARGET_ON, 9000)]
    assert project(LEVEL, reports, TARGET_ON) == Refusal("target_day_reached", 5)
    # Nor in its year, when that day is over and no value of it was reported.
    assert project(LEVEL, REPORTS, TARGET_ON) == Refusal("last_year", 4)


@pytest.mark.parametrize("known", [2, 3])
@pytest.mark.parametrize(("slope", "noise"), [(0.0, 20.0), (150.0, 60.0), (-30.0, 5.0)])
def test_an_80_percent_interval_covers_75_to_85_percent(known: int, slope: float, noise: float) -> None:
    draw = random.Random(20210331).gauss
    series = replace(LEVEL, baseline_value=1000, target_value=1500)
    covered, runs = 0, 4000
    for _ in range(runs):
        values = [1000 + slope * year + draw(0, noise) for year in range(5)]
        reports = [Report(day, values[year]) for year, day in enumerate(YEARS[:known], start=1)]
        found = project(replace(series, baseline_value=values[0]), reports, date(2024, 3, 31))
        assert isinstance(found, Projection)
        covered += found.lower <= values[4] <= found.upper
    assert 0.75 < covered / runs < 0.85


def test_too_few_or_simultaneous_values_are_refused() -> None:
    with pytest.raises(ValueError, match="three values"):
        line_at([0, 1], [1, 2], 4)
    with pytest.raises(ValueError, match="one time"):
        line_at([1, 1, 1], [1, 2, 3], 4)
