import math

import pandas as pd
import pytest

from charts.accidents import backtest
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
    text = backtest.answer(results())
    assert "件数だけで見込むときの<b>1.30倍</b>の割合" in text
    assert "上位の区画を選び出す力は<b>ほとんど変わりません</b>" in text
    assert "上位1%の区画で起きた事故は5.4%（件数だけなら5.2%）" in text
    assert "上位5%の区画で起きた事故は17.9%（件数だけなら17.7%）" in text
    assert "順位より" not in text


def test_chart_shows_the_table_and_only_the_examination() -> None:
    figure = backtest.gains(results())
    assert list(figure.data[0].x) == pytest.approx([1, 1.27, 1.3])
    assert (figure.data[0].textposition, figure.data[0].insidetextanchor) == ("inside", "start")
    table = backtest.table(results())
    assert len(table) == 4
    assert table.iloc[0, 1] == "1.30倍"
    assert table.loc[table["手法"] == "Gi*"].iloc[0, 1] == "―"
    assert "件数だけの1.27倍" in backtest.gains_in_words(results())


def test_how_often_intervals_held_is_told() -> None:
    text = backtest.interval_check(results())
    assert "全国の246,097区画のうち89.9%で、2021年の件数がその範囲に入りました" in text


def test_how_chances_were_corrected_and_how_that_held_is_told() -> None:
    learnt = pd.DataFrame({"municipalities": [1619], "first_year": [2019], "last_year": [2021]})
    bands = pd.DataFrame(
        {
            "least_pct": [0, 20],
            "most_pct": [20, 100],
            "foretold_pct": [2.3, 27.4],
            "came_pct": [2.2, 27.1],
            "cells": [506484, 12_586],
        }
    )
    text = backtest.chance_check(learnt, bands)
    assert "全国1,619市区町村の2019～2020年の資料から計算した確率と2021年の実際を比べて" in text
    assert "20～100%とした12,586区画（平均27.4%）では27.1%でした。" in text


def test_candidates_are_named_in_words() -> None:
    table = backtest.candidates(results())
    assert table["試した方法"].tolist() == ["近隣180m・1,000mの、べき乗の積（区画の中の位置も使う）"]
    constants = backtest.candidates(results().assign(stage="choice", method="count_0.05"))
    assert set(constants["試した方法"]) == {"記録の件数だけ（件数＋0.05）"}


def test_every_method_of_the_backtest_has_its_words() -> None:
    assert set(METHODS) == set(backtest.METHODS)
