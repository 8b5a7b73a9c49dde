"""Which series were reported for a year, by whom, and what is still to come."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from charts import words
from charts.goals import reporting
from charts.goals.reporting import Missing
from findings.goals import board, records, states
from findings.goals.states import MeasureStanding, SeriesStanding
from queries import Connection, goals
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

    measure: MeasureStanding
    series: SeriesStanding
    sort: str
    is_reported: bool
    is_partial: bool
    reported_on: date | None


def due(measures: list[MeasureStanding], year: int, connection: Connection) -> list[Due]:
    """Return every series of the measures that is due for a fiscal year, with what was reported on it."""
    links = goals.all_links(connection)
    sorts = links[links["link_kind"] == "output_or_outcome"].set_index("indicator_id")["target"]
    return [
        _due(one, series, str(sorts.get(series.indicator["indicator_id"], "")), year)
        for one in measures
        for series in one.series
        if series.judgement.state != progress.NOT_DUE
    ]


def _due(measure: MeasureStanding, series: SeriesStanding, sort: str, year: int) -> Due:
    start, end = states.window(series.indicator["calendar"], year)
    reports = records.reports(series.reports)
    days = reports["period_end"].dt.date
    of_year = reports[(days >= start) & (days <= end)]
    reported_on = of_year["reported_on"].max()
    return Due(
        measure=measure,
        series=series,
        sort=sort,
        is_reported=series.judgement.state != progress.NOT_REPORTED and not series.is_recorded,
        is_partial=not of_year.empty and bool(of_year["is_part_year"].all()),
        reported_on=None if pd.isna(reported_on) else reported_on.date(),
    )


def by_field(listed: list[Due]) -> pd.DataFrame:
    """Return completeness by field: group, series, reported, newest day of a report."""
    return _completeness(listed, lambda one: [board.short_field(one.measure.measure["field"])])


def by_department(listed: list[Due]) -> pd.DataFrame:
    """Return completeness by department; a series of several departments counts for each of them."""
    return _completeness(listed, lambda one: one.measure.measure["departments"])


def _completeness(listed: list[Due], groups_of: Callable[[Due], list[str]]) -> pd.DataFrame:
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
        for department in one.measure.measure["departments"]:
            if not departments or department in departments:
                missing.setdefault(department, []).append(_missing(one, year))
    return missing


def _missing(one: Due, year: int) -> Missing:
    indicator = one.series.indicator
    calendar, (_, year_end) = indicator["calendar"], states.window(indicator["calendar"], year)
    year_label = words.fiscal_year(year)
    counted = year_label if calendar == "fiscal" else words.calendar_year(year)
    return Missing(
        measure=states.title(one.measure),
        indicator=f"指標{indicator['indicator_id']} {indicator['name']}",
        asked=reporting.asked(
            indicator["period_type"], words.period(year_end, calendar), counted, indicator["unit"]
        ),
        unit=indicator["unit"],
        sort=reporting.SORTS.get(one.sort, "なし"),
        before=_before(one, year_end),
        remark=_remark(one),
        parameters=board.sheet_parameters(indicator["measure_id"], year_label),
    )


def _remark(one: Due) -> str:
    """Return what is known of the year instead of a report of all of it; may be empty."""
    if one.is_partial:
        return "年の途中の値だけが報告されています"
    return "判定は、警察の資料から数えた値によります" if one.series.is_recorded else ""


def _before(one: Due, year_end: date) -> str:
    """Return the newest number reported up to a year in words."""
    indicator, reports = one.series.indicator, records.reports(one.series.reports)
    numbers = reports[(reports["period_end"].dt.date <= year_end) & reports["value"].notna()]
    if numbers.empty:
        return "まだ報告がありません"
    last = numbers.iloc[-1]
    period = words.period(last["period_end"].date(), indicator["calendar"])
    when = f"、{words.day(last['reported_on'])}報告" if pd.notna(last["reported_on"]) else ""
    return f"{words.quantity(last['value'], indicator['unit'])}（{period}{when}）"
