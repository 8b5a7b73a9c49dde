"""Which series were reported for a year, by whom, and what is still to come."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from findings.goals import links, records
from findings.goals.links import Sort
from findings.goals.plan import ReportedValue
from findings.goals.states import MeasureState, SeriesState
from findings.noticed import Noticed, noticed
from queries import Connection, once
from stats import calendars
from stats.goals import state_words


@dataclass(frozen=True)
class Due:
    """One series that is to be reported for a year, and what came.

    Attributes
    ----------
    judged, series
        The measure it belongs to, and the series.
    sort
        output or outcome; None where nothing says.
    is_reported
        True when there is a report for the year, of the whole year or a part of it.
    is_partial
        True when the report is of a part of the year only.
    reported_on
        Day of the year's newest report; None where there is none, or its day is not known.
    last
        The newest number reported up to the year's end; None without one.
    """

    judged: MeasureState
    series: SeriesState
    sort: Sort | None
    is_reported: bool
    is_partial: bool
    reported_on: date | None
    last: ReportedValue | None

    @property
    def is_complete(self) -> bool:
        """Tell whether the whole year was reported, so that nothing is asked for any more."""
        return self.is_reported and not self.is_partial


@dataclass(frozen=True)
class Completeness:
    """How many series of a group (a field, a department) were reported, and the newest day of a report, if known."""

    group: str
    series: int
    reported: int
    newest: date | None


@once
def due(connection: Connection, measures: Sequence[MeasureState], year: int) -> list[Due]:
    """Return every series of the measures that is due for a fiscal year, with what was reported on it."""
    sorts = links.sorts(connection)
    return [
        _due(one, series, sorts.get(series.indicator.indicator_id), year)
        for one in measures
        for series in one.series
        if series.judgement.state != state_words.NOT_DUE
    ]


def _due(judged: MeasureState, series: SeriesState, sort: Sort | None, year: int) -> Due:
    begins, ends = calendars.bounds(year, series.indicator.calendar)
    of_year = [value for value in records.reports(series.values) if begins <= value.period_end <= ends]
    return Due(
        judged=judged,
        series=series,
        sort=sort,
        is_reported=series.judgement.state != state_words.NOT_REPORTED and not series.is_recorded,
        is_partial=bool(of_year) and all(value.is_part_year for value in of_year),
        reported_on=_newest(value.reported_on for value in of_year),
        last=records.newest_number(series.values, ends),
    )


def by_field(listed: Sequence[Due]) -> list[Completeness]:
    """Return completeness by field, in the plan's order."""
    return _completeness(listed, lambda one: [one.judged.measure.field])


def by_department(listed: Sequence[Due]) -> list[Completeness]:
    """Return completeness by department; a series of several departments counts for each of them."""
    return _completeness(listed, lambda one: one.judged.measure.departments)


def _completeness(listed: Sequence[Due], groups_of: Callable[[Due], Sequence[str]]) -> list[Completeness]:
    groups: dict[str, list[Due]] = {}
    for one in listed:
        for group in groups_of(one):
            groups.setdefault(group, []).append(one)
    return [
        Completeness(
            group=group,
            series=len(members),
            reported=sum(one.is_reported for one in members),
            newest=_newest(one.reported_on for one in members),
        )
        for group, members in groups.items()
    ]


def of_sort(listed: Sequence[Due], sort: Sort) -> tuple[int, int]:
    """Return how many series of a sort were reported, and how many there are."""
    chosen = [one for one in listed if one.sort == sort]
    return sum(one.is_reported for one in chosen), len(chosen)


def to_report(listed: Sequence[Due], departments: Sequence[str] = ()) -> dict[str, list[Due]]:
    """Return what is still to be reported by department, in the plan's order; no `departments` asks for all.

    A series of which only a part of the year was reported is still to be reported for the whole year.
    """
    missing: dict[str, list[Due]] = {}
    for one in listed:
        for department in () if one.is_complete else one.judged.measure.departments:
            if not departments or department in departments:
                missing.setdefault(department, []).append(one)
    return missing


@once
def kept_back(connection: Connection) -> list[Noticed]:
    """Return which answers an edition keeps back until the next survey: late, changed and withdrawn ones by survey."""
    return [one for one in noticed(connection) if one.kind in ("late_answers", "changed_answers")]


def _newest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day), default=None)
