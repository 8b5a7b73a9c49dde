from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from charts import theme
from charts.goals import trajectory, trajectory_axes, trajectory_words
from charts.goals.trajectory_axes import Canvas
from findings.events import Event
from findings.goals.marks import Mark, Touched
from findings.goals.trajectory import Drawing, Point, Projected
from stats.goals import state_words

BASELINE, TARGET = Point(date(2021, 3, 31), 5.0), Point(date(2025, 3, 31), 50.0)
REPORTED = [Point(date(2023, 3, 31), 20.0), Point(date(2024, 3, 31), 30.0)]


def drawn(**changes: Any) -> Drawing:
    arguments: dict[str, Any] = {
        "kind": "increase",
        "direction": "at_least",
        "unit": "件",
        "calendar": "fiscal",
        "baseline": BASELINE,
        "baseline_text": "5件",
        "target": TARGET,
        "target_text": "50件",
        "path_from": BASELINE.on,
        "reported": REPORTED,
        "partial": [],
        "context": [],
        "state": "やや遅れ",
    }
    return Drawing(**(arguments | changes))


def figure(**changes: Any) -> go.Figure:
    return trajectory.progress(drawn(**changes))


def held(kind: str, direction: str, target: float, *values: float, unit: str = "件") -> go.Figure:
    days = [date(2023, 3, 31), date(2024, 3, 31), date(2025, 3, 31)]
    return figure(
        kind=kind,
        direction=direction,
        unit=unit,
        target=Point(TARGET.on, target),
        path_from=None,
        reported=[Point(day, value) for day, value in zip(days, values, strict=False)],
    )


def trace(of: go.Figure, name: str) -> Any:
    (found,) = [one for one in of.data if one.name == name]
    return found


def names(of: go.Figure) -> set[str]:
    return {one.name for one in of.data}


def notes(of: go.Figure) -> list[str]:
    return [note.text for note in of.layout.annotations]


def test_a_way_is_drawn_with_path_target_and_every_report() -> None:
    found = figure()
    assert list(trace(found, "期待される経路").y) == [5, 50]
    assert list(trace(found, "実績").x) == [point.on for point in REPORTED]
    assert list(trace(found, "実績").text) == ["<b>20件</b>", "<b>30件</b>"]
    assert [shape.y0 for shape in found.layout.shapes] == [50]
    assert notes(found) == ["目標 50件"]
    assert trace(found, "基準").text[0] == "基準<br>5件"


def test_labels_stand_away_from_the_path() -> None:
    reported = [Point(date(2022, 3, 31), 40.0), Point(date(2024, 3, 31), 20.0)]
    assert list(trace(figure(reported=reported), "実績").textposition) == ["top center", "bottom center"]


def test_the_value_axis_begins_at_zero_and_carries_the_unit() -> None:
    axis = figure().layout.yaxis
    assert axis.range[0] == 0
    assert axis.range[1] > 50
    assert list(axis.ticktext) == ["0件", "10件", "20件", "30件", "40件", "50件", "60件"]


def test_ticks_are_whole_and_large_ones_count_in_man_all_alike() -> None:
    one = figure(target=Point(TARGET.on, 1), baseline=Point(BASELINE.on, 0), reported=[])
    assert list(one.layout.yaxis.ticktext) == ["0件", "1件"]
    large = figure(target=Point(TARGET.on, 100_000), baseline=Point(BASELINE.on, 135_392), reported=[])
    assert list(large.layout.yaxis.ticktext) == ["0件", "5万件", "10万件", "15万件"]
    assert notes(large) == ["目標 10万件"]
    assert trace(large, "基準").text[0] == "基準<br>13.5万件"


def test_a_long_unit_stands_at_the_labels_and_not_at_every_tick() -> None:
    found = figure(unit="教室/校")
    assert found.layout.yaxis.ticktext[1] == "10"
    assert notes(found) == ["目標 50教室/校"]


@pytest.mark.parametrize(
    ("canvas", "lines"),
    [(trajectory_axes.SCREEN, 3), (trajectory_axes.PAPER, 2), (trajectory_axes.PAPER_HALF, 3)],
)
def test_dates_run_across_where_the_width_is_known_and_they_have_room(canvas: Canvas, lines: int) -> None:
    found = trajectory.progress(drawn(), canvas)
    assert found.layout.height == canvas.height
    assert {text.count("<br>") + 1 for text in found.layout.xaxis.ticktext} == {lines}


def test_the_margin_on_the_right_holds_the_longest_label() -> None:
    short, long = figure(unit="件"), figure(unit="か国語")
    longer = len("か国語") - len("件")
    assert long.layout.margin.r - short.layout.margin.r == longer * trajectory_axes.SCREEN.text


