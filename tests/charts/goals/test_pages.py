"""Sentences and HTML of the pages of the goals: nothing given is trusted, and words say no more than the numbers."""

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from charts.goals import editions, reporting, table, themes, years
from findings.goals.editions import ChangedFigure, ChangedState, ChangedValue, Differences, Reported
from findings.goals.links import Sort, Theme, ThemeKind
from findings.goals.plan import ReportedValue
from findings.goals.reporting import Completeness, Due
from findings.goals.themes import Relation, ThemeState
from findings.goals.years import SeriesYears, YearValue
from findings.material import ChangedAnswer, ChangedSurvey, ChangedYear, Material, YearOfRecords
from findings.noticed import Noticed
from queries.editions import Edition
from stats.goals.change import Change, ReasonCode, Word
from stats.goals.judgements import Judgement
from tests.findings.goals.made import indicator, measure, measure_state, series_state, value

NASTY = '<script>"道"</script>'
KEPT = {"fiscal_year": "2024", "edition": "e"}
SILENT = Judgement("未報告", "not_reported")
PART = Judgement("順調", "pace", date(2023, 10, 31), 7365.0)


def line(
    judgement: Judgement = PART,
    *,
    word: Word = "比較できない",
    reason_code: ReasonCode = "part_year",
    difference: float | None = None,
    alone: float | None = None,
    is_recorded: bool = False,
    last: ReportedValue | None = None,
    measure_id: str = "9-12",
    **of_indicator: object,
) -> SeriesYears:
    """A series that was silent in 2022 and has one value in 2023."""
    given = {"indicator_id": "9-12", "name": "登録者数", "unit": "人", "baseline_text": "2,528人"}
    series = series_state(judgement, **(given | of_indicator))
    return SeriesYears(
        judged=measure_state("順調", [series], measure_id),
        series=series,
        years={
            2022: YearValue(SILENT, None, is_recorded=False, last=None),
            2023: YearValue(judgement, alone, is_recorded=is_recorded, last=last),
        },
        change=Change(word, reason_code, difference),
    )


def over_years(one: SeriesYears) -> str:
    return years.table([one], [2022, 2023], 2023, KEPT)


def test_the_table_of_years_escapes_what_it_is_given_and_leads_to_the_sheet() -> None:
    html = over_years(
        line(
            indicator_id=NASTY,
            measure_id=NASTY,
            name=NASTY,
            unit=NASTY,
            baseline_text=NASTY,
            target_text=NASTY,
            alone=1.0,
        )
    )
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 7
    assert 'href="goals-sheet?measure=%3Cscript' in html
    assert 'href="goals-sheet?measure=9-12&amp;fiscal_year=2024&amp;edition=e"' in over_years(line())


def test_a_cell_of_a_part_year_names_its_day_and_an_unreported_one_its_word() -> None:
    html = over_years(line())
    assert "<b>○ 未報告</b></td>" in html
    assert "<b>▲ 順調</b><span>7,365</span><small>令和5年10月31日時点</small>" in html
    assert "– 比較できない</b><small>年の途中の値</small>" in html
    assert 'data-label="基準（令和3年度末）">2,528人<' in html


def test_a_whole_year_needs_no_day_and_a_sum_has_the_years_count_beside_it() -> None:
    whole = Judgement("順調", "pace", date(2024, 3, 31), 35.0)
    assert "<span>35</span></td>" in over_years(line(whole))
    summed = line(whole, alone=25.0, kind="cumulative", period_type="plan_total")
    assert "<span>累計35</span><small>この年だけで25</small>" in over_years(summed)


@pytest.mark.parametrize(
    ("unit", "baseline", "target", "shown"),
    [
        ("人", "2,528人", "1万人", "921,000"),
        ("人", "783千人", "155万人", "921,000人"),
        ("教室/校", "1校当たり0教室", "1校当たり4教室", "921,000教室/校"),
        ("年発行分", "平成22年発行分まで", "平成25年発行分まで", "921000年"),
    ],
)
def test_a_value_needs_no_unit_beside_a_figure_that_counts_in_it(
    unit: str, baseline: str, target: str, shown: str
) -> None:
    whole = Judgement("順調", "pace", date(2024, 3, 31), 921_000.0)
    html = over_years(line(whole, unit=unit, baseline_text=baseline, target_text=target))
    assert f"<span>{shown}</span></td>" in html


