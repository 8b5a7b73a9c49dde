from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from charts.goals import sheet, sums
from charts.goals.sheet import Neighbour
from findings.goals.trajectory import Awaited, Facts
from stats.goals import projection, sensitivity

LINE = Facts(
    kind="increase",
    direction="at_least",
    unit="人",
    calendar="fiscal",
    baseline=2528,
    target=10000,
    starts_on=date(2021, 3, 31),
    target_on=date(2025, 3, 31),
    state="順調",
    reason_code="pace",
    value=7365,
    period_end=date(2023, 10, 31),
    achieved=4837 / 7472,
    expected=944 / 1461,
    pace=4837 / 7472 / (944 / 1461),
)
NASTY = "<script>alert(1)</script>"


def test_every_code_has_words() -> None:
    assert set(sheet.RULES) == set(sheet.SHORT_RULES) == set(sensitivity.RULES)
    assert set(sheet.UNDEFINED) == set(get_args(sensitivity.Undefined))
    assert set(sums.NO_PROJECTION) == set(get_args(projection.RefusalCode))


def test_the_sum_of_a_pace_is_written_out_with_its_numbers() -> None:
    assert sums.steps(LINE) == [
        "達成割合 =（実績 − 基準）÷（目標 − 基準）=（7,365 − 2,528）÷（10,000 − 2,528）= 4,837 ÷ 7,472 = 64.7%",
        "期待される割合 = 過ぎた日数 ÷ 全体の日数 = 944 ÷ 1,461 = 64.6%（令和3年3月31日（2021年）から）",
        "進み具合 = 達成割合 ÷ 期待される割合 = 1.00　→「順調」",
    ]


def test_the_sum_of_the_last_year_asks_only_whether_the_whole_way_was_gone() -> None:
    missed = replace(
        LINE, value=9999.9, achieved=7471.9 / 7472, expected=1.0, pace=None, state="未達", reason_code="missed_path",
        period_end=LINE.target_on, is_final=True,
    )  # fmt: skip
    first, last = sums.steps(missed)
    assert first.endswith("= 99.9%")  # never 100.0% of what was missed
    assert last.endswith("100%に届いたかどうかだけを見ます。「未達」です。")


def test_the_sum_of_a_falling_target_divides_two_falls() -> None:
    fall = replace(
        LINE,
        kind="decrease",
        direction="at_most",
        unit="時間",
        baseline=875,
        target=400,
        value=880,
        achieved=-5 / 475,
        reason_code="below_baseline",
        state="後退",
    )
    lines = sums.steps(fall)
    assert "（880 − 875）÷（400 − 875）= 5 ÷ −475 = −1.1%" in lines[0]
    assert lines[-1] == "達成割合が0%を下回る（基準より悪い）ので「後退」です。"


def test_the_sum_of_a_running_total_begins_with_its_addends() -> None:
    total = replace(
        LINE,
        kind="cumulative",
        unit="件",
        baseline=0,
        target=12,
        value=7,
        addends=(4.0, 3.0),
        achieved=7 / 12,
        starts_on=date(2022, 4, 1),
        period_end=date(2024, 3, 31),
        expected=730 / 1095,
        pace=0.875,
        state="やや遅れ",
    )
    lines = sums.steps(total)
    assert lines[0] == "累計 = 4 + 3 = 7件（計画の始まりからの合計）"
    assert "730 ÷ 1,095 = 66.7%（令和4年4月1日（2022年）から）" in lines[2]
    assert lines[-1].endswith("0.88　→「やや遅れ」")


def test_the_sum_of_a_milestone_writes_years_without_separator() -> None:
    paper = replace(
        LINE, kind="milestone", unit="年発行分", baseline=2010, target=2013, value=2011, achieved=1 / 3
    )
    assert "（2011 − 2010）÷（2013 − 2010）= 1 ÷ 3 = 33.3%" in sums.steps(paper)[0]


