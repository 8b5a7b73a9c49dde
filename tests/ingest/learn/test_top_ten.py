"""What came of the chances of the top ten, by hand."""

import numpy as np
import pytest

from ingest.learn import nation, top_ten
from ingest.learn.top_ten import Foretold
from ingest.learn.trials import EXAMINATION, Trial
from stats.accidents import cells
from stats.accidents.cells import Places, Sites
from tests.ingest.learn.conftest import MakeNation


def foretold(prefectures: list[int], chances: list[float], came: list[float]) -> Foretold:
    """Return cells whose municipality has the number of its prefecture."""
    return Foretold(np.array(prefectures), np.array(prefectures), np.array(chances), np.array(came))


def test_equal_counts_at_the_tenth_place_share_it() -> None:
    came = top_ten.among_top(np.array([5, 4, 3, 3, 3, 3, 3, 3, 2, 1, 1, 1, 0]))
    assert came.tolist() == [1] * 9 + [pytest.approx(1 / 3)] * 3 + [0]


def test_a_cell_belongs_where_most_of_its_accidents_do_or_the_nearest_one() -> None:
    rows, columns = np.array([17900] * 6), np.array([12920, 12920, 12920, 12924, 12926, 12926])
    places = Places(rows, columns, np.zeros(6), np.zeros(6))
    sites = Sites(np.array([17900] * 7), np.arange(12920, 12927))
    asked = Trial(sites, places, sites.count(rows, columns), np.zeros(7, dtype=int), 0)
    owners = top_ten.owners_of(asked, np.array([7201, 7202, 7202, 7203, 7204, 7205]))
    assert owners[[0, 3, 4]].tolist() == [7202, 7203, 7203]
    assert owners[6] == 7205  # of equally many the larger code


def test_chances_are_told_of_ranked_municipalities_off_motorways(make_nation: MakeNation) -> None:
    with nation.opened(make_nation(), {2019, 2020, 2021}) as connection:
        records = nation.records(connection, "07")
    found = top_ten.foretold(3, records)
    assert set(found.municipalities.tolist()) == {7201, 7202}
    assert set(found.prefectures.tolist()) == {3}
    assert found.chances.sum() == pytest.approx(20, abs=0.5)  # ten of each municipality
    assert found.came.sum() == pytest.approx(20)
    few = records.where(np.arange(len(records.years)) % 10 == 0)
    with pytest.raises(ValueError, match="accidents are too few"):
        top_ten.foretold(3, few)
    every = records._replace(on_motorway=np.zeros(len(records.years), dtype=bool))
    sites = cells.within(*cells.indices(every.cells[np.isin(every.years, EXAMINATION.earlier)]))
    assert len(found.chances) <= len(sites)


def test_each_half_of_the_prefectures_is_corrected_by_the_other() -> None:
    random = np.random.default_rng(4)
    chances = random.uniform(0.05, 0.95, 8000)
    prefectures = np.repeat([2, 5, 7, 9], 2000)
    odd = np.isin(prefectures, [2, 7])  # the first and the third
    came = (random.uniform(size=8000) < np.where(odd, chances, chances / 2)).astype(float)
    corrected = top_ten.corrected(Foretold(prefectures, prefectures, chances, came))
    assert corrected[~odd] == pytest.approx(chances[~odd], abs=0.08)
    assert corrected[odd] == pytest.approx(chances[odd] / 2, abs=0.08)


def test_bands_tell_what_was_foretold_and_what_came() -> None:
    found = foretold([1, 1, 2, 2, 3], [0.0, 0.2, 0.3, 0.4, 0.9], [0, 1, 0, 1, 1])
    first, second, last = top_ten.bands(found, found.chances)
    assert first == (0, 10.0, 50.0, 2, 1.0)  # one municipality, so that its sum is one error
    assert second[:4] == (20, 35.0, 50.0, 2)
    assert last == (80, 90.0, 100.0, 1, 1.0)
    assert next(iter(top_ten.reliability(found))).keys() == {"least_pct", "foretold_pct", "came_pct", "cells"}


def test_the_errors_of_municipalities_add_up_as_independent_ones() -> None:
    found = foretold([1, 1, 2, 3], [0.5, 0.5, 0.5, 0.5], [1, 1, 0, 1])
    (band,) = top_ten.bands(found, found.chances)
    assert band.standard_errors == pytest.approx(1 / np.sqrt(1 + 0.25 + 0.25), abs=0.005)
