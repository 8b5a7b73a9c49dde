import dataclasses
from dataclasses import replace

import pytest
from scipy import stats

from findings.accidents.outlook import Learnt, Pair, Past, by_size, coverage, foretold, learnt, outlook
from findings.accidents.reliability import Cell
from stats.intervals import wilson_interval
from tests.findings.accidents.test_target import edition
from tests.findings.conftest import Given

PAIRS = [
    Pair(2019, 2020, 0.8, 100, 299, 300, 80.0, 40.0, None),
    Pair(2019, 2020, 0.8, 1000, None, 100, 90.0, 10.0, None),
    Pair(2020, 2021, 0.98, 100, 299, 100, 84.0, 80.0, 82.0),
    Pair(2020, 2021, 0.98, 1000, None, 100, 88.0, 90.0, 66.0),
    Pair(2019, 2021, 0.78, 100, 299, 300, 81.0, 40.0, 20.0),
]
CELL = Cell(
    100,
    112,
    None,
    -15,
    1,
    9,
    50,
    came_pct=40,
    chance_pct=28,
    error_pct=4,
    alone_chance_pct=49,
    alone_error_pct=3,
)


def test_a_forecast_goes_up_to_the_targets_year_and_is_tried_on_the_past(given: Given) -> None:
    found = outlook(edition(given, {2019: 5, 2020: 2, 2021: 5}))
    assert found is not None
    assert [(one.year, one.from_year, one.count) for one in found.past] == [(2020, 2019, 2), (2021, 2020, 5)]
    assert [one.year for one in found.ahead] == [2022, 2023, 2024]
    assert [one.chance is None for one in found.ahead] == [True, True, False]
    # Without drift the level is Gamma(12, 3); at most a tenth lies on either side.
    count = stats.nbinom(12, 3 / 4)
    assert (found.ahead[0].lower, found.ahead[0].upper) == (count.ppf(0.1), count.ppf(0.9))
    before = stats.nbinom(5, 1 / 2)
    assert (found.past[0].lower, found.past[0].upper) == (before.ppf(0.1), before.ppf(0.9))
    assert (found.target, found.target_year, found.trend, found.drift) == (4, 2024, None, 0)


def test_without_a_target_only_the_next_year_is_foretold(given: Given) -> None:
    found = outlook(edition(given, {2019: 5, 2021: 5}, indicators=[]))
    assert found is not None
    assert [(one.year, one.chance) for one in found.ahead] == [(2022, None)]
    assert [(one.year, one.from_year) for one in found.past] == [(2021, 2019)]


@pytest.mark.parametrize(("counts", "is_told"), [(range(2, 8), True), (range(2, 7), False)])
def test_a_trend_needs_six_years(given: Given, counts: range, is_told: bool) -> None:
    records = {2016 + step: count for step, count in enumerate(counts)}
    found = outlook(edition(given, records))
    assert found is not None
    assert (found.trend is not None) == is_told
    assert found.trend is None or found.trend.change > 0


def test_the_drift_is_that_of_the_newest_count(given: Given) -> None:
    found = outlook(edition(given, {2020: 1, 2021: 4}, forecast_spread=[{"spread": 0.01, "fall": 0.5}]))
    assert found is not None
    assert found.drift == pytest.approx(0.01 * (4 / 100) ** -0.5)


def test_the_ends_of_an_interval_belong_to_it() -> None:
    assert [Past(2021, 2020, 62, 112, count).held for count in (61, 62, 112, 113)] == [
        False,
        True,
        True,
        False,
    ]


def test_shares_by_size_are_weighted_by_municipalities() -> None:
    small, large = by_size(PAIRS[:4])
    assert (small.least, small.most, small.pairs, small.municipalities) == (100, 299, 400, 300)
    assert small.covered_pct == pytest.approx((300 * 80 + 100 * 84) / 400)
    assert small.uncorrected_pct == pytest.approx((300 * 40 + 100 * 80) / 400)
    assert (large.least, large.most, large.municipalities) == (1000, None, 100)
    # 89 of 100: chance is that of the municipalities of one pair of years, not of all pairs.
    bounds = wilson_interval(89, 100)
    assert (large.lower_pct, large.upper_pct) == pytest.approx((100 * bounds.lower, 100 * bounds.upper))


def test_foretold_are_the_newest_forecasts_for_a_next_year() -> None:
    assert [(one.first_year, one.least, one.covered_pct) for one in foretold(PAIRS)] == [
        (2020, 100, 82.0),
        (2020, 1000, 66.0),
    ]
    assert foretold([replace(one, foretold_pct=None) for one in PAIRS]) == []
    older = replace(PAIRS[0], foretold_pct=50.0)
    assert [one.last_year for one in foretold([older, *PAIRS[2:]])] == [2021, 2021]


def test_coverage_and_its_origin_are_read(given: Given) -> None:
    rows = [dataclasses.asdict(one) for one in PAIRS[:2]]
    origin = {
        "first_year": 2019,
        "last_year": 2024,
        "municipalities": 1717,
        "is_shipped": True,
        "source_id": "npa",
    }
    database = given(forecast_coverage=rows, forecast_spread=[origin])
    found = coverage(database)
    assert found.pairs == tuple(PAIRS[:2])
    assert (found.foretold, found.foretold_years) == ((), None)
    assert learnt(database) == Learnt(2019, 2024, 1717, True, "npa")


def test_a_cell_is_missed_beyond_three_errors_and_judged_from_fifty() -> None:
    assert (CELL.is_judged, CELL.missed, CELL.missed_alone) == (True, False, False)
    assert replace(CELL, came_pct=40.1).missed
    assert replace(CELL, chance_pct=52.1).missed
    assert replace(CELL, alone_chance_pct=49.1).missed_alone
    few = replace(CELL, municipalities=49, came_pct=90, alone_chance_pct=0)
    assert (few.is_judged, few.missed, few.missed_alone) == (False, False, False)
