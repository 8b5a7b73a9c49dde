import re
from dataclasses import replace

from charts.divide import questions
from findings.divide.questions import Cell

WORSE = Cell("市公式LINE", "70歳以上", 5, 5, 366.0, 17.2, "worse", 24.4, 20.9, 27.9, 13_250.0)
BETTER = Cell("市公式LINE", "18～29歳", 0, 0, 25.0, 62.0, "better", -20.0, -30.0, -10.0)
WIDE = Cell("持っていない", "18～59歳", 0, 3, 530.0, 2.0, "unclear", -1.0, -3.0, 1.0)
GONE = Cell("持っていない", "60歳以上", 4, 5, None, None, "hidden")
CELLS = [BETTER, WORSE, WIDE, GONE]
COLUMNS = ["18～29歳", "30～39歳", "40～49歳", "50～59歳", "60～69歳", "70歳以上"]


def test_the_answer_counts_only_what_is_clear() -> None:
    text = questions.behind_sentence(CELLS, 2024)
    assert "2項目のうち" in text
    assert "70歳以上は1項目で、平均より使っていないといえます" in text
    assert "24.4ポイント不利" in text
    assert "年代はありません" in questions.behind_sentence([BETTER, WIDE], 2024)
    assert "秘匿" in questions.behind_sentence([GONE], 2024)


def test_a_cell_says_share_and_standing_without_colour_alone() -> None:
    table = questions.heat(CELLS, COLUMNS)
    assert re.findall(r">([^<>]+)</td>", table) == ["62%*▲", "17%▼", "2%", "秘匿"]
    assert re.findall(r'colspan="(\d)"', table) == ["1", "1", "4", "2"]
    assert table.count('scope="col"') == 6
    assert "70歳以上：平均より使っていない" in table
    assert "&lt;b&gt;" in questions.heat([replace(WORSE, item="<b>")], COLUMNS)


def test_the_ranked_list_has_interval_respondents_and_people() -> None:
    figure = questions.ranked([WORSE])
    (dots,) = figure.data
    assert list(dots.x) == [24.4]
    assert "366人" in figure.layout.yaxis.ticktext[0]
    assert any("使わない約13,200人" in str(note.text) for note in figure.layout.annotations)
    assert not questions.ranked([]).layout.annotations


def test_the_wide_table_is_what_the_cells_show() -> None:
    table = questions.wide_table(CELLS, COLUMNS).set_index("項目")
    assert table.loc["市公式LINE"].tolist() == ["62.0%▲", "—", "—", "—", "—", "17.2%▼"]
    assert table.loc["持っていない", "40～49歳"] == "2.0%（18～59歳）"
    assert table.loc["持っていない", "70歳以上"] == "秘匿（60歳以上）"


def test_without_a_survey_the_link_keeps_the_edition() -> None:
    assert 'href="divide?edition=e%261"' in questions.nothing_known("e&1")


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
