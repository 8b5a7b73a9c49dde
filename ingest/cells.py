"""What the cells of a workbook mean: what they hold, as far as they show it."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from stats import calendars

GENERAL = "General"

JAPANESE = dict.fromkeys((27, 36, 50, 57), "[$-411]ge.m.d")
JAPANESE |= dict.fromkeys((28, 29, 51, 54, 58), '[$-411]ggge"年"m"月"d"日"')
JAPANESE |= dict.fromkeys((34, 52, 55), 'yyyy"年"m"月"') | dict.fromkeys((35, 53, 56), 'm"月"d"日"')
JAPANESE |= {30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"時"mm"分"', 33: 'h"時"mm"分"ss"秒"'}
"""Formats that Japanese Excel writes by their number only (ECMA-376 part 1, 18.8.30, ja-jp)."""

_NOT_SHOWN = re.compile(
    r'"[^"]*"|\[(?!h+\]|m+\]|s+\])[^\]]*\]|\\.|_.|\*.|general|g/標準|e[+-]', re.IGNORECASE
)
"""What of a number format is text, colour, locale, space or exponent, and so no part of a date."""

_SECTIONS = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_MINUTES = re.compile(r"h+\]?\W*m{1,2}|m{1,2}\W*s")
_AROUND = re.compile(r"([^0#?]*?)(?:[0#?,]+(?:\.[0#?]+)?|General|G/標準)([^0#?]*)", re.IGNORECASE)
_LOCALE = re.compile(r"\[[^\]]*\]|[_*].")
_ERA = re.compile("|".join(era.name for era in calendars.ERAS) + "|(?<![A-Za-z])[MTSHR](?![A-Za-df-z])")
_TELLING = re.compile(f"{_ERA.pattern}|年度|以上|以下|未満|[十百千万億兆代]")
"""Words beside a number without which it is another one: 令和6年度, 85歳以上, 12万人; not the unit of 9,120人."""

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # how a workbook writes a character no XML may hold
_NAMES_OF_DAYS = re.compile(r"d{3,}|a{3,}|am/pm|a/p")


@dataclass(frozen=True)
class Format:
    """What a number format shows of a number or a day."""

    is_percent: bool = False
    blank: tuple[bool, ...] = (False, False, False)
    year: str = ""
    has_month: bool = False
    has_day: bool = False
    has_time: bool = False
    year_word: str = ""
    before: str = ""
    after: str = ""

    @property
    def is_calendar(self) -> bool:
        """Return whether a number is shown as a day or as part of one."""
        return bool(self.year) or self.has_month or self.has_day

    def hides(self, number: float) -> bool:
        """Return whether nothing is shown of a number, as `;;;` does with all and `0;-0;` with 0."""
        return self.blank[0 if number > 0 else 1 if number < 0 else 2]


def format_of(code: str) -> Format:
    """Return what a number format such as `[$-411]ggge"年度"` shows.

    `year` is how it writes years: yyyy, yy, ge (with the era) or e (without), or nothing. `blank` says of positive
    numbers, negative ones and zero whether it shows nothing of them. `before` and `after` are the words around a number
    that tell which one it is.
    """
    first, *others = _SECTIONS.split(code)
    shown = _NOT_SHOWN.sub("", first).lower()
    calendar = _MINUTES.sub("h", _NAMES_OF_DAYS.sub("", shown))
    year = "e" if "e" in calendar else ""
    if "g" in calendar or (year and _ERA.search(_words(first))):
        year = "ge"
    if "y" in calendar:
        year = "yy" if calendar.count("y") == 2 else "yyyy"
    before, after = _telling(first)
    return Format(
        is_percent="%" in shown,
        blank=tuple(not part for part in (first, *others, first, first)[:3]) if others else (False,) * 3,
        year=year,
        has_month="m" in calendar,
        has_day="d" in calendar,
        has_time="h" in calendar or "s" in calendar,
        year_word=next((word for word in ("年度", "年") if word in first), ""),
        before=before,
        after=after,
    )


def _words(section: str) -> str:
    """Return a section of a number format with its words as they are shown, without marks of text and of layout."""
    return re.sub(r'"|\\(?=.)', "", _LOCALE.sub("", section))


def _telling(section: str) -> tuple[str, str]:
    """Return the words before and after a number where they tell which one it is, else nothing.

    A comma behind the last digit shows thousands: 9,120 as 9千件. What is held is the number itself then.
    """
    found = _AROUND.fullmatch(_words(section))
    if found is None or not _TELLING.search(found[1] + found[2]) or re.search(r"[0#?],+(?![0#?,])", section):
        return "", ""
    return found[1].strip(), found[2].strip()


def text_of(value: object, shown: Format) -> str:
    """Return a value as it would stand in a CSV file, as far as its cell shows it.

    A number has 15 digits at most, a day is 2025-03-31, a share shown as a percentage ends in %. Of a day of which
    only a part is shown, the rest is Excel's invention: 2025年3月, 9月12日 or 令和6年度 is all there is. A length of
    time is 512:30, a truth TRUE.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, timedelta):
        return _hours(value)
    if isinstance(value, datetime | date):
        return _day(value, shown)
    if isinstance(value, int | float):
        number = Decimal(format(value, ".15g"))  # what Excel shows; the rest is noise of binary fractions
        return (
            f"{_plain(number * 100)}%" if shown.is_percent else f"{shown.before}{_plain(number)}{shown.after}"
        )
    if isinstance(value, time):
        return f"{value.hour}:{value:%M:%S}".removesuffix(":00")
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))


def _plain(number: Decimal) -> str:
    """Return a number without exponent and without zeros at the end of its fraction."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _hours(length: timedelta) -> str:
    minutes, seconds = divmod(round(length.total_seconds()), 60)
    text = f"{minutes // 60}:{minutes % 60:02}"
    return f"{text}:{seconds:02}" if seconds else text


def _day(value: date, shown: Format) -> str:
    """Return the parts of a day that are shown; all of it where the format is none of days."""
    if shown.has_month and not shown.has_day and shown.year:
        return f"{value.year}年{value.month}月"
    if shown.has_month and not shown.year:
        return f"{value.month}月{value.day}日" if shown.has_day else f"{value.month}月"
    if shown.has_day and not shown.has_month:
        return f"{value.day}日"
    if shown.year and not shown.has_month:
        return f"{_year(value, shown.year)}{shown.year_word}"
    if isinstance(value, datetime):
        if shown.has_time and not shown.year:
            return text_of(value.time(), shown)
        return str(value).removesuffix(" 00:00:00")
    return value.isoformat()


def _year(value: date, written: str) -> str:
    era = calendars.era_of_day(value)
    if written == "ge":
        return f"{era.name}{era.count(value.year)}"
    if written == "e":
        return str(era.count(value.year))
    return str(value.year) if written == "yyyy" else f"{value.year % 100:02}"
