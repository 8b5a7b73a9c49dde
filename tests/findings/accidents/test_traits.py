from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from scipy import stats

from findings.accidents.cells import nine
from findings.accidents.traits import Compared, GroupCount, Trait, compared
from findings.accidents.traits import tested as judged
from queries.accidents import Selection
from tests.findings.conftest import Given

CROSSING = GroupCount("交差点", None, here=9, everywhere=120, accidents_here=10, accidents_everywhere=300)
RAIN = replace(CROSSING, label="雨", definition="降雨の時", here=2, everywhere=60)
ALWAYS = replace(CROSSING, label="本票", here=10, everywhere=300)
NEVER = replace(CROSSING, label="列車", here=0, everywhere=0)
CELL = "5540726922"


def test_traits_are_tested_exactly_and_corrected_for_their_number() -> None:
    first, second = judged([RAIN, ALWAYS, CROSSING, NEVER]).tested
    assert [first.name, second.name] == ["交差点", "雨"]
    assert first.chance == pytest.approx(2 * stats.hypergeom.sf(8, 300, 120, 10))
    assert second.chance == pytest.approx(stats.hypergeom.sf(1, 300, 60, 10))
    assert (first.share, first.city_share, first.ratio) == pytest.approx((0.9, 0.4, 2.25))
    exact = stats.binomtest(9, 10).proportion_ci(method="exact")
    assert (first.low, first.high) == pytest.approx((exact.low, exact.high))
    assert (first.stands_out, second.stands_out) == (True, False)
    assert second.definition == "降雨の時"


def test_a_place_beside_the_city_is_fishers_exact_test_against_the_rest_of_it() -> None:
    (only,) = judged([CROSSING]).tested
    against_the_rest = [[9, 1], [120 - 9, 290 - (120 - 9)]]
    assert only.chance == pytest.approx(stats.fisher_exact(against_the_rest, alternative="greater").pvalue)


def test_few_accidents_are_not_tested() -> None:
    few = judged([replace(CROSSING, here=8, accidents_here=9)])
    assert few == Compared(9, False, ())
    assert few.is_too_few
    enough = judged([CROSSING])
    assert len(enough.tested) == 1
    assert not enough.is_too_few
    assert judged([]).is_too_few


def test_of_equally_surprising_traits_the_stronger_comes_first() -> None:
    weak = replace(CROSSING, label="弱い", here=0, everywhere=100)
    strong = replace(CROSSING, label="強い", here=0, everywhere=20)
    usual = replace(CROSSING, label="普通", here=1, everywhere=40)
    found = judged([weak, strong, usual]).tested
    assert {trait.chance for trait in found} == {1.0}
    assert found[0].name == "普通"


def test_what_stands_out_is_below_five_percent() -> None:
    trait = Trait("交差点", 9, 120, 0.9, 0.55, 0.997, 0.4, 0.05)
    assert not trait.stands_out
    rare = replace(trait, chance=0.0499)
    assert Compared(10, False, (rare, trait)).findings == [rare]


def a_city(given: Given, here: int, around: Sequence[str]) -> object:
    """Return an edition of accidents in a cell, some around it at a light, and ninety elsewhere without one."""
    places = [CELL] * here + list(around) + ["5640020844"] * 90
    return given(
        city=[{"municipality_code": "07207"}],
        accidents=[
            {
                "accident_id": str(number),
                "file_year": 2020,
                "occurred_at": datetime(2020, 5, 1, 8),
                "municipality_code": "07207",
                "fatal": False,
                "deaths": 0,
                "injuries": 1,
                "mesh_250m": place,
                "on_motorway": False,
                "signal_code": "7" if place == "5640020844" else "1",
            }
            for number, place in enumerate(places)
        ],
        code_groups=[{"group_kind": "signal", "group_no": 1, "label": "信号機のある所", "codes": ["1"]}],
    )


@pytest.mark.parametrize(
    ("here", "around", "counted", "is_pooled"),
    [(8, 1, 9, True), (8, 2, 10, True), (9, 8, 17, True), (10, 8, 10, False)],
)
def test_a_cell_of_few_accidents_is_told_of_with_those_around_it(
    given: Given, here: int, around: int, counted: int, is_pooled: bool
) -> None:
    beside = [code for code in nine(CELL) if code != CELL]
    edition = a_city(given, here, beside[:around])
    found = compared(edition, Selection("07207"), CELL)
    assert (found.accidents, found.is_pooled, found.is_too_few) == (counted, is_pooled, counted < 10)
    if not found.is_too_few:
        lit = here + around
        chance = stats.hypergeom.sf(counted - 1, 90 + lit, lit, counted)
        assert [trait.chance for trait in found.findings] == [pytest.approx(chance)]
