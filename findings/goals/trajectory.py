"""One indicator series worked out for its sheet: what is drawn, summed, projected and compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from findings.events import events
from findings.goals import plan
from findings.goals.marks import Mark, marks
from findings.goals.plan import ContextValue, Indicator, ReportedValue
from findings.goals.states import SeriesState
from queries import Connection, once
from stats import calendars
from stats.calendars import Calendar
from stats.goals import change, pace, path, projection, required, sensitivity, state_words
from stats.goals.pace import YearlyPace
from stats.goals.path import Thresholds
from stats.goals.projection import Projection, Refusal
from stats.goals.reports import latest
from stats.goals.sensitivity import Ruling
from stats.goals.series import KINDS_WITHOUT_PATH, Direction, Kind
from stats.goals.state_words import ReasonCode, State

PERCENT = (0.0, 100.0)


@dataclass(frozen=True)
class Point:
    """A value with the day it holds for."""

    on: date
    value: float


@dataclass(frozen=True)
class Projected:
    """Where a straight line leads on the target's day, with its interval."""

    on: date
    value: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Drawing:
    """Everything the picture of one series shows.

    Attributes
    ----------
    kind, direction, unit, calendar
        What the plan says of the series.
    baseline
        The plan's baseline; None where it is words.
    baseline_text, target_text
        Both as printed.
    target
        The plan's target.
    path_from
        Day from which the rule expects progress; None where it knows no path.
    reported
        Reported values, oldest first, each of its own year.
    partial
        Part years' flows, shown but not judged, in grey.
    context
        Published values outside the plan's reporting, in grey.
    state
        State whose colour the reports have.
    projected
        The projection; None where there is none.
    late
        Values after the target's day, in grey; they change no state.
    events
        Remarkable times that have part in a value.
    expected
        Where the path is on the day of the judged value, or at the year's end without one; None where it asks nothing.
    """

    kind: Kind
    direction: Direction
    unit: str
    calendar: Calendar
    baseline: Point | None
    baseline_text: str
    target: Point
    target_text: str
    path_from: date | None
    reported: Sequence[Point]
    partial: Sequence[Point]
    context: Sequence[Point]
    state: State
    projected: Projected | None = None
    late: Sequence[Point] = ()
    events: Sequence[Mark] = ()
    expected: Point | None = None

    @property
    def path(self) -> list[Point]:
        """Return the ends of the straight path the rule expects."""
        if self.baseline is None or self.path_from is None:
            return []
        return [Point(self.path_from, self.baseline.value), self.target]

    @property
    def sums(self) -> list[Point]:
        """Return the running sum of the reported values."""
        total, found = 0.0, []
        for point in self.reported:
            total += point.value
            found.append(Point(point.on, total))
        return found

    @property
    def has_last_report_at_the_target(self) -> bool:
        """Return whether the newest report is of the target's day or later, so that it is named beside the target."""
        if not self.reported or self.kind in ("cumulative", "zero"):
            return False
        return self.reported[-1].on >= self.target.on


@dataclass(frozen=True)
class Awaited:
    """What the path asks for on a day without a report.

    `share` of the way (0-1) and `value` are expected; `least` is the value furthest from the target that is 順調, as
    finely as values are counted.
    """

    on: date
    share: float
    value: float
    least: float


@dataclass(frozen=True)
class Facts:
    """The numbers a sum is written out with: what the plan says and what was judged.

    Attributes
    ----------
    kind, direction, unit, calendar
        What the plan says of the series.
    baseline, target
        In the indicator's own unit; the baseline is None where it is words.
    starts_on, target_on
        Days the path leads from and to.
    state, reason_code
        The judgement by the numbers.
    value, period_end, achieved, expected, pace
        As judged; None where they mean nothing.
    addends
        For cumulative, the yearly numbers that were summed.
    awaited
        What a report for the year would be held against; None for kinds without a path.
    is_final
        True in the year that holds the target's day.
    """

    kind: Kind
    direction: Direction
    unit: str
    calendar: Calendar
    baseline: float | None
    target: float
    starts_on: date
    target_on: date
    state: State
    reason_code: ReasonCode
    value: float | None
    period_end: date | None
    achieved: float | None
    expected: float | None
    pace: float | None
    addends: tuple[float, ...] = ()
    awaited: Awaited | None = None
    is_final: bool = False


