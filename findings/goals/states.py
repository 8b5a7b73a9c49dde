"""Where every measure of the plan stands in one year: the reports of an edition, judged by the rules of progress."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from findings.goals import plan, records
from findings.goals.plan import Indicator, Measure, ReportedValue
from findings.goals.records import Recorded
from queries import Connection, once
from stats import calendars
from stats.goals import decisions, judgements, sensitivity, state_words
from stats.goals.judgements import Judgement
from stats.goals.path import Thresholds
from stats.goals.reports import Report
from stats.goals.state_words import State


@dataclass(frozen=True)
class SeriesState:
    """One indicator series with every value to judge (reports, else the records), oldest first, and its judgement.

    `recorded` is what the records of the police count of the year; None where they do not.
    """

    indicator: Indicator
    values: Sequence[ReportedValue]
    judgement: Judgement
    recorded: Recorded | None = None

    @property
    def is_recorded(self) -> bool:
        """Tell whether the judged value is the records' and no department's."""
        return self.recorded is not None and records.is_judged(self.values, self.judgement)

    @cached_property
    def reports(self) -> list[Report]:
        """Return the values for the rules of progress."""
        return [value.report for value in self.values]


@dataclass(frozen=True)
class MeasureState:
    """One measure with its series and its state.

    `unjudged_present` says that one of its series could not be judged, `flips` that another rule gives another state,
    `is_final` that the year holds the day of its target.
    """

    measure: Measure
    series: list[SeriesState]
    state: State
    unjudged_present: bool
    flips: bool
    is_final: bool

    @property
    def worst(self) -> SeriesState | None:
        """Return the series the state speaks of: of several the one that lacks most; None without a series.

        未報告（一部） is the state of no series, so it speaks of one that was not reported.
        """
        state = state_words.NOT_REPORTED if self.state == state_words.PARTLY_REPORTED else self.state
        speaking = [one for one in self.series if one.judgement.state == state]
        return max(speaking, key=lambda one: decisions.shortfall([one.judgement]) or 0.0, default=None)


@once
def reporting_years(connection: Connection) -> list[int]:
    """Return the fiscal years that can be looked at, newest first: those with a report, or the plan's last year.

    Values after the last target's day are no year of the plan; they stand beside its last one.
    """
    last = max(calendars.fiscal_year_of(one.target_on) for one in plan.indicators(connection))
    values = plan.values(connection).values()
    years = {calendars.fiscal_year_of(value.period_end) for listed in values for value in listed}
    return sorted((year for year in years if year <= last), reverse=True) or [last]


@once
def measure_states(connection: Connection, year: int) -> list[MeasureState]:
    """Return every measure of the plan, in its order, as it stood in a fiscal year."""
    return history(connection, [year])[year]


@once
def history(connection: Connection, years: Iterable[int]) -> dict[int, list[MeasureState]]:
    """Return every measure of the plan, in its order, as it stood in each of the fiscal years.

    Series that count calendar years are judged by the calendar year of the same number.
    """
    thresholds, values = plan.thresholds(connection), plan.values(connection)
    counted = records.by_year(connection)
    measures, indicators = plan.measures(connection), plan.indicators(connection)
    reported = {one.indicator_id: values.get(one.indicator_id, []) for one in indicators}
    reports = {number: [value.report for value in listed] for number, listed in reported.items()}
    found = {}
    for year in years:
        judged: dict[str, list[SeriesState]] = {}
        for indicator in indicators:
            number = indicator.indicator_id
            judgement = judgements.judge(
                indicator.series, reports[number], *calendars.bounds(year, indicator.calendar), thresholds
            )
            one = SeriesState(indicator, reported[number], judgement, counted.get((number, year)))
            judged.setdefault(indicator.measure_id, []).append(one)
        found[year] = [
            _measure_state(measure, judged.get(measure.measure_id, []), thresholds) for measure in measures
        ]
    return found


def _measure_state(measure: Measure, series: list[SeriesState], thresholds: Thresholds) -> MeasureState:
    judged = [one.judgement for one in series]
    is_final = judgements.is_last_year(judged)
    state, unjudged_present = state_words.worse_of((one.state for one in judged), is_final=is_final)
    ruled = [
        (one.judgement, sensitivity.rulings(one.indicator.series, one.judgement, thresholds))
        for one in series
    ]
    return MeasureState(measure, series, state, unjudged_present, decisions.flips(ruled), is_final)


def counts(measures: list[MeasureState]) -> dict[State, int]:
    """Return how many measures are in each state, in the order of the board; they sum to the number of measures."""
    return {state: sum(one.state == state for one in measures) for state in state_words.STATES}


def is_last(measures: Sequence[MeasureState]) -> bool:
    """Tell whether the year holds the day of every target, so that there is only 達成 and 未達."""
    return judgements.is_last_year(series.judgement for one in measures for series in one.series)


def is_late(indicator: Indicator, on: date) -> bool:
    """Tell whether a value is of a time after the year that holds the target's day, so that it changes no state."""
    year = calendars.year_of(indicator.target_on, indicator.calendar)
    return on > calendars.bounds(year, indicator.calendar)[1]


def sources(measures: list[MeasureState]) -> list[str]:
    """Return the ids of the sources of everything reported on these measures, each once."""
    return sorted({value.source_id for one in measures for series in one.series for value in series.values})


def departments(measures: list[MeasureState]) -> list[str]:
    """Return every department in charge of a measure, once, in the plan's order."""
    return list(dict.fromkeys(name for one in measures for name in one.measure.departments))


@dataclass(frozen=True)
class Overall:
    """How the plan as a whole stands in a fiscal year.

    Attributes
    ----------
    counts
        Measures by state, in the order of the board.
    due, reported
        Series of which a report is asked for, and those of them that have one.
    is_last
        True in the year that holds the day of every target.
    is_before
        True in a year that ends before the plan begins.
    """

    year: int
    counts: Mapping[State, int]
    due: int
    reported: int
    is_last: bool
    is_before: bool


def overall(measures: list[MeasureState], year: int) -> Overall:
    """Return how the plan as a whole stands in a fiscal year."""
    series = [one for measure in measures for one in measure.series]
    states = [one.judgement.state for one in series if one.judgement.state != state_words.NOT_DUE]
    plan_starts_on = min((one.indicator.plan_starts_on for one in series), default=date.min)
    return Overall(
        year=year,
        counts=counts(measures),
        due=len(states),
        reported=len(states)
        - states.count(state_words.NOT_REPORTED)
        - sum(one.is_recorded for one in series),
        is_last=is_last(measures),
        is_before=calendars.bounds(year, "fiscal")[1] < plan_starts_on,
    )
