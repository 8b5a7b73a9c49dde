"""Bars of measures by state: every measure in one part, states with the same symbol together."""

from charts.goals import by_state
from stats.goals.state_words import STATES

ROWS = {
    "令和5年度": dict.fromkeys(STATES, 0) | {"達成": 2, "順調": 1, "順調（維持）": 3},
    "令和6年度": dict.fromkeys(STATES, 0) | {"達成": 4, "未達": 2},
}


def test_every_measure_is_in_one_part_in_the_order_of_the_states() -> None:
    figure = by_state.bars(ROWS)
    assert [(bar.name, list(bar.x)) for bar in figure.data] == [
        ("● 達成", [2, 4]),
        ("▲ 順調", [4, 0]),
        ("✕ 未達", [0, 2]),
    ]
    assert list(figure.data[1].text) == ["▲4", ""]
    assert all(list(bar.y) == list(ROWS) for bar in figure.data)


def test_symbols_are_told_above_and_all_of_it_in_words() -> None:
    (named,) = by_state.bars(ROWS).layout.annotations
    assert [word in named.text for word in ("● 達成", "▲ 順調", "✕ 未達", "未報告")] == [True] * 3 + [False]
    assert by_state.in_words(ROWS) == "令和5年度は達成2・順調1・順調（維持）3。令和6年度は達成4・未達2。"
