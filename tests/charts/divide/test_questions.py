import re
from dataclasses import replace

from charts.answers import LONGEST
from charts.divide import questions
from findings.divide.questions import Cell
from findings.divide.reasons import Reason

WORSE = Cell("市公式LINE", "70歳以上", 5, 5, 366.0, 17.2, "worse", 24.4, 20.9, 27.9, 13_250.0)
BETTER = Cell("市公式LINE", "18～29歳", 0, 0, 25.0, 62.0, "better", -20.0, -30.0, -10.0)
WIDE = Cell("持っていない", "18～59歳", 0, 3, 530.0, 2.0, "unclear", -1.0, -3.0, 1.0)
GONE = Cell("持っていない", "60歳以上", 4, 5, None, None, "hidden")
FIRST = Reason("使い方が分からない", 115, 276, 41.7, 36.0, 47.6, [])
CELLS = [BETTER, WORSE, WIDE, GONE]
COLUMNS = ["18～29歳", "30～39歳", "40～49歳", "50～59歳", "60～69歳", "70歳以上"]


def test_the_answer_counts_only_what_is_clear() -> None:
    assert questions.answer(CELLS, []) == "70歳以上は2項目のうち1項目で平均より使っていないといえます。"
    assert "24.4ポイント不利" in questions.grounds(CELLS, 2024)[-1]
    assert len(questions.grounds([BETTER, WIDE], 2024)) == 2
    assert "年代はありません" in questions.answer([BETTER, WIDE], [FIRST])
    assert "秘匿" in questions.answer([GONE], [])


def test_the_answer_names_the_reason_and_fits_whatever_its_length() -> None:
    assert questions.answer(CELLS, [FIRST]).endswith(
        "平均より使っていないといえ、使わない理由は「使い方が分からない」が最多です。"
    )
    assert questions.answer(CELLS, [FIRST, FIRST]).endswith("「使い方が分からない」などです。")
    long = questions.answer(CELLS, [replace(FIRST, label="とても" * 20)])
    assert len(long) == LONGEST
    assert "…」が最多です。" in long


def test_a_cell_says_share_and_standing_without_colour_alone() -> None:
    table = questions.heat(CELLS, COLUMNS)
    assert re.findall(r">([^<>]+)</td>", table) == ["62%＊▲", "17%▼", "2%", "秘匿"]
    assert re.findall(r'colspan="(\d)"', table) == ["1", "1", "4", "2"]
    assert table.count('scope="col"') == 6
    assert "70歳以上：平均より使っていない" in table
    assert "&lt;b&gt;" in questions.heat([replace(WORSE, item="<b>")], COLUMNS)


def test_the_ranked_list_has_interval_respondents_and_people() -> None:
    figure = questions.ranked([WORSE])
    (dots,) = figure.data
    assert list(dots.x) == [24.4]
    assert list(figure.layout.yaxis.ticktext) == ["70歳以上"]
    assert list(questions.ranked([BETTER]).layout.yaxis.ticktext) == ["18～29歳＊"]
    assert any(" 約13,200人" in str(note.text) for note in figure.layout.annotations)
    assert not questions.ranked([]).layout.annotations


def test_the_wide_table_is_what_the_cells_show() -> None:
    table = questions.wide_table(CELLS, COLUMNS).set_index("項目")
    assert table.loc["市公式LINE"].tolist() == ["62.0%▲", "—", "—", "—", "—", "17.2%▼"]
    assert table.loc["持っていない", "40～49歳"] == "2.0%（18～59歳）"
    assert table.loc["持っていない", "70歳以上"] == "秘匿（60歳以上）"


def test_table_and_words_carry_the_marks() -> None:
    table = questions.table(CELLS)
    assert table["割合（%）"].tolist() == ["62.0", "17.2", "2.0", "秘匿"]
    assert table["注"].tolist() == ["参考値", "", "", "秘匿"]
    assert table["判定"].tolist()[1] == "平均より使っていない"
    assert "24.4ポイント不利" in questions.in_words([WORSE])
    assert "ありません" in questions.in_words([])
    assert questions.people_note(is_known=True) != questions.people_note(is_known=False)


def test_every_item_is_a_line_of_its_ages_with_the_gap() -> None:
    hidden = [replace(WIDE, pct=None, standing="hidden"), GONE]
    figure = questions.spread([BETTER, WORSE, *hidden])
    assert list(figure.layout.yaxis.categoryarray) == ["持っていない", "市公式LINE"]
    dots = [trace for trace in figure.data if trace.mode == "markers" and trace.text is not None]
    assert [list(trace.x) for trace in dots] == [[62.0, 17.2]]
    said = {note.text for note in figure.layout.annotations}
    assert {"差 44.8 ポイント", "秘匿"} <= said
    assert questions.spread_in_words([BETTER, WORSE, *hidden]) == (
        "市公式LINE：18～29歳 62.0%、70歳以上 17.2%。持っていない：18～59歳 秘匿、60歳以上 秘匿。"
    )
