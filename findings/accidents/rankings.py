"""Whether other ways of asking name other places: counts, kernel density, Gi*, and deaths that weigh more."""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from findings.accidents.cells import CellName
from findings.accidents.compared import CityCounts, Compared, Located, Severity, city_counts, located
from findings.accidents.hotspots import FEWEST, Hotspots
from findings.rows import read_one
from queries import Connection, accidents, once
from queries.accidents import Selection
from stats.accidents import empirical_bayes, getis_ord
from stats.accidents import hotspots as ways
from stats.accidents.cells import Numbers
from stats.accidents.getis_ord import Clusters
from stats.thresholds import FALSE_DISCOVERIES, TOP, UNLIKELY

NORMAL = NormalDist().inv_cdf(1 - UNLIKELY / 2)
"""What z is usually held against, for one question two-sided."""

FAINTEST = 0.02
"""Of the highest density: below it a cell is not drawn."""


@dataclass(frozen=True)
class Dense:
    """A cell with the kernel density at its middle, in accidents a year and square kilometre."""

    name: CellName
    density: float


@dataclass(frozen=True)
class Cluster:
    """A cell around which accidents lie together: their sum over so many cells, and what chance says of it.

    `p` is exact, `adjusted` the same after Benjamini and Hochberg over all cells of the city.
    """

    name: CellName
    sums: int
    neighbours: int
    z: float
    p: float
    adjusted: float


@dataclass(frozen=True)
class Clustering:
    """What Gi* finds.

    Attributes
    ----------
    found
        The cells around which accidents lie together, the surest first; none where nothing is possible.
    normal
        How many cells the usual approximation without correction would call findings.
    compared
        How many cells were asked.
    possible
        Whether any cluster could be told from chance, which it cannot with few accidents.
    """

    found: tuple[Cluster, ...]
    normal: int
    compared: int
    possible: bool


@dataclass(frozen=True)
class Ranked:
    """A cell with its rank by every way of asking; equal values share the best of their ranks.

    `by_count` is None without accidents in it, `by_z` without any around it or where Gi* cannot tell.
    """

    name: CellName
    accidents: int
    fatal_accidents: int
    chance: float
    by_expectation: int
    by_count: int | None
    by_z: int | None
    by_weight: int

    @property
    def best(self) -> int:
        """Return the best of its ranks."""
        ranks = (self.by_expectation, self.by_count, self.by_z, self.by_weight)
        return min(rank for rank in ranks if rank is not None)

    @property
    def moved(self) -> int:
        """Return by how many places the weight of deaths lifts it; negative where it falls."""
        return self.by_expectation - self.by_weight


@dataclass(frozen=True)
class Rankings:
    """The cells among the first by any way of asking, in the order of expectation, and how severe accidents are.

    `alike` says with how many accidents of the average severity a cell's own are seen when deaths weigh.
    """

    cells: tuple[Ranked, ...]
    severity: Severity
    alike: float


@dataclass(frozen=True)
class _Learnt:
    alike: float


@once
def density(
    connection: Connection, ground: Compared, selection: Selection, metres: float
) -> tuple[Dense, ...]:
    """Return the kernel density of the cells of the city, the densest first; `metres` is the bandwidth."""
    where = located(connection, selection)
    values = ways.density(ground.sites, where.places, metres)[ground.city] / where.years
    shown = np.flatnonzero(values >= FAINTEST * values.max())
    order = sorted(shown.tolist(), key=lambda position: (-values[position], ground.codes[position]))
    return tuple(Dense(ground.names[position], float(values[position])) for position in order)


@once
def clusters(connection: Connection, ground: Compared, selection: Selection) -> Clustering:
    """Return around which cells of the city accidents lie together more than chance would put them."""
    return clusters_of(ground, located(connection, selection))


def clusters_of(ground: Compared, where: Located) -> Clustering:
    """Return the same of accidents that were located already."""
    counts = city_counts(ground, where)
    found = getis_ord.getis_ord(ground.city_sites, counts.accidents)
    possible = _can_find(counts, found)
    shown = np.flatnonzero(found.adjusted <= FALSE_DISCOVERIES) if possible else np.array([], dtype=int)
    order = sorted(shown.tolist(), key=lambda position: (found.p[position], ground.codes[position]))
    return Clustering(
        found=tuple(
            Cluster(
                ground.names[position],
                int(found.sums[position]),
                int(found.neighbours[position]),
                *(float(values[position]) for values in (found.z, found.p, found.adjusted)),
            )
            for position in order
        ),
        normal=int((found.z >= NORMAL).sum()),
        compared=len(ground.codes),
        possible=possible,
    )


@once
def rankings(
    connection: Connection, ground: Compared, selection: Selection, weight: float, expected: Hotspots
) -> Rankings | None:
    """Return the ranks of the first cells by every way of asking, each death weighing `weight` times.

    `expected` is what is to be expected of the same accidents. None where too few of them were located.
    """
    alike = read_one(_Learnt, accidents.fatal_share(connection)).alike
    return rankings_of(ground, located(connection, selection), weight, expected, alike)


def rankings_of(
    ground: Compared, where: Located, weight: float, expected: Hotspots, alike: float
) -> Rankings | None:
    """Return the same of accidents that were located already."""
    weighted = _weighted(ground, where, weight, alike)
    if weighted is None:
        return None
    counts = city_counts(ground, where)
    found = getis_ord.getis_ord(ground.city_sites, counts.accidents)
    can_find = _can_find(counts, found)
    by_count, by_z, by_weight = (
        ways.ranks(values) for values in (counts.accidents, found.z.round(9), weighted)
    )
    positions = {code: position for position, code in enumerate(ground.codes)}
    ranked = (
        Ranked(
            name=known.name,
            accidents=known.accidents,
            fatal_accidents=int(counts.fatal[position]),
            chance=known.chance,
            by_expectation=known.rank,
            by_count=int(by_count[position]) if known.accidents else None,
            by_z=int(by_z[position]) if can_find and found.sums[position] > 0 else None,
            by_weight=int(by_weight[position]),
        )
        for known in expected.cells
        for position in [positions[known.name.cell]]
    )
    return Rankings(tuple(each for each in ranked if each.best <= TOP), where.severity, alike)


def _weighted(ground: Compared, where: Located, weight: float, alike: float) -> Numbers | None:
    """Return expected accidents a year of every cell of the city, fatal ones counted `weight` times."""
    try:
        return ways.weighted_per_year(
            ground.sites, where.places, where.fatal, where.years, ground.city, weight, alike
        )
    except empirical_bayes.TooFewError:
        return None


def _can_find(counts: CityCounts, found: Clusters) -> bool:
    """Return whether Gi* could tell any cluster in the city from chance."""
    enough = counts.accidents.sum() >= FEWEST
    return bool(found.smallest_p <= FALSE_DISCOVERIES / len(counts.accidents) and enough)
