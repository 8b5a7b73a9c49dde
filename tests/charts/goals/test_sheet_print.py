import re
from dataclasses import replace
from datetime import date
from typing import Any

from charts.goals import series_words, sheet, sheet_print
from findings.goals.sheet import Sheet
from findings.goals.trajectory import Drawing, Facts, Point, Worked
from stats.goals import projection, sensitivity
from stats.goals.pace import YearlyPace
from tests.findings.goals.made import LIMITS, judged, measure, measure_state, value

DAYS = date(2021, 3, 31), date(2022, 3, 31)


def test_values_stand_in_one_row_a_kind_and_one_column_a_period_and_empty_rows_are_left_out() -> None:
    html = sheet_print.across(
        {"実績": {DAYS[1]: "1,200"}, "参考": {}, "目標": {DAYS[0]: "<b>"}}, "件", "fiscal"
    )
    assert html.count("<tr>") == 3
    assert "参考" not in html
    assert "令和2<wbr>年度末<small>2021.3</small>" in html
    assert '<th scope="row">実績</th><td></td><td>1,200</td>' in html
    assert "単位：件" in html
    assert "<td>&lt;b&gt;</td>" in html


def test_cells_carry_no_unit_and_years_no_separator() -> None:
    assert sheet_print.value(1_303_598, "件") == "1,303,598"
    assert sheet_print.value(51.8, "%") == "51.8"
    assert sheet_print.value(2012, "年発行分") == "2012"
    assert sheet_print.reported_on(date(2022, 5, 9)) == "2022.5.9"


def test_parts_beside_one_another_leave_empty_ones_out() -> None:
    assert sheet_print.beside(["a", "", "b"]) == '<div class="pair"><div>a</div><div>b</div></div>'


def worked(year: int, number: float, **changes: Any) -> Worked:
    """Return a series that rises from 0 to 100 with a report for a year."""
    one = judged(year, value(number, date(year + 1, 3, 31)), **changes)
    indicator, judgement = one.indicator, one.judgement
    baseline, target = Point(indicator.baseline_on, 0.0), Point(indicator.target_on, 100.0)
    return Worked(
        series=one,
        context=[],
        late=[],
        drawing=Drawing(
            kind="increase", direction="at_least", unit="件", calendar="fiscal", baseline=baseline, baseline_text="0件",
            target=target, target_text="100件", path_from=baseline.on, reported=[Point(date(year + 1, 3, 31), number)],
            partial=[], context=[], state=judgement.state,
        ),
        facts=Facts(
            kind="increase", direction="at_least", unit="件", calendar="fiscal", baseline=0.0, target=100.0,
            starts_on=baseline.on, target_on=target.on, state=judgement.state, reason_code=judgement.reason_code,
            value=judgement.value, period_end=judgement.period_end, achieved=judgement.achieved,
            expected=judgement.expected, pace=judgement.pace, is_final=judgement.is_final,
        ),
        rulings=sensitivity.rulings(indicator.series, judgement, LIMITS),
        projection=projection.project(indicator.series, one.reports, date(year + 1, 3, 31), uncertainty="none"),
        pace=None,
        moved=None,
        sources=["reports"],
    )  # fmt: skip


def sheet_of(state: str, *series: Worked, **changes: Any) -> Sheet:
    chosen = measure_state(state, [one.series for one in series])
    nothing: dict[str, Any] = {
        "themes": [], "beside": [], "related": [], "chance": None, "before": None, "after": None,
    }  # fmt: skip
    return Sheet(2022, LIMITS, chosen, series, **(nothing | changes))


def test_one_of_several_series_carries_its_state_and_a_name_is_escaped() -> None:
    one = worked(2022, 33.0, name="<script>")
    assert "&lt;script&gt;（指標1-1）" in sheet_print.heading(one, is_alone=True)
    assert "順調" not in sheet_print.heading(one, is_alone=True)
    assert "順調" in sheet_print.heading(one, is_alone=False)


