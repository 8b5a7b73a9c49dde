import numpy as np
import pytest
from scipy import optimize, stats

from stats.accidents import cells, empirical_bayes
from stats.accidents.cells import Places, Sites
from stats.accidents.empirical_bayes import Fit, Levels


def places_of(counts: np.ndarray, sites: Sites, random: np.random.Generator) -> Places:
    rows, columns = np.repeat(sites.rows, counts), np.repeat(sites.columns, counts)
    return Places(rows, columns, *random.uniform(-0.5, 0.5, (2, len(rows))))


@pytest.fixture(scope="module")
def city() -> tuple[Sites, Places, np.ndarray]:
    """A town of 40 by 40 cells with a busy middle, five accidents in its edge cells at most."""
    random = np.random.default_rng(5)
    north, east = np.divmod(np.arange(1600), 40)
    inner = Sites(17880 + north, 12900 + east)
    level = 0.05 + 3 * np.exp(-((north - 20) ** 2 + (east - 20) ** 2) / 40)
    counts = random.poisson(random.gamma(0.8, level / 0.8))
    places = places_of(counts, inner, random)
    sites = cells.within(places.rows, places.columns)
    return sites, places, sites.count(places.rows, places.columns)


def prior_of(expected: np.ndarray, shape: float) -> Fit:
    return Fit(expected, np.full(len(expected), shape), shape, 0, 1, ())


def test_worked_example_of_hauer() -> None:
    known = empirical_bayes.levels(np.array([5]), prior_of(np.array([1.0]), 1 / 0.8))
    weight = 1 / (1 + 0.8 * 1.0)
    assert weight == pytest.approx(0.556, abs=0.0005)
    assert known.means[0] == pytest.approx(weight * 1.0 + (1 - weight) * 5)
    assert known.means[0] == pytest.approx(2.78, abs=0.005)


def test_interval_is_that_of_the_gamma_distribution() -> None:
    known = Levels(np.array([2.5, 7.0]), np.array([1.8, 4.0]))
    lower, upper = known.interval(0.9)
    assert lower == pytest.approx(stats.gamma.ppf(0.05, known.shapes, scale=1 / known.rates))
    assert upper == pytest.approx(stats.gamma.ppf(0.95, known.shapes, scale=1 / known.rates))
    assert known.per(3).means == pytest.approx(known.means / 3)


def test_the_prior_is_the_one_that_counts_speak_for_most(city: tuple[Sites, Places, np.ndarray]) -> None:
    sites, places, counts = city
    prior = empirical_bayes.local_fit(sites, places)

    def spoken(mean: float = 1, shape: float = 1, power: float = 0) -> float:
        """Log-likelihood by scipy plus the logarithm of the shape's own prior, of a prior changed by factors."""
        expected, average = prior.expected * mean, prior.shape * shape
        shapes = average * (expected / counts.mean()) ** (prior.shape_power + power)
        likelihood = stats.nbinom.logpmf(counts, shapes, shapes / (shapes + expected)).sum()
        usual = stats.norm(empirical_bayes.USUAL_LOG_SHAPE, empirical_bayes.ITS_DEVIATION)
        return float(likelihood + usual.logpdf(np.log(average)))

    assert prior.shapes == pytest.approx(prior.shape * (prior.expected / counts.mean()) ** prior.shape_power)
    assert 0 < prior.shape_power < 1
    best = spoken()
    for sign in (-1, 1):
        assert spoken(mean=1 + 0.01 * sign) < best
        assert spoken(shape=1 + 0.02 * sign) < best
        assert spoken(power=0.01 * sign) < best


def test_few_accidents_do_not_say_that_all_levels_are_what_surroundings_expect() -> None:
    random = np.random.default_rng(13)
    around = random.gamma(1, 0.001, 50_000)
    counts = np.zeros(50_000, dtype=int)
    counts[random.choice(50_000, 40, replace=False, p=around / around.sum())] = 1
    prior = empirical_bayes.fit(counts, [around])
    assert 0.1 < prior.shape < 1
    lower, upper = empirical_bayes.levels(counts, prior).take(np.flatnonzero(counts)).interval(0.9)
    assert (upper > 3 * lower).all()


def test_expected_are_scale_times_powers_of_the_neighbourhoods(
    city: tuple[Sites, Places, np.ndarray],
) -> None:
    sites, places, counts = city
    around = empirical_bayes.neighbourhood(sites, places, 500)
    prior = empirical_bayes.fit(counts, [around])
    again = prior.scale * (around + empirical_bayes.FLOOR * counts.mean()) ** prior.powers[0]
    assert prior.expected == pytest.approx(again)
    assert (prior.expected > 0).all()


def test_a_shape_that_was_drawn_from_is_found_again() -> None:
    random = np.random.default_rng(6)
    around = random.gamma(2, 0.5, 40_000)
    drawn = random.poisson(random.gamma(0.7, 0.9 * (around + 0.1) / 0.7))
    prior = empirical_bayes.fit(drawn, [around])
    assert prior.shape == pytest.approx(0.7, rel=0.06)
    assert prior.shape_power == pytest.approx(0, abs=0.06)
    assert prior.powers[0] == pytest.approx(1, abs=0.06)


