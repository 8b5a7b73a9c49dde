import re
from datetime import date, datetime

import pandas as pd
import pytest

from charts import words


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (7365, "7,365"),
        (3_500_000.0, "3,500,000"),
        (42.1, "42.1"),
        (42.0, "42"),
        (0.05, "0.1"),
        (-3, "−3"),
        (-1234.5, "−1,234.5"),
        (-0.04, "0.0"),
        (0, "0"),
    ],
)
def test_number(value: float, written: str) -> None:
    assert words.number(value) == written


def test_number_with_fixed_decimals() -> None:
    assert words.number(42, 1) == "42.0"
    assert words.number(-0.001, 1) == "0.0"


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (7365, "人", "7,365人"),
        (42.1, "%", "42.1%"),
        (2013, "年発行分", "2013年発行分"),
        (12, "か国語", "12か国語"),
    ],
)
def test_quantity(value: float, unit: str, written: str) -> None:
    assert words.quantity(value, unit) == written


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (3, "件", "+3件"),
        (-12, "件", "−12件"),
        (0, "件", "±0件"),
        (0.04, "%", "±0%"),
        (-0.04, "%", "±0%"),
        (1.5, "年発行分", "+1.5年発行分"),
        (-1200, "", "−1,200"),
    ],
)
def test_signed(value: float, unit: str, written: str) -> None:
    assert words.signed(value, unit) == written


def test_percent() -> None:
    assert words.percent(0.215) == "22%"
    assert words.percent(0.215, 1) == "21.5%"
    assert words.percent(1.25) == "125%"


def test_percent_rounded_down_never_reaches_what_was_not_reached() -> None:
    assert words.percent_down(7388 / 7472) == "98%"
    assert words.percent_down(0.9999, 1) == "99.9%"
    assert words.percent_down(0.29) == "29%"  # 28.999999999999996 in floating point
    assert words.percent_down(-0.021, 1) == "−2.1%"


@pytest.mark.parametrize(
    ("share", "written"),
    [(0.0004, "1%未満"), (0.012, "1%"), (0.215, "22%"), (0.99, "99%"), (0.9999, "99%超"), (1.0, "99%超")],
)
def test_a_probability_is_never_zero_or_certain(share: float, written: str) -> None:
    assert words.probability(share) == written


def test_a_probability_to_compute_with_is_never_zero_or_certain_either() -> None:
    assert words.probabilities(pd.Series([0.0, 0.004, 0.33, 0.998, 1.0])).tolist() == [1, 1, 33, 99, 99]


@pytest.mark.parametrize(
    ("year", "written"),
    [(1989, "平成元"), (2018, "平成30"), (2019, "令和元"), (2020, "令和2"), (2024, "令和6")],
)
def test_era_year(year: int, written: str) -> None:
    assert words.era_year(year) == written


def test_years_in_both_ways_of_counting() -> None:
    assert words.calendar_year(2019) == "令和元年（2019年）"
    assert words.fiscal_year(2023) == "令和5年度（2023年度）"


def test_a_day_before_may_2019_is_heisei_31() -> None:
    assert words.day(date(2019, 4, 30)) == "平成31年4月30日（2019年）"
    assert words.day(date(2019, 5, 1)) == "令和元年5月1日（2019年）"
    assert words.month_and_hour(datetime(2019, 1, 3, 8, 15)) == "平成31年1月 8時台"


@pytest.mark.parametrize(
    ("day", "calendar", "written"),
    [
        (date(2024, 3, 31), "fiscal", "令和5年度末"),
        (date(2020, 3, 31), "fiscal", "令和元年度末"),
        (date(2024, 12, 31), "calendar", "令和6年末"),
        (date(2023, 10, 31), "fiscal", "令和5年10月31日"),
        (date(2024, 12, 31), "fiscal", "令和6年12月31日"),
        (date(2024, 3, 31), "calendar", "令和6年3月31日"),
    ],
)
def test_period(day: date, calendar: str, written: str) -> None:
    assert words.period(day, calendar) == written


def test_minute() -> None:
    assert words.minute(datetime(2026, 11, 22, 9, 5)) == "令和8年11月22日（2026年）9時05分"


@pytest.mark.parametrize("missing", [None, pd.NaT])
def test_an_accident_without_a_time(missing: datetime | None) -> None:
    assert words.month_and_hour(missing) == "日時不明"


def test_an_accident_is_told_no_finer_than_by_month_and_hour() -> None:
    assert words.month_and_hour(datetime(2021, 4, 3, 8, 59)) == "令和3年4月 8時台"


def test_listing() -> None:
    assert words.listing(["a", "b"]) == "a・b"
    assert words.listing(["a", "b", "c"], most=2) == "a・b（ほか1）"
    assert words.listing([]) == ""


def test_sentence_has_one_full_stop_each() -> None:
    assert words.sentence(["読みました。", "数えました"]) == "読みました。数えました。"


def test_tables_are_shown_with_separators_and_without_idle_zeros() -> None:
    table = pd.DataFrame({"件": [12345], "幅": [92.2], "差": [-1234.5], "なし": [float("nan")], "名": ["a"]})
    table["空"] = pd.Series([None], dtype=object)
    shown = words.with_separators(table)
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", shown.to_html())
    assert cells == ["12,345", "92.2", "−1,234.5", "—", "a", "—"]
    assert shown.data.equals(table)  # the numbers underneath stay numbers


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (99_999, "件", "99,999件"),
        (100_000, "件", "10万件"),
        (1_267_830, "件", "126.8万件"),
        (2013, "年発行分", "2013年"),
        (62.4, "%", "62.4%"),
    ],
)
def test_a_label_counts_large_numbers_in_man(value: float, unit: str, text: str) -> None:
    assert words.compact(value, unit) == text


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([2021], "令和3年"),
        ([2021, 2019, 2020], "令和元～3年"),
        ([2018, 2019], "平成30～令和元年"),
        ([2019, 2021], "令和元年・令和3年"),
        ([], ""),
    ],
)
def test_years_in_a_row_are_told_by_their_ends(years: list[int], said: str) -> None:
    assert words.years(years) == said


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("水道ホームページ", ["水道", "ホームページ"]),
        ("情報端末の持ち帰り", ["情報端末の", "持ち帰り"]),
        ("緊急通報・GPS貸与", ["緊急通報・", "GPS", "貸与"]),
        ("地域ブランド力", ["地域", "ブランド力"]),
        ("RPAの活用", ["RPAの", "活用"]),
        ("てくてく利活用", ["てくてく", "利活用"]),
        ("", []),
    ],
)
def test_a_name_may_end_a_line_between_its_words(text: str, pieces: list[str]) -> None:
    assert words.phrases(text) == pieces


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "マイナポータルからの申請書様式のダウンロード",
            "マイナポータルからの<br>申請書様式の<br>ダウンロード",
        ),
        ("利用したことがない", "利用したことがない"),
        ("「すかがわてくてく」", "「すかがわてくてく」"),
        ("メールマガジン「すかがわ」", "メールマガジン<br>「すかがわ」"),
        ("ウェブアクセシビリティ", "ウェブアクセシビリテ<br>ィ"),
        ("<b>a", "&lt;b&gt;a"),
        ("", ""),
    ],
)
def test_a_label_is_broken_between_phrases_and_loses_nothing(text: str, lines: str) -> None:
    assert words.folded(text, 10) == lines
