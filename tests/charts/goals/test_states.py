import re
from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest

from charts.goals import states
from findings.goals.states import Overall, SeriesState
from stats.goals import state_words
from stats.goals.judgements import Judgement
from stats.goals.series import Kind
from stats.goals.state_words import ReasonCode
from tests.findings.goals import made

COUNTS = dict.fromkeys(state_words.STATES, 0)


JUDGEMENT = Judgement(
    "やや遅れ",
    "pace",
    period_end=date(2024, 3, 31),
    value=30.0,
    achieved=0.5556,
    expected=0.75,
    pace=0.7407,
    shortfall=8.75,
    remaining=20.0,
)


def series(
    unit: str = "件", target_text: str = "50件", *, is_sum: bool = False, **changes: Any
) -> SeriesState:
    kind: Kind = "cumulative" if is_sum else "increase"
    indicator = replace(made.INDICATOR, unit=unit, target_text=target_text, kind=kind)
    return SeriesState(indicator, [], replace(JUDGEMENT, **changes))


def reading(**changes: Any) -> str:
    return states.reading(series(**changes))


def answer(
    counts: dict[str, int], year: int, reported: int, due: int, *, is_last: bool, is_before: bool = False
) -> str:
    return states.goals_sentence(Overall(year, counts, due, reported, is_last, is_before))


@pytest.mark.parametrize(
    ("counts", "is_last", "is_before", "reported", "said"),
    [
        (
            {"達成": 17, "未達": 28, "未報告": 2, "中止": 1, "指標なし": 4}, True, False, 52,
            "52施策のうち<b class=\"listed\">達成17、未達28、未報告2</b>。計画の最後の年度（令和6年度）の結果です。",
        ),
        (
            {"達成": 10, "順調": 19, "順調（維持）": 1, "やや遅れ": 8, "遅れ": 9, "後退": 1, "未達": 4},
            False, True, 54,
            "52施策のうち<b class=\"listed\">達成10、順調20、やや遅れ8、遅れ・後退10、未達4</b>。"
            "計画が始まる前の令和6年度（基準）の結果です。",
        ),
        (
            {"順調": 1, "未報告": 47, "指標なし": 4}, False, False, 1,
            "令和6年度の報告は<b>54指標のうち1件だけ</b>。計画全体が順調かは、まだ言えません。",
        ),
        (
            {"達成": 1, "未報告": 47, "指標なし": 4}, True, False, 1,
            "令和6年度の報告は<b>54指標のうち1件だけ</b>。計画全体が目標に届いたかは、まだ言えません。",
        ),
        (
            {"未報告": 48, "指標なし": 4}, False, False, 0,
            "令和6年度の報告はまだなく、<b>52施策の進み具合は分かりません</b>。",
        ),
    ],
)  # fmt: skip
def test_the_answer_of_the_goals_is_short(
    counts: dict[str, int], is_last: bool, is_before: bool, reported: int, said: str
) -> None:
    found = Overall(2024, COUNTS | counts, 54, reported, is_last, is_before)
    assert states.answer(found) == said
    assert len(re.sub("<[^>]+>", "", said)) <= 60


def test_every_reason_has_words() -> None:
    assert set(states.REASONS) == set(get_args(ReasonCode))


def test_the_reading_of_a_pace() -> None:
    assert reading() == (
        "令和5年度末の値は30件、目標は50件です。目標までの道のりの56%まで来ており、この時点で期待される75%に対して"
        "0.74倍の進み具合です（やや遅れ）。期待される値との差は8.8件です。目標まであと20件です。"
    )


def test_the_reading_of_a_pace_ahead_names_no_difference() -> None:
    text = reading(state="順調", shortfall=0.0, pace=1.2)
    assert "1.20倍の進み具合です（順調）。" in text
    assert "期待される値との差" not in text


def test_a_running_sum_is_not_called_the_value_of_its_last_year() -> None:
    assert reading(is_sum=True).startswith("計画の始まりから令和5年度末までの累計は30件、目標は50件です。")
    gap = reading(is_sum=True, reason_code="missing_years", achieved=None, expected=None, pace=None)
    assert gap.startswith("令和5年度末までの、報告のあった年度だけの合計は30件")


def test_differences_of_percentages_are_points() -> None:
    text = reading(unit="%", value=30.0, target_text="50%")
    assert "値は30%" in text
    assert "差は8.8ポイント" in text
    assert "あと20ポイント" in text


