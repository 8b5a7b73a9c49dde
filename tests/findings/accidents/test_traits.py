from dataclasses import replace

import pytest
from scipy import stats

from findings.accidents.traits import GroupCount, Trait
from findings.accidents.traits import tested as judged

CROSSING = GroupCount("交差点", None, here=9, everywhere=120, accidents_here=10, accidents_everywhere=300)
RAIN = replace(CROSSING, label="雨", definition="降雨の時", here=2, everywhere=60)
ALWAYS = replace(CROSSING, label="本票", here=10, everywhere=300)
NEVER = replace(CROSSING, label="列車", here=0, everywhere=0)


def test_traits_are_tested_exactly_and_corrected_for_their_number() -> None:
    first, second = judged([RAIN, ALWAYS, CROSSING, NEVER])
    assert [first.name, second.name] == ["交差点", "雨"]
    assert first.chance == pytest.approx(2 * stats.hypergeom.sf(8, 300, 120, 10))
    assert second.chance == pytest.approx(stats.hypergeom.sf(1, 300, 60, 10))
    assert (first.share, first.city_share, first.ratio) == pytest.approx((0.9, 0.4, 2.25))
    exact = stats.binomtest(9, 10).proportion_ci(method="exact")
    assert (first.low, first.high) == pytest.approx((exact.low, exact.high))
    assert (first.stands_out, second.stands_out) == (True, False)
    assert second.definition == "降雨の時"


def test_few_accidents_are_not_tested() -> None:
    assert judged([replace(CROSSING, here=8, accidents_here=9)]) == ()
    assert len(judged([CROSSING])) == 1
    assert judged([]) == ()


def test_of_equally_surprising_traits_the_stronger_comes_first() -> None:
    weak = replace(CROSSING, label="弱い", here=0, everywhere=100)
    strong = replace(CROSSING, label="強い", here=0, everywhere=20)
    usual = replace(CROSSING, label="普通", here=1, everywhere=40)
    found = judged([weak, strong, usual])
    assert {trait.chance for trait in found} == {1.0}
    assert found[0].name == "普通"


def test_what_stands_out_is_below_five_percent() -> None:
    trait = Trait("交差点", 9, 120, 0.9, 0.55, 0.997, 0.4, 0.05)
    assert not trait.stands_out
    assert replace(trait, chance=0.0499).stands_out
