"""The rows of the plan and of what was reported on it, each read once and typed."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from findings import rows
from queries import Connection, goals, once
from stats.calendars import Calendar
from stats.goals.path import Thresholds
from stats.goals.reports import Report
from stats.goals.series import Direction, Kind, PeriodType, Series, Uncertainty
from stats.goals.state_words import DepartmentWord

"""What moves the values of a series besides what was done: chance of a count, of a survey, or nothing known."""


@dataclass(frozen=True)
class Measure:
    """One measure (施策) of the plan with its field, as the plan words it."""

    measure_id: str
    field: str
    name: str
    short_name: str
    departments: tuple[str, ...]
    for_citizens: bool
    for_staff: bool
    is_new: bool
    summary: str
    effect: str
    page: int

    @property
    def title(self) -> str:
        """Return number and name, as lists and addresses write them."""
        return f"{self.measure_id} {self.name}"


@dataclass(frozen=True)
class Indicator:
    """One indicator series of the plan; values in its own unit, texts as the plan prints them."""

    indicator_id: str
    measure_id: str
    name: str
    unit: str
    kind: Kind
    direction: Direction
    period_type: PeriodType
    period_type_stated: bool
    uncertainty: Uncertainty
    baseline_value: float | None
    baseline_text: str
    baseline_on: date
    target_value: float
    target_text: str
    target_on: date
    calendar: Calendar
    note: str | None
    plan_starts_on: date

    @cached_property
    def series(self) -> Series:
        """Return what the rules of progress look at, made once."""
        return Series(
            kind=self.kind,
            direction=self.direction,
            baseline_value=self.baseline_value,
            baseline_on=self.baseline_on,
            target_value=self.target_value,
            target_on=self.target_on,
            plan_starts_on=self.plan_starts_on,
            period_type=self.period_type,
        )


@dataclass(frozen=True)
class ReportedValue:
    """One value to judge of a series: what a department reported or, where `origin` says so, what records count."""

    indicator_id: str
    period_end: date
    is_part_year: bool
    value: float | None
    value_text: str | None
    state: DepartmentWord | None
    reason: str | None
    next_step: str | None
    department: str | None
    reported_on: date | None
    source_id: str
    is_sample: bool
    origin: Literal["report", "records"]

    @property
    def is_of_records(self) -> bool:
        """Tell whether the records of the police count this value, and no department reported it."""
        return self.origin == "records"

    @property
    def report(self) -> Report:
        """Return what the rules of progress look at."""
        return Report(self.period_end, self.value, self.state, self.is_part_year)


@dataclass(frozen=True)
class ContextValue:
    """One published value beside the reports of a series, which judges nothing."""

    period_end: date
    value: float
    note: str
    source_id: str


@once
def measures(connection: Connection) -> list[Measure]:
    """Return the measures in the plan's order."""
    return rows.read(Measure, goals.measures(connection))


@once
def indicators(connection: Connection) -> list[Indicator]:
    """Return the indicator series in the plan's order."""
    return rows.read(Indicator, goals.indicators(connection))


@once
def values(connection: Connection) -> dict[str, list[ReportedValue]]:
    """Return the values to judge by series, oldest first; a series without any is absent."""
    found: dict[str, list[ReportedValue]] = {}
    for one in rows.read(ReportedValue, goals.judged_values(connection)):
        found.setdefault(one.indicator_id, []).append(one)
    return found


@once
def context(connection: Connection, indicator: Indicator) -> list[ContextValue]:
    """Return the published values beside the reports of a series, oldest first."""
    return rows.read(ContextValue, goals.context_values(connection, indicator_id=indicator.indicator_id))


@once
def thresholds(connection: Connection) -> Thresholds:
    """Return the smallest pace of each state judged by pace, highest first."""
    return dict(goals.thresholds(connection).itertuples(index=False))
