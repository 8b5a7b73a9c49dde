"""How numbers, dates and years are written in Japanese, in one place for screens, charts, alt texts and files."""

import math
import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

import pandas as pd
from pandas.io.formats.style import Styler

from charts import plain
from stats import calendars, thresholds
from stats.calendars import Calendar

FROM_MAN = 100_000
"""From this value on a label in a picture counts in 万 (10,000)."""


def number(value: float, decimals: int | None = None) -> str:
    """Return a number with thousands separators; without `decimals`, one decimal where it has a fraction."""
    if decimals is None:
        decimals = 0 if math.isclose(value, round(value), abs_tol=1e-9) else 1
    return f"{value:z,.{decimals}f}".replace("-", "−")


def quantity(value: float, unit: str, decimals: int | None = None) -> str:
    """Return a number with its unit, such as 7,365人 or 42.1%; 年発行分 is a year and has no separator."""
    if unit.startswith("年"):
        return f"{value:.0f}{unit}"
    return f"{number(value, decimals)}{unit}"


def about(value: float, unit: str) -> str:
    """Return a computed value with its unit: one decimal at most, none from 100 on."""
    return quantity(round(value, 0 if abs(value) >= 100 else 1), unit)


def step(unit: str) -> str:
    """Return the unit of a difference: points for percentages, years' worth for 年発行分, else the unit itself."""
    if unit == "%":
        return "ポイント"
    return "年分" if unit.startswith("年") else unit


def rounded(value: float, unit: str) -> str:
    """Return an estimate with its unit, no finer than it is worth: three figures, whole from 100 on."""
    if abs(value) >= 1000:
        step = 10 ** (len(str(int(abs(value)))) - 3)
        return quantity(round(value / step) * step, unit, 0)
    return quantity(value, unit, 0 if abs(value) >= 10 else 1)


def compact(value: float, unit: str) -> str:
    """Return a value as a label in a picture writes it: from 100,000 on in 万 with one decimal, a year alone."""
    if unit.startswith("年"):
        return f"{value:.0f}年"
    if abs(value) >= FROM_MAN:
        return f"{number(round(value / 10_000, 1))}万{unit}"
    return quantity(value, unit)


def signed(value: float, unit: str = "") -> str:
    """Return a change with its sign, such as +3件 or −12件, and ±0 for none."""
    if round(value, 1) == 0:
        return f"±0{unit}"
    return f"{'+' if value > 0 else ''}{number(value)}{unit}"


def percent(share: float, decimals: int = 0) -> str:
    """Return a share between 0 and 1 in percent."""
    return f"{100 * share:.{decimals}f}%"


def percent_down(share: float, decimals: int = 0) -> str:
    """Return a share in percent rounded down: what falls short of 100% by little is never written as 100%."""
    scale = 10**decimals
    return f"{math.floor(100 * scale * share + 1e-9) / scale:.{decimals}f}%".replace("-", "−")


def probability(share: float) -> str:
    """Return a probability in whole percent; one near the ends is never called impossible or certain."""
    if share < 0.01:
        return "1%未満"
    return "99%超" if share > 0.99 else percent(share)


def probabilities(shares: pd.Series) -> pd.Series:
    """Return probabilities (0-1) in whole percent to compute with; none is called impossible or certain."""
    return (100 * shares).round().clip(1, 99).astype(int)


INTERVAL = percent(thresholds.CONFIDENCE)
"""How sure an interval is, as the words beside it say; so of forecasts and of the ranking."""

FORECAST, RANKING = percent(thresholds.FORECAST), percent(thresholds.RANKING)
CHANCE, POWER = percent(thresholds.UNLIKELY), percent(thresholds.POWER)


def era_year(year: int) -> str:
    """Return the year of the Japanese era, 令和 from 2019 on (whole years, as statistics count them)."""
    return _in_era(calendars.era_of_year(year), year)


def era_year_of(day: date) -> str:
    """Return the year of the Japanese era a day lies in: 令和 begins on 1 May 2019, so January 2019 is 平成31."""
    return _in_era(calendars.era_of_day(day), day.year)


def _in_era(era: calendars.Era, year: int) -> str:
    count = era.count(year)
    return f"{era.name}{'元' if count == 1 else count}"


def calendar_year(year: int) -> str:
    """Return a calendar year in both ways of counting, such as 令和3年（2021年）."""
    return f"{era_year(year)}年（{year}年）"


def years(asked: Collection[int]) -> str:
    """Return calendar years in short, such as 令和3年, those of a row as 令和元～3年; nothing where there are none."""
    rows: list[list[int]] = []
    for year in sorted(asked):
        if rows and rows[-1][-1] == year - 1:
            rows[-1].append(year)
        else:
            rows.append([year])
    return listing(map(_from_to, rows))


def _from_to(row: Sequence[int]) -> str:
    first, last = era_year(row[0]), era_year(row[-1])
    if len(row) == 1:
        return f"{first}年"
    era = calendars.era_of_year(row[-1]).name
    return f"{first}～{last.removeprefix(era) if first.startswith(era) else last}年"


