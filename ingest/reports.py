"""What departments report: one row per indicator series and period, as CSV or Excel."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
from pydantic import BaseModel, ConfigDict

from ingest import sheets, system, tables
from ingest.faults import Fault, InputError
from ingest.periods import Period
from ingest.report_rows import (
    HEADERS,
    Indicator,
    IndicatorId,
    ReportRow,
    is_heading,
    judge_period,
    no_record,
    number_problems,
    unknown_indicator,
)
from ingest.tables import Problem
from ingest.validation import Day, unknown_source
from stats.goals.series import Series

CSV, EXCEL = ".csv", ".xlsx"
OTHER_TABLES = (".xls", ".xlsm", ".xlsb", ".ods", ".numbers", ".tsv")
"""Endings of files that hold a table but are not read; leaving them aside would lose a report."""


class ContextRow(BaseModel):
    """A row of the published values that are shown as context and never judged."""

    model_config = ConfigDict(extra="forbid")

    indicator_id: IndicatorId
    period_end: Day
    value: float
    note: str
    source_id: str


def load(connection: duckdb.DuckDBPyConnection, path: Path, plan_id: str, *, is_sample: bool) -> None:
    """Load a report file, or every .csv and .xlsx of a folder, into `indicator_values`.

    Of a workbook the sheet with the heading is read. Other sheets, and other files of the folder, are noted in
    `ingest_findings` as skipped, and so are departments the plan does not put in charge.

    Raises
    ------
    InputError
        With every fault of every file: an unknown indicator, a period that cannot be, a percentage outside 0-100,
        a figure in another unit, a row without content, the same indicator and period twice, a table in a form
        that is not read.
    """
    files, skipped, faults = _files(path)
    reader = _Reader(connection, plan_id, "sample" if is_sample else "department")
    if reader.default_source not in reader.sources:
        faults.append(Fault("sources.csv", "", *unknown_source(reader.default_source)))
    read = []
    for file in files:
        try:
            read.append((file, reader.read(file)))
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise InputError(faults)
    noticed = [(f"reports/{path.resolve().name}", "skipped_file", name, 0) for name in skipped]
    for file, content in read:
        name = f"reports/{file.name}"
        tables.insert(
            connection, "indicator_values", [row | {"is_sample": is_sample} for row in content.values]
        )
        tables.record_file(connection, file, name, "report", len(content.values), is_sample=is_sample)
        noticed += [(name, "skipped_sheet", sheet, 0) for sheet in content.sheets_left]
        noticed += [(name, "other_department", which, rows) for which, rows in content.strangers.items()]
    columns = ("file_name", "kind", "detail", "rows")
    tables.insert(connection, "ingest_findings", [dict(zip(columns, one, strict=True)) for one in noticed])


def _files(path: Path) -> tuple[list[Path], list[str], list[Fault]]:
    """Return the report files of a folder, or the one given; names of other things in it; and tables not read.

    Raises
    ------
    InputError
        When there is nothing at the path, or no report in the folder.
    """
    if not path.exists():
        raise InputError([Fault(str(path), "", "ファイルもフォルダーもありません", "場所を確かめてください")])
    try:
        entries = sorted(path.iterdir()) if path.is_dir() else [path]
    except OSError as error:
        raise InputError([system.not_opened(str(path), error)]) from error
    files, skipped, faults = [], [], []
    for entry in entries:
        ending = entry.suffix.lower()
        if entry.name.startswith((".", "~$")) and path.is_dir():  # what programs keep beside an open file
            skipped.append(entry.name)
        elif ending in (CSV, EXCEL) and entry.is_dir():
            faults.append(Fault(entry.name, "", "フォルダーです", "報告のファイルに置き換えてください"))
        elif ending in (CSV, EXCEL):
            files.append(entry)
        elif ending in OTHER_TABLES or not path.is_dir():
            problem, remedy = (
                "CSVでもExcel（.xlsx）でもありません",
                "「.xlsx」か「CSV UTF-8（コンマ区切り）」で保存し直してください",
            )
            faults.append(Fault(entry.name, "", problem, remedy))
        else:
            skipped.append(entry.name)
    if not files and not faults:
        remedy = "報告ファイルを入れたフォルダーを指定してください"
        raise InputError([Fault(str(path), "", "報告のCSVもExcel（.xlsx）もありません", remedy)])
    return files, skipped, faults


@dataclass
class _Content:
    """What a file holds: rows as `indicator_values` takes them, the sheets left aside, departments not in charge."""

    values: list[dict[str, object]]
    sheets_left: tuple[str, ...]
    strangers: Counter[str]


class _Reader:
    """Reads report files one after the other against what the edition holds: indicators, sources, values, files."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, plan_id: str, default_source: str) -> None:
        self.default_source = default_source
        self.sources = {name for (name,) in connection.execute("select source_id from sources").fetchall()}
        self._plan_id = plan_id
        self._indicators = indicators(connection, plan_id)
        self._files = {
            name for (name,) in connection.execute("select file_name from ingest_files").fetchall()
        }
        loaded = connection.execute(
            "select indicator_id, period_end from indicator_values where plan_id = $plan", {"plan": plan_id}
        ).fetchall()
        self._values: dict[tuple[str, date], str] = dict.fromkeys(loaded, "公表値")

    def read(self, file: Path) -> _Content:
        """Return what a file holds.

        Raises
        ------
        InputError
            With every fault of the file.
        """
        lines, sheets_left = _lines(file)
        content = _Content([], sheets_left, Counter())

        def judge(line: int, row: ReportRow, unread: frozenset[str]) -> Iterator[Problem]:
            period, problems = self._judged(row, unread)
            yield from problems
            if period and row.indicator_id in self._indicators:
                key = (row.indicator_id, period.ends_on)
                if key in self._values:
                    problem = f"指標{row.indicator_id}の{row.period}は{self._values[key]}にもあります"
                    yield "period", problem, "一方を消してください"
                self._values.setdefault(key, f"{file.name}の{line}行目")
                content.values.append(self._value_row(row, period))
                indicator = self._indicators[row.indicator_id]
                if row.department and not indicator.is_of(row.department):
                    in_charge = "・".join(indicator.departments)
                    content.strangers[
                        f"指標{row.indicator_id}に「{row.department}」（計画では{in_charge}）"
                    ] += 1

        _, faults = tables.rows_of(lines, ReportRow, HEADERS, file.name, judge, no_record)
        if f"reports/{file.name}" in self._files:
            problem = "同じ名前のファイルがすでに読まれています"
            faults.insert(0, Fault(file.name, "", problem, "ファイルの名前を変えてください"))
        if faults:
            raise InputError(faults)
        return content

    def _judged(self, row: ReportRow, unread: frozenset[str]) -> tuple[Period | None, list[Problem]]:
        """Return the period of a row, or None, and what is wrong with the fields that could be read."""
        problems: list[Problem] = []
        if row.source_id is not None and row.source_id not in self.sources:
            problems.append(("source_id", *unknown_source(row.source_id)))
        if row.indicator_id is None:
            return None, problems
        if row.indicator_id not in self._indicators:
            problems.append(("indicator_id", *unknown_indicator(row.indicator_id, self._indicators)))
            return None, problems
        indicator = self._indicators[row.indicator_id]
        period, of_period = judge_period(row, indicator)
        return period, [*problems, *of_period, *number_problems(row, indicator, unread)]

    def _value_row(self, row: ReportRow, period: Period) -> dict[str, object]:
        return row.model_dump(exclude={"period", "value"}) | {
            "plan_id": self._plan_id,
            "period_end": period.ends_on,
            "is_part_year": period.is_part_year,
            "value": row.figure,
            "source_id": row.source_id or self.default_source,
        }