@pytest.mark.parametrize(
    ("kind", "direction", "value", "target", "day", "state", "ending"),
    [
        ("keep", "at_least", 31, 30, date(2023, 3, 31), "順調（維持）", "より前なので「順調（維持）」です。"),
        ("keep", "at_least", 29, 30, date(2024, 3, 31), "後退", "目標の側にない年は「後退」とします。"),
        ("keep", "at_least", 30, 30, date(2025, 3, 31), "達成", "を含む年度なので「達成」です。"),
        ("keep", "at_least", 29, 30, date(2025, 3, 31), "未達", "を含む年度なので「未達」です。"),
        ("text_baseline", "at_least", 62.7, 80, date(2025, 3, 31), "未達", "を含む年度なので「未達」です。"),
        ("zero", "at_most", 2, 0, date(2023, 3, 31), "後退（発生）", "「後退（発生）」とします。"),
        ("text_baseline", "at_least", 62.7, 80, date(2024, 3, 31), "評価困難", "結果は「評価困難」です。"),
    ],
)
def test_kinds_without_a_way_are_compared(
    kind: str, direction: str, value: float, target: float, day: date, state: str, ending: str
) -> None:
    facts = replace(
        LINE, kind=kind, direction=direction, unit="件", value=value, target=target, period_end=day,
        baseline=None if kind == "text_baseline" else 0, state=state, achieved=None, expected=None, pace=None,
        is_final=day == LINE.target_on,
    )  # fmt: skip
    first, last = sums.steps(facts)
    assert ("条件を満たしています" in first) == (state in ("達成", "順調（維持）"))
    assert last.endswith(ending)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"value": None, "period_end": None}, "数の報告がない"),
        ({"reason_code": "part_year_flow"}, "令和5年10月31日までの数（7,365人）は1年分ではない"),
        ({"reason_code": "missing_years"}, "報告のない年度がある"),
        ({"reason_code": "before_target_day"}, "目標の日より前の値"),
        ({"reason_code": "not_due", "value": None, "period_end": None}, "この年度の報告は求めていない"),
    ],
)
def test_without_a_sum_the_reason_is_said(changes: dict[str, object], words: str) -> None:
    (line,) = sums.steps(replace(LINE, **changes))
    assert words in line


def test_a_first_day_expects_nothing() -> None:
    facts = replace(LINE, value=2600, achieved=0.01, expected=0.0, pace=None, period_end=date(2021, 3, 31))
    assert sums.steps(facts)[-1] == "まだ何も期待されない日なので「順調」です。"


def test_the_yearly_pace_sets_what_is_needed_against_what_was() -> None:
    text = sums.yearly_pace(so_far=1720.0, needed=2100.0, years_left=1.0, remaining=2100.0, unit="人")
    assert text == (
        "目標まであと<b>2,100人</b>（値の日から目標の日まで1年）。"
        "目標の日までに2,100人増やす必要があります（これまでの平均は1年に約1,720人）。"
    )


def test_a_pace_is_no_finer_than_an_average_is_worth() -> None:
    text = sums.yearly_pace(
        so_far=146_667.0, needed=163_500.5, years_left=2.0, remaining=327_001.0, unit="人"
    )
    assert "1年に約164,000人ずつ増やす必要があります（これまでの平均は1年に約147,000人）" in text


def test_a_pace_in_the_wrong_direction_is_named() -> None:
    text = sums.yearly_pace(so_far=12.5, needed=-243.75, years_left=2.0, remaining=487.5, unit="時間")
    assert "1年に約244時間ずつ減らす必要があります。これまでは逆に、1年に約12.5時間ずつ増えています。" in text


def test_less_than_a_year_left_is_not_a_yearly_pace() -> None:
    text = sums.yearly_pace(so_far=None, needed=10.0, years_left=0.42, remaining=4.2, unit="%")
    assert (
        text == "目標まであと<b>4.2ポイント</b>（値の日から目標の日まで約5か月）。"
        "目標の日までに4.2ポイント増やす必要があります。"
    )


def test_a_projection_names_its_values_interval_chance_and_assumption() -> None:
    text = sums.projection(
        when="令和6年度末",
        value=9236.0,
        lower=7697.2,
        upper=10774.8,
        confidence=0.8,
        chance=0.224,
        values=4,
        unit="人",
    )
    assert text == (
        "基準を含む4つの値を直線で延ばすと、令和6年度末は9,240人（80%の予測区間 7,700人～10,800人）、"
        "目標に届く確率は<b>22%</b>です。これまでの調子が続くと仮定した計算です。値が少ないため、目安です。"
    )
    assert "目安" not in sums.projection(
        when="", value=1, lower=0, upper=2, confidence=0.8, chance=0.5, values=5, unit="件"
    )


