"""Synthetic reports of the departments: one CSV per reporting year, as the real ones come."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

import duckdb
import numpy as np
from pydantic import BaseModel, ConfigDict

from ingest import tables
from ingest.faults import Fault, InputError
from ingest.report_rows import HEADERS
from ingest.sample.excel import era_year, file_bytes
from stats import calendars
from stats.calendars import Calendar

DEFAULT_COURSES = {"keep": "held", "zero": "clean"}
DEFAULT_COURSE = "on_track"
FROM_RECORDS = "records"
NOISE = 0.015  # share by which an achievement is off its course, at most
COARSE = 1000  # large figures are reported in thousands where baseline and target are
LARGE = 100_000
FIRST_REPORTING_DAY = 10  # of May; the plan wants last year's progress by the end of May

# A row of a report by the field names of ingest.reports; what is absent stays blank.
Cells = dict[str, str | float | date | None]


class _Row(BaseModel):
    """A row of a parameter file."""

    model_config = ConfigDict(extra="forbid")


class CoursePoint(_Row):
    """Where a course stands when `expected` (0-1) of the way is due.

    `achieved` is the share of the way from baseline to target; for the kinds keep and text_baseline a
    multiple of the target, for zero a number of events. With a `state` no value is reported.
    """

    course: str
    expected: float
    achieved: float
    state: Literal["未着手", "中止", "評価困難"] | None = None


class Story(_Row):
    """What happens to a series: its course, fiscal years without a report, and the denominator of a share.

    Several years are parted by semicolons.
    """

    plan_id: str
    indicator_id: str
    course: str
    unreported: str = ""
    denominator: int | None = None


class Remark(_Row):
    """What a department writes in a fiscal year's report."""

    plan_id: str
    indicator_id: str
    year: int
    reason: str
    next_step: str


@dataclass(frozen=True)
class Indicator:
    """A series as the plan has it; `starts_on` is where its way to the target begins."""

    indicator_id: str
    department: str
    unit: str
    kind: str
    calendar: Calendar
    is_plan_total: bool
    baseline: float | None
    target: float
    starts_on: date
    target_on: date

    def periods(self) -> dict[int, date]:
        """Return the last days of all years after the start, by (fiscal or calendar) year."""
        ends = {
            year: calendars.bounds(year, self.calendar)[1]
            for year in range(self.starts_on.year, self.target_on.year + 1)
        }
        return {year: end for year, end in ends.items() if self.starts_on < end <= self.target_on}

    def expected(self, period_end: date) -> float:
        """Return the share of the way that is due at the end of a period."""
        return (period_end - self.starts_on) / (self.target_on - self.starts_on)

    def value(self, achieved: float) -> float:
        """Return the value of an achievement (see CoursePoint), as finely as the series is counted."""
        if self.kind == "zero":
            value = achieved
        elif self.kind in {"keep", "text_baseline"} or self.baseline is None:
            value = achieved * self.target
        else:
            value = self.baseline + achieved * (self.target - self.baseline)
        if self.unit == "%":
            return round(min(max(value, 0), 100), 1)
        if "/" in self.unit:
            return round(max(value, 0), 1)
        known = (self.target, self.baseline or 0)
        if self.target >= LARGE and all(number % COARSE == 0 for number in known):
            return round(value / COARSE) * COARSE
        return max(round(value), 0)


