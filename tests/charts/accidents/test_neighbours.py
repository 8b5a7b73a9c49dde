from dataclasses import replace

import pytest

from charts.accidents import neighbours
from charts.accidents.neighbours import Change

CITY = Change("須賀川市", True, 112, 94.0, 1.19, 0.93, 1.51, chance=0.0036)
TOWN = Change("鏡石町", False, 11, 16.5, 0.67, 0.30, 1.35)
REST = Change("福島県の他の市町村", False, 2851, 3451.0, 0.83, 0.79, 0.86)
EARLIER = [2019, 2020]
VILLAGE = Change("天栄村", False, 4, 0.0, None, 0.4, float("inf"))


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [(1.01, 1.5, "▲ 増えた"), (0.8, 0.99, "▼ 減った"), (0.9, 1.1, "● 増減は言えない")],
)
def test_a_change_is_named_only_when_its_interval_allows(low: float, high: float, word: str) -> None:
    assert neighbours.verdict(replace(CITY, low=low, high=high)) == word


def test_a_place_without_earlier_accidents_is_not_compared() -> None:
    assert "比べられません" in neighbours.verdict(VILLAGE)
    figure = neighbours.compared([CITY, VILLAGE], EARLIER)
    assert not any("天栄村" in str(trace.y) for trace in figure.data)


def test_the_answer_is_only_as_strong_as_chance_allows() -> None:
    text = neighbours.answer([CITY, TOWN, REST], 2021, EARLIER, REST.name)
    assert "<b>112件</b>で、令和元年・令和2年の平均94.0件の<b>1.19倍</b>（95%区間0.93～1.51倍）" in text
    assert "増えたとも減ったとも言えません" in text
    assert "市の動きは、県のほかの市町村と違うとみられます</b>（同じ動きでもこれ以上違う確率1%未満）" in text
    alike = neighbours.answer([replace(CITY, chance=0.4), REST], 2021, EARLIER, REST.name)
    assert "違うとは言えません" in alike
    assert "県" not in neighbours.answer([replace(CITY, chance=None)], 2021, EARLIER, REST.name)


def test_a_single_earlier_year_is_no_mean() -> None:
    alone = replace(CITY, earlier_mean=81.0, ratio=112 / 81)
    assert "<b>112件</b>で、令和2年の81件の<b>1.38倍</b>" in neighbours.answer(
        [alone], 2021, [2020], REST.name
    )
    (name,) = neighbours.compared([alone], [2020]).layout.annotations
    assert name.text == "令和2年と同じ"
    assert "（令和2年の1.38倍" in neighbours.in_words([alone], [2020])
    assert neighbours.table([alone], [2020])["令和2年（件）"].tolist() == [81.0]
    assert neighbours.averaged([2020]) == ""
    assert neighbours.averaged(EARLIER) == "前の平均は令和元年・令和2年の平均です。"


def test_a_city_alone_is_not_held_against_others() -> None:
    assert neighbours.others_defined([CITY]) == ""
    text = neighbours.others_defined([CITY, TOWN])
    assert all(part in text for part in ("並び順は", "近くの市町村は", "同じ動きでも"))


def test_the_order_given_is_the_order_shown() -> None:
    figure = neighbours.compared([CITY, TOWN, REST], EARLIER)
    assert list(figure.layout.yaxis.categoryarray) == ["福島県の他の市町村", "鏡石町", "須賀川市"]
    assert [line.x0 for line in figure.layout.shapes] == [1]
    assert figure.layout.yaxis.ticktext[0] == "<b>須賀川市</b><br>112件・1.19倍<br>● 増減は言えない"


def test_an_endless_interval_is_cut_in_the_picture_and_named_in_words() -> None:
    endless = replace(TOWN, high=float("inf"))
    figure = neighbours.compared([CITY, endless], EARLIER)
    assert max(figure.data[2].x) < figure.layout.xaxis.range[1]
    assert "上限なし" in neighbours.in_words([endless], EARLIER)
    assert neighbours.table([endless], EARLIER)["95%区間 上"].tolist() == ["上限なし"]


def test_people_stand_in_the_table_only_where_they_are_loaded() -> None:
    assert "人口千人あたり（件）" not in neighbours.table([CITY, TOWN], EARLIER).columns
    table = neighbours.table([replace(CITY, per_1000=1.493), TOWN], EARLIER)
    assert table["人口千人あたり（件）"].tolist() == ["1.49", "人口なし"]
