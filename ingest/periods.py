"""The periods a figure is reported for: fiscal or calendar years, or the part of one up to a day."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from ingest.validation import parse_day
from stats import calendars
from stats.calendars import Calendar

YEARS = range(
    calendars.ERAS[-1].begins.year, 2100
)  # from the first year of 平成; later ones are slips of the pen
_ERAS = {written: era for era in calendars.ERAS for written in (era.name, era.letter)}


@dataclass(frozen=True)
class Period:
    """The last day of a reported period, and whether its year goes on after it."""

    ends_on: date
    is_part_year: bool


def parse_period(text: str, calendar: Calendar) -> Period:
    """Return the period a department wrote: 令和5年度, R5年度, 2023年度, 令和5年, 2023年 or a date such as 2023-10-31.

    Full-width characters are accepted. Fiscal years (年度) end on 31 March of the following year.

    Raises
    ------
    ValueError
        In Japanese, when the text is no period or its calendar is not the indicator's.
    """
    written = unicodedata.normalize("NFKC", text).replace(" ", "").replace("元年", "1年").upper()
    named = re.fullmatch(rf"({'|'.join(_ERAS)})?([0-9]{{1,4}})(年度|年)?", written)
    if named and (named[1] or len(named[2]) == 4) and (named[3] or named[1]):
        year = _ERAS[named[1]].year(int(named[2])) if named[1] else int(named[2])
        wording = named[3] or ("年度" if calendar == "fiscal" else "年")
        if (wording == "年度") != (calendar == "fiscal"):
            expected = "年度" if calendar == "fiscal" else "暦年（年）"
            raise ValueError(f"この指標は{expected}で数えるため、期間「{text}」を使えません")
        if int(named[2]) == 0 or year not in YEARS:
            raise ValueError(f"期間「{text}」の年を確かめてください")
        return Period(calendars.bounds(year, calendar)[1], is_part_year=False)
    try:
        day = parse_day(written)
    except ValueError:
        raise ValueError(f"期間「{text}」を読み取れません") from None
    return Period(day, is_part_year=not calendars.ends_year(day, calendar))
