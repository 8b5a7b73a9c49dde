import math
from dataclasses import replace

import pytest

from findings.accidents.backtest import Backtest, Learnt, Result, example

SHIPPED = Result(
    "examination", "shipped", 51, 100, 0.01, math.log(1.3), 0.4, 51, 50, 0.05, 0.18, 90, 0.9, 0.1
)
COUNT = replace(SHIPPED, method="count", gain=0.0, held_share=None)
GI_STAR = replace(SHIPPED, method="gi_star", gain=None, gain_by_prefecture=None)
TRIED = replace(SHIPPED, stage="choice", method="powers_250_700")
FOUND = Backtest(
    (SHIPPED, COUNT, GI_STAR, TRIED, replace(GI_STAR, stage="choice"), replace(COUNT, method="count_0.2")),
    Learnt(2019, 2021, 1619),
    (),
)


def test_gains_are_told_as_times_of_the_plain_count() -> None:
    assert SHIPPED.times == pytest.approx(1.3)
    assert SHIPPED.times_by_prefecture == pytest.approx(math.exp(0.4))
    assert (GI_STAR.times, GI_STAR.times_by_prefecture) == (None, None)
    assert COUNT.times == 1


def test_the_examination_is_of_the_named_methods_and_apart_from_what_was_tried() -> None:
    assert [each.method for each in FOUND.examined] == ["shipped", "count", "gi_star"]
    assert [each.method for each in FOUND.compared] == ["shipped", "count"]
    assert FOUND.tried == [TRIED]
    assert FOUND.of("count") == COUNT
    with pytest.raises(KeyError):
        FOUND.of("powers_250_700")


def test_the_example_of_gi_star_has_its_known_highest_score() -> None:
    found = example()
    assert found.counts[2] == (1, 2, 5, 1, 0)
    assert max(max(row) for row in found.z) == pytest.approx(2.7019, abs=5e-5)
    assert found.z[2][2] != found.p[2][2]
    assert all(0 <= value <= 1 for row in found.p for value in row)