def test_a_value_below_zero_is_not_cut_off() -> None:
    assert figure(reported=[Point(date(2023, 3, 31), -4.0)]).layout.yaxis.range[0] == -4


def test_the_time_axis_names_the_ends_of_fiscal_years_in_both_ways() -> None:
    axis = figure().layout.xaxis
    assert list(axis.ticktext) == [f"令和{year}<br>年度末<br>{2019 + year}.3" for year in range(2, 7)]
    assert list(axis.tickvals) == [date(year, 3, 31) for year in range(2021, 2026)]


def test_a_long_time_axis_names_every_second_year_and_the_last() -> None:
    axis = figure(
        calendar="calendar",
        target=Point(date(2024, 12, 31), 50.0),
        context=[Point(date(2016, 12, 31), 44.0)],
    ).layout.xaxis
    assert [tick.year for tick in axis.tickvals] == [2016, 2018, 2020, 2022, 2024]
    assert axis.ticktext[-1] == "令和6<br>年末<br>2024.12"


@pytest.mark.parametrize("state", state_words.STATES)
def test_reports_have_the_colour_of_the_state(state: str) -> None:
    assert trace(figure(state=state), "実績").marker.color == theme.STATES[state][0]


def test_a_report_on_the_targets_day_is_labelled_beside_the_target_without_touching_it() -> None:
    found = figure(reported=[*REPORTED, Point(TARGET.on, 49.0)])
    assert trace(found, "実績").text[-1] == trajectory.BLANK
    assert set(notes(found)) == {"目標 50件", "<b>実績 49件</b>"}
    places = [note.y for note in found.layout.annotations]
    low, high = found.layout.yaxis.range
    assert abs(places[0] - places[1]) > 20 / 380 * (high - low)


def test_the_projection_continues_the_last_report_with_its_interval() -> None:
    found = figure(projected=Projected(TARGET.on, 40.0, 28.0, 52.0))
    assert list(trace(found, "見込みの線").y) == [30, 40]
    bar = trace(found, "見込み").error_y
    assert (bar.array[0], bar.arrayminus[0]) == (12, 12)
    assert "見込み 40件" in notes(found)
    assert found.layout.yaxis.range[1] > 52


def test_a_milestone_moves_in_steps_beside_the_straight_path_it_is_judged_by() -> None:
    found = figure(
        kind="milestone",
        unit="年発行分",
        baseline=Point(BASELINE.on, 2010),
        target=Point(TARGET.on, 2013),
        reported=[Point(date(2023, 3, 31), 2011)],
    )
    assert trace(found, "実績").line.shape == "hv"
    assert trace(found, "期待される経路").line.shape is None
    axis = found.layout.yaxis
    assert list(axis.ticktext) == ["2009年", "2010年", "2011年", "2012年", "2013年"]
    assert trace(found, "基準").text[0] == "基準<br>2010年"
    assert notes(found) == ["目標 2013年"]


def test_a_sum_is_drawn_as_bars_that_stand_on_the_years_before() -> None:
    found = figure(
        kind="cumulative",
        baseline=Point(BASELINE.on, 0),
        path_from=date(2022, 4, 1),
        target=Point(TARGET.on, 12),
        reported=[Point(date(2023, 3, 31), 4), Point(date(2024, 3, 31), 3)],
    )
    assert list(trace(found, "実績").y) == [4, 3]
    assert list(trace(found, "実績").base) == [0, 4]
    assert list(trace(found, "前年度までの累計").y) == [0, 4]
    assert list(trace(found, "期待される経路").x) == [date(2022, 4, 1), TARGET.on]
    assert list(trace(found, "累計").text) == [
        "<b>累計 4件</b><br>この年 4件",
        "<b>累計 7件</b><br>この年 3件",
    ]


@pytest.mark.parametrize(("direction", "word"), [("at_least", "以上"), ("at_most", "以下")])
def test_what_is_kept_has_a_band_on_the_wanted_side(direction: str, word: str) -> None:
    found = held("keep", direction, 30, 32, 29)
    band = next(shape for shape in found.layout.shapes if shape.fillcolor == trajectory.GOOD_SIDE)
    low, high = found.layout.yaxis.range
    assert (band.y0, band.y1) == ((30, high) if direction == "at_least" else (low, 30))
    assert f"目標 30件{word}" in notes(found)
    assert "この範囲なら目標どおり" in notes(found)
    assert "期待される経路" not in names(found)


