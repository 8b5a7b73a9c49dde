"""How fast levels drift: known truths by simulation, and the real municipalities of the national files."""

import gzip
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from stats import forecast, forecast_spread
from stats.forecast import Spread

YEARS = [2019, 2020, 2021]
BANDS = [(1, 9), (10, 29), (30, 99), (100, 299), (300, 999), (1000, np.inf)]
LEVELS = np.repeat([3.0, 20.0, 60.0, 200.0, 600.0], 400)


def simulated(spread: Spread, shift: float = 0.8, seed: int = 7) -> forecast_spread.Pairs:
    """Return pairs of two years of places whose levels drift with a known spread."""
    random = np.random.default_rng(seed)
    drift = spread.of(LEVELS)
    later = LEVELS * random.gamma(1 / drift, drift) if spread.at_hundred else LEVELS
    counts = np.column_stack([random.poisson(LEVELS), random.poisson(shift * later)])
    return forecast_spread.pairs_of(counts, [2019, 2020])


@pytest.mark.parametrize("fall", [0.0, 0.4])
@pytest.mark.parametrize("at_hundred", [0.01, 0.05])
def test_a_known_spread_is_found(at_hundred: float, fall: float) -> None:
    found = forecast_spread.estimate(simulated(Spread(at_hundred, fall)))
    assert found.at_hundred == pytest.approx(at_hundred, rel=0.2)
    assert found.fall == pytest.approx(fall, abs=0.1)


def test_without_drift_the_spread_is_near_nothing() -> None:
    assert forecast_spread.estimate(simulated(Spread(0.0, 0.0))).of(LEVELS).max() < 0.0008


def test_the_shift_is_that_of_all_places() -> None:
    pairs = forecast_spread.pairs_of([[10, 5], [30, 20], [0, 5]], [2019, 2021])
    assert pairs.before.tolist() == [10, 30]
    assert pairs.after.tolist() == [5, 20]
    assert pairs.shift.tolist() == [30 / 40] * 2
    assert pairs.years_ahead.tolist() == [2, 2]
    assert pairs.first_year.tolist() == [2019, 2019]


def test_every_pair_of_years_is_taken() -> None:
    pairs = forecast_spread.pairs_of([[10, 11, 12]], YEARS)
    assert sorted(zip(pairs.first_year, pairs.years_ahead, strict=True)) == [(2019, 1), (2019, 2), (2020, 1)]


def test_a_place_that_changed_its_code_is_left_out() -> None:
    pairs = forecast_spread.pairs_of([[500, 0], [0, 480], [20, 22], [19, 0]], [2023, 2024])
    assert pairs.before.tolist() == [20, 19]
    assert pairs.shift[0] == 22 / 39


@pytest.mark.parametrize(
    ("counts", "years"),
    [([[1], [2]], [2019]), ([[1, 2]], [2020, 2019]), ([[1, 2, 3]], [2019, 2020]), ([[0, 0]], [2019, 2020])],
)
def test_nothing_to_learn_from_is_refused(counts: list[list[int]], years: list[int]) -> None:
    with pytest.raises(ValueError, match="year"):
        forecast_spread.pairs_of(counts, years)


def test_predictions_of_the_true_model_are_covered_as_often_as_they_say() -> None:
    random = np.random.default_rng(3)
    before = np.repeat([1.0, 2.0, 5.0, 40.0, 300.0], 4000)
    shape = 1 / (1 / before + 0.02)
    after = random.negative_binomial(shape, shape / (shape + before)).astype(float)
    ones = np.ones_like(before)
    pairs = forecast_spread.Pairs(before, after, 2019 * ones, ones, ones)
    covered = forecast_spread.covered(pairs, Spread(0.02, 0))
    assert 0 <= covered.min() <= covered.max() <= 1
    for count in np.unique(before):
        assert covered[before == count].mean() == pytest.approx(0.8, abs=0.02)


def test_covering_agrees_with_the_interval_that_is_shown() -> None:
    before, after = 112.0, np.arange(60.0, 170.0)
    ones = np.ones_like(after)
    pairs = forecast_spread.Pairs(before * ones, after, 2019 * ones, ones, ones)
    covered = forecast_spread.covered(pairs, Spread(0.01, 0.2))
    lower, upper = forecast.interval(forecast.predict(before, 1, Spread(0.01, 0.2)))
    assert (covered[(after > lower) & (after < upper)] == 1).all()
    assert (covered[(after < lower) | (after > upper)] == 0).all()