@dataclass(frozen=True)
class Worked:
    """A series with everything its sheet says about it.

    `context` are published values beside the reports, `late` those reported for a time after the target's day,
    `sources` the ids of the sources of everything its picture draws but the plan. `moved` is what the value moved in
    the last year, in its own unit (of a running sum the year's own count); None where that cannot be told.
    """

    series: SeriesState
    context: Sequence[ContextValue]
    late: Sequence[ReportedValue]
    drawing: Drawing
    facts: Facts
    rulings: tuple[Ruling, ...]
    projection: Projection | Refusal
    pace: YearlyPace | None
    moved: float | None
    sources: Sequence[str]

    @property
    def is_counted(self) -> bool:
        """Tell whether chance moves the series, as it does a count of accidents."""
        return self.series.indicator.uncertainty == "poisson"

    @property
    def is_ruled(self) -> bool:
        """Tell whether other rules can be held against the state: there is a way, and it is not over."""
        return self.series.judgement.achieved is not None and not self.series.judgement.is_final


@once
def work(connection: Connection, one: SeriesState, year: int, thresholds: Thresholds) -> Worked:
    """Work out a series as it stood in a fiscal year; later reports are looked at only beside the plan's last one."""
    indicator, judgement = one.indicator, one.judgement
    until = calendars.bounds(year, indicator.calendar)[1]
    late = [
        value
        for value in one.values
        if judgement.is_final and value.period_end > until and value.value is not None
    ]
    one = replace(one, values=[value for value in one.values if value.period_end <= until])
    context = plan.context(connection, indicator)
    projected = projection.project(
        indicator.series,
        one.reports,
        until,
        uncertainty=indicator.uncertainty,
        bounds=PERCENT if indicator.unit == "%" else projection.UNBOUNDED,
    )
    drawing = _drawing(one, context, late, projected)
    days = [point.on for point in (*drawing.reported, *drawing.partial, *drawing.late)]
    on = judgement.period_end or until
    is_asked = judgement.state != state_words.NOT_DUE and indicator.kind != "milestone"
    expected = expected_at(indicator, on) if is_asked else None
    drawing = replace(
        drawing,
        events=marks(events(connection, "goals"), indicator, days),
        expected=None if expected is None else Point(on, expected),
    )
    return Worked(
        series=one,
        context=context,
        late=late,
        drawing=drawing,
        facts=_facts(one, drawing, _awaited(indicator, until, thresholds)),
        rulings=sensitivity.rulings(indicator.series, judgement, thresholds),
        projection=projected,
        pace=pace.yearly_pace(indicator.series, judgement),
        moved=_moved(one, year),
        sources=list(
            dict.fromkeys(
                [
                    *(value.source_id for value in one.values),
                    *(value.source_id for value in context),
                    *(mark.event.source_id for mark in drawing.events),
                ]
            )
        ),
    )


def _moved(one: SeriesState, year: int) -> float | None:
    """Return what a series moved from the year before to a year; a running sum moved by the year's own count."""
    begins, ends = calendars.bounds(year, one.indicator.calendar)
    found = change.since_last_year(one.indicator.series, one.reports, begins, ends, one.indicator.uncertainty)
    if one.indicator.kind != "cumulative":
        return found.difference
    return (
        None if (report := latest(one.reports, begins, ends)) is None or report.is_part_year else report.value
    )


def expected_at(indicator: Indicator, on: date) -> float | None:
    """Return the value the path asks for on a day; None where there is no path, or none any more."""
    series = indicator.series
    if indicator.kind in KINDS_WITHOUT_PATH or on >= series.target_on:
        return None
    return _on_path(indicator, path.expected_share(series, on))


def _on_path(indicator: Indicator, share: float) -> float:
    """Return the value a share (0-1) of the way from baseline to target."""
    baseline, target = indicator.baseline_value, indicator.target_value
    if baseline is None:
        raise ValueError(f"{indicator.indicator_id} has no baseline, hence no path")
    return baseline + share * (target - baseline)


