"""The board and the list of decisions, read as HTML."""

from datetime import date

import pytest

from charts import theme
from charts.goals import board
from findings.goals.board import Group, Urgency
from findings.goals.records import Recorded
from findings.goals.states import MeasureState, SeriesState
from stats.goals import decisions
from stats.goals.decisions import Reason
from stats.goals.judgements import Judgement
from tests.findings.goals.made import indicator, measure_state, value

NASTY = '<script>"道"</script>'
COUNTS = dict.fromkeys(theme.STATES, 0)
KEPT = {"fiscal_year": "2024", "edition": "e1"}
NASTY_NAMES = {"measure_id": NASTY, "name": NASTY, "short_name": NASTY, "field": NASTY}


def urgency(
    one: MeasureState,
    reason: Reason = decisions.NOTHING,
    shortfall: float | None = None,
    *,
    is_chance: bool = False,
) -> Urgency:
    return Urgency(one, reason, shortfall, is_chance, is_silent=False)


def drawn(one: MeasureState) -> str:
    return board.board([Group("field", "電子行政における推進", (urgency(one),))], KEPT)


def test_chips_show_the_sum_and_symbol_word_and_number_of_states_that_occur() -> None:
    html = board.chips(COUNTS | {"達成": 3, "未報告": 12})
    assert "15施策：" in html
    assert "● 達成</b>3" in html
    assert "○ 未報告</b>12" in html
    assert "後退" not in html


def test_chips_lead_to_the_measures_they_count_on_the_same_board() -> None:
    html = board.chips(COUNTS | {"遅れ": 3}, {"fiscal_year": "2024", "edition": "e1"})
    assert '<a href="goals?fiscal_year=2024&amp;edition=e1" target="_self">3施策</a>' in html
    late = '<a href="goals?fiscal_year=2024&amp;edition=e1&amp;state=%E9%81%85%E3%82%8C" target="_self"><b'
    assert f"<li>{late}" in html


def test_chips_keep_the_other_conditions_of_the_board() -> None:
    html = board.chips(COUNTS | {"遅れ": 3}, {"edition": "e1"}, {"change": ["a", "b"]})
    assert '<a href="goals?edition=e1&amp;change=a&amp;change=b" target="_self">3施策</a>' in html
    assert "change=a&amp;change=b&amp;state=%E9%81%85%E3%82%8C" in html


def test_a_tile_shows_number_name_symbol_and_word_and_leads_to_its_sheet() -> None:
    html = drawn(measure_state("順調", measure_id="9-2", short_name="訓練"))
    assert 'href="goals-sheet?measure=9-2&amp;fiscal_year=2024&amp;edition=e1"' in html
    assert "▲ 順調" in html
    assert '<span class="no">9-2</span> 訓練' in html
    assert "remark" not in html


def test_a_heading_is_short_and_has_its_full_words_beside_it() -> None:
    one, two = urgency(measure_state("順調")), urgency(measure_state("順調", measure_id="1-2"))
    html = board.board([Group("field", "電子行政における推進", (one, two))], KEPT)
    assert '<h2 class="group" title="電子行政における推進">電子行政<span>2施策</span></h2>' in html
    assert "<span>1施策</span>" not in drawn(measure_state("順調"))
    assert ">甲における課</h2>" in board.board([Group("department", "甲における課", (one,))], KEPT)


@pytest.mark.parametrize(
    ("sizes", "labels", "columns", "expected"),
    [
        # The city's fields: the fifteen stand in two rows, and so do the two and the three measures beside them.
        ([1, 9, 3, 4, 4, 4, 7, 2, 15, 3], [1, 2, 2, 2, 1, 2, 1, 1, 1, 2], 11, [1, 9, 3, 4, 4, 4, 7, 1, 8, 2]),
        ([15], [1], 11, [8]),
        ([3, 8], [2, 1], 7, [2, 4]),
        ([1, 4, 8], [3, 1, 1], 11, [1, 2, 4]),
        ([9, 2], [12, 3], 7, [7, 2]),
        ([], [], 11, []),
    ],
)
def test_groups_beside_one_another_have_the_same_rows_and_room_for_their_headings(
    sizes: list[int], labels: list[int], columns: int, expected: list[int]
) -> None:
    assert board.widths(sizes, labels, columns) == expected


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("未達", "bad"),
        ("遅れ", "bad"),
        ("後退", "bad"),
        ("後退（発生）", "bad"),
        ("未報告", "silent"),
        ("指標なし", "silent"),
    ],
)
def test_what_went_wrong_and_what_is_not_known_is_seen_without_colour(state: str, kind: str) -> None:
    assert f'<li class="{kind}" style' in drawn(measure_state(state))


@pytest.mark.parametrize("state", ["達成", "順調", "順調（維持）", "やや遅れ"])
def test_what_goes_well_is_plain(state: str) -> None:
    assert "<li style" in drawn(measure_state(state))


def test_a_name_breaks_between_its_words_only() -> None:
    assert "</span> 水道<wbr>ホームページ</a>" in drawn(measure_state("順調", short_name="水道ホームページ"))


def test_the_board_escapes_what_it_is_given() -> None:
    html = board.board([Group("field", NASTY, (urgency(measure_state("順調", **NASTY_NAMES)),))], KEPT)
    assert "<script" not in html
    assert html.replace("<wbr>", "").count("&lt;script&gt;&quot;道&quot;&lt;/script&gt;") == 6
    assert "measure=%3Cscript%3E%22" in html
    assert "&amp;edition=e" in html


