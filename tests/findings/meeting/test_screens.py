"""What the screens of a meeting hold: the plan's 提言 or fields, and what needs a decision first."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from findings.goals.states import counts, measure_states
from findings.meeting import screens
from findings.meeting.order import FaultyOrderError, GivenOrder, GivenScreen, Order
from findings.meeting.screens import TILES, meeting
from queries import connect


def ordered(screens: Sequence[GivenScreen] = (), text: str = "") -> Order:
    heads = tuple(range(1, len(screens) + 1))
    return Order(GivenOrder(title="懇話会", when="令和8年度", screen=tuple(screens)), text, heads)


def test_without_an_order_every_recommendation_has_a_screen(sample_edition: Path) -> None:
    found = meeting(connect(sample_edition), ordered())
    assert [one.screen_id for one in found.screens] == [
        "opening",
        *(f"recommendation-{number}" for number in range(1, 6)),
        "closing",
    ]
    parts = [one.part for one in found.screens if one.part]
    assert [len(part.members) for part in parts] == [10, 3, 11, 8, 25]
    assert [part.told for part in parts] == [("divide",), (), (), ("accidents",), ()]
    assert [[one.what for one in part.unmeasured] for part in parts[1::2]] == [
        ["情報モラル", "視力・姿勢・睡眠への影響"],
        ["河川災害"],
    ]


def test_a_part_counts_its_measures_and_shows_first_what_needs_a_decision(sample_edition: Path) -> None:
    connection = connect(sample_edition)
    found = meeting(connection, ordered())
    year = found.overview.goals.year
    states = {one.measure.measure_id: one for one in measure_states(connection, year)}
    for screen in found.screens:
        if part := screen.part:
            members = [states[one.measure.measure_id] for one in part.members]
            assert part.counts == counts(members)
            assert part.by_year[-1] == (year, part.counts)
            assert all(sum(by_state.values()) == len(members) for _, by_state in part.by_year)
            missed = part.counts["未達"]
            assert [one.judged.state for one in part.shown[:missed]] == ["未達"] * min(missed, TILES)
            assert len(part.shown) == min(len(members), TILES)
            assert part.is_last


def test_a_plan_without_recommendations_is_looked_at_by_field(
    sample_edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screens, "themes", lambda *_: [])
    found = meeting(connect(sample_edition), ordered([GivenScreen(kind="theme", theme=10)]))
    assert [one.screen_id for one in found.screens] == ["field-10"]
    found = meeting(connect(sample_edition), ordered())
    parts = [one.part for one in found.screens if one.part]
    assert [one.screen_id for one in found.screens if one.part] == [f"field-{n}" for n in range(1, 11)]
    assert sum(len(part.members) for part in parts) == 52
    assert all(
        one.measure.measure_id.split("-")[0] == str(part.number) for part in parts for one in part.members
    )


def test_a_year_before_the_plan_is_not_compared_with(sample_edition: Path, empty_edition: Path) -> None:
    for edition, years in ((sample_edition, [2022, 2023, 2024]), (empty_edition, [2023])):
        found = meeting(connect(edition), ordered())
        assert [year for year, _ in found.screens[1].part.by_year] == years


def test_departments_that_owe_reports_are_named(empty_edition: Path) -> None:
    part = meeting(connect(empty_edition), ordered()).screens[2].part
    assert part.silent == (("学校教育課", 3),)
    assert not part.is_last


def test_an_order_is_followed_and_names_stay_apart(sample_edition: Path) -> None:
    text = GivenScreen(kind="text", title="休憩", texts=("15時から",), notes="  静かに \n")
    theme = GivenScreen(kind="theme", theme=4, title="事故だけを見る")
    found = meeting(connect(sample_edition), ordered([theme, text, theme, text]))
    assert [one.screen_id for one in found.screens] == [
        "recommendation-4",
        "text-1",
        "recommendation-4-2",
        "text-2",
    ]
    assert found.screens[0].title == "事故だけを見る"
    assert found.screens[1].notes == "静かに"


def test_a_theme_the_plan_has_not_is_a_fault(sample_edition: Path) -> None:
    order = ordered([GivenScreen(kind="theme", theme=6)], '[[screen]]\nkind = "theme"\ntheme = 6\n')
    with pytest.raises(FaultyOrderError) as refused:
        meeting(connect(sample_edition), order)
    (fault,) = refused.value.faults
    assert (fault.kind, fault.line, fault.given) == ("theme", 3, "6")
    assert list(fault.allowed) == ["1", "2", "3", "4", "5"]
