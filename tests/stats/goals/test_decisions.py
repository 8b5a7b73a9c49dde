"""The order in which measures are put before a decision."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.goals import decisions, state_words
from stats.goals.decisions import REASONS, Candidate
from stats.goals.judgements import Judgement
from stats.goals.sensitivity import RULES, Ruling

FINE = Candidate(state="順調", shortfall=0.02, flips=False, silent=False)


@pytest.mark.parametrize(
    ("candidate", "reason"),
    [
        (FINE, "いまは該当なし"),
        (replace(FINE, state="達成", shortfall=0.0), "いまは該当なし"),
        (replace(FINE, state="未達", shortfall=0.01), "未達"),
        (replace(FINE, state="未達", shortfall=None, silent=True), "未達"),
        (replace(FINE, state="未報告（一部）", shortfall=0.0, silent=True), "未報告あり"),
        (replace(FINE, state="対象外", shortfall=None), "いまは該当なし"),
        (replace(FINE, state="やや遅れ", shortfall=0.19), "いまは該当なし"),
        (replace(FINE, state="やや遅れ", shortfall=0.20), "不足が大きい"),
        (replace(FINE, state="遅れ", shortfall=0.12), "不足が大きい"),
        (replace(FINE, state="後退", shortfall=0.60), "不足が大きい"),
        (replace(FINE, state="後退", shortfall=None), "後退"),
        (replace(FINE, state="後退（発生）", shortfall=None), "後退"),
        (replace(FINE, state="中止", shortfall=None), "未着手・中止"),
        (replace(FINE, state="未着手", shortfall=None, silent=True), "未着手・中止"),
        (replace(FINE, flips=True, silent=True), "判定方法で変わる"),
        (replace(FINE, state="未報告", shortfall=None, silent=True), "未報告あり"),
        (replace(FINE, silent=True), "未報告あり"),
        (replace(FINE, state="評価困難", shortfall=None), "いまは該当なし"),
        (replace(FINE, state="指標なし", shortfall=None), "いまは該当なし"),
    ],
)
def test_the_first_reason_that_applies(candidate: Candidate, reason: str) -> None:
    assert decisions.reason(candidate) == reason


def test_decisions_come_by_reason_then_by_the_largest_shortfall() -> None:
    candidates = [
        FINE,
        replace(FINE, state="未報告", shortfall=None, silent=True),
        replace(FINE, flips=True),
        replace(FINE, state="遅れ", shortfall=0.3),
        replace(FINE, state="後退", shortfall=None),
        replace(FINE, state="後退", shortfall=0.7),
    ]
    assert decisions.order(candidates) == [5, 3, 4, 2, 1, 0]


def test_in_the_last_year_the_largest_remaining_way_comes_first_then_what_was_halted_then_silence() -> None:
    candidates = [
        replace(FINE, state="未報告", shortfall=None, silent=True),
        replace(FINE, state="中止", shortfall=None),
        replace(FINE, state="未達", shortfall=None),
        replace(FINE, state="未達", shortfall=0.02),
        replace(FINE, state="未達", shortfall=0.6),
        replace(FINE, state="達成", shortfall=0.0),
    ]
    assert decisions.order(candidates) == [4, 3, 2, 1, 0, 5]


def test_ties_keep_the_order_of_the_plan() -> None:
    assert decisions.order([FINE, FINE, replace(FINE, shortfall=None, silent=True)]) == [2, 0, 1]


@given(
    st.lists(
        st.builds(
            Candidate,
            state=st.sampled_from(state_words.STATES),
            shortfall=st.none() | st.floats(0, 2),
            flips=st.booleans(),
            silent=st.booleans(),
        )
    )
)
def test_every_candidate_comes_once_and_reasons_never_go_back(candidates: list[Candidate]) -> None:
    order = decisions.order(candidates)
    ranks = [REASONS.index(decisions.reason(candidates[position])) for position in order]
    assert sorted(order) == list(range(len(candidates)))
    assert ranks == sorted(ranks)


def test_only_rules_that_look_at_the_time_count_as_a_flip() -> None:
    judgement = Judgement("順調", "pace", achieved=0.5, expected=0.5)

    def ruled(**states: str) -> list[Ruling]:
        return [Ruling(rule, states.get(rule, "順調")) for rule in RULES]

    assert not decisions.flips([(judgement, ruled())])
    assert not decisions.flips([(judgement, ruled(ratio="遅れ"))])
    assert decisions.flips([(judgement, ruled(growth="遅れ"))])
    assert decisions.flips([(judgement, ruled(plan_path="達成"))])
    assert not decisions.flips([])


def test_the_shortfall_is_the_largest_of_the_judged_series() -> None:
    behind = Judgement("遅れ", "pace", achieved=0.2, expected=0.75)
    ahead = Judgement("順調", "pace", achieved=0.9, expected=0.75)
    stopped = Judgement("中止", "department_word", achieved=0.0, expected=1.0)
    kept = Judgement("順調（維持）", "keep")
    assert decisions.shortfall([behind, ahead]) == pytest.approx(0.55)
    assert decisions.shortfall([ahead]) == 0
    assert decisions.shortfall([stopped, kept]) is None


@pytest.mark.parametrize(
    ("value", "missing", "is_chance"),
    [
        (112, 6, True),  # 106 lies in 92.2 to 134.8
        (112, 19, True),
        (112, 20, False),  # 92 does not
        (160, 54, False),
        (10.5, 1, False),
        (None, None, False),
        (112, None, False),
    ],
)
def test_a_shortfall_of_accidents_may_be_chance(
    value: float | None, missing: float | None, is_chance: bool
) -> None:
    judgement = Judgement("後退", "below_baseline", value=value, shortfall=missing)
    assert decisions.within_chance(judgement, "at_most") == is_chance


def test_what_was_not_judged_is_not_called_chance() -> None:
    assert not decisions.within_chance(
        Judgement("中止", "department_word", value=112, shortfall=6), "at_most"
    )
