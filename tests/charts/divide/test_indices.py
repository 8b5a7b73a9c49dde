from dataclasses import replace

import pytest

from charts.divide import indices
from findings.divide.indices import Reading

GAP = Reading("difference", False, False, False, 52.4, 44.0, 60.8, (61.2, 8.8), None, is_favourable=False)
TIMES = replace(GAP, code="ratio", is_relative=True, value=6.94, low=3.22, high=15.0)
SLOPE = replace(
    GAP, code="sii", is_complex=True, is_ordered=True, value=73.3, low=67.3, high=79.2, ends=(75.8, 2.5)
)


def test_a_reading_says_who_is_worse_off_and_by_how_much() -> None:
    assert "年齢の高い側が52.4ポイント分不利です" in indices.reading(GAP)
    assert "年齢の高い側が6.9倍の開きで不利です" in indices.reading(TIMES)
    assert "最も高齢の端で75.8%、最も若い端で2.5%" in indices.reading(SLOPE)
    younger = replace(TIMES, value=0.5, low=0.3, high=0.8)
    assert "年齢の若い側が2.0倍の開きで不利です" in indices.reading(younger)
    neutral = replace(GAP, is_favourable=None)
    assert "割合が高い" in indices.reading(neutral)


@pytest.mark.parametrize(("one", "low", "high"), [(GAP, -1.0, 3.0), (TIMES, 0.9, 1.4)])
def test_an_interval_over_no_difference_claims_none(one: Reading, low: float, high: float) -> None:
    assert "差があるとはいえません" in indices.reading(replace(one, low=low, high=high))


@pytest.mark.parametrize("off", list(indices.OFF))
def test_a_measure_that_is_off_says_why_and_shows_no_number(off: str) -> None:
    one = replace(GAP, value=None, low=None, high=None, ends=None, off=off)
    assert indices.reading(one) == indices.OFF[off]
    row = indices.table([one]).iloc[0]
    assert row["値"] in ("—", "0")
    assert row["95%区間"] == "—"
    assert "計算なし" in indices.in_words([one])


def test_attributable_measures_are_read_as_what_is_to_be_gained() -> None:
    risk = replace(GAP, code="par", is_complex=True, value=20.2, low=13.4, high=27.1, ends=(29.0, 8.8))
    fraction = replace(risk, code="paf", is_relative=True, value=69.6, low=46.6, high=92.6)
    assert "計算の上で29.0%から8.8%へ、20.2ポイント良くなります" in indices.reading(risk)
    assert "いまの全体の割合（29.0%）の70%に当たります" in indices.reading(fraction)
    assert indices.table([fraction]).iloc[0]["95%区間"] == "46.6%～92.6%"


def test_points_are_the_difference_of_the_two_shares_as_they_are_shown() -> None:
    """25.66 - 8.82 = 16.84, but 25.7 and 8.8 are on the screen."""
    risk = replace(GAP, code="par", is_complex=True, value=16.84, low=10.6, high=23.1, ends=(25.66, 8.82))
    assert "25.7%から8.8%へ、16.9ポイント良くなります" in indices.reading(risk)
    younger = replace(SLOPE, value=-71.06, low=-78.1, high=-64.0, ends=(1.81, 72.84))
    assert "年齢の若い側が71.0ポイント分" in indices.reading(younger)
    assert indices.table([risk, younger])["値"].tolist() == ["16.9ポイント", "−71.0ポイント"]


def test_the_table_names_type_and_meaning() -> None:
    table = indices.table([GAP, TIMES, SLOPE])
    assert table["値"].tolist() == ["52.4ポイント", "6.9倍", "73.3ポイント"]
    assert "年齢の順を使う" in table["種類"].iloc[2]
    assert "相対" in table["種類"].iloc[1]
