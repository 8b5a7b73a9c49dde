from dataclasses import replace

import pytest

from charts.accidents import neighbours
from findings.accidents.neighbours import Change, Comparison, Place

CITY = Change("須賀川市", Place.CITY, (107, 81, 112), 1.19, 0.93, 1.51, chance=0.0036)
TOWN = Change("鏡石町", Place.NEIGHBOUR, (16, 17, 11), 0.67, 0.30, 1.35)
REST = Change("福島県", Place.REST, (3400, 3502, 2851), 0.83, 0.79, 0.86)
VILLAGE = Change("天栄村", Place.NEIGHBOUR, (0, 0, 4), None, 0.4, float("inf"))


def compared(*changes: Change) -> Comparison:
    return Comparison(changes, (2019, 2020, 2021))


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [(1.01, 1.5, "▲ 増えた"), (0.8, 0.99, "▼ 減った"), (0.9, 1.1, "● 増減は言えない")],
)
def test_a_change_is_named_only_when_its_interval_allows(low: float, high: float, word: str) -> None:
    assert neighbours.verdict(replace(CITY, low=low, high=high)) == word


def test_a_place_without_earlier_accidents_is_not_compared() -> None:
    assert "比べられません" in neighbours.verdict(VILLAGE)
    figure = neighbours.compared(compared(CITY, VILLAGE))
    assert not any("天栄村" in str(trace.y) for trace in figure.data)


def test_the_answer_is_only_as_strong_as_chance_allows() -> None:
    found = compared(CITY, TOWN, REST)
    assert neighbours.comparison_sentence(found) == "須賀川市の動きは、県のほかの市町村と違うとみられます。"
    moved, rest, chance = neighbours.grounds(found)
    assert "<b>112件</b>で、令和元年・令和2年の平均94.0件の<b>1.19倍</b>（95%区間0.93～1.51倍）" in moved
    assert "増えたとも減ったとも言えません" in moved
    assert rest == "福島県の他の市町村は0.83倍です。"
    assert chance == "同じ動きでもこれ以上違う確率は1%未満です。"
    alike = neighbours.comparison_sentence(compared(replace(CITY, chance=0.4), REST))
    assert alike == "須賀川市の動きは、県のほかの市町村と違うとは言えません。"
    alone = compared(replace(CITY, chance=None))
    assert neighbours.comparison_sentence(alone) == "須賀川市は、増えたとも減ったとも言えません。"
    assert len(neighbours.grounds(alone)) == 1
    assert "比べられません" in neighbours.comparison_sentence(compared(VILLAGE))


def test_a_single_earlier_year_is_no_mean() -> None:
    alone = Comparison((replace(CITY, counts=(81, 112), ratio=112 / 81),), (2020, 2021))
    assert "<b>112件</b>で、令和2年の81件の<b>1.38倍</b>" in neighbours.moved(alone)
    (name,) = neighbours.compared(alone).layout.annotations
    assert name.text == "令和2年と同じ"
    assert "（令和2年の1.38倍" in neighbours.in_words(alone)
    assert neighbours.table(alone)["令和2年（件）"].tolist() == [81.0]
    assert neighbours.averaged([2020]) == ""
    assert neighbours.averaged([2019, 2020]) == "前の平均は令和元年・令和2年の平均です。"


def test_a_city_alone_is_not_held_against_others() -> None:
    alone, text = (
        neighbours.compared_defined(found, left_out="") for found in (compared(CITY), compared(CITY, TOWN))
    )
    assert "並び順は" not in alone
    assert "そのまま比べる" not in neighbours.counts_defined(compared(CITY), left_out="")
    assert "そのまま比べる" in neighbours.counts_defined(compared(CITY, TOWN), left_out="")
    assert all(part in text for part in ("並び順は", "近くの市町村は", "同じ動きでも"))


def test_the_order_given_is_the_order_shown() -> None:
    figure = neighbours.compared(compared(CITY, TOWN, REST))
    assert list(figure.layout.yaxis.categoryarray) == ["福島県の他の市町村", "鏡石町", "須賀川市"]
    assert [line.x0 for line in figure.layout.shapes] == [1]
    assert figure.layout.yaxis.ticktext[0] == "<b>須賀川市</b><br>112件・1.19倍<br>● 増減は言えない"


def test_an_endless_interval_is_cut_in_the_picture_and_named_in_words() -> None:
    endless = replace(TOWN, high=float("inf"))
    figure = neighbours.compared(compared(CITY, endless))
    assert max(figure.data[2].x) < figure.layout.xaxis.range[1]
    assert "上限なし" in neighbours.in_words(compared(endless))
    assert neighbours.table(compared(endless))["95%区間 上"].tolist() == ["上限なし"]


def test_people_stand_in_the_table_only_where_they_are_loaded() -> None:
    assert "人口千人あたり（件）" not in neighbours.table(compared(CITY, TOWN)).columns
    table = neighbours.table(compared(replace(CITY, per_1000=1.493), TOWN))
    assert table["人口千人あたり（件）"].tolist() == ["1.49", "人口なし"]


def test_counts_by_year_stand_in_the_order_of_the_changes() -> None:
    table = neighbours.yearly_table(compared(CITY, TOWN, REST))
    assert table.columns.tolist() == ["地域", "令和元年（2019年）", "令和2年（2020年）", "令和3年（2021年）"]
    assert table["地域"].tolist() == ["須賀川市", "鏡石町", "福島県の他の市町村"]
    assert table["令和3年（2021年）"].tolist() == [112, 11, 2851]


def test_without_two_years_nothing_is_said() -> None:
    assert neighbours.moved(None) == ""
