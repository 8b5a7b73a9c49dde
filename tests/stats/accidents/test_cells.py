import math

import jismesh.utils as jismesh
import numpy as np
import pytest

from stats.accidents import cells
from stats.mesh import METRES_PER_DEGREE

# 須賀川駅, 市役所, and the corners of the country
LATITUDES = np.array([37.300335, 37.28689, 24.2851, 45.5226, 35.6812])
LONGITUDES = np.array([140.372014, 140.37256, 153.9807, 141.9364, 139.7671])
CODES = np.array([int(code) for code in jismesh.to_meshcode(LATITUDES, LONGITUDES, 5)])


def test_indices_and_codes_agree_with_jismesh() -> None:
    rows, columns = cells.indices(CODES)
    assert (rows == np.floor(LATITUDES * 480)).all()
    assert (columns == np.floor((LONGITUDES - 100) * 320)).all()
    assert (cells.codes(rows, columns) == CODES).all()


def test_every_quarter_of_a_cell_keeps_its_digits() -> None:
    quarters = np.array([5540621100 + 10 * half + quarter for half in range(1, 5) for quarter in range(1, 5)])
    rows, columns = cells.indices(quarters)
    assert len({*zip(rows.tolist(), columns.tolist(), strict=True)}) == 16
    assert np.ptp(rows) == np.ptp(columns) == 3
    assert (cells.codes(rows, columns) == quarters).all()


def test_an_accident_lies_where_it_is_in_its_cell() -> None:
    placed = cells.located(CODES[:1], np.array([(17906.75) / 480]), np.array([100 + 12918.25 / 320]))
    rows, columns = cells.indices(CODES[:1])
    assert placed.north[0] == np.clip(17906.75 - rows[0] - 0.5, -0.5, 0.5)
    assert placed.east[0] == np.clip(12918.25 - columns[0] - 0.5, -0.5, 0.5)


def test_sites_are_the_cells_within_a_kilometre_however_many_accidents() -> None:
    rows, columns = np.array([17904, 17904, 17910]), np.array([12919, 12919, 12919])
    sites = cells.within(rows, columns)
    north, east = np.meshgrid(np.arange(17890, 17925), np.arange(12900, 12940), indexing="ij")
    expected = np.zeros(north.shape, dtype=bool)
    for row, column in zip(rows, columns, strict=True):
        width = cells.metres_east(row)
        expected |= np.hypot((north - row) * cells.METRES_NORTH, (east - column) * width) <= 1000
    assert len(sites) == expected.sum()
    assert (sites.keys == np.sort(north[expected] * cells.WIDTH + east[expected])).all()
    assert sites.count(rows, columns)[sites.find(rows, columns)].tolist() == [2, 2, 1]


def test_sites_do_not_depend_on_where_blocks_begin() -> None:
    rows, columns = np.array([cells.BLOCK * 149 - 1, cells.BLOCK * 149]), np.array([12919, 12919])
    together, apart = cells.within(rows, columns), [cells.within(rows[[i]], columns[[i]]) for i in (0, 1)]
    assert set(together.keys.tolist()) == {key for one in apart for key in one.keys.tolist()}


def test_a_cell_far_away_is_none_of_the_sites() -> None:
    sites = cells.within(np.array([17904]), np.array([12919]))
    with pytest.raises(ValueError, match="none of the sites"):
        sites.find(np.array([17950]), np.array([12919]))