def test_a_rounding_error_is_no_difference() -> None:
    text = reading(shortfall=1e-12, remaining=1e-12)
    assert "期待される値との差" not in text
    assert "あと" not in text


@pytest.mark.parametrize(
    ("reason_code", "state", "words"),
    [
        ("achieved", "達成", "目標に届いています。"),
        ("nothing_expected_yet", "順調", "まだ到達を求められる時期ではありません。"),
        ("below_baseline", "後退", "基準より悪くなっています。"),
        ("keep", "順調（維持）", "目標の水準を保っています。"),
        ("keep_missed", "後退", "保つはずの水準を外れています。"),
        ("breach", "後退（発生）", "起きてはならないことが起きました。"),
        ("text_baseline", "評価困難", "基準が言葉だけのため"),
        ("part_year_flow", "評価困難", "年の途中までの数のため、判定しません。"),
        ("missing_years", "評価困難", "累計できません。"),
        ("department_word", "中止", "担当課の報告にある状況をそのまま示しています。"),
    ],
)
def test_the_reading_of_a_number_says_why(reason_code: str, state: str, words: str) -> None:
    text = reading(reason_code=reason_code, state=state, achieved=None, expected=None, pace=None)
    assert text.startswith("令和5年度末の値は30件、目標は50件です。")
    assert words in text
    assert ("あと20件" in text) == (reason_code not in ("achieved", "breach"))


@pytest.mark.parametrize(
    ("reason_code", "words"),
    [
        ("no_number", "数の報告がないため、判定しません。"),
        ("department_word", "担当課の報告にある状況をそのまま示しています。"),
        ("not_reported", "この年度の報告がありません。"),
    ],
)
def test_the_reading_without_a_number_says_why(reason_code: str, words: str) -> None:
    text = reading(
        reason_code=reason_code,
        value=None,
        remaining=None,
        shortfall=None,
        achieved=None,
        expected=None,
        pace=None,
    )
    assert text == words


def test_the_answer_with_nothing_reported_claims_nothing() -> None:
    text = answer(COUNTS | {"未報告": 48, "指標なし": 4}, 2022, 0, 54, is_last=False)
    assert "報告はまだ1件もありません" in text
    assert "52施策がどこまで進んだかは、まだ分かりません" in text
    assert "指標のない施策が4あります" in text


def test_the_answer_with_few_reported_does_not_speak_of_the_plan() -> None:
    counts = COUNTS | {
        "達成": 1,
        "順調": 2,
        "順調（維持）": 1,
        "後退": 1,
        "遅れ": 1,
        "未報告": 42,
        "指標なし": 4,
    }
    text = answer(counts, 2022, 6, 54, is_last=False)
    assert "54指標のうち<b>6指標しか報告がなく</b>" in text
    assert "計画全体が順調かどうかは言えません" in text
    assert "判定できた6施策では、達成が1、順調が3、やや遅れが0、遅れ・後退が2です" in text


def test_the_answer_with_few_reported_names_every_judged_state() -> None:
    text = answer(COUNTS | {"やや遅れ": 1, "未報告": 47, "指標なし": 4}, 2023, 1, 54, is_last=False)
    assert "判定できた1施策では、達成が0、順調が0、やや遅れが1、遅れ・後退が0です" in text


def test_a_tally_sums_to_all_measures_and_keeps_on_track_apart_from_achieved() -> None:
    counts = {state: number for number, state in enumerate(state_words.STATES, start=1)}
    found = states.tally(counts)
    assert sum(found) == sum(counts.values())
    assert (found.achieved, found.on_track, found.missed) == (1, 2 + 3, counts["未達"])


@pytest.mark.parametrize(("reported", "speaks_of_the_plan"), [(26, False), (27, True)])
def test_the_answer_speaks_of_the_plan_from_half_of_the_series_on(
    reported: int, speaks_of_the_plan: bool
) -> None:
    counts = COUNTS | {"順調": 26, "未報告": 22, "指標なし": 4}
    text = answer(counts, 2023, reported, 54, is_last=False)
    assert ("52施策のうち<b>達成が0</b>、順調が26" in text) == speaks_of_the_plan
    assert ("計画全体が順調かどうかは言えません" in text) != speaks_of_the_plan


