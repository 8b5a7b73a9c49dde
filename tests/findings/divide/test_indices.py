"""The indices of one survey in the units they are read in."""

import pytest

from findings.divide.indices import groups, readings
from findings.divide.shares import Share

AGES = [
    Share(2024, age, 100, count, float(count))
    for age, count in (("18～39歳", 10), ("40～59歳", 20), ("60歳以上", 40))
]


def test_differences_are_points_ratios_times_and_fractions_percent() -> None:
    found = {one.code: one for one in readings(AGES, False, None)}
    assert list(found) == ["difference", "ratio", "par", "paf", "sii", "rii"]
    assert found["difference"].value == pytest.approx(30)
    assert found["difference"].ends == pytest.approx((40, 10))
    assert found["ratio"].value == pytest.approx(4)
    assert found["par"].value == pytest.approx(100 * (70 / 300 - 0.1))
    assert found["paf"].value == pytest.approx(100 * (1 - 0.1 / (70 / 300)))
    for one in found.values():
        assert one.value is not None
        assert one.low is not None
        assert one.high is not None
        assert one.low < one.value < one.high
    assert found["sii"].is_ordered
    assert found["rii"].is_relative
    assert found["rii"].value == pytest.approx(7.0, abs=1.5)


def test_inhabitants_weigh_what_stands_for_all() -> None:
    par = readings(AGES, False, [1.0, 1.0, 2.0])[2]
    assert par.value == pytest.approx(100 * (0.25 * 0.1 + 0.25 * 0.2 + 0.5 * 0.4 - 0.1))


def test_hidden_classes_turn_every_index_off() -> None:
    hidden = [*AGES[:2], Share(2024, "60歳以上", 100, None, None, is_hidden=True)]
    assert {(one.off, one.value, one.low, one.ends) for one in readings(hidden, False, None)} == {
        ("hidden", None, None, None)
    }


def test_a_class_in_which_nobody_answered_has_no_share_and_no_respondents() -> None:
    nobody = Share(2024, "60歳以上", 0, 0, None)
    numbers = groups([AGES[0], nobody, Share(2024, "全体", 9, None, 50.0, is_hidden=True)], None)
    assert list(numbers.shares) == [0.1, None, None]
    assert list(numbers.respondents) == [100, 0, None]