def write(
    folder: Path,
    connection: duckdb.DuckDBPyConnection,
    parameters: Path,
    accidents: Mapping[int, int],
    seed: int,
) -> None:
    """Write a file for each fiscal year from the first after a baseline to the last before a target.

    Parameters
    ----------
    folder
        Where the files go; made if it is not there.
    connection
        An edition whose tables city, plans, measures and indicators are filled.
    parameters
        The folder with stories.csv, courses.csv and remarks.csv. A series without a story takes the usual
        course of its kind.
    accidents
        Accidents by calendar year, for series whose course is `records`.
    seed
        The same seed makes the same bytes.

    Raises
    ------
    InputError
        When the parameters are faulty or a story names an unknown course.
    """
    ((plan_id,),) = connection.execute("select plan_id from city").fetchall()
    courses = _courses(parameters / "courses.csv")
    stories = _stories(parameters / "stories.csv", plan_id, {*courses, FROM_RECORDS})
    remarks = {
        (row.indicator_id, row.year): row
        for _, row in tables.read_rows(parameters / "remarks.csv", Remark)
        if row.plan_id == plan_id
    }
    random = np.random.default_rng([seed, 1])
    reports: dict[int, list[Cells]] = defaultdict(list)
    for indicator in _indicators(connection, plan_id):
        usual = DEFAULT_COURSES.get(indicator.kind, DEFAULT_COURSE)
        story = stories.get(indicator.indicator_id) or Story(
            plan_id=plan_id, indicator_id=indicator.indicator_id, course=usual
        )
        if story.course == FROM_RECORDS:
            contents: dict[int, Cells] = {
                year: {"value": accidents[year]} for year in indicator.periods() if year in accidents
            }
        else:
            contents = _contents(indicator, story, courses[story.course], random)
        for year, content in contents.items():
            remark = remarks.get((indicator.indicator_id, year))
            about: Cells = {
                "indicator_id": indicator.indicator_id,
                "period": era_year(year) + ("年度" if indicator.calendar == "fiscal" else "年"),
                "reason": remark.reason if remark else None,
                "next_step": remark.next_step if remark else None,
                "department": indicator.department,
                "reported_on": _day_in_may(year + 1, random),
            }
            if str(year) not in story.unreported.split(";"):
                reports[year].append(about | content)
    folder.mkdir(parents=True, exist_ok=True)
    for year, rows in reports.items():
        cells = [[_cell(row.get(name)) for name in HEADERS.values()] for row in rows]
        (folder / f"{era_year(year)}年度.csv").write_bytes(file_bytes(HEADERS, cells))


def _contents(
    indicator: Indicator, story: Story, course: list[CoursePoint], random: np.random.Generator
) -> dict[int, Cells]:
    """Return value or state of each year; a series that adds up over the plan has each year's own part."""
    contents: dict[int, Cells] = {}
    total = 0.0
    for year, period_end in indicator.periods().items():
        expected = indicator.expected(period_end)
        nearest = min(course, key=lambda point: abs(point.expected - expected))
        if nearest.state:
            contents[year] = {"state": nearest.state}
            continue
        achieved = np.interp(
            expected, [point.expected for point in course], [point.achieved for point in course]
        )
        value = indicator.value(float(achieved) * _noise(random))
        if story.denominator:
            denominator = round(story.denominator * _noise(random))
            contents[year] = {"numerator": round(denominator * value / 100), "denominator": denominator}
        else:
            contents[year] = {"value": value - total if indicator.is_plan_total else value}
        total = value
    return contents


def _noise(random: np.random.Generator) -> float:
    return 1 + random.uniform(-NOISE, NOISE)


def _indicators(connection: duckdb.DuckDBPyConnection, plan_id: str) -> list[Indicator]:
    query = Path(__file__).with_name("indicators.sql").read_text(encoding="utf-8")
    return [Indicator(*row) for row in connection.execute(query, {"plan_id": plan_id}).fetchall()]


def _courses(path: Path) -> dict[str, list[CoursePoint]]:
    courses = defaultdict(list)
    for _, point in tables.read_rows(path, CoursePoint):
        courses[point.course].append(point)
    return dict(courses)


def _stories(path: Path, plan_id: str, courses: set[str]) -> dict[str, Story]:
    rows = tables.read_rows(path, Story)
    faults = [
        Fault(
            f"sample/{path.name}",
            f"{line}行目「course」",
            f"経過「{row.course}」がありません",
            "courses.csvに経過を加えるか、綴りを直してください",
        )
        for line, row in rows
        if row.course not in courses
    ]
    if faults:
        raise InputError(faults)
    return {row.indicator_id: row for _, row in rows if row.plan_id == plan_id}


def _day_in_may(year: int, random: np.random.Generator) -> date:
    """Draw a working day of the last three weeks of May."""
    first = date(year, 5, FIRST_REPORTING_DAY)
    days = [first + timedelta(days=number) for number in range((date(year, 5, 31) - first).days + 1)]
    working = [day for day in days if day.weekday() < 5]
    return working[int(random.integers(len(working)))]


def _cell(value: str | float | date | None) -> str:
    return "" if value is None else f"{value:.10g}" if isinstance(value, float) else str(value)
