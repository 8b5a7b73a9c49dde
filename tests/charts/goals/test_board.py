"""The board and the list of decisions, read as HTML."""

from urllib.parse import quote

import pytest

from charts import theme
from charts.goals import board as board_chart
from charts.goals.board import Group, Tile

NASTY = '<script>"道"</script>'
COUNTS = dict.fromkeys(theme.STATES, 0)
TILE = Tile("9-2", "訓練", "ICT-BCPの訓練", "順調", False, {"measure": "9-2"})


def board(*tiles: Tile) -> str:
    return board_chart.board([Group("電子行政", "電子行政の推進", f"{len(tiles)}施策", tiles)])


def test_chips_show_the_sum_and_symbol_word_and_number_of_states_that_occur() -> None:
    html = board_chart.chips(COUNTS | {"達成": 3, "未報告": 12})
    assert "15施策：" in html
    assert "● 達成</b>3" in html
    assert "○ 未報告</b>12" in html
    assert "後退" not in html


def test_chips_lead_to_the_measures_they_count_on_the_same_board() -> None:
    html = board_chart.chips(COUNTS | {"遅れ": 3}, {"fiscal_year": "2024", "edition": "e1"})
    assert '<a href="goals?fiscal_year=2024&amp;edition=e1" target="_self">3施策</a>' in html
    late = '<a href="goals?fiscal_year=2024&amp;edition=e1&amp;state=%E9%81%85%E3%82%8C" target="_self"><b'
    assert f"<li>{late}" in html


def test_a_tile_shows_number_name_symbol_and_word_and_leads_to_its_sheet() -> None:
    html = board(TILE)
    assert 'href="goals-sheet?measure=9-2"' in html
    assert "▲ 順調" in html
    assert '<span class="no">9-2</span> 訓練' in html
    assert "remark" not in html
    assert '<span class="remark">道のりの59%不足</span>' in board(
        Tile("9-2", "訓練", "訓練", "遅れ", False, {}, board_chart.remark("遅れ", 0.591, is_chance=False))
    )


def test_the_board_escapes_what_it_is_given() -> None:
    tile = Tile(NASTY, NASTY, NASTY, "順調", False, {"measure": NASTY, "edition": "e"}, NASTY)
    html = board_chart.board([Group(NASTY, NASTY, NASTY, [tile])])
    assert "<script" not in html
    assert html.count("&lt;script&gt;&quot;道&quot;&lt;/script&gt;") == 8
    assert "measure=%3Cscript%3E%22" in html
    assert "&amp;edition=e" in html


@pytest.mark.parametrize(
    ("state", "has_unjudged", "marked"),
    [("順調", True, True), ("順調", False, False), ("未報告", True, False), ("評価困難", True, False)],
)
def test_a_tile_marks_that_one_of_its_series_is_unjudged(
    state: str, has_unjudged: bool, marked: bool
) -> None:
    assert ("＊" in board(Tile("3-1", "観光情報", "観光", state, has_unjudged, {}))) == marked


def test_the_remark_of_a_tile_says_how_much_is_missing_and_whether_it_may_be_chance() -> None:
    assert board_chart.remark("遅れ", 0.67, is_chance=True) == "道のりの67%不足・偶然の範囲"
    assert board_chart.remark("後退", 1.18, is_chance=False) == "基準より悪化"
    assert board_chart.remark("後退", 0.66, is_chance=True) == "基準より悪化・偶然の範囲"
    assert board_chart.remark("後退", None, is_chance=False) == "保つ水準の外"
    assert board_chart.remark("後退（発生）", None, is_chance=False) == "あってはならないことが発生"
    assert board_chart.remark("未報告", None, is_chance=True) == ""
    assert board_chart.remark("順調", 0.0, is_chance=False) == ""


def test_what_stands_below_the_board_explains_repeated_tiles() -> None:
    assert "52施策すべて" in board_chart.below(52, 52, 52)
    assert "条件に合う3施策" in board_chart.below(3, 52, 3)
    assert "タイルは" not in board_chart.below(3, 52, 3)
    assert "タイルは60枚" in board_chart.below(52, 52, 60)


def test_the_order_of_decisions_is_written_out_with_its_threshold() -> None:
    text = board_chart.order_of_decisions(0.2)
    assert "道のりの20%以上足りない" in text
    assert "本画面の定義" in text


def test_a_decision_escapes_what_it_is_given_and_leads_to_its_sheet() -> None:
    html = board_chart.decision(
        measure_id="9-2",
        name=NASTY,
        state="後退",
        reason="後退",
        reading=NASTY,
        parameters={"measure": "9-2"},
    )
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 2
    assert "✕ 後退" in html
    assert 'href="goals-sheet?measure=9-2"' in html


def decisions(items: list[str], others: int, silent: int) -> str:
    return board_chart.decisions(
        items, others, silent, everything={"group": "判断が必要な順"}, unreported={"fiscal_year": "令和5年度"}
    )


def test_decisions_say_how_many_are_left_out() -> None:
    text = decisions(["<li>a</li>"], 3, 0)
    assert "ほかに3施策" in text
    assert f"goals?group={quote('判断が必要な順')}" in text
    assert "ほかに" not in decisions(["<li>a</li>"], 0, 0)
    assert "ありません" in decisions([], 0, 0)


def test_unreported_measures_ask_for_a_decision_and_lead_to_their_list() -> None:
    text = decisions([], 0, 47)
    assert "47施策に未報告の指標があり" in text
    assert f"goals-reporting?fiscal_year={quote('令和5年度')}" in text
