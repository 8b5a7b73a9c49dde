from dataclasses import replace

import pytest

from charts import theme
from charts.accidents import patterns, people, police
from findings.accidents.patterns import Crossing, HourCount, Hours, Label, MonthCount, Season
from findings.accidents.people import Item, PartyKind, Sunset

VEHICLES, WALKER = Label("21", "車両相互"), Label("01", "人対車両")
CROSSROADS, STREET = Label("01", "交差点－その他"), Label("14", "単路－その他")
KINDS = [
    Crossing(VEHICLES, STREET, 3),
    Crossing(WALKER, CROSSROADS, 1),
    Crossing(VEHICLES, CROSSROADS, 6),
]
MONTHS = Season(
    (MonthCount(2020, 1, 4), MonthCount(2020, 12, 6), MonthCount(2021, 1, 2), MonthCount(2021, 2, 3)),
    (),
    None,
)


def kinds(*numbers: int) -> list[Crossing]:
    return [replace(one, accidents=number) for one, number in zip(KINDS, numbers, strict=True)]


PARTIES = [
    PartyKind(1, "0～24歳", 1, "乗用車", None, 30, 0, 3),
    PartyKind(1, "75歳以上", 1, "乗用車", None, 10, 1, 1),
    PartyKind(2, "75歳以上", 5, "歩行者", None, 8, 2, 6),
]


def test_two_columns_are_crossed_in_the_order_of_their_codes() -> None:
    (heat,) = patterns.crossed(KINDS, turned=True).data
    assert list(heat.y) == ["交差点", "交差点でない道"]
    assert list(heat.x) == ["人対車両", "車両相互"]
    assert heat.z.tolist() == [[1, 6], [0, 3]]
    assert [list(line) for line in heat.text] == [["1", "6"], ["", "3"]]
    table = patterns.crossed_table(KINDS, name="道路形状", turned=True)
    assert table.columns.tolist() == ["道路形状", "人対車両", "車両相互"]
    assert table["車両相互"].tolist() == [6, 3]
    assert table["道路形状"].tolist() == ["交差点－その他", "単路－その他"]


def test_the_most_frequent_combination_has_its_share() -> None:
    assert patterns.frequent_sentence(KINDS) == "最も多いのは「車両相互・交差点」の6件で、10件の60%です。"
    assert "事故がありません" in patterns.frequent_sentence([])


def test_labels_that_are_called_alike_are_one() -> None:
    rows = [*KINDS, Crossing(Label("22", "車両相互"), STREET, 2)]
    assert patterns.crossed_table(rows, name="事故類型")["単路－その他"].tolist() == [0, 5]


def test_equally_frequent_combinations_are_all_named() -> None:
    assert patterns.frequent_sentence(kinds(5, 0, 5)) == (
        "最も多いのは「車両相互・交差点でない道」・「車両相互・交差点」の各5件で、10件の各50%です。"
    )


def test_of_few_accidents_nothing_is_told_but_their_number() -> None:
    said = "条件に合う事故は9件です。件数が少なく、傾向は言えません。"
    few = kinds(3, 1, 5)
    assert patterns.frequent_sentence(few) == said
    hours = Hours((HourCount("2", 8, 9),), None, None, 0)
    busiest = patterns.busiest_sentence(hours)
    assert busiest == "時刻の分かる事故は9件です。件数が少なく、傾向は言えません。"
    assert patterns.headline(few, hours) == said
    assert patterns.headline(KINDS, hours).endswith(f"6件で、10件の60%です。{busiest}")
    assert patterns.season_in_words(Season((MonthCount(2020, 1, 3), MonthCount(2020, 12, 6)), (), None)) == (
        "発生年令和2年の合計は9件です。件数が少なく、傾向は言えません。"
    )


def test_labels_of_the_police_stand_beside_their_plain_words() -> None:
    note = police.note(["単路－その他", "踏切－第一種", "単路－その他"])
    assert note == (
        "図と文の言葉は、表にある警察の区分を言いかえたものです（交差点でない道＝「単路－その他」）。"
    )
    assert police.note(["踏切－第一種"]) == ""


def test_months_of_a_year_that_is_a_part_are_hatched() -> None:
    whole, part = patterns.season(replace(MONTHS, incomplete=(2021,))).data
    assert whole.y[0] == 4
    assert list(part.y[:2]) == [2, 3]
    assert part.marker.pattern.shape == "/"
    assert part.marker.color == theme.CONTEXT
    (alone,) = patterns.season(MONTHS).data
    assert alone.y[0] == 6