@pytest.mark.parametrize(
    ("state", "has_unjudged", "marked"),
    [("順調", True, True), ("順調", False, False), ("未報告", True, False), ("評価困難", True, False)],
)
def test_a_tile_marks_that_one_of_its_series_is_unjudged(
    state: str, has_unjudged: bool, marked: bool
) -> None:
    assert ("＊" in drawn(measure_state(state, unjudged_present=has_unjudged))) == marked


def last(reason_code: str, **changes: object) -> SeriesState:
    judgement = Judgement("未達", reason_code, date(2025, 3, 31), 90.0, is_final=True, **changes)
    return SeriesState(indicator(), [], judgement)


def test_on_the_way_a_tile_says_why_a_decision_is_asked_for_in_that_order_only() -> None:
    late = urgency(measure_state("遅れ"), decisions.FAR_BEHIND, 0.591)
    assert board.tile_remark(late, is_by_decision=True) == "道のりの59%不足"
    assert board.tile_remark(late, is_by_decision=False) == ""
    chance = urgency(measure_state("遅れ"), decisions.FAR_BEHIND, 0.591, is_chance=True)
    assert board.tile_remark(chance, is_by_decision=False) == "偶然の範囲"
    ahead = urgency(measure_state("順調"), decisions.NOTHING, 0.0, is_chance=True)
    assert board.tile_remark(ahead, is_by_decision=True) == ""


def test_at_the_end_a_tile_says_by_how_much_the_target_was_missed() -> None:
    missed = measure_state("未達", [last("missed_path", achieved=0.9, remaining=10)], is_final=True)
    assert board.tile_remark(urgency(missed), is_by_decision=False) == "目標までの道のりの90%"
    chance = urgency(missed, is_chance=True)
    assert board.tile_remark(chance, is_by_decision=True) == "目標までの道のりの90%・偶然の範囲"
    worded = measure_state("未達", [last("department_word", computed_state="達成")], is_final=True)
    assert board.tile_remark(urgency(worded), is_by_decision=True) == "数だけでは達成"
    assert board.tile_remark(urgency(measure_state("指標なし", is_final=True)), is_by_decision=True) == ""


def test_a_target_of_nothing_that_was_broken_before_is_not_simply_achieved() -> None:
    events = ((date(2024, 3, 31), 1.0),)
    judgement = Judgement("達成", "achieved", date(2025, 3, 31), 0.0, events=events, is_final=True)
    one = measure_state("達成", [SeriesState(indicator(), [], judgement)], is_final=True)
    assert board.tile_remark(urgency(one), is_by_decision=False) == "途中の年に発生あり"


def test_a_tile_says_that_its_value_is_counted_from_the_records() -> None:
    on = date(2024, 3, 31)
    series = SeriesState(
        indicator(),
        [value(90, on, origin="records")],
        Judgement("順調", "pace", on, 90.0),
        Recorded(90, None, (), is_near=False, is_sample=True),
    )
    html = drawn(measure_state("順調", [series]))
    assert '<span class="remark">警察の資料（サンプル）から</span>' in html.replace("<wbr>", "")


def test_the_remark_of_a_tile_says_how_much_is_missing_and_whether_it_may_be_chance() -> None:
    assert board.remark("遅れ", 0.67, is_chance=True) == "道のりの67%不足・偶然の範囲"
    assert board.remark("後退", 1.18, is_chance=False) == "基準より悪化"
    assert board.remark("後退", 0.66, is_chance=True) == "基準より悪化・偶然の範囲"
    assert board.remark("後退", None, is_chance=False) == "保つ水準の外"
    assert board.remark("後退（発生）", None, is_chance=False) == "あってはならないことが発生"
    assert board.remark("未報告", None, is_chance=True) == ""
    assert board.remark("順調", 0.0, is_chance=False) == ""


def listed(*members: Urgency) -> list[Group]:
    return [Group("field", "甲", members)]


def test_what_stands_below_the_board_says_what_is_left_out_or_repeated() -> None:
    one, two = urgency(measure_state("順調")), urgency(measure_state("順調", measure_id="1-2"))
    assert board.below(listed(one, two), 2) == ""
    assert "52施策のうち、条件に合う2施策です" in board.below(listed(one, two), 52)
    assert "それぞれの課にあります" in board.below(listed(one, one), 1)


def test_the_signs_of_the_tiles_are_explained_where_there_are_any() -> None:
    missed = measure_state("未達", [last("missed_path", achieved=0.979, remaining=2)], is_final=True)
    tile = board.board(listed(urgency(missed)), KEPT)
    assert '<b class="top">✕ 未達</b><span class="remark">97%</span>' in tile
    assert 'title="施策1-1　目標までの道のりの97%"' in tile.replace("1-1 施策1-1", "施策1-1")
    assert "%は、基準から目標までの道のりのうち、どこまで来たかです。" in board.below(
        listed(urgency(missed)), 1
    )
    fell = measure_state(
        "未達", [last("missed_below_baseline", remaining=59)], is_final=True, unjudged_present=True
    )
    assert '<span class="remark">悪化</span>' in board.board(listed(urgency(fell)), KEPT).replace("<wbr>", "")
    said = board.below(listed(urgency(fell)), 1)
    assert "悪化は、基準より悪くなった施策です。＊は、指標の一部がまだ判定できない施策です。" in said
    assert "%は" not in said
    waiting = listed(urgency(measure_state("未報告", unjudged_present=True)))
    assert "＊" not in board.board(waiting, KEPT) + board.below(waiting, 1)


def test_the_order_of_decisions_is_written_out_with_its_threshold(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "道のりの20%以上足りない" in board.order_of_decisions()
    assert "本画面の定義" in board.order_of_decisions()
    monkeypatch.setattr(decisions, "LARGE", 0.3)
    assert "道のりの30%以上足りない" in board.order_of_decisions()
