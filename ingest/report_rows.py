"""A row of a department's report: what may stand in it, and whether its figures can be."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainValidator
from pydantic_core import PydanticCustomError

from ingest import numbers, tables
from ingest.periods import Period, parse_period
from ingest.tables import Problem
from ingest.texts import plain
from ingest.validation import Day, half_width, parse_day
from stats import calendars
from stats.calendars import Calendar
from stats.goals.series import NeverDue, Series, never_due

HEADERS = {
    "指標番号": "indicator_id",
    "期間": "period",
    "実績値": "value",
    "実績（文）": "value_text",
    "分子": "numerator",
    "分母": "denominator",
    "状況": "state",
    "理由": "reason",
    "次の取組": "next_step",
    "担当課": "department",
    "報告日": "reported_on",
    "出典": "source_id",
}

WHOLE_PERCENT = 0.5  # how far a percentage may be from numerator / denominator when it was rounded
FAR_OFF = 100
"""How many times a figure may be above, or below, both baseline and target.

Figures counted in thousands (千) or ten thousands (万) instead of ones are 1,000 or 10,000 times too small; no
series of the plan is to grow a hundredfold from a baseline other than zero.
"""
COUNTED = ("件", "人", "回", "台", "施設", "種類", "か国語", "ID", "年発行分")
"""Units of things there are no halves of."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
TOTALS = ("合計", "総計", "小計", "計", "平均", "総数")


class Figure(NamedTuple):
    """A figure as written, 85 or 85%."""

    number: float
    is_percent: bool


def _figure(text: str) -> Figure:
    plain = half_width(text).strip()
    if numbers.is_no_value(plain):
        remedy = "値がないなら空欄にし、「状況」（未着手・中止・評価困難）か「実績（文）」に書いてください"
        raise _rule(f"「{text}」とあります", remedy)
    try:
        return Figure(numbers.number(plain.removesuffix("%"), text), plain.endswith("%"))
    except numbers.CellError as error:
        raise _rule(*error.args) from None


def _rule(problem: str, remedy: str) -> PydanticCustomError:
    return PydanticCustomError("rule", "{problem}", {"problem": problem, "remedy": remedy})


def _indicator_id(text: str) -> str:
    """Return an indicator's number with half-width characters, whichever dash was typed, and without spaces."""
    return re.sub("[‐‑–—―ー─ｰ﹣]", "-", half_width(text)).replace(" ", "").lower()


IndicatorId = Annotated[str, BeforeValidator(_indicator_id)]


class ReportRow(BaseModel):
    """A row of a report file; indicator and period must be written, and are None only where they are not."""

    model_config = ConfigDict(extra="forbid")

    indicator_id: IndicatorId | None
    period: str | None
    value: Annotated[Figure, PlainValidator(_figure)] | None = None
    value_text: str | None = None
    numerator: float | None = None
    denominator: float | None = None
    state: Literal["未着手", "中止", "評価困難"] | None = None
    reason: str | None = None
    next_step: str | None = None
    department: str | None = None
    reported_on: Day | None = None
    source_id: str | None = None

    @property
    def figure(self) -> float | None:
        """Return the reported value, or the percentage its numerator and denominator make."""
        return self.share if self.value is None else self.value.number

    @property
    def share(self) -> float | None:
        """Return numerator / denominator in per cent."""
        if self.numerator is None or not self.denominator:
            return None
        return 100 * self.numerator / self.denominator


class Indicator(NamedTuple):
    """What a report is judged by: a series' unit, calendar and departments, and what the plan says about it."""

    unit: str
    calendar: Calendar
    departments: tuple[str, ...]
    series: Series

    @property
    def examples(self) -> str:
        """Return how a period of the series may be written: its target's year, and a day of that year."""
        first, last = calendars.bounds_around(self.series.target_on, self.calendar)
        era = calendars.era_of_year(first.year)
        word = "年度" if self.calendar == "fiscal" else "年"
        return f"「{era.name}{era.count(first.year)}{word}」「{first.year}{word}」「{last}」"

    def is_of(self, department: str) -> bool:
        """Return whether the plan puts a department in charge, or each one of several in a cell."""
        written = [part for part in re.split("[、,・/;\n]", plain(department)) if part]
        return set(written) <= set(map(plain, self.departments))


def is_heading(cells: list[str]) -> bool:
    """Return whether a row of a sheet is the heading of a report."""
    fields = {tables.compared(name): field for name, field in HEADERS.items()}
    named = {fields.get(tables.compared(cell), cell.strip()) for cell in cells}
    return {"indicator_id", "period"} <= named