def test_under_a_picture_the_state_is_said_only_where_the_first_line_does_not() -> None:
    good, bad = worked(2022, 33.5), worked(2022, 5.0, indicator_id="1-1b")
    found = sheet_of("遅れ", good, bad)
    built_on = date(2023, 6, 30)
    said = sheet_print.beneath(good, found, built_on)
    assert "<td>33.5</td>" in said
    assert "計画の表記：基準 0件、目標 100件。" in said
    assert len(said) - len(sheet_print.beneath(good, sheet_of("順調", good), built_on)) > 10
    assert sheet_print.beneath(bad, found, built_on) == sheet_print.beneath(
        bad, sheet_of("遅れ", bad), built_on
    )


def test_the_rules_stand_beside_the_sum_only_while_there_is_a_way() -> None:
    on_the_way, over = worked(2022, 33.0), worked(2024, 90.0)
    assert sheet.SHORT_RULES["plan_path"] in sheet_print.workings(on_the_way, is_alone=False)
    assert "（指標1-1）" in sheet_print.workings(on_the_way, is_alone=False)
    assert sheet.RULES["plan_path"] in sheet_print.workings(on_the_way, is_alone=True)
    assert "（指標1-1）" not in sheet_print.workings(on_the_way, is_alone=True)
    assert '<table class="rules">' not in sheet_print.workings(over, is_alone=True)


def test_the_last_lines_say_how_states_are_earned_while_there_is_a_way_and_name_every_source() -> None:
    said = sheet_print.below(sheet_of("順調", worked(2022, 33.0)), "市「報告<1>」")
    assert "0.95以上は順調" in said
    assert "出典：市「報告&lt;1&gt;」" in said
    assert "0.95以上は順調" not in sheet_print.below(sheet_of("未達", worked(2024, 90.0)), "市")
    assert sheet_of("順調", worked(2022, 33.0)).sources == ["reports"]


def test_on_the_screen_what_earns_each_state_stands_under_the_rules() -> None:
    assert "0.95以上は順調" in sheet.ruled(worked(2022, 33.0), LIMITS)
    assert sheet.ruled(worked(2024, 90.0), LIMITS) == ""


def test_a_card_begins_with_the_name_and_state_of_the_measure_or_of_one_of_its_series() -> None:
    one, other = worked(2022, 33.0), worked(2022, 5.0, indicator_id="1-1b")
    assert re.fullmatch("<h2>1-1 施策1-1　.*▲ 順調</b></h2>", sheet.headed(one, sheet_of("順調", one)))
    assert re.fullmatch("<h2>指標1-1b　.*▼ 遅れ</b></h2>", sheet.headed(other, sheet_of("順調", one, other)))


def test_where_a_series_stands_is_told_with_where_it_should_be_and_what_each_year_must_bring() -> None:
    one = worked(2022, 33.0)
    drawing = replace(one.drawing, expected=Point(date(2023, 3, 31), 40.0))
    moving = replace(one, drawing=drawing, moved=13.0, pace=YearlyPace(16.5, 33.5, 2.0))
    said = re.sub("<[^>]+>", "", series_words.standing(moving).replace("</dd>", "\n"))
    assert said.split("\n")[:-1] == [
        "実績33件（令和4年度末）",
        "予定いまごろ40件のはず",
        "目標100件（令和6年度末）",
        "前の年度から+13件",
        "これから1年に+34件が必要",
        "担当課から理由・次の取組の記入なし",
    ]
    for_the_first_time = series_words.standing(replace(moving, moved=None))
    assert "平均して1年に<b>+16.5件</b>" in for_the_first_time


def test_what_a_department_wrote_is_told_with_who_did_and_what_it_left_out() -> None:
    one = judged(2022, value(33.0, date(2023, 3, 31), reason="<人手>", department="甲課"))
    said = series_words.standing(replace(worked(2022, 33.0), series=one))
    assert "<dt>理由</dt><dd>&lt;人手&gt;（甲課）</dd>" in said
    assert "<dt>次の取組</dt><dd>次の取組の記入なし</dd>" in said


def test_the_neighbours_of_a_sheet_are_led_to() -> None:
    links = sheet.turns(
        sheet_of("順調", before=measure("1-1"), after=measure("<2>")), {"fiscal_year": "令和4年度"}
    )
    assert 'rel="prev" href="goals-sheet?measure=1-1&amp;fiscal_year=' in links
    assert links.index("prev") < links.index("next")
    assert "<2>" not in links
    assert "<a " not in sheet.turns(sheet_of("順調"), {})
