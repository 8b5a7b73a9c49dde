"""Where every measure of the plan stands in one year: the reports of an edition, judged by the rules of progress."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from charts import words
from charts.goals import records
from charts.goals import states as states_chart
from charts.goals.records import Recorded
from findings.goals import records as records_finding
from queries import Connection, goals
from stats.goals import decisions, progress, sensitivity
from stats.goals.progress import Judgement, Report, Series, Thresholds


@dataclass(frozen=True)
class SeriesStanding:
    """One indicator series with every value to judge (reports, else the records), and its judgement in the year.

    `recorded` is what the records of the police count of the year; None where they do not.
    """

    indicator: pd.Series
    reports: pd.DataFrame
    judgement: Judgement
    recorded: Recorded | None = None

    @property
    def is_recorded(self) -> bool:
        """Tell whether the judged value is the records' and no department's."""
        return self.recorded is not None and records_finding.is_judged(self.reports, self.judgement)


@dataclass(frozen=True)
class MeasureStanding:
    """One measure with its series and its state.

    `unjudged_present` says that one of its series could not be judged, `flips` that another rule gives another state,
    `is_final` that the year holds the day of its target.
    """

    measure: pd.Series
    series: list[SeriesStanding]
    state: str
    unjudged_present: bool
    flips: bool
    is_final: bool

    @property
    def worst(self) -> SeriesStanding | None:
        """Return the series the state speaks of: of several the one that lacks most; None without a series.

        未報告（一部） is the state of no series, so it speaks of one that was not reported.
        """
        state = progress.NOT_REPORTED if self.state == progress.PARTLY_REPORTED else self.state
        speaking = [one for one in self.series if one.judgement.state == state]
        return max(speaking, key=lambda one: decisions.shortfall([one.judgement]) or 0.0, default=None)


def reporting_years(connection: Connection) -> list[int]:
    """Return the fiscal years that can be looked at, newest first: those with a report, or the plan's last year.

    Values after the last target's day are no year of the plan; they stand beside its last one.
    """
    last = words.fiscal_year_of(goals.indicators(connection)["target_on"].max())
    years = {words.fiscal_year_of(day) for day in goals.judged_values(connection)["period_end"]}
    return sorted((year for year in years if year <= last), reverse=True) or [last]


def standings(connection: Connection, year: int) -> list[MeasureStanding]:
    """Return every measure of the plan, in its order, as it stood in a fiscal year."""
    return history(connection, [year])[year]


def history(connection: Connection, years: Iterable[int]) -> dict[int, list[MeasureStanding]]:
    """Return every measure of the plan, in its order, as it stood in each of the fiscal years.

    Series that count calendar years are judged by the calendar year of the same number.
    """
    thresholds = dict(goals.thresholds(connection).itertuples(index=False))
    values, counted = goals.judged_values(connection), records_finding.by_year(connection)
    reported = dict(tuple(values.groupby("indicator_id")))
    measures = list(goals.measures(connection).iterrows())
    read = []
    for _, indicator in goals.indicators(connection).iterrows():
        reports = reported.get(indicator["indicator_id"], values.iloc[:0])
        read.append((indicator, reports, series_of(indicator), reports_of(reports)))
    standing = {}
    for year in years:
        judged: dict[str, list[SeriesStanding]] = {}
        for indicator, frame, series, reports in read:
            judgement = progress.judge(series, reports, *window(indicator["calendar"], year), thresholds)
            known = counted.get((indicator["indicator_id"], year))
            one = SeriesStanding(indicator, frame, judgement, known)
            judged.setdefault(indicator["measure_id"], []).append(one)
        standing[year] = [
            _standing(measure, judged.get(measure["measure_id"], []), thresholds) for _, measure in measures
        ]
    return standing


def _standing(measure: pd.Series, series: list[SeriesStanding], thresholds: Thresholds) -> MeasureStanding:
    judgements = [one.judgement for one in series]
    is_final = progress.is_last_year(judgements)
    state, unjudged_present = progress.worse_of((one.state for one in judgements), is_final=is_final)
    ruled = [
        (one.judgement, sensitivity.rulings(series_of(one.indicator), one.judgement, thresholds))
        for one in series
    ]
    return MeasureStanding(measure, series, state, unjudged_present, decisions.flips(ruled), is_final)


def counts(measures: list[MeasureStanding]) -> dict[str, int]:
    """Return how many measures are in each state, in the order of the board; they sum to the number of measures."""
    return {state: sum(one.state == state for one in measures) for state in progress.STATES}


def is_last(measures: list[MeasureStanding]) -> bool:
    """Tell whether the year holds the day of every target, so that there is only 達成 and 未達."""
    return progress.is_last_year(series.judgement for one in measures for series in one.series)


def window(calendar: str, year: int) -> tuple[date, date]:
    """Return first and last day of a reporting year: the fiscal year, or the calendar year of the same number."""
    if calendar == "fiscal":
        return date(year, 4, 1), date(year + 1, 3, 31)
    return date(year, 1, 1), date(year, 12, 31)


def is_late(indicator: pd.Series, on: date) -> bool:
    """Tell whether a value is of a time after the year that holds the target's day, so that it changes no state."""
    due = indicator["target_on"].date()
    year = words.fiscal_year_of(due) if indicator["calendar"] == "fiscal" else due.year
    return on > window(indicator["calendar"], year)[1]


