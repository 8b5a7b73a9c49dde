import pandas as pd
import pytest

from charts import accident_patterns, accident_people, theme

KINDS = pd.DataFrame(
    {
        "accident_type_code": ["21", "01", "21"],
        "road_shape_code": ["14", "01", "01"],
        "accident_type": ["車両相互", "人対車両", "車両相互"],
        "road_shape": ["単路－その他", "交差点－その他", "交差点－その他"],
        "accidents": [3, 1, 6],
    }
)
MONTHS = pd.DataFrame(
    {"occurred_year": [2020, 2020, 2021, 2021], "month": [1, 12, 1, 2], "accidents": [4, 6, 2, 3]}
)
PARTIES = pd.DataFrame(
    {
        "party_order": [1, 1, 2],
        "age_no": [1, 7, 7],
        "age_band": ["24歳以下", "75歳以上", "75歳以上"],
        "kind_no": [1, 1, 5],
        "party_kind": ["乗用車", "乗用車", "歩行者"],
        "definition": [None, None, None],
        "people": [30, 10, 8],
        "killed": [0, 1, 2],
        "injured": [3, 1, 6],
    }
)


def test_two_columns_are_crossed_in_the_order_of_their_codes() -> None:
    (heat,) = accident_patterns.crossed(KINDS, "road_shape", "accident_type").data
    assert list(heat.y) == ["交差点－その他", "単路－その他"]
    assert list(heat.x) == ["人対車両", "車両相互"]
    assert heat.z.tolist() == [[1, 6], [0, 3]]
    assert [list(line) for line in heat.text] == [["1", "6"], ["", "3"]]
    table = accident_patterns.crossed_table(KINDS, "road_shape", "accident_type", name="道路形状")
    assert table.columns.tolist() == ["道路形状", "人対車両", "車両相互"]
    assert table["車両相互"].tolist() == [6, 3]


def test_the_most_frequent_combination_has_its_share() -> None:
    assert accident_patterns.most_frequent(KINDS, ["accident_type", "road_shape"]) == (
        "最も多いのは「車両相互・交差点－その他」の6件で、10件の60%です。"
    )
    assert "事故がありません" in accident_patterns.most_frequent(KINDS.iloc[:0], ["accident_type"])


def test_months_of_a_year_that_is_a_part_are_hatched() -> None:
    whole, part = accident_patterns.season(MONTHS, incomplete=[2021]).data
    assert whole.y.tolist()[0] == 4
    assert part.y.tolist()[:2] == [2, 3]
    assert part.marker.pattern.shape == "/"
    assert part.marker.color == theme.CONTEXT
    (alone,) = accident_patterns.season(MONTHS, incomplete=[]).data
    assert alone.y.tolist()[0] == 6


@pytest.mark.parametrize(
    ("chance", "claim"), [(0.04, "偶然では起こりにくい"), (0.3, "言えません"), (None, "最も少なく")]
)
def test_months_are_told_apart_only_beyond_chance(chance: float | None, claim: str) -> None:
    text = accident_patterns.season_in_words(MONTHS, incomplete=[2021], chance=chance)
    assert "12月が6件で最も多く" in text
    assert claim in text
    assert ("偶然" in text) == (chance is not None)


def test_without_a_whole_year_no_month_is_named() -> None:
    text = accident_patterns.season_in_words(MONTHS, incomplete=[2020, 2021], chance=None)
    assert text == "1年分の記録がそろった発生年がないため、季節による違いは分かりません。"


def test_the_table_of_months_marks_the_part() -> None:
    table = accident_patterns.season_table(MONTHS, incomplete=[2021])
    assert table.columns.tolist() == ["月", "令和2年（2020年）", "令和3年（2021年）・一部"]
    assert table["令和2年（2020年）"].sum() == 10


def test_kinds_of_parties_by_age() -> None:
    (heat,) = accident_people.kinds(PARTIES, party=1).data
    assert list(heat.y) == ["24歳以下", "75歳以上"]
    assert heat.z.tolist() == [[30], [10]]
    assert "人" in heat.hovertemplate


def test_a_kind_with_a_definition_is_short_in_the_chart_and_told_under_it() -> None:
    rows = PARTIES.assign(
        party_kind=["乗用車", "自転車（駆動補助機付を除く）", "歩行者"], definition=[None, "51だけ", None]
    )
    (heat,) = accident_people.kinds(rows, party=1).data
    assert list(heat.x) == ["乗用車", "自転車※"]
    assert accident_people.kinds_defined(rows) == "※自転車（駆動補助機付を除く）：51だけ。"
    assert accident_people.kinds_defined(PARTIES) == ""
    assert accident_people.kinds_table(rows)["種別"].tolist()[1] == "自転車（駆動補助機付を除く）"


def test_kinds_of_parties_in_words() -> None:
    text = accident_people.kinds_in_words(PARTIES)
    assert "最も多いのは24歳以下の乗用車で30人" in text
    assert "当事者Aのうち死傷した人は5人（12%）" in text
    assert "当事者Bのうち死傷した人は8人（100%）" in text
    assert accident_people.kinds_table(PARTIES)["うち死亡"].tolist() == [0, 1, 2]


def test_items_of_2022_keep_their_codes() -> None:
    rows = pd.DataFrame(
        {
            "item": ["サポカー", "認知機能検査経過日数"],
            "party_order": [1, 2],
            "code": ["11", "days"],
            "people": [90, 3],
            "first_year": [2022, 2023],
            "last_year": [2024, 2023],
        }
    )
    table = accident_people.since_2022_table(rows)
    assert table["値"].tolist() == ["コード11", "日数の記録あり"]
    assert table["資料年次"].tolist() == ["令和4～令和6年", "令和5年"]


def test_sunset_in_words() -> None:
    rows = pd.DataFrame(
        {"file_year": [2022, 2023], "accidents": [118, 109], "hour_before": [7, 5], "hour_after": [9, 6]}
    )
    text = accident_people.sunset_in_words(rows)
    assert "日の入り後の1時間に15件、前の1時間に12件" in text
    assert "227件のうち" in text
    assert "この版にありません" in accident_people.sunset_in_words(rows.iloc[:0])
