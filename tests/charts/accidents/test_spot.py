from dataclasses import replace
from datetime import datetime

import pandas as pd
import pytest

from charts.accidents import spot
from findings.accidents.cells import CellCounts, CellName, Counted, Direction, Neighbour, Neighbourhood
from findings.accidents.records import Record
from findings.accidents.spot import Halving, Level, Spot
from findings.accidents.traits import Compared, Trait
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
ALONE_TOLD, WITH_THOSE_AROUND = Compared(10, False, (CROSSING, RAIN)), Compared(16, True, (CROSSING, RAIN))
NOTHING = Compared(16, True, (RAIN,))
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
    return replace(Spot(CellName(CELL), records, counted, NOTHING, {}, None), **changes)


def test_records_are_plain_sentences_without_minute_and_place() -> None:
    first, second = spot.record_sentences(RECORDS)
    assert first == (
        "令和3年4月 8時台（昼、晴）、交差点・信号機なしで車両相互の事故。"
        "過失の重い側は乗用車－普通車（75歳以上）、軽い側は軽車両－自転車（0～24歳）。負傷者1人。"
    )
    assert second == (
        "日時不明（夜、雨）、交差点でない道で車両単独の事故。過失の重い側は二輪車－原付自転車（25～34歳）。"
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


@pytest.mark.parametrize(
    ("traits", "said"),
    [
        (ALONE_TOLD, "10件</b>で、「交差点」の事故の割合が市全体より高いといえます。"),
        (
            WITH_THOSE_AROUND,
            "10件</b>で、まわりと合わせると、「交差点」の事故の割合が市全体より高いといえます。",
        ),
        (
            Compared(16, True, (CROSSING, replace(CROSSING, name="夜"))),
            "10件</b>で、まわりと合わせると、「交差点」などの事故の割合が市全体より高いといえます。",
        ),
        (NOTHING, "10件</b>で、まわりと合わせても、市全体と違う特徴があるとはいえません。"),
        (Compared(10, False, (RAIN,)), "10件</b>で、市全体と違う特徴があるとはいえません。"),
        (Compared(9, True, ()), "10件</b>で、まわりと合わせても、特徴を調べるには少なすぎます。"),
    ],
)
def test_the_answer_is_one_short_sentence_as_strong_as_the_tests(traits: Compared, said: str) -> None:
    text = spot.spot_sentence(a_spot(traits=traits))
    assert text == f"この場所の人身事故は<b>{said}"
    assert len(text.replace("<b>", "").replace("</b>", "")) <= 60


def test_the_answer_rests_on_the_place_the_people_and_the_level() -> None:
    one = a_spot(
        years=(3, 3, 4),
        name=CellName(CELL, "栄町", Direction.NORTH_EAST, 300),
        expected=Level(2.91, 1.0, 5.0, is_expected=True),
    )
    assert spot.spot_grounds(one) == [
        "栄町の北東 約300mの250m区画（5540725934）で、条件に合うものを数えました。",
        "うち死亡事故1件、負傷者10人です。",
        "実際の年平均は3.3件です。",
        "まわりの区画も使って推した見込みは年2.9件です。",
    ]
    assert spot.place_title(one) == "この区画とまわり（栄町の北東 約300m）"
    assert spot.place_title(a_spot()) == "この区画とまわり"


def test_hardly_any_accidents_to_be_expected_are_not_told_as_zero() -> None:
    one = a_spot(1, expected=Level(0.03, 0.0, 0.3, is_expected=True))
    assert spot.spot_grounds(one)[-1].endswith("見込みは年0.1件未満です。")


def test_years_left_out_of_the_mean_are_named_with_it() -> None:
    one = a_spot(8, years=(2, 3))
    assert "資料のそろわない発生年の平成30年・令和3年を除いた実際の年平均は2.5件です。" in spot.spot_grounds(
        one, left_out=[2021, 2018]
    )
    assert (
        "資料のそろわない発生年の平成30年と、高速道路を見分けられない令和2年を除いた実際の年平均は2.5件です。"
        in spot.spot_grounds(one, left_out=[2018], untold=[2020])
    )


def test_without_a_whole_year_there_is_no_mean_of_years() -> None:
    assert spot.spot_grounds(a_spot(5))[-1] == "うち死亡事故1件、負傷者5人です。"


def test_the_answer_says_which_accidents_are_not_the_citys() -> None:
    assert spot.spot_grounds(a_spot(5, of_others={"鏡石町": 4}))[-1] == "このうち4件は鏡石町の事故です。"
    assert "<b>町" not in spot.spot_grounds(a_spot(5, of_others={"<b>町": 4}))[-1]


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
    assert spot.traits_in_words(Compared(6, True, ())) == (
        "まわりの8区画と合わせても市内の事故は6件で、特徴があるとはいえません（10件から調べます）。"
    )


@pytest.mark.parametrize(
    ("traits", "said"),
    [
        (
            ALONE_TOLD,
            "この場所で起きた市内の事故10件を、市全体と比べました。「交差点」の割合が、市全体より高いといえます。",
        ),
        (
            WITH_THOSE_AROUND,
            "この場所とまわりの8区画（750m四方）で起きた市内の事故16件を、市全体と比べました。"
            "「交差点」の割合が、市全体より高いといえます。",
        ),
        (
            NOTHING,
            "この場所とまわりの8区画（750m四方）で起きた市内の事故16件を、市全体と比べました。"
            "調べた1の特徴に、市全体より割合が高いといえるものはありません。",
        ),
    ],
)
def test_only_what_is_beyond_chance_is_said(traits: Compared, said: str) -> None:
    assert spot.traits_in_words(traits) == said


def test_a_trait_that_stands_out_has_its_numbers() -> None:
    assert spot.finding(CROSSING) == "「交差点」は9件で、割合は市全体の2.2倍です（95%区間1.4～2.5倍）。"


def test_traits_stand_beside_the_citys_share() -> None:
    figure = spot.traits(ALONE_TOLD)
    city = figure.data[-1]
    assert list(city.x) == [40, 20]
    assert city.marker.symbol == "diamond"
    assert list(figure.layout.yaxis.categoryarray) == ["雨", "交差点"]
    assert list(figure.layout.yaxis.ticktext) == ["交差点", "雨"]
    assert figure.layout.annotations[0].text == "● この場所<br>◇ 市全体"
    assert spot.traits(WITH_THOSE_AROUND).layout.annotations[0].text == "● この場所とまわり<br>◇ 市全体"
    long = replace(RAIN, name="自転車（駆動補助機付を除く）", definition="51だけ")
    assert list(spot.traits(Compared(10, False, (long,))).layout.yaxis.ticktext) == [
        "自転車<br>（駆動補助機付を除く）"
    ]
    defined = spot.traits_defined(Compared(16, True, (CROSSING, long)))
    assert defined.endswith("。自転車（駆動補助機付を除く）：51だけ。")
    assert "まわりの8区画と合わせて（750m四方で）比べています" in defined
    assert "750m" not in spot.traits_defined(ALONE_TOLD)
    assert spot.traits_table(ALONE_TOLD)["補正後の確率（%）"].tolist() == [1.0, 100.0]


def halving(rate: float, low: float, high: float, *, is_expected: bool = False) -> Halving:
    return Halving(Level(rate, low, high, is_expected), 21.886)


def test_years_to_confirm_a_halving() -> None:
    found = halving(8 / 3, 1.15, 5.25)
    assert spot.halving_sentence(found) == (
        "半減したかを確かめるには、対策のあと少なくとも<b>9年</b>の記録が必要です。"
    )
    assert spot.halving_grounds(found) == [
        "実際の年平均の水準から、片側5%・検出力80%の正確なポアソン検定で求めました。",
        "水準の95%区間は年1.1～5.2件で、それに応じて5年から20年です。",
    ]
    assert spot.halving_grounds(halving(1, 0.1, 6))[-1].endswith("それに応じて4年から50年超です。")
    assert "確かめることはできません" in spot.halving_sentence(halving(0, 0, 1.2))
    assert spot.halving_grounds(halving(0, 0, 1.2)) == []


def test_the_level_expected_of_a_spot_has_its_own_years_and_interval() -> None:
    found = halving(1.97, 1.0, 3.2, is_expected=True)
    assert "<b>12年</b>" in spot.halving_sentence(found)
    first, second = spot.halving_grounds(found)
    assert first.startswith("見込みの水準から")
    assert second == "水準の90%区間は年1.0～3.2件で、それに応じて7年から22年です。"


def test_a_halving_that_takes_too_long_is_not_told_in_years() -> None:
    found = halving(1 / 3, 0.0084, 1.857)
    assert spot.halving_sentence(found) == "半減したかどうかは、50年の記録でも<b>確かめられません</b>。"
    assert spot.halving_grounds(found)[-1].endswith("上の端でも12年かかります。")
    assert spot.halving_grounds(halving(0.1, 0.0, 0.4))[-1].endswith("上の端でも50年超かかります。")


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
    many = tuple(replace(CROSSING, name=f"{number}") for number in range(spot.MOST_TRAITS + 1))
    assert len(spot.traits(Compared(10, False, many)).layout.yaxis.tickvals) == spot.MOST_TRAITS
