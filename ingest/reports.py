"""What departments report: one row per indicator series and period."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import duckdb
from pydantic import BaseModel, BeforeValidator, ConfigDict

from ingest import tables
from ingest.faults import Fault, InputError
from ingest.validation import Day, half_width, parse_day, unknown_source

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

ERA_STARTS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
YEARS = range(1989, 2100)  # from the first year of 平成; later ones are slips of the pen

Problem = tuple[str, str, str]
"""Field, problem and remedy."""


IN_JAPANESE = {field: header for header, field in HEADERS.items()}
WHOLE_PERCENT = 0.5  # how far a percentage may be from numerator / denominator when it was rounded


def _indicator_id(text: str) -> str:
    """Return an indicator's number with half-width characters, whichever dash was typed."""
    return re.sub("[‐‑–—―ー]", "-", half_width(text))


IndicatorId = Annotated[str, BeforeValidator(_indicator_id)]


class ReportRow(BaseModel):
    """A row of a report file."""

    model_config = ConfigDict(extra="forbid")

    indicator_id: IndicatorId
    period: str
    value: float | None = None
    value_text: str | None = None
    numerator: float | None = None
    denominator: float | None = None
    state: Literal["未着手", "中止", "評価困難"] | None = None
    reason: str | None = None
    next_step: str | None = None
    department: str | None = None
    reported_on: Day | None = None
    source_id: str | None = None


class ContextRow(BaseModel):
    """A row of the published values that are shown as context and never judged."""

    model_config = ConfigDict(extra="forbid")

    indicator_id: IndicatorId
    period_end: Day
    value: float
    note: str
    source_id: str


@dataclass(frozen=True)
class Period:
    """The last day of a reported period, and whether its year goes on after it."""

    ends_on: date
    is_part_year: bool


def parse_period(text: str, calendar: Literal["fiscal", "calendar"]) -> Period:
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


def load(connection: duckdb.DuckDBPyConnection, path: Path, plan_id: str, *, is_sample: bool) -> None:
    """Load a report file, or every .csv of a folder, into `indicator_values`.

    Other files of the folder are noted in `ingest_findings` as skipped.

    Raises
    ------
    InputError
        With every fault of every file: an unknown indicator, a period that cannot be, a percentage outside 0-100,
        a row without content, the same indicator and period twice.
    """
    files, skipped = _files(path)
    known = _Known(connection, plan_id)
    default_source = "sample" if is_sample else "department"
    faults: list[Fault] = []
    if default_source not in known.sources:
        faults.append(Fault("sources.csv", "", *unknown_source(default_source)))
    for file in files:
        name = f"reports/{file.name}"
        if name in known.files:
            problem = "同じ名前のファイルがすでに読まれています"
            faults.append(Fault(file.name, "", problem, "ファイルの名前を変えてください"))
        rows, unreadable = tables.sound_rows(file, ReportRow, HEADERS)
        faults.extend(unreadable)
        values = []
        for line, row in rows:
            period, problems = _judge(row, known)
            if period:
                key = (row.indicator_id, period.ends_on)
                if key in known.values:
                    problem = f"指標{row.indicator_id}の{row.period}は{known.values[key]}にもあります"
                    problems.append(("period", problem, "一方を消してください"))
                known.values.setdefault(key, f"{file.name}の{line}行目")
                values.append(_value_row(row, period, plan_id, default_source, is_sample=is_sample))
            faults.extend(
                Fault(file.name, f"{line}行目「{IN_JAPANESE[field]}」", problem, remedy)
                for field, problem, remedy in problems
            )
        if not faults:
            tables.insert(connection, "indicator_values", values)
            tables.record_file(connection, file, name, "report", len(rows), is_sample=is_sample)
    if faults:
        raise InputError(faults)
    tables.insert(
        connection,
        "ingest_findings",
        [
            {"file_name": f"reports/{path.resolve().name}", "kind": "skipped_file", "detail": name, "rows": 0}
            for name in skipped
        ],
    )


def _files(path: Path) -> tuple[list[Path], list[str]]:
    """Return the report files of a folder, or the one file given, and the names of other things in the folder.

    Raises
    ------
    InputError
        When there is nothing at the path, or no CSV in the folder.
    """
    if not path.is_dir():
        if path.exists():
            return [path], []
        raise InputError([Fault(str(path), "", "ファイルもフォルダーもありません", "場所を確かめてください")])
    entries = sorted(path.iterdir())
    files = [entry for entry in entries if entry.suffix.lower() == ".csv" and entry.is_file()]
    if not files:
        remedy = "報告ファイルを入れたフォルダーを指定してください"
        raise InputError([Fault(str(path), "", "報告のCSVがありません", remedy)])
    return files, [entry.name for entry in entries if entry not in files]


