from dataclasses import replace
from typing import Any

import pytest

from charts.accidents import target
from findings.accidents.target import Measure, Newest
from tests.charts.accidents.newest import NEWEST


def newest(**changes: Any) -> Newest:
    return replace(NEWEST, **changes)


def test_the_answer_names_count_target_and_chance() -> None:
    text = target.target_sentence(newest(year=2023))
    assert "令和5年に<b>112件</b>" in text
    assert "目標100件以下を上回っています" in text
    assert text.endswith("全国の件数がいまのままなら、目標の令和6年に100件以下になる確率は<b>52%</b>です。")


@pytest.mark.parametrize(("year", "called"), [(2021, "計画の基準の年"), (2020, "計画が始まる前の年")])
def test_a_year_before_the_plan_is_no_present(year: int, called: str) -> None:
    text = target.target_sentence(newest(year=year))
    assert (
        f"年（{called}）に<b>112件</b>でした。計画が始まってからの件数は、この版の記録にはありません。"
        in text
    )
    assert "上回って" not in text
    assert target.before_plan(newest(year=2022)) == ""


def test_from_the_targets_year_on_the_chance_is_that_of_the_next_year() -> None:
    over = newest(year=2024, chance_year=2025)
    assert target.chance_sentence(over) == (
        "全国の件数がいまのままなら、次の令和7年に100件以下になる確率は<b>52%</b>です。"
    )
    met = newest(year=2024, count=100, chance_year=2025)
    assert target.chance_sentence(met) == (
        "全国の件数がいまのままなら、次の令和7年も100件以下を保つ確率は<b>52%</b>です。"
    )


def test_a_measure_is_a_link_to_its_sheet() -> None:
    link = target.measure_link(Measure("6-2", "事故<b>"), "goals-sheet?measure=6-2&a=b")
    assert (
        link == '関わる施策：<a href="goals-sheet?measure=6-2&amp;a=b" target="_self">6-2 事故&lt;b&gt; ›</a>'
    )
    assert target.measure_link(None, "") == ""


def test_without_a_year_of_the_plan_that_is_said() -> None:
    assert target.not_yet_counted(NEWEST) == "計画が始まってからの件数は、この版の記録にはありません。"
    assert target.not_yet_counted(newest(year=2022)) == target.not_yet_counted(None) == ""


def test_without_a_forecast_no_chance_is_told() -> None:
    assert target.chance_sentence(None) == ""
    assert target.chance_sentence(newest(chance=None)) == ""
    assert target.target_sentence(newest(year=2023, chance=None)).endswith("上回っています。")


def test_a_count_equal_to_the_target_reaches_it() -> None:
    assert "上回って" not in target.target_sentence(newest(year=2023, count=100))


def test_the_answer_without_records_says_so() -> None:
    assert "のできる事故の記録は、この版に読み込まれていません。" in target.target_sentence(None)


def test_a_tiny_chance_is_not_called_none() -> None:
    assert "1%未満" in target.target_sentence(newest(chance=0.00001))


def test_accidents_lead_to_the_measure_they_tell_of() -> None:
    link = target.measure_link(Measure("6-2", "<安全>"), "goals-sheet?measure=6-2&years=x")
    assert 'href="goals-sheet?measure=6-2&amp;years=x"' in link
    assert "6-2 &lt;安全&gt; ›" in link
    assert target.measure_link(None, "") == ""
