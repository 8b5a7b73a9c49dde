"""How fast levels drift: known truths by simulation, and the real municipalities of the national files."""

import gzip
import math
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from stats.accidents import forecast, forecast_spread
from stats.accidents.forecast import Spread

YEARS = [2019, 2020, 2021]
BANDS = [(1, 9), (10, 29), (30, 99), (100, 299), (300, 999), (1000, np.inf)]
LEVELS = np.exp(np.random.default_rng(1).uniform(np.log(2), np.log(2000), 3000))  # no size is the usual one


def simulated(spread: Spread, shift: float = 0.8, seed: int = 7) -> forecast_spread.History:
    """Return counts of three years of places whose levels drift with a known spread, and move with the nation."""
    random = np.random.default_rng(seed)
    level, counts = LEVELS.copy(), []
    for _ in YEARS:
        counts.append(random.poisson(level))
        drift = spread.of(level)
        level = shift * level * (random.gamma(1 / drift, drift) if spread.at_hundred else 1)
    return forecast_spread.history_of(np.column_stack(counts), YEARS)


def forecasts(
    history: forecast_spread.History, spread: Spread, *, only_last: bool = False
) -> forecast_spread.Forecasts:
    """Return the forecasts of every later year from each year."""
    pairs = tuple(combinations(range(len(history.years)), 2))
    return forecast_spread.forecasts(history, spread, pairs, only_last=only_last)


@pytest.mark.parametrize("fall", [0.0, 0.4])
@pytest.mark.parametrize("at_hundred", [0.01, 0.05])
def test_a_known_spread_is_found(at_hundred: float, fall: float) -> None:
    found = forecast_spread.estimate(simulated(Spread(at_hundred, fall)))
    assert found.at_hundred == pytest.approx(at_hundred, rel=0.2)
    assert found.fall == pytest.approx(fall, abs=0.1)


def test_without_drift_the_spread_is_near_nothing() -> None:
    assert forecast_spread.estimate(simulated(Spread(0.0, 0.0))).of(LEVELS).max() < 0.0008


def test_forecasts_of_the_true_model_come_as_often_as_they_say_after_every_move() -> None:
    spread = Spread(0.02, 0.2)
    drawn = [forecasts(simulated(spread, seed=seed), spread) for seed in range(4)]
    tried = forecast_spread.Forecasts(*(np.concatenate(columns) for columns in zip(*drawn, strict=True)))
    tried = tried.from_several_years()
    tried = tried.where((tried.last >= 10) & (tried.last <= 1000))
    chance, came = forecast_spread.chance_at_most(tried, 100 / 112)
    for fell in (tried.move < -0.15, np.abs(tried.move) <= 0.05, tried.move > 0.15):
        error = np.sqrt((chance[fell] * (1 - chance[fell])).sum()) / fell.sum()
        assert abs(came[fell].mean() - chance[fell].mean()) < 3 * error


def test_every_pair_of_years_is_foretold_from_the_years_up_to_it() -> None:
    history = forecast_spread.history_of([[10, 11, 12], [0, 4, 0]], YEARS)
    spread = Spread(0.01, 0)
    found = forecasts(history, spread)
    told = set(
        zip(found.first_year, found.years_ahead, found.years_known, found.last, found.came, strict=True)
    )
    assert told == {
        (2019, 1, 1, 10, 11),
        (2019, 2, 1, 10, 12),
        (2020, 1, 2, 11, 12),
        (2020, 1, 2, 4, 0),
    }
    last = found.from_several_years()
    one = forecast.predict([10, 11], [2019, 2020], 1, spread, [10, 15])
    assert last.mean[0] == pytest.approx(one.mean * 12 / 15)
    assert last.shape[0] == pytest.approx(one.shape)
    assert last.move.tolist() == [pytest.approx(11 / 15 - 1), math.inf]
    assert last.without_shift().mean[0] == pytest.approx(one.mean)
    alone = forecasts(history, spread, only_last=True).from_several_years()
    assert alone.mean[0] == pytest.approx(11 * 12 / 15)
    following = forecast_spread.asked(history, forecast_spread.next_years(history))
    assert (following.first_year.tolist(), following.years_ahead.tolist()) == ([2019, 2020, 2020], [1, 1, 1])


def test_the_bound_moves_with_the_nation() -> None:
    history = forecast_spread.history_of([[112, 112, 50], [888, 888, 450]], YEARS)
    spread = Spread(0.01, 0.2)
    tried = forecasts(history, spread).from_several_years()
    chance, came = forecast_spread.chance_at_most(tried, 100 / 112)
    assert came.tolist() == [True, False]
    expected = forecast.Prediction(float(tried.mean[0]), float(tried.shape[0]))
    assert chance[0] == pytest.approx(forecast.at_most(50, expected))


def test_a_place_that_changed_its_code_is_known_by_its_zero() -> None:
    assert forecast_spread.has_one_code([[500, 0], [0, 480], [20, 22], [19, 0]]).tolist() == [
        False,
        False,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("counts", "years"),
    [
        ([1, 2], [2019, 2020]),
        ([[1], [2]], [2019]),
        ([[1, 2]], [2020, 2019]),
        ([[1, 2]], [2019]),
        ([[0, 1]], [2019, 2020]),
    ],
)
def test_nothing_to_learn_from_is_refused(counts: list[list[int]], years: list[int]) -> None:
    with pytest.raises(ValueError, match="year"):
        forecast_spread.history_of(counts, years)


