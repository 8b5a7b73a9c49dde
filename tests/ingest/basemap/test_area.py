"""The ground a background map covers."""

import pyproj
import pytest

from ingest.basemap import area
from stats import mesh


def test_three_kilometres_lie_around_the_cells_on_each_side() -> None:
    cells = ["55406293", "55407204"]
    west, south, east, north = area.bounds(cells)
    (cell_west, cell_south, _, _), (_, _, cell_east, cell_north) = map(mesh.bounds, cells)
    ground = pyproj.Geod(ellps="GRS80")

    def metres(*line: float) -> float:
        return ground.inv(*line)[2]

    assert metres(west, cell_north, cell_west, cell_north) == pytest.approx(3_000, rel=0.01)
    assert metres(cell_east, cell_north, east, cell_north) == pytest.approx(3_000, rel=0.01)
    assert metres(cell_west, south, cell_west, cell_south) == pytest.approx(3_000, rel=0.01)
    assert metres(cell_west, north, cell_west, cell_north) == pytest.approx(3_000, rel=0.01)
