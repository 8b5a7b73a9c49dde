"""The count the plan's target is set on (indicator 6-2), from the police records, and the one chance of reaching it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from findings.accidents.years import Asked
from findings.rows import read, read_one
from queries import Connection, accidents, goals, once
from queries.accidents import Selection
from stats.accidents import forecast
from stats.accidents.forecast import Prediction, Spread

SHOWN_AHEAD = 5  # years; nobody should look further with a model that knows no causes


@dataclass(frozen=True)
class Counted:
    """A year's accidents counted as the target is: by file year without motorways.

    `nation` is in proportion to the nation's count of the year; where that is not known it stays that of the year
    before.
    """

    year: int
    count: int
    nation: float


@dataclass(frozen=True)
class Newest:
    """The newest year's count on the basis that meets published totals, and the chance of reaching the target.

    `baseline_year` is that of the target's baseline, `plan_year` the year the plan begins in: a count from before
    is no present one. `chance` is the probability that `chance_year` has no more accidents than the target if the
    nation's count stays: the target's year while it lies ahead, from then on the next year. None where no forecast
    is made.
    """

    year: int
    count: int
    first_year: int
    first_count: int
    target: float
    target_year: int
    baseline_year: int
    plan_year: int
    chance_year: int
    chance: float | None


@dataclass(frozen=True)
class Measure:
    """The measure of the plan that an indicator of accidents belongs to."""

    measure_id: str
    name: str


@dataclass(frozen=True)
class _Target:
    target_value: float
    target_on: date
    baseline_on: date
    plan_starts_on: date


@dataclass(frozen=True)
class _Drift:
    spread: float
    fall: float


@once
def measure(connection: Connection) -> Measure | None:
    """Return the measure that the number of accidents is to tell of; None without such an indicator."""
    indicators, measures = goals.indicators(connection), goals.measures(connection)
    counting = indicators.loc[indicators["uncertainty"] == "poisson", "measure_id"].head(1)
    return next(iter(read(Measure, measures[measures["measure_id"].isin(counting)])), None)


@once
def latest(connection: Connection) -> Newest | None:
    """Return the newest year's count and the one chance; None without such records or an indicator.

    The chance is that of the target's year while that lies ahead of the records, and that of the next year from then
    on; None where no forecast is made.
    """
    known = history(connection)
    indicators = goals.indicators(connection)
    counted = read(_Target, indicators[indicators["uncertainty"] == "poisson"].head(1))
    if not known or not counted:
        return None
    (target,) = counted
    target_year, year = target.target_on.year, known[-1].year
    chance_year = max(target_year, year + 1)
    prediction = predict(known, chance_year - year, spread(connection))
    return Newest(
        year=year,
        count=known[-1].count,
        first_year=known[0].year,
        first_count=known[0].count,
        target=target.target_value,
        target_year=target_year,
        baseline_year=target.baseline_on.year,
        plan_year=target.plan_starts_on.year,
        chance_year=chance_year,
        chance=None if prediction is None else forecast.at_most(target.target_value, prediction),
    )


@once
def history(connection: Connection) -> list[Counted]:
    """Return the years that can be counted as the target is, oldest first."""
    bases = accidents.official_bases(connection).dropna(subset=["by_file_year_without_motorway"])
    known = bases[["year"]].assign(count=bases["by_file_year_without_motorway"].astype(int))
    nation = known["year"].map(accidents.national_counts(connection).set_index("year")["accidents"])
    return read(Counted, known.assign(nation=(nation / nation.shift()).fillna(1.0).cumprod()))


def predict(known: Sequence[Counted], years_ahead: int, drift: Spread) -> Prediction | None:
    """Return the count some years after those of a `history`; None where no forecast is made."""
    if not any(one.count for one in known) or years_ahead > SHOWN_AHEAD:
        return None
    return forecast.predict(
        [one.count for one in known],
        [one.year for one in known],
        years_ahead,
        drift,
        [one.nation for one in known],
    )


@once
def spread(connection: Connection) -> Spread:
    """Return how fast the levels of yearly counts drift."""
    stored = read_one(_Drift, accidents.forecast_spread(connection))
    return Spread(stored.spread, stored.fall)


@once
def held_against(connection: Connection, selection: Selection, asked: Asked) -> Newest | None:
    """Return the target where a selection counts what it counts, in a year at least; None where it does not."""
    if not asked.years - asked.untold or not counts_like_target(selection):
        return None
    return latest(connection)


def counts_like_target(selection: Selection) -> bool:
    """Return whether a selection counts what the target counts: all accidents by file year without motorways."""
    plain = Selection(municipality=selection.municipality, years=selection.years)
    return selection == plain
