"""What the first page says: how the plan stands, what needs a decision, the divide, accidents, how far data reach."""

from dataclasses import dataclass

from findings.accidents.target import Counted, Newest, history, latest
from findings.accidents.years import untold_files
from findings.divide.headline import Headline, divide_headline
from findings.goals.board import Decisions, needing_decision
from findings.goals.states import Overall, measure_states, overall, reporting_years
from findings.overview.freshness import Freshness, freshness
from findings.unmeasured import Unmeasured, unmeasured
from queries import Connection, once


@dataclass(frozen=True)
class Overview:
    """What an edition says first, of the newest fiscal year with a report.

    Attributes
    ----------
    goals
        How the plan as a whole stands in that year.
    decisions
        Which of its measures need a decision.
    divide
        The digital divide in one figure.
    accidents
        The newest count against the target; None without records or an indicator.
    accidents_by_year
        The years counted as the target is, oldest first.
    untold_files
        File years of the records that are not held against the target.
    fresh
        How fresh and complete the edition is.
    unmeasured
        What the plan names and no data can tell.
    """

    goals: Overall
    decisions: Decisions
    divide: Headline
    accidents: Newest | None
    accidents_by_year: tuple[Counted, ...]
    untold_files: frozenset[int]
    fresh: Freshness
    unmeasured: tuple[Unmeasured, ...]


@once
def overview_of(connection: Connection) -> Overview:
    """Return what an edition says first."""
    year = reporting_years(connection)[0]
    measures = measure_states(connection, year)
    return Overview(
        goals=overall(measures, year),
        decisions=needing_decision(measures),
        divide=divide_headline(connection),
        accidents=latest(connection),
        accidents_by_year=tuple(history(connection)),
        untold_files=frozenset(untold_files(connection)),
        fresh=freshness(connection),
        unmeasured=tuple(unmeasured(connection)),
    )
