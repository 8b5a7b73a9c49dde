from dataclasses import replace

import pytest

from charts.cell_names import called, distinct
from findings.accidents.cells import CellName, Direction
from findings.accidents.ground import Near

AT = CellName("1", "駅")
NORTH = CellName("2", "駅", Direction.NORTH, 1200)
FAR = CellName("3", municipality="天栄村")


def test_a_cell_is_called_by_direction_and_distance_from_a_place() -> None:
    assert [called(name) for name in (AT, NORTH, FAR)] == ["駅付近", "駅の北 約1,200m", "天栄村"]
    assert called(CellName("4")) == ""


def test_no_two_cells_of_a_list_are_called_the_same() -> None:
    assert distinct([AT, NORTH, CellName("4", "駅", Direction.NORTH, 1200), FAR]) == [
        "駅付近",
        "駅の北 約1,200m（区画2）",
        "駅の北 約1,200m（区画4）",
        "名前のない地点（区画3）",
    ]


STREET = Near("5", "森宿", None, None, "国道4号", "road", None, None, 40, "osm")


@pytest.mark.parametrize(
    ("near", "text"),
    [
        (STREET, "森宿・国道4号"),
        (replace(STREET, crossing="県道54号"), "森宿・国道4号と県道54号"),
        (replace(STREET, crossing="釈迦堂川", crossing_side="south"), "森宿・国道4号（釈迦堂川の南）"),
        (replace(STREET, direction="north-east"), "森宿の北東・国道4号"),
        (replace(STREET, direction="north", town_m=1200), "森宿の北 約1,200m・国道4号"),
        (replace(STREET, town=None), "国道4号付近"),
    ],
)
def test_a_cell_at_a_street_is_called_by_town_and_street(near: Near, text: str) -> None:
    assert called(CellName("5", "駅", Direction.NORTH, 1200, at=near)) == text


def test_cells_of_one_street_and_town_are_told_apart_in_a_list() -> None:
    assert distinct([CellName("5", at=STREET), CellName("6", at=STREET), FAR])[:2] == [
        "森宿・国道4号（区画5）",
        "森宿・国道4号（区画6）",
    ]