def test_a_value_of_the_records_says_so_and_a_silent_last_year_names_the_newest_value() -> None:
    whole = Judgement("順調", "pace", date(2024, 3, 31), 35.0)
    assert "<span>35</span><small>警察の資料から</small>" in over_years(line(whole, is_recorded=True))
    last = value(30, date(2023, 3, 31))
    assert "<b>○ 未報告</b><span>直近は令和4年度末の30人</span></td>" in over_years(line(SILENT, last=last))
    summed = line(SILENT, last=last, kind="cumulative", period_type="plan_total")
    assert "<span>直近は令和4年度末の30人（その年だけの数）</span>" in over_years(summed)


@pytest.mark.parametrize(
    ("unit", "difference", "reason_code", "detail"),
    [
        ("人", -12.0, "moved", "−12人"),
        ("%", 4.1, "moved", "+4.1ポイント"),
        ("年発行分", 0.0, "small", "±0年分"),
        ("件", -12.0, "chance", "−12件（差は偶然の範囲）"),
    ],
)
def test_a_change_is_written_with_its_unit(
    unit: str, difference: float, reason_code: ReasonCode, detail: str
) -> None:
    changed = line(unit=unit, difference=difference, reason_code=reason_code, word="横ばい")
    assert f"<small>{detail}</small>" in over_years(changed)
    summed = line(
        difference=-3.0, reason_code="moved", word="低下", kind="cumulative", period_type="plan_total"
    )
    assert "<small>−3人（1年ごとの数の差）</small>" in over_years(summed)


def saved(*lines: SeriesYears, sorts: dict[str, Sort] | None = None) -> dict[str, list[object]]:
    """The table of the measures of these series, and of one without any, by column."""
    measures = [one.judged for one in lines] + [measure_state("指標なし", measure_id="4-1")]
    linked = {kind: {"9-12": frozenset({2, 1})} if kind == "goal" else {} for kind in themes.AXES.values()}
    found = table.table(measures, lines, [2022, 2023], 2023, sorts or {}, linked)
    assert found.columns[: len(table.CORE)].tolist() == list(table.CORE)
    return found.astype(object).where(found.notna(), None).to_dict("list")


def test_the_table_has_every_number_in_a_column_of_its_own() -> None:
    pace = replace(PART, achieved=0.4444, expected=0.5, pace=0.8889, remaining=50.0)
    found = saved(line(pace, baseline_value=2528.0, target_value=10000.0), sorts={"9-12": "outcome"})
    expected = {
        "施策番号": ["9-12", "4-1"], "単位": ["人", None], "基準値": [2528.0, None], "目標値": [10000.0, None],
        "実績": [7365.0, None], "達成割合（%）": [44.4, None], "進み具合": [0.89, None], "状態": ["順調", "指標なし"],
        "担当課": ["企画政策課", "企画政策課"], "目標": ["1・2", ""], "種類": ["成果", None],
        "令和4年度の状態": ["未報告", None], "令和5年度の実績": [7365.0, None],
        "比べた結果の説明": ["年の途中の値", None], "実績の出どころ": ["担当課の報告", None],
    }  # fmt: skip
    assert {name: found[name] for name in expected} == expected


def test_what_was_missed_by_little_is_never_a_hundred_percent_and_has_no_pace_at_the_end() -> None:
    end = Judgement(
        "未達", "missed_path", date(2025, 3, 31), 99.99, achieved=0.9999, pace=0.9999, is_final=True
    )
    found = saved(line(end))
    assert (found["達成割合（%）"][0], found["進み具合"][0]) == (99.9, None)


