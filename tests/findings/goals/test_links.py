"""What measures are linked with: each kind by itself, of the city's plan only."""

from findings.goals.links import Theme, sorts, themes, themes_of_measures
from tests.findings.conftest import Given


def test_links_are_read_by_kind(given: Given) -> None:
    connection = given(
        city=[{"plan_id": "5"}],
        measures=[{"plan_id": plan, "measure_id": "1-1"} for plan in ("4", "5")],
        plan_themes=[
            {"plan_id": "5", "theme_kind": "goal", "theme_no": 1, "name": "目", "summary": "求", "page": 9},
            {
                "plan_id": "5",
                "theme_kind": "pillar",
                "theme_no": 1,
                "name": "柱",
                "summary": "",
                "page": None,
            },
        ],
        measure_links=[
            {"plan_id": "5", "measure_id": "1-1", "link_kind": "goal", "target": "1"},
            {"plan_id": "5", "measure_id": "1-1", "link_kind": "goal", "target": "12"},
            {"plan_id": "4", "measure_id": "1-1", "link_kind": "goal", "target": "3"},
            {"plan_id": "5", "measure_id": "1-1", "link_kind": "related", "target": "divide"},
            {"plan_id": "5", "measure_id": "1-1", "link_kind": "output_or_outcome", "target": "outcome"}
            | {"indicator_id": "1-1a"},
            {"plan_id": "5", "measure_id": "1-1", "link_kind": "output_or_outcome", "target": "output"}
            | {"indicator_id": "1-1b"},
        ],
    )
    assert themes(connection, "goal") == [Theme("goal", 1, "目", "求", 9)]
    assert themes(connection, "pillar") == [Theme("pillar", 1, "柱", "", None)]
    assert themes_of_measures(connection, "goal") == {"1-1": {1, 12}}
    assert themes_of_measures(connection, "pillar") == {}
    assert sorts(connection) == {"1-1a": "outcome", "1-1b": "output"}
