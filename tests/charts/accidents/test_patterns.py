from dataclasses import replace

import pytest

from charts import theme
from charts.accidents import patterns
from findings.accidents.patterns import Crossing, HourCount, Hours, Label, MonthCount, Season


def heat_rows(hours_chance: float | None = None, days_chance: float | None = None, **counts: int) -> Hours:
    """Accidents by hour; `d2h8=3` is 3 accidents on weekday 2 from 8 o'clock."""
    rows = [
        HourCount(str(day), hour, counts.get(f"d{day}h{hour}", 0))
        for day in range(1, 8)
        for hour in range(0, 24, 2)
    ]
    return Hours(tuple(rows), hours_chance, days_chance, 0)


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


def test_the_heat_table_runs_from_monday_with_numbers_in_its_cells() -> None:
    (heat,) = patterns.by_hour_and_weekday(heat_rows(d2h8=3, d1h0=1)).data
    assert list(heat.y) == [f"{day}曜" for day in "月火水木金土日"]
    assert list(heat.x)[:2] == ["0時", "2時"]
    assert heat.z[0][4] == 3
    assert heat.z[6][0] == 1
    assert heat.text[0][4] == "3"
    assert heat.text[1][4] == ""
    assert heat.zmin == 0


def test_the_heat_table_without_times_is_empty_not_broken() -> None:
    (heat,) = patterns.by_hour_and_weekday(heat_rows()).data
    assert heat.z.sum() == 0
    text = patterns.busiest_sentence(heat_rows())
    assert text == "条件に合う事故の中に、時刻の分かるものはありません。"


def test_the_busiest_hours_and_day_are_named_beyond_chance() -> None:
    rows = heat_rows(0.004, 0.049, d2h8=4, d6h8=1, d6h18=3, d6h20=2)
    assert patterns.busiest_sentence(rows) == (
        "時間帯では8時から10時に最も多く起きています。曜日では金曜に最も多く起きています。"
    )
    assert patterns.busiest_grounds(rows) == [
        "時間帯で最も多いのは、8時から10時が5件です。",
        "どの時間帯も同じでもこれ以上ばらつく確率は、1%未満です。",
        "曜日で最も多いのは、金曜が6件です。",
        "どの曜日も同じでもこれ以上ばらつく確率は、5%です。",
    ]


def test_no_hour_and_no_day_is_named_where_they_differ_by_chance() -> None:
    rows = heat_rows(0.05, 0.75, d2h8=4, d6h8=1, d6h18=3, d6h20=2)
    assert patterns.busiest_sentence(rows) == "時間帯の違いは偶然の範囲です。曜日の違いは偶然の範囲です。"


def test_equally_busy_hours_and_days_are_all_named() -> None:
    rows = heat_rows(d2h8=5, d3h18=5)
    assert patterns.busiest_grounds(rows) == [
        "時間帯で最も多いのは、8時から10時・18時から20時が各5件です。",
        "曜日で最も多いのは、月曜・火曜が各5件です。",
    ]
    assert patterns.busiest_sentence(rows).count("偶然かどうか判定していません") == 2


def test_the_heat_table_as_a_table() -> None:
    table = patterns.hours_table(heat_rows(d2h8=3))
    assert table.columns[:2].tolist() == ["曜日", "0–2時"]
    assert table.loc[table["曜日"] == "月", "8–10時"].tolist() == [3]
    assert table.shape == (7, 13)


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
    assert patterns.frequent_sentence(KINDS) == "最も多いのは「車両相互・交差点」で、60%です。"
    assert "事故がありません" in patterns.frequent_sentence([])


def test_labels_that_are_called_alike_are_one() -> None:
    rows = [*KINDS, Crossing(Label("22", "車両相互"), STREET, 2)]
    assert patterns.crossed_table(rows, name="事故類型")["単路－その他"].tolist() == [0, 5]


