"""Numbers held against a bound of a rule: nothing is rounded before, and a rounding error is forgiven."""

TOLERANCE = 1e-9
"""A rounding error this large, as a share of the bound (of 1 if that is more), turns no exact 0.95 or 1 into less."""


def reaches(value: float, bound: float) -> bool:
    """Tell whether the value is at least the bound, forgiving a rounding error."""
    return value >= bound - TOLERANCE * max(1.0, abs(bound))
