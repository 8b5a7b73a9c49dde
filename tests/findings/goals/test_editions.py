"""What differs between two editions, of tables given by hand."""

from datetime import date, datetime
from pathlib import Path

import pytest

from findings.goals.editions import ChangedFigure, Differences, are_of_one_plan, between, ranked
from queries import Connection
from queries.editions import Edition
from tests.findings.conftest import Given
from tests.findings.goals.test_years import MEASURE, SERIES, value

FIRST, SECOND, LATE = date(2023, 3, 31), date(2024, 3, 31), date(2026, 3, 31)
TABLES = {
    "city": [{"plan_id": "5", "municipality_code": "07207"}],
    "plans": [{"plan_id": "5", "starts_on": date(2022, 4, 1), "ends_on": date(2025, 3, 31)}],
    "fields": [{"plan_id": "5", "field_no": 1, "name": "甲"}],
    "measures": [MEASURE | {"measure_id": "1-1"}],
    "progress_thresholds": [{"state": "順調", "min_pace": 0.95}, {"state": "遅れ", "min_pace": 0.0}],
    "indicators": [SERIES | {"indicator_id": "1-1a"}, SERIES | {"indicator_id": "1-1b"}],
    "indicator_values": [
        value("1-1a", FIRST, 40) | {"reason": "甲", "next_step": None},
        value("1-1b", FIRST, 20) | {"reason": None, "next_step": None},
    ],
}


def changed(table: str, *rows: dict[str, object]) -> dict[str, list[dict[str, object]]]:
    return TABLES | {table: list(rows)}


@pytest.fixture
def before(given: Given) -> Connection:
    return given(**TABLES)


def kinds(found: Differences) -> dict[str, list[tuple[str, date]]]:
    return {
        kind: [(one.indicator.indicator_id, one.period_end) for one in getattr(found, kind)]
        for kind in ("new", "corrected", "withdrawn", "reworded")
        if getattr(found, kind)
    }


def test_the_same_tables_differ_in_nothing(before: Connection, given: Given) -> None:
    assert between(before, given(**TABLES)) == Differences((), (), (), (), (), ())


def test_new_and_withdrawn_values_are_each_others_mirror(before: Connection, given: Given) -> None:
    rows = TABLES["indicator_values"]
    after = given(**changed("indicator_values", *rows, value("1-1a", LATE, 9), value("1-1a", SECOND, 50)))
    found = between(before, after)
    assert kinds(found) == {"new": [("1-1a", SECOND), ("1-1a", LATE)]}
    assert [one.is_late for one in found.new] == [
        False,
        True,
    ]  # the target's day lies in the year to March 2025
    assert [one.before for one in found.new] == [None, None]
    assert found.new[0].after is not None
    assert found.new[0].after.value == 50
    assert kinds(between(after, before)) == {"withdrawn": [("1-1a", SECOND), ("1-1a", LATE)]}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"value": 40.001}, "corrected"),
        ({"value_text": "およそ"}, "corrected"),
        ({"numerator": 2.0}, "corrected"),
        ({"denominator": 5.0}, "corrected"),
        ({"state": "中止"}, "corrected"),
        ({"is_part_year": True}, "corrected"),
        ({"value": 41.0, "reason": "乙"}, "corrected"),
        ({"reason": "乙"}, "reworded"),
        ({"next_step": "乙"}, "reworded"),
    ],
)
def test_a_value_is_corrected_by_its_figures_and_reworded_by_its_texts(
    change: dict[str, object], kind: str, before: Connection, given: Given
) -> None:
    first, *rest = TABLES["indicator_values"]
    after = given(**changed("indicator_values", first | change, *rest))
    assert kinds(between(before, after)) == {kind: [("1-1a", FIRST)]}


def test_who_reported_it_and_when_is_no_difference(before: Connection, given: Given) -> None:
    first, *rest = TABLES["indicator_values"]
    other = first | {"department": "総務課", "reported_on": date(2024, 5, 1)}
    assert kinds(between(before, given(**changed("indicator_values", other, *rest)))) == {}


