"""The state of one indicator series, and of one measure, in one reporting year.

Every state follows from the reported numbers, the plan's baseline and target, and the thresholds handed in;
none depends on today's date.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal, get_args

State = Literal[
    "達成",
    "順調",
    "順調（維持）",
    "やや遅れ",
    "遅れ",
    "未達",
    "後退",
    "後退（発生）",
    "未着手",
    "中止",
    "評価困難",
    "未報告（一部）",
    "未報告",
    "対象外",
    "指標なし",
]
"""State of a series, or of a measure, as the city words it."""

DepartmentWord = Literal["未着手", "中止", "評価困難"]
"""A state a department may report in its own word."""

ACHIEVED: Final = "達成"
ON_TRACK: Final = "順調"
KEPT: Final = "順調（維持）"
SLIGHTLY_BEHIND: Final = "やや遅れ"
BEHIND: Final = "遅れ"
MISSED: Final = "未達"
WORSE: Final = "後退"
BREACHED: Final = "後退（発生）"
NOT_STARTED: Final = "未着手"
STOPPED: Final = "中止"
HARD_TO_JUDGE: Final = "評価困難"
PARTLY_REPORTED: Final = "未報告（一部）"
NOT_REPORTED: Final = "未報告"
NOT_DUE: Final = "対象外"
NO_INDICATOR: Final = "指標なし"

STATES: tuple[State, ...] = (
    ACHIEVED,
    ON_TRACK,
    KEPT,
    SLIGHTLY_BEHIND,
    BEHIND,
    MISSED,
    WORSE,
    BREACHED,
    NOT_STARTED,
    STOPPED,
    HARD_TO_JUDGE,
    PARTLY_REPORTED,
    NOT_REPORTED,
    NOT_DUE,
    NO_INDICATOR,
)
"""Every state of a measure, in the order of the board; counts over them sum to the number of measures."""

DEPARTMENT_WORDS: tuple[DepartmentWord, ...] = (NOT_STARTED, STOPPED, HARD_TO_JUDGE)
"""States a department may report in its own word."""

# Worst first; equals (後退, 順調) are ordered too, so that the order of the series never matters.
_JUDGED: tuple[State, ...] = (MISSED, BREACHED, WORSE, BEHIND, SLIGHTLY_BEHIND, ON_TRACK, KEPT, ACHIEVED)
# What says most about the work first: under way, not begun, ended, silence.
_UNJUDGED: tuple[State, ...] = (HARD_TO_JUDGE, NOT_STARTED, STOPPED, NOT_REPORTED)

Kind = Literal["increase", "decrease", "keep", "zero", "cumulative", "milestone", "text_baseline"]
"""What a series asks for, by which its rule of progress is chosen."""

Direction = Literal["at_least", "at_most"]
"""Wanted side of a target."""

PeriodType = Literal["level", "yearly", "plan_total"]
"""What a value counts: a state at a date, a count of a year, or yearly counts summed over the plan."""

KINDS_WITHOUT_PATH = ("keep", "zero", "text_baseline")
"""Kinds that ask for a side of the target, not for a way to it."""

# Relative size of a rounding error that must not turn an exact 0.95 or 1 into the lower state.
_TOLERANCE = 1e-9

Thresholds = Mapping[State, float]
"""Smallest pace that earns each state judged by pace, e.g. 順調 0.95, やや遅れ 0.60, 遅れ 0.