def test_a_series_that_a_condition_leaves_out_is_no_row() -> None:
    one = line()
    both = replace(one.judged, series=[*one.judged.series, *one.judged.series])
    found = saved(replace(one, judged=both))
    assert found["施策番号"] == ["9-12", "4-1"]


def test_what_was_said_of_a_value_is_saved_with_it() -> None:
    told = replace(value(7365.0, PART.period_end), reason="周知の遅れ", next_step="窓口で案内")
    spoken = line()
    found = saved(replace(spoken, series=replace(spoken.series, values=[told])))
    assert (found["理由"][0], found["次の取組"][0], found["種類"][0]) == ("周知の遅れ", "窓口で案内", "なし")


def test_the_screen_shows_the_state_with_its_symbol_and_years_without_a_separator() -> None:
    unlinked: dict[ThemeKind, dict[str, frozenset[int]]] = {kind: {} for kind in themes.AXES.values()}
    none = table.table([measure_state("指標なし")], [], [], 2023, {}, unlinked)
    assert table.shown(none).data["状態"].tolist() == ["– 指標なし"]
    issues = line(replace(PART, value=2012.0), unit="年発行分", baseline_value=2010.0, target_value=2013.0)
    people = line(baseline_value=2528.0)
    listed = [issues.judged, replace(people.judged, measure=measure("9-13"))]
    both = [issues, replace(people, judged=listed[1])]
    drawn = table.shown(table.table(listed, both, [2023], 2023, {}, unlinked)).to_html()
    assert re.findall(r">([\d,]+)</td>", drawn)[:6] == ["2010", "2013", "2012", "2,528", "100", "7,365"]


def test_a_column_names_the_day_most_series_share_and_a_cell_another() -> None:
    rows = years.table(
        [
            line(),
            line(indicator_id="9-13"),
            line(indicator_id="6-2", calendar="calendar", target_on=date(2024, 12, 31)),
        ],
        [2023],
        2023,
        KEPT,
    )
    assert '<th scope="col">目標<small>令和6年度末</small>' in rows
    assert rows.count("100件（令和6年末）") == 1
    assert rows.count(">100件<") == 2


def test_the_clock_of_series_that_count_calendar_years_is_named() -> None:
    fiscal, calendar = line(), line(indicator_id="6-2", calendar="calendar")
    assert years.clocks([fiscal], 2023) == "年度は4月から翌年3月までです（令和5年度（2023年度））。"
    assert "指標6-2だけは暦年（1月から12月まで、令和5年（2023年））" in years.clocks([fiscal, calendar], 2023)


def test_the_definition_of_a_change_has_the_numbers_of_its_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "の1%以内か" in years.definition()
    assert "両側の確率が5%以上" in years.definition()
    monkeypatch.setattr("stats.goals.change.SMALL", 0.02)
    assert "の2%以内か" in years.definition()


def reported(**changes: object) -> Reported:
    given: dict[str, object] = {
        "indicator_id": "9-12", "period_end": date(2024, 3, 31), "value": 12.34, "value_text": None, "numerator": 5.0,
        "denominator": 9.0, "state": None, "is_part_year": True, "reason": None, "next_step": None,
    }  # fmt: skip
    return Reported(**(given | changes))  # type: ignore[arg-type]


def test_editions_are_compared_in_words() -> None:
    nothing = dict.fromkeys(editions.HEADINGS, 0)
    assert editions.change_sentence(nothing, "前回の版") == (
        "前回の版から、<b>変わったことはありません</b>。"
    )
    text = editions.change_sentence(nothing | {"new": 3, "corrected": 2, "states": 1, "years": 1}, NASTY)
    assert "<b>報告5件・状態1件・事故1年分</b>です。" in text
    assert "<script" not in text
    assert editions.mixed("real", "real") == ""
    assert "実在しません" in editions.mixed("sample", "real")


