"""Which indices an option is shown with: their values, their direction, and why one is off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.divide.indices import TYPES, Groups, gap, indices

PEOPLE = [69, 104, 161, 208, 268, 371]
NEVER = Groups([0.09, 0.06, 0.08, 0.14, 0.27, 0.63], PEOPLE, favourable=False)
USED = Groups([1 - share for share in NEVER.shares if share is not None], PEOPLE, favourable=True)


def values(groups: Groups) -> dict[str, float | str]:
    return {one.type.code: one.off or (one.estimate.value if one.estimate else "") for one in indices(groups)}


def test_the_measures_and_their_types() -> None:
    assert [kind.code for kind in TYPES] == ["difference", "ratio", "par", "paf", "sii", "rii"]
    assert {kind.code for kind in TYPES if kind.is_relative} == {"ratio", "paf", "rii"}
    assert {kind.code for kind in TYPES if kind.is_ordered} == {"sii", "rii"}
    assert {kind.code for kind in TYPES if kind.is_complex} == {"par", "paf", "sii", "rii"}
    assert {kind.code for kind in TYPES if kind.needs_direction} == {"par", "paf"}
    assert [kind.least_groups for kind in TYPES] == [2, 2, 3, 3, 3, 3]


def test_values_by_hand() -> None:
    got = values(NEVER)
    average = sum(s * n for s, n in zip(NEVER.shares, PEOPLE, strict=True)) / sum(PEOPLE)
    assert got["difference"] == pytest.approx(0.54)
    assert got["ratio"] == pytest.approx(7)
    assert got["par"] == pytest.approx(average - 0.09)
    assert got["paf"] == pytest.approx((average - 0.09) / average)
    assert isinstance(got["sii"], float)
    assert got["sii"] > got["difference"]
    assert isinstance(got["rii"], float)
    assert got["rii"] > 1


def test_both_framings_have_equal_absolute_and_different_relative_measures() -> None:
    never, used = values(NEVER), values(USED)
    for code in ("difference", "par", "sii"):
        assert never[code] == pytest.approx(used[code])
    for code in ("ratio", "paf", "rii"):
        assert never[code] != pytest.approx(used[code])


@given(st.lists(st.floats(0.05, 0.95), min_size=3, max_size=6), st.booleans())
def test_more_always_means_that_the_older_side_is_worse_off(shares: list[float], favourable: bool) -> None:
    groups = Groups(shares, [100] * len(shares), favourable)
    worse = shares[0] - shares[-1] if favourable else shares[-1] - shares[0]
    got = values(groups)
    assert got["difference"] == pytest.approx(worse)
    assert isinstance(got["ratio"], float)
    if abs(worse) > 1e-9:
        assert (got["ratio"] > 1) == (worse > 0)


def test_inhabitants_are_the_weights_where_they_are_known() -> None:
    people = [6300.0, 7600, 9800, 9500, 10500, 16000]
    weighted = values(Groups(NEVER.shares, PEOPLE, favourable=False, people=people))
    average = sum(s * n for s, n in zip(NEVER.shares, people, strict=True)) / sum(people)
    assert weighted["par"] == pytest.approx(average - 0.09)
    assert weighted["difference"] == values(NEVER)["difference"]
    assert weighted["sii"] != pytest.approx(values(NEVER)["sii"])


@pytest.mark.parametrize(
    ("groups", "off"),
    [
        (Groups([0.1, None, 0.3], [50, None, 50], True), dict.fromkeys(values(NEVER), "hidden")),
        (Groups([0.1, None, 0.3], [50, 50, 50], True), dict.fromkeys(values(NEVER), "hidden")),
        (Groups([0.1, 0.2, 0.3], [50, None, 50], True), dict.fromkeys(values(NEVER), "hidden")),
        (
            Groups([0.3, 0.1], [50, 50], True),
            dict.fromkeys(("par", "paf", "sii", "rii"), "too_few_groups"),
        ),
        (Groups([0.3], [50], True), dict.fromkeys(values(NEVER), "too_few_groups")),
        (Groups([0.3, 0.2, 0.0], [50, 50, 50], True), {"ratio": "zero_share"}),
        (Groups([0.3, 0.2, 0.1], [50, 50, 50], None), {"par": "neutral", "paf": "neutral"}),
        (
            Groups([0.1, 0.2, 0.3], [50, 50, 50], True),
            {"par": "reference_not_better", "paf": "reference_not_better"},
        ),
        (Groups([0.45, 0.1, 0.6], [300, 300, 300], False), {"sii": "reversed", "rii": "reversed"}),
        (Groups([0.0, 0.0, 1.0], [50, 50, 50], False), {"ratio": "zero_share", "sii": "no_slope"}),
    ],
)
def test_a_measure_is_off_with_its_reason(groups: Groups, off: dict[str, str]) -> None:
    got = values(groups)
    assert {code: got[code] for code in off} == off


OFF_AT_THE_EDGES = [
    # shares (youngest first), respondents, favourable, the indices that are off and why
    ([0, 0.4, 0.6], 50, False, {"ratio": "zero_share"}),
    ([0.4, 0.6, 0], 50, True, {"ratio": "zero_share"}),
    ([1, 0.6, 0.4], 50, True, {}),
    ([0.4, 0.6, 1], 50, False, {}),
    (
        [0, 0, 0],
        50,
        False,
        {
            "ratio": "zero_share",
            "par": "reference_not_better",
            "paf": "zero_share",
            "sii": "no_slope",
            "rii": "zero_share",
        },
    ),
    (
        [0, 0, 0],
        50,
        True,
        {
            "ratio": "zero_share",
            "par": "reference_not_better",
            "paf": "zero_share",
            "sii": "no_slope",
            "rii": "zero_share",
        },
    ),
    (
        [1, 1, 1],
        50,
        False,
        {"par": "reference_not_better", "paf": "reference_not_better", "sii": "no_slope", "rii": "no_slope"},
    ),
    (
        [1] * 6,
        50,
        True,
        {"par": "reference_not_better", "paf": "reference_not_better", "sii": "no_slope", "rii": "no_slope"},
    ),
    ([0, 0, 0, 0, 0, 1], 50, False, {"ratio": "zero_share", "sii": "no_slope", "rii": "no_slope"}),
    ([0, 1, 0], 4, False, {"ratio": "zero_share", "sii": "reversed", "rii": "reversed"}),
    ([1, 0, 0], 1, True, {"ratio": "zero_share", "sii": "no_slope", "rii": "no_slope"}),
    (
        [0, 1],
        50,
        False,
        {
            "ratio": "zero_share",
            "par": "too_few_groups",
            "paf": "too_few_groups",
            "sii": "too_few_groups",
            "rii": "too_few_groups",
        },
    ),
    (
        [1, 1],
        1,
        None,
        {"par": "too_few_groups", "paf": "too_few_groups", "sii": "too_few_groups", "rii": "too_few_groups"},
    ),
    (
        [0, 0],
        1,
        None,
        {
            "ratio": "zero_share",
            "par": "too_few_groups",
            "paf": "too_few_groups",
            "sii": "too_few_groups",
            "rii": "too_few_groups",
        },
    ),
]


@pytest.mark.parametrize("people", [None, 100.0])
@pytest.mark.parametrize(("shares", "respondents", "favourable", "off"), OFF_AT_THE_EDGES)
def test_at_the_edges_a_measure_is_off_with_its_reason_or_has_an_interval_of_some_width(
    shares: list[float],
    respondents: float,
    favourable: bool | None,
    off: dict[str, str],
    people: float | None,
) -> None:
    """Nobody or everybody of one class or of all, classes of one respondent, two classes; with and without weights."""
    everybody = None if people is None else [people] * len(shares)
    found = indices(Groups(shares, [respondents] * len(shares), favourable, everybody))
    assert {one.type.code: one.off for one in found if one.off} == off
    for one in found:
        if one.estimate is not None:
            lower, upper = one.estimate.interval
            assert upper - lower > 0.01, one.type.code
            assert lower - 1e-9 <= one.estimate.value <= upper + 1e-9, one.type.code


def test_the_difference_of_nobody_and_nobody_is_newcombes() -> None:
    found = gap(Groups([0, 0, 0], [10, 50, 20], favourable=False))
    assert found is not None
    assert found.value == 0
    assert found.interval == pytest.approx((-0.2775, 0.1611), abs=5e-5)


def test_a_class_in_which_nobody_answered_is_left_out_between_the_ends() -> None:
    with_gap = Groups([0.1, None, 0.3, 0.6], [50, 0, 60, 70], False, [10.0, 10.0, 20.0, 30.0])
    without = Groups([0.1, 0.3, 0.6], [50, 60, 70], False, [10.0, 20.0, 30.0])
    assert indices(with_gap) == indices(without)


@pytest.mark.parametrize("respondents", [[0, 50, 50], [50, 50, 0], [0, 0, 0]])
def test_without_answers_of_the_youngest_or_oldest_no_measure_is_told(respondents: list[float]) -> None:
    shares = [None if people == 0 else 0.3 for people in respondents]
    groups = Groups(shares, respondents, favourable=False)
    assert values(groups) == dict.fromkeys(values(NEVER), "nobody_asked")
    assert gap(groups) is None


def test_the_gap_alone() -> None:
    found = gap(NEVER)
    assert found is not None
    assert found.value == pytest.approx(0.54)
    assert gap(Groups([0.1, None], [50, None], True)) is None


def test_the_two_shares_an_index_rests_on() -> None:
    ends = {one.type.code: one.ends for one in indices(NEVER)}
    average = sum(s * n for s, n in zip(NEVER.shares, PEOPLE, strict=True)) / sum(PEOPLE)
    assert ends["difference"] == ends["ratio"] == (0.63, 0.09)
    assert ends["par"] == ends["paf"] == (pytest.approx(average), 0.09)
    assert ends["sii"] == ends["rii"]
