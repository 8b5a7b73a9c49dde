"""One series worked out: which values are drawn as what, what is awaited, and what the path asks for."""

from datetime import date
from typing import Any

import pytest

from findings.goals import plan, states, trajectory
from findings.goals.trajectory import Awaited, Drawing, Facts, Point, Worked
from tests.findings.conftest import Given
from tests.findings.goals import made


def worked(given: Given, year: int, listed: list[dict[str, object]], **changes: Any) -> Worked:
    """Return the only series of a plan as it stood in a year; what is listed was reported."""
    rows = made.rows_of_the_plan(**changes)
    edition = given(
        **rows, **({"indicator_values": [made.REPORTED | one for one in listed]} if listed else {})
    )
    (measure,) = states.measure_states(edition, year)
    return trajectory.work(edition, measure.series[0], year, plan.thresholds(edition))


def at(year: int, month: int = 3, day: int = 31) -> date:
    return date(year, month, day)


def test_a_later_report_is_not_looked_at_before_the_last_year(given: Given) -> None:
    listed = [{"period_end": at(2023), "value": 20.0}, {"period_end": at(2024), "value": 40.0}]
    found = worked(given, 2022, listed)
    assert found.drawing.reported == [Point(at(2023), 20.0)]
    assert [one.value for one in found.series.values] == [20.0]
    assert found.late == []


def test_a_value_after_the_targets_day_stands_beside_the_last_year(given: Given) -> None:
    listed = [{"period_end": at(2025), "value": 45.0}, {"period_end": at(2026), "value": 60.0}]
    found = worked(given, 2024, listed)
    assert (found.drawing.reported, found.drawing.late) == ([Point(at(2025), 45.0)], [Point(at(2026), 60.0)])
    assert found.facts.is_final
    assert found.facts.state == "未達"
    assert not found.is_ruled


@pytest.mark.parametrize(("unit", "most"), [("%", 100.0), ("件", 110.0)])
def test_a_share_is_not_projected_beyond_all(given: Given, unit: str, most: float) -> None:
    """From 10 of 2021 by 20 and 40 points to 90 of 2024: the straight line through them is above 100 in 2025."""
    listed = [{"period_end": at(2023), "value": 50.0}, {"period_end": at(2024), "value": 90.0}]
    projected = worked(given, 2023, listed, unit=unit, target_value=100.0).projection
    assert projected is not None
    assert projected.value == pytest.approx(most, abs=0.1)
    assert (projected.upper > 100) == (unit != "%")


def test_a_part_year_is_drawn_apart_until_the_whole_year_is_reported(given: Given) -> None:
    half = {"period_end": at(2022, 9, 30), "value": 5.0, "is_part_year": True}
    yearly = {"period_type": "yearly"}
    alone = worked(given, 2022, [half], **yearly)
    assert (alone.drawing.reported, alone.drawing.partial) == ([], [Point(at(2022, 9, 30), 5.0)])


def test_the_whole_year_replaces_its_part(given: Given) -> None:
    half = {"period_end": at(2022, 9, 30), "value": 5.0, "is_part_year": True}
    both = worked(given, 2022, [half, {"period_end": at(2023), "value": 12.0}], period_type="yearly")
    assert (both.drawing.reported, both.drawing.partial) == ([Point(at(2023), 12.0)], [])


def test_a_level_within_the_year_counts_as_it_is(given: Given) -> None:
    found = worked(given, 2022, [{"period_end": at(2022, 9, 30), "value": 5.0, "is_part_year": True}])
    assert (found.drawing.reported, found.drawing.partial) == ([Point(at(2022, 9, 30), 5.0)], [])


@pytest.mark.parametrize(("value", "is_drawn_apart"), [(0.0, True), (1.0, False)])
def test_an_event_counts_at_once_and_a_quiet_half_year_does_not(
    given: Given, value: float, is_drawn_apart: bool
) -> None:
    half = {"period_end": at(2022, 9, 30), "value": value, "is_part_year": True}
    zero = {
        "kind": "zero",
        "direction": "at_most",
        "period_type": "yearly",
        "target_value": 0.0,
        "baseline_value": 0.0,
    }
    found = worked(given, 2022, [half], **zero)
    assert bool(found.drawing.partial) == is_drawn_apart
    assert bool(found.drawing.reported) != is_drawn_apart


def test_a_running_sum_begins_with_the_plan(given: Given) -> None:
    listed = [{"period_end": at(year), "value": 4.0 + year - 2022} for year in (2022, 2023, 2024)]
    found = worked(
        given,
        2023,
        listed,
        kind="cumulative",
        period_type="plan_total",
        baseline_value=0.0,
        target_value=30.0,
    )
    assert found.facts.addends == (5.0, 6.0)
    assert found.drawing.sums == [Point(at(2023), 5.0), Point(at(2024), 11.0)]
    assert found.drawing.path == [Point(date(2022, 4, 1), 0.0), Point(at(2025), 30.0)]
    assert found.facts.starts_on == date(2022, 4, 1)


def test_without_a_report_the_path_says_what_is_awaited(given: Given) -> None:
    found = worked(given, 2022, [])
    # 730 of 1461 days from 10 to 50; 順調 from 0.95 of that way on, in whole ones: 10 + 40 × 0.4747 = 28.99.
    share = 730 / 1461
    assert found.facts.awaited == Awaited(
        at(2023), pytest.approx(share), pytest.approx(10 + 40 * share), 29.0
    )
    assert found.facts.reason_code == "not_reported"
    assert trajectory.expected_at(made.INDICATOR, at(2023)) == pytest.approx(10 + 40 * share)


