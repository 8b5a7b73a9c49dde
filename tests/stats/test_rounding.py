from stats.rounding import difference


def test_a_difference_is_that_of_the_figures_as_they_are_shown() -> None:
    """25.66 and 8.82 differ by 16.84, but who reads 25.7 and 8.8 finds 16.9."""
    assert difference(25.66, 8.82) == 16.9
    assert difference(8.82, 25.66) == -16.9
    assert difference(61.4, 8.6, decimals=0) == 52
