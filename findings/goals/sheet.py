"""One measure with everything its sheet says: its series worked out, what it is linked with, what chance does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from findings.goals import links, plan, trajectory
from findings.goals.chance import Chance, chance
from findings.goals.links import Link, ThemeKind
from findings.goals.plan import Measure
from findings.goals.states import MeasureState
from findings.goals.trajectory import Worked
from findings.rows import read
from queries import Connection, goals, once
from stats.goals import state_words
from stats.goals.path import Thresholds

_SILENT = (state_words.NOT_REPORTED, state_words.NOT_DUE, state_words.NO_INDICATOR)


@dataclass(frozen=True)
class ThemeName:
    """A theme of the plan a measure is linked with, by kind, number and name."""

    link_kind: ThemeKind
    theme_no: int
    name: str


@dataclass(frozen=True)
class Beside:
    """Other measures that share something with one, in the plan's order.

    `shared` says what: its departments or a recommendation (提言), whose number is `number`.
    """

    shared: Literal["departments", "recommendation"]
    number: str
    measures: Sequence[MeasureState]


@dataclass(frozen=True)
class Sheet:
    """A measure as it stood in a fiscal year.

    Attributes
    ----------
    year, thresholds
        The fiscal year, and the rules' smallest paces.
    chosen, series
        The measure, and each of its series worked out.
    themes, beside, related
        What it is linked with: themes of the plan, other measures, other topics.
    chance
        What chance does to its count; None where it counts nothing that chance moves.
    before, after
        Its neighbours in the plan's order; None at either end.
    """

    year: int
    thresholds: Thresholds
    chosen: MeasureState
    series: Sequence[Worked]
    themes: Sequence[ThemeName]
    beside: Sequence[Beside]
    related: Sequence[Link]
    chance: Chance | None
    before: Measure | None
    after: Measure | None

    @property
    def sources(self) -> list[str]:
        """Return the sources of everything reported and counted on the measure, in the order of the sheet."""
        of_chance = self.chance.sources if self.chance else ()
        return [*(name for one in self.series for name in one.sources), *of_chance]


def first_reported(measures: Sequence[MeasureState]) -> str:
    """Return the number of the first measure something is known of; of the first of all where there is none."""
    known = [one for one in measures if one.state not in _SILENT]
    return (known or measures)[0].measure.measure_id


@once
def sheet(connection: Connection, measures: Sequence[MeasureState], measure_id: str, year: int) -> Sheet:
    """Return the sheet of a measure in a fiscal year, in which the measures stood as given.

    Raises
    ------
    ValueError
        If no measure has the number.
    """
    chosen = next((one for one in measures if one.measure.measure_id == measure_id), None)
    if chosen is None:
        raise ValueError(f"there is no measure {measure_id}")
    thresholds, linked = plan.thresholds(connection), links.links(connection)
    series = [trajectory.work(connection, one, year, thresholds) for one in chosen.series]
    counted = [one.facts.target for one in series if one.is_counted]
    place = measures.index(chosen)
    return Sheet(
        year=year,
        thresholds=thresholds,
        chosen=chosen,
        series=series,
        themes=read(ThemeName, goals.links(connection, measure_id=measure_id)),
        beside=beside(chosen, measures, linked),
        related=[one for one in linked if one.measure_id == measure_id and one.link_kind == "related"],
        chance=chance(connection, counted[0]) if counted else None,
        before=measures[place - 1].measure if place else None,
        after=measures[place + 1].measure if place + 1 < len(measures) else None,
    )


def beside(chosen: MeasureState, measures: Sequence[MeasureState], linked: Sequence[Link]) -> list[Beside]:
    """Return the other measures of the same departments, then those of each of the same recommendations."""
    mine, number = set(chosen.measure.departments), chosen.measure.measure_id
    others = [one for one in measures if one.measure.measure_id != number]
    found = [Beside("departments", "", [one for one in others if mine.intersection(one.measure.departments)])]
    named = [one for one in linked if one.link_kind == "recommendation"]
    for theme in (one.target for one in named if one.measure_id == number):
        members = {one.measure_id for one in named if one.target == theme}
        found.append(
            Beside("recommendation", theme, [one for one in others if one.measure.measure_id in members])
        )
    return found
