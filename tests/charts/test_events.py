"""Remarkable times: what they have part in, how they are drawn and told."""

from datetime import date

import pytest

from charts import events, theme
from charts.divide import gaps, over_years
from charts.goals import years
from findings.divide.gaps import Gap
from findings.events import Event
from findings.goals.marks import Mark, Touched
from stats.divide.inequality import Estimate
from stats.intervals import Interval

CORONA = Event("新型コロナ（5類移行まで）", date(2020, 4, 7), date(2023, 5, 7), "who")
LASTING = Event("様式変更", date(2024, 1, 1), None, "s")


def test_words_say_what_and_when_and_which_values() -> None:
    said = events.touched([Mark(CORONA, [Touched(date(2021, 3, 31), is_baseline=True)], "fiscal")])
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
    assert over_years.within([CORONA, LASTING], [2018, 2019]) == []
    assert over_years.within([CORONA, LASTING], [2019, 2021]) == [CORONA]
    drawn = [
        Gap(year, "人", False, "若", "高", (10.0, 50.0), 40.0, Estimate(0.4, 0.05, Interval(0.3, 0.5)), False)
        for year in (2019, 2024)
    ]
    figure = gaps.intervals(drawn, [CORONA])
    (band,) = [shape for shape in figure.layout.shapes if shape.fillcolor == theme.PERIOD]
    assert (band.x0, band.x1) == pytest.approx((2020 - 0.5 + 6 / 365, 2023 - 0.5 + 36 / 365))
    assert "灰色の帯：新型コロナ" in figure.layout.annotations[-1].text
    assert not [shape for shape in gaps.intervals(drawn).layout.shapes if shape.fillcolor == theme.PERIOD]
