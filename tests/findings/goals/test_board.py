"""The board: groups in their order, and which measures need a decision first."""

from datetime import date

import pytest

from findings.goals.board import (
    Asked,
    Grouping,
    by_urgency,
    fields_of,
    groups,
    matching,
    needing_decision,
    urgency,
)
from findings.goals.states import MeasureState
from stats.goals.judgements import Judgement
from tests.findings.goals.made import judged, measure_state, series_state, value

SILENT = Judgement("未報告", "not_reported")


def late(measure_id: str, achieved: float) -> MeasureState:
    """A measure that came so far (0-1) where half of the way was expected."""
    judgement = Judgement("遅れ", "pace", date(2023, 3, 31), 1.0, achieved=achieved, expected=0.5)
    return measure_state("遅れ", [series_state(judgement)], measure_id)


def ids(listed: object) -> list[str]:
    return [one.judged.measure.measure_id for one in listed]  # type: ignore[attr-defined]


def test_the_largest_shortfall_comes_first_and_what_needs_no_decision_is_left_out() -> None:
    fine = measure_state("順調", measure_id="3-1")
    silent = measure_state("未報告", [series_state(SILENT)], "3-2")
    back = measure_state("後退", measure_id="3-3")
    measures = [fine, silent, back, late("2-1", 0.3), late("2-2", 0.1)]
    found = needing_decision(measures)
    assert ids(found.urgent) == ["2-2", "2-1", "3-3"]
    assert found.silent == 1
    assert found.silent_departments == tuple((name, 1) for name in silent.measure.departments)
    assert ids(by_urgency(measures)) == ["2-2", "2-1", "3-3", "3-2", "3-1"]


def test_a_measure_that_needs_a_decision_and_has_a_silent_series_counts_as_both() -> None:
    found = needing_decision([measure_state("後退", [series_state(SILENT)])])
    assert (len(found.urgent), found.silent) == (1, 1)


def test_the_shortfall_is_what_is_missing_of_the_way() -> None:
    assert urgency(late("1-1", 0.1)).shortfall == pytest.approx(0.4)
    assert urgency(measure_state("指標なし")).shortfall is None


@pytest.mark.parametrize(
    ("count", "uncertainty", "is_chance"),
    # 95 % of the level behind 108 counts is 88.6 to 130.4, behind 125 it is 104.05 to 148.9 (exact Poisson).
    [(108, "poisson", True), (125, "poisson", False), (108, "none", False)],
)
def test_a_count_near_enough_to_what_is_expected_is_chance(
    count: float, uncertainty: str, is_chance: bool
) -> None:
    # From 120 to 90 over three years: after two of them 100 are expected.
    plan = {"kind": "decrease", "direction": "at_most", "baseline_value": 120.0, "target_value": 90.0}
    one = judged(2023, value(count, date(2024, 3, 31)), uncertainty=uncertainty, **plan)
    assert one.judgement.shortfall == pytest.approx(count - 100, abs=0.1)
    assert urgency(measure_state(one.judgement.state, [one])).is_chance == is_chance


@pytest.fixture
def shown() -> list[MeasureState]:
    return [
        measure_state("順調", measure_id="1-1", field="甲", departments=("総務課", "税務課")),
        measure_state("後退", measure_id="1-2", field="乙", departments=("税務課",)),
        measure_state("順調", measure_id="2-1", field="甲", departments=("こども課",)),
    ]


@pytest.mark.parametrize(
    ("grouping", "expected"),
    [
        ("field", [("甲", ["1-1", "2-1"]), ("乙", ["1-2"])]),
        ("department", [("総務課", ["1-1"]), ("税務課", ["1-1", "1-2"]), ("こども課", ["2-1"])]),
        ("state", [("順調", ["1-1", "2-1"]), ("後退", ["1-2"])]),
        ("decision", [("後退", ["1-2"]), ("いまは該当なし", ["1-1", "2-1"])]),
    ],
)
def test_groups_have_the_measures_of_their_key(
    grouping: Grouping, expected: list[tuple[str, list[str]]], shown: list[MeasureState]
) -> None:
    found = groups(shown, grouping)
    assert [(group.name, ids(group.members)) for group in found] == expected
    assert {group.grouping for group in found} == {grouping}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(), ["1-1", "2-1"]),
        (Asked(fields=["乙"]), ["2-1"]),
        (Asked(departments=["総務課", "市民課"]), ["2-1"]),
        (Asked(publics=["for_staff"]), ["2-1"]),
        (Asked(publics=["for_citizens", "for_staff"]), ["1-1", "2-1"]),
        (Asked(newness=[True]), ["1-1"]),
        (Asked(newness=[False, True]), ["1-1", "2-1"]),
        (Asked(states=["遅れ"]), ["2-1"]),
        (Asked(states=["遅れ"], newness=[True]), []),
    ],
)
def test_measures_are_those_that_match_every_part_of_what_is_asked(asked: Asked, found: list[str]) -> None:
    first = measure_state("順調", field="甲", is_new=True)
    second = measure_state(
        "遅れ",
        measure_id="2-1",
        field="乙",
        departments=("市民課", "企画政策課"),
        for_citizens=False,
        for_staff=True,
    )
    assert [one.measure.measure_id for one in matching([first, second], asked)] == found
    assert fields_of([first, second, first]) == ["甲", "乙"]