def counted_in(unit: str) -> float:
    """Return how finely values of a unit are counted: tenths of percentages and of averages, else whole ones."""
    return 0.1 if unit == "%" or "/" in unit else 1.0


def _path_from(indicator: Indicator) -> date:
    return indicator.plan_starts_on if indicator.kind == "cumulative" else indicator.baseline_on


def _drawing(
    one: SeriesState,
    context: Sequence[ContextValue],
    late: Sequence[ReportedValue],
    projected: Projection | Refusal,
) -> Drawing:
    indicator = one.indicator
    whole, partial = _points(one)
    return Drawing(
        kind=indicator.kind,
        direction=indicator.direction,
        unit=indicator.unit,
        calendar=indicator.calendar,
        baseline=None
        if indicator.baseline_value is None
        else Point(indicator.baseline_on, indicator.baseline_value),
        baseline_text=indicator.baseline_text,
        target=Point(indicator.target_on, indicator.target_value),
        target_text=indicator.target_text,
        path_from=None if indicator.kind in KINDS_WITHOUT_PATH else _path_from(indicator),
        reported=whole,
        partial=partial,
        context=_as_points(context),
        late=_as_points(late),
        state=one.judgement.state,
        projected=Projected(projected.on, projected.value, projected.lower, projected.upper)
        if isinstance(projected, Projection)
        else None,
    )


def _points(one: SeriesState) -> tuple[list[Point], list[Point]]:
    """Return the values of whole periods and of part years, oldest first.

    A part year that a later report of the same year replaces is left out; a running sum begins with the plan.
    """
    indicator = one.indicator
    values = [value for value in one.values if value.value is not None]
    if indicator.kind == "cumulative":
        values = [value for value in values if value.period_end >= indicator.plan_starts_on]
    if indicator.period_type != "level":
        last = {calendars.year_of(value.period_end, indicator.calendar): value for value in values}
        values = [last[year] for year in sorted(last)]
    partial = [value for value in values if _is_partial(value, indicator)]
    return _as_points(value for value in values if value not in partial), _as_points(partial)


def _is_partial(value: ReportedValue, indicator: Indicator) -> bool:
    """Tell whether a number is of a part of its year only; an event counts at once, a quiet half year does not."""
    if indicator.period_type == "level" or not value.is_part_year:
        return False
    return indicator.kind != "zero" or cast(float, value.value) <= indicator.target_value


def _as_points(values: Iterable[ReportedValue | ContextValue]) -> list[Point]:
    """Return values that are numbers as points."""
    return [Point(one.period_end, cast(float, one.value)) for one in values]


def _awaited(indicator: Indicator, until: date, thresholds: Thresholds) -> Awaited | None:
    """Return what a report for a day would be held against; None where there is no path, or none any more."""
    series = indicator.series
    if indicator.kind in KINDS_WITHOUT_PATH or until >= series.target_on:
        return None
    share = path.expected_share(series, until)
    return Awaited(
        on=until,
        share=share,
        value=_on_path(indicator, share),
        least=required.on_track_from(series, until, thresholds, counted_in(indicator.unit)),
    )


def _facts(one: SeriesState, drawing: Drawing, awaited: Awaited | None) -> Facts:
    indicator, judgement = one.indicator, one.judgement
    return Facts(
        kind=drawing.kind,
        direction=drawing.direction,
        unit=drawing.unit,
        calendar=drawing.calendar,
        baseline=drawing.baseline.value if drawing.baseline else None,
        target=drawing.target.value,
        starts_on=_path_from(indicator),
        target_on=drawing.target.on,
        state=judgement.computed_state or judgement.state,
        reason_code=judgement.reason_code,
        value=judgement.value,
        period_end=judgement.period_end,
        achieved=judgement.achieved,
        expected=judgement.expected,
        pace=judgement.pace,
        addends=tuple(point.value for point in drawing.reported) if drawing.kind == "cumulative" else (),
        awaited=awaited,
        is_final=judgement.is_final,
    )
