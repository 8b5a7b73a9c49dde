"""The slope and relative index: an independent implementation, limits, and the promise of coverage."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from stats.divide.slope import NoSlopeError, mid_ranks, reverses, slope

# 70歳以上 to 18-29歳.
CHOSEN = np.array([234, 72, 29, 13, 6, 6])
PEOPLE = np.array([371, 268, 208, 161, 104, 69])
INHABITANTS = [16000.0, 10500.0, 9500.0, 9800.0, 7600.0, 6300.0]
SHARES = CHOSEN / PEOPLE


def test_mid_ranks_are_the_middle_of_each_stretch() -> None:
    assert mid_ranks([12, 10, 78]).tolist() == pytest.approx([0.06, 0.17, 0.61])


@pytest.mark.parametrize(
    ("weights", "at_first", "at_last"),
    [
        (None, 0.763599978457, 0.030591470708),
        (INHABITANTS, 0.730366566489, 0.021881549378),
    ],
)
def test_the_fit_is_that_of_statsmodels(weights: list[float] | None, at_first: float, at_last: float) -> None:
    """statsmodels 0.15.0, GLM(Binomial(), var_weights=weights) of the shares on the mid-rank; 12 digits."""
    fitted = slope(SHARES, PEOPLE, weights)
    assert (fitted.at_first, fitted.at_last) == pytest.approx((at_first, at_last), abs=1e-12)
    assert fitted.slope_index.value == pytest.approx(at_last - at_first, abs=1e-12)
    assert fitted.relative_index.value == pytest.approx(at_last / at_first, abs=1e-11)


def test_the_errors_are_those_of_statsmodels_where_the_shares_lie_on_a_curve() -> None:
    """On a curve, chance in the groups is the model's: statsmodels 0.15.0, delta method on cov_params(), 10 digits."""
    on_curve = special.expit(0.8 - 3.1 * mid_ranks(PEOPLE))
    fitted = slope(on_curve, PEOPLE)
    assert fitted.slope_index.standard_error == pytest.approx(0.0365486288709, abs=1e-12)
    assert fitted.relative_index.standard_error == pytest.approx(0.1720964491904, abs=1e-12)


def test_healthequals_example_data_fitted_by_statsmodels() -> None:
    """WHO's OrderedSample (healthequal 1.0.1), poorest to richest; statsmodels 0.15.0, 12 digits."""
    fitted = slope(
        [0.7560530, 0.9101997, 0.9603959, 0.9704223, 0.9922405],
        [2072.436, 2112.204, 1983.059, 2052.124, 1884.510],
    )
    assert fitted.slope_index.value == pytest.approx(0.316788609925, abs=1e-12)
    assert fitted.relative_index.value == pytest.approx(1.467362056174, abs=1e-12)


@pytest.mark.parametrize("weights", [None, INHABITANTS])
def test_the_errors_are_the_spread_of_simulated_surveys(weights: list[float] | None) -> None:
    """Also where the curve misses the shares, and where inhabitants are the weights."""
    random = np.random.default_rng(11)
    drawn = random.binomial(PEOPLE, SHARES, size=(2000, len(PEOPLE))) / PEOPLE
    fits = [slope(row, PEOPLE, weights) for row in drawn]
    fitted = slope(SHARES, PEOPLE, weights)
    index = np.std([one.slope_index.value for one in fits])
    relative = np.std([np.log(one.relative_index.value) for one in fits])
    assert fitted.slope_index.standard_error == pytest.approx(index, rel=0.05)
    assert fitted.relative_index.standard_error == pytest.approx(relative, rel=0.06)


@given(st.lists(st.floats(0.02, 0.98), min_size=3, max_size=6), st.floats(10, 1000))
def test_turning_the_order_or_the_question_round(shares: list[float], people: float) -> None:
    fitted = slope(shares, [people] * len(shares))
    back = slope(shares[::-1], [people] * len(shares))
    others = slope([1 - share for share in shares], [people] * len(shares))
    assert back.slope_index[:2] == pytest.approx(
        (-fitted.slope_index.value, fitted.slope_index.standard_error)
    )
    assert back.relative_index.value == pytest.approx(1 / fitted.relative_index.value)
    assert others.slope_index.value == pytest.approx(-fitted.slope_index.value, abs=1e-8)


@pytest.mark.parametrize("shares", [[0, 0, 0], [1, 1, 1], [0, 0, 1], [1, 0, 0]])
def test_no_slope_where_the_likelihood_has_no_maximum(shares: list[float]) -> None:
    with pytest.raises(NoSlopeError):
        slope(shares, [50, 50, 50])


def test_impossible_input_is_refused() -> None:
    with pytest.raises(ValueError, match="three groups"):
        slope([0.1, 0.2], [50, 50])
    with pytest.raises(ValueError, match="weight"):
        slope([0.1, 0.2, 0.3], [50, 50, 50], [1, 1])
    with pytest.raises(ValueError, match="two groups"):
        reverses([0.1], [50], 1)


def test_a_clear_reversal_is_seen_and_a_faint_one_is_not() -> None:
    """Of 200 answers each: 60 → 30 → 45 % goes against the fall clearly, 60 → 30 → 33 % does not."""
    assert reverses([0.60, 0.30, 0.45], [200, 200, 200], -1)
    assert not reverses([0.60, 0.30, 0.33], [200, 200, 200], -1)
    assert not reverses([0.45, 0.30, 0.60], [20, 20, 20], 1)


def test_a_flat_line_is_called_reversed_in_at_most_5_percent() -> None:
    random = np.random.default_rng(3)
    drawn = random.binomial(100, 0.5, size=(4000, 6)) / 100
    wrong = np.mean([reverses(row, [100] * 6, 1) for row in drawn])
    assert wrong <= 0.05


@pytest.mark.parametrize("people", [50, 150])
@pytest.mark.parametrize(
    "truth",
    [
        [0.9, 0.7, 0.5, 0.3, 0.2, 0.1],
        [0.5, 0.48, 0.46, 0.44, 0.42, 0.4],
        [0.9, 0.5, 0.45, 0.4, 0.35, 0.1],
    ],
)
def test_the_interval_covers_93_to_97_percent(truth: list[float], people: int) -> None:
    """The truth is what the curve gives with unlimited answers; the last case is far from any curve."""
    aim = slope(truth, [people] * 6).slope_index.value
    random = np.random.default_rng(people)
    drawn = random.binomial(people, truth, size=(4000, 6)) / people
    bounds = np.array([slope(row, [people] * 6).slope_index.interval for row in drawn])
    covered = np.mean((bounds[:, 0] <= aim) & (aim <= bounds[:, 1]))
    assert 0.93 <= covered <= 0.97


def test_a_curve_through_shares_of_nobody_and_everybody_still_has_some_width() -> None:
    """[0, 1, 0] is flat: half a respondent moved inwards gives the slope an error where p (1 - p) gives none."""
    index = slope([0.0, 1.0, 0.0], [5, 5, 5]).slope_index
    assert index.value == pytest.approx(0, abs=1e-9)
    assert index.interval.upper - index.interval.lower > 0.5
