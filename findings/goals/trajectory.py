"""One indicator series worked out for its sheet: what is drawn, summed, projected and compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from charts import words
from charts.goals import records
from charts.goals.sheet import LATE_REMARK, Awaited, Facts
from charts.goals.trajectory_words import HELD, LATE, Drawing, Point, Projected
from findings.goals import events, plan
from findings.goals import records as records_finding
from findings.goals.plan import ContextValue, Indicator, ReportedValue
from findings.goals.states import SeriesState
from queries import Connection
from stats import calendars
from stats.goals import pace, progress, projection, required, sensitivity
from stats.goals.pace import YearlyPace
from stats.goals.progress import Thresholds
from stats.goals.projection import Projection, Refusal
from stats.goals.sensitivity import Ruling

PERCENT = (0.0, 100.0)


@dataclass(frozen=True)
class Worked:
    """A series with everything its sheet says about it.

    `context` are published values beside the reports, `late` those reported for a time after the target's day.
    """

    series: SeriesState
    context: Sequence[ContextValue]
    late: Sequence[ReportedValue]
    drawing: Drawing
    facts: Facts
    rulings: tuple[Ruling, ...]
    projection: Projection | Refusal
    pace: YearlyPace | None


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
    touching = events.of(
        events.events(connection, "goals"), indicator, [*drawing.reported, *drawing.partial, *drawing.late]
    )
    drawing = replace(drawing, events=touching)
    return Worked(
        series=one,
        context=context,
        late=late,
        drawing=drawing,
        facts=_facts(one, drawing, _awaited(indicator, until, thresholds)),
        rulings=sensitivity.rulings(indicator.series, judgement, thresholds),
        projection=projected,
        pace=pace.yearly_pace(indicator.series, judgement),
    )


def expected_at(indicator: Indicator, on: date) -> float | None:
    """Return the value the path asks for on a day; None where there is no path, or none any more."""
    series = indicator.series
    if indicator.kind in HELD or on >= series.target_on:
        return None
    return _on_path(indicator, progress.expected_share(series, on))


def last_value(one: SeriesState, year: int) -> str | None:
    """Return the newest number reported up to the end of a fiscal year with its day, in words; None without one.

    Of a running sum it is the count of its own year.
    """
    indicator = one.indicator
    end = calendars.bounds(year, indicator.calendar)[1]
    known = [
        (value.period_end, value.value)
        for value in records_finding.reports(one.values)
        if value.period_end <= end and value.value is not None
    ]
    if not known:
        return None
    last_on, last = known[-1]
    when = words.period(last_on, indicator.calendar)
    alone = "（その年だけの数）" if indicator.kind == "cumulative" else ""
    return f"{when}の{words.quantity(last, indicator.unit)}{alone}"


def _on_path(indicator: Indicator, share: float) -> float:
    """Return the value a share (0-1) of the way from baseline to target."""
    baseline, target = indicator.baseline_value, indicator.target_value
    if baseline is None:
        raise ValueError(f"{indicator.indicator_id} has no baseline, hence no path")
    return baseline + share * (target - baseline)


def counted_in(unit: str) -> float:
    """Return how finely values of a unit are counted: tenths of percentages and of averages, else whole ones."""
    return 0.1 if unit == "%" or "/" in unit else 1.0


def table(worked: Worked) -> pd.DataFrame:
    """Return what the picture draws as a table with Japanese names: baseline, target, reports, context, projection."""
    one, context, found = worked.series, worked.context, worked.projection
    indicator, calendar = one.indicator, one.indicator.calendar
    rows: list[tuple[str, date, float | None, str]] = [
        (
            "基準",
            indicator.baseline_on,
            indicator.baseline_value,
            f"計画の表記：{indicator.baseline_text}",
        ),
        *(
            (
                _sort_of(row),
                row.period_end,
                row.value,
                words.listing(part for part in (row.state, row.value_text, _reported_by(row)) if part),
            )
            for row in one.values
        ),
        *(
            ("累計", total.on, total.value, "計画の始まりからの合計")
            for total in (worked.drawing.sums if indicator.kind == "cumulative" else [])
        ),
        (
            "目標",
            indicator.target_on,
            indicator.target_value,
            f"計画の表記：{indicator.target_text}",
        ),
        *(
            (
                LATE + ("（サンプル）" if row.is_sample else ""),
                row.period_end,
                row.value,
                words.listing([*([_sort_of(row)] if row.is_of_records else []), LATE_REMARK]),
            )
            for row in worked.late
        ),
        *(("参考（公表値）", row.period_end, row.value, row.note) for row in context),
    ]
    if isinstance(found, Projection):
        share = words.percent(found.confidence)
        for name, value in (
            ("見込み", found.value),
            (f"見込みの下（{share}）", found.lower),
            (f"見込みの上（{share}）", found.upper),
        ):
            rows.append((name, found.on, round(value, 1 if value < 100 else 0), "値を直線で延ばした計算"))
    return pd.DataFrame(
        [
            {
                "区分": kind,
                "期間": words.period(on, calendar),
                "値": None if value is None else words.quantity(value, indicator.unit),
                "説明": remark,
            }
            for kind, on, value, remark in rows
        ]
    ).fillna({"値": "—"})


def _sort_of(row: ReportedValue) -> str:
    """Return whether a value was reported or counted from the records of the police, and whether it is synthetic."""
    if row.is_of_records:
        return records.origin(is_sample=row.is_sample)
    return "実績（サンプル）" if row.is_sample else "実績"


def _reported_by(row: ReportedValue) -> str:
    """Return who reported a value, and when, as far as known."""
    who = row.department or ""
    when = words.day(row.reported_on) if row.reported_on else ""
    return " ".join(part for part in (who, when) if part)


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
        path_from=None if indicator.kind in HELD else _path_from(indicator),
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
    """Tell whether a value is of a part of its year only; an event counts at once, a quiet half year does not."""
    if indicator.period_type == "level" or not value.is_part_year:
        return False
    return indicator.kind != "zero" or (value.value is not None and value.value <= indicator.target_value)


def _as_points(values: Iterable[ReportedValue | ContextValue]) -> list[Point]:
    """Return the values that are numbers."""
    return [Point(one.period_end, one.value) for one in values if one.value is not None]


def _awaited(indicator: Indicator, until: date, thresholds: Thresholds) -> Awaited | None:
    """Return what a report for a day would be held against; None where there is no path, or none any more."""
    series = indicator.series
    if indicator.kind in HELD or until >= series.target_on:
        return None
    share = progress.expected_share(series, until)
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