def test_the_compared_edition_is_the_last_one_or_has_its_day() -> None:
    old, new = (
        Edition(name, "real", datetime(2026, 11, day, 9, 5), Path(name)) for name, day in (("a", 1), ("b", 2))
    )
    assert editions.since(old, new, is_default=True) == "前回の版"
    assert editions.since(old, new, is_default=False) == "令和8年11月1日（2026年）9時05分の版"
    assert editions.since(new, old, is_default=True) == "令和8年11月1日（2026年）9時05分の版"
    assert editions.passed_over({}) == ""
    said = editions.passed_over({"c": "壊れています。"})
    assert said == "版cは読めません（壊れています）。その次に読める版と比べています。"


def test_an_edition_is_listed_by_its_day_and_kind_and_one_that_is_not_compared_says_why() -> None:
    one = Edition("e-sample", "sample", datetime(2026, 11, 30, 9, 5), Path("e-sample"))
    (shown,) = editions.labels([one]).values()
    assert "2026" in shown
    assert shown.endswith("サンプル（e-sample）")
    assert "いま見ている版です" in editions.not_compared("a", "a")
    assert "「b」は、このコンピューターにありません" in editions.not_compared("b", "a")


def test_the_smallest_correction_is_seen() -> None:
    assert editions.reported(reported(), "%") == "12.34%・9のうち5・年の途中の値"
    assert editions.reported(reported(value=None, value_text="およそ", is_part_year=False), "%") == (
        "およそ・9のうち5"
    )
    assert editions.reported(None, "%") == "なし"
    assert editions.texts(reported(reason="甲", next_step="乙")) == "理由：甲　次の取組：乙"
    assert editions.texts(reported()) == editions.texts(None) == "なし"
    assert editions.state(None) == "施策なし"


def test_every_difference_is_a_row_of_its_table() -> None:
    late = ChangedValue(indicator(unit="人"), date(2026, 3, 31), True, None, reported(is_part_year=False))
    figures = (
        ChangedFigure("indicator", "1-1", "target_value", 600.0, 410.5),
        ChangedFigure("indicator", "1-1", "kind", "increase", "keep"),
        ChangedFigure("indicator", "1-1", "baseline_on", None, date(2022, 3, 31)),
        ChangedFigure("measure", "1-1", "departments", ("甲",), ("甲", "乙")),
        ChangedFigure("threshold", "", "順調", 0.95, 0.9),
    )
    states = (
        ChangedState(2023, measure("1-1"), None, "順調", has_new_data=True),
        ChangedState(2022, measure("1-1"), "遅れ", "順調", has_new_data=False),
    )
    more, less = ChangedAnswer("質問", "ある", 40.0, None), YearOfRecords(2021, 113, 4, 126, 112)
    material = Material(
        (
            ChangedSurvey("新調査", 2024, None, 300, True, False, 5, (), has_new_files=True),
            ChangedSurvey("調査", 2023, 300, 300, False, False, 2, (more,), has_new_files=False),
        ),
        (ChangedYear(2021, None, less, has_new_files=False),),
    )
    found = editions.Changes(Differences((late,), (), (), (), states, figures), material)
    assert editions.counts(found) == {
        "new": 1, "corrected": 0, "withdrawn": 0, "reworded": 0, "states": 2, "figures": 5, "surveys": 2,
        "years": 1,
    }  # fmt: skip
    tables = {kind: rows.values.tolist() for kind, rows in editions.tables(found).items()}
    assert tables["new"] == [["1-1", "指標の名1-1", "令和7年度末（期限後の値）", "なし", "12.34人・9のうち5"]]
    assert tables["states"] == [
        ["令和5年度（2023年度）", "1-1 施策1-1", "施策なし", "▲ 順調"],
        ["令和4年度（2022年度）", "1-1 施策1-1", "▼ 遅れ", "▲ 順調"],
    ]
    year = "113件（高速道路を除くと112件）・死者4人・負傷者126人"
    assert tables["surveys"] == [
        ["新調査", "なし", "回答300人", "後の版で加わりました"],
        ["調査", "回答300人", "回答300人", "2個の選択肢の割合"],
    ]
    assert tables["years"] == [["令和3年（2021年）", "なし", year]]
    assert tables["unexplained"] == [
        ["令和4年度（2022年度）の状態：1-1 施策1-1", "▼ 遅れ", "▲ 順調"],
        ["調査「質問：ある」", "40.0%", "秘匿"],
        ["令和3年（2021年）の事故", "なし", year],
    ]
    assert tables["figures"] == [
        ["指標1-1", "目標の値", "600", "410.5"],
        ["指標1-1", "判定の種類", "増やす", "保つ"],
        ["指標1-1", "基準の時点", "なし", "令和4年3月31日（2022年）"],
        ["施策1-1", "担当課", "甲", "甲・乙"],
        ["判定の区切り", "順調", "進み具合0.95以上", "進み具合0.9以上"],
    ]