def _lines(file: Path) -> tuple[list[tuple[int, list[str]]], tuple[str, ...]]:
    """Return header and rows of a file with their line numbers, and the sheets of a workbook that were left aside."""
    if file.suffix.lower() != EXCEL:
        return sheets.from_heading(tables.read_lines(file, file.name), is_heading), ()
    sheet = sheets.find(file, is_heading)
    return [sheet.heading, *sheet.rows], sheet.others


def indicators(connection: duckdb.DuckDBPyConnection, plan_id: str) -> dict[str, Indicator]:
    """Return what the indicator series of a plan are judged by."""
    rows = connection.execute(
        "select indicator_id, unit, calendar, departments, kind, direction, baseline_value, baseline_on, target_value,"
        " target_on, starts_on, period_type from indicators inner join plans using (plan_id)"
        " inner join measures using (plan_id, measure_id) where plan_id = $plan order by field_no, indicator_id",
        {"plan": plan_id},
    ).fetchall()
    return {
        indicator_id: Indicator(unit, calendar, tuple(departments), Series(*said))
        for indicator_id, unit, calendar, departments, *said in rows
    }


def load_context(connection: duckdb.DuckDBPyConnection, path: Path, plan_id: str) -> None:
    """Load published values that are context only into `context_values`.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    known = indicators(connection, plan_id)
    sources = {source for (source,) in connection.execute("select source_id from sources").fetchall()}
    name = f"reports/{path.name}"
    rows, faults = tables.sound_rows(path, ContextRow, shown=name)
    faults.extend(tables.repeated_keys(connection, "context_values", name, rows))
    for line, row in rows:
        if row.indicator_id not in known:
            place = f"{line}行目「indicator_id」"
            faults.append(Fault(name, place, *unknown_indicator(row.indicator_id, known)))
        if row.source_id not in sources:
            faults.append(Fault(name, f"{line}行目「source_id」", *unknown_source(row.source_id)))
    if faults:
        raise InputError(faults)
    tables.insert(connection, "context_values", [{"plan_id": plan_id} | row.model_dump() for _, row in rows])
    tables.record_file(connection, path, name, "definition", len(rows), is_sample=False)
