"""All series of the plan over the years, and what became of each since the year before."""

from dataclasses import dataclass

from charts import words
from charts.goals import records
from charts.goals import years as years_chart
from findings.goals import board, plan, states
from findings.goals import events as events_finding
from findings.goals import records as records_finding
from findings.goals.states import MeasureState, SeriesState
from queries import Connection
from stats import calendars
from stats.goals import change, progress
from stats.goals.change import Change
from stats.goals.progress import Judgement


@dataclass(frozen=True)
class SeriesYears:
    """One series of a measure: its judgement by fiscal year, and its change in the chosen one."""

    measure: MeasureState
    series: SeriesState
    judgements: dict[int, Judgement]
    change: Change


def shown_years(connection: Connection) -> list[int]:
    """Return the fiscal years of the table, oldest first: those of the plan and all with a report."""
    indicators = plan.indicators(connection)
    first = min(calendars.fiscal_year_of(one.plan_starts_on) for one in indicators)
    last = max(calendars.fiscal_year_of(one.target_on) for one in indicators)
    return sorted({*range(first, last + 1), *states.reporting_years(connection)})


def over_years(connection: Connection, years: list[int], chosen: int) -> list[SeriesYears]:
    """Return every series in the plan's order with its judgement of each year and its change in the chosen one."""
    by_year = states.history(connection, years)
    return [
        SeriesYears(
            measure,
            trajectory,
            {year: by_year[year][place].series[position].judgement for year in years},
            _change(trajectory, chosen),
        )
        for place, measure in enumerate(by_year[chosen])
        for position, trajectory in enumerate(measure.series)
    ]


def _change(one: SeriesState, year: int) -> Change:
    indicator = one.indicator
    return change.since_last_year(
        indicator.series,
        one.reports,
        *calendars.bounds(year, indicator.calendar),
        indicator.uncertainty,
    )


def counts(listed: list[SeriesYears]) -> dict[str, int]:
    """Return how many series carry each word for a change; they sum to the number of series."""
    return {word: sum(one.change.word == word for one in listed) for word in change.WORDS}


def line(one: SeriesYears, year_label: str) -> years_chart.Line:
    """Return a series as a line of the table."""
    indicator = one.series.indicator
    calendar = indicator.calendar
    baseline = words.period(indicator.baseline_on, calendar)
    return years_chart.Line(
        indicator_id=indicator.indicator_id,
        name=indicator.name,
        unit=indicator.unit,
        parameters=board.sheet_parameters(indicator.measure_id, year_label),
        baseline=f"{indicator.baseline_text}（{baseline}）",
        target=f"{indicator.target_text}（{words.period(indicator.target_on, calendar)}）",
        cells={year: _cell(one.series, judgement, year) for year, judgement in one.judgements.items()},
        word=one.change.word,
        reason_code=one.change.reason_code,
        difference=one.change.difference,
        is_sum=indicator.kind == "cumulative",
    )


def _alone(one: SeriesState, year: int) -> float | None:
    """Return the count of a year alone, of a series whose years are summed; None for any other."""
    indicator = one.indicator
    report = progress.latest(one.reports, *calendars.bounds(year, indicator.calendar))
    return report.value if report and indicator.kind == "cumulative" else None


def _cell(one: SeriesState, judgement: Judgement, year: int) -> years_chart.Cell:
    unit, calendar = one.indicator.unit, one.indicator.calendar
    if judgement.is_final and judgement.state == progress.NOT_REPORTED:
        last = records_finding.newest_number(one.values, calendars.bounds(year, calendar)[1])
        said = f"直近は{records.last_value(one.indicator, last)}" if last else ""
        return years_chart.Cell(judgement.state, said)
    if judgement.value is None or judgement.period_end is None:
        return years_chart.Cell(judgement.state, "")
    _, year_end = calendars.bounds(year, calendar)
    when = "" if judgement.period_end == year_end else f"{words.period(judgement.period_end, calendar)}時点"
    if records_finding.is_judged(one.values, judgement):
        when = records.origin(is_sample=any(value.is_sample for value in one.values))
    value, alone = words.quantity(judgement.value, unit), _alone(one, year)
    if alone is None:
        return years_chart.Cell(judgement.state, value, when)
    only = f"この年だけで{words.quantity(alone, unit)}"
    return years_chart.Cell(judgement.state, f"累計{value}", f"{only}、{when}" if when else only)


def times(connection: Connection, listed: list[SeriesYears], years: list[int]) -> str:
    """Return which years and baselines remarkable times lie in, as HTML."""
    events = events_finding.events(connection, "goals")
    touched = {
        event.label: sum(bool(events_finding.of([event], one.series.indicator, [])) for one in listed)
        for event in events
    }
    return years_chart.times(events, years, touched)


def values(one: SeriesYears) -> dict[int, float | None]:
    """Return the value of each year, as it is judged."""
    return {year: judgement.value for year, judgement in one.judgements.items()}


def sources(listed: list[SeriesYears]) -> list[str]:
    """Return the sources of all values of these series, each once."""
    return sorted({value.source_id for one in listed for value in one.series.values})
