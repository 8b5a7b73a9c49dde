"""One indicator series worked out for its sheet: what is drawn, summed, projected and compared."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from charts import words
from charts.goals import records
from charts.goals.sheet import LATE_REMARK, Awaited, Facts
from charts.goals.trajectory_words import HELD, LATE, Drawing, Point, Projected
from findings.goals import events, states
from findings.goals import records as records_finding
from findings.goals.states import SeriesStanding
from queries import Connection, goals
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

    standing: SeriesStanding
    context: pd.DataFrame
    late: pd.DataFrame
    drawing: Drawing
    facts: Facts
    rulings: tuple[Ruling, ...]
    projection: Projection | Refusal
    pace: YearlyPace | None


def work(connection: Connection, one: SeriesStanding, year: int, thresholds: Thresholds) -> Worked:
    """Work out a series as it stood in a fiscal year; later reports are looked at only beside the plan's last one."""
    indicator, judgement = one.indicator, one.judgement
    until = states.window(indicator["calendar"], year)[1]
    is_later = one.reports["period_end"].dt.date > until
    late = one.reports[is_later & judgement.is_final].dropna(subset=["value"])
    one = replace(one, reports=one.reports[~is_later])
    series, context = (
        states.series_of(indicator),
        goals.context_values(connection, indicator_id=indicator["indicator_id"]),
    )
    projected = projection.project(
        series,
        states.reports_of(one.reports),
        until,
        uncertainty=indicator["uncertainty"],
        bounds=PERCENT if indicator["unit"] == "%" else projection.UNBOUNDED,
    )
    drawing = _drawing(one, context, late, projected)
    touching = events.of(
        events.events(connection, "goals"), indicator, [*drawing.reported, *drawing.partial, *drawing.late]
    )
    drawing = replace(drawing, events=touching)
    return Worked(
        standing=one,
        context=context,
        late=late,
        drawing=drawing,
        facts=_facts(one, drawing, _awaited(indicator, until, thresholds)),
        rulings=sensitivity.rulings(series, judgement, thresholds),
        projection=projected,
        pace=pace.yearly_pace(series, judgement),
    )


def expected_at(indicator: pd.Series, on: date) -> float | None:
    """Return the value the path asks for on a day; None where there is no path, or none any more."""
    series = states.series_of(indicator)
    if indicator["kind"] in HELD or on >= series.target_on:
        return None
    return _on_path(indicator, progress.expected_share(series, on))


def last_value(one: SeriesStanding, year: int) -> str | None:
    """Return the newest number reported up to the end of a fiscal year with its day, in words; None without one.

    Of a running sum it is the count of its own year.
    """
    indicator = one.indicator
    end = states.window(indicator["calendar"], year)[1]
    reports = records_finding.reports(one.reports)
    known = reports[reports["period_end"].dt.date <= end].dropna(subset=["value"])
    if known.empty:
        return None
    last = known.iloc[-1]
    when = words.period(last["period_end"].date(), indicator["calendar"])
    alone = "（その年だけの数）" if indicator["kind"] == "cumulative" else ""
    return f"{when}の{words.quantity(last['value'], indicator['unit'])}{alone}"


def _on_path(indicator: pd.Series, share: float) -> float:
    """Return the value a share (0-1) of the way from baseline to target."""
    baseline, target = indicator["baseline_value"], indicator["target_value"]
    return float(baseline + share * (target - baseline))


def counted_in(unit: str) -> float:
    """Return how finely values of a unit are counted: tenths of percentages and of averages, else whole ones."""
    return 0.1 if unit == "%" or "/" in unit else 1.0


