"""What is read of a map file: layers with the features near the city, in EPSG:6668."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Feature:
    """A feature near the city.

    `geometry` is WKB, `metres` the length of a line and `square_metres` the size of an area on the ground, None for
    others; `surroundings` is the ground in square metres by how near it lies (metres).
    """

    name: str | None
    kind: str
    geometry: bytes
    metres: float | None
    square_metres: int | None
    surroundings: dict[int, int]


@dataclass
class Layer:
    """One layer: `read` features, those of them near the city, and those without a shape by number and name.

    `reach` is the share of the city by how near it lies to any feature (metres), `publisher` and `licence` are as the
    user wrote them, `findings` counts features by kind and words of what was noticed about them.
    """

    name: str
    read: int
    features: list[Feature]
    without_shape: list[tuple[int, str | None]]
    reach: dict[int, float]
    publisher: str | None
    licence: str | None
    findings: dict[tuple[str, str], int] = field(default_factory=dict)