@pytest.fixture(scope="module")
def counts() -> np.ndarray:
    """Return accidents by municipality of the national files and file year, without motorway accidents."""
    folder = os.environ.get("NPA_DATA_DIR")
    if not folder:
        pytest.skip("the environment variable NPA_DATA_DIR names no folder with the police files")
    years = {year: counted(Path(folder), year) for year in YEARS}
    return pd.DataFrame(years).fillna(0).to_numpy()


@pytest.fixture(scope="module")
def municipalities(counts: np.ndarray) -> forecast_spread.Pairs:
    """Return the pairs of years of all municipalities."""
    return forecast_spread.pairs_of(counts, YEARS)


def counted(folder: Path, year: int) -> pd.Series:
    """Return accidents by police prefecture and municipality, counted by pandas alone."""
    key = ["都道府県コード", "警察署等コード", "本票番号"]
    form = {"encoding": "cp932", "dtype": str, "engine": "pyarrow"}
    with gzip.open(folder / f"honhyo_{year}.csv.gz") as file:
        reports = pd.read_csv(file, usecols=[*key, "市区町村コード"], **form)
    with gzip.open(folder / f"kosokuhyo_{year}.csv.gz") as file:
        highways = pd.read_csv(file, usecols=key, **form)
    joined = reports.merge(highways.drop_duplicates(), on=key, how="left", indicator=True)
    return joined[joined["_merge"] == "left_only"].groupby(["都道府県コード", "市区町村コード"]).size()


def test_the_spread_of_the_real_municipalities_is_about_a_hundredth(
    municipalities: forecast_spread.Pairs,
) -> None:
    assert len(municipalities.before) == 5513
    found = forecast_spread.estimate(municipalities)
    assert found.at_hundred == pytest.approx(0.0128, abs=0.0001)
    assert found.fall == pytest.approx(0.1963, abs=0.0001)


def test_intervals_cover_the_real_municipalities_overall_and_in_each_size_band(
    municipalities: forecast_spread.Pairs,
) -> None:
    covered = forecast_spread.covered(municipalities, forecast_spread.estimate(municipalities))
    assert 0.75 <= covered.mean() <= 0.85
    for least, most in BANDS:
        band = covered[(municipalities.before >= least) & (municipalities.before <= most)]
        assert len(band) >= 190
        assert 0.75 <= band.mean() <= 0.85, (least, most)


def test_places_left_out_of_the_estimate_are_covered_in_each_size_band(counts: np.ndarray) -> None:
    part = np.arange(len(counts)) % 10
    before, covered = [], []
    for left_out in range(10):
        spread = forecast_spread.estimate(forecast_spread.pairs_of(counts[part != left_out], YEARS))
        tried = forecast_spread.pairs_of(counts[part == left_out], YEARS)
        before.append(tried.before)
        covered.append(forecast_spread.covered(tried, spread))
    size, held = np.concatenate(before), np.concatenate(covered)
    for least, most in BANDS:
        assert 0.75 <= held[(size >= least) & (size <= most)].mean() <= 0.85, (least, most)


def test_what_was_learnt_before_2021_covers_2021_but_not_its_largest(
    municipalities: forecast_spread.Pairs,
) -> None:
    ends = municipalities.first_year + municipalities.years_ahead
    spread = forecast_spread.estimate(municipalities.where(ends == 2020))
    next_year = municipalities.where(municipalities.first_year == 2020)
    covered = forecast_spread.covered(next_year, spread)
    assert 0.75 <= covered.mean() <= 0.85
    for least, most in BANDS[:-1]:
        band = covered[(next_year.before >= least) & (next_year.before <= most)]
        assert 0.75 <= band.mean() <= 0.85, (least, most)
    assert 0.6 < covered[next_year.before >= 1000].mean() < 0.7


def test_few_real_municipalities_move_otherwise_than_the_rest_of_the_nation(counts: np.ndarray) -> None:
    spread = forecast_spread.estimate(forecast_spread.pairs_of(counts, YEARS))
    known = counts[counts[:, :2].sum(axis=1) >= 60].astype(int)
    known = known[(known > 0).all(axis=1)]
    total = counts.sum(axis=0).astype(int)
    chances = np.array(
        [forecast.moved_alike_probability(YEARS, line, total - line, spread) for line in known]
    )
    assert len(known) > 1000
    assert (chances < 0.05).mean() < 0.06
    assert (chances < 0.01).mean() < 0.02
