from dataclasses import replace

from charts.accidents import people
from findings.accidents.people import AgeShare, Item, PartyKind, Sunset

PEOPLE = [
    AgeShare("0～24歳", 1, 30, 3, 0.75),
    AgeShare("75歳以上", 1, 10, 2, 0.25),
    AgeShare("0～24歳", 2, 5, 5, 1.0),
]


WIDER = [
    AgeShare("0～24歳", 1, 600, 3, 0.6),
    AgeShare("75歳以上", 1, 400, 2, 0.4),
    AgeShare("0～24歳", 2, 100, 5, 1.0),
]


PARTIES = [
    PartyKind(1, "0～24歳", 1, "乗用車", None, 30, 0, 3),
    PartyKind(1, "75歳以上", 1, "乗用車", None, 10, 1, 1),
    PartyKind(2, "75歳以上", 5, "歩行者", None, 8, 2, 6),
]


def test_people_are_two_panels_with_the_region_beside() -> None:
    drawn = people.people_by_age(PEOPLE, WIDER, region="福島")
    bars = [one for one in drawn.data if one.type == "bar"]
    marks = [one for one in drawn.data if one.type == "scatter"]
    assert [list(one.x) for one in bars] == [[75, 25], [100]]
    assert [list(one.x) for one in marks] == [[60, 40], [100]]
    assert list(bars[0].text) == ["30人", "10人"]
    for axis in (drawn.layout.xaxis, drawn.layout.xaxis2):
        assert axis.range[0] == 0
        assert axis.range[1] >= 100
        assert axis.ticksuffix == "%"
    assert list(drawn.layout.yaxis.categoryarray) == ["75歳以上", "0～24歳"]
    assert [note.text for note in drawn.layout.annotations][-1] == "◇ 福島全体"


def test_people_without_a_region_have_no_marks() -> None:
    drawn = people.people_by_age(PEOPLE, [], region="福島")
    assert {one.type for one in drawn.data} == {"bar"}


def test_nobody_of_known_age_is_an_empty_picture() -> None:
    drawn = people.people_by_age([], [], region="福島")
    assert drawn.layout.xaxis.range[1] > 0
    assert people.people_in_words([]) == "年齢の分かる当事者がいません。"
    assert people.people_table([], [], region="福島").empty


def test_people_in_words_contain_the_shares() -> None:
    assert people.people_in_words(PEOPLE) == (
        "過失の重い側では0～24歳が最も多く、75%です。過失の軽い側は5人と少なく、傾向は言えません。"
    )
    assert people.oldest_said(PEOPLE) == ["過失の重い側のうち75歳以上は25%です。"]
    equal = [
        replace(one, people=number, share=share)
        for one, number, share in zip(PEOPLE, (20, 20, 10), (0.5, 0.5, 1.0), strict=True)
    ]
    assert people.people_in_words(equal) == (
        "過失の重い側では0～24歳・75歳以上が最も多く、各50%です。"
        "過失の軽い側では0～24歳が最も多く、100%です。"
    )


def test_people_table_has_the_region_of_the_same_party() -> None:
    table = people.people_table(PEOPLE, WIDER[:2], region="福島")
    assert table["当事者"].tolist() == ["A", "A", "B"]
    assert table["割合（%）"].tolist() == [75, 25, 100]
    assert table["福島の割合（%）"].tolist() == [60, 40, 0]


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
    assert people.kinds_in_words(PARTIES) == (
        "過失の重い側では、0～24歳の乗用車が30人で最も多くなっています。"
        "過失の軽い側は8人と少なく、傾向は言えません。"
    )
    assert people.hurt_said(PARTIES) == [
        "過失の重い側の40人のうち、死傷した人は5人です。",
        "過失の軽い側の8人のうち、死傷した人は8人です。",
    ]
    equal = people.kinds_in_words(
        [replace(one, people=number) for one, number in zip(PARTIES, (20, 20, 10), strict=True)]
    )
    assert "では、0～24歳の乗用車・75歳以上の乗用車が各20人で最も多く" in equal
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
