from itertools import pairwise

import pytest

from charts import theme
from charts.divide import over_years
from findings.divide.shares import Share

ROWS = [
    Share(2022, "18～29歳", 28, 3, 10.7),
    Share(2022, "70歳以上", 300, 180, 60.0),
    Share(2023, "18～29歳", 70, 6, 8.6),
    Share(2023, "70歳以上", 320, 170, 53.1),
]


def notes(figure: theme.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_every_age_over_the_years_has_its_ribbon_and_its_name() -> None:
    figure = over_years.lines(ROWS)
    ribbons = [trace for trace in figure.data if trace.fill == "toself"]
    assert len(ribbons) == 2
    assert list(ribbons[0].y) == pytest.approx([27.2, 17.5, 4.0, 3.7], abs=0.05)
    assert "70歳以上 <b>53.1%</b>" in notes(figure)
    assert figure.layout.yaxis.range[0] == 0


def test_names_at_the_end_of_lines_keep_apart_and_stay_inside() -> None:
    close = [
        Share(2023, f"{place}歳", 100, round(pct), pct)
        for place, pct in enumerate((1.0, 2.0, 3.0, 97.0, 98.0, 99.0))
    ]
    heights = sorted(note.y for note in over_years.lines(close).layout.annotations)
    assert len(heights) == 6
    assert heights[0] >= 0
    assert heights[-1] <= 100
    assert min(b - a for a, b in pairwise(heights)) >= 6


def test_years_on_a_narrow_axis_name_the_era_once() -> None:
    assert over_years.year_ticks([2017, 2018, 2019, 2020]) == ["29年度<br>平成", "30", "元年度<br>令和", "2"]
