"""The ground of the synthetic city as a plane: metres east and north of a place."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

METRES_PER_DEGREE = 111_320.0
"""Of latitude (of longitude: times its cosine). Not that of `stats.mesh`: with it every synthetic record would lie
elsewhere, and editions of the same inputs would no longer have the same content hash."""

Points = NDArray[np.float64]
"""Rows of two numbers."""

Box = tuple[float, float, float, float]
"""West, south, east and north in metres from the origin."""


@dataclass(frozen=True)
class Plane:
    """Metres east and north of a place, by its latitude and longitude in degrees."""

    latitude: float
    longitude: float

    @property
    def metres_per_degree_east(self) -> float:
        """Return how long a degree of longitude is here."""
        return METRES_PER_DEGREE * math.cos(math.radians(self.latitude))

    def metres(self, degrees: Sequence[tuple[float, float]]) -> Points:
        """Turn latitudes and longitudes into metres east and north."""
        north, east = np.array(degrees).T - np.array((self.latitude, self.longitude))[:, None]
        return np.column_stack([east * self.metres_per_degree_east, north * METRES_PER_DEGREE])

    def degrees(self, metres: Points) -> Points:
        """Turn metres east and north into longitudes and latitudes, as map files have them."""
        east, north = np.asarray(metres).T
        return np.column_stack(
            [self.longitude + east / self.metres_per_degree_east, self.latitude + north / METRES_PER_DEGREE]
        )
