from typing import get_args

from charts.goals import sensitivity as sensitivity_chart
from charts.goals.sensitivity import Flip
from stats.goals import progress, sensitivity

FLIP = Flip(
    title="2-6 <講座>",
    states={"baseline_path": "遅れ", "plan_path": "やや遅れ", "growth": "遅れ", "ratio": "遅れ"},
    reasons=["理由<1>"],
    parameters={"measure": "2-6", "edition": "e"},
)


def test_every_state_kind_and_rule_has_words() -> None:
    assert tuple(sensitivity_chart.STATES) == progress.STATES
    assert set(sensitivity_chart.KINDS) == set(get_args(progress.Kind))
    assert sensitivity_chart.DEFAULT == sensitivity.DEFAULT


def test_the_answer_counts_only_what_could_be_compared() -> None:
    assert sensitivity_chart.answer("令和5年度", 42, 6, 10) == (
        "令和5年度に数で判定できた42施策のうち、<b>6施策は方法を変えると判定が変わります</b>。"
        "36施策は、どの方法でも同じです。ほかの10施策は、数で判定できないため比べていません。"
    )
    assert "どの方法でも同じ判定" in sensitivity_chart.answer("令和5年度", 1, 0, 51)
    assert "1施策は、方法を変えると判定が変わります</b>。ほかの51施策" in sensitivity_chart.answer(
        "", 1, 1, 51
    )
    assert "まだ調べられません" in sensitivity_chart.answer("令和5年度", 0, 0, 52)


def test_a_flip_shows_every_rule_and_leads_to_its_sheet() -> None:
    html = sensitivity_chart.flips([FLIP])
    assert 'href="goals-sheet?measure=2-6&amp;edition=e"' in html
    assert "2-6 &lt;講座&gt;" in html
    assert "理由&lt;1&gt;" in html
    assert html.count("▼ 遅れ") == 3
    assert "計画開始からの直線" in html
    assert sensitivity_chart.flips_table([FLIP]).loc[0, "計画開始からの直線"] == "やや遅れ"
    assert "ありません" in sensitivity_chart.flips([])


def test_reasons_name_the_numbers_that_differ() -> None:
    common = {"name": "講座", "state": "順調", "pace": 0.9, "expected": 0.75, "expected_by_plan": 0.667}
    plan = sensitivity_chart.why("plan_path", score=1.0, start_share=None, **common)
    assert "期待される割合が75%から67%に下がるため「順調」になります" in plan
    growth = sensitivity_chart.why("growth", score=1.3, start_share=None, **common)
    assert "進み具合が0.90ではなく1.30" in growth
    ratio = sensitivity_chart.why("ratio", score=0.98, start_share=0.875, **common)
    assert "目標に対する大きさは98%ですが、基準の時点で88%あり" in ratio


def test_halfway_counts_are_said_by_rule() -> None:
    text = sensitivity_chart.halfway_answer(
        {"baseline_path": {"順調": 48}, "growth": {"順調": 25, "やや遅れ": 1, "": 22}}, 48
    )
    assert "基準からの直線では順調48、伸び率では順調25・やや遅れ1・計算できない22となります" in text
    table = sensitivity_chart.halfway_table(
        [
            (
                "2-2",
                "0人→6人",
                [
                    ("順調", 1.0, None),
                    ("順調", 1.5, None),
                    (None, None, "zero_baseline"),
                    ("遅れ", 0.5, None),
                ],
            )
        ]
    )
    assert table.loc[0, "基準からの直線"] == "1.00 順調"
    assert table.loc[0, "伸び率"] == "基準が0なので、伸び率がありません"


def test_kinds_are_listed_with_their_number() -> None:
    assert sensitivity_chart.kinds_table({"increase": 45, "zero": 1})["指標の数"].tolist() == [45, 1]
    assert sensitivity_chart.meanings().count("<dt>") == len(progress.STATES)
