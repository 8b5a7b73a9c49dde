"""Counts near features against scipy's binomial distribution."""

import numpy as np
import pytest
from scipy import stats as oracle

from stats.accidents import nearness


def test_expected_counts_are_in_proportion_to_size() -> None:
    assert nearness.expected([6, 2, 1], [100, 200, 600]).tolist() == [1, 2, 6]


def test_the_probability_is_the_exact_binomial_tail_times_the_features() -> None:
    counts, sizes = [9, 2, 1, 0], [1.0, 2.0, 2.0, 5.0]
    expected = [
        min(1, 4 * oracle.binom.sf(x - 1, 12, size / 10)) for x, size in zip(counts, sizes, strict=True)
    ]
    assert nearness.more_than_expected(counts, sizes) == pytest.approx(expected, rel=1e-12)


def test_nothing_happened_is_nothing_striking() -> None:
    assert nearness.more_than_expected([0, 0], [1, 1]).tolist() == [1, 1]


def test_a_single_feature_has_what_it_has() -> None:
    assert nearness.more_than_expected([7], [3]).tolist() == [1]


def test_equal_features_are_rarely_called_striking() -> None:
    random = np.random.default_rng(11)
    drawn = random.multinomial(60, [1 / 12] * 12, size=2000)
    struck = [(nearness.more_than_expected(counts, [1] * 12) < 0.05).any() for counts in drawn]
    assert np.mean(struck) <= 0.05


@pytest.mark.parametrize("sizes", [[], [1.0, 0.0], [1.0, np.nan], [1.0, -1.0]])
def test_sizes_that_are_none_are_refused(sizes: list[float]) -> None:
    with pytest.raises(ValueError, match="size"):
        nearness.more_than_expected([1] * len(sizes), sizes)