def due(*, is_reported: bool = False, is_partial: bool = False, **changes: object) -> Due:
    one = line(SILENT, **changes)
    last = value(30, date(2023, 3, 31), reported_on=date(2023, 5, 9))
    return Due(one.judged, one.series, "outcome", is_reported, is_partial, None, last)


def test_what_is_to_be_reported_is_escaped_and_leads_to_its_sheet() -> None:
    one = due(name=NASTY, unit=NASTY, indicator_id=NASTY, measure_id=NASTY)
    html = reporting.waiting([Completeness(NASTY, 3, 1, None)], {NASTY: [one]}, 2023, KEPT)
    assert "<script" not in html
    assert 'href="goals-sheet?measure=%3Cscript' in html
    assert "■□□</span> 3のうち1" in html
    done = reporting.waiting([Completeness(NASTY, 3, 3, None)], {}, 2023, KEPT)
    assert "残っている課はありません" in done
    assert "報告が済んだ課（1課）：&lt;script" in done


def test_what_is_to_be_reported_says_for_when_and_what_was_last() -> None:
    listed = {"甲": [due(is_partial=True, period_type="yearly")]}
    html = reporting.waiting([Completeness("甲", 1, 1, None)], listed, 2023, KEPT)
    assert "9-12 登録者数</a><span>令和5年度の1年間の数（人）" in html
    assert "<b>年の途中の値だけが報告されています</b>" in html
    assert "前回 30人（令和4年度末）" in html
    (row,) = reporting.to_report_table({"甲": [due(calendar="calendar")]}, 2023).to_dict("records")
    assert (row["担当課"], row["報告する値"], row["種類"]) == ("甲", "令和5年末の時点の値", "成果")
    assert row["前回の報告"] == "30人（令和5年3月31日） 令和5年5月9日（2023年）報告"


@pytest.mark.parametrize(
    ("listed", "words"),
    [
        ([due(), due()], "令和5年度は、2指標のうち<b>2指標が未報告</b>で、1課に報告が残っています。"),
        ([due(is_reported=True)], "令和5年度は、<b>1指標すべてに報告があります</b>。"),
        (
            [due(is_reported=True, is_partial=True)],
            "令和5年度は、すべてに報告がありますが、<b>1指標は年の途中の値だけ</b>です。",
        ),
        ([due(is_reported=True), due()], "2指標のうち<b>1指標が未報告</b>で"),
    ],
)
def test_how_much_was_reported(listed: list[Due], words: str) -> None:
    assert words in reporting.reported_sentence(listed, 2023)
    partly = "このうち1指標は、年の途中の値だけが報告されています。"
    assert (partly in reporting.grounds(listed)) == any(one.is_partial for one in listed)


def test_answers_that_wait_are_named_with_the_reason() -> None:
    text = reporting.kept_back(
        [Noticed("late_answers", NASTY, 1, 1234), Noticed("changed_answers", "乙", 1, 0)]
    )
    assert "<script" not in text
    assert (
        "追加の1,234件は次の調査まで載せません。<br>「乙」：回答の直しや取り消しは次の調査まで載せません。"
        in text
    )
    assert reporting.kept_back([]) == ""


def test_what_is_asked_for_follows_the_kind_of_period() -> None:
    asked = [
        reporting.asked(kind, "令和5年度末", "令和5年度", unit)
        for kind, unit in (("level", "人"), ("yearly", "件"), ("yearly", "%"))
    ]
    assert asked == ["令和5年度末の時点の値", "令和5年度の1年間の数", "令和5年度の1年間の割合"]


