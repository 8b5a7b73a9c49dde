"""What differs in the goals between two editions: values, states, and the plan's own figures."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from findings.goals import plan, states
from findings.goals.plan import Indicator, Measure, ReportedValue
from findings.goals.states import MeasureState
from findings.rows import read
from queries import Connection, goals, once, overview
from queries.editions import Edition
from stats.goals.state_words import State

Figure = str | float | date | tuple[str, ...] | None
"""A number, a day, a word or a list of words of the plan; None where it has none."""

INDICATOR_FIGURES = (
    "name",
    "unit",
    "kind",
    "direction",
    "period_type",
    "baseline_text",
    "baseline_value",
    "baseline_on",
    "target_text",
    "target_value",
    "target_on",
    "plan_starts_on",
)
MEASURE_FIGURES = ("name", "field", "departments")


@dataclass(frozen=True)
class Reported:
    """What a department reported on one period of a series, without who and when."""

    indicator_id: str
    period_end: date
    value: float | None
    value_text: str | None
    numerator: float | None
    denominator: float | None
    state: State | None
    is_part_year: bool
    reason: str | None
    next_step: str | None

    @property
    def figures(self) -> tuple[object, ...]:
        """Return what makes it another value when it differs: number, words, parts, the department's state."""
        return (
            self.value, self.value_text, self.numerator, self.denominator, self.state, self.is_part_year,
        )  # fmt: skip

    @property
    def texts(self) -> tuple[str | None, str | None]:
        """Return reason and next step, which change no value."""
        return self.reason, self.next_step


@dataclass(frozen=True)
class ChangedValue:
    """One period of a series whose report differs; None on the side that does not have it.

    `is_late` says that the period lies after the target's day, so that it changes no state.
    """

    indicator: Indicator
    period_end: date
    is_late: bool
    before: Reported | None
    after: Reported | None


@dataclass(frozen=True)
class ChangedState:
    """A measure whose state of a fiscal year differs; None on the side that does not have the measure or the year.

    `has_new_data` is false where both editions have the same values and the same figures of the plan for it, so that
    something else moved the state.
    """

    year: int
    measure: Measure
    before: State | None
    after: State | None
    has_new_data: bool


@dataclass(frozen=True)
class ChangedFigure:
    """A figure of the plan, or a threshold of the rules, that differs; None where there is none.

    Attributes
    ----------
    kind, of
        What it is a figure of: a series or a measure by its number, or the thresholds (of which `of` is empty).
    name
        Its name among the figures of the plan, or the state the threshold earns.
    """

    kind: Literal["indicator", "measure", "threshold"]
    of: str
    name: str
    before: Figure
    after: Figure


@dataclass(frozen=True)
class Differences:
    """Everything that differs in the goals from one edition to another.

    Attributes
    ----------
    new, withdrawn
        Reports only the later, or only the earlier edition has.
    corrected
        Reports whose number, words, parts or department's state differ.
    reworded
        Reports of which only the reason or the next step differs.
    states, figures
        States of measures, and figures of the plan and thresholds, that differ.
    """

    new: tuple[ChangedValue, ...]
    corrected: tuple[ChangedValue, ...]
    withdrawn: tuple[ChangedValue, ...]
    reworded: tuple[ChangedValue, ...]
    states: tuple[ChangedState, ...]
    figures: tuple[ChangedFigure, ...]


def ranked(current: Edition, others: Iterable[Edition]) -> list[Edition]:
    """Return the editions to compare with, the best first: the newest earlier one of the same kind.

    Then come later ones of its kind, then those of the other kind, earlier ones first; of each the newest.
    """

    def rank(edition: Edition) -> tuple[bool, bool, datetime]:
        return edition.kind == current.kind, edition.built_at <= current.built_at, edition.built_at

    return sorted(others, key=rank, reverse=True)


@once
def are_of_one_plan(older: Connection, newer: Connection) -> bool:
    """Tell whether two editions tell of the same plan, so that their indicators can be compared."""
    first, second = (overview.edition(one)["plan_id"].iloc[0] for one in (older, newer))
    return bool(first == second)


