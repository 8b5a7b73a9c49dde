from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from charts import theme
from charts.accidents import years
from findings.accidents.outlook import Ahead
from findings.accidents.years import Asked, Bases, Break, Marks, Nearest, Period, Way, YearCount
from stats.intervals import Interval
from tests.charts.accidents.newest import NEWEST

YEARS = [
    YearCount(2019, 107, 2, 2, 130, Interval(87.7, 129.3)),
    YearCount(2020, 81, 0, 0, 97, Interval(64.3, 100.7)),
    YearCount(2021, 112, 3, 4, 140, Interval(92.2, 134.8)),
]


BASES = [Bases(2020, 85, 81, 86, 82, 81.0, "context"), Bases(2021, 121, 112, 118, 109, 112.0, "plan")]


def with_counts(*counts: int, levels: list[tuple[float, float]] | None = None) -> list[YearCount]:
    """The three years with other counts, and other levels of the first of them."""
    rows = [replace(one, accidents=count) for one, count in zip(YEARS, counts, strict=True)]
    for place, level in enumerate(levels or []):
        rows[place] = replace(rows[place], level=Interval(*level))
    return rows


def marked(year: int, **marks: bool) -> list[YearCount]:
    return [replace(one, **marks) if one.year == year else one for one in YEARS]


def per_year(rows: list[YearCount] = YEARS, **changes: Any) -> go.Figure:
    arguments: dict[str, Any] = {"target": NEWEST, "marks": Marks()}
    return years.per_year(rows, **(arguments | changes))


def notes(drawn: go.Figure) -> list[str]:
    return [note.text for note in drawn.layout.annotations]


UNTOLD = [
    replace(BASES[0], by_year_of_occurrence_without_motorway=None),
    replace(BASES[1], by_file_year_without_motorway=None, by_year_of_occurrence_without_motorway=None),
]


def test_bars_begin_at_zero_and_leave_room_above() -> None:
    drawn = per_year()
    (bars,) = drawn.data
    assert list(bars.y) == [107, 81, 112]
    assert drawn.layout.yaxis.range[0] == 0
    assert drawn.layout.yaxis.range[1] > 112
    assert drawn.layout.yaxis.ticksuffix == "件"


def test_the_years_ahead_are_ranges_with_their_ends() -> None:
    ahead = (Ahead(2022, 89, 137, None), Ahead(2023, 85, 141, 0.3))
    drawn = per_year(ahead=ahead)
    ranges = drawn.data[1]
    assert list(ranges.x) == [2022, 2023]
    assert list(ranges.base) == [89, 85]
    assert [low + height for low, height in zip(ranges.base, ranges.y, strict=True)] == [137, 141]
    assert "89～<br>137件" in notes(drawn)
    assert any("水色：見通し（80%の幅）" in text for text in notes(drawn))
    assert drawn.layout.xaxis.ticktext[-1] == "令和<br>5年<br>2023"
    assert drawn.layout.yaxis.range[1] > 141
    table = years.per_year_table(YEARS, ahead=ahead)
    assert table["事故（件）"].tolist()[:3] == [107, 81, 112]
    assert table["事故（件）"].isna().tolist() == [False] * 3 + [True] * 2
    assert table["見通し（80%の幅）上"].tolist()[3:] == [137, 141]


def test_the_baseline_year_is_called_the_baseline() -> None:
    assert [text.endswith("<br>基準") for text in per_year().layout.xaxis.ticktext] == [False, False, True]
    assert not any("基準" in text for text in per_year(target=None).layout.xaxis.ticktext)
    defined = years.per_year_defined(YEARS, Asked(frozenset()), Marks(), other="他", target=NEWEST)
    assert "令和3年は計画の基準の年です。" in defined


def test_every_year_is_named_as_long_as_there_is_room() -> None:
    seven = [replace(YEARS[0], year=2015 + at) for at in range(7)]
    assert len(per_year(seven).layout.xaxis.tickvals) == 7
    eight = [replace(YEARS[0], year=2015 + at) for at in range(8)]
    assert len(per_year(eight).layout.xaxis.tickvals) == 4


