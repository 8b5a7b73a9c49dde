from dataclasses import replace
from datetime import datetime

import pandas as pd
import pytest

from charts.accidents import spot
from findings.accidents.cells import CellCounts, CellName, Counted, Direction, Neighbour, Neighbourhood
from findings.accidents.records import Record
from findings.accidents.spot import Halving, Level, Spot
from findings.accidents.traits import Trait
from findings.accidents.years import YearCount
from stats.intervals import Interval

NOBODY = Counted(
    CellCounts(
        pd.DataFrame(
            {"mesh_250m": [""], "accidents": [0], "fatal_accidents": [0], "municipality": [""]}
        ).head(0)
    ),
    (),
)
CROSSING = Trait("交差点", 9, 120, 0.9, 0.55, 0.997, 0.4, 0.01)
RAIN = Trait("雨", 2, 60, 0.2, 0.025, 0.556, 0.2, 1.0)
CYCLIST = Record(
    file_year=2021,
    occurred_at=datetime(2021, 4, 3, 8, 59),
    fatal=False,
    deaths=0,
    injuries=1,
    mesh_250m="5540725934",
    accident_type="車両相互",
    road_shape="交差点－その他",
    signal="施設なし",
    road_width="単路－5.5m以上",
    zone="規制なし",
    light="昼－昼",
    weather="晴",
    surface="舗装－乾燥",
    party_type_a="乗用車－普通車",
    age_a="75歳以上",
    injury_a="損傷なし",
    party_type_b="軽車両－自転車",
    age_b="0～24歳",
    injury_b="負傷",
)
ALONE = replace(
    CYCLIST,
    file_year=2019,
    occurred_at=None,
    fatal=True,
    deaths=1,
    injuries=0,
    accident_type="車両単独",
    road_shape="単路－その他",
    signal=None,
    road_width=None,
    light="夜－夜",
    weather="雨",
    surface="舗装－湿潤",
    party_type_a="二輪車－原付自転車",
    age_a="25～34歳",
    injury_a="負傷",
    party_type_b=None,
    age_b=None,
    injury_b=None,
)
RECORDS = [CYCLIST, ALONE]
CELL = "5540725934"


def a_spot(count: int = 10, *, years: tuple[int, ...] = (), **changes: object) -> Spot:
    """Return a spot of so many accidents, one of them fatal, and so many in each of some years."""
    records = (replace(ALONE, injuries=1), *[CYCLIST] * (count - 1))
    counted = tuple(
        YearCount(2019 + at, number, 0, 0, number, Interval(0, 9)) for at, number in enumerate(years)
    )
    return replace(Spot(CellName(CELL), records, counted, (), {}, None), **changes)


def test_records_are_plain_sentences_without_minute_and_place() -> None:
    first, second = spot.record_sentences(RECORDS)
    assert first == (
        "令和3年4月 8時台（昼、晴）、交差点・信号機なしで車両相互の事故。"
        "当事者Aは乗用車－普通車（75歳以上）、Bは軽車両－自転車（0～24歳）。負傷者1人。"
    )
    assert second == (
        "日時不明（夜、雨）、交差点でない道で車両単独の事故。当事者Aは二輪車－原付自転車（25～34歳）。"
        "死者1人、負傷者0人。"
    )
    assert "59" not in first
    (other,) = spot.record_sentences([replace(CYCLIST, road_shape="踏切－第一種")])
    assert "、踏切－第一種・信号機なしで" in other


def test_the_list_has_no_coordinates_and_no_minute() -> None:
    table = spot.records_table(RECORDS)
    assert table["発生"].tolist() == ["令和3年4月 8時台", "日時不明"]
    assert table["当事者Bの種別"].tolist() == ["軽車両－自転車", "—"]
    assert not {"緯度", "経度"} & set(table.columns)
    assert not any("分" in str(value) for value in table.iloc[0])


def test_few_columns_keep_both_parties() -> None:
    table = spot.short_table(RECORDS)
    assert table["当事者A"].tolist() == [
        "乗用車－普通車（75歳以上・損傷なし）",
        "二輪車－原付自転車（25～34歳・負傷）",
    ]
    assert table["当事者B"].tolist()[1] == "—"
    assert len(table.columns) == 8


