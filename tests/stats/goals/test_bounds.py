"""A bound forgives a rounding error and nothing more."""

import pytest

from stats.goals.bounds import reaches


@pytest.mark.parametrize("bound", [0.0, 0.95, 1.0, 4_000_000.0, -112.0])
def test_a_rounding_error_is_forgiven_and_a_real_difference_is_not(bound: float) -> None:
    size = max(1.0, abs(bound))
    assert reaches(bound, bound)
    assert reaches(bound - 0.9e-9 * size, bound)
    assert not reaches(bound - 1.2e-9 * size, bound)