def test_the_target_is_a_line_named_above_the_bars() -> None:
    drawn = per_year()
    assert [line.y0 for line in drawn.layout.shapes] == [100]
    (name,) = [note for note in drawn.layout.annotations if "目標 100件以下（令和6年）" in note.text]
    assert (name.yref, name.y, name.yanchor) == ("paper", 1, "bottom")
    assert drawn.layout.xaxis.range[1] < 2022
    assert drawn.layout.xaxis.ticktext[0] == "令和<br>元年<br>2019"
    assert drawn.layout.xaxis.tickangle == 0


def test_no_target_where_the_bars_count_something_else() -> None:
    drawn = per_year(target=None)
    assert not drawn.layout.shapes
    assert not any("目標" in text for text in notes(drawn))
    assert drawn.layout.xaxis.range[1] < 2022


def test_an_incomplete_year_is_hatched_and_named() -> None:
    rows = marked(2021, is_incomplete=True)
    drawn = per_year(rows)
    assert list(drawn.data[0].marker.pattern.shape) == ["", "", "/"]
    assert drawn.data[0].marker.color[2] == theme.CONTEXT
    assert "<b>112</b><br>一部" in notes(drawn)
    assert years.per_year_table(rows)["資料"].tolist() == ["そろっている", "そろっている", "一部"]
    assert "資料" not in years.per_year_table(YEARS).columns
    assert "令和2年（2020年） 81件、令和3年（2021年） 112件（一部）。" in years.per_year_in_words(rows)


def test_a_year_without_an_interval_leaves_its_bounds_empty() -> None:
    rows = [*YEARS[:2], replace(YEARS[2], level=None, is_incomplete=True)]
    table = years.per_year_table(rows)
    assert table["水準の95%区間 下"].notna().tolist() == [True, True, False]


def test_a_number_without_room_in_its_bar_stands_over_it() -> None:
    rows = with_counts(3, 81, 112, levels=[(0.6, 8.8)])
    part = [replace(rows[0], is_incomplete=True), *rows[1:]]
    short = next(note for note in per_year(part).layout.annotations)
    assert short.text == "<b>3</b><br>一部"
    assert (short.y, short.yanchor, short.font.color) == (3, "bottom", theme.INK)
    tall = per_year(rows).layout.annotations[2]
    assert (tall.y, tall.yanchor) == (56, "middle")


def test_years_that_are_not_counted_are_named() -> None:
    assert years.left_out({2021, 2018}) == (
        "発生年の平成30年・令和3年は、前後の年の資料にも記録があり件数がそろわないため、含めていません。"
    )
    assert years.left_out([]) == ""
    assert years.per_year_in_words([]) == "1年分の資料がそろった年がありません。"


def test_what_happened_is_named_over_its_years() -> None:
    marks = Marks(
        (Break(2022, "次の変更"), Break(2020, "用紙の変更")), (Period("流行（春から夏）", 2019.8, 2020.2),)
    )
    drawn = per_year(marks=marks)
    assert [note.x for note in drawn.layout.annotations if note.text == "様式変更"] == [2019.5]
    assert "流行" in notes(drawn)
    assert len(drawn.layout.shapes) == 1  # the target's line alone
    assert years.marks_in_words(YEARS, marks) == "図の上の言葉：用紙の変更、流行（春から夏）。"
    assert not years.marks_in_words(YEARS, Marks((Break(2022, "次の変更"),), (Period("昔", 2010, 2011),)))


def test_the_other_definition_stands_in_the_table() -> None:
    table = years.per_year_table(YEARS, ("高速道路を含む", {2019: 110, 2020: 81, 2021: 190}))
    assert table["参考：高速道路を含む（件）"].tolist() == [110, 81, 190]


def test_the_other_definitions_in_words() -> None:
    assert years.others_in_words(300, {"高速道路を含む": 1304}) == (
        "定義を変えた場合（いまの定義では300件）：高速道路を含むなら1,304件。"
    )


def test_a_year_without_accidents_shows_its_zero_in_ink() -> None:
    drawn = per_year(with_counts(3, 0, 2, levels=[(0.6, 8.8), (0.0, 3.7), (0.2, 7.2)]), target=None)
    (zero,) = [note for note in drawn.layout.annotations if note.text == "<b>0</b>"]
    assert zero.font.color == theme.INK
    assert zero.yanchor == "bottom"


