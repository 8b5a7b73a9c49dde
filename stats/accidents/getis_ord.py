"""Where cells with many accidents lie together more than chance would put them: Gi* with exact tails."""

import math
from typing import NamedTuple

import numpy as np
from scipy import special

from stats.accidents import cells
from stats.accidents.cells import Numbers, Sites, Whole

CHECK_GRID = ((0, 0, 1, 0, 0), (0, 3, 2, 0, 0), (1, 2, 5, 1, 0), (0, 0, 1, 0, 0), (0, 0, 0, 0, 1))
"""Counts of a small grid, to check other programs by: the highest z, around the middle, is 2.7019."""

MOST_NEIGHBOURS = 9  # a cell and the eight around it


class Clusters(NamedTuple):
    """Of each cell: z by the formula, the exact probability of as many accidents around it, and the same adjusted."""

    sums: Whole
    neighbours: Whole
    z: Numbers
    p: Numbers
    adjusted: Numbers
    smallest_p: float


def getis_ord(sites: Sites, counts: Whole) -> Clusters:
    """Return Gi* of every site: do the cell and its queen neighbours have more accidents than the average cell?

    `p` is exact under the hypothesis that the counts are spread over the sites at random, `adjusted` is p after
    Benjamini and Hochberg over all sites. `smallest_p` is what p would be if the highest counts lay together in one
    place; where even that is no finding, there are too few accidents to find any.
    """
    sums, neighbours = cells.queen_sums(sites, counts.astype(float))
    whole = np.rint(sums).astype(np.int64)
    p = exact_tails(counts, neighbours, whole)
    largest = np.sort(counts)[::-1][: int(neighbours.max(initial=1))]
    smallest = exact_tails(counts, np.array([len(largest)]), np.array([largest.sum()]))[0]
    return Clusters(whole, neighbours, z_scores(counts, whole, neighbours), p, adjusted(p), float(smallest))


def check_values() -> tuple[Numbers, Numbers]:
    """Return the exact p and z of `CHECK_GRID`, in its rows."""
    size = len(CHECK_GRID)
    rows, columns = np.divmod(np.arange(size * size), size)
    found = getis_ord(Sites(rows, columns), np.ravel(CHECK_GRID))
    return found.p.reshape(size, size), found.z.reshape(size, size)


def z_scores(counts: Whole, sums: Whole, neighbours: Whole) -> Numbers:
    """Return the standard score of each local sum.

    z = (sum - mean w) / (S sqrt((n w - w^2) / (n - 1))), w the number of cells in the sum (each with weight 1, the cell
    itself included), S the population standard deviation. 0 where all counts are equal.
    Source: J. K. Ord and A. Getis, Local spatial autocorrelation statistics, Geographical Analysis 27 (1995) 286-306.
    """
    n = len(counts)
    spread = counts.std() * np.sqrt((n * neighbours - neighbours**2) / max(n - 1, 1))
    excess = sums - counts.mean() * neighbours
    return np.asarray(np.divide(excess, spread, out=np.zeros(len(sums)), where=spread > 0))


def exact_tails(counts: Whole, neighbours: Whole, sums: Whole) -> Numbers:
    """Return the probability that as many cells, drawn without replacement, have at least that sum.

    The number of ways to draw w cells with sum s is the coefficient of z^w t^s in the product over the counts v of
    (1 + z t^v)^n_v, n_v the number of cells with count v. All terms are positive, so sums keep full precision.

    Parameters
    ----------
    counts
        Counts of all cells.
    neighbours, sums
        Cells drawn (at most nine) and the sum observed, of each place asked about.
    """
    most = min(MOST_NEIGHBOURS, len(counts))
    values, sizes = np.unique(counts, return_counts=True)
    ways = np.zeros((most + 1, most * int(values.max(initial=0)) + 1))
    ways[0, 0] = 1.0
    for value, size in zip(values.tolist(), sizes.tolist(), strict=True):
        more = ways.copy()
        for drawn in range(1, min(size, most) + 1):
            shift = drawn * value
            more[drawn:, shift:] += math.comb(size, drawn) * ways[: most + 1 - drawn, : ways.shape[1] - shift]
        ways = more
    tails = ways[:, ::-1].cumsum(axis=1)[:, ::-1]
    every = np.array([special.binom(len(counts), drawn) for drawn in range(most + 1)])
    return np.asarray(np.minimum(1.0, tails[neighbours, sums] / every[neighbours]))


def adjusted(p: Numbers) -> Numbers:
    """Return p adjusted for asking at many places: the smallest false discovery rate at which each is a finding.

    Source: Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, Journal of the Royal Statistical
    Society B 57 (1995) 289-300.
    """
    order = np.argsort(p, kind="stable")
    scaled = p[order] * len(p) / np.arange(1, len(p) + 1)
    rising = np.minimum.accumulate(scaled[::-1])[::-1]
    result = np.empty(len(p))
    result[order] = np.minimum(rising, 1.0)
    return result
