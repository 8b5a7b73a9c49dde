"""The chance of being among the next ten: known answers."""

import numpy as np
import pytest
from scipy import stats

from stats.accidents import top_ten
from stats.accidents.empirical_bayes import Levels
from stats.accidents.top_ten import Calibration


def test_the_higher_of_two_counts_and_a_lot_between_equal_ones() -> None:
    known = Levels(np.array([3.0, 1.5]), np.array([2.0, 1.0]))
    one, other = (
        stats.nbinom.pmf(np.arange(80), shape, rate / (1 + rate)) for shape, rate in ((3, 2), (1.5, 1))
    )
    higher = sum(one[count] * (other[:count].sum() + other[count] / 2) for count in range(80))
    assert top_ten.chances(known, top=1) == pytest.approx([higher, 1 - higher], abs=2e-5)


def test_chances_are_right_where_they_can_be_said() -> None:
    known = Levels(np.array([4000.0] * 9 + [9.0, 9.0] + [0.5] * 600), np.full(611, 40.0))
    chances = top_ten.chances(known, top=10)
    assert chances[:9] == pytest.approx(np.ones(9), abs=1e-6)
    assert chances[9] == chances[10]
    assert chances.sum() == pytest.approx(10, abs=0.01)
    assert (top_ten.chances(known.take(np.arange(7)), top=10) == 1).all()


def test_chances_are_what_draws_give() -> None:
    random = np.random.default_rng(12)
    known = Levels(
        np.append(random.gamma(5, 1, 25), random.gamma(0.3, 1, 300)) + 0.02, random.uniform(1, 3, 325)
    )
    drawn = random.poisson(random.standard_gamma(known.shapes, (20_000, 325)) / known.rates)
    drawn = drawn + random.uniform(size=drawn.shape)
    came = (drawn >= np.partition(drawn, -10, axis=1)[:, -10, None]).mean(axis=0)
    assert top_ten.chances(known, top=10) == pytest.approx(came, abs=0.016)  # 4.5 standard errors at most


def test_of_a_whole_nation_only_the_highest_compete() -> None:
    known = Levels(np.append(np.full(20, 50.0), np.full(5000, 0.1)), np.ones(5020))
    chances = top_ten.chances(known, top=10)
    assert chances[:20] == pytest.approx(np.full(20, 0.5), abs=1e-6)
    assert (chances[20:] < 1e-6).all()


def test_chances_never_rise_where_the_expectation_falls() -> None:
    means = np.array([1.2, 3.0, 1.1, 1.0, 0.2])
    found = top_ten.in_order(np.array([0.33, 0.60, 0.32, 0.33, 0.01]), means)
    assert found == pytest.approx([0.33, 0.60, 0.325, 0.325, 0.01])


def test_a_correction_keeps_the_order_and_the_ends() -> None:
    chances = np.array([0, 0.1, 0.5, 0.9, 1])
    assert Calibration(1, 1, 0).of(chances) == pytest.approx(chances)
    found = Calibration(0.9, 0.8, -0.2).of(chances)
    assert found[[0, -1]].tolist() == [0, 1]
    assert (np.diff(found) > 0).all()
    assert found[2] == pytest.approx(1 / (1 + np.exp(0.2 - 0.1 * np.log(0.5))))


def test_a_correction_is_found_again() -> None:
    random = np.random.default_rng(3)
    chances = random.uniform(0.001, 0.999, 200_000)
    came = random.uniform(size=len(chances)) < Calibration(0.9, 0.7, -0.3).of(chances)
    assert top_ten.calibrate(chances, came.astype(float)) == pytest.approx((0.9, 0.7, -0.3), abs=0.04)
