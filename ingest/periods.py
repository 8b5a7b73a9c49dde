"""The periods a figure is reported for: fiscal or calendar years, or the part of one up to a day."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ingest.validation import parse_day

Calendar = Literal["fiscal", "calendar"]

ERA_STARTS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
YEARS = range(1989, 2100)  # from the first year of 平成; later ones are slips of the pen


@dataclass(frozen=True)
class Period:
    """The last day of a reported period, and whether its year goes on after it."""

    ends_on: date
    is_part_year: bool


def year_of(day: date, calendar: Calendar) -> tuple[date, date]:
    """Return first and last day of the fiscal or calendar year a day lies in."""
    if calendar == "calendar":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    begins = day.year - (day.month < 4)
    return date(begins, 4, 1), date(begins + 1, 3, 31)


def parse_period(text: str, calendar: Calendar) -> Period:
    """Return the period a department wrote: 令和5年度, R5年度, 2023年度, 令和5年, 2023年 or a date such as 2023-10-31.

    Full-width characters are accepted. Fiscal years (年度) end on 31 March of the following year.

    Raises
    ------
    ValueError
        In Japanese, when the text is no period or its calendar is not the indicator's.
    """
    written = unicodedata.normalize("NFKC", text).replace(" ", "").replace("元年", "1年").upper()
    named = re.fullmatch(r"(令和|平成|R|H)?([0-9]{1,4})(年度|年)?", written)
    if named and (named[1] or len(named[2]) == 4) and (named[3] or named[1]):
        year = int(named[2]) + ERA_STARTS.get(named[1] or "", 0)
        wording = named[3] or ("年度" if calendar == "fiscal" else "年")
        if (wording == "年度") != (calendar == "fiscal"):
            expected = "年度" if calendar == "fiscal" else "暦年（年）"
            raise ValueError(f"この指標は{expected}で数えるため、期間「{text}」を使えません")
        if int(named[2]) == 0 or year not in YEARS:
            raise ValueError(f"期間「{text}」の年を確かめてください")
        return Period(date(year + 1, 3, 31) if wording == "年度" else date(year, 12, 31), is_part_year=False)
    try:
        day = parse_day(written)
    except ValueError:
        raise ValueError(f"期間「{text}」を読み取れません") from None
    last = (3, 31) if calendar == "fiscal" else (12, 31)
    return Period(day, is_part_year=(day.month, day.day) != last)