def made(before: np.ndarray, after: np.ndarray, spread: Spread) -> forecast_spread.Forecasts:
    """Return forecasts of a next year from one count each."""
    ones, shape = np.ones_like(before), 1 / (1 / before + spread.of(before))
    return forecast_spread.Forecasts(
        before, after, 2019 * ones, ones, ones, np.nan * ones, ones, before, shape
    )


def test_predictions_of_the_true_model_are_covered_as_often_as_they_say() -> None:
    random = np.random.default_rng(3)
    before = np.repeat([1.0, 2.0, 5.0, 40.0, 300.0], 4000)
    shape = 1 / (1 / before + 0.02)
    after = random.negative_binomial(shape, shape / (shape + before)).astype(float)
    covered = forecast_spread.covered(made(before, after, Spread(0.02, 0)))
    assert 0 <= covered.min() <= covered.max() <= 1
    for count in np.unique(before):
        assert covered[before == count].mean() == pytest.approx(0.8, abs=0.02)


def test_covering_agrees_with_the_interval_that_is_shown() -> None:
    after = np.arange(60.0, 170.0)
    covered = forecast_spread.covered(made(np.full_like(after, 112), after, Spread(0.01, 0.2)))
    lower, upper = forecast.interval(forecast.predict([112], [2019], 1, Spread(0.01, 0.2)))
    assert (covered[(after > lower) & (after < upper)] == 1).all()
    assert (covered[(after < lower) | (after > upper)] == 0).all()


@pytest.fixture(scope="module")
def counts(npa: Path) -> np.ndarray:
    """Return accidents by municipality of the national files and file year, without motorway accidents."""
    years = {year: counted(npa, year) for year in YEARS}
    return pd.DataFrame(years).fillna(0).to_numpy()


@pytest.fixture(scope="module")
def history(counts: np.ndarray) -> forecast_spread.History:
    """Return the counts of all municipalities."""
    return forecast_spread.history_of(counts[forecast_spread.has_one_code(counts)], YEARS)


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


def test_the_spread_of_the_real_municipalities_is_about_a_hundredth(history: forecast_spread.History) -> None:
    assert len(history.counts) == 1876
    found = forecast_spread.estimate(history)
    assert found.at_hundred == pytest.approx(0.0126, abs=0.0001)
    assert found.fall == pytest.approx(0.2090, abs=0.0001)


def test_intervals_cover_the_real_municipalities_in_each_size_band_and_pair_of_years(
    history: forecast_spread.History,
) -> None:
    tried = forecasts(history, forecast_spread.estimate(history))
    covered = forecast_spread.covered(tried)
    assert len(covered) == 5513
    for pair in [(2019, 1), (2019, 2), (2020, 1)]:
        is_pair = (tried.first_year == pair[0]) & (tried.years_ahead == pair[1])
        assert 0.75 <= covered[is_pair].mean() <= 0.85
        for least, most in BANDS:
            band = covered[is_pair & (tried.last >= least) & (tried.last <= most)]
            assert len(band) >= 46
            assert 0.75 <= band.mean() <= 0.85, (pair, least, most)


def test_places_left_out_of_the_estimate_are_covered_in_each_size_band(
    history: forecast_spread.History,
) -> None:
    part = np.arange(len(history.counts)) % 10
    last, covered = [], []
    for left_out in range(10):
        spread = forecast_spread.estimate(history.of(part != left_out))
        tried = forecasts(history.of(part == left_out), spread)
        last.append(tried.last)
        covered.append(forecast_spread.covered(tried))
    size, held = np.concatenate(last), np.concatenate(covered)
    for least, most in BANDS:
        assert 0.75 <= held[(size >= least) & (size <= most)].mean() <= 0.85, (least, most)


def test_what_was_learnt_before_2021_covers_2021_but_not_its_largest(
    history: forecast_spread.History,
) -> None:
    tried = forecasts(history, forecast_spread.estimate(history.before(2021)))
    tried = tried.from_several_years()
    covered = forecast_spread.covered(tried)
    assert 0.75 <= covered.mean() <= 0.85
    for least, most in BANDS[:-1]:
        band = covered[(tried.last >= least) & (tried.last <= most)]
        assert 0.75 <= band.mean() <= 0.86, (least, most)
    assert 0.6 < covered[tried.last >= 1000].mean() < 0.7


def test_few_real_municipalities_move_otherwise_than_the_rest_of_the_nation(
    counts: np.ndarray, history: forecast_spread.History
) -> None:
    spread = forecast_spread.estimate(history)
    known = counts[counts[:, :2].sum(axis=1) >= 60].astype(int)
    known = known[(known > 0).all(axis=1)]
    total = counts.sum(axis=0).astype(int)
    chances = np.array(
        [forecast.moved_alike_probability(YEARS, line, total - line, spread) for line in known]
    )
    assert len(known) > 1000
    assert (chances < 0.05).mean() < 0.06
    assert (chances < 0.01).mean() < 0.02
