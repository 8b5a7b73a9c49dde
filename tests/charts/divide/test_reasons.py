from dataclasses import replace

from charts.divide import reasons
from findings.divide.reasons import Answering, Reason
from findings.divide.shares import Share

COURSE = Answering("2-6", "講座<b>", "達成", "「分からない」に応えます。")
FIRST = Reason("分からない", 115, 276, 41.7, 36.0, 47.6, [COURSE])
RIVAL = Reason("知らない", 108, 276, 39.1, 33.6, 45.0, [])
LAST = Reason("必要がない", 48, 276, 17.4, 13.4, 22.3, [])


def test_the_answer_does_not_rank_what_chance_may_have_ranked() -> None:
    text = reasons.most_named([FIRST, RIVAL, LAST], 2024, "理由")
    assert "「知らない」との順番は、誤差の範囲ではっきりしません" in text
    assert "2-6 講座&lt;b&gt;（達成）" in text
    clear = reasons.most_named([replace(FIRST, answered_by=[]), LAST], 2024, "理由")
    assert "いちばん多いのは" in clear
    assert "対応付けられていません" in clear


def test_each_reason_leads_to_the_sheets_of_its_measures() -> None:
    text = reasons.listing([FIRST, LAST], "e")
    assert 'href="goals-sheet?edition=e&amp;measure=2-6"' in text
    assert "● 達成" in text
    assert "応える施策は対応付けられていません" in text
    assert "講座&lt;b&gt;" in reasons.others([COURSE], "e")


def test_bars_begin_at_zero_and_have_intervals_and_values() -> None:
    figure = reasons.bars([FIRST, LAST])
    (bars,) = figure.data
    assert list(bars.x) == [41.7, 17.4]
    assert figure.layout.xaxis.range[0] == 0
    assert bars.error_x.array[0] == 47.6 - 41.7
    assert [note.text for note in figure.layout.annotations] == ["<b>41.7%</b>", "<b>17.4%</b>"]


def test_table_and_words() -> None:
    table = reasons.table([FIRST, LAST])
    assert table["応える施策（作成者による対応付け）"].tolist() == ["2-6 講座<b>（達成）", "なし"]
    assert reasons.in_words([FIRST]) == "分からない 41.7%。"
    rows = {"分からない": [Share(2024, "70歳以上", None, None, None, is_hidden=True)]}
    assert reasons.by_age_table(rows).iloc[0]["割合（%）"] == "秘匿"


def test_without_a_survey_the_page_names_what_is_thought_to_help() -> None:
    text = reasons.nothing_asked([COURSE])
    assert "まだ調べられていません" in text
    assert "1つあります（2-6" in text
    assert "1つ" not in reasons.nothing_asked([])
