"""What is read of the files of a background map: features of a kind around the city, in EPSG:6668."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

ROADS = ("motorway", "trunk", "major", "minor")
LINES = (*ROADS, "rail", "river")
POINTS = ("station", "road_name", "river_name")
TOWN = "town"
"""Areas that are not drawn: places are called by them."""

COLUMNS = ["feature", "kind", "name", "ref", "class", "shape"]
SAME_DEGREES = 1e-6  # 10 cm: what formats keep of a coordinate differs by less

Shapes = NDArray[np.object_]


@dataclass(frozen=True)
class Source:
    """Where features come from; `credit` is what stands on a map that shows them."""

    publisher: str
    title: str
    licence: str | None
    credit: str


@dataclass
class Layer:
    """A layer: how many features were read, those drawn, and those without a shape by number.

    `rows` have COLUMNS, one row a simple line, area or point: the number of the feature it is part of, its kind, name,
    number of the road and class as its file calls it (all three may be None), and its shape. `boundary` is the ground
    of the city where the layer tells it, `findings` counts features by kind and words of what was noticed about them.
    """

    name: str
    source: Source
    read: int
    rows: pd.DataFrame
    without_shape: list[int]
    boundary: shapely.Geometry | None = None
    findings: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def loaded(self) -> int:
        """Return how many features are drawn or name towns."""
        return int(self.rows["feature"].nunique())

    def is_like(self, other: "Layer") -> bool:
        """Return whether two layers have the same name and the same features."""
        columns = ["kind", "name", "ref", "class"]
        return (
            (self.name, self.read, len(self.rows)) == (other.name, other.read, len(other.rows))
            and self.rows[columns].equals(other.rows[columns])
            and bool(np.all(shapely.equals_exact(shapes(self.rows), shapes(other.rows), SAME_DEGREES)))
        )


def shapes(rows: pd.DataFrame) -> Shapes:
    """Return the shapes of rows."""
    return np.asarray(rows["shape"], dtype=object)


def joined(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows (COLUMNS but feature, and source_id), the same content in the same order however they stand.

    Lines of one source, name, number and class that meet end to end become one, so that a name finds room along it;
    stations of one name become one.
    """
    keys = ["kind", "name", "ref", "class", "source_id"]
    parts = []
    for values, group in rows.groupby(keys, dropna=False, sort=False):
        found = shapes(group)
        if values[0] in (*LINES, "boundary"):
            found = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(found)))
        elif values[0] == "station":  # a platform each
            found = np.array([shapely.centroid(shapely.multipoints(found))])
        normal = shapely.normalize(found)
        parts.append(pd.DataFrame({**dict(zip(keys, values, strict=True)), "shape": normal}))
    every = pd.concat(parts, ignore_index=True).astype(object)
    every = every.where(every.notna(), None)
    by = {column: every[column].fillna("") for column in keys}
    order = pd.DataFrame({**by, "wkb": shapely.to_wkb(shapes(every), byte_order=1)})
    return every.loc[order.sort_values(list(order)).index].reset_index(drop=True)