def test_the_answer_with_most_reported_adds_up() -> None:
    counts = COUNTS | {
        "達成": 10, "順調": 12, "順調（維持）": 3, "やや遅れ": 8, "遅れ": 5, "後退": 2, "後退（発生）": 1,
        "未着手": 1, "中止": 1, "評価困難": 2, "未報告": 3, "指標なし": 4,
    }  # fmt: skip
    text = answer(counts, 2023, 50, 54, is_last=False)
    assert "52施策のうち<b>達成が10</b>、順調が15、やや遅れが8、遅れ・後退が8です" in text
    assert "判定できない施策は11（未着手1・中止1・評価困難2・未報告3・指標なし4）です" in text
    assert sum(counts.values()) == 10 + 15 + 8 + 8 + 11


LAST = COUNTS | {
    "達成": 17, "未達": 24, "中止": 1, "評価困難": 1, "未報告（一部）": 3, "未報告": 2, "指標なし": 4,
}  # fmt: skip


def test_in_the_last_year_achieved_missed_and_silent_are_counted_apart() -> None:
    text = answer(LAST, 2024, 49, 54, is_last=True)
    assert text == (
        "計画の最後の年度、令和6年度（2024年度）は、52施策のうち<b>達成が17、未達が24、未報告が2</b>です。"
        "ほかに、未報告（一部）が3、中止が1、評価困難が1、指標なしが4あります。"
    )
    assert sum(LAST.values()) == 52
    few = answer(LAST | {"達成": 2, "未達": 0, "未報告": 41}, 2024, 3, 54, is_last=True)
    assert "計画全体が目標に届いたかどうかは言えません" in few
    assert "順調" not in text + few


def test_a_year_before_the_plan_is_called_the_baseline_never_the_present() -> None:
    counts = COUNTS | {"順調": 48, "指標なし": 4}
    said = "計画が始まる前の年度で、<b>いまの進み具合ではなく、基準の時期</b>"
    early = answer(counts, 2021, 48, 51, is_last=False, is_before=True)
    assert early.startswith(f"令和3年度（2021年度）は{said}")
    assert said not in answer(counts, 2022, 48, 54, is_last=False)


@pytest.mark.parametrize(
    ("achieved", "said"),
    [(7388 / 7472, "98%"), (0.999999, "99%"), (0.29, "29%"), (0.0, "0%"), (11 / 12, "91%")],
)
def test_the_share_of_the_way_is_rounded_down(achieved: float, said: str) -> None:
    assert states.share_of_the_way(achieved) == f"目標までの道のりの{said}"


@pytest.mark.parametrize(
    ("reason_code", "achieved", "remaining", "words", "short"),
    [
        (
            "missed_path",
            0.98876,
            84.0,
            "目標に届きませんでした。目標までの道のりの98%まで来て、目標まであと84件でした（未達）。",
            "目標までの道のりの98%",
        ),
        (
            "missed_below_baseline",
            -0.1,
            13.0,
            "目標に届かず、基準より悪化しました。目標まであと13件でした（未達）。",
            "基準より悪化",
        ),
        (
            "missed_level",
            None,
            0.04,
            "目標の水準に届きませんでした。目標まであと0.1件未満でした（未達）。",
            "目標まであと0.1件未満",
        ),
        (
            "missed_event",
            None,
            30.0,
            "起きてはならないことが起きたため、未達です（発生 30件）。",
            "発生 30件",
        ),
        ("achieved", 1.2, 0.0, "目標に届いています。", ""),
    ],
)
def test_a_missed_target_says_how_far_it_was(
    reason_code: str, achieved: float | None, remaining: float, words: str, short: str
) -> None:
    text = reading(
        state="未達", reason_code=reason_code, achieved=achieved, remaining=remaining, expected=1.0, pace=None
    )
    assert text == f"令和5年度末の値は30件、目標は50件です。{words}"
    assert ("%" in text) == (reason_code == "missed_path")
    assert states.missed(series(reason_code=reason_code, achieved=achieved, remaining=remaining)) == short


def test_a_theme_is_named_by_kind_and_number() -> None:
    assert states.theme_name("recommendation", 4, "ビッグデータ") == "提言4「ビッグデータ」"
    assert states.theme_name("sdg", 3, "すべての人に健康と福祉を") == "SDGs3「すべての人に健康と福祉を」"
