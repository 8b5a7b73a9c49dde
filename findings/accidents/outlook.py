"""What the city's counts let expect for the years to come, how such forecasts fared here, and how in the nation."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from findings.accidents import target
from findings.accidents.target import Counted, Newest
from findings.rows import read, read_one
from queries import Connection, accidents, once
from stats import intervals
from stats.accidents import forecast
from stats.accidents.forecast import Spread, Trend

FEWEST_TREND_YEARS = forecast.FEWEST_TREND_YEARS


@dataclass(frozen=True)
class Past:
    """What the counts up to `from_year` let expect for the next year of the records, and the count that came."""

    year: int
    from_year: int
    lower: int
    upper: int
    count: int

    @property
    def held(self) -> bool:
        """Return whether the count lay in the interval, its ends included."""
        return self.lower <= self.count <= self.upper


@dataclass(frozen=True)
class Ahead:
    """What the counts let expect for a year to come; `chance` is the target's, in the year it is told for alone."""

    year: int
    lower: int
    upper: int
    chance: float | None


@dataclass(frozen=True)
class Outlook:
    """What is known and what may come, counted as the plan's target is: by file year without motorway accidents.

    `ahead` is empty while there was no accident. `trend` is None where there are too few years, or all accidents lie
    in one end of them. `drift` is the relative variance the city's level gains in a year.
    """

    counts: tuple[Counted, ...]
    past: tuple[Past, ...]
    ahead: tuple[Ahead, ...]
    target: float | None
    target_year: int | None
    trend: Trend | None
    drift: float

    @property
    def newest(self) -> int:
        """Return the count of the newest year."""
        return self.counts[-1].count


@dataclass(frozen=True)
class Learnt:
    """From which records it was learnt how fast levels drift; shipped with the program or of this edition."""

    first_year: int
    last_year: int
    municipalities: int
    is_shipped: bool
    source_id: str


@dataclass(frozen=True)
class Pair:
    """How often the intervals of forecasts held in the nation, of one pair of years and size of municipality.

    `shift` is the factor by which the nation changed; `uncorrected_pct` is the share with that left in.
    `foretold_pct` is the share with a spread that did not know the later year; None where none was learnt earlier.
    `least` and `most` bound the earlier count; without `most` there is no end.
    """

    first_year: int
    last_year: int
    shift: float
    least: int
    most: int | None
    pairs: int
    covered_pct: float
    uncorrected_pct: float
    foretold_pct: float | None


@dataclass(frozen=True)
class Size:
    """How often the intervals of forecasts held for a size of municipality, and what chance alone leaves open.

    `municipalities` are those of one pair of years, since the pairs of a municipality hang together; `uncorrected_pct`
    is the share with the nation's change left in.
    """

    least: int
    most: int | None
    pairs: int
    municipalities: int
    covered_pct: float
    uncorrected_pct: float
    lower_pct: float
    upper_pct: float


@dataclass(frozen=True)
class Coverage:
    """How such forecasts fared in the nation: all pairs of years, by size, and the newest ones made in ignorance.

    `foretold` is empty where no spread was learnt from the years before the newest.
    """

    pairs: tuple[Pair, ...]
    sizes: tuple[Size, ...]
    foretold: tuple[Size, ...]
    foretold_years: tuple[int, int] | None


@once
def outlook(connection: Connection) -> Outlook | None:
    """Return what the city's counts let expect; None without records that tell motorway accidents apart."""
    known = target.history(connection)
    if not known:
        return None
    spread, newest = target.spread(connection), target.latest(connection)
    return Outlook(
        tuple(known),
        tuple(_past(known, spread)),
        tuple(_ahead(known, spread, newest)),
        None if newest is None else newest.target,
        None if newest is None else newest.target_year,
        _trend(known),
        float(spread.of(max(1, known[-1].count))),
    )


@once
def learnt(connection: Connection) -> Learnt:
    """Return from which records it was learnt how fast levels drift."""
    return read_one(Learnt, accidents.forecast_spread(connection))


@once
def coverage(connection: Connection) -> Coverage:
    """Return how often such forecasts held in the municipalities of the nation."""
    pairs = read(Pair, accidents.forecast_coverage(connection))
    tried = foretold(pairs)
    return Coverage(
        tuple(pairs),
        tuple(by_size(pairs)),
        tuple(by_size(tried)),
        (tried[0].first_year, tried[0].last_year) if tried else None,
    )


def by_size(pairs: Sequence[Pair]) -> list[Size]:
    """Return the share of forecasts that held by size of municipality, all pairs of years together."""
    bands = sorted({(one.least, one.most) for one in pairs}, key=lambda band: (band[0], band[1] or 0))
    return [_size([one for one in pairs if (one.least, one.most) == band]) for band in bands]


def foretold(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the newest forecasts for a next year, their share that of a spread that did not know that year."""
    tried = [
        replace(one, covered_pct=one.foretold_pct)
        for one in pairs
        if one.last_year - one.first_year == 1 and one.foretold_pct is not None
    ]
    newest = max((one.last_year for one in tried), default=None)
    return [one for one in tried if one.last_year == newest]


def _size(pairs: Sequence[Pair]) -> Size:
    total, municipalities = sum(one.pairs for one in pairs), max(one.pairs for one in pairs)
    covered, uncorrected = (
        sum(share * one.pairs for share, one in zip(shares, pairs, strict=True)) / total
        for shares in ([one.covered_pct for one in pairs], [one.uncorrected_pct for one in pairs])
    )
    bounds = intervals.wilson_of_share(covered / 100, municipalities)
    return Size(
        least=pairs[0].least,
        most=pairs[0].most,
        pairs=total,
        municipalities=municipalities,
        covered_pct=covered,
        uncorrected_pct=uncorrected,
        lower_pct=100 * bounds.lower,
        upper_pct=100 * bounds.upper,
    )


def _past(known: Sequence[Counted], spread: Spread) -> list[Past]:
    """Return what the years up to each one let expect for the next one of the records, beside what came."""
    found = []
    for length in range(1, len(known)):
        before, coming = known[length - 1], known[length]
        prediction = target.predict(known[:length], coming.year - before.year, spread)
        if prediction is not None:
            lower, upper = forecast.interval(prediction)
            found.append(Past(coming.year, before.year, lower, upper, coming.count))
    return found


def _ahead(known: Sequence[Counted], spread: Spread, newest: Newest | None) -> list[Ahead]:
    """Return what the counts let expect for the next year, and up to the target's year where it lies ahead."""
    last = known[-1].year
    until = last + 1 if newest is None else newest.chance_year
    found = []
    for year in range(last + 1, min(until, last + target.SHOWN_AHEAD) + 1):
        prediction = target.predict(known, year - last, spread)
        if prediction is not None:
            lower, upper = forecast.interval(prediction)
            chance = newest.chance if newest is not None and year == newest.chance_year else None
            found.append(Ahead(year, lower, upper, chance))
    return found


def _trend(known: Sequence[Counted]) -> Trend | None:
    if len(known) < FEWEST_TREND_YEARS:
        return None
    try:
        return forecast.trend([one.year for one in known], [one.count for one in known])
    except ValueError:
        return None