@pytest.mark.parametrize("on", [date(2025, 3, 31), date(2026, 3, 31)])
def test_from_the_targets_day_on_nothing_is_expected(on: date) -> None:
    assert trajectory.expected_at(made.INDICATOR, on) is None


def test_a_series_to_keep_has_no_path(given: Given) -> None:
    found = worked(given, 2022, [{"period_end": at(2023), "value": 60.0}], kind="keep")
    assert (found.drawing.path_from, found.drawing.path, found.facts.awaited) == (None, [], None)
    assert trajectory.expected_at(made.indicator(kind="keep"), at(2023)) is None


@pytest.mark.parametrize(("unit", "step"), [("%", 0.1), ("教室/校", 0.1), ("件", 1.0)])
def test_percentages_and_averages_are_counted_in_tenths(unit: str, step: float) -> None:
    assert trajectory.counted_in(unit) == step


def test_the_departments_word_leaves_what_the_numbers_say(given: Given) -> None:
    found = worked(given, 2022, [{"period_end": at(2023), "value": 50.0, "state": "中止"}])
    assert (found.series.judgement.state, found.facts.state) == ("中止", "達成")


def test_sources_are_named_once_with_those_of_the_times_that_touch(given: Given) -> None:
    rows = made.rows_of_the_plan()
    times = [
        {
            "topic": "goals",
            "label": "流行",
            "starts_on": at(2022, 5, 1),
            "ends_on": at(2023),
            "source_id": "news",
        }
    ]
    reported = [made.REPORTED | {"period_end": at(year), "value": 20.0} for year in (2023, 2024)]
    edition = given(**rows, indicator_values=reported, events=times)
    (measure,) = states.measure_states(edition, 2023)
    found = trajectory.work(edition, measure.series[0], 2023, plan.thresholds(edition))
    assert found.sources == ["reports", "news"]
    assert [one.on for mark in found.drawing.events for one in mark.touched] == [at(2023)]


def test_only_a_count_is_moved_by_chance(given: Given) -> None:
    assert worked(given, 2022, [], uncertainty="poisson").is_counted


def test_a_count_of_no_chance_is_not(given: Given) -> None:
    assert not worked(given, 2022, [], uncertainty="survey").is_counted


def test_the_newest_report_is_named_beside_the_target_from_its_day_on() -> None:
    def drawing(on: date, kind: Any = "increase") -> Drawing:
        return Drawing(
            kind=kind, direction="at_least", unit="件", calendar="fiscal", baseline=Point(at(2021), 10.0),
            baseline_text="10件", target=Point(at(2025), 50.0), target_text="50件", path_from=at(2021),
            reported=[Point(on, 45.0)], partial=[], context=[], state="未達",
        )  # fmt: skip

    assert drawing(at(2025)).has_last_report_at_the_target
    assert not drawing(at(2024)).has_last_report_at_the_target
    assert not drawing(at(2025), "cumulative").has_last_report_at_the_target


def test_facts_are_those_of_the_judgement(given: Given) -> None:
    facts: Facts = worked(given, 2022, [{"period_end": at(2023), "value": 20.0}]).facts
    assert (facts.value, facts.period_end, facts.baseline, facts.target) == (20.0, at(2023), 10.0, 50.0)
    assert facts.achieved == pytest.approx(0.25)
    assert facts.expected == pytest.approx(730 / 1461)
    assert facts.pace == pytest.approx(0.25 * 1461 / 730)
    assert facts.state == "遅れ"


def test_a_late_report_in_words_is_no_point(given: Given) -> None:
    listed = [
        {"period_end": at(2025), "value": 45.0},
        {"period_end": at(2026), "value": None, "state": "未着手"},
        {"period_end": at(2027), "value": 60.0},
    ]
    assert worked(given, 2024, listed).drawing.late == [Point(at(2027), 60.0)]


@pytest.mark.parametrize(
    ("changes", "moved", "is_expected"),
    [
        ({}, 20.0, True),
        (
            {"kind": "cumulative", "period_type": "yearly"},
            50.0,
            True,
        ),  # a running sum moves by the year's count
        ({"kind": "milestone"}, 20.0, False),
        ({"kind": "keep"}, 20.0, False),
    ],
)
def test_the_last_move_and_the_place_of_the_path_follow_the_kind(
    changes: dict[str, object], moved: float, is_expected: bool, given: Given
) -> None:
    listed = [{"period_end": at(2023), "value": 30.0}, {"period_end": at(2024), "value": 50.0}]
    found = worked(given, 2023, listed, **changes)
    assert found.moved == moved
    assert (found.drawing.expected is not None) == is_expected


def test_the_path_is_where_it_should_be_on_the_day_of_the_value_or_at_the_end_of_a_silent_year(
    given: Given,
) -> None:
    numbers = {"baseline_value": 10.0, "target_value": 50.0}
    half = worked(given, 2022, [{"period_end": at(2022), "value": 20.0}], **numbers)
    assert half.drawing.expected is not None
    assert half.drawing.expected.on == at(2023)
    assert half.drawing.expected.value == pytest.approx(30.0, abs=0.1)  # half of four years
    assert half.moved is None
    last = worked(given, 2024, [{"period_end": at(2025), "value": 50.0}], **numbers)
    assert last.drawing.expected is None
