"""Remarkable times: what they have part in, how they are drawn and told."""

from datetime import date

import pandas as pd
import pytest

from charts import events
from charts.divide import gaps, shares
from charts.events import Event, Mark
from charts.goals import years
from charts.goals.trajectory_words import Point
from findings.goals import events as events_finding

CORONA = Event("新型コロナ（5類移行まで）", date(2020, 4, 7), date(2023, 5, 7))
LASTING = Event("様式変更", date(2024, 1, 1), None)


@pytest.mark.parametrize(
    ("event", "begins", "ends", "touched"),
    [
        (CORONA, date(2020, 4, 1), date(2021, 3, 31), True),
        (CORONA, date(2023, 5, 7), date(2023, 5, 7), True),
        (CORONA, date(2023, 5, 8), date(2024, 3, 31), False),
        (CORONA, date(2019, 4, 1), date(2020, 4, 6), False),
        (LASTING, date(2025, 4, 1), date(2026, 3, 31), True),
        (LASTING, date(2023, 4, 1), date(2023, 12, 31), False),
    ],
)
def test_a_period_is_touched_that_has_a_day_of_the_event(
    event: Event, begins: date, ends: date, touched: bool
) -> None:
    assert event.touches(begins, ends) == touched


@pytest.mark.parametrize(
    ("period_type", "calendar", "touched"),
    [
        ("yearly", "fiscal", ["基準（令和2年度末）", "実績（令和4年度末）", "実績（令和5年度末）"]),
        ("level", "fiscal", ["基準（令和2年度末）", "実績（令和4年度末）"]),
    ],
)
def test_a_level_is_of_its_day_and_a_count_of_its_whole_year(
    period_type: str, calendar: str, touched: list[str]
) -> None:
    indicator = pd.Series(
        {"period_type": period_type, "calendar": calendar, "baseline_on": pd.Timestamp(2021, 3, 31)}
    )
    reported = [Point(date(year, 3, 31), 1.0) for year in (2023, 2024, 2025)]
    assert events_finding.of([CORONA], indicator, reported) == [Mark(CORONA, touched)]
    assert events_finding.of([LASTING], indicator, reported[:1]) == []


def test_words_say_what_and_when_and_which_values() -> None:
    said = events.touched([Mark(CORONA, ["基準（令和2年度末）"])])
    assert said.startswith(
        "灰色の帯は新型コロナ（5類移行まで）の期間（令和2年4月7日（2020年）～令和5年5月7日"
    )
    assert said.endswith("基準（令和2年度末）は、この期間（一部だけの年を含む）の値です。")
    assert "令和6年1月1日（2024年）から）" in events.sentence(LASTING)
    assert events.touched([]) == ""


def test_the_table_of_years_says_in_which_years_and_how_many_baselines() -> None:
    said = years.times([CORONA], [2022, 2023, 2024], {CORONA.label: 53})
    assert "は令和4年度・令和5年度に重なり、53指標の基準が、この期間（一部だけの年を含む）の値です。" in said
    assert years.times([CORONA], [2024], {CORONA.label: 0}) == ""


def test_surveys_over_the_years_stand_before_the_times_they_lie_in() -> None:
    assert shares.within([CORONA, LASTING], [2018, 2019]) == []
    assert shares.within([CORONA, LASTING], [2019, 2021]) == [CORONA]
    drawn = [
        gaps.Gap(year, "人", "若", "高", (10.0, 50.0), 40.0, 30.0, 50.0, is_favourable=False)
        for year in (2019, 2024)
    ]
    figure = gaps.intervals(drawn, [CORONA])
    (band,) = [shape for shape in figure.layout.shapes if shape.fillcolor == events.GROUND]
    assert (band.x0, band.x1) == pytest.approx((2020 - 0.5 + 6 / 365, 2023 - 0.5 + 36 / 365))
    assert "灰色の帯：新型コロナ" in figure.layout.annotations[-1].text
    assert not [shape for shape in gaps.intervals(drawn).layout.shapes if shape.fillcolor == events.GROUND]
