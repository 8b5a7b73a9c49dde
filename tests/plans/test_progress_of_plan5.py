"""Every indicator series of the fifth plan, judged with its own baseline and target."""

from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from ingest import plan
from stats.goals import pace, projection, sensitivity
from stats.goals.judgements import Judgement, judge
from stats.goals.reports import Report
from stats.goals.series import Series
from stats.goals.state_words import STATES

ROOT = Path(__file__).parents[2]
THRESHOLDS = {"順調": 0.95, "やや遅れ": 0.60, "遅れ": 0.0}


def load() -> dict[str, tuple[Series, str, str]]:
    """Return every series by its number, with its calendar and its model of chance."""
    connection = duckdb.connect()
    connection.execute((ROOT / "ingest" / "schema.sql").read_text(encoding="utf-8"))
    plan.load(connection, ROOT / "data" / "plans")
    rows = connection.execute(
        "select indicator_id, calendar, uncertainty, kind, direction, baseline_value, baseline_on, target_value,"
        " target_on, starts_on, period_type from indicators inner join plans using (plan_id)"
        " where plan_id = '5'"
    ).fetchall()
    return {number: (Series(*parts), calendar, chance) for number, calendar, chance, *parts in rows}


SERIES = load()


def year_of(calendar: str, day: date) -> tuple[date, date]:
    if calendar == "calendar":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    begins = day.year - (day.month < 4)
    return date(begins, 4, 1), date(begins + 1, 3, 31)


def judged(number: str, *values: tuple[date, float]) -> Judgement:
    """Judge the last of the values, each reported for a whole year."""
    series, calendar, _ = SERIES[number]
    reports = [Report(day, value) for day, value in values]
    return judge(series, reports, *year_of(calendar, values[-1][0]), THRESHOLDS)


def month_ends() -> list[date]:
    firsts = [date(2021 + month // 12, month % 12 + 1, 1) for month in range(3, 64)]
    return [first - timedelta(days=1) for first in firsts]


def test_the_plan_has_54_series() -> None:
    assert len(SERIES) == 54
    assert (month_ends()[0], month_ends()[-1]) == (date(2021, 3, 31), date(2026, 3, 31))


@pytest.mark.parametrize("number", SERIES)
def test_every_series_has_a_state_at_every_period_end(number: str) -> None:
    series, calendar, chance = SERIES[number]
    baseline = series.baseline_value or 0.0
    reports: list[Report] = []
    for day in month_ends():
        year = year_of(calendar, day)
        for share in (-0.5, 0.0, 0.5, 1.0, 1.5):
            value = max(0.0, baseline + share * (series.target_value - baseline))
            report = Report(day, value, is_part_year=day != year[1])
            judgement = judge(series, [*reports, report], *year, THRESHOLDS)
            assert judgement.state in STATES
            ruled = sensitivity.rulings(series, judgement, THRESHOLDS)
            assert all(one.state in STATES for one in ruled if one.undefined is None)
            pace.yearly_pace(series, judgement)
            projection.project(series, [*reports, report], year[1], uncertainty=chance)
        reports.append(Report(day, value, is_part_year=day != year[1]))


@pytest.mark.parametrize(
    ("number", "values", "state", "achieved", "remaining"),
    [
        # increase: 7,365 of 2,528 -> 10,000 after 944 of 1,461 days
        ("9-12", [(date(2023, 10, 31), 7365)], "順調", 0.64735, 2635),
        # increase from nothing: 3 of 6 after half the time
        ("2-2", [(date(2023, 3, 31), 3)], "順調", 0.5, 3),
        # increase of a yearly count: 4 lectures of 1 -> 8 after three of four years
        ("2-6", [(date(2024, 3, 31), 4)], "遅れ", 3 / 7, 4),
        # decrease: 800 of 875 -> 400 hours after half the time
        ("9-13", [(date(2023, 3, 31), 800)], "遅れ", 75 / 475, 400),
        # decrease by calendar year: 108 of 112 -> 100 after a third of the time
        ("6-2", [(date(2022, 12, 31), 108)], "順調", 4 / 12, 8),
        ("6-2", [(date(2022, 12, 31), 113)], "後退", -1 / 12, 13),
        # a target that lies below a level or at it is kept, not travelled to
        ("7-2a", [(date(2023, 3, 31), 30)], "順調（維持）", None, 0),
        ("7-2a", [(date(2024, 3, 31), 29)], "後退", None, 1),
        ("7-2a", [(date(2025, 3, 31), 29)], "未達", None, 1),
        ("7-2b", [(date(2025, 3, 31), 100_000)], "達成", None, 0),
        # zero
        ("9-1", [(date(2023, 3, 31), 0)], "順調（維持）", None, 0),
        ("9-1", [(date(2023, 3, 31), 1)], "後退（発生）", None, 1),
        ("9-1", [(date(2023, 3, 31), 1), (date(2024, 3, 31), 0), (date(2025, 3, 31), 0)], "達成", None, 0),
        # cumulative: 4 + 3 of 12 after two of three years
        ("7-3", [(date(2023, 3, 31), 4), (date(2024, 3, 31), 3)], "やや遅れ", 7 / 12, 5),
        ("7-5", [(date(2023, 3, 31), 10), (date(2024, 3, 31), 20)], "達成", 1, 0),
        ("7-5", [(date(2024, 3, 31), 20)], "評価困難", None, None),
        # milestone: one of three steps after half the time
        ("2-4", [(date(2023, 3, 31), 2011)], "やや遅れ", 1 / 3, 2),
        # words as baseline
        ("9-9", [(date(2024, 3, 31), 79.9)], "評価困難", None, 0.1),
        ("9-9", [(date(2025, 3, 31), 79.9)], "未達", None, 0.1),
        # the end of the plan: 84 friends too few are 98 % of the way and no success
        ("9-12", [(date(2025, 3, 31), 9916)], "未達", 7388 / 7472, 84),
        ("6-2", [(date(2024, 12, 31), 101)], "未達", 11 / 12, 1),
        ("7-3", [(date(2022, 3, 31), 5)], "対象外", None, None),
        ("9-9", [(date(2025, 3, 31), 80)], "達成", None, 0),
    ],
)
def test_known_answers_of_every_kind(
    number: str, values: list[tuple[date, float]], state: str, achieved: float | None, remaining: float | None
) -> None:
    found = judged(number, *values)
    assert found.state == state
    assert found.achieved == (achieved if achieved is None else pytest.approx(achieved, abs=5e-6))
    assert found.remaining == (remaining if remaining is None else pytest.approx(remaining))


def test_growth_is_defined_for_26_of_54_series_because_24_start_at_zero() -> None:
    defined = [
        number
        for number, (series, _, _) in SERIES.items()
        if (series.baseline_value or 0) > 0 and series.kind in ("increase", "decrease")
    ]
    assert len(defined) == 26
    for number in defined:
        series, calendar, _ = SERIES[number]
        day = year_of(calendar, date(2023, 1, 31))[1]
        middle = ((series.baseline_value or 0) + series.target_value) / 2
        ruled = {
            one.rule: one for one in sensitivity.rulings(series, judged(number, (day, middle)), THRESHOLDS)
        }
        assert ruled["growth"].state is not None
    zero = [number for number, (series, _, _) in SERIES.items() if series.baseline_value == 0]
    assert len(zero) == 24
