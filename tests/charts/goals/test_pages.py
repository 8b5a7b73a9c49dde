"""Sentences and HTML of the pages of the goals: nothing given is trusted, and words say no more than the numbers."""

import pandas as pd
import pytest

from charts import theme
from charts.goals import editions, reporting, years
from charts.goals import themes as themes_chart
from charts.goals.reporting import Missing
from charts.goals.themes import Relation, Theme
from charts.goals.years import Cell, Line

NASTY = '<script>"道"</script>'
COUNTS = dict.fromkeys(theme.STATES, 0)


def line(**changes: object) -> Line:
    given = {
        "indicator_id": "9-12",
        "name": "登録者数",
        "unit": "人",
        "parameters": {"measure": "9-12"},
        "baseline": "2,528人",
        "target": "10,000人",
        "cells": {2022: Cell("未報告", ""), 2023: Cell("順調", "7,365人", "令和5年10月31日時点")},
        "word": "比較できない",
        "reason_code": "part_year",
        "difference": None,
    }
    return Line(**(given | changes))


def test_the_table_of_years_escapes_what_it_is_given() -> None:
    cells = {2023: Cell("順調", NASTY, NASTY)}
    nasty = line(indicator_id=NASTY, name=NASTY, baseline=NASTY, target=NASTY, cells=cells)
    html = years.table([nasty], [2023], 2023)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 6


def test_a_cell_of_a_part_year_names_its_day_and_an_unreported_one_its_word() -> None:
    html = years.table([line()], [2022, 2023], 2023)
    assert "<b>○ 未報告</b></td>" in html
    assert "<b>▲ 順調</b><span>7,365人</span><small>令和5年10月31日時点</small>" in html
    assert "– 比較できない</b><small>年の途中の値</small>" in html


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
    unit: str, difference: float, reason_code: str, detail: str
) -> None:
    changed = line(unit=unit, difference=difference, reason_code=reason_code, word="横ばい")
    assert f"<small>{detail}</small>" in years.table([changed], [2023], 2023)


def test_the_saved_years_carry_values_and_states() -> None:
    saved = years.saved([line()], [2022, 2023], [{2022: None, 2023: 7365.0}])
    assert saved["令和5年度の値"].tolist() == [7365.0]
    assert saved["令和4年度の状態"].tolist() == ["未報告"]
    assert saved["比べた結果の説明"].tolist() == ["年の途中の値"]


def test_editions_are_compared_in_words() -> None:
    nothing = dict.fromkeys(editions.HEADINGS, 0)
    assert "違いはありません" in editions.answer(nothing, "a", "b")
    text = editions.answer(nothing | {"corrected": 2}, "a", NASTY)
    assert "<b>直された値2件</b>" in text
    assert "<script" not in text
    assert editions.mixed("real", "real") == ""
    assert "実在しません" in editions.mixed("sample", "real")


def test_the_smallest_correction_is_seen() -> None:
    row = pd.Series(
        {"value": 12.34, "value_text": None, "state": None, "numerator": 5, "denominator": 9}
        | {"is_part_year": True}
    )
    assert editions.reported(row, "%") == "12.34%・9のうち5・年の途中の値"
    assert editions.reported(None, "%") == "なし"
    assert editions.state(None) == "施策なし"


def test_what_is_to_be_reported_is_escaped_and_leads_to_its_sheet() -> None:
    missing = Missing(NASTY, NASTY, NASTY, NASTY, NASTY, NASTY, NASTY, {"measure": "9-12"})
    html = reporting.to_report({NASTY: [missing]})
    assert "<script" not in html
    assert 'href="goals-sheet?measure=9-12"' in html
    assert "残っている課はありません" in reporting.to_report({})


@pytest.mark.parametrize(
    ("reported", "partly", "words"),
    [(0, 0, "まだ1件もありません"), (54, 0, "すべてに報告があります"), (54, 1, "うち年の途中の値だけ1")],
)
def test_how_much_was_reported(reported: int, partly: int, words: str) -> None:
    assert words in reporting.answer("令和5年度", 54, reported, partly, 3)


def test_what_is_asked_for_follows_the_kind_of_period() -> None:
    asked = [
        reporting.asked(kind, "令和5年度末", "令和5年度", unit)
        for kind, unit in (("level", "人"), ("yearly", "件"), ("yearly", "%"))
    ]
    assert asked == ["令和5年度末の時点の値", "令和5年度の1年間の数", "令和5年度の1年間の割合"]


def test_bars_of_completeness_begin_at_zero_and_carry_their_numbers() -> None:
    rows = pd.DataFrame({"group": ["こども課"], "series": [3], "reported": [1], "newest": [None]})
    figure = reporting.completeness(rows)
    assert figure.layout.xaxis.range[0] == 0
    assert figure.data[0].text[0] == "1 / 3"
    assert "こども課 3のうち1" in reporting.completeness_in_words(rows, "担当課")


def themes(*bad: int) -> list[Theme]:
    return [
        Theme("提言", number, f"名前{number}", "求めます。", 53, COUNTS | {"遅れ": late, "順調": 5})
        for number, late in enumerate(bad, start=1)
    ]


def test_the_themes_with_most_late_measures_are_named() -> None:
    text = themes_chart.answer(themes(1, 2), "令和5年度")
    assert "<b>提言2「名前2」（7施策のうち2）</b>で、割合でも最も大きくなっています" in text
    assert "遅れ・後退はありません" in themes_chart.answer(themes(0, 0), "令和5年度")
    silent = Theme("提言", 1, "名前", "求めます。", 53, COUNTS | {"未報告": 3, "遅れ": 1})
    assert "言えません" in themes_chart.answer([silent], "令和5年度")


def test_a_large_theme_is_not_called_worst_where_a_small_one_has_the_larger_share() -> None:
    large = Theme("提言", 1, "大", "求めます。", 53, COUNTS | {"遅れ": 5, "順調": 20})
    small = Theme("提言", 2, "小", "求めます。", 53, COUNTS | {"遅れ": 3, "順調": 7})
    text = themes_chart.answer([large, small], "令和5年度")
    assert (
        "<b>提言1「大」（25施策のうち5）</b>、割合が最も大きいのは<b>提言2「小」（10施策のうち3）</b>です"
        in text
    )


def test_measures_that_are_not_judged_are_named_by_their_reason() -> None:
    theme = Theme("提言", 1, "名前", "求めます。", 53, COUNTS | {"順調": 3, "中止": 1, "指標なし": 1})
    assert "判定できないものが2（中止1・指標なし1）です" in themes_chart.sentence(theme, "令和5年度")
    judged = Theme("提言", 1, "名前", "求めます。", 53, COUNTS | {"順調": 3})
    assert themes_chart.sentence(judged, "令和5年度").endswith("判定できないものが0です。")


def test_relations_are_escaped() -> None:
    relation = Relation(NASTY, {"measure": NASTY}, "divide", NASTY, {"edition": "e"}, NASTY)
    assert "<script" not in themes_chart.relations([relation])
    assert themes_chart.relations([]) == ""