def test_bars_of_completeness_begin_at_zero_and_carry_their_numbers() -> None:
    rows = [Completeness("こども課", 3, 1, None), Completeness("教育における情報化", 5, 5, date(2024, 5, 1))]
    figure = reporting.completeness(rows)
    assert list(figure.layout.xaxis.range) == [0, 5]
    assert figure.data[0].text[0] == "1 / 3"
    assert list(figure.data[1].x) == [1, 5]
    assert "こども課 3のうち1・教育 5のうち5" in reporting.completeness_in_words(rows, "担当課")
    assert reporting.completeness_table(rows, "担当課").values.tolist() == [
        ["こども課", 3, 1, 2, "なし"],
        ["教育", 5, 5, 0, "令和6年5月1日（2024年）"],
    ]


def stands(number: int = 1, name: str = "名前", **counts: int) -> ThemeState:
    members = [measure_state(state) for state, count in counts.items() for _ in range(count)]
    return ThemeState(Theme("recommendation", number, name, "求めます。", 53), tuple(members))


def test_the_themes_with_most_late_measures_are_named() -> None:
    text = themes.worst_sentence(
        [stands(1, "一", 遅れ=1, 順調=5), stands(2, "二", 遅れ=2, 順調=5)], "令和5年度"
    )
    assert text == "令和5年度に遅れ・後退の施策が最も多いのは、<b>提言2「二」（7施策のうち2）</b>です。"
    assert "遅れ・後退はありません" in themes.worst_sentence([stands(順調=5)], "令和5年度")
    assert "言えません" in themes.worst_sentence([stands(未報告=3, 遅れ=1)], "令和5年度")
    assert "遅れ・後退・未達の施策が" in themes.worst_sentence([stands(未達=1)], "令和5年度")
    assert themes.worst_sentence([stands()], "") == "この計画では、施策との対応付けがありません。"


def test_where_the_share_is_largest_stands_among_the_grounds() -> None:
    listed = [stands(1, "大", 遅れ=5, 順調=20), stands(2, "小", 遅れ=3, 順調=7)]
    assert "提言1「大」（25施策のうち5）" in themes.worst_sentence(listed, "令和5年度")
    assert "割合が最も大きいのは提言2「小」（10施策のうち3）です。" in themes.grounds(listed)
    assert themes.grounds([stands(順調=5)]) == themes.grounds([stands(未報告=3, 遅れ=1)]) == []


def test_measures_that_are_not_judged_are_named_by_their_reason() -> None:
    text = themes.sentence(stands(順調=3, 中止=1, 指標なし=1))
    assert text.endswith("、判定できないもの2（中止1・指標なし1）です。")
    assert "判定できない" not in themes.sentence(stands(順調=3))
    assert "すべてがまだ判定できません（未報告2）" in themes.sentence(stands(未報告=2))
    assert "これに直接当たるものは見当たりません" in themes.sentence(stands())


def test_a_theme_is_drawn_with_the_plans_page_and_its_measures() -> None:
    html = themes.card(stands(順調=1), KEPT)
    assert '<p class="note">求めます。（計画53ページ）</p>' in html
    assert 'href="goals-sheet?measure=1-1&amp;fiscal_year=2024&amp;edition=e"' in html


def test_what_a_theme_touches_is_escaped_and_leads_to_the_other_topics_page() -> None:
    nasty = measure_state("順調", measure_id=NASTY, name=NASTY)
    html = themes.beside(["<b>52</b>"], [Relation(nasty, "divide:reasons", NASTY)], KEPT, {"edition": "e"})
    assert "<script" not in html
    assert "データでは：<b>52</b>" in html
    assert "使わない理由を見る</a>" in html
    assert "edition=e" in html
    assert themes.beside([], [], KEPT, {}) == ""
    assert themes.beside([], [Relation(nasty, "unknown", "")], KEPT, {}) == ""
