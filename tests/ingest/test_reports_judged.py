"""Reports that can be read and yet cannot be: periods outside the plan, figures in another unit, several slips."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from ingest.report_rows import Indicator, ReportRow, judge_period, number_problems, unknown_indicator
from stats.goals.series import Series

NOTHING: frozenset[str] = frozenset()
WAY = Series(
    "increase", "at_least", 783000, date(2021, 3, 31), 1550000, date(2025, 3, 31), date(2022, 4, 1), "yearly"
)
TOURISTS = Indicator("人", "fiscal", ("課",), WAY)
SHARE = Indicator("%", "fiscal", ("課",), replace(WAY, baseline_value=60, target_value=75))
SUM = Indicator(
    "件", "fiscal", ("課",),
    replace(WAY, kind="cumulative", period_type="plan_total", baseline_value=0, target_value=12),
)  # fmt: skip
TEXT = Indicator(
    "%", "fiscal", ("課",), replace(WAY, kind="text_baseline", baseline_value=None, target_value=80)
)


def of(indicator: Indicator, **changes: Any) -> Indicator:
    """Return an indicator of which the plan says something else."""
    return indicator._replace(series=replace(indicator.series, **changes))


def report(value: str | None = None, **cells: str) -> ReportRow:
    given = (
        {"indicator_id": "8-1", "period": "令和6年度"} | ({} if value is None else {"value": value}) | cells
    )
    return ReportRow.model_validate_strings(given)


def period_problems(**cells: str) -> list[str]:
    return [problem for _, problem, _ in judge_period(report(**cells), TOURISTS)[1]]


def figure_problems(row: ReportRow, indicator: Indicator = TOURISTS) -> list[tuple[str, str, str]]:
    return list(number_problems(row, indicator, NOTHING))


@pytest.mark.parametrize("period", ["令和60年度", "令和8年度", "平成6年度", "令和元年度", "2021-03-30"])
def test_a_period_outside_the_plan_is_refused(period: str) -> None:
    assert period_problems(period=period) == [
        f"期間「{period}」が、この指標の計画の期間（2021-03-31～2026-03-31）にありません"
    ]


@pytest.mark.parametrize("period", ["令和3年度", "令和7年度", "2021-04-01", "2026-03-31", "46112"])
def test_a_period_from_after_the_baseline_to_a_year_after_the_target_is_accepted(period: str) -> None:
    assert period_problems(period=period) == []


@pytest.mark.parametrize("period", ["令和2年度", "2021-03-31"])
def test_the_year_of_a_printed_baseline_is_refused_and_of_one_in_words_accepted(period: str) -> None:
    assert period_problems(period=period) == [
        f"期間「{period}」は基準の年（2021-03-31）で、値は計画に印刷されています"
    ]
    assert judge_period(report(period=period), TEXT)[1] == []


def test_a_year_that_no_sum_counts_is_refused_with_the_reason() -> None:
    for period in ("令和4年度", "令和6年度", "2024-10-31"):
        assert judge_period(report(period=period), SUM)[1] == []
    ((field, before, remedy),) = judge_period(report(period="令和3年度"), SUM)[1]
    assert (field, before) == (
        "period",
        "この指標の累計は2022-04-01に始まるため、その前の「令和3年度」の値は数えられません",
    )
    assert "0件としても数えません" in remedy
    ((_, after, _),) = judge_period(report(period="令和7年度"), SUM)[1]
    assert after == "この指標の累計は2025-03-31に終わるため、その後の「令和7年度」の値は数えられません"


def test_a_period_is_over_when_it_is_reported() -> None:
    assert period_problems(period="令和6年度", reported_on="2025-03-31") == []
    assert period_problems(period="令和6年度", reported_on="2025-03-30") == [
        "報告日2025-03-30が、期間の終わる2025-03-31より前です"
    ]
    assert period_problems(period="令和6年度", reported_on="2027-04-01") == [
        "報告日2027-04-01が、計画の期間より1年以上後です"
    ]


def test_a_figure_in_thousands_is_answered_with_the_unit_that_is_meant() -> None:
    assert figure_problems(report("1200")) == [
        (
            "value",
            "実績値1,200が、基準値783,000と目標値1,550,000から100倍より大きく離れています",
            "千や万の単位でなく、人の数そのものを書き、"
            "この値で正しければ、実績（文）に「1200人」と書いてください",
        )
    ]


@pytest.mark.parametrize("value", ["7829", "155000001", "380", "0.5"])
def test_figures_a_hundred_times_off_the_way_to_the_target_are_refused(value: str) -> None:
    assert [field for field, *_ in figure_problems(report(value))] == ["value"]


@pytest.mark.parametrize("value", ["0", "7830", "１，２００，０００", "155000000"])
def test_other_figures_are_accepted(value: str) -> None:
    assert figure_problems(report(value)) == []


@pytest.mark.parametrize("text", ["1200人", "今年度は１，２００人だった"])
def test_an_unusual_figure_is_accepted_when_the_text_repeats_it_with_its_unit(text: str) -> None:
    assert figure_problems(report("1200", value_text=text)) == []


@pytest.mark.parametrize("text", ["1200", "21200人", "1200千人", "コロナ禍のため"])
def test_other_texts_confirm_nothing(text: str) -> None:
    assert figure_problems(report("1200", value_text=text))


def test_a_slow_start_from_zero_is_no_slip() -> None:
    assert figure_problems(report("1"), of(TOURISTS, baseline_value=0)) == []
    assert figure_problems(report("1"), of(TOURISTS, kind="cumulative", period_type="plan_total")) == []


def test_a_target_of_zero_says_nothing_about_magnitude() -> None:
    assert (
        figure_problems(
            report("300"), of(TOURISTS, kind="zero", direction="at_most", baseline_value=0, target_value=0)
        )
        == []
    )


@pytest.mark.parametrize(("value", "hundredfold"), [("0.85", "85"), ("1", "100"), ("0.5", "50")])
@pytest.mark.parametrize("series", [SHARE, of(SHARE, baseline_value=0), TEXT])
def test_a_share_that_may_be_a_fraction_is_refused_until_it_has_its_sign(
    series: Indicator, value: str, hundredfold: str
) -> None:
    assert figure_problems(report(value), series) == [
        (
            "value",
            f"「{value}」が{value}%なのか{hundredfold}%なのか分かりません",
            f"「{value}%」か「{hundredfold}%」のように、%を付けて書いてください",
        )
    ]
    assert figure_problems(report(f"{value}%"), series) == []
    assert figure_problems(report(f"{hundredfold}%"), series) == []
    assert figure_problems(report(value, numerator=value, denominator="100"), series) == []


@pytest.mark.parametrize("value", ["0", "1.1", "85"])
def test_other_shares_are_accepted(value: str) -> None:
    assert figure_problems(report(value), SHARE) == []


def test_there_is_no_half_of_what_is_counted() -> None:
    leaks = of(TOURISTS, kind="zero", direction="at_most", baseline_value=0, target_value=0)._replace(
        unit="件"
    )
    ((field, problem, remedy),) = figure_problems(report("0.5"), leaks)
    assert (field, problem) == ("value", "実績値0.5に端数がありますが、件は整数で数えます")
    assert "「0.5件」" in remedy
    assert figure_problems(report("0.5", value_text="月平均0.5件"), leaks) == []
    assert figure_problems(report("782999.5"), TOURISTS._replace(unit="時間")) == []


@pytest.mark.parametrize(("value", "number"), [("85%", 85), ("８５％", 85), ("85.5%", 85.5), ("0.85%", 0.85)])
def test_a_percent_sign_is_understood_where_the_unit_is_percent(value: str, number: float) -> None:
    row = report(value)
    assert row.figure == number
    assert figure_problems(row, SHARE) == []
    assert [problem for _, problem, _ in figure_problems(row)] == [
        f"「{number:g}%」とありますが、この指標の単位は「人」です"
    ]


@pytest.mark.parametrize("value", ["85%%", "%", "八割", "0.85.%"])
def test_what_is_no_figure_is_refused(value: str) -> None:
    with pytest.raises(ValidationError, match="数を書くところに"):
        report(value)


@pytest.mark.parametrize("text", ["9月12日", "2026-09-12", "2026/9/12", "45912", "9/12", "12-sep", "sep-12"])
def test_a_number_excel_made_a_day_is_named(text: str) -> None:
    assert unknown_indicator(text, []) == (
        f"指標番号「9-12」がExcelで日付「{text}」に変わっています",
        "列の書式を「文字列」にしてから「9-12」と書き直してください",
    )


@pytest.mark.parametrize(
    "cell",
    [
        "-",
        "―",
        "ｰ",
        "--",
        "調査中",
        "なし",
        "集計中",
        "N/A",
        "x",
        "（未集計）",
        "調査中（7月に公表）",
        "確認中です",
    ],
)
def test_a_word_for_no_value_is_answered_with_where_to_say_it(cell: str) -> None:
    with pytest.raises(ValidationError) as refused:
        report(cell)
    (error,) = refused.value.errors()
    assert error["msg"] == f"「{cell}」とあります"
    assert "空欄にし、「状況」（未着手・中止・評価困難）か「実績（文）」" in error["ctx"]["remedy"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("3-1", "「3-1a」か「3-1b」に"),
        ("施策9-12", "「9-12」に"),
        ('="9-12"', "「9-12」に"),
        ("19-12", "（例 3-1a、3-1b）"),
        ("3-1c", "「3-1a」か「3-1b」に"),
    ],
)
def test_the_number_that_is_meant_is_told(written: str, meant: str) -> None:
    _, remedy = unknown_indicator(written, ["3-1a", "3-1b", "9-12"])
    assert meant in remedy


@pytest.mark.parametrize("cell", ["▲0", "△ 0", "-0"])
def test_nothing_is_nothing_whichever_sign_it_has(cell: str) -> None:
    assert str(report(cell).figure) == "0.0"


@pytest.mark.parametrize("indicator", [TOURISTS, SUM, TOURISTS._replace(calendar="calendar")])
def test_every_example_of_a_period_is_one_of_the_series(indicator: Indicator) -> None:
    examples = re.findall("「([^」]+)」", indicator.examples)
    assert len(examples) == 3
    assert [judge_period(report(period=example), indicator)[1] for example in examples] == [[], [], []]


@pytest.mark.parametrize(
    ("department", "known"),
    [
        ("課", True),
        ("課・係", True),
        (" 係　", True),
        ("課、係", True),
        ("税務課", False),
        ("課・税務課", False),
    ],
)
def test_a_department_is_of_a_measure_where_the_plan_says_so(department: str, known: bool) -> None:
    assert TOURISTS._replace(departments=("課", "係")).is_of(department) == known
