import math

import pandas as pd
import pytest

from charts import method
from tests.benchmarks.backtest import METHODS


def results() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "method": ["shipped", "local_500", "count", "gi_star", "powers_exact_180_1000"],
            "stage": ["examination"] * 4 + ["choice"],
            "prefectures": 51,
            "accidents": 305_163,
            "outside_share": 0.011,
            "gain": [math.log(1.3), math.log(1.27), 0.0, None, math.log(1.4)],
            "gain_by_prefecture": [0.4, 0.3, 0.0, None, 0.5],
            "better_than_count": [51, 51, 0, 0, 51],
            "better_than_stated": [50, 0, 0, 0, 48],
            "caught_1": [0.054, 0.053, 0.052, 0.03, 0.05],
            "caught_5": [0.179, 0.178, 0.177, 0.13, 0.14],
            "recorded": 246_097,
            "held_share": [0.899, None, None, None, None],
            "own_gain": [0.5, 0.4, 0.0, None, 0.3],
            "own_caught_5": [0.14, 0.13, 0.13, 0.1, None],
        }
    )


def test_answer_tells_what_the_ranking_foretells_and_what_it_does_not() -> None:
    text = method.answer(results())
    assert "51の警察の区域のうち<b>51</b>で件数だけ" in text
    assert "<b>50</b>で近隣500m" in text
    assert "<b>17.9%</b>（件数だけなら17.7%）" in text


def test_chart_shows_the_table_and_only_the_examination() -> None:
    figure = method.gains(results())
    assert list(figure.data[0].x) == pytest.approx([1, 1.27, 1.3])
    assert (figure.data[0].textposition, figure.data[0].insidetextanchor) == ("inside", "start")
    table = method.table(results())
    assert len(table) == 4
    assert table.iloc[0, 1] == "1.30倍"
    assert table.loc[table["手法"] == "Gi*"].iloc[0, 1] == "―"
    assert "件数だけの1.27倍" in method.gains_in_words(results())


def test_how_often_intervals_held_is_told() -> None:
    text = method.interval_check(results())
    assert "全国の246,097区画のうち89.9%で、2021年の件数がその範囲に入りました" in text


def test_candidates_are_named_in_words() -> None:
    table = method.candidates(results())
    assert table["試した方法"].tolist() == ["近隣180m・1,000mの、べき乗の積（区画の中の位置も使う）"]


def test_every_method_of_the_backtest_has_its_words() -> None:
    assert set(METHODS) == set(method.METHODS)
