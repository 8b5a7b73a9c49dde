from dataclasses import replace

import pytest
from scipy import stats

from findings.accidents.overlays import FeatureCount, Near, NearTotals, Verdict, judged

SCHOOL = FeatureCount("第一小学校", "point", None, None, 1000.0, b"", accidents=12, fatal_accidents=1)
OTHER = replace(SCHOOL, name="第二小学校", surroundings=3000.0, accidents=4)
TOTALS = NearTotals(placed=300, without_place=2, near=16, share_of_city=0.01)


def near(*counts: FeatureCount) -> Near:
    return Near("学校", 100, "user", TOTALS, judged(counts))


def test_features_are_held_against_what_their_surroundings_let_expect() -> None:
    school, other = near(SCHOOL, OTHER).features
    assert (school.expected, other.expected) == pytest.approx((4, 12))
    assert school.probability == pytest.approx(2 * stats.binom.sf(11, 16, 0.25))
    assert other.probability == 1
    assert school.level == pytest.approx((stats.gamma.ppf(0.025, 12), stats.gamma.ppf(0.975, 13)))


def test_without_the_size_of_every_surrounding_nothing_is_expected() -> None:
    for size in (None, 0.0):
        features = judged([SCHOOL, replace(OTHER, surroundings=size)])
        assert [(each.expected, each.probability) for each in features] == [(None, 1), (None, 1)]
        assert features[0].level.upper > 12
    assert judged([]) == ()


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (near(SCHOOL, OTHER), Verdict.UNEVEN),
        (near(replace(SCHOOL, accidents=5), OTHER), Verdict.TOO_FEW),
        (near(replace(SCHOOL, accidents=5), replace(OTHER, accidents=5)), Verdict.EVEN),
        (near(SCHOOL), Verdict.ALONE),
        (near(SCHOOL, replace(OTHER, surroundings=None)), Verdict.WITHOUT_SIZE),
    ],
)
def test_the_verdict_is_no_stronger_than_chance_allows(found: Near, verdict: Verdict) -> None:
    assert found.verdict == verdict


def test_the_most_striking_and_the_most_come_first() -> None:
    strong = replace(SCHOOL, name="強い", accidents=30)
    found = near(OTHER, replace(SCHOOL, accidents=16), strong)
    assert [each.count.name for each in found.by_count] == ["強い", "第一小学校", "第二小学校"]
    assert [each.count.name for each in found.striking][:1] == ["強い"]
    assert found.accidents == 50