def series_of(indicator: pd.Series) -> Series:
    """Return what the plan says about a series, for the rules of progress."""
    return Series(
        kind=indicator["kind"],
        direction=indicator["direction"],
        baseline_value=None if pd.isna(indicator["baseline_value"]) else indicator["baseline_value"],
        baseline_on=indicator["baseline_on"].date(),
        target_value=indicator["target_value"],
        target_on=indicator["target_on"].date(),
        plan_starts_on=indicator["plan_starts_on"].date(),
        period_type=indicator["period_type"],
    )


def reports_of(values: pd.DataFrame) -> list[Report]:
    """Return reported values for the rules of progress."""
    columns = (values["period_end"].dt.date, values["value"], values["state"], values["is_part_year"])
    return [
        Report(
            period_end=period_end,
            value=None if pd.isna(value) else value,
            state=None if pd.isna(state) else state,
            is_part_year=is_part_year,
        )
        for period_end, value, state, is_part_year in zip(*columns, strict=True)
    ]


def sources(measures: list[MeasureStanding]) -> list[str]:
    """Return the ids of the sources of everything reported on these measures, each once."""
    return sorted(
        {name for measure in measures for one in measure.series for name in one.reports["source_id"]}
    )


def departments(measures: list[MeasureStanding]) -> list[str]:
    """Return every department in charge of a measure, once, in the plan's order."""
    return list(dict.fromkeys(name for one in measures for name in one.measure["departments"]))


def title(one: MeasureStanding) -> str:
    """Return number and name of a measure, as lists and addresses write it."""
    return f"{one.measure['measure_id']} {one.measure['name']}"


def answer(measures: list[MeasureStanding], year: int) -> str:
    """Return the answer of the goals in one fiscal year, as HTML."""
    series = [one for measure in measures for one in measure.series]
    states = [one.judgement.state for one in series if one.judgement.state != progress.NOT_DUE]
    plan_starts_on = min((one.indicator["plan_starts_on"].date() for one in series), default=date.min)
    return states_chart.answer(
        counts(measures),
        words.fiscal_year(year),
        len(states) - states.count(progress.NOT_REPORTED) - sum(one.is_recorded for one in series),
        len(states),
        is_last=is_last(measures),
        is_before=window("fiscal", year)[1] < plan_starts_on,
    )


def reading(one: SeriesStanding) -> str:
    """Return what a series' judgement says, in sentences."""
    indicator, judgement = one.indicator, one.judgement
    whence = records.judged(one.recorded) if one.recorded and one.is_recorded else ""
    return whence + states_chart.reading(
        state=judgement.state,
        reason_code=judgement.reason_code,
        value=judgement.value,
        unit=indicator["unit"],
        target_text=indicator["target_text"],
        remaining=judgement.remaining,
        shortfall=judgement.shortfall,
        achieved=judgement.achieved,
        expected=judgement.expected,
        pace=judgement.pace,
        period_end=judgement.period_end,
        calendar=indicator["calendar"],
        is_sum=indicator["kind"] == "cumulative",
    )


def missed(one: SeriesStanding) -> str:
    """Return by how much a series missed its target in the plan's last year, in a few words; may be empty."""
    judgement = one.judgement
    return states_chart.missed(
        judgement.reason_code,
        judgement.achieved,
        judgement.value,
        judgement.remaining,
        one.indicator["unit"],
    )