def test_smoothed_sums_are_those_of_the_definition() -> None:
    random = np.random.default_rng(3)
    rows, columns = 17880 + random.integers(0, 30, 60), 12900 + random.integers(0, 30, 60)
    sites = cells.within(rows, columns)
    values = random.poisson(0.5, len(sites)).astype(float)
    sums, weights = cells.smoothed(sites, values, 500)
    middles = cells.BLOCK * (sites.rows // cells.BLOCK) + (cells.BLOCK - 1) / 2
    for at in (0, len(sites) // 2, len(sites) - 1):
        north = np.abs(sites.rows - sites.rows[at]) * cells.METRES_NORTH
        east = np.abs(sites.columns - sites.columns[at]) * cells.metres_east(middles[at])
        kernel = np.exp(-0.5 * (north**2 + east**2) / 500**2) * (north <= 1500) * (east <= 1500)
        assert sums[at] == pytest.approx((kernel * values).sum(), abs=1e-12)
        assert weights[at] == pytest.approx(kernel.sum())


def test_shares_of_an_accident_sum_to_it_and_keep_its_place() -> None:
    random = np.random.default_rng(4)
    north, east = random.uniform(-0.5, 0.5, (2, 40))
    rows, columns = 17904 + random.integers(0, 9, 40), 12919 + random.integers(0, 9, 40)
    places = cells.Places(rows, columns, north, east)
    sites = cells.within(rows, columns)
    shares = cells.spread(sites, places)
    assert shares.sum() == pytest.approx(40)
    assert (shares * sites.rows).sum() == pytest.approx((rows + north).sum())
    assert (shares * sites.columns).sum() == pytest.approx((columns + east).sum())


def test_own_part_is_what_a_lone_accident_leaves_in_its_own_cell() -> None:
    places = cells.Places(np.array([17904]), np.array([12919]), np.array([0.4]), np.array([-0.3]))
    sites = cells.within(places.rows, places.columns)
    sums, _ = cells.smoothed(sites, cells.spread(sites, places), 180)
    own = cells.own_part(sites, places, 180)
    at = sites.find(places.rows, places.columns)
    assert own[at] == pytest.approx(sums[at])
    assert own.sum() == own[at].sum()


def test_queen_sums_count_only_sites() -> None:
    rows, columns = np.array([10, 10, 11, 12]), np.array([5, 6, 6, 9])
    sites = cells.Sites(rows, columns)
    sums, counted = cells.queen_sums(sites, np.array([1.0, 2.0, 4.0, 8.0]))
    assert sums.tolist() == [7, 7, 7, 8]
    assert counted.tolist() == [3, 3, 3, 1]


def test_a_cell_is_as_wide_as_at_its_middle() -> None:
    """A degree of longitude on the sphere of `stats.mesh`, at the middle of rows at 0, 37.3 and 60 degrees north."""
    for row in (0, 17904, 28800):
        width = METRES_PER_DEGREE / 320 * math.cos(math.radians((row + 0.5) / 480))
        assert cells.metres_east(row) == pytest.approx(width, rel=1e-12)


def test_an_accident_beyond_its_cell_lies_on_its_edge() -> None:
    """One of each side: recorded in cell 17904/12919, a whole cell away by its degrees."""
    code = cells.codes(np.array([17904]), np.array([12919])).repeat(3)
    north, east = np.array([17905.6, 17904.5, 17902.4]), np.array([12918.0, 12919.75, 12921.0])
    placed = cells.located(code, north / 480, 100 + east / 320)
    assert placed.north == pytest.approx([0.5, 0, -0.5], abs=1e-9)
    assert placed.east == pytest.approx([-0.5, 0.25, 0.5], abs=1e-9)


def test_sites_reach_as_far_as_the_width_of_their_own_row() -> None:
    """At the north of a block four of its narrower cells fit into what holds three at its south."""
    south, north = cells.BLOCK * 149, cells.BLOCK * 150 - 1
    sites = cells.within(
        np.array([south, north]), np.array([12919, 12919]), float(4 * cells.metres_east((south + north) / 2))
    )
    assert sites.columns[sites.rows == south].tolist() == list(range(12916, 12923))
    assert sites.columns[sites.rows == north].tolist() == list(range(12915, 12924))


def test_an_accident_is_shared_by_how_far_it_lies_from_the_centres() -> None:
    """A quarter of a cell north and a tenth west; one at a centre needs no other cell."""
    rows, columns = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    sites = cells.Sites(rows, columns)
    moved = cells.Places(np.array([0]), np.array([1]), np.array([0.25]), np.array([-0.1]))
    assert cells.spread(sites, moved) == pytest.approx([0.075, 0.675, 0.025, 0.225])
    centred = cells.Places(np.array([1]), np.array([1]), np.array([0.0]), np.array([0.0]))
    assert cells.spread(sites, centred).tolist() == [0, 0, 0, 1]