def test_a_column_that_is_blank_in_every_row_is_saved_but_not_shown() -> None:
    alone = [ALONE]
    assert "当事者B" not in spot.short_table(alone).columns
    assert "死者（人）" in spot.short_table(alone).columns
    assert spot.records_table(alone)["当事者Bの種別"].tolist() == ["—"]


def test_the_answer_carries_what_stands_out() -> None:
    one = a_spot(
        years=(3, 3, 4),
        name=CellName(CELL, "栄町", Direction.NORTH_EAST, 300),
        expected=Level(2.91, 1.0, 5.0, is_expected=True),
        tested=(CROSSING, RAIN),
    )
    text = spot.spot_sentence(one)
    assert "栄町の北東 約300mの250m区画（5540725934）では、条件に合う人身事故が<b>10件</b>" in text
    assert "死亡事故1件、負傷者10人" in text
    assert "実際の年平均3.3件）。まわりの区画も使って推した見込みは年2.9件です。" in text
    assert "市境" not in text
    assert text.endswith("<b>交差点は9件で、割合は市平均の2.2倍です（95%区間1.4～2.5倍）。</b>")


def test_hardly_any_accidents_to_be_expected_are_not_told_as_zero() -> None:
    one = a_spot(1, expected=Level(0.03, 0.0, 0.3, is_expected=True))
    assert "見込みは年0.1件未満です" in spot.spot_sentence(one)


def test_years_left_out_of_the_mean_are_named_with_it() -> None:
    one = a_spot(8, years=(2, 3))
    text = spot.spot_sentence(one, left_out=[2021, 2018])
    assert text.endswith("負傷者8人、資料のそろわない発生年の平成30年・令和3年を除いた実際の年平均2.5件）。")
    both = spot.spot_sentence(one, left_out=[2018], untold=[2020])
    assert (
        "資料のそろわない発生年の平成30年と、高速道路を見分けられない令和2年を除いた実際の年平均2.5件" in both
    )


def test_without_a_whole_year_there_is_no_mean_of_years() -> None:
    assert spot.spot_sentence(a_spot(5)).endswith("（死亡事故1件、負傷者5人）。")


def test_the_answer_says_which_accidents_are_not_the_citys() -> None:
    text = spot.spot_sentence(a_spot(5, years=(1, 2, 2), of_others={"鏡石町": 4}))
    assert text.endswith("年平均1.7件）。このうち4件は鏡石町の事故です。")
    assert "<b>町" not in spot.spot_sentence(a_spot(5, of_others={"<b>町": 4}))


@pytest.mark.parametrize(
    ("of_others", "in_city", "said"),
    [
        ({}, True, ""),
        ({"鏡石町": 3}, True, "このうち3件は鏡石町の事故です。"),
        ({"鏡石町": 3, "玉川村": 1}, True, "このうち3件は鏡石町、1件は玉川村の事故です。"),
        ({"鏡石町": 5}, True, "すべて鏡石町の事故です。"),
        ({"郡山市": 5}, False, "この区画は郡山市にあります。"),
        ({"郡山市": 4, "三春町": 1}, False, "このうち4件は郡山市、1件は三春町の事故です。"),
    ],
)
def test_other_municipalities_are_named(of_others: dict[str, int], in_city: bool, said: str) -> None:
    assert spot.beyond_border(of_others, accidents=5, in_city=in_city) == said


def test_few_accidents_are_not_judged() -> None:
    assert "この区画の事故が9件と少ないため" in spot.traits_in_words(a_spot(9))
    text = spot.traits_in_words(a_spot(12, of_others={"鏡石町": 4}))
    assert "この区画の市内の事故が8件と少ないため" in text


@pytest.mark.parametrize(
    ("tested", "said"), [((CROSSING, RAIN), "交差点は9件で"), ((RAIN,), "調べた1の特徴に")]
)
def test_only_what_is_beyond_chance_is_said(tested: tuple[Trait, ...], said: str) -> None:
    text = spot.traits_in_words(a_spot(tested=tested))
    assert said in text
    assert "雨は" not in text