The two upper cut-offs are those of Open SDG's progress measure. The state with the smallest pace takes all
that is left.
"""

ReasonCode = Literal[
    "achieved",
    "missed_path",
    "missed_below_baseline",
    "missed_level",
    "missed_event",
    "before_target_day",
    "pace",
    "nothing_expected_yet",
    "below_baseline",
    "keep",
    "keep_missed",
    "breach",
    "text_baseline",
    "part_year_flow",
    "missing_years",
    "no_number",
    "department_word",
    "not_reported",
    "not_due",
]
"""Why a series has its state, for the words on the screen."""

NeverDue = Literal["baseline_year", "before_sum", "after_sum"]
"""Why no report is asked for a year: the plan prints its value, or the sum has not begun or is over."""


@dataclass(frozen=True)
class Series:
    """What the plan says about one indicator series.

    Attributes
    ----------
    kind
        increase, decrease, keep, zero, cumulative, milestone or text_baseline.
    direction
        Wanted side of the target: at_least or at_most.
    baseline_value, target_value
        In the indicator's own unit; the baseline is None for text_baseline only.
    baseline_on, target_on
        Days they hold for.
    plan_starts_on
        First day of the plan.
    period_type
        level (a state at a date), yearly (a count of a year) or plan_total (yearly counts summed over the
        plan).

    Raises
    ------
    ValueError
        If the parts contradict each other so that no rule of progress applies.
    """

    kind: Kind
    direction: Direction
    baseline_value: float | None
    baseline_on: date
    target_value: float
    target_on: date
    plan_starts_on: date
    period_type: PeriodType

    def __post_init__(self) -> None:
        """Refuse what no rule applies to."""
        if self.kind not in get_args(Kind):
            raise ValueError(f"unknown kind {self.kind!r}")
        if self.direction not in get_args(Direction):
            raise ValueError(f"unknown direction {self.direction!r}")
        if self.period_type not in get_args(PeriodType):
            raise ValueError(f"unknown period type {self.period_type!r}")
        if (self.baseline_value is None) != (self.kind == "text_baseline"):
            raise ValueError("the baseline is a number for every kind but text_baseline")
        if self.kind not in KINDS_WITHOUT_PATH and self.baseline_value == self.target_value:
            raise ValueError(f"{self.kind} needs a target that differs from the baseline")
        if not max(self.baseline_on, self.plan_starts_on) < self.target_on:
            raise ValueError("baseline and plan start must lie before the target's day")


@dataclass(frozen=True)
class Report:
    """What a department reported for one period.

    Attributes
    ----------
    period_end
        Last day of the period the value holds for.
    value
        In the indicator's own unit; for cumulative the count of the year alone; None where no number was
        given.
    state
        The department's own word (未着手, 中止, 評価困難) or None.
    is_part_year
        True when the period ends before its year does.

    Raises
    ------
    ValueError
        If the value is not finite or the word is another one.
    """

    period_end: date
    value: float | None
    state: DepartmentWord | None = None
    is_part_year: bool = False

    def __post_init__(self) -> None:
        """Refuse a missing number in disguise and an unknown word."""
        if self.value is not None and not math.isfinite(self.value):
            raise ValueError(f"the value of {self.period_end} is not a finite number")
        if self.state is not None and self.state not in DEPARTMENT_WORDS:
            raise ValueError(f"unknown word of a department {self.state!r}")


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
        return self.state in _JUDGED


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

    Nothing is rounded before it is compared; a rounding error of 1e-9 (of the bound, or of 1 if that is more)
    is forgiven.

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
    if _years_earlier(year_end + timedelta(days=1), 1) != year_start:
        raise ValueError(f"{year_start} to {year_end} is not a year")
    if not thresholds:
        raise ValueError("there are no thresholds")
    if never_due(series, year_start, year_end) in ("baseline_year", "before_sum"):
        return Judgement(NOT_DUE, "not_due")
    while year_start > series.target_on:
        year_start, year_end = _years_earlier(year_start, 1), year_start - timedelta(days=1)
    is_final = year_end >= series.target_on
    reports = list(reports)
    report = latest(reports, year_start, year_end)
    plan_years = _latest_of_plan_years(series, reports, year_start, year_end)
    by_numbers = Judgement(NOT_REPORTED, "not_reported")
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


def never_due(series: Series, year_start: date, year_end: date) -> NeverDue | None:
    """Return why no report of a year is asked for; None where one is.

    The plan prints the baseline, so its year is not reported again, nor is any before it; only a baseline in words
    leaves its own year open. A sum has neither a year before the plan nor one after the target's day.
    """
    if series.kind == "cumulative" and year_end < series.plan_starts_on:
        return "before_sum"
    if series.kind == "cumulative" and year_start > series.target_on:
        return "after_sum"
    is_printed = series.baseline_value is not None and year_start <= series.baseline_on
    return "baseline_year" if is_printed or year_end < series.baseline_on else None


def worse_of(states: Iterable[State], *, is_final: bool = False) -> tuple[State, bool]:
    """Return the state of a measure from the states of its series, and whether one of them is unjudged.

    The worst judged state wins: 未達, 後退（発生） and 後退, 遅れ, やや遅れ, 順調 and 順調（維持）, 達成. An
    unjudged state does not rank. Where none is judged, the one that says most about the work is shown:
    評価困難 (under way) before 未着手 (not begun), 中止 (ended) and 未報告 (silence). A series that was never
    due (対象外) says nothing. A measure without series is 指標なし. The order of the series does not matter.

    In its last year (`is_final`) a measure is 達成 only if every series is: with one that was not reported it is
    未報告（一部）, with one of which the department's word stands, or that could not be judged, it has that state.

    Raises
    ------
    ValueError
        If a state is not one of a series.
    """
    given = set(states)
    if unknown := given.difference(_JUDGED, _UNJUDGED, {NOT_DUE}):
        raise ValueError(f"not states of a series: {sorted(unknown)}")
    unjudged = given.intersection(_UNJUDGED)
    ranked: Sequence[State] = (*_JUDGED, *_UNJUDGED, NOT_DUE)
    if is_final and unjudged and MISSED not in given and ACHIEVED in given:
        if NOT_REPORTED in given:
            return PARTLY_REPORTED, True
        ranked = _UNJUDGED
    shown: State = next((state for state in ranked if state in given), NO_INDICATOR)
    return shown, bool(unjudged)


def is_last_year(judgements: Iterable[Judgement]) -> bool:
    """Tell whether all series of a measure, or of a plan, are judged for the last time; False without any."""
    final = [one.is_final for one in judgements]
    return bool(final) and all(final)


def latest(reports: Iterable[Report], year_start: date, year_end: date) -> Report | None:
    """Return the latest report of one year, or None."""
    of_year = (report for report in reports if year_start <= report.period_end <= year_end)
    return max(of_year, key=lambda report: report.period_end, default=None)


def _judge_report(
    series: Series, report: Report, plan_years: Sequence[Report | None], thresholds: Thresholds
) -> Judgement:
    """Judge the year's report by its numbers alone."""
    if report.value is None:
        return Judgement(HARD_TO_JUDGE, "no_number")
    value, missing_years = report.value, 0
    if series.kind == "cumulative":
        value = math.fsum(year.value for year in plan_years if year and year.value is not None)
        missing_years = sum(
            year is None or year.value is None or (year.is_part_year and year is not report)
            for year in plan_years
        )
    is_event = series.kind == "zero" and not _is_on_right_side(series, value)
    if report.is_part_year and series.period_type != "level" and not is_event:
        return Judgement(HARD_TO_JUDGE, "part_year_flow", value=value, missing_years=missing_years)
    if missing_years:
        return Judgement(HARD_TO_JUDGE, "missing_years", value=value, missing_years=missing_years)
    if series.baseline_value is None:
        return _judge_text_baseline(series, value)
    if series.kind in ("keep", "zero"):
        return _judge_held(series, value)
    return _judge_path(series, series.baseline_value, value, report.period_end, thresholds)


