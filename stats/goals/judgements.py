"""The state of one indicator series in one reporting year.

Every state follows from the reported numbers, the plan's baseline and target, and the thresholds handed in;
none depends on today's date.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from stats.goals import bounds, path, state_words
from stats.goals.path import Thresholds
from stats.goals.reports import Report, latest, latest_of_plan_years, years_earlier
from stats.goals.series import Series, distance, is_on_right_side, never_due
from stats.goals.state_words import ReasonCode, State


@dataclass(frozen=True)
class Judgement:
    """The state of one series in one reporting year; numbers behind it are None where they mean nothing.

    Attributes
    ----------
    state
        One of `STATES` but 指標なし.
    reason_code
        Why.
    period_end
        Last day the value holds for: the date the state speaks of.
    value
        In the indicator's own unit; for cumulative the sum of all known values from the plan's start.
    missing_years
        For cumulative, earlier plan years without a full year's number.
    achieved
        a = (y - y0) / (yT - y0): share of the way from baseline to target.
    expected
        e: share of the time gone by on `period_end`, 0 to 1.
    pace
        P = a / e; None where e = 0.
    shortfall
        What is missing to the value expected on `period_end`, in the indicator's own unit; 0 when ahead. keep
        and zero expect their target all the time.
    remaining
        What is missing to the target (あと n), in the indicator's own unit; 0 when reached.
    computed_state
        What the numbers alone say where the department's word wins; None where they say nothing.
    events
        For zero, period end and value of every plan year with an event, this one included, oldest first.
    is_final
        True from the year that holds the target's day on: there is no way any more, only 達成 or 未達.
    """

    state: State
    reason_code: ReasonCode
    period_end: date | None = None
    value: float | None = None
    missing_years: int = 0
    achieved: float | None = None
    expected: float | None = None
    pace: float | None = None
    shortfall: float | None = None
    remaining: float | None = None
    computed_state: State | None = None
    events: tuple[tuple[date, float], ...] = ()
    is_final: bool = False

    @property
    def judged(self) -> bool:
        """True when the state ranks from 未達 to 達成."""
        return self.state in state_words.JUDGED


def judge(
    series: Series, reports: Iterable[Report], year_start: date, year_end: date, thresholds: Thresholds
) -> Judgement:
    """Judge one series for one reporting year.

    The year's report is the latest whose period ends within the year; later years are not looked at.

    - increase, decrease, cumulative, milestone: a = (y - y0) / (yT - y0) and
      e = clip((t - ts) / (tT - ts), 0, 1) at the value's own period end t, with ts the baseline's day
      (cumulative: the plan's first day). a >= 1 is 達成, a < 0 後退, e = 0 順調 (nothing is expected yet);
      anything else goes by the pace P = a / e. Anchored at the baseline, the formula holds for falling
      targets and zero baselines alike.
    - cumulative: y is the sum of the yearly values from the plan's start to the target's day. With an earlier
      plan year missing (no number, or a part year's only) the sum cannot be judged: 評価困難.
    - keep: 順調（維持） on the right side of the target, on the wrong side 後退.
    - zero: the same, but an event is 後退（発生）. The year's own value decides, so a year without events is
      順調（維持） again; `events` keeps the earlier ones in sight.
    - text_baseline: 達成 once the target is reached, else 評価困難 with what remains.
    - The year that holds the target's day is the last: whatever the kind, the target is reached (達成) or it is not
      (未達). A level of a day before the target's is shown there, not judged: 評価困難. Later years keep this state.
    - A year that was never due (see `never_due`) is 対象外.
    - A part year's yearly or plan_total value is shown, not judged: 評価困難. Only an event of a zero series
      counts at once, because the rest of the year cannot undo it.
    - The department's own word wins; `computed_state` says what the numbers would.

    Nothing is rounded before it is compared; a rounding error is forgiven (see `bounds`).

    Parameters
    ----------
    series
        What the plan says.
    reports
        All reports of the series, in any order.
    year_start, year_end
        First and last day of the reporting year: fiscal or calendar, as the series counts.
    thresholds
        Smallest pace of each state judged by pace.

    Raises
    ------
    ValueError
        If the reporting year is not twelve months long or there are no thresholds.
    """
    if years_earlier(year_end + timedelta(days=1), 1) != year_start:
        raise ValueError(f"{year_start} to {year_end} is not a year")
    if not thresholds:
        raise ValueError("there are no thresholds")
    if never_due(series, year_start, year_end) in ("baseline_year", "before_sum"):
        return Judgement(state_words.NOT_DUE, "not_due")
    while year_start > series.target_on:
        year_start, year_end = years_earlier(year_start, 1), year_start - timedelta(days=1)
    is_final = year_end >= series.target_on
    reports = list(reports)
    report = latest(reports, year_start, year_end)
    plan_years = latest_of_plan_years(series, reports, year_start, year_end)
    by_numbers = Judgement(state_words.NOT_REPORTED, "not_reported")
    if report is not None:
        by_numbers = replace(
            _judge_report(series, report, plan_years, thresholds), period_end=report.period_end
        )
    if is_final:
        by_numbers = _at_the_end(series, by_numbers)
    if series.kind == "zero":
        by_numbers = replace(by_numbers, events=_events(series, plan_years))
    if report is None or report.state is None:
        return by_numbers
    return replace(
        by_numbers,
        state=report.state,
        reason_code="department_word",
        computed_state=by_numbers.state if by_numbers.judged else None,
    )


def is_last_year(judgements: Iterable[Judgement]) -> bool:
    """Tell whether all series of a measure, or of a plan, are judged for the last time; False without any."""
    final = [one.is_final for one in judgements]
    return bool(final) and all(final)


def _judge_report(
    series: Series, report: Report, plan_years: Sequence[Report | None], thresholds: Thresholds
) -> Judgement:
    """Judge the year's report by its numbers alone."""
    if report.value is None:
        return Judgement(state_words.HARD_TO_JUDGE, "no_number")
    value, missing_years = report.value, 0
    if series.kind == "cumulative":
        value = math.fsum(year.value for year in plan_years if year and year.value is not None)
        missing_years = sum(
            year is None or year.value is None or (year.is_part_year and year is not report)
            for year in plan_years
        )
    is_event = series.kind == "zero" and not is_on_right_side(series, value)
    if report.is_part_year and series.period_type != "level" and not is_event:
        return Judgement(
            state_words.HARD_TO_JUDGE, "part_year_flow", value=value, missing_years=missing_years
        )
    if missing_years:
        return Judgement(state_words.HARD_TO_JUDGE, "missing_years", value=value, missing_years=missing_years)
    if series.baseline_value is None:
        return _judge_text_baseline(series, value)
    if series.kind in ("keep", "zero"):
        return _judge_held(series, value)
    return _judge_path(series, series.baseline_value, value, report.period_end, thresholds)


def _judge_path(
    series: Series, baseline: float, value: float, period_end: date, thresholds: Thresholds
) -> Judgement:
    """Judge a value by its place on the straight path from baseline to target."""
    way = series.target_value - baseline
    achieved = (value - baseline) / way
    expected = path.expected_share(series, period_end)
    pace = achieved / expected if expected > 0 else None
    state, reason = path.state_on_path(achieved, pace, thresholds)
    return Judgement(
        state,
        reason,
        value=value,
        achieved=achieved,
        expected=expected,
        pace=pace,
        shortfall=max(0.0, (expected - achieved) * abs(way)),
        remaining=max(0.0, math.copysign(1.0, way) * (series.target_value - value)),
    )


def _judge_held(series: Series, value: float) -> Judgement:
    """Judge a value that must stay on one side of its target (keep, zero)."""
    missing = distance(series, value)
    state: State
    reason: ReasonCode
    if is_on_right_side(series, value):
        state, reason = state_words.KEPT, "keep"
    elif series.kind == "zero":
        state, reason = state_words.BREACHED, "breach"
    else:
        state, reason = state_words.WORSE, "keep_missed"
    return Judgement(state, reason, value=value, shortfall=missing, remaining=missing)


def _judge_text_baseline(series: Series, value: float) -> Judgement:
    """Judge a value whose baseline is words: only reaching the target can be told."""
    remaining = distance(series, value)
    if is_on_right_side(series, value):
        return Judgement(state_words.ACHIEVED, "achieved", value=value, remaining=remaining)
    return Judgement(state_words.HARD_TO_JUDGE, "text_baseline", value=value, remaining=remaining)


def _at_the_end(series: Series, judgement: Judgement) -> Judgement:
    """Return a judgement of the last year, in which the target is reached or missed; what says nothing stays."""
    value, period_end = judgement.value, judgement.period_end
    final = replace(judgement, is_final=True)
    if value is None or period_end is None or judgement.reason_code in ("part_year_flow", "missing_years"):
        return final
    is_event = judgement.state == state_words.BREACHED  # the rest of the year cannot undo it
    if period_end < series.target_on and not is_event:
        return Judgement(
            state_words.HARD_TO_JUDGE,
            "before_target_day",
            period_end=period_end,
            value=value,
            remaining=distance(series, value),
            is_final=True,
        )
    if judgement.state in (state_words.ACHIEVED, state_words.KEPT):
        return replace(final, state=state_words.ACHIEVED, reason_code="achieved", pace=None)
    reason: ReasonCode = "missed_level"
    if is_event:
        reason = "missed_event"
    elif judgement.achieved is not None:
        reason = "missed_path" if bounds.reaches(judgement.achieved, 0.0) else "missed_below_baseline"
    return replace(
        final, state=state_words.MISSED, reason_code=reason, pace=None, shortfall=judgement.remaining
    )


def _events(series: Series, plan_years: Iterable[Report | None]) -> tuple[tuple[date, float], ...]:
    """Return period end and value of the plan's years with an event."""
    return tuple(
        (year.period_end, year.value)
        for year in plan_years
        if year and year.value is not None and not is_on_right_side(series, year.value)
    )
