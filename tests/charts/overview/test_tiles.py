"""The tiles of the first page: number, sentence and picture of every kind of edition."""

import re
from dataclasses import replace

import pytest

from charts.divide import gaps
from charts.overview import decisions, pictures, tiles, unknown
from findings.accidents.target import Counted, Newest
from findings.divide.gaps import Change
from findings.divide.headline import Headline
from findings.divide.published import Published
from findings.goals.board import Decisions, Urgency
from findings.goals.states import Overall
from findings.overview.overview import Overview
from findings.unmeasured import Unmeasured
from stats.divide.gaps import Verdict
from stats.goals import decisions as reasons
from stats.goals import state_words
from tests.charts.accidents.newest import NEWEST
from tests.charts.data.test_freshness import COUNTS, FRESH
from tests.charts.divide.test_gaps import FAINT, NEVER, gap
from tests.findings.goals.made import measure_state

KEPT = {"fiscal_year": "2023"}
FEW = dict.fromkeys(state_words.STATES, 0) | {"順調": 1, "未報告": 47, "指標なし": 4}
LAST = dict.fromkeys(state_words.STATES, 0) | {"達成": 17, "未達": 28, "中止": 1, "未報告": 2, "指標なし": 4}
HISTORY = (Counted(2019, 107, 1.0), Counted(2020, 81, 0.9), Counted(2021, 112, 0.9))


def overall(counts: dict[str, int], *, is_last: bool = False, reported: int = 50) -> Overall:
    return Overall(2023, counts, due=54, reported=reported, is_last=is_last, is_before=False)


def overview(goals: Overall, *urgent: Urgency, accidents: Newest | None = NEWEST) -> Overview:
    return Overview(
        goals=goals,
        decisions=Decisions(urgent, 2, (("行政管理課", 11), ("<b>課", 6))),
        divide=Headline(None, None, None, []),
        accidents=accidents,
        accidents_by_year=HISTORY,
        untold_files=frozenset(),
        fresh=FRESH,
        unmeasured=(
            Unmeasured("goal", 2, "divide", "国籍", ""),
            Unmeasured("goal", 2, "accidents", "河川災害", ""),
        ),
    )


@pytest.mark.parametrize(
    ("goals", "number", "unit", "sentence"),
    [
        (
            overall(LAST, is_last=True),
            "17",
            "／52施策が目標に届きました",
            "28施策は期限までに届きませんでした",
        ),
        (overall(FEW), "1", "／52施策だけ判定できます", "残る51施策の進み具合は分かりません"),
        (overall(COUNTS), "5", "／52施策が目標に届いています", "順調が12、やや遅れが4、遅れ・後退が6です"),
    ],
)
def test_goals_are_counted_as_far_as_they_are_known(
    goals: Overall, number: str, unit: str, sentence: str
) -> None:
    if goals.counts is COUNTS:
        goals = replace(goals, counts=COUNTS | {"評価困難": 0, "未報告": 21})
    tile = tiles.goals(goals)
    assert (tile.number, tile.unit, tile.sentence) == (number, unit, sentence)


def test_there_is_a_square_for_every_measure_with_the_symbol_of_its_state() -> None:
    drawn = pictures.squares(LAST)
    assert drawn.count("<i ") == 52
    assert drawn.count(">✕</i>") == 28
    assert "● 達成 17" in drawn


@pytest.mark.parametrize("verdict", ["narrowed", "widened", "smaller", "larger", "reversed", "unclear"])
def test_a_tile_tells_the_change_in_the_words_of_the_divide(verdict: Verdict) -> None:
    change = Change(
        gap(2019, "なし", (6.7, 73.1), 66.4, 57.0, 72.3, favourable=False), NEVER, -14.0, -26.0, -2.4, verdict
    )
    tile = tiles.divide(Headline(NEVER, change, None, []))
    assert tile.number == "52.4"
    assert len(tile.sentence) <= 40
    assert ("といえます" in tile.sentence) == (verdict in ("narrowed", "widened"))
    unlike = replace(change, unlike=["wording"])
    for moved in (change, unlike):
        said = tiles.divide(Headline(NEVER, moved, None, [])).sentence
        assert gaps.answer(NEVER, moved).endswith(f"、{said}。")
    assert said == "差は縮まったか分かりません"


def test_one_survey_alone_tells_no_change_and_a_faint_gap_no_difference() -> None:
    alone = tiles.divide(Headline(NEVER, None, None, []))
    assert alone.sentence == "差が縮まったかは分かりません"
    assert "比べられる前の調査がありません。" in alone.grounds[0]
    change = Change(NEVER, FAINT, -54.4, -70.0, -38.8, "narrowed")
    for moved in (None, change):
        assert tiles.divide(Headline(FAINT, moved, None, [])).sentence == "差があるとはいえません"


