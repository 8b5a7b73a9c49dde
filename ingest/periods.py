"""The periods a figure is reported for: fiscal or calendar years, or the part of one up to a day."""

import calendar as months
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from ingest.validation import ERAS, parse_day
from stats import calendars
from stats.calendars import Calendar

YEARS = range(
    calendars.ERAS[-1].begins.year, 2100
)  # from the first year of 平成; later ones are slips of the pen
_NAMED = re.compile(rf"(?:({'|'.join(ERAS)})([0-9]{{1,4}})|([0-9]{{4}}))(年度|年)?")
_BOTH = re.compile(r"([^()]+)\(([^()]+)\)(年度|年)?")
_AS_OF = re.compile("(?:現在|時点)$")
_WHOLE = re.compile("(?<=[年度])(?:末|分|実績)$")


@dataclass(frozen=True)
class Period:
    """The last day of a reported period, and whether its year goes on after it."""

    ends_on: date
    is_part_year: bool


def parse_period(text: str, calendar: Calendar) -> Period:
    """Return the period a department wrote: 令和5年度, R5年度, 2023年度, 令和5(2023)年度, a day, a month's end.

    Full-width characters are accepted. Fiscal years (年度) end on 31 March of the following year.

    Raises
    ------
    ValueError
        In Japanese, when the text is no period or its calendar is not the indicator's.
    """
    compact = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("元年", "1年").upper()
    year, wording = _year(_WHOLE.sub("", _AS_OF.sub("", compact)), text)
    if year is None:
        day = _day(_AS_OF.sub("", text.strip()), text)
        return Period(day, is_part_year=not calendars.ends_year(day, calendar))
    if wording and (wording == "年度") != (calendar == "fiscal"):
        expected = "年度" if calendar == "fiscal" else "暦年（年）"
        raise ValueError(f"この指標は{expected}で数えるため、期間「{text}」を使えません")
    if year not in YEARS:
        raise ValueError(f"期間「{text}」の年を確かめてください")
    return Period(calendars.bounds(year, calendar)[1], is_part_year=False)


def _year(written: str, text: str) -> tuple[int | None, str | None]:
    """Return the year a text names, once or in both countings, and its 年度 or 年; no year where it names none."""
    both = _BOTH.fullmatch(written)
    named = [_NAMED.fullmatch(part) for part in (both.groups()[:2] if both else (written,))]
    found = [part for part in named if part]
    wordings = {part[4] for part in found if part[4]} | ({both[3]} if both and both[3] else set())
    if len(found) < len(named) or not (wordings or any(part[1] for part in found)):
        return None, None
    years = {ERAS[part[1]].year(int(part[2])) if part[1] else int(part[3]) for part in found}
    if len(years) > 1 or len(wordings) > 1:
        raise ValueError(f"期間「{text}」の和暦と西暦、または年度と年が食い違っています")
    if any(part[1] and not int(part[2]) for part in found):
        raise ValueError(f"期間「{text}」の年を確かめてください")
    return years.pop(), next(iter(wordings), None)


def _day(written: str, text: str) -> date:
    """Return a day, be it the last one of a month written as 令和7年3月末."""
    if re.fullmatch(r"[^年]+年\s*[0-9０-９]{1,2}\s*月", written):
        raise ValueError(f"期間「{text}」は月だけで、日がありません")
    month = re.fullmatch(r"(.+[年/.-]\s*[0-9]{1,2})\s*月?末日?", unicodedata.normalize("NFKC", written))
    try:
        if month is None:
            return parse_day(written)
        first = parse_day(f"{month[1]}月1日")
    except ValueError:
        raise ValueError(f"期間「{text}」を読み取れません") from None
    return first.replace(day=months.monthrange(first.year, first.month)[1])