def test_traits_stand_beside_the_citys_share() -> None:
    figure = spot.traits([CROSSING, RAIN])
    city = figure.data[-1]
    assert list(city.x) == [40, 20]
    assert city.marker.symbol == "diamond"
    assert list(figure.layout.yaxis.categoryarray) == ["雨", "交差点"]
    assert list(figure.layout.yaxis.ticktext) == ["交差点", "雨"]
    long = replace(RAIN, name="自転車（駆動補助機付を除く）", definition="51だけ")
    assert list(spot.traits([long]).layout.yaxis.ticktext) == ["自転車<br>（駆動補助機付を除く）"]
    assert spot.traits_defined([CROSSING, long]).endswith("。自転車（駆動補助機付を除く）：51だけ。")
    assert spot.traits_table([CROSSING])["補正後の確率（%）"].tolist() == [1.0]


def halving(rate: float, low: float, high: float, *, is_expected: bool = False) -> str:
    return spot.halving_sentence(Halving(Level(rate, low, high, is_expected), 21.886))


def test_years_to_confirm_a_halving() -> None:
    text = halving(8 / 3, 1.15, 5.25)
    assert text.startswith("実際の年平均の水準なら、半減を確認するには、対策のあと少なくとも<b>9年</b>")
    assert "片側5%・検出力80%の正確なポアソン検定による" in text
    assert "水準の95%区間は年1.1～5.2件で、それに応じて5年から20年" in text
    assert "それに応じて4年から50年超" in halving(1, 0.1, 6)
    assert "確かめることはできません" in halving(0, 0, 1.2)


def test_the_level_expected_of_a_spot_has_its_own_years_and_interval() -> None:
    text = halving(1.97, 1.0, 3.2, is_expected=True)
    assert text.startswith("見込みの水準なら、半減を確認するには、対策のあと少なくとも<b>12年</b>")
    assert "水準の90%区間は年1.0～3.2件で、それに応じて7年から22年" in text


def test_a_halving_that_takes_too_long_is_not_told_in_years() -> None:
    text = halving(1 / 3, 0.0084, 1.857)
    assert "50年を超える記録が必要で、<b>この地点の件数では確かめられません</b>" in text
    assert "上の端でも12年かかります" in text
    assert "66年" not in text
    longer = halving(0.1, 0.0, 0.4, is_expected=True)
    assert longer.startswith("見込みの水準のままなら")
    assert "上の端でも50年超かかります" in longer


def test_cells_around_are_links_with_north_up() -> None:
    cells = tuple(
        Neighbour(f"{row}{column}", row, column, 10 * row + column)
        for row in (1, 2, 3)
        for column in (4, 5, 6)
    )
    around = Neighbourhood("25", cells, NOBODY)
    drawn = spot.around(around, {code: f"spot?cell={code}" for code in around.codes})
    assert drawn.count("<a ") == 8
    assert drawn.index("cell=34") < drawn.index("cell=24") < drawn.index("cell=14")
    assert '<td class="middle">この区画<br><b>25</b>件</td>' in drawn
    assert spot.around_sentence(around) == "この区画に25件、まわりの8区画に200件の事故があります。"


def test_a_filter_offers_the_cells_and_the_one_asked_for_first() -> None:
    rows = {"mesh_250m": ["1"], "accidents": [3], "fatal_accidents": [0], "municipality": ["中央市"]}
    known = Counted(CellCounts(pd.DataFrame(rows)), (CellName("1", "駅"),))
    assert spot.options(known, None) == spot.options(known, "1") == {"1": "駅付近　3件（1）"}
    assert next(iter(spot.options(known, "2").items())) == ("2", "事故の記録なし（2）")


def test_a_long_list_says_that_it_scrolls_where_it_can() -> None:
    long = [CYCLIST] * (spot.SEEN_AT_ONCE + 1)
    assert "続きは" in spot.record_list(long, can_scroll=True)
    assert "続きは" not in spot.record_list(long, can_scroll=False)
    assert "続きは" not in spot.record_list(long[1:], can_scroll=True)
    assert "全10件" in spot.record_list(long, can_scroll=True)


def test_only_the_first_traits_are_drawn() -> None:
    many = [replace(CROSSING, name=f"{number}") for number in range(spot.MOST_TRAITS + 1)]
    assert len(spot.traits(many).layout.yaxis.tickvals) == spot.MOST_TRAITS
