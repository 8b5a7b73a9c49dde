import math
from dataclasses import replace

import pytest

from charts.accidents import backtest
from findings.accidents import backtest as finding
from findings.accidents.backtest import Backtest, Band, Example, Learnt, Result
from ingest.learn.methods import METHODS


def result(method: str, gain: float | None, **changes: object) -> Result:
    common = Result(
        stage="examination",
        method=method,
        prefectures=51,
        accidents=305_163,
        outside_share=0.011,
        gain=gain,
        gain_by_prefecture=gain,
        better_than_count=51,
        better_than_stated=50,
        caught_1=0.052,
        caught_5=0.177,
        recorded=246_097,
        held_share=None,
        own_caught_5=0.13,
    )
    return replace(common, **changes)


FOUND = Backtest(
    (
        result("shipped", math.log(1.3), caught_1=0.054, caught_5=0.179, held_share=0.899),
        result("local_500", math.log(1.27)),
        result("count", 0.0),
        result("gi_star", None, own_caught_5=None),
        result("powers_exact_180_1000", math.log(1.4), stage="choice"),
    ),
    Learnt(first_year=2019, last_year=2021, municipalities=1619),
    (Band(0, 20, 2.3, 2.2, 506_484), Band(20, 100, 27.4, 27.1, 12_586)),
)


def test_answer_tells_what_the_ranking_foretells_and_what_it_does_not() -> None:
    assert "<b>上位を選ぶ力はほとんど変わりません</b>" in backtest.methods_sentence(FOUND)
    times, first, fifth, _ = backtest.methods_grounds(FOUND)
    assert "件数だけで見込むときの1.30倍の割合" in times
    assert first == "上位1%の区画で起きた事故は5.4%で、件数だけなら5.2%でした。"
    assert fifth == "上位5%の区画で起きた事故は17.9%で、件数だけなら17.7%でした。"


def test_chart_shows_the_table_and_only_the_examination() -> None:
    figure = backtest.gains(FOUND)
    assert list(figure.data[0].x) == pytest.approx([1, 1.27, 1.3])
    assert (figure.data[0].textposition, figure.data[0].insidetextanchor) == ("inside", "start")
    table = backtest.table(FOUND)
    assert len(table) == 4
    assert table.iloc[0, 1] == "1.30倍"
    assert table.loc[table["手法"] == "Gi*"].iloc[0, 1] == "―"
    assert "件数だけの1.27倍" in backtest.gains_in_words(FOUND)


def test_how_often_intervals_held_is_told() -> None:
    text = backtest.interval_check(FOUND)
    assert "全国の246,097区画のうち89.9%で、2021年の件数がその範囲に入りました" in text


def test_how_chances_were_corrected_and_how_that_held_is_told() -> None:
    text = backtest.chance_check(FOUND)
    assert "全国1,619市区町村の2019～2020年の資料から計算した確率と2021年の実際を比べて" in text
    assert "20～100%とした12,586区画（平均27.4%）では27.1%でした。" in text


def test_candidates_are_named_in_words() -> None:
    table = backtest.candidates(FOUND)
    assert table["試した方法"].tolist() == ["近隣180m・1,000mの、べき乗の積（区画の中の位置も使う）"]
    constants = backtest.candidates(replace(FOUND, results=(result("count_0.05", 0.1, stage="choice"),)))
    assert constants["試した方法"].tolist() == ["記録の件数だけ（件数＋0.05）"]


def test_every_method_of_the_backtest_has_its_words() -> None:
    assert set(METHODS) == set(backtest.METHODS) == set(finding.METHODS)


def test_the_example_is_written_with_four_decimals() -> None:
    text = backtest.check(Example(((0, 3),), ((0.5, 2.70191),), ((1.0, 0.01234),)))
    assert all(f"<td>{value}</td>" in text for value in ("3", "2.7019", "0.0123"))


def test_how_levels_are_computed_carries_the_numbers_of_the_method() -> None:
    text = backtest.facts(FOUND)
    assert "標準偏差130mと1,000mの2つ" in text
    assert "この版の全域で30件に足りないとき" in text
    assert backtest.interval_check(FOUND) in text
