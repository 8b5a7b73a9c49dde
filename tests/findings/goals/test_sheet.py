"""The sheet of a measure: what it is linked with, which is shown first, and when chance is told."""

import pytest

from findings.goals import sheet
from findings.goals.links import Link
from findings.goals.sheet import Beside
from findings.goals.states import MeasureState, measure_states
from tests.findings.conftest import Given
from tests.findings.goals import made


def measure(number: str, *departments: str, state: str = "順調") -> MeasureState:
    return made.measure_state(state, measure_id=number, departments=departments)


def link(number: str, kind: str, target: str) -> Link:
    return Link(number, None, kind, target, None)


def test_measures_stand_beside_one_another_by_department_and_recommendation() -> None:
    one, two = measure("1-1", "総務課", "市民課"), measure("1-2", "市民課")
    three, four = measure("1-3", "税務課"), measure("1-4", "税務課")
    linked = [
        link("1-1", "recommendation", "2"),
        link("1-1", "goal", "3"),
        link("1-3", "recommendation", "2"),
        link("1-4", "goal", "2"),
    ]
    assert sheet.beside(one, [one, two, three, four], linked) == [
        Beside("departments", "", [two]),
        Beside("recommendation", "2", [three]),
    ]


def test_the_first_measure_something_is_known_of_is_shown_first() -> None:
    silent = [
        measure(str(place), state=state) for place, state in enumerate(("未報告", "対象外", "指標なし"))
    ]
    assert sheet.first_reported([*silent, measure("9", state="中止"), measure("10")]) == "9"
    assert sheet.first_reported(silent) == "0"


def test_a_sheet_has_its_own_links_and_no_chance_without_a_count(given: Given) -> None:
    links = [
        {"link_kind": "goal", "target": "3"},
        {"link_kind": "related", "target": "divide", "note": "窓口"},
        {"measure_id": "1-9", "link_kind": "related", "target": "accidents"},
    ]
    rows = made.rows_of_the_plan()
    rows["measures"].append(rows["measures"][0] | {"measure_id": "1-9"})
    edition = given(
        **rows,
        measure_links=[{"plan_id": "5", "measure_id": "1-1", "origin": "editor"} | one for one in links],
        plan_themes=[{"plan_id": "5", "theme_kind": "goal", "theme_no": 3, "name": "便利な市役所"}],
    )
    found = sheet.sheet(edition, measure_states(edition, 2022), "1-1", 2022)
    assert [(one.link_kind, one.theme_no, one.name) for one in found.themes] == [("goal", 3, "便利な市役所")]
    assert [(one.target, one.note) for one in found.related] == [("divide", "窓口")]
    assert [one.series.indicator.indicator_id for one in found.series] == ["1-1"]
    assert found.chance is None
    assert found.thresholds["順調"] == 0.95
    with pytest.raises(ValueError, match="no measure 7-7"):
        sheet.sheet(edition, found.beside[0].measures, "7-7", 2022)


def test_a_count_that_chance_moves_is_held_against_its_target(given: Given) -> None:
    edition = given(**made.rows_of_the_plan(uncertainty="poisson", target_value=100.0, direction="at_most"))
    found = sheet.sheet(edition, measure_states(edition, 2022), "1-1", 2022).chance
    assert found is not None
    assert (found.target, found.is_known, found.newest, found.change) == (100.0, False, None, None)
    assert found.missed == pytest.approx(0.4734, abs=1e-4)  # scipy.stats.poisson.sf(100, 100)
    assert (found.is_sample, found.sources) == (False, ("npa",))
