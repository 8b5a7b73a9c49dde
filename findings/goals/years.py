"""All series of the plan over the years, and what became of each since the year before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from findings.events import Event
from findings.goals import plan, records, states
from findings.goals.marks import marks
from findings.goals.plan import ReportedValue
from findings.goals.states import MeasureState, SeriesState
from queries import Connection, once
from stats import calendars
from stats.goals import change, state_words
from stats.goals.change import Change, Word
from stats.goals.judgements import Judgement
from stats.goals.reports import latest


@dataclass(frozen=True)
class YearValue:
    """One series in one year.

    Attributes
    ----------
    judgement
        Its state and the value judged; of a running sum the sum.
    alone
        Of a running sum, the count of the year alone; None for any other series, and without a report.
    is_recorded
        True when the value judged is counted from the records of the police.
    last
        Where the plan's last year was not reported, the newest number reported up to then; None without one.
    """

    judgement: Judgement
    alone: float | None
    is_recorded: bool
    last: ReportedValue | None


@dataclass(frozen=True)
class SeriesYears:
    """One series of a measure by fiscal year, and its change in the chosen one."""

    judged: MeasureState
    series: SeriesState
    years: Mapping[int, YearValue]
    change: Change


@once
def shown_years(connection: Connection) -> list[int]:
    """Return the fiscal years of the table, oldest first: those of the plan and all with a report."""
    indicators = plan.indicators(connection)
    first = min(calendars.fiscal_year_of(one.plan_starts_on) for one in indicators)
    last = max(calendars.fiscal_year_of(one.target_on) for one in indicators)
    return sorted({*range(first, last + 1), *states.reporting_years(connection)})


@once
def over_years(connection: Connection, years: Sequence[int], chosen: int) -> list[SeriesYears]:
    """Return every series in the plan's order with its value of each year and its change in the chosen one."""
    by_year = states.history(connection, years)
    return [
        SeriesYears(
            judged,
            series,
            {year: _value(series, by_year[year][place].series[position].judgement, year) for year in years},
            change.since_last_year(
                series.indicator.series,
                series.reports,
                *calendars.bounds(chosen, series.indicator.calendar),
                series.indicator.uncertainty,
            ),
        )
        for place, judged in enumerate(by_year[chosen])
        for position, series in enumerate(judged.series)
    ]


def _value(one: SeriesState, judgement: Judgement, year: int) -> YearValue:
    begins, ends = calendars.bounds(year, one.indicator.calendar)
    is_silent_end = judgement.is_final and judgement.state == state_words.NOT_REPORTED
    newest = latest(one.reports, begins, ends) if one.indicator.kind == "cumulative" else None
    return YearValue(
        judgement=judgement,
        alone=newest.value if newest else None,
        is_recorded=records.is_judged(one.values, judgement),
        last=records.newest_number(one.values, ends) if is_silent_end else None,
    )


def counts(listed: Sequence[SeriesYears]) -> dict[Word, int]:
    """Return how many series carry each word for a change; they sum to the number of series."""
    return {word: sum(one.change.word == word for one in listed) for word in change.WORDS}


def narrowed(
    measures: Sequence[MeasureState], listed: Sequence[SeriesYears], asked: Sequence[Word]
) -> tuple[list[MeasureState], list[SeriesYears]]:
    """Return the measures that have a series with one of the words for a change, and these series.

    No word asks for all.
    """
    numbers = {one.measure.measure_id for one in measures}
    series = [
        one
        for one in listed
        if one.judged.measure.measure_id in numbers and (not asked or one.change.word in asked)
    ]
    changed = {one.judged.measure.measure_id for one in series}
    return [one for one in measures if not asked or one.measure.measure_id in changed], series


def touched(times: Iterable[Event], listed: Sequence[SeriesYears]) -> dict[str, int]:
    """Return by the label of a remarkable time how many series have a baseline whose period has a day of it."""
    return {
        time.label: sum(bool(marks([time], one.series.indicator, [])) for one in listed) for time in times
    }


def sources(listed: Sequence[SeriesYears]) -> list[str]:
    """Return the sources of all values of these series, each once."""
    return sorted({value.source_id for one in listed for value in one.series.values})