def no_record(cells: dict[str, str]) -> tuple[str, str] | None:
    """Return problem and remedy of a row that is no report: a note, a total, the heading once more."""
    written = cells.get("indicator_id", "")
    if is_heading(list(cells.values())):
        return "見出しがもう一度あります", "この行を消してください"
    if plain(written) in TOTALS:
        return f"「{written}」の行は報告ではありません", "この行を消してください"
    if "period" in cells or re.fullmatch("[0-9a-z/月日.-]+", _indicator_id(written)):
        return None
    problem = f"「{written}」は指標番号でなく、期間もありません" if written else "指標番号も期間もありません"
    return problem, "注記や前の行の続きなら、この行を消してください"


def _made_a_day(written: str) -> str | None:
    """Return the number that Excel made the day of which `written` is what it shows: 9-12 of 9月12日 or 12-sep."""
    if shown := re.fullmatch("([0-9]{1,2})[月/]([0-9]{1,2})日?", written):
        return f"{int(shown[1])}-{int(shown[2])}"
    if named := re.fullmatch(r"([0-9]{1,2})-([a-z]{3})|([a-z]{3})-([0-9]{1,2})", written):
        day, month = (named[1], named[2]) if named[1] else (named[4], named[3])
        return f"{_MONTHS.index(month) + 1}-{int(day)}" if month in _MONTHS else None
    try:
        held = parse_day(written)
    except ValueError:
        return None
    return f"{held.month}-{held.day}"


def unknown_indicator(indicator_id: str, known: Iterable[str]) -> tuple[str, str]:
    """Return problem and remedy for a number that is none of the plan's, be it that Excel made it a day."""
    if number := _made_a_day(indicator_id):
        problem = f"指標番号「{number}」がExcelで日付「{indicator_id}」に変わっています"
        return problem, f"列の書式を「文字列」にしてから「{number}」と書き直してください"
    problem = f"指標番号「{indicator_id}」は計画にありません"
    measures = re.findall("[0-9]+-[0-9]+", indicator_id)
    meant = [number for number in known if number.rstrip("abcdefgh") in measures]
    if meant:
        return problem, f"「{'」か「'.join(meant)}」に直してください"
    return problem, f"計画の指標番号（例 {'、'.join(islice(known, 2))}）に直してください"


def judge_period(row: ReportRow, indicator: Indicator) -> tuple[Period | None, list[Problem]]:
    """Return the period of a row, or None, and what is wrong with it and the day of the report.

    A period lies between the day of the baseline (earlier figures are context, see data/reports/context.csv) and a
    year after that of the target, as a plan may be extended by a year while the next one is drawn up. A year that was
    never due (see `never_due`) is refused, because its value would be lost. A report comes when its period
    is over, and a year after the last possible period at the latest.
    """
    if row.period is None:
        return None, []
    try:
        period = parse_period(row.period, indicator.calendar)
    except ValueError as error:
        return None, [("period", str(error), f"{indicator.examples}のように書いてください")]
    series = indicator.series
    last = _years_after(series.target_on, 1)
    if not series.baseline_on <= period.ends_on <= last:
        problem = f"期間「{row.period}」が、この指標の計画の期間（{series.baseline_on}～{last}）にありません"
        return None, [("period", problem, "年を確かめ、基準より前や計画より後の行は消してください")]
    if never := never_due(series, *calendars.bounds_around(period.ends_on, indicator.calendar)):
        return None, [("period", *_never_due(row.period, series, never))]
    problems = []
    if row.reported_on and row.reported_on < period.ends_on:
        problem = f"報告日{row.reported_on}が、期間の終わる{period.ends_on}より前です"
        remedy = "どちらかを直し、年の途中の値なら期間にその日付を書いてください"
        problems.append(("reported_on", problem, remedy))
    elif row.reported_on and row.reported_on > _years_after(last, 1):
        problem = f"報告日{row.reported_on}が、計画の期間より1年以上後です"
        problems.append(("reported_on", problem, "報告日の年を確かめてください"))
    return period, problems