def test_a_shape_that_grows_with_the_mean_is_found_again() -> None:
    random = np.random.default_rng(6)
    around = random.gamma(1, 1, 40_000)
    mean = around + 0.1
    shapes = 0.8 * (mean / mean.mean()) ** 0.6
    prior = empirical_bayes.fit(random.poisson(random.gamma(shapes, mean / shapes)), [around])
    assert prior.shape == pytest.approx(0.8, rel=0.06)
    assert prior.shape_power == pytest.approx(0.6, abs=0.06)
    fixed = empirical_bayes.fit(random.poisson(random.gamma(shapes, mean / shapes)), [around], (1, 1), (0, 0))
    assert (fixed.powers, fixed.shape_power) == ((1,), 0)
    assert fixed.shapes == pytest.approx(fixed.shape)


def test_a_busy_cell_in_quiet_surroundings_is_not_drawn_far_below_what_comes() -> None:
    random = np.random.default_rng(7)
    mean = np.repeat([0.03, 1.5], [60_000, 20_000])
    shapes = 0.5 * (mean / mean.mean()) ** 0.6
    true = random.gamma(shapes, mean / shapes)
    counts = random.poisson(true)
    busy = (mean < 1) & (counts >= 2)
    known, of_one_shape = (
        empirical_bayes.levels(counts, empirical_bayes.fit(counts, [mean], shape_powers=limits)).means[busy]
        for limits in ((0, 1), (0, 0))
    )
    assert busy.sum() > 100
    assert known.mean() == pytest.approx(true[busy].mean(), rel=0.15)
    assert of_one_shape.mean() < 0.5 * true[busy].mean()


def test_a_cells_own_accidents_are_not_in_its_neighbourhood() -> None:
    random = np.random.default_rng(8)
    north, east = np.divmod(np.arange(225), 15)
    sites = Sites(17880 + north, 12900 + east)
    counts = random.poisson(0.6, 225) * ((north > 1) & (north < 13) & (east > 1) & (east < 13))
    at = 7 * 15 + 7
    more = counts.copy()
    more[at] += 20
    for metres in (130, 1000):
        before, after = (
            empirical_bayes.neighbourhood(sites, places_of(each, sites, np.random.default_rng(9)), metres)
            for each in (np.where(np.arange(225) == at, 0, counts), np.where(np.arange(225) == at, more, 0))
        )
        assert after[at] == pytest.approx(0, abs=1e-9)
        assert before[at] > 0
        assert after[at + 1] > 0


def test_around_a_lone_accident_only_its_own_cell_expects_nothing() -> None:
    places = Places(np.array([17880]), np.array([12900]), np.array([0.3]), np.array([-0.2]))
    sites = cells.within(places.rows, places.columns)
    around = empirical_bayes.neighbourhood(sites, places, 1000)
    own = sites.find(places.rows, places.columns)
    assert around[own] == pytest.approx(0, abs=1e-12)
    assert (np.delete(around, own) > 0).all()


def test_one_prior_for_all_ranks_like_the_counts(city: tuple[Sites, Places, np.ndarray]) -> None:
    _, _, counts = city
    known = empirical_bayes.levels(counts, empirical_bayes.fit(counts))
    order = np.argsort(-counts, kind="stable")
    assert (np.argsort(-known.means, kind="stable") == order).all()


def test_intervals_hold_the_levels_that_often() -> None:
    random = np.random.default_rng(10)
    expected = random.gamma(1.5, 0.4, 30_000) + 0.01
    true = random.gamma(0.6, expected / 0.6)
    known = empirical_bayes.levels(random.poisson(true), prior_of(expected, 0.6))
    lower, upper = known.interval(0.9)
    assert ((lower <= true) & (true <= upper)).mean() == pytest.approx(0.9, abs=0.01)


def test_too_few_accidents_are_said_to_be_too_few() -> None:
    counts = np.zeros(500, dtype=int)
    counts[:29] = 1
    with pytest.raises(empirical_bayes.TooFewError, match="29 accidents"):
        empirical_bayes.fit(counts)


def test_a_near_and_a_wide_neighbourhood_have_a_power_each(city: tuple[Sites, Places, np.ndarray]) -> None:
    sites, places, counts = city
    near, wide = (
        empirical_bayes.neighbourhood(sites, places, metres) + empirical_bayes.FLOOR * counts.mean()
        for metres in (empirical_bayes.NARROW_METRES, empirical_bayes.WIDE_METRES)
    )
    prior = empirical_bayes.local_fit(sites, places)
    of_near, of_wide = prior.powers
    assert prior.expected == pytest.approx(prior.scale * near**of_near * wide**of_wide)


def test_of_few_accidents_the_shape_lies_where_likelihood_and_its_prior_meet() -> None:
    """30 cells of one accident among 3,000: with one shape and one mean, the best by a search of scipy's."""
    counts = np.zeros(3000, dtype=int)
    counts[:30] = 1
    prior = empirical_bayes.fit(counts, shape_powers=(0, 0))

    def against(log_shape: float) -> float:
        shape = np.exp(log_shape)
        likelihood = stats.nbinom.logpmf(counts, shape, shape / (shape + 0.01)).sum()
        return float(-likelihood - stats.norm.logpdf(log_shape, -1, 1))

    assert prior.expected == pytest.approx(0.01, rel=1e-3)
    assert np.log(prior.shape) == pytest.approx(
        optimize.minimize_scalar(against, bounds=(-6, 6), method="bounded").x, abs=1e-2
    )
