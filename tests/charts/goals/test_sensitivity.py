from typing import get_args

import pytest

from charts.goals.sensitivity import (
    DEFAULT,
    KINDS,
    STATES,
    flip_grounds,
    flip_sentence,
    flips,
    flips_table,
    halfway_sentence,
    halfway_table,
    kinds_table,
    meanings,
    why,
)
from findings.goals.sensitivity import Difference, Flip, Halfway, Sensitivity
from stats.goals import sensitivity, state_words
from stats.goals.sensitivity import Rule, Ruling
from stats.goals.series import Kind
from tests.findings.goals.made import indicator, measure_state

COURSE = indicator("2-6", name="講座")
PLAIN = Ruling("baseline_path", "遅れ", score=0.9, expected=0.75)


def difference(
    rule: Rule, score: float, expected: float | None = None, start_share: float | None = None
) -> Difference:
    return Difference(COURSE, Ruling(rule, "順調", score=score, expected=expected), PLAIN, start_share)


FLIP = Flip(
    judged=measure_state("遅れ", measure_id="2-6", name="<講座>"),
    states={"baseline_path": "遅れ", "plan_path": "やや遅れ", "growth": "遅れ", "ratio": "遅れ"},
    differences=(difference("plan_path", 1.0, expected=0.667),),
)
KEPT = {"edition": "e"}


def test_every_state_kind_and_rule_has_words() -> None:
    assert tuple(STATES) == tuple(state_words.STATES)
    assert set(KINDS) == set(get_args(Kind))
    assert DEFAULT == sensitivity.DEFAULT


@pytest.mark.parametrize(
    ("compared", "flipped", "others", "said"),
    [
        (
            42,
            6,
            10,
            "令和5年度に数で判定できた42施策のうち、<b>6施策は方法を変えると判定が変わります</b>。",
        ),
        (1, 0, 51, "どの方法でも同じ判定"),
        (1, 1, 51, "1施策は、方法を変えると判定が変わります</b>。"),
        (0, 0, 52, "まだ調べられません"),
    ],
)
def test_the_sentence_counts_only_what_could_be_compared(
    compared: int, flipped: int, others: int, said: str
) -> None:
    found = Sensitivity(compared, others, (FLIP,) * flipped, is_last=False)
    assert said in flip_sentence(found, "令和5年度")


def test_the_grounds_count_what_no_rule_changes_and_what_could_not_be_compared() -> None:
    assert flip_grounds(Sensitivity(42, 10, (FLIP,) * 6, is_last=False)) == [
        "残りの36施策は、どの方法でも同じ判定です。",
        "数で判定できない10施策は、比べていません。",
    ]
    assert flip_grounds(Sensitivity(1, 0, (FLIP,), is_last=False)) == []


def test_in_the_last_year_no_rule_decides_anything() -> None:
    said = flip_sentence(Sensitivity(0, 52, (), is_last=True), "令和6年度")
    assert said == "計画の最後の年度は、目標に届いたかだけを見るので、<b>どの方法でも判定は同じ</b>です。"


def test_a_flip_shows_every_rule_and_leads_to_its_sheet() -> None:
    html = flips([FLIP], KEPT)
    assert 'href="goals-sheet?measure=2-6&amp;edition=e"' in html
    assert "2-6 &lt;講座&gt;" in html
    assert "75%から67%に下がる" in html
    assert html.count("▼ 遅れ") == 3
    assert "計画開始からの直線" in html
    assert flips_table([FLIP]).loc[0, "計画開始からの直線"] == "やや遅れ"
    assert "ありません" in flips([], KEPT)


def test_reasons_name_the_numbers_that_differ() -> None:
    plan = why(difference("plan_path", 1.0, expected=0.667))
    assert plan.startswith("講座：")
    assert "期待される割合が75%から67%に下がるため「順調」になります" in plan
    growth = why(difference("growth", 1.3))
    assert "後半ほど大きく伸びる経路を期待するため、進み具合が0.90ではなく1.30" in growth
    assert "前半ほど大きく減る" in why(difference("growth", 0.8))
    ratio = why(difference("ratio", 0.98, start_share=0.875))
    assert "目標に対する大きさは98%ですが、基準の時点で88%あり" in ratio
    assert why(difference("ratio", 0.98)) == "講座：「順調」になります。"


def halfway(*growth: Ruling) -> list[Halfway]:
    """Series with one ruling of growth each, on track by the paths."""
    paths = (Ruling("baseline_path", "順調", 1.0), Ruling("plan_path", "順調", 1.5))
    return [Halfway(COURSE, (*paths, one, Ruling("ratio", "遅れ", 0.5))) for one in growth]


def test_halfway_counts_are_said_by_rule() -> None:
    nothing = Ruling("growth", undefined="zero_baseline")
    listed = halfway(Ruling("growth", "順調", 1.0), Ruling("growth", "やや遅れ", 0.9), nothing)
    text = halfway_sentence(listed)
    assert "道のりのある3指標" in text
    assert "基準からの直線では順調3、" in text
    assert "伸び率では順調1・やや遅れ1・計算できない1、目標比では遅れ3となります" in text
    table = halfway_table(listed)
    assert table.loc[0, "指標"] == "2-6 講座"
    assert table.loc[0, "基準→目標"] == "0件→100件"
    assert table.loc[0, "基準からの直線"] == "1.00 順調"
    assert table.loc[2, "伸び率"] == "基準が0なので、伸び率がありません"


def test_kinds_are_listed_with_their_number_the_most_frequent_first() -> None:
    plan = [
        indicator("1-1"),
        indicator("1-2", kind="zero", baseline_value=0.0),
        indicator("1-3"),
        indicator("1-4"),
    ]
    table = kinds_table(plan)
    assert table["指標の数"].tolist() == [3, 1]
    assert table["指標の種類"].tolist() == ["増やす", "0を続ける"]
    said = meanings({"順調": 0.9, "やや遅れ": 0.5, "遅れ": 0.0})
    assert said.count("<dt>") == len(state_words.STATES)
    assert "50%以上、90%未満" in said
