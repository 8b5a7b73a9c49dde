import jismesh.utils as jismesh
import numpy as np
import pytest
import shapely

from stats import mesh


@pytest.mark.parametrize(("code", "level"), [("554072", 2), ("55407238", 3), ("5540723824", 5)])
def test_a_cell_lies_where_the_standard_says(code: str, level: int) -> None:
    west, south, east, north = mesh.bounds(code)
    assert (south, west) == pytest.approx(jismesh.to_meshpoint(int(code), 0, 0))
    assert (north, east) == pytest.approx(jismesh.to_meshpoint(int(code), 1, 1))
    longitude, latitude = mesh.middle(code)
    assert jismesh.to_meshcode(latitude, longitude, level) == int(code)


def test_the_ring_of_a_cell_is_its_square_closed() -> None:
    square = shapely.Polygon(mesh.ring("5540723824"))
    assert mesh.ring("5540723824")[0] == mesh.ring("5540723824")[-1]
    assert square.equals(shapely.box(*mesh.bounds("5540723824")))
    assert square.exterior.is_ccw  # as GeoJSON wants it


def test_neighbours_share_their_edge_to_the_last_bit() -> None:
    assert mesh.bounds("5540723811")[2] == mesh.bounds("5540723812")[0]
    assert mesh.bounds("5540723811")[3] == mesh.bounds("5540723813")[1]


@pytest.mark.parametrize("level", [2, 3, 5], ids=["10 km", "1 km", "250 m"])
def test_cells_all_over_japan_lie_where_the_standard_puts_them(level: int) -> None:
    generator = np.random.default_rng(410)
    latitudes, longitudes = generator.uniform(24, 46, 200), generator.uniform(123, 146, 200)
    codes = jismesh.to_meshcode(latitudes, longitudes, level)
    south, west = jismesh.to_meshpoint(codes, 0, 0)
    north, east = jismesh.to_meshpoint(codes, 1, 1)
    bounds = np.array([mesh.bounds(str(code)) for code in codes])
    np.testing.assert_allclose(bounds, np.column_stack([west, south, east, north]), rtol=0, atol=1e-9)


@pytest.mark.parametrize(
    ("code", "is_one"),
    [
        ("5540725934", True),
        ("554072593", False),
        ("55407259341", False),
        ("5540825934", False),  # eighths end at 7
        ("5540725930", False),  # quadrants begin at 1
        ("5540725954", False),  # and end at 4
        ("５５４０７２５９３４", False),
    ],
)
def test_a_code_of_a_quarter_has_ten_digits_of_the_standard(code: str, is_one: bool) -> None:
    assert mesh.is_250m(code) == is_one


@pytest.mark.parametrize(
    ("code", "is_one"),
    [
        ("554072", True),
        ("55407259", True),
        ("554072593", True),
        ("5540725934", True),
        ("5540", False),
        ("5540725", False),
        ("554082", False),
        ("554072595", False),
        ("55407259341", False),
        ("0", False),
    ],
)
def test_a_code_of_a_cell_has_six_eight_nine_or_ten_digits(code: str, is_one: bool) -> None:
    assert mesh.is_cell(code) == is_one
