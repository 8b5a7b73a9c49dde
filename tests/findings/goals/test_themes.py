"""How the themes of the plan stand: their measures, what these touch, and where most of them are late."""

import pytest

from findings.goals.links import Theme
from findings.goals.states import MeasureState
from findings.goals.themes import ThemeState, themes, unserved, worst
from tests.findings.conftest import Given
from tests.findings.goals.made import measure_state


def stands(number: int, **counts: int) -> ThemeState:
    members = [measure_state(state) for state, count in counts.items() for _ in range(count)]
    return ThemeState(Theme("goal", number, f"名{number}", "", 1), tuple(members))


def numbers(listed: tuple[ThemeState, ...]) -> list[int]:
    return [one.theme.theme_no for one in listed]


def test_a_large_theme_has_most_late_measures_and_a_small_one_the_largest_share() -> None:
    found = worst([stands(1, 遅れ=5, 順調=20), stands(2, 後退=2, 未達=1, 順調=7), stands(3, 達成=4)])
    assert (numbers(found.by_number), numbers(found.by_share), found.is_known) == ([1], [2], True)


def test_equals_are_all_named() -> None:
    found = worst([stands(1, 遅れ=1, 順調=1), stands(2, 未達=1, 達成=1)])
    assert (numbers(found.by_number), numbers(found.by_share)) == ([1, 2], [1, 2])


def test_without_a_late_measure_none_is_worst() -> None:
    found = worst([stands(1, 順調=1), stands(2, やや遅れ=1)])
    assert (found.by_number, found.by_share, found.is_known) == ((), (), True)


@pytest.mark.parametrize(("silent", "is_known"), [(2, True), (3, False)])
def test_it_is_known_where_at_least_half_of_one_theme_is_judged(silent: int, is_known: bool) -> None:
    assert worst([stands(1, 遅れ=2, 未報告=silent), stands(2, 未報告=9)]).is_known == is_known


def test_counts_bad_and_unknown_are_of_the_members() -> None:
    one = stands(1, 遅れ=2, 未達=1, 順調=4, 中止=1, 未報告=3)
    assert (one.bad, one.unknown, one.counts["順調"], sum(one.counts.values())) == (3, 4, 4, 11)


@pytest.fixture
def measures() -> list[MeasureState]:
    return [measure_state("順調", measure_id=number) for number in ("1-1", "1-2", "2-1")]


def test_a_theme_has_its_measures_what_they_touch_and_what_is_unmeasured(
    measures: list[MeasureState], given: Given
) -> None:
    def link(measure_id: str, kind: str, target: str, note: str | None = None) -> dict[str, object]:
        return {
            "plan_id": "5", "measure_id": measure_id, "link_kind": kind, "target": target, "note": note,
        }  # fmt: skip

    def theme(number: int, kind: str = "goal") -> dict[str, object]:
        return {"plan_id": "5", "theme_kind": kind, "theme_no": number, "name": "", "summary": ""}

    def untold(number: int, kind: str = "goal") -> dict[str, object]:
        return theme(number, kind) | {
            "place": number,
            "topic": "divide",
            "what": f"{kind}{number}",
            "note": "",
        }

    connection = given(
        city=[{"plan_id": "5"}],
        measures=[{"plan_id": "5", "measure_id": one.measure.measure_id} for one in measures],
        plan_themes=[theme(1), theme(2), theme(1, "pillar")],
        measure_links=[
            link("1-1", "goal", "1"),
            link("1-1", "goal", "2"),
            link("1-2", "goal", "2"),
            link("2-1", "pillar", "1"),
            link("1-1", "related", "divide", "なぜ"),
            link("1-2", "related", "divide:reasons"),
            link("1-1", "related", "accidents"),
            link("2-1", "related", "accidents"),
        ],
        plan_unmeasured=[
            {name: row[name] for name in row if name not in ("name", "summary")}
            for row in (untold(1), untold(2), untold(1, "pillar"))
        ],
    )
    first, second = themes(connection, "goal", measures)
    assert [one.measure.measure_id for one in first.members] == ["1-1"]
    assert [one.measure.measure_id for one in second.members] == ["1-1", "1-2"]
    assert [(one.judged.measure.measure_id, one.target, one.note) for one in second.relations] == [
        ("1-1", "accidents", ""),
        ("1-1", "divide", "なぜ"),
        ("1-2", "divide:reasons", ""),
    ]
    # Two measures of the second theme touch the divide; accidents is touched by one of each, so by the first's.
    assert (first.told, second.told) == (("accidents",), ("divide",))
    assert [one.what for one in first.unmeasured] == ["goal1"]
    assert [one.what for one in second.unmeasured] == ["goal2"]
    (pillar,) = themes(connection, "pillar", measures)
    assert [one.measure.measure_id for one in pillar.members] == ["2-1"]
    assert pillar.told == ("accidents",)
    assert [one.measure.measure_id for one in unserved(connection, "goal", measures)] == ["2-1"]