def expected_share(series: Series, on: date) -> float:
    """Return the share of the way (0-1) expected on a day, from the baseline; cumulative: from the plan's start."""
    starts_on = series.plan_starts_on if series.kind == "cumulative" else series.baseline_on
    return min(max((on - starts_on) / (series.target_on - starts_on), 0.0), 1.0)


def _judge_path(
    series: Series, baseline: float, value: float, period_end: date, thresholds: Thresholds
) -> Judgement:
    """Judge a value by its place on the straight path from baseline to target."""
    way = series.target_value - baseline
    achieved = (value - baseline) / way
    expected = expected_share(series, period_end)
    pace = achieved / expected if expected > 0 else None
    state, reason = state_on_path(achieved, pace, thresholds)
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


def state_on_path(achieved: float, pace: float | None, thresholds: Thresholds) -> tuple[State, ReasonCode]:
    """Return the state earned by the share achieved and the pace, with its reason.

    A share of 1 is 達成 and one below 0 後退, whatever the pace; a pace of None means that nothing is expected
    yet.
    """
    if _reaches(achieved, 1.0):
        return ACHIEVED, "achieved"
    if not _reaches(achieved, 0.0):
        return WORSE, "below_baseline"
    if pace is None:
        return ON_TRACK, "nothing_expected_yet"
    earned = (state for state in thresholds if _reaches(pace, thresholds[state]))
    lowest = min(thresholds, key=thresholds.__getitem__)
    return max(earned, key=thresholds.__getitem__, default=lowest), "pace"


