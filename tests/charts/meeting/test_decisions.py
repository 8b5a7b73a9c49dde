"""What people typed stands on screens and in minutes letter by letter, and nothing of it is a mark."""

import io
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest

import exports
from charts.meeting import decisions
from findings.meeting.decisions import Decisions, of_meeting
from queries.meetings import Decision, Meeting, Outcome, Rows

THEN, NOW = Meeting("地域IT懇話会", "令和7年度"), Meeting("地域IT懇話会", "令和8年度")
TITLES = {
    "opening": "いま",
    "recommendation-1": "提言1",
    "recommendation-2": "提言2",
    "closing": "決めたこと",
}
FIRST = Decision(
    "a",
    NOW,
    "recommendation-2",
    "20261130-000000-aaaaaa-sample",
    "周知する",
    "商工課",
    "6月",
    datetime(2026, 11, 30, 14, 5),
)


def found(*listed: Decision, outcomes: tuple[Outcome, ...] = ()) -> Decisions:
    return of_meeting(Rows(listed, outcomes), NOW)


def notes() -> exports.Notes:
    return exports.notes(
        title="会議の記録",
        definition=decisions.DEFINITION,
        conditions=[],
        sources=["会議"],
        licences=[],
        edition_id=FIRST.edition_id,
        contact="行政管理課",
        is_sample=True,
    )


def sheet(known: Decisions) -> list[tuple[object, ...]]:
    written = exports.xlsx(decisions.table(known, TITLES), notes(), as_typed=True)
    book = openpyxl.load_workbook(io.BytesIO(written))
    assert "f" not in {cell.data_type for row in book["データ"].iter_rows() for cell in row}
    assert "サンプル" in dict(book["注記"].iter_rows(values_only=True))["データの種類"]
    return list(book["データ"].iter_rows(values_only=True))


def test_a_screen_says_who_does_what_until_when() -> None:
    assert decisions.who_and_what(found(FIRST).held[0]) == "商工課（6月まで）：周知する"
    until = replace(FIRST, due="来年度まで")
    assert decisions.who_and_what(found(until).held[0]) == "商工課（来年度まで）：周知する"
    assert "<li><bdi>商工課（6月まで）：周知する</bdi></li>" in decisions.slot(
        found(FIRST), "recommendation-2"
    )
    assert "まだありません" in decisions.slot(found(FIRST), "recommendation-1")


def test_a_screen_shows_the_newest_and_says_how_many_more() -> None:
    many = [replace(FIRST, decision_id=str(number), text=f"その{number}") for number in range(5)]
    slot = decisions.slot(found(*many), "recommendation-2")
    assert "その4" in slot
    assert "その1" not in slot
    assert "ほか2件" in slot


def test_what_became_of_the_last_decisions_stands_beside_the_screen() -> None:
    before = replace(FIRST, meeting=THEN, decided_at=datetime(2025, 11, 30))
    assert "○ その後の記入なし" in decisions.slot(found(before), "recommendation-2")
    told = Outcome("o", "a", NOW, "済んだ", "配った", datetime(2026, 11, 30))
    slot = decisions.slot(found(before, outcomes=(told,)), "recommendation-2")
    assert "<li><b>● 済んだ</b> <bdi>商工課（6月まで）：周知する</bdi> → <bdi>配った</bdi></li>" in slot


@pytest.mark.parametrize(
    "typed", ["<img src=x onerror=alert(1)>", "<b>太字</b>", "&lt;", "a\x1b[31m\0b\x85", "</bdi>"]
)
def test_what_is_typed_is_no_html(typed: str) -> None:
    said = found(replace(FIRST, text=typed, department=typed, due=typed))
    for markup in (
        decisions.slot(said, "recommendation-2"),
        decisions.in_full(said.held[0], told=True),
        decisions.printed(said.held, TITLES),
        decisions.fault(typed),
        *decisions.slots(said, TITLES, on_paper=True).values(),
    ):
        assert "<img" not in markup
        assert "<b>太" not in markup
        assert not set(markup) & {"\x1b", "\0", "\x85"}
        assert markup.count("<bdi>") == markup.count("</bdi>")


def test_what_is_typed_is_no_mark_of_markdown() -> None:
    typed = "# 題\n- [x](http://a) **b** `c` <d> 1. | e |"
    said = found(replace(FIRST, text=typed))
    written = decisions.markdown(said, NOW, TITLES, notes().lines)
    assert r"\# 題 \- \[x\]\(http\:\/\/a\) \*\*b\*\* \`c\` \<d\> 1\. \| e \|" in written
    assert "\n### 提言2\n" in written
    assert "データの種類：サンプル" in written


def test_minutes_follow_the_screens_and_keep_every_wording() -> None:
    other = replace(FIRST, decision_id="b", screen_id="recommendation-1", text="=1+1", due="6月")
    corrected = replace(FIRST, decision_id="c", text="周知を続ける", replaces="a")
    gone = replace(other, decision_id="e", replaces="d", is_withdrawn=True)
    lost = replace(FIRST, decision_id="f", screen_id="text-9")
    heading, *rows = sheet(found(FIRST, other, corrected, replace(other, decision_id="d"), gone, lost))
    assert heading == ("画面", "決めたこと", "課", "期限", "書いた日時", "扱い", "その後", "版")
    assert [(row[0], row[1], row[5]) for row in rows] == [
        ("提言1", "=1+1", "有効"),
        ("提言1", "=1+1", "直す前"),
        ("提言1", "=1+1", "取り消し"),
        ("提言2", "周知する", "直す前"),
        ("提言2", "周知を続ける", "有効"),
        ("ほかの画面", "周知する", "有効"),
    ]
    assert {row[3] for row in rows} == {"6月"}


def test_the_closing_screen_holds_the_newest_and_paper_all() -> None:
    many = [replace(FIRST, decision_id=str(number), text=f"その{number}") for number in range(9)]
    screen, paper = (decisions.slots(found(*many), TITLES, on_paper=on)["closing"] for on in (False, True))
    assert "この会議で<b>9件</b>を決めました。" in screen
    assert screen.count("<tr>") == 1 + decisions.MOST_CLOSING
    assert "ほか3件は、会議の記録にあります" in screen
    assert paper.count("<tr>") == 1 + 9


def test_the_record_says_what_became_of_what_a_meeting_decided_or_when_it_was_written() -> None:
    told = Outcome("o", "a", NOW, "済んだ", "配った", datetime(2027, 11, 30))
    known = found(FIRST, outcomes=(told,))
    assert decisions.answer(known, NOW) == "地域IT懇話会（令和8年度）で、<b>1件</b>を決めました。"
    assert "● 済んだ：<bdi>配った</bdi>" in decisions.recorded(known, TITLES, told=True)
    said = decisions.recorded(known, TITLES, told=False)
    assert "<td>14:05</td>" in said
    assert "書いた日時：11月30日 14時05分～11月30日 14時05分" in said
    gone = replace(FIRST, decision_id="b", replaces="a", is_withdrawn=True)
    assert decisions.ALL_WITHDRAWN in decisions.recorded(found(FIRST, gone), TITLES, told=False)