class _Known:
    """What the edition holds already: indicators (unit and calendar), sources, values (and where from), files."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, plan_id: str) -> None:
        plan = {"plan": plan_id}
        self.indicators: dict[str, tuple[str, Literal["fiscal", "calendar"]]] = {
            indicator_id: (unit, calendar)
            for indicator_id, unit, calendar in connection.execute(
                "select indicator_id, unit, calendar from indicators where plan_id = $plan", plan
            ).fetchall()
        }
        self.sources = {name for (name,) in connection.execute("select source_id from sources").fetchall()}
        self.files = {name for (name,) in connection.execute("select file_name from ingest_files").fetchall()}
        loaded = connection.execute(
            "select indicator_id, period_end from indicator_values where plan_id = $plan", plan
        ).fetchall()
        self.values: dict[tuple[str, date], str] = dict.fromkeys(loaded, "公表値")


def _judge(row: ReportRow, known: _Known) -> tuple[Period | None, list[Problem]]:
    """Return the period of a row, or None, and every fault of the row."""
    problems = []
    period = None
    if row.source_id is not None and row.source_id not in known.sources:
        problems.append(("source_id", *unknown_source(row.source_id)))
    if row.indicator_id not in known.indicators:
        problems.append(("indicator_id", *_unknown_indicator(row.indicator_id)))
        return None, problems
    unit, calendar = known.indicators[row.indicator_id]
    try:
        period = parse_period(row.period, calendar)
    except ValueError as error:
        remedy = "「令和5年度」「令和5年」「2023-10-31」のように書いてください"
        problems.append(("period", str(error), remedy))
    problems.extend(_number_problems(row, unit))
    return period, problems


def _unknown_indicator(indicator_id: str) -> tuple[str, str]:
    problem = f"指標番号「{indicator_id}」は計画にありません"
    return problem, "計画の指標番号（例 9-12、3-1a）に直してください"


def _number_problems(row: ReportRow, unit: str) -> Iterator[Problem]:
    """Yield field, problem and remedy of numbers that cannot be, and of a row without content."""
    numerator, denominator = row.numerator, row.denominator
    if (numerator is None) != (denominator is None):
        field = "denominator" if denominator is None else "numerator"
        yield field, "分子と分母の一方しかありません", "両方を書くか、両方を空にしてください"
    elif numerator is not None and denominator is not None and (numerator < 0 or denominator <= 0):
        field = "numerator" if numerator < 0 else "denominator"
        yield field, "分子か分母が小さすぎます", "分子は0以上、分母は0より大きい数に直してください"
    elif row.value is None and numerator is not None and unit != "%":
        yield "value", "分子と分母だけで実績値がありません", "割合（%）でない指標には実績値も書いてください"
    elif row.value is None and row.value_text is None and row.state is None and numerator is None:
        yield "value", "実績値も状況もありません", "実績値か状況のどちらかを書いてください"
    else:
        yield from _value_problems(row, unit)


def _value_problems(row: ReportRow, unit: str) -> Iterator[Problem]:
    value, share = _value(row), _share(row)
    if value is not None and unit == "%" and not 0 <= value <= 100:
        yield "value", f"割合が{value:g}%です", "0～100の値に直してください"
    elif value is not None and unit == "%" and share is not None and abs(value - share) > WHOLE_PERCENT:
        problem = f"実績値{value:g}%が、分子÷分母の{share:.1f}%と合いません"
        yield "value", problem, "実績値を空にするか、分子と分母を確かめてください"
    elif value is not None and value < 0:
        yield "value", f"実績値が{value:g}です", "0以上の値に直してください"


def _value(row: ReportRow) -> float | None:
    """Return the reported value, or the percentage its numerator and denominator make."""
    return _share(row) if row.value is None else row.value


def _share(row: ReportRow) -> float | None:
    return 100 * row.numerator / row.denominator if row.numerator is not None and row.denominator else None


def _value_row(
    row: ReportRow, period: Period, plan_id: str, default_source: str, *, is_sample: bool
) -> dict[str, object]:
    return row.model_dump(exclude={"period"}) | {
        "plan_id": plan_id,
        "period_end": period.ends_on,
        "is_part_year": period.is_part_year,
        "value": _value(row),
        "source_id": row.source_id or default_source,
        "is_sample": is_sample,
    }


def load_context(connection: duckdb.DuckDBPyConnection, path: Path, plan_id: str) -> None:
    """Load published values that are context only into `context_values`.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    known = _Known(connection, plan_id)
    name = f"reports/{path.name}"
    rows, faults = tables.sound_rows(path, ContextRow, shown=name)
    faults.extend(tables.repeated_keys(connection, "context_values", name, rows))
    for line, row in rows:
        if row.indicator_id not in known.indicators:
            place = f"{line}行目「indicator_id」"
            faults.append(Fault(name, place, *_unknown_indicator(row.indicator_id)))
        if row.source_id not in known.sources:
            faults.append(Fault(name, f"{line}行目「source_id」", *unknown_source(row.source_id)))
    if faults:
        raise InputError(faults)
    tables.insert(connection, "context_values", [{"plan_id": plan_id} | row.model_dump() for _, row in rows])
    tables.record_file(connection, path, name, "definition", len(rows), is_sample=False)
