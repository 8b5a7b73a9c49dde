from datetime import date
from typing import Any, get_args

import pytest

from charts import goals
from stats import progress

COUNTS = dict.fromkeys(progress.STATES, 0)


def reading(**changes: Any) -> str:
    arguments: dict[str, Any] = {
        "state": "やや遅れ",
        "reason_code": "pace",
        "value": 30.0,
        "unit": "件",
        "target_text": "50件",
        "remaining": 20.0,
        "shortfall": 8.75,
        "achieved": 0.5556,
        "expected": 0.75,
        "pace": 0.7407,
        "period_end": date(2024, 3, 31),
        "calendar": "fiscal",
        "is_sum": False,
    }
    return goals.reading(**(arguments | changes))


def test_every_reason_has_words() -> None:
    assert set(goals.REASONS) == set(get_args(progress.ReasonCode))


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
    text = goals.answer(COUNTS | {"未報告": 48, "指標なし": 4}, "令和4年度（2022年度）", 0, 54)
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
    text = goals.answer(counts, "令和4年度（2022年度）", 6, 54)
    assert "54指標のうち<b>6指標しか報告がなく</b>" in text
    assert "計画全体が順調かどうかは言えません" in text
    assert "判定できた6施策では、達成・順調が4、やや遅れが0、遅れ・後退が2です" in text


def test_the_answer_with_few_reported_names_every_judged_state() -> None:
    text = goals.answer(COUNTS | {"やや遅れ": 1, "未報告": 47, "指標なし": 4}, "令和6年度（2024年度）", 1, 54)
    assert "判定できた1施策では、達成・順調が0、やや遅れが1、遅れ・後退が0です" in text


def test_a_tally_is_four_parts_that_sum_to_all_measures() -> None:
    counts = {state: number for number, state in enumerate(progress.STATES, start=1)}
    assert goals.tally(counts) == (1 + 2 + 3, 4, 5 + 6 + 7, 8 + 9 + 10 + 11 + 12)


@pytest.mark.parametrize(("reported", "speaks_of_the_plan"), [(26, False), (27, True)])
def test_the_answer_speaks_of_the_plan_from_half_of_the_series_on(
    reported: int, speaks_of_the_plan: bool
) -> None:
    counts = COUNTS | {"順調": 26, "未報告": 22, "指標なし": 4}
    text = goals.answer(counts, "令和5年度（2023年度）", reported, 54)
    assert ("52施策のうち<b>26施策が達成または順調</b>" in text) == speaks_of_the_plan
    assert ("計画全体が順調かどうかは言えません" in text) != speaks_of_the_plan


def test_the_answer_with_most_reported_adds_up() -> None:
    counts = COUNTS | {
        "達成": 10, "順調": 12, "順調（維持）": 3, "やや遅れ": 8, "遅れ": 5, "後退": 2, "後退（発生）": 1,
        "未着手": 1, "中止": 1, "評価困難": 2, "未報告": 3, "指標なし": 4,
    }  # fmt: skip
    text = goals.answer(counts, "令和5年度（2023年度）", 50, 54)
    assert "52施策のうち<b>25施策が達成または順調</b>" in text
    assert "やや遅れが8、遅れと後退が8です" in text
    assert "判定できない施策は11（未着手1・中止1・評価困難2・未報告3・指標なし4）です" in text
    assert sum(counts.values()) == 25 + 8 + 8 + 11


def test_a_theme_is_named_by_kind_and_number() -> None:
    assert goals.theme_name("recommendation", 4, "ビッグデータ") == "提言4「ビッグデータ」"