def test_a_state_that_moved_is_named_by_year_the_newest_first(before: Connection, given: Given) -> None:
    rows = [value("1-1a", FIRST, 10), value("1-1b", FIRST, 20), value("1-1a", SECOND, 90)]
    found = between(before, given(**changed("indicator_values", *rows)))
    # In the first year 20 of 100 was the worse of the two and stays 遅れ; the second had no report at all.
    assert [(one.year, one.measure.measure_id, one.before, one.after) for one in found.states] == [
        (2023, "1-1", "未報告", "順調"),
    ]


def test_a_state_that_moved_without_new_data_is_told_apart(before: Connection, given: Given) -> None:
    rules = changed(
        "progress_thresholds", {"state": "順調", "min_pace": 0.1}, {"state": "遅れ", "min_pace": 0.0}
    )
    (moved,) = between(before, given(**rules)).states
    assert (moved.before, moved.after, moved.has_new_data) == ("遅れ", "順調", False)
    rows = [value("1-1a", FIRST, 99), value("1-1b", FIRST, 99)]
    (moved,) = between(before, given(**changed("indicator_values", *rows))).states
    assert moved.has_new_data
    first, second = TABLES["indicators"]
    easier = changed("indicators", first | {"target_value": 41.0}, second | {"target_value": 21.0})
    assert all(one.has_new_data for one in between(before, given(**easier)).states)


def test_a_measure_of_one_edition_only_has_no_state_in_the_other(before: Connection, given: Given) -> None:
    after = given(**changed("measures", *TABLES["measures"], MEASURE | {"measure_id": "1-2"}))
    assert [(one.measure.measure_id, one.before, one.after) for one in between(before, after).states] == [
        ("1-2", None, "指標なし")
    ]


def test_figures_of_the_plan_and_thresholds_are_named(before: Connection, given: Given) -> None:
    tables = changed(
        "indicators", SERIES | {"indicator_id": "1-1a", "target_value": 100.5}, TABLES["indicators"][1]
    )
    tables["progress_thresholds"] = [{"state": "順調", "min_pace": 0.9}, {"state": "遅れ", "min_pace": 0.0}]
    tables["measures"] = [MEASURE | {"measure_id": "1-1", "departments": ["課", "室"]}]
    assert between(before, given(**tables)).figures == (
        ChangedFigure("indicator", "1-1a", "target_value", 100.0, 100.5),
        ChangedFigure("measure", "1-1", "departments", ("課",), ("課", "室")),
        ChangedFigure("threshold", "", "順調", 0.95, 0.9),
    )


def test_a_series_of_one_edition_only_is_named_with_every_figure(before: Connection, given: Given) -> None:
    after = given(**changed("indicators", *TABLES["indicators"], SERIES | {"indicator_id": "1-1c"}))
    figures = between(before, after).figures
    assert {one.of for one in figures} == {"1-1c"}
    assert len(figures) == 12
    assert {one.before for one in figures} == {None}


def edition(name: str, kind: str, day: int) -> Edition:
    return Edition(name, kind, datetime(2024, 6, day), Path(name))


@pytest.mark.parametrize(
    ("others", "chosen"),
    [
        ([("a", "real", 1), ("b", "real", 2), ("c", "real", 9), ("d", "sample", 3)], "b"),
        ([("c", "real", 9), ("e", "real", 8), ("d", "sample", 3)], "c"),
        ([("d", "sample", 3), ("f", "sample", 9)], "d"),
        ([("f", "sample", 9), ("g", "sample", 8)], "f"),
    ],
)
def test_the_newest_earlier_edition_of_the_same_kind_is_compared_with_first(
    others: list[tuple[str, str, int]], chosen: str
) -> None:
    known = [edition(*one) for one in others]
    assert ranked(edition("now", "real", 5), known)[0].edition_id == chosen


def test_editions_of_two_plans_are_not_compared(given: Given) -> None:
    def of_plan(number: str) -> Connection:
        return given(
            edition=[{"edition_id": "e", "kind": "real"}],
            city=[{"plan_id": number, "municipality_code": "07207"}],
            plans=[{"plan_id": number, "title": "計画"}],
        )

    assert are_of_one_plan(of_plan("5"), of_plan("5"))
    assert not are_of_one_plan(of_plan("5"), of_plan("6"))