def table(worked: Worked) -> pd.DataFrame:
    """Return what the picture draws as a table with Japanese names: baseline, target, reports, context, projection."""
    one, context, found = worked.standing, worked.context, worked.projection
    indicator, calendar = one.indicator, one.indicator["calendar"]
    rows = [
        (
            "基準",
            indicator["baseline_on"],
            indicator["baseline_value"],
            f"計画の表記：{indicator['baseline_text']}",
        ),
        *(
            (
                _sort_of(row),
                row.period_end,
                row.value,
                words.listing(
                    part for part in (row.state, row.value_text, _reported_by(row)) if pd.notna(part) and part
                ),
            )
            for row in one.reports.itertuples()
        ),
        *(
            ("累計", total.on, total.value, "計画の始まりからの合計")
            for total in (worked.drawing.sums if indicator["kind"] == "cumulative" else [])
        ),
        (
            "目標",
            indicator["target_on"],
            indicator["target_value"],
            f"計画の表記：{indicator['target_text']}",
        ),
        *(
            (
                LATE + ("（サンプル）" if row.is_sample else ""),
                row.period_end,
                row.value,
                words.listing(
                    [*([_sort_of(row)] if row.origin == records_finding.ORIGIN else []), LATE_REMARK]
                ),
            )
            for row in worked.late.itertuples()
        ),
        *(("参考（公表値）", row.period_end, row.value, row.note) for row in context.itertuples()),
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
                "期間": words.period(on if isinstance(on, date) else on.date(), calendar),
                "値": None if pd.isna(value) else words.quantity(value, indicator["unit"]),
                "説明": remark,
            }
            for kind, on, value, remark in rows
        ]
    ).fillna({"値": "—"})


def _sort_of(row: pd.Series) -> str:
    """Return whether a value was reported or counted from the records of the police, and whether it is synthetic."""
    if row.origin == records_finding.ORIGIN:
        return records.origin(is_sample=row.is_sample)
    return "実績（サンプル）" if row.is_sample else "実績"


def _reported_by(row: pd.Series) -> str:
    """Return who reported a value, and when, as far as known."""
    who = row.department if pd.notna(row.department) else ""
    when = words.day(row.reported_on.date()) if pd.notna(row.reported_on) else ""
    return " ".join(part for part in (who, when) if part)


def _path_from(indicator: pd.Series) -> date:
    start: pd.Timestamp = indicator["plan_starts_on" if indicator["kind"] == "cumulative" else "baseline_on"]
    day: date = start.date()
    return day


def _drawing(
    one: SeriesStanding, context: pd.DataFrame, late: pd.DataFrame, projected: Projection | Refusal
) -> Drawing:
    indicator = one.indicator
    whole, partial = _points(one)
    return Drawing(
        kind=indicator["kind"],
        direction=indicator["direction"],
        unit=indicator["unit"],
        calendar=indicator["calendar"],
        baseline=None
        if pd.isna(indicator["baseline_value"])
        else Point(indicator["baseline_on"].date(), indicator["baseline_value"]),
        baseline_text=indicator["baseline_text"],
        target=Point(indicator["target_on"].date(), indicator["target_value"]),
        target_text=indicator["target_text"],
        path_from=None if indicator["kind"] in HELD else _path_from(indicator),
        reported=whole,
        partial=partial,
        context=_as_points(context),
        late=_as_points(late),
        state=one.judgement.state,
        projected=Projected(projected.on, projected.value, projected.lower, projected.upper)
        if isinstance(projected, Projection)
        else None,
    )


def _points(one: SeriesStanding) -> tuple[list[Point], list[Point]]:
    """Return the values of whole periods and of part years, oldest first.

    A part year that a later report of the same year replaces is left out; a running sum begins with the plan.
    """
    indicator = one.indicator
    values = one.reports.dropna(subset=["value"])
    if indicator["kind"] == "cumulative":
        values = values[values["period_end"] >= indicator["plan_starts_on"]]
    if indicator["period_type"] != "level" and not values.empty:
        in_calendar = indicator["calendar"] == "calendar"
        years = [day.year if in_calendar else words.fiscal_year_of(day) for day in values["period_end"]]
        values = values.assign(year=years).groupby("year", sort=True).tail(1)
    is_partial = values["is_part_year"] & (indicator["period_type"] != "level")
    if indicator["kind"] == "zero":  # an event counts at once, a quiet half year does not
        is_partial &= values["value"] <= indicator["target_value"]
    return _as_points(values[~is_partial]), _as_points(values[is_partial])


def _as_points(rows: pd.DataFrame) -> list[Point]:
    return [Point(row.period_end.date(), row.value) for row in rows.itertuples()]


def _awaited(indicator: pd.Series, until: date, thresholds: Thresholds) -> Awaited | None:
    """Return what a report for a day would be held against; None where there is no path, or none any more."""
    series = states.series_of(indicator)
    if indicator["kind"] in HELD or until >= series.target_on:
        return None
    share = progress.expected_share(series, until)
    return Awaited(
        on=until,
        share=share,
        value=_on_path(indicator, share),
        least=required.on_track_from(series, until, thresholds, counted_in(indicator["unit"])),
    )


def _facts(one: SeriesStanding, drawing: Drawing, awaited: Awaited | None) -> Facts:
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