def test_the_table_holds_what_is_drawn() -> None:
    table = years.per_year_table(YEARS)
    assert table["事故（件）"].tolist() == [107, 81, 112]
    assert table["年"].tolist()[0] == "令和元年（2019年）"
    assert table["水準の95%区間 上"].tolist()[2] == 134.8


def test_the_years_in_words_contain_every_number() -> None:
    assert years.per_year_in_words(YEARS) == (
        "令和元年（2019年） 107件、令和2年（2020年） 81件、令和3年（2021年） 112件。"
    )


def test_ways_of_counting_side_by_side() -> None:
    table = years.bases_table(
        [BASES[0], replace(BASES[1], published=None, published_origin=None)], is_sample=False
    )
    assert table["公表値・報告値"].tolist() == ["81", "—"]
    assert table["出どころ"].tolist() == ["公表値（新聞記事）", "—"]
    assert table["資料年次・高速道路を除く"].tolist() == ["81", "112"]
    assert table["発生年・高速道路を除く"].tolist() == ["82", "109"]
    assert table["発生年・高速道路を含む"].tolist() == ["86", "118"]


def test_the_answer_on_ways_of_counting_names_all_of_them() -> None:
    assert years.bases_said(BASES, is_sample=False) == [
        "令和3年（2021年）は、資料年次で高速道路を除くと112件です。",
        "資料年次で高速道路を含めると121件です。",
        "発生年で高速道路を除くと109件です。",
        "発生年で高速道路を含めると118件です。",
        "公表値（計画）は112件です。",
    ]
    alone = [replace(BASES[1], published=None, published_origin=None)]
    assert "公表値" not in "".join(years.bases_said(alone, is_sample=False))


@pytest.mark.parametrize(
    ("is_sample", "said"), [(True, "担当課の報告（合成）は112件"), (False, "担当課の報告は112件")]
)
def test_a_report_is_not_called_published(is_sample: bool, said: str) -> None:
    rows = [replace(one, published_origin="report") for one in BASES]
    text = "".join(years.bases_said(rows, is_sample=is_sample))
    assert said in text
    assert "公表値" not in text
    table = years.bases_table(rows, is_sample=is_sample)
    assert all(("（合成）" in origin) == is_sample for origin in table["出どころ"])


def test_the_nearest_way_of_counting_is_named_but_not_of_synthetic_records() -> None:
    best = Nearest((Way.BY_FILE_YEAR_WITHOUT_MOTORWAY,), 2)
    assert years.bases_note(best, is_sample=False).endswith(
        "公表値か報告のある2年でみて、それに最も近いのは「資料年次・高速道路を除く」です。"
    )
    assert "最も近い" not in years.bases_note(best, is_sample=True)
    assert "最も近い" not in years.bases_note(None, is_sample=False)


def test_ways_of_counting_that_come_equally_near_are_all_named() -> None:
    note = years.bases_note(
        Nearest((Way.BY_FILE_YEAR_WITHOUT_MOTORWAY, Way.BY_FILE_YEAR), 2), is_sample=False
    )
    assert "最も近いのは「資料年次・高速道路を除く」・「資料年次・高速道路を含む」で、差は同じです。" in note


def test_a_year_without_its_motorway_file_has_no_count_without_motorways() -> None:
    table = years.bases_table(UNTOLD, is_sample=False)
    assert table["資料年次・高速道路を除く"].tolist() == ["81", "高速道路を見分けられない"]
    assert table["資料年次・高速道路を含む"].tolist() == ["85", "121"]
    text = "".join(years.bases_said(UNTOLD, is_sample=False))
    assert "令和3年（2021年）は高速道路を見分けられない年です" in text
    assert "除くと" not in text
    assert "資料年次で121件" in text


def test_an_untold_year_is_marked_in_chart_table_and_words() -> None:
    rows = marked(2021, is_untold=True)
    drawn = per_year(rows)
    assert list(drawn.data[0].marker.pattern.shape) == ["", "", "/"]
    assert any("高速<br>込み" in str(note.text) for note in drawn.layout.annotations)
    table = years.per_year_table(rows)
    assert table["資料"].tolist() == ["そろっている", "そろっている", "高速道路を見分けられない"]
    assert "112件（高速道路を見分けられない）" in years.per_year_in_words(rows)
    assert years.left_out((), {2021}).startswith("令和3年は、高速票がなく高速道路を見分けられない年で")