def test_the_axis_of_few_accidents_counts_whole_ones() -> None:
    few = replace(MONTHS, counts=tuple(replace(one, accidents=1) for one in MONTHS.counts))
    assert patterns.season(few).layout.yaxis.dtick == 1
    assert patterns.season(MONTHS).layout.yaxis.dtick is None


@pytest.mark.parametrize(
    ("chance", "claim"),
    [(0.04, "偶然では起こりにくい"), (0.3, "言えません"), (None, "偶然かどうかは判定していません")],
)
def test_months_are_told_apart_only_beyond_chance(chance: float | None, claim: str) -> None:
    text = patterns.season_in_words(replace(MONTHS, incomplete=(2021,), chance=chance))
    assert "12月が6件で最も多く" in text
    assert claim in text


def test_months_with_equally_many_are_all_named() -> None:
    counts = [MonthCount(2020, month, 5 if month in {1, 3} else 1) for month in range(1, 13)]
    text = patterns.season_in_words(Season(tuple(counts), (), None))
    assert "1月・3月が各5件で最も多く、2月・4月・5月（ほか7）が各1件で最も少なく" in text


def test_without_a_whole_year_no_month_is_named() -> None:
    text = patterns.season_in_words(replace(MONTHS, incomplete=(2020, 2021)))
    assert text == "1年分の記録がそろった発生年がないため、季節による違いは分かりません。"


def test_the_table_of_months_marks_the_part() -> None:
    part = replace(MONTHS, incomplete=(2021,))
    table = patterns.season_table(part)
    assert table.columns.tolist() == ["月", "令和2年（2020年）", "令和3年（2021年）・一部"]
    assert table["令和2年（2020年）"].sum() == 10
    assert "発生年（令和3年）で、少なく出ます" in patterns.season_defined(part)
    assert "灰色" not in patterns.season_defined(MONTHS)


def test_kinds_of_parties_by_age() -> None:
    (heat,) = people.kinds(PARTIES, party=1).data
    assert list(heat.y) == ["0～24歳", "75歳以上"]
    assert heat.z.tolist() == [[30], [10]]
    assert "人" in heat.hovertemplate


def test_a_kind_with_a_definition_is_short_in_the_chart_and_told_under_it() -> None:
    kind = replace(PARTIES[1], kind_no=2, party_kind="自転車（駆動補助機付を除く）", definition="51だけ")
    rows = [kind, PARTIES[0], PARTIES[2]]
    (heat,) = people.kinds(rows, party=1).data
    assert list(heat.x) == ["乗用車", "自転車※"]
    assert people.kinds_defined(rows).endswith("人数があります。※自転車（駆動補助機付を除く）：51だけ。")
    assert people.MARK not in people.kinds_defined(PARTIES)
    assert people.kinds_table(rows)["種別"].tolist()[0] == "自転車（駆動補助機付を除く）"


def test_kinds_of_parties_in_words() -> None:
    text = people.kinds_in_words(PARTIES)
    assert "当事者A（過失が重い側）では0～24歳の乗用車が30人で最も多く" in text
    assert "当事者Aのうち死傷した人は5人（12%）" in text
    assert "当事者Bは8人（うち死傷8人）です。人数が少なく、傾向は言えません。" in text
    equal = people.kinds_in_words(
        [replace(one, people=number) for one, number in zip(PARTIES, (20, 20, 10), strict=True)]
    )
    assert "では0～24歳の乗用車・75歳以上の乗用車が各20人で最も多く" in equal
    assert "当事者Bのうち死傷した人は8人（80%）" in equal
    assert people.kinds_table(PARTIES)["うち死亡"].tolist() == [0, 1, 2]


def test_items_of_2022_keep_their_codes() -> None:
    rows = [Item("サポカー", 1, "11", 90, 2022, 2024), Item("認知機能検査経過日数", 2, "days", 3, 2023, 2023)]
    table = people.since_2022_table(rows)
    assert table["値"].tolist() == ["コード11", "日数の記録あり"]
    assert table["資料年次"].tolist() == ["令和4～令和6年", "令和5年"]


def test_sunset_in_words() -> None:
    text = people.sunset_in_words(Sunset(2022, 2023, 227, 12, 15))
    assert "令和4～令和5年の資料では、日の入り後の1時間に15件、前の1時間に12件" in text
    assert "227件のうち" in text
    assert "この版にありません" in people.sunset_in_words(None)
