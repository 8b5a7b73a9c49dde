"""How a part of the plan stands, whatever its measures' states: true, and the most to be known first."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.meeting.sentences import NO_MEASURE, standing
from stats.goals import state_words

NONE = dict.fromkeys(state_words.STATES, 0)
COUNTS = st.dictionaries(st.sampled_from(state_words.STATES), st.integers(0, 12))


@pytest.mark.parametrize(
    ("counts", "is_last", "said"),
    [
        (
            {"達成": 4, "未達": 5, "指標なし": 1},
            True,
            "10施策のうち<b>4が目標に届き</b>、5が届かず、1は指標がありません。",
        ),
        ({"達成": 1, "未達": 2}, True, "3施策のうち<b>1が目標に届き</b>、2が届きませんでした。"),
        ({"未達": 2, "中止": 1}, True, "3施策のうち<b>2が届かず</b>、1は中止です。"),
        ({"達成": 3}, True, "<b>3施策のすべてが目標に届きました</b>。"),
        (
            {"達成": 1, "未報告": 6, "指標なし": 1},
            True,
            "8施策のうち<b>6は報告がなく</b>、1が目標に届き、1は指標がありません。",
        ),
        ({"未報告": 3}, False, "<b>3施策のすべてに、まだ報告がありません</b>。"),
        (
            {"順調": 2, "順調（維持）": 1, "遅れ": 1, "未報告": 1},
            False,
            "5施策のうち<b>3が順調で</b>、1が遅れ・後退で、1は報告がありません。",
        ),
        ({}, True, NO_MEASURE),
    ],
)
def test_a_part_is_told_in_one_sentence(counts: dict[str, int], is_last: bool, said: str) -> None:
    assert standing(NONE | counts, is_last=is_last) == said


@given(COUNTS)
def test_the_parts_of_the_sentence_sum_to_its_whole(counts: dict[str, int]) -> None:
    said = standing(NONE | counts, is_last=False)
    total = sum(counts.values())
    if not total:
        return
    whole, *parts = map(int, re.findall(r"\d+", said))
    assert whole == total
    assert not parts or sum(parts) == total
    assert said.count("<b>") == 1
    assert said.count("。") == 1
