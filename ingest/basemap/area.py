"""The ground a background map covers: the city's cells and what lies around them."""

import math
from collections.abc import Iterable

from stats import mesh

AROUND_METRES = 3_000

Bounds = tuple[float, float, float, float]
"""West, south, east and north in degrees."""


def bounds(cells: Iterable[str]) -> Bounds:
    """Return the bounds of cells (codes of JIS X 0410) with `AROUND_METRES` on each side."""
    west, south, east, north = zip(*map(mesh.bounds, cells), strict=True)
    degrees = AROUND_METRES / mesh.METRES_PER_DEGREE
    across = degrees / math.cos(math.radians(max(abs(min(south)), abs(max(north)))))
    return min(west) - across, min(south) - degrees, max(east) + across, max(north) + degrees