def _judge_held(series: Series, value: float) -> Judgement:
    """Judge a value that must stay on one side of its target (keep, zero)."""
    distance = _distance(series, value)
    state: State
    reason: ReasonCode
    if not _is_on_right_side(series, value):
        state, reason = (BREACHED, "breach") if series.kind == "zero" else (WORSE, "keep_missed")
    else:
        state, reason = KEPT, "keep"
    return Judgement(state, reason, value=value, shortfall=distance, remaining=distance)


def _judge_text_baseline(series: Series, value: float) -> Judgement:
    """Judge a value whose baseline is words: only reaching the target can be told."""
    remaining = _distance(series, value)
    if _is_on_right_side(series, value):
        return Judgement(ACHIEVED, "achieved", value=value, remaining=remaining)
    return Judgement(HARD_TO_JUDGE, "text_baseline", value=value, remaining=remaining)


def _at_the_end(series: Series, judgement: Judgement) -> Judgement:
    """Return a judgement of the last year, in which the target is reached or missed; what says nothing stays."""
    value, period_end = judgement.value, judgement.period_end
    final = replace(judgement, is_final=True)
    if value is None or period_end is None or judgement.reason_code in ("part_year_flow", "missing_years"):
        return final
    is_event = judgement.state == BREACHED  # the rest of the year cannot undo it
    if period_end < series.target_on and not is_event:
        return Judgement(
            HARD_TO_JUDGE,
            "before_target_day",
            period_end=period_end,
            value=value,
            remaining=_distance(series, value),
            is_final=True,
        )
    if judgement.state in (ACHIEVED, KEPT):
        return replace(final, state=ACHIEVED, reason_code="achieved", pace=None)
    reason: ReasonCode = "missed_level"
    if is_event:
        reason = "missed_event"
    elif judgement.achieved is not None:
        reason = "missed_path" if _reaches(judgement.achieved, 0.0) else "missed_below_baseline"
    return replace(final, state=MISSED, reason_code=reason, pace=None, shortfall=judgement.remaining)


def _latest_of_plan_years(
    series: Series, reports: Sequence[Report], year_start: date, year_end: date
) -> list[Report | None]:
    """Return the latest report of each year that touches the plan, oldest first, up to the reporting year."""
    found: list[Report | None] = []
    while year_end >= series.plan_starts_on:
        if year_start <= series.target_on:
            found.insert(0, latest(reports, year_start, year_end))
        year_start, year_end = _years_earlier(year_start, 1), year_start - timedelta(days=1)
    return found


def _events(series: Series, plan_years: Iterable[Report | None]) -> tuple[tuple[date, float], ...]:
    """Return period end and value of the plan's years with an event."""
    return tuple(
        (year.period_end, year.value)
        for year in plan_years
        if year and year.value is not None and not _is_on_right_side(series, year.value)
    )


def _is_on_right_side(series: Series, value: float) -> bool:
    """Tell whether the value is at the target or beyond it on the wanted side."""
    if series.direction == "at_least":
        return _reaches(value, series.target_value)
    return _reaches(-value, -series.target_value)


def _distance(series: Series, value: float) -> float:
    """Return what is missing to the wanted side of the target, in the indicator's own unit."""
    gap = series.target_value - value
    return max(0.0, gap if series.direction == "at_least" else -gap)


def _reaches(value: float, bound: float) -> bool:
    """Tell whether the value is at least the bound, forgiving a rounding error."""
    return value >= bound - _TOLERANCE * max(1.0, abs(bound))


def _years_earlier(day: date, years: int) -> date:
    """Return the same day of an earlier year."""
    return day.replace(year=day.year - years)
