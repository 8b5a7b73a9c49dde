import jismesh.utils as jismesh
import pytest

from stats import mesh


@pytest.mark.parametrize(("code", "level"), [("554072", 2), ("55407238", 3), ("5540723824", 5)])
def test_a_cell_lies_where_the_standard_says(code: str, level: int) -> None:
    west, south, east, north = mesh.bounds(code)
    assert (south, west) == pytest.approx(jismesh.to_meshpoint(int(code), 0, 0))
    assert (north, east) == pytest.approx(jismesh.to_meshpoint(int(code), 1, 1))
    longitude, latitude = mesh.middle(code)
    assert jismesh.to_meshcode(latitude, longitude, level) == int(code)


def test_neighbours_share_their_edge_to_the_last_bit() -> None:
    assert mesh.bounds("5540723811")[2] == mesh.bounds("5540723812")[0]
    assert mesh.bounds("5540723811")[3] == mesh.bounds("5540723813")[1]
