"""Classes of age put together so that surveys can be compared."""

import pytest

from findings.divide import ages
from findings.divide.ages import Inhabitants
from findings.divide.shares import Share


def survey(year: int, counts: dict[str, tuple[int | None, int | None]]) -> list[Share]:
    return [
        Share(year, age, n, count, None, is_hidden=count is None, source_id=f"s{year}")
        for age, (n, count) in counts.items()
    ]


FINE = survey(2022, {"18～29歳": (40, 4), "30～59歳": (100, 20), "60～69歳": (80, 30), "70歳以上": (120, 70)})
COARSE = survey(2023, {"18～59歳": (150, 22), "60歳以上": (210, 110)})
HIDDEN = survey(2024, {"18～59歳": (None, None), "60歳以上": (None, None)})
PEOPLE = [
    Inhabitants(year, age, people)
    for year, counts in ((2020, (10, 20, 30)), (2024, (11, 22, 33)))
    for age, people in zip(("18～39歳", "40～59歳", "60歳以上"), counts, strict=True)
]


def test_the_finer_survey_is_summed_into_the_classes_of_the_coarser() -> None:
    common = ages.shared({2022: FINE, 2023: COARSE})
    assert [(one.year, one.age_group, one.respondents, one.count) for one in common[2022]] == [
        (2022, "18～59歳", 140, 24),
        (2022, "60歳以上", 200, 100),
    ]
    assert [one.pct for shares in common.values() for one in shares] == pytest.approx(
        [100 * 24 / 140, 50, 100 * 22 / 150, 100 * 110 / 210]
    )
    assert [one.source_id for one in common[2023]] == ["s2023", "s2023"]


def test_a_survey_with_hidden_classes_is_left_out() -> None:
    common = ages.shared({2022: FINE, 2024: HIDDEN})
    assert list(common) == [2022]
    assert [one.age_group for one in common[2022]] == [one.age_group for one in FINE]


def test_surveys_without_two_classes_in_common_are_not_compared() -> None:
    other = survey(2021, {"18～39歳": (50, 5), "40歳以上": (50, 5)})
    assert ages.shared({2021: other, 2023: COARSE}) == {}
    older = survey(2021, {"20～59歳": (50, 5), "60歳以上": (50, 5)})
    assert ages.shared({2021: older, 2023: COARSE}) == {}
    thirds = survey(2022, {"18～39歳": (50, 5), "40～59歳": (50, 5), "60歳以上": (50, 5)})
    adults = survey(2021, {"20～39歳": (50, 5), "40～59歳": (50, 5), "60歳以上": (50, 5)})
    assert ages.shared({2021: adults, 2022: thirds}) == {}  # nobody knows how many of 18 and 19 there are
    assert ages.shared({2024: HIDDEN}) == {}
    assert ages.shared({}) == {}


def test_classes_in_which_nobody_answered_have_no_share() -> None:
    common = ages.shared({2023: survey(2023, {"18～59歳": (0, 0), "60歳以上": (50, 5)})})
    assert [one.pct for one in common[2023]] == [None, 10]


def test_inhabitants_of_one_year_in_the_classes_asked_for() -> None:
    assert ages.inhabitants(PEOPLE, ["18～59歳", "60歳以上"], 2024) == [33, 33]
    assert ages.inhabitants(PEOPLE, ["18～59歳", "60歳以上"], 2022) is None
    assert ages.inhabitants(PEOPLE, ["18～59歳", "60歳以上"], None) is None
    assert ages.inhabitants(PEOPLE, ["18～29歳", "30歳以上"], 2020) is None
    assert ages.inhabitants(PEOPLE, ["40～59歳", "60歳以上"], 2024) is None
    assert ages.inhabitants([], ["18～59歳"], 2020) is None


def test_names_of_classes_end_before_the_next_begins() -> None:
    assert ages.labels([18, 30, 65]) == ["18～29歳", "30～64歳", "65歳以上"]
    assert [ages.least(name) for name in ages.labels([18, 30, 65])] == [18, 30, 65]