def fiscal_year(year: int) -> str:
    """Return a fiscal year in both ways of counting, such as 令和5年度（2023年度）."""
    return f"{era_year(year)}年度（{year}年度）"


def day(value: date) -> str:
    """Return a date in both ways of counting, such as 令和5年10月31日（2023年）."""
    return f"{era_year_of(value)}年{value.month}月{value.day}日（{value.year}年）"


def period(value: date, calendar: Calendar) -> str:
    """Return the end of a reported period: 令和5年度末, 令和6年末, or the day where it is neither."""
    if calendars.ends_year(value, calendar):
        year = era_year(calendars.year_of(value, calendar))
        return f"{year}年度末" if calendar == "fiscal" else f"{year}年末"
    return f"{era_year_of(value)}年{value.month}月{value.day}日"


def minute(value: datetime) -> str:
    """Return a time of day with its date, such as 令和8年11月22日（2026年）15時30分."""
    return f"{day(value)}{value.hour}時{value.minute:02d}分"


def listing(items: Iterable[str], most: int | None = None) -> str:
    """Return items joined by ・; beyond `most`, the number of the others (ほかn)."""
    listed = list(items)
    if most is None or len(listed) <= most:
        return "・".join(listed)
    return f"{'・'.join(listed[:most])}（ほか{len(listed) - most}）"


def leading(names: Iterable[str], amount: str) -> str:
    """Return who leads with which amount; equals are all named, three at most."""
    listed = list(names)
    return f"{listing(listed, most=3)}が{'各' if len(listed) > 1 else ''}{amount}"


def too_few(what: str, counted: str = "件数") -> str:
    """Return that so few accidents or people tell nothing, as sentences; `what` ends in their number."""
    return f"{what}です。{counted}が少なく、傾向は言えません。"


def ask(contact: str) -> str:
    """Return whom to ask where material is missing, as a sentence; `contact` is that of the edition."""
    return f"資料を加えるには、{contact}に問い合わせてください。"


def sentence(parts: Iterable[str]) -> str:
    """Return parts as sentences in a row, each ending in a full stop."""
    return "".join(f"{part.rstrip('。')}。" for part in parts)


def month_and_hour(value: datetime | None) -> str:
    """Return month and hour of an accident, no finer, such as 令和3年4月 8時台; 日時不明 where it has none."""
    if value is None or value != value:  # a pandas NaT differs from itself
        return "日時不明"
    return f"{era_year_of(value)}年{value.month}月 {value.hour}時台"


def folded(text: str, width: int) -> str:
    """Return a label broken between phrases into lines of at most `width` characters, for an axis of a figure.

    What is longer than a line is broken where the line ends; brackets stay with what they hold.
    """
    lines = [""]
    for phrase in phrases(text):
        for piece in (phrase[start : start + width] for start in range(0, len(phrase), width)):
            if len(lines[-1]) + len(piece) > width and piece[0] not in "」）":
                opened = lines[-1][-1] if lines[-1].endswith(("「", "（")) else ""
                lines[-1] = lines[-1].removesuffix(opened)
                lines.append(opened)
            lines[-1] += piece
    return "<br>".join(map(plain.figure, lines))


_KANJI, _HIRAGANA, _KATAKANA, _PARTICLES = "\u4e00-\u9fff々", "ぁ-ゖ", "ァ-ヺー", "のをにとはがでへも"
_PIECES = re.compile(
    rf"(?:[{_KANJI}]+(?:[{_HIRAGANA}]*(?![{_PARTICLES}])[{_HIRAGANA}][{_KANJI}]+)*[{_HIRAGANA}]*"  # 持ち帰り, 資料の
    rf"|[{_KATAKANA}]+(?:[{_KANJI}](?![{_KANJI}]))?"  # ブランド力
    rf"|[{_HIRAGANA}]+"
    rf"|[^{_KANJI}{_HIRAGANA}{_KATAKANA}・、]+(?:[{_PARTICLES}](?![{_HIRAGANA}]))?"  # RPAの
    r")?[・、]*"
)


def phrases(text: str) -> list[str]:
    """Return a name in the pieces between which a line may end: where the script changes or after a particle."""
    return [piece for piece in _PIECES.findall(text) if piece]


def with_separators(table: pd.DataFrame) -> Styler:
    """Return a table for `st.table`: numbers with thousands separators and without idle zeros, texts as they are.

    The numbers stay numbers underneath, so that they stand at the right of their column.
    """
    table = table.rename(columns=_shown)
    whole, broken = (table.select_dtypes(kind).columns for kind in ("integer", "float"))
    rest = table.columns.difference([*whole, *broken])
    return (
        table.style.format(number, subset=whole, na_rep="—")
        .format(lambda value: f"{value:,.10g}".replace("-", "−"), subset=broken, na_rep="—")
        .format(_shown, subset=rest, na_rep="—")
    )


def _shown(cell: object) -> object:
    """Return a cell or heading as the Markdown of `st.table` shows it as it is."""
    return plain.markdown(cell) if isinstance(cell, str) else cell