def test_without_a_survey_the_plans_printed_shares_stand_and_say_what_they_are() -> None:
    def printed(age_group: str, pct: float) -> Published:
        return Published("a", "調査", None, "なし", False, age_group, pct, "plan5")

    tile = tiles.divide(Headline(None, None, None, [printed("全体", 42.1), printed("<b>70歳以上", 54.0)]))
    assert tile.number == "54.0%"
    assert "計画に載った値" in tile.what
    assert any("年不明" in ground for ground in tile.grounds)
    assert "<b>70" not in tiles.drawn(tile)
    assert tiles.divide(Headline(None, None, None, [])).number == "—"


@pytest.mark.parametrize(
    ("newest", "said"),
    [
        (NEWEST, "計画が始まってからの記録は、まだありません"),
        (replace(NEWEST, year=2022), "目標の100件以下に届いていません"),
        (replace(NEWEST, year=2023, count=100), "いまは目標の100件以下の範囲です"),
        (replace(NEWEST, year=2024, count=100), "目標の100件以下に届きました"),
        (replace(NEWEST, year=2025, count=99), "目標の100件以下の範囲です"),
        (None, "目標と同じ数え方のできる事故の記録がありません"),
    ],
)
def test_accidents_say_where_the_newest_year_stands(newest: Newest | None, said: str) -> None:
    assert tiles.accidents(overview(overall(FEW), accidents=newest)).sentence == said


def test_without_any_record_the_tile_says_that_none_was_read() -> None:
    found = overview(overall(FEW), accidents=None)
    nothing = replace(found, fresh=replace(FRESH, first_file_year=None))
    assert tiles.accidents(nothing).sentence == "事故の記録を読み込んでいません"


def test_the_baselines_year_is_called_that() -> None:
    assert "計画の基準の年" in tiles.accidents(overview(overall(FEW))).what


def test_bars_begin_at_zero_and_the_target_lies_at_its_height() -> None:
    drawn = pictures.bars(
        [pictures.Bar("令和元年", 50, "50件"), pictures.Bar("令和2年", 100, "100件")],
        target=(75, "目標 75件以下"),
    )
    parts = [float(part) for part in re.findall(r"--part:([\d.]+)", drawn)]
    assert parts == [0.5, 1, 0.75]
    assert "--part:0.000" in pictures.bars([pictures.Bar("令和元年", 0, "0件")])


def test_strips_name_each_symbol_once_and_each_time_in_words() -> None:
    before = dict.fromkeys(state_words.STATES, 0) | {"順調": 1, "順調（維持）": 1, "後退": 1}
    drawn = pictures.strips([pictures.Strip("令和4", before), pictures.Strip("令和6", LAST)])
    assert re.findall(r"<li[^>]*>([^<]*)</li>", drawn) == [
        "● 達成",
        "▲ 順調",
        "✕ 未達・後退",
        "■ 中止",
        "○ 未報告",
        "– 指標なし",
    ]
    assert "令和4は順調1、順調（維持）1、後退1。令和6は達成17" in drawn
    assert drawn.count("<i ") == 3 + 52


def test_where_most_reports_are_missing_asking_for_them_comes_first() -> None:
    found = overview(overall(FEW, reported=1))
    table = decisions.table(found, 5, KEPT)
    assert decisions.title(found, 5) == "判断が必要なこと"
    assert table.index("実績の報告を、各課に求める") < table.index("行政管理課に求める")
    assert "53指標" in table
    assert "&lt;b&gt;課に求める" in table
    assert "ありません" in decisions.table(overview(overall(LAST)), 5, KEPT)


def test_the_most_urgent_measures_stand_with_their_state_and_the_others_are_counted() -> None:
    urgent = [
        Urgency(
            measure_state("後退", measure_id=f"1-{number}"), reasons.BACKWARD, None, False, is_silent=False
        )
        for number in range(1, 8)
    ]
    found = overview(overall(LAST), *urgent)
    table = decisions.table(found, 5, KEPT)
    assert table.count("✕ 後退") == 5
    assert "goals-sheet?measure=1-1&amp;fiscal_year=2023" in table
    assert decisions.title(found, 5) == "判断が必要な施策　7件のうち5件"


def test_what_is_not_known_is_named_with_how_much_of_it() -> None:
    text = unknown.listed(overview(overall(LAST)), KEPT, "about?view=1&x=2")
    for part in (
        "<dt>未報告</dt><dd>2施策",
        "<dt>指標がない</dt><dd>4施策",
        "<dt>国籍による差</dt><dd>調べられていない",
        "<dt>河川災害</dt><dd>測る資料がない",
        "<dd>令和3年まで",
        "<dd>令和5年度まで2回",
        "1,234行・調査の答え48個",
        "about?view=1&amp;x=2",
    ):
        assert part in text
    assert "読めなかった行" not in unknown.listed(
        replace(overview(overall(LAST)), fresh=replace(FRESH, rows_rejected=0, answers_rejected=0)),
        KEPT,
        "about",
    )
