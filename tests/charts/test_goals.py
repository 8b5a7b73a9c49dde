from datetime import date
from typing import Any, get_args

import plotly.graph_objects as go
import pytest

from charts import goals, theme
from charts.goals import Point
from stats import progress

BASELINE, TARGET = Point(date(2021, 3, 31), 5.0), Point(date(2025, 3, 31), 50.0)
REPORTED = [Point(date(2023, 3, 31), 20.0), Point(date(2024, 3, 31), 30.0)]
COUNTS = dict.fromkeys(progress.STATES, 0)


def figure(**changes: Any) -> go.Figure:
    arguments: dict[str, Any] = {
        "unit": "件",
        "calendar": "fiscal",
        "path": [BASELINE, TARGET],
        "target": TARGET,
        "target_text": "50件",
        "reported": REPORTED,
        "context": [],
        "state": "やや遅れ",
        "is_stepped": False,
        "is_sum": False,
    }
    return goals.progress(**(arguments | changes))


def trace(drawn: go.Figure, name: str) -> Any:
    (found,) = [one for one in drawn.data if one.name == name]
    return found


def names(drawn: go.Figure) -> set[str]:
    return {one.name for one in drawn.data}


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
    }
    return goals.reading(**(arguments | changes))


def test_the_chart_draws_path_target_and_reports() -> None:
    drawn = figure()
    assert list(trace(drawn, "期待される経路").y) == [5, 50]
    assert list(trace(drawn, "実績").x) == [point.on for point in REPORTED]
    assert list(trace(drawn, "実績").y) == [20, 30]
    assert [shape.y0 for shape in drawn.layout.shapes] == [50]
    assert [note.text for note in drawn.layout.annotations] == ["目標 50件"]


def test_the_value_axis_begins_at_zero_and_carries_the_unit() -> None:
    axis = figure().layout.yaxis
    assert axis.range[0] == 0
    assert axis.range[1] > 50
    assert axis.ticksuffix == "件"


def test_a_value_below_zero_is_not_cut_off() -> None:
    assert figure(reported=[Point(date(2023, 3, 31), -4.0)]).layout.yaxis.range[0] == -4


def test_the_newest_report_is_labelled_with_its_number() -> None:
    assert list(trace(figure(), "実績").text) == ["", "<b>実績 30件</b>"]
    assert trace(figure(is_sum=True), "実績").text[-1] == "<b>累計 30件</b>"


def test_the_time_axis_names_the_ends_of_fiscal_years() -> None:
    axis = figure().layout.xaxis
    assert [text.replace("<br>", "") for text in axis.ticktext] == [
        f"令和{year}年度末" for year in range(2, 7)
    ]
    assert list(axis.tickvals) == [date(year, 3, 31) for year in range(2021, 2026)]


def test_the_time_axis_names_the_ends_of_calendar_years() -> None:
    axis = figure(
        calendar="calendar",
        path=[],
        target=Point(date(2024, 12, 31), 100),
        reported=[Point(date(2022, 12, 31), 118)],
    ).layout.xaxis
    assert [text.replace("<br>", "") for text in axis.ticktext] == ["令和4年末", "令和5年末", "令和6年末"]


@pytest.mark.parametrize("state", progress.STATES)
def test_reports_have_the_colour_of_the_state(state: str) -> None:
    assert trace(figure(state=state), "実績").marker.color == theme.STATES[state][0]


def test_a_milestone_is_drawn_in_steps_with_years_written_as_years() -> None:
    drawn = figure(
        unit="年発行分",
        path=[Point(date(2021, 3, 31), 2010), Point(date(2025, 3, 31), 2013)],
        target=Point(date(2025, 3, 31), 2013),
        reported=[Point(date(2023, 3, 31), 2011)],
        is_stepped=True,
    )
    assert trace(drawn, "実績").line.shape == trace(drawn, "期待される経路").line.shape == "hv"
    assert drawn.layout.yaxis.tickformat == "d"
    assert drawn.layout.yaxis.dtick == 1
    assert drawn.layout.yaxis.range[0] == 2009
    assert trace(drawn, "基準").text[0] == "基準 2010年発行分"


def test_published_values_are_context() -> None:
    drawn = figure(context=[Point(date(2019, 3, 31), 44.0)])
    assert list(trace(drawn, "参考").y) == [44]
    assert trace(drawn, "参考").marker.color == theme.CONTEXT


def test_nothing_reported_and_no_path_leaves_the_target() -> None:
    drawn = figure(
        path=[], reported=[], target=Point(date(2025, 3, 31), 0.0), target_text="0件", state="未報告"
    )
    assert names(drawn) == set()
    assert [note.text for note in drawn.layout.annotations] == ["目標 0件"]
    assert drawn.layout.yaxis.range[1] > 0


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
    assert "達成・順調が4、遅れ・後退が2です" in text


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
    assert "判定できない施策は11（未報告3・指標なし4など）あります" in text
    assert sum(counts.values()) == 25 + 8 + 8 + 11


def test_a_theme_is_named_by_kind_and_number() -> None:
    assert goals.theme_name("recommendation", 4, "ビッグデータ") == "提言4「ビッグデータ」"