def test_equally_frequent_combinations_are_all_named() -> None:
    assert patterns.frequent_sentence(kinds(5, 0, 5)) == (
        "最も多いのは「車両相互・交差点でない道」・「車両相互・交差点」で、各50%です。"
    )


def test_of_few_accidents_nothing_is_told_but_their_number() -> None:
    said = "条件に合う事故は9件です。件数が少なく、傾向は言えません。"
    few = kinds(3, 1, 5)
    assert patterns.frequent_sentence(few) == said
    hours = Hours((HourCount("2", 8, 9),), None, None, 0)
    busiest = patterns.busiest_sentence(hours)
    assert busiest == "時刻の分かる事故は9件です。件数が少なく、傾向は言えません。"
    assert patterns.headline(few, hours) == "条件に合う事故は9件と少なく、傾向は言えません。"
    assert patterns.grounds(few, hours) == []
    assert patterns.headline(KINDS, hours) == "「車両相互・交差点」の事故が最も多く、時間帯は分かりません。"
    assert patterns.season_in_words(Season((MonthCount(2020, 1, 3), MonthCount(2020, 12, 6)), (), None)) == (
        "発生年令和2年の合計は9件です。件数が少なく、傾向は言えません。"
    )


def test_the_headline_is_one_short_sentence_as_strong_as_chance_allows() -> None:
    told, chance = heat_rows(0.004, 0.5, d2h8=10), heat_rows(0.3, 0.5, d2h8=10)
    text = patterns.headline(KINDS, told)
    assert text == "「車両相互・交差点」の事故が最も多く、時間帯では8時から10時に最も多く起きています。"
    assert len(text) <= 60
    assert patterns.headline(kinds(5, 0, 5), chance) == (
        "「車両相互・交差点でない道」などの事故が最も多く、時間帯の違いは偶然の範囲です。"
    )
    assert patterns.grounds(KINDS, told)[:2] == [
        "条件に合う事故は10件です。",
        "最も多いのは「車両相互・交差点」で、60%です。",
    ]


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
    [
        (0.04, "月では12月に最も多く起きています。"),
        (0.3, "月による違いは偶然の範囲で、どの月に多いとは言えません。"),
        (None, "件数が少ないため、月による違いが偶然かどうかは判定していません。"),
    ],
)
def test_months_are_told_apart_only_beyond_chance(chance: float | None, claim: str) -> None:
    assert patterns.season_in_words(replace(MONTHS, incomplete=(2021,), chance=chance)) == claim


def test_months_with_equally_many_are_all_named() -> None:
    counts = [MonthCount(2020, month, 5 if month in {1, 3} else 1) for month in range(1, 13)]
    assert patterns.season_grounds(Season(tuple(counts), (), 0.3)) == [
        "数えたのは、発生年令和2年です。",
        "最も多いのは、1月・3月が各5件です。",
        "最も少ないのは、2月・4月・5月（ほか7）が各1件です。",
        "どの月も同じでもこれ以上ばらつく確率は、30%です。",
    ]
    assert patterns.season_grounds(MONTHS)[0] == "数えたのは、発生年令和2年から令和3年までです。"


def test_without_a_whole_year_no_month_is_named() -> None:
    text = patterns.season_in_words(replace(MONTHS, incomplete=(2020, 2021)))
    assert text == "1年分の記録がそろった発生年がないため、季節による違いは分かりません。"
    assert patterns.season_grounds(replace(MONTHS, incomplete=(2020, 2021))) == []


def test_the_table_of_months_marks_the_part() -> None:
    part = replace(MONTHS, incomplete=(2021,))
    table = patterns.season_table(part)
    assert table.columns.tolist() == ["月", "令和2年（2020年）", "令和3年（2021年）・一部"]
    assert table["令和2年（2020年）"].sum() == 10
    assert "発生年（令和3年）で、少なく出ます" in patterns.season_defined(part)
    assert "灰色" not in patterns.season_defined(MONTHS)
