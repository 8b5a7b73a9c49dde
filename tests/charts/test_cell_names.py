from charts.cell_names import called, distinct
from findings.accidents.cells import CellName, Direction

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