def _never_due(period: str, series: Series, reason: NeverDue) -> tuple[str, str]:
    """Return problem and remedy for a year of which no report is asked for."""
    problems = {
        "before_sum": f"この指標の累計は{series.plan_starts_on}に始まるため、その前の「{period}」の値は数えられません",
        "after_sum": f"この指標の累計は{series.target_on}に終わるため、その後の「{period}」の値は数えられません",
        "baseline_year": f"期間「{period}」は基準の年（{series.baseline_on}）で、値は計画に印刷されています",
    }
    return problems[reason], "この行を消すか、期間の年を直してください（0件としても数えません）"


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def number_problems(row: ReportRow, indicator: Indicator, unread: frozenset[str]) -> Iterator[Problem]:
    """Yield what is wrong with the numbers of a row; `unread` are its fields that could not be read."""
    is_whole = unread.isdisjoint(("value", "numerator", "denominator", "state"))
    numerator, denominator = row.numerator, row.denominator
    if (numerator is None) != (denominator is None):
        if is_whole:
            field = "denominator" if denominator is None else "numerator"
            yield field, "分子と分母の一方しかありません", "両方を書くか、両方を空にしてください"
    elif numerator is not None and denominator is not None and (numerator < 0 or denominator <= 0):
        field = "numerator" if numerator < 0 else "denominator"
        yield field, "分子か分母が小さすぎます", "分子は0以上、分母は0より大きい数に直してください"
        return
    elif row.value is None and is_whole and numerator is not None and indicator.unit != "%":
        yield "value", "分子と分母だけで実績値がありません", "割合（%）でない指標には実績値も書いてください"
    elif row.figure is None and row.value_text is None and row.state is None and is_whole:
        yield "value", "実績値も状況もありません", "実績値か状況のどちらかを書いてください"
    yield from _value_problems(row, indicator)


def _value_problems(row: ReportRow, indicator: Indicator) -> Iterator[Problem]:
    unit, value = indicator.unit, row.figure
    if value is None:
        return
    share = row.share
    if unit == "%" and not 0 <= value <= 100:
        yield "value", f"割合が{value:g}%です", "0～100の値に直してください"
    elif unit == "%" and share is not None and abs(value - share) > WHOLE_PERCENT:
        problem = f"実績値{value:g}%が、分子÷分母の{share:.1f}%と合いません"
        yield "value", problem, "実績値を空にするか、分子と分母を確かめてください"
    elif value < 0:
        yield "value", f"実績値が{value:g}です", "0以上の値に直してください"
    elif row.value is not None and row.value.is_percent and unit != "%":
        problem = f"「{value:g}%」とありますが、この指標の単位は「{unit}」です"
        yield "value", problem, f"%でなく、{unit}の数を書いてください（Excelではセルの書式も直してください）"
    elif row.value is not None and (unit != "%" or share is None) and not _is_confirmed(row, unit):
        yield from _magnitude_problems(row.value, indicator)


def _magnitude_problems(figure: Figure, indicator: Indicator) -> Iterator[Problem]:
    """Yield a figure that seems to be counted in another unit than the series is."""
    unit, value = indicator.unit, figure.number
    series = indicator.series
    known = [number for number in (series.baseline_value, series.target_value) if number is not None]
    least, most = min(known), max(known)
    confirm = f"この値で正しければ、実績（文）に「{value:.15g}{unit}」と書いてください"
    if unit == "%":
        if 0 < value <= 1 < most and not figure.is_percent:
            problem = f"「{value:.15g}」が{value:.15g}%なのか{100 * value:.15g}%なのか分かりません"
            yield (
                "value",
                problem,
                f"「{value:.15g}%」か「{100 * value:.15g}%」のように、%を付けて書いてください",
            )
        return
    if unit in COUNTED and value != int(value):
        problem = f"実績値{value:.15g}に端数がありますが、{unit}は整数で数えます"
        yield "value", problem, f"整数を書いてください。{confirm}"
        return
    too_small = 0 < value * FAR_OFF < least and series.period_type != "plan_total"
    if too_small or value > most * FAR_OFF > 0:
        way = f"目標値{series.target_value:,.15g}"
        if series.baseline_value is not None:
            way = f"基準値{series.baseline_value:,.15g}と{way}"
        problem = f"実績値{value:,.15g}が、{way}から{FAR_OFF}倍より大きく離れています"
        yield "value", problem, f"千や万の単位でなく、{unit}の数そのものを書き、{confirm}"


def _is_confirmed(row: ReportRow, unit: str) -> bool:
    """Return whether the text of a row repeats its value together with the unit, as in 1,200人."""
    if row.value_text is None or row.value is None:
        return False
    written = re.sub("[, ]", "", unicodedata.normalize("NFKC", row.value_text))
    number = re.escape(f"{row.value.number:.15g}{unicodedata.normalize('NFKC', unit)}")
    return re.search(f"(?<![0-9.]){number}", written) is not None
