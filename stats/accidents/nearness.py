"""Whether more events happened near one feature than its size lets expect."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import special

FEWEST = 10  # events near a layer below which nothing is said about single features


def expected(counts: Sequence[float], sizes: Sequence[float]) -> NDArray[np.float64]:
    """Return how many of all events each feature would have if all had the same number per size.

    Raises
    ------
    ValueError
        If there is no feature, or a size is not above 0.
    """
    size = np.asarray(sizes, dtype=float)
    if not len(size) or not (np.isfinite(size) & (size > 0)).all():
        raise ValueError("every feature needs a size above 0")
    return np.asarray(float(np.sum(counts)) * size / size.sum())


def more_than_expected(counts: Sequence[float], sizes: Sequence[float]) -> NDArray[np.float64]:
    """Return, by feature, the probability of at least so many events if all had the same number per size.

    Given the sum n of all counts, one count is then binomial(n, its share of the sizes); P(X >= x) is the regularised
    incomplete beta function I_share(x, n - x + 1). The probabilities are multiplied by the number of features
    (Bonferroni), since the most striking feature is looked at; at most 1.
    Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.5.24.

    Raises
    ------
    ValueError
        As `expected` does.
    """
    count = np.asarray(counts, dtype=float)
    total = count.sum()
    if not total:
        expected(counts, sizes)
        return np.ones(len(count))
    share = expected(counts, sizes) / total
    tail = np.where(count > 0, special.betainc(np.maximum(count, 1), total - count + 1, share), 1.0)
    return np.asarray(np.minimum(1.0, len(count) * tail))