def test_the_table_of_rules_says_why_one_is_missing() -> None:
    html = sheet.rules_table(
        [
            ("baseline_path", 0.874, "やや遅れ", None),
            ("growth", None, None, "zero_baseline"),
            ("ratio", 0.58, "遅れ", None),
        ]
    )
    assert "0.87" in html
    assert "◆ やや遅れ" in html
    assert "基準が0なので、伸び率がありません" in html
    assert "58%" in html


def test_whether_the_state_survives_is_said_only_of_rules_that_have_a_state() -> None:
    assert "伸び率では別の状態" in sheet.survives(["growth"], 3)
    assert sheet.survives([], 2) == "どの方法でも、判定は同じです。"
    assert "ほかの方法では判定できない" in sheet.survives([], 0)


def test_an_unreported_year_says_what_is_known_and_who_reports() -> None:
    text = sheet.unreported(
        when="令和5年度",
        target="令和6年度末に8回/年",
        latest=None,
        expected="令和5年度末に期待される値は6.3回",
        reporters="行政管理課",
    )
    assert "令和5年度の報告がありません。" in text
    assert "計画の期間の報告は、まだ一つもありません。" in text
    assert (
        "令和5年度末に期待される値は6.3回、目標は令和6年度末に8回/年です。報告するのは行政管理課です。"
        in text
    )
    known = sheet.unreported(when="", target="", latest="令和4年度末の3回", expected=None, reporters="")
    assert "直近の報告は令和4年度末の3回です。" in known
    assert "期待される値" not in known


def test_what_others_wrote_is_escaped() -> None:
    near = Neighbour("9-2", NASTY, "順調", {"measure": NASTY})
    for html in (
        sheet.neighbours(NASTY, [near]),
        sheet.related([(NASTY, NASTY, NASTY)]),
        sums.numbered([NASTY]),
        sheet.unreported(when="", target=NASTY, latest=None, expected=None, reporters=NASTY),
    ):
        assert "<script" not in html


def test_nothing_beside_a_measure_draws_nothing() -> None:
    assert (sheet.neighbours("同じ担当課の施策", []), sheet.related([])) == ("", "")
    assert "作成者による対応付け" in sheet.related([("divide", "年代による差", "理由")])


def test_the_thresholds_are_said_as_they_are_stored() -> None:
    text = sheet.thresholds({"順調": 0.95, "やや遅れ": 0.6, "遅れ": 0.0})
    assert text.startswith("数が0.95以上は順調、0.60以上はやや遅れ、それ未満は遅れ。")


def test_before_a_report_the_sum_says_what_it_would_be_held_against() -> None:
    awaited = Awaited(on=date(2024, 3, 31), share=1096 / 1461, value=8133.23, least=7853)
    waiting = replace(LINE, value=None, period_end=None, awaited=awaited)
    first, formula, least = sums.steps(waiting)
    assert first == "数の報告がないため、計算しません。"
    assert "（実績 − 2,528）÷（10,000 − 2,528）" in formula
    assert "令和5年度末は75.0%" in formula
    assert least == "令和5年度末に期待される値は8,133人、「順調」と言えるのは7,853人以上です。"
    assert sums.steps(replace(waiting, kind="cumulative"))[2].startswith("計画の始まりからの累計で、")
    kept = replace(waiting, kind="keep", target=30, unit="件", baseline=30)
    assert sums.steps(kept)[1] == "報告があれば、目標 30件以上 と比べます。"


def test_the_age_of_a_value_is_told_in_months() -> None:
    assert sheet.age("令和5年10月31日（2023年）", 37) == (
        "値の時点：令和5年10月31日（2023年）（この版を作った日の約37か月前）"
    )
    assert "この版を作った月" in sheet.age("", 0)


def test_a_measure_of_two_series_says_which_of_them_its_state_is() -> None:
    assert sheet.of_several({"1-1": "順調"}, "1-1", "順調") == ""
    assert sheet.of_several({"3-1a": "後退", "3-1b": "未報告"}, "3-1a", "後退") == (
        "指標3-1bは未報告のため、判定できた指標3-1aだけの状態です。"
    )
    assert "悪いほう（指標7-1b）" in sheet.of_several({"7-1a": "達成", "7-1b": "後退"}, "7-1b", "後退")
    assert sheet.of_several({"4-4a": "達成", "4-4b": "達成"}, "4-4a", "達成").startswith("どの指標も同じ状態")
    assert "指標6-3bは未報告" in sheet.of_several({"6-3a": "評価困難", "6-3b": "未報告"}, "6-3a", "評価困難")
