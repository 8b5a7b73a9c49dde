"""Which series were reported for a year, by whom, and what is still to come."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from charts import words
from charts.goals import reporting
from charts.goals.reporting import Missing
from findings.goals import board, records
from findings.goals.states import MeasureState, SeriesState
from queries import Connection, goals
from stats import calendars
from stats.goals import progress


@dataclass(frozen=True)
class Due:
    """One series that is to be reported for a year, and what came.

    Attributes
    ----------
    measure, series
        What it belongs to.
    sort
        output, outcome, or empty where nothing says.
    is_reported
        True when there is a report for the year, of the whole year or a part of it.
    is_partial
        True when the report is of a part of the year only.
    reported_on
        Day of the year's newest report; None where there is none, or its day is not known.
    """

    measure: MeasureState
    series: SeriesState
    sort: str
    is_reported: bool
    is_partial: bool
    reported_on: date | None


def due(measures: list[MeasureState], year: int, connection: Connection) -> list[Due]:
    """Return every series of the measures that is due for a fiscal year, with what was reported on it."""
    links = goals.all_links(connection)
    sorts = links[links["link_kind"] == "output_or_outcome"].set_index("indicator_id")["target"]
    return [
        _due(one, series, str(sorts.get(series.indicator.indicator_id, "")), year)
        for one in measures
        for series in one.series
        if series.judgement.state != progress.NOT_DUE
    ]


def _due(measure: MeasureState, series: SeriesState, sort: str, year: int) -> Due:
    start, end = calendars.bounds(year, series.indicator.calendar)
    of_year = [value for value in records.reports(series.values) if start <= value.period_end <= end]
    return Due(
        measure=measure,
        series=series,
        sort=sort,
        is_reported=series.judgement.state != progress.NOT_REPORTED and not series.is_recorded,
        is_partial=bool(of_year) and all(value.is_part_year for value in of_year),
        reported_on=max((value.reported_on for value in of_year if value.reported_on), default=None),
    )


def by_field(listed: list[Due]) -> pd.DataFrame:
    """Return completeness by field: group, series, reported, newest day of a report."""
    return _completeness(listed, lambda one: [board.short_field(one.measure.measure.field)])


def by_department(listed: list[Due]) -> pd.DataFrame:
    """Return completeness by department; a series of several departments counts for each of them."""
    return _completeness(listed, lambda one: one.measure.measure.departments)


def _completeness(listed: list[Due], groups_of: Callable[[Due], Sequence[str]]) -> pd.DataFrame:
    rows = pd.DataFrame(
        [
            {"group": group, "series": 1, "reported": one.is_reported, "newest": one.reported_on}
            for one in listed
            for group in groups_of(one)
        ],
        columns=["group", "series", "reported", "newest"],
    )
    return rows.groupby("group", sort=False, as_index=False).agg(
        series=("series", "sum"),
        reported=("reported", "sum"),
        newest=("newest", lambda days: max((day for day in days if day), default=None)),
    )


def of_sort(listed: list[Due], sort: str) -> tuple[int, int]:
    """Return how many series of a sort were reported, and how many there are."""
    chosen = [one for one in listed if one.sort == sort]
    return sum(one.is_reported for one in chosen), len(chosen)


def to_report(listed: list[Due], year: int, departments: list[str]) -> dict[str, list[Missing]]:
    """Return what is still to be reported by department, in the plan's order; `departments` empty asks for all.

    A series of which only a part of the year was reported is still to be reported for the whole year.
    """
    missing: dict[str, list[Missing]] = {}
    for one in listed:
        if one.is_reported and not one.is_partial:
            continue
        for department in one.measure.measure.departments:
            if not departments or department in departments:
                missing.setdefault(department, []).append(_missing(one, year))
    return missing


def _missing(one: Due, year: int) -> Missing:
    indicator = one.series.indicator
    calendar, (_, year_end) = indicator.calendar, calendars.bounds(year, indicator.calendar)
    year_label = words.fiscal_year(year)
    counted = year_label if calendar == "fiscal" else words.calendar_year(year)
    return Missing(
        measure=one.measure.measure.title,
        indicator=f"指標{indicator.indicator_id} {indicator.name}",
        asked=reporting.asked(
            indicator.period_type, words.period(year_end, calendar), counted, indicator.unit
        ),
        unit=indicator.unit,
        sort=reporting.SORTS.get(one.sort, "なし"),
        before=_before(one, year_end),
        remark=_remark(one),
        parameters=board.sheet_parameters(indicator.measure_id, year_label),
    )


def _remark(one: Due) -> str:
    """Return what is known of the year instead of a report of all of it; may be empty."""
    if one.is_partial:
        return "年の途中の値だけが報告されています"
    return "判定は、警察の資料から数えた値によります" if one.series.is_recorded else ""


def _before(one: Due, year_end: date) -> str:
    """Return the newest number reported up to a year in words."""
    indicator = one.series.indicator
    numbers = [
        (words.quantity(value.value, indicator.unit), value)
        for value in records.reports(one.series.values)
        if value.period_end <= year_end and value.value is not None
    ]
    if not numbers:
        return "まだ報告がありません"
    number, last = numbers[-1]
    period = words.period(last.period_end, indicator.calendar)
    when = f"、{words.day(last.reported_on)}報告" if last.reported_on else ""
    return f"{number}（{period}{when}）"
