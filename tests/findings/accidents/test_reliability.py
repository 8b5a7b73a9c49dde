from dataclasses import replace

import pytest

from findings.accidents.reliability import Cell

CELL = Cell(
    100,
    112,
    None,
    -15,
    30,
    99,
    50,
    came_pct=40,
    chance_pct=34,
    error_pct=2,
    alone_chance_pct=46,
    alone_error_pct=2,
)


@pytest.mark.parametrize("apart", [6, -6])
def test_a_chance_is_missed_by_more_than_three_standard_errors(apart: float) -> None:
    told = replace(CELL, chance_pct=40 + apart, alone_chance_pct=40 - apart)
    assert (told.missed, told.missed_alone) == (False, False)
    assert replace(told, error_pct=1.9).missed
    assert not replace(told, error_pct=1.9).missed_alone
    assert replace(told, alone_error_pct=1.9).missed_alone
    assert not replace(told, alone_error_pct=1.9).missed


def test_fewer_than_fifty_municipalities_are_not_judged() -> None:
    wrong = replace(CELL, chance_pct=90, alone_chance_pct=90)
    few = replace(wrong, municipalities=49)
    assert (wrong.is_judged, wrong.missed, wrong.missed_alone) == (True, True, True)
    assert (few.is_judged, few.missed, few.missed_alone) == (False, False, False)