def test_events_of_a_zero_target_are_bars_and_quiet_years_are_marks() -> None:
    found = held("zero", "at_most", 0, 0, 2, 0)
    assert list(trace(found, "発生").y) == [2]
    assert trace(found, "発生").marker.color == theme.STATES["後退（発生）"][0]
    assert list(trace(found, "実績").y) == [0, 0]
    assert "目標 0件を続ける" in notes(found)


def test_a_baseline_in_words_is_written_not_drawn() -> None:
    found = figure(
        kind="text_baseline",
        unit="%",
        baseline=None,
        baseline_text="市政経営会議のみ",
        target=Point(TARGET.on, 80),
        path_from=None,
    )
    assert "基準" not in names(found)
    assert "基準は言葉だけ：<br>市政経営会議のみ" in notes(found)
    assert "目標 80%以上" in notes(found)


def test_published_values_and_part_years_are_grey() -> None:
    late = figure(late=[Point(date(2026, 3, 31), 61.0)])
    assert next(trace for trace in late.data if trace.name == "期限後の値").y == (61.0,)
    found = figure(context=[Point(date(2019, 3, 31), 44.0)], partial=[Point(date(2023, 9, 30), 3.0)])
    assert list(trace(found, "参考").text) == ["参考 44件"]
    assert list(trace(found, "年の途中").text) == ["年の途中 3件"]
    assert {trace(found, name).marker.color for name in ("参考", "年の途中")} == {theme.CONTEXT}


def test_only_the_newest_grey_value_is_named_so_that_neighbours_do_not_touch() -> None:
    found = figure(context=[Point(date(2018, 3, 31), 44.0), Point(date(2019, 3, 31), 45.0)])
    assert list(trace(found, "参考").text) == ["44件", "参考 45件"]


def test_of_labels_without_room_the_older_one_is_left_blank() -> None:
    close = [Point(date(2023, month, 1), 20.0) for month in range(1, 9)]
    texts = list(trace(figure(reported=close), "実績").text)
    assert texts[-1] == "<b>20件</b>"
    assert trajectory.BLANK in texts


def test_labels_of_a_falling_series_stand_away_from_its_target() -> None:
    found = figure(
        direction="at_most",
        kind="decrease",
        baseline=Point(date(2021, 12, 31), 112.0),
        target=Point(date(2024, 12, 31), 100.0),
        context=[Point(date(2019, 12, 31), 108.0), Point(date(2020, 12, 31), 81.0)],
    )
    assert list(trace(found, "参考").textposition) == ["top center", "bottom center"]
    assert trace(found, "基準").textposition == "top center"


def test_nothing_reported_leaves_baseline_path_and_target() -> None:
    assert names(figure(reported=[], state="未報告")) == {"期待される経路", "基準"}


def test_the_picture_in_words_names_everything_that_is_drawn() -> None:
    text = trajectory_words.in_words(
        drawn(projected=Projected(TARGET.on, 41.2, 28.0, 52.0)), "講座", "順調です。"
    )
    assert text == (
        "講座の推移。基準は5件、目標は50件。実績は令和4年度末 20件・令和5年度末 30件。"
        "令和6年度末の見込みは41件。順調です。"
    )
    assert "実績の報告はまだありません" in trajectory_words.in_words(drawn(reported=[]), "講座", "")
    assert "年度ごとの実績は令和4年度末 20件" in trajectory_words.in_words(
        drawn(kind="cumulative"), "講座", ""
    )


def test_a_remarkable_time_is_a_band_within_the_plane_named_over_it() -> None:
    corona = Event("新型コロナ（5類移行まで）", date(2020, 4, 7), date(2023, 5, 7), "who")
    marked = figure(events=[Mark(corona, [Touched(BASELINE.on, is_baseline=True)], "fiscal")])
    (band,) = [shape for shape in marked.layout.shapes if shape.fillcolor == theme.PERIOD]
    assert str(band.x1) == "2023-05-07"
    assert str(band.x0) == str(marked.layout.xaxis.range[0]) > "2020-04-07"
    assert "灰色の帯：新型コロナ" in notes(marked)
    assert marked.layout.margin.t > figure().layout.margin.t


def test_where_the_path_is_on_the_day_of_the_value_is_marked_away_from_the_value() -> None:
    expected = Point(date(2024, 3, 31), 38.75)
    found = figure(expected=expected)
    mark = trace(found, "予定")
    assert (list(mark.x), list(mark.y), list(mark.text)) == ([expected.on], [38.75], ["予定 38.8件"])
    assert mark.textposition[0].startswith("top")  # the value lies below the path
    assert "予定" not in names(figure())
    assert "令和5年度末の予定は38.8件。" in trajectory_words.in_words(drawn(expected=expected), "件数", "")
