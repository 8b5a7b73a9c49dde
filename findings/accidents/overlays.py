"""Accidents near the features of a user's layer, and whether any feature has more than its size lets expect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Literal

from findings.accidents.records import Records
from findings.rows import Table, read, read_one
from queries import Connection, accidents, once
from queries.accidents import Selection
from stats import intervals
from stats.accidents import nearness
from stats.intervals import Interval
from stats.thresholds import UNLIKELY

FEWEST = nearness.FEWEST
"""Accidents near a layer below which nothing is said about single features."""

WITHIN, USUAL = (30, 50, 100, 200, 500, 0), 100
"""Metres around a feature that may be asked for, and those asked for without a choice; 0 is inside of it."""

Kind = Literal["point", "line", "area"]


@dataclass(frozen=True)
class Layer:
    """A layer of a user and the source that it is."""

    layer: str
    source_id: str


@dataclass(frozen=True)
class NearTotals:
    """Accidents with and without a place, those of the former near any feature, and the city's share so near (0-1)."""

    placed: int
    without_place: int
    near: int
    share_of_city: float


@dataclass(frozen=True)
class FeatureCount:
    """A feature with the accidents near it.

    Attributes
    ----------
    metres, square_metres
        Length of a line, size of an area.
    surroundings
        Square metres within the distance asked for; None where nothing has a size.
    geometry
        Shape as well-known binary, in degrees.
    """

    name: str | None
    kind: Kind
    metres: float | None
    square_metres: float | None
    surroundings: float | None
    geometry: bytes
    accidents: int
    fatal_accidents: int


@dataclass(frozen=True)
class Feature:
    """A feature with its count, the exact interval of the level behind it, and what its surroundings let expect.

    `expected` is None where sizes cannot be compared; `probability` is that of at least so many by chance alone,
    corrected for the number of features.
    """

    count: FeatureCount
    level: Interval
    expected: float | None = None
    probability: float = 1.0


class Verdict(StrEnum):
    """What can be said of single features."""

    TOO_FEW = "too few accidents"
    ALONE = "nothing to compare with"
    WITHOUT_SIZE = "no sizes to compare by"
    EVEN = "none stands out"
    UNEVEN = "some stand out"


@dataclass(frozen=True)
class Near:
    """What lies within so many metres of the features of a layer; 0 metres is inside of them."""

    layer: str
    within: int
    source_id: str
    totals: NearTotals
    features: tuple[Feature, ...]

    @property
    def accidents(self) -> int:
        """Return the accidents of all features; one near two of them counts for both."""
        return sum(feature.count.accidents for feature in self.features)

    @property
    def verdict(self) -> Verdict:
        """Return whether any feature stands out, no stronger than chance allows."""
        if self.accidents < FEWEST:
            return Verdict.TOO_FEW
        if len(self.features) < 2:
            return Verdict.ALONE
        if any(feature.expected is None for feature in self.features):
            return Verdict.WITHOUT_SIZE
        return Verdict.UNEVEN if self.striking else Verdict.EVEN

    @property
    def striking(self) -> list[Feature]:
        """Return the features that chance hardly gives so many, the most striking first."""
        found = [feature for feature in self.features if feature.probability < UNLIKELY]
        return sorted(found, key=lambda feature: feature.probability)

    @property
    def by_count(self) -> list[Feature]:
        """Return the features, most accidents first."""
        return sorted(self.features, key=lambda feature: -feature.count.accidents)


class NearRecords(Table):
    """Records of accidents near a layer, with metres to the nearest feature and its name as `nearest`."""

    COLUMNS: ClassVar[Mapping[str, str]] = {**Records.COLUMNS, "metres": "f", "nearest": "O"}

    @property
    def records(self) -> Records:
        """Return them as a map draws them."""
        return Records(self.rows)


@once
def layers(connection: Connection) -> list[Layer]:
    """Return the layers of an edition."""
    return read(Layer, accidents.overlay_layers(connection))


@once
def near(connection: Connection, selection: Selection, layer: Layer, within: int) -> Near:
    """Return the selected accidents within so many metres of a layer, feature by feature."""
    totals = accidents.overlay_totals(connection, selection, layer=layer.layer, within=within)
    counts = accidents.overlay_counts(connection, selection, layer=layer.layer, within=within)
    return Near(
        layer=layer.layer,
        within=within,
        source_id=layer.source_id,
        totals=read_one(NearTotals, totals),
        features=judged(read(FeatureCount, counts)),
    )


def judged(counts: Sequence[FeatureCount]) -> tuple[Feature, ...]:
    """Return features with the interval of each and, where all have a size around them, what that lets expect."""
    numbers = [count.accidents for count in counts]
    levels = [intervals.poisson_interval(number) for number in numbers]
    sizes = [count.surroundings for count in counts if count.surroundings]
    if not counts or len(sizes) < len(counts):
        return tuple(Feature(count, level) for count, level in zip(counts, levels, strict=True))
    expected = nearness.expected(numbers, sizes).tolist()
    probabilities = nearness.more_than_expected(numbers, sizes).tolist()
    return tuple(map(Feature, counts, levels, expected, probabilities))


@once
def near_records(connection: Connection, selection: Selection, layer: str, within: int) -> NearRecords:
    """Return the selected accidents within so many metres of a layer one by one, newest first."""
    nearest = accidents.overlay_nearest(connection, selection, layer=layer, within=within)
    found = accidents.records(connection, selection)
    return NearRecords(found.merge(nearest.rename(columns={"name": "nearest"}), on="accident_id"))
