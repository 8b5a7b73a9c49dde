import numpy as np
import pytest

from stats.accidents import cells, empirical_bayes, hotspots
from stats.accidents.cells import Places, Sites
from stats.accidents.top_ten import Calibration

AS_FORETOLD = Calibration(1, 1, 0)
ALIKE = 150.0


@pytest.fixture(scope="module")
def town() -> tuple[Sites, Places]:
    """900 accidents, most of them around one crossing."""
    random = np.random.default_rng(21)
    rows = np.clip(17900 + np.rint(random.normal(0, 5, 900)), 17880, 17920).astype(int)
    columns = np.clip(12920 + np.rint(random.normal(0, 5, 900)), 12900, 12940).astype(int)
    return cells.within(rows, columns), Places(rows, columns, *random.uniform(-0.5, 0.5, (2, 900)))


def split(places: Places, positions: slice) -> Places:
    return Places(*(getattr(places, name)[positions] for name in ("rows", "columns", "north", "east")))


def test_expected_accidents_of_a_year_sum_to_those_counted(town: tuple[Sites, Places]) -> None:
    sites, places = town
    found = hotspots.expected_per_year(sites, places, 3, np.arange(len(sites)), AS_FORETOLD, top=10)
    assert found.levels.means.sum() == pytest.approx(300, rel=0.05)
    assert found.counts.sum() == 900
    assert found.chances.sum() == pytest.approx(10, abs=0.01)


def test_the_top_is_sought_among_the_compared_cells_only(town: tuple[Sites, Places]) -> None:
    sites, places = town
    some = np.arange(0, len(sites), 3)
    everywhere = hotspots.expected_per_year(sites, places, 3, np.arange(len(sites)), AS_FORETOLD, top=10)
    found = hotspots.expected_per_year(sites, places, 3, some, AS_FORETOLD, top=10)
    assert found.levels.means == pytest.approx(everywhere.levels.means[some])
    assert found.chances.sum() == pytest.approx(10, abs=0.01)


def test_chances_are_corrected_and_never_rise_with_the_rank(town: tuple[Sites, Places]) -> None:
    sites, places = town
    every = np.arange(len(sites))
    plain = hotspots.expected_per_year(sites, places, 3, every, AS_FORETOLD, top=10)
    lower = hotspots.expected_per_year(sites, places, 3, every, Calibration(1, 1, -0.5), top=10)
    assert (np.diff(plain.chances[np.argsort(-plain.levels.means, kind="stable")]) <= 0).all()
    odds = plain.chances / (1 - plain.chances)
    assert lower.chances / (1 - lower.chances) == pytest.approx(odds * np.exp(-0.5))


def test_without_weight_deaths_count_like_other_accidents(town: tuple[Sites, Places]) -> None:
    sites, places = town
    every = np.arange(len(sites))
    fatal = split(places, slice(860, 900))
    once = hotspots.weighted_per_year(sites, places, fatal, 3, every, 1, ALIKE)
    assert once == pytest.approx(
        hotspots.expected_per_year(sites, places, 3, every, AS_FORETOLD, top=10).levels.means
    )
    tenfold = hotspots.weighted_per_year(sites, places, fatal, 3, every, 10, ALIKE)
    assert tenfold.sum() - once.sum() == pytest.approx(9 * 40 / 3, rel=0.1)


def test_a_single_death_moves_its_own_cell_up(town: tuple[Sites, Places]) -> None:
    sites, places = town
    every = np.arange(len(sites))
    fatal = split(places, slice(899, 900))
    plain = hotspots.expected_per_year(sites, places, 3, every, AS_FORETOLD, top=10).levels.means
    grown = hotspots.weighted_per_year(sites, places, fatal, 3, every, 50, ALIKE) / plain
    assert grown.argmax() == sites.find(fatal.rows, fatal.columns)[0]
    assert grown.max() < 1 + 49 * 2 / ALIKE  # one death among 150 accidents, and the share everywhere


@pytest.mark.parametrize("deaths", [0, 900])
def test_where_no_accident_or_every_one_is_fatal_a_weight_changes_no_rank(
    deaths: int, town: tuple[Sites, Places]
) -> None:
    sites, places = town
    every = np.arange(len(sites))
    weighted = hotspots.weighted_per_year(sites, places, split(places, slice(0, deaths)), 3, every, 50, ALIKE)
    plain = hotspots.expected_per_year(sites, places, 3, every, AS_FORETOLD, top=10).levels.means
    assert weighted == pytest.approx(plain * (50 if deaths else 1))


def test_a_share_of_fatal_accidents_is_seen_with_average_ones() -> None:
    shares = hotspots.fatal_share(np.array([0, 50, 50, 150]), np.array([0, 0, 4, 30]), 0.02, 150)
    assert shares == pytest.approx([0.02, 3 / 200, 7 / 200, 33 / 300])


def test_how_far_shares_scatter_is_found_again() -> None:
    """Beta shares worth 40 accidents around 0.05 and 0.2; the standard error of the estimate is about 3 %."""
    random = np.random.default_rng(8)
    around = np.repeat([0.05, 0.2], 10_000)
    accidents = random.integers(1, 60, len(around))
    fatal = random.binomial(accidents, random.beta(40 * around, 40 * (1 - around)))
    assert hotspots.likeliest_alike(accidents, fatal, around) == pytest.approx(40, rel=0.1)


def test_too_few_accidents_are_refused(town: tuple[Sites, Places]) -> None:
    sites, places = town
    with pytest.raises(empirical_bayes.TooFewError):
        hotspots.expected_per_year(
            sites, split(places, slice(0, 12)), 3, np.arange(len(sites)), AS_FORETOLD, top=10
        )


def test_density_integrates_to_the_number_of_accidents() -> None:
    rows, columns = np.array([17900] * 7), np.array([12920] * 7)
    places = Places(rows, columns, np.full(7, 0.2), np.zeros(7))
    sites = cells.within(rows, columns)
    size = cells.METRES_NORTH * float(cells.metres_east(17900)) / 1e6
    assert (hotspots.density(sites, places, 250) * size).sum() == pytest.approx(7, rel=0.01)


def test_equal_values_share_the_better_rank() -> None:
    assert hotspots.ranks(np.array([2.0, 5.0, 2.0, 1.0])).tolist() == [2, 1, 2, 4]
