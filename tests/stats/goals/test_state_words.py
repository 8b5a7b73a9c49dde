"""The state of a measure from the states of its series."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.goals.state_words import JUDGED, STATES, UNJUDGED, worse_of


@pytest.mark.parametrize(
    ("states", "shown", "unjudged"),
    [
        ([], "指標なし", False),
        (["順調"], "順調", False),
        (["達成", "順調（維持）"], "順調（維持）", False),
        (["順調（維持）", "やや遅れ"], "やや遅れ", False),
        (["遅れ", "やや遅れ"], "遅れ", False),
        (["遅れ", "後退"], "後退", False),
        (["遅れ", "後退（発生）"], "後退（発生）", False),
        (["達成", "未報告"], "達成", True),
        (["評価困難", "やや遅れ"], "やや遅れ", True),
        (["未着手", "評価困難"], "評価困難", True),
        (["中止", "未着手"], "未着手", True),
        (["未報告", "中止"], "中止", True),
        (["未報告"], "未報告", True),
        (["後退（発生）", "未達"], "未達", False),
        (["対象外", "遅れ"], "遅れ", False),
        (["対象外", "未報告"], "未報告", True),
        (["対象外"], "対象外", False),
    ],
)
def test_a_measure_takes_the_worse_of_its_series(states: list[str], shown: str, unjudged: bool) -> None:
    assert worse_of(states) == (shown, unjudged)
    assert worse_of(reversed(states)) == (shown, unjudged)


@pytest.mark.parametrize(
    ("states", "shown", "unjudged"),
    [
        (["達成", "達成"], "達成", False),
        (["達成", "未達"], "未達", False),
        (["未達", "未報告"], "未達", True),
        (["未達", "中止"], "未達", True),
        (["達成", "未報告"], "未報告（一部）", True),
        (["達成", "中止"], "中止", True),
        (["達成", "評価困難"], "評価困難", True),
        (["達成", "中止", "未報告"], "未報告（一部）", True),
        (["未報告", "未報告"], "未報告", True),
        (["中止", "未報告"], "中止", True),
        ([], "指標なし", False),
    ],
)
def test_in_the_last_year_a_measure_is_achieved_only_if_every_series_is(
    states: list[str], shown: str, unjudged: bool
) -> None:
    assert worse_of(states, is_final=True) == (shown, unjudged)
    assert worse_of(reversed(states), is_final=True) == (shown, unjudged)


OF_SERIES = [state for state in STATES if state not in ("未報告（一部）", "指標なし")]


@given(st.lists(st.lists(st.sampled_from(OF_SERIES), max_size=3)), st.booleans())
def test_the_board_counts_every_measure_once(measures: list[list[str]], is_final: bool) -> None:
    shown = [worse_of(states, is_final=is_final)[0] for states in measures]
    assert sum(shown.count(state) for state in STATES) == len(measures)


def test_a_word_that_is_no_state_of_a_series_is_refused() -> None:
    with pytest.raises(ValueError, match="向上"):
        worse_of(["順調", "向上"])


def test_a_state_ranks_or_is_not_judged_and_both_lists_are_all_of_them() -> None:
    assert set(JUDGED).isdisjoint(UNJUDGED)
    assert set(JUDGED).union(UNJUDGED) == set(STATES)
    assert UNJUDGED == ("未着手", "中止", "評価困難", "未報告（一部）", "未報告", "対象外", "指標なし")
