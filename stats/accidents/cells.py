"""250 m cells as whole numbers: their indices, which of them are compared, and sums over their neighbours.

A quarter cell of JIS X 0410 is 7.5 seconds of latitude by 11.25 seconds of longitude. Row and column count such cells
from 0 N 100 E, so that neighbours differ by one. Whatever is summed over neighbours is summed in blocks of rows that
begin at fixed places: a nation fits into memory, and a cell's figure does not depend on what else is loaded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from stats.mesh import METRES_PER_DEGREE, PER_DEGREE_EAST, PER_DEGREE_NORTH, WEST

Whole = NDArray[np.integer[Any]]
Numbers = NDArray[np.floating[Any]]

METRES_NORTH = METRES_PER_DEGREE / PER_DEGREE_NORTH
WIDTH = 1 << 16  # more columns than there are
BLOCK = 120  # rows computed at once, a quarter of a degree
COMPARED_METRES = 1000.0  # from an accident, centre to centre, within which cells are compared
TRUNCATED_AT = 3.0  # bandwidths


@dataclass(frozen=True)
class Sites:
    """The cells that are compared with one another, from south to north and in a row from west to east."""

    rows: Whole
    columns: Whole

    @cached_property
    def keys(self) -> Whole:
        """Return one ascending number per cell."""
        return self.rows * WIDTH + self.columns

    def __len__(self) -> int:
        """Return the number of cells."""
        return len(self.rows)

    def find(self, rows: Whole, columns: Whole) -> Whole:
        """Return the position of each cell among the sites.

        Raises
        ------
        ValueError
            If a cell is none of the sites.
        """
        keys = rows * WIDTH + columns
        found = np.minimum(np.searchsorted(self.keys, keys), len(self) - 1)
        if not np.array_equal(self.keys[found], keys):
            raise ValueError("a cell is none of the sites")
        return found

    def count(self, rows: Whole, columns: Whole) -> Whole:
        """Return how often each site occurs among cells that are all sites."""
        return np.bincount(self.find(rows, columns), minlength=len(self)).astype(np.int64)


@dataclass(frozen=True)
class Places:
    """Accidents by cell, and how far north and east of its centre each lies, in cells (-0.5 to 0.5)."""

    rows: Whole
    columns: Whole
    north: Numbers
    east: Numbers


def located(codes: Whole, latitude: Numbers, longitude: Numbers) -> Places:
    """Return accidents given by quarter cell and degrees as places."""
    rows, columns = indices(codes)
    north = latitude * PER_DEGREE_NORTH - rows - 0.5
    east = (longitude - WEST) * PER_DEGREE_EAST - columns - 0.5
    return Places(rows, columns, np.clip(north, -0.5, 0.5), np.clip(east, -0.5, 0.5))


def indices(codes: Whole) -> tuple[Whole, Whole]:
    """Return row and column of quarter cells given by their ten digits, as numbers.

    Digits: 2+2 for the first-level cell (40 minutes by 1 degree), 1+1 (eighths), 1+1 (tenths), then a quadrant
    (1 south-west, 2 south-east, 3 north-west, 4 north-east) for each halving.
    Source: JIS X 0410, 地域メッシュコード.
    """
    code = np.asarray(codes, dtype=np.int64)
    digit = [code // 10**place % 10 for place in range(10)]  # from the last
    half, quarter = digit[1] - 1, digit[0] - 1
    north = code // 10**8 * 80 + digit[5] * 10 + digit[3]
    east = code // 10**6 % 100 * 80 + digit[4] * 10 + digit[2]
    return north * 4 + half // 2 * 2 + quarter // 2, east * 4 + half % 2 * 2 + quarter % 2


def codes(rows: Whole, columns: Whole) -> Whole:
    """Return the ten digits of quarter cells as numbers; the inverse of `indices`."""
    north, east = rows // 4, columns // 4
    first = north // 80 * 100 + east // 80
    second = north % 80 // 10 * 10 + east % 80 // 10
    third = north % 10 * 10 + east % 10
    half = 1 + rows % 4 // 2 * 2 + columns % 4 // 2
    quarter = 1 + rows % 2 * 2 + columns % 2
    return np.asarray((((first * 100 + second) * 100 + third) * 10 + half) * 10 + quarter)


def metres_east(rows: Numbers | Whole | float) -> Numbers:
    """Return the width of the cells of a row in metres."""
    latitude = (np.asarray(rows, dtype=float) + 0.5) / PER_DEGREE_NORTH
    return np.asarray(METRES_PER_DEGREE / PER_DEGREE_EAST * np.cos(np.radians(latitude)))


def within(rows: Whole, columns: Whole, metres: float = COMPARED_METRES) -> Sites:
    """Return the cells whose centre lies at most `metres` from the centre of one of the given cells."""
    present = _distinct(rows * WIDTH + columns)
    given = Sites(present // WIDTH, present % WIDTH)
    height = int(metres / METRES_NORTH)
    near = [present]
    for block in _blocks(given, 0):
        laid = block.lay(np.ones(len(given))) > 0
        south, west = given.rows[block.inner].min(), given.columns[block.inner].min()
        widths = metres_east(south + np.arange(len(laid)))
        reaches = {
            north: np.sqrt(metres**2 - (north * METRES_NORTH) ** 2) / widths
            for north in range(-height, height + 1)
        }
        margin = int(reaches[0].max())
        spread = np.zeros((len(laid) + 2 * height, laid.shape[1] + 2 * margin), dtype=bool)
        for north, reach in reaches.items():
            for east in range(-int(reach.max()), int(reach.max()) + 1):
                target = spread[
                    height + north : height + north + len(laid), margin + east : margin + east + laid.shape[1]
                ]
                target |= laid & (reach >= abs(east))[:, None]
        found_rows, found_columns = np.nonzero(spread)
        near.append((found_rows + south - height) * WIDTH + found_columns + west - margin)
    keys = _distinct(np.concatenate(near))
    return Sites(keys // WIDTH, keys % WIDTH)


def smoothed(sites: Sites, values: Numbers, metres: float) -> tuple[Numbers, Numbers]:
    """Return the Gaussian-weighted sum of values around every site, itself included, and the sum of those weights.

    Weights are exp(-d^2 / 2 h^2) with d the distance between centres and h the bandwidth `metres`, cut off where
    d north-south or d east-west exceeds 3 h; only sites count. The width of cells is that of the middle of their
    block of rows (0.1 % off at most).
    """
    reach_north = int(TRUNCATED_AT * metres / METRES_NORTH)
    sums, weights = np.zeros(len(sites)), np.zeros(len(sites))
    for block in _blocks(sites, reach_north):
        width = float(metres_east(block.middle))
        kernels = [
            np.exp(-0.5 * (np.arange(-reach, reach + 1) * size / metres) ** 2)
            for reach, size in ((reach_north, METRES_NORTH), (int(TRUNCATED_AT * metres / width), width))
        ]
        for result, laid in ((sums, block.lay(values)), (weights, block.lay(np.ones(len(sites))))):
            for axis, kernel in enumerate(kernels):
                laid = ndimage.correlate1d(laid, kernel, axis=axis, mode="constant")
            result[block.inner] = block.take(laid)
    return sums, weights


def spread(sites: Sites, places: Places) -> Numbers:
    """Return how much of the accidents falls to each site when each is shared between the four nearest centres.

    Shares are bilinear, so that the mean place of the shares is the accident's own.
    """
    total = np.zeros(len(sites))
    for north, east, share in _shares(places):
        at = sites.find(places.rows + north, places.columns + east)
        total += np.bincount(at, share, len(sites))
    return total


def own_part(sites: Sites, places: Places, metres: float) -> Numbers:
    """Return what a site's own accidents add to the smoothed sum of their `spread` at the site itself.

    For bandwidths from 110 m on, whose kernel reaches the next cell everywhere in Japan.
    """
    total = np.zeros(len(places.rows))
    width = metres_east(BLOCK * (places.rows // BLOCK) + (BLOCK - 1) / 2)
    for north, east, share in _shares(places):
        distance = (north * METRES_NORTH) ** 2 + (east * width) ** 2
        total += share * np.exp(-0.5 * distance / metres**2)
    return np.bincount(sites.find(places.rows, places.columns), total, len(sites)).astype(float)


def _shares(places: Places) -> Iterator[tuple[Whole, Whole, Numbers]]:
    """Yield the four nearest centres of each accident as steps north and east, each with its share."""
    for is_north in (False, True):
        for is_east in (False, True):
            north = np.sign(places.north).astype(np.int64) * is_north
            east = np.sign(places.east).astype(np.int64) * is_east
            along = np.abs(places.north) if is_north else 1 - np.abs(places.north)
            across = np.abs(places.east) if is_east else 1 - np.abs(places.east)
            yield north, east, along * across


def queen_sums(sites: Sites, values: Numbers) -> tuple[Numbers, Whole]:
    """Return the sum over each site and its up to eight neighbours that are sites, and how many these are."""
    sums, counted = np.zeros(len(sites)), np.zeros(len(sites))
    for block in _blocks(sites, 1):
        for result, laid in ((sums, block.lay(values)), (counted, block.lay(np.ones(len(sites))))):
            for axis in (0, 1):
                laid = ndimage.correlate1d(laid, np.ones(3), axis=axis, mode="constant")
            result[block.inner] = block.take(laid)
    return sums, np.rint(counted).astype(np.int64)


@dataclass(frozen=True)
class _Block:
    """Some rows of sites with the rows around them, as a rectangle that can be filled with values."""

    sites: Sites
    outer: slice
    inner: slice
    middle: float

    @cached_property
    def _place(self) -> tuple[Whole, Whole]:
        rows, columns = self.sites.rows[self.outer], self.sites.columns[self.outer]
        return rows - rows.min(), columns - columns.min()

    def lay(self, values: Numbers) -> Numbers:
        """Return a rectangle with the values at their places and zero elsewhere."""
        rows, columns = self._place
        rectangle = np.zeros((rows.max() + 1, columns.max() + 1))
        rectangle[rows, columns] = values[self.outer]
        return rectangle

    def take(self, rectangle: Numbers) -> Numbers:
        """Return the values of the rectangle at the block's own sites."""
        own = slice(self.inner.start - self.outer.start, self.inner.stop - self.outer.start)
        rows, columns = self._place
        return rectangle[rows[own], columns[own]]


def _blocks(sites: Sites, halo: int) -> Iterator[_Block]:
    """Yield the blocks that hold sites, each with `halo` rows on either side."""
    for start in BLOCK * np.unique(sites.rows // BLOCK):
        first, last = np.searchsorted(sites.rows, [start, start + BLOCK])
        before, after = np.searchsorted(sites.rows, [start - halo, start + BLOCK + halo])
        yield _Block(sites, slice(before, after), slice(first, last), start + (BLOCK - 1) / 2)


def _distinct(keys: Whole) -> Whole:
    """Return the different keys in ascending order; sorting beats numpy's hashing many times over here."""
    ordered = np.sort(keys)
    return ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered
