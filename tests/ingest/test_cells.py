"""What a cell of a workbook says: what it holds, as far as its format shows it."""

from datetime import date, datetime, time, timedelta

import pytest

from ingest.cells import JAPANESE, format_of, text_of

DAY = datetime(2024, 4, 1)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("yyyy-mm-dd", "2024-04-01"),
        ("m/d/yyyy", "2024-04-01"),
        ('yyyy"年"m"月"d"日"', "2024-04-01"),
        ("[$-411]ge.m.d;@", "2024-04-01"),
        ('[$-ja-JP-x-gannen]ggge"年"m"月"d"日"', "2024-04-01"),
        ("[$-F800]dddd, mmmm dd, yyyy", "2024-04-01"),
        ("yyyy/m/d h:mm", "2024-04-01"),
        ("General", "2024-04-01"),
        ('yyyy"年"m"月"', "2024年4月"),
        ('[$-411]ggge"年"m"月"', "2024年4月"),
        ("mmm-yy", "2024年4月"),
        ('m"月"d"日"', "4月1日"),
        ("d-mmm", "4月1日"),
        ('m"月"', "4月"),
        ('[$-411]ggge"年度"', "令和6年度"),
        ('[$-411]ge"年"', "令和6年"),
        ('e"年度"', "6年度"),
        ('"令和"e"年度"', "令和6年度"),
        ('"R"e"年度"', "令和6年度"),
        ('"R"e.m.d', "2024-04-01"),
        ('yyyy"年度"', "2024年度"),
        ('yy"年度"', "24年度"),
        ("yyyy", "2024"),
    ],
)
def test_of_a_day_only_what_is_shown_is_said(code: str, text: str) -> None:
    assert text_of(DAY, format_of(code)) == text


def test_a_time_of_the_day_stays_beside_it() -> None:
    assert text_of(datetime(2025, 5, 20, 10, 15), format_of("yyyy/m/d h:mm")) == "2025-05-20 10:15:00"
    assert text_of(datetime(2025, 5, 20, 10, 15), format_of("h:mm")) == "10:15"
    assert text_of(date(2025, 5, 20), format_of("h:mm")) == "2025-05-20"
    assert text_of(time(8, 30), format_of("h:mm")) == "8:30"


def test_the_formats_of_japanese_excel_are_days_or_times() -> None:
    assert sorted(JAPANESE) == [*range(27, 37), *range(50, 59)]
    said = {number: text_of(DAY, format_of(code)) for number, code in JAPANESE.items()}
    assert {said[number] for number in (27, 28, 31, 36, 50, 51, 54, 57, 58)} == {"2024-04-01"}
    assert {said[number] for number in (34, 52, 55)} == {"2024年4月"}
    assert {said[number] for number in (35, 53, 56)} == {"4月1日"}
    assert not format_of(JAPANESE[32]).is_calendar


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "0.00E+00",
        '#,##0"人"',
        '0.0"kg"',
        "0%",
        "@",
        '#,##0.0,"千人"',
        "[Red]-0",
        "0_)",
        '"g"0',
        "# ?/?",
    ],
)
def test_other_formats_show_no_day(code: str) -> None:
    assert not format_of(code).is_calendar


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (9120, '#,##0"人"', "9120"),
        (1203400, '#,##0.0,"千人"', "1203400"),
        (0.713, "0.0%", "71.3%"),
        (71.3, '0.0"%"', "71.3"),
        (6, '"令和"0"年度"', "令和6年度"),
        (6, '"R"0', "R6"),
        (2024, 'General"年度"', "2024年度"),
        (85, '[Red]0"歳以上"', "85歳以上"),
        (35, '0"歳"', "35"),
        (20, 'G/標準"代"', "20代"),
        (12.3, '#,##0.0_ "万人"', "12.3万人"),
        (9120000, '#,##0,"千件"', "9120000"),
        (2013, '0"年発行分"', "2013"),
        (0.1 + 0.2, "General", "0.3"),
        (-5, "0;▲0", "-5"),
        (True, "General", "TRUE"),
        (timedelta(hours=512, minutes=30), "[h]:mm", "512:30"),
        (timedelta(minutes=90, seconds=5), "[mm]:ss", "1:30:05"),
        (None, "General", ""),
        ("９－１２", "@", "９－１２"),
    ],
)
def test_numbers_lengths_of_time_and_truths(value: object, code: str, text: str) -> None:
    assert text_of(value, format_of(code)) == text


@pytest.mark.parametrize(
    ("code", "hidden"),
    [
        (";;;", [1, -1, 0]),
        (";;;@", [1, -1, 0]),
        ("0;;", [-1, 0]),
        ("#,##0;-#,##0;;@", [0]),
        ('0;-0;"-"', []),
        ("General", []),
        ('0";"', []),
    ],
)
def test_a_format_may_show_nothing_of_a_number(code: str, hidden: list[int]) -> None:
    assert [number for number in (1, -1, 0) if format_of(code).hides(number)] == hidden