@once
def between(before: Connection, after: Connection) -> Differences:
    """Return what differs from `before` to `after`; both are only read.

    Values belong together by series and period end.
    """
    old, new = _reports(before), _reports(after)
    about: dict[str, Indicator] = {}
    for one in [*plan.indicators(after), *plan.indicators(before)]:
        about.setdefault(one.indicator_id, one)

    def listed(differs: Callable[[Reported | None, Reported | None], bool]) -> tuple[ChangedValue, ...]:
        return _values(about, old, new, differs)

    return Differences(
        new=listed(lambda one, other: one is None),
        corrected=listed(_is_corrected),
        withdrawn=listed(lambda one, other: other is None),
        reworded=listed(_is_reworded),
        states=_states(before, after),
        figures=_figures(before, after),
    )


Place = tuple[str, date]


def _reports(connection: Connection) -> dict[Place, Reported]:
    """Return what was reported by series and period end."""
    listed = read(Reported, goals.reported_values(connection))
    return {(one.indicator_id, one.period_end): one for one in listed}


def _is_corrected(one: Reported | None, other: Reported | None) -> bool:
    return one is not None and other is not None and one.figures != other.figures


def _is_reworded(one: Reported | None, other: Reported | None) -> bool:
    return one is not None and other is not None and one.figures == other.figures and one.texts != other.texts


def _values(
    about: Mapping[str, Indicator],
    old: Mapping[Place, Reported],
    new: Mapping[Place, Reported],
    differs: Callable[[Reported | None, Reported | None], bool],
) -> tuple[ChangedValue, ...]:
    """Return the periods that differ, in the plan's order, the oldest period of a series first."""
    order = {indicator_id: number for number, indicator_id in enumerate(about)}
    places = sorted({*old, *new}, key=lambda place: (order[place[0]], place[1]))
    return tuple(
        ChangedValue(
            indicator=about[indicator_id],
            period_end=period_end,
            is_late=states.is_late(about[indicator_id], period_end),
            before=one,
            after=other,
        )
        for indicator_id, period_end in places
        for one, other in [(old.get((indicator_id, period_end)), new.get((indicator_id, period_end)))]
        if differs(one, other)
    )


def _states(before: Connection, after: Connection) -> tuple[ChangedState, ...]:
    """Return the measures and years whose state differs, also where only one edition has the measure."""
    years = sorted({*states.reporting_years(before), *states.reporting_years(after)}, reverse=True)
    old, new = (
        {
            (year, one.measure.measure_id): one
            for year, measures in states.history(connection, years).items()
            for one in measures
        }
        for connection in (before, after)
    )
    found = []
    for place in dict.fromkeys([*new, *old]):
        one, other = old.get(place), new.get(place)
        known = other or one
        state, new_state = one.state if one else None, other.state if other else None
        if known is not None and state != new_state:
            has_new_data = one is None or other is None or _data(one) != _data(other)
            found.append(ChangedState(place[0], known.measure, state, new_state, has_new_data))
    return tuple(found)


def _data(one: MeasureState) -> list[tuple[Indicator, list[ReportedValue]]]:
    """Return what a measure's state is made of: figures of the plan, and values reported or counted."""
    return [(series.indicator, list(series.values)) for series in one.series]


def _figures(before: Connection, after: Connection) -> tuple[ChangedFigure, ...]:
    """Return the figures of the plan, or thresholds of the rules, that differ, or that only one edition has."""
    old, new = dict(_plan_figures(before)), dict(_plan_figures(after))
    return tuple(
        ChangedFigure(*place, old.get(place), new.get(place))
        for place in dict.fromkeys([*new, *old])
        if (place in old) != (place in new) or old.get(place) != new.get(place)
    )


FigurePlace = tuple[Literal["indicator", "measure", "threshold"], str, str]


def _plan_figures(connection: Connection) -> Iterable[tuple[FigurePlace, Figure]]:
    """Yield every figure of the plan and threshold, by what it is of and what it is."""
    for indicator in plan.indicators(connection):
        for name in INDICATOR_FIGURES:
            yield ("indicator", indicator.indicator_id, name), getattr(indicator, name)
    for measure in plan.measures(connection):
        for name in MEASURE_FIGURES:
            yield ("measure", measure.measure_id, name), getattr(measure, name)
    for state, pace in plan.thresholds(connection).items():
        yield ("threshold", "", state), pace
