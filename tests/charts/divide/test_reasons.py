from dataclasses import replace

from charts.divide import measures, reasons
from findings.divide.measures import Answering
from findings.divide.reasons import Reason
from findings.divide.shares import Share

COURSE = Answering("2-6", "講座<b>", "達成", "「分からない」に応えます。")
FIRST = Reason("分からない", 115, 276, 41.7, 36.0, 47.6, [COURSE])
RIVAL = Reason("知らない", 108, 276, 39.1, 33.6, 45.0, [])
LAST = Reason("必要がない", 48, 276, 17.4, 13.4, 22.3, [])


def test_the_answer_does_not_rank_what_chance_may_have_ranked() -> None:
    assert reasons.most_named([FIRST, RIVAL, LAST]) == (
        "「分からない」などが多い理由で、応える施策は2-6（達成）です。"
    )
    assert "「知らない」との順番は、誤差の範囲ではっきりしません。" in reasons.grounds(
        [FIRST, RIVAL, LAST], 2024, "理由"
    )
    clear = reasons.most_named([replace(FIRST, answered_by=[]), LAST])
    assert clear == "「分からない」がいちばん多い理由で、応える施策は対応付けられていません。"
    assert reasons.grounds([FIRST, LAST], 2024, "<理由>") == [
        "令和6年度（2024年度）の調査で「&lt;理由&gt;」を276人に尋ねました。",
        "「分からない」を選んだ人は41.7%です。",
    ]


def test_each_reason_leads_to_the_sheets_of_its_measures() -> None:
    text = reasons.listing([FIRST, LAST], {"edition": "e"})
    assert 'href="goals-sheet?edition=e&amp;measure=2-6"' in text
    assert "● 達成" in text
    assert "応える施策は対応付けられていません" in text


def test_measures_are_listed_with_their_states_and_why_they_are_named() -> None:
    text = measures.listing([COURSE], {})
    assert 'href="goals-sheet?measure=2-6"' in text
    assert "2-6 講座&lt;b&gt;" in text
    origin, why = measures.why([COURSE])
    assert "作成者による対応付け" in origin
    assert "「分からない」に応えます。" in why


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
