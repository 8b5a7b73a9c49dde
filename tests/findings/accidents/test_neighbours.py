import math

import pytest
from scipy import stats

from findings.accidents.neighbours import Place, alone, change, compare
from queries.accidents import Selection
from tests.findings.accidents.records import CITIES, CITY, EDITIONS, PLANS, accidents
from tests.findings.conftest import Given

TOWN, FAR, ABROAD = "07342", "07203", "08201"
HERE, BESIDE, AWAY = "56401234", "56401235", "56401299"
NAMED = [
    {"municipality_code": CITY, "name": "中央市", "people": 500},
    {"municipality_code": TOWN, "name": "隣町", "people": None},
]


def edition(given: Given, numbers: dict[tuple[str, int], int]) -> object:
    cells = {CITY: HERE, TOWN: BESIDE, FAR: AWAY, ABROAD: BESIDE}
    records = [
        one
        for (code, year), number in numbers.items()
        for one in accidents(number, file_year=year, municipality_code=code, mesh_1km=cells[code])
    ]
    return given(
        edition=EDITIONS,
        city=CITIES,
        plans=PLANS,
        areas=[{"mesh_code": HERE, "share_inside": 1.0}],
        municipalities=NAMED,
        forecast_spread=[{"spread": 0.01, "fall": 0.2}],
        accidents=records,
    )


COUNTS = {
    (CITY, 2019): 4,
    (CITY, 2020): 6,
    (CITY, 2021): 10,
    (TOWN, 2020): 2,
    (FAR, 2019): 20,
    (FAR, 2020): 18,
    (FAR, 2021): 20,
    (ABROAD, 2021): 7,
}


def test_the_city_its_neighbours_and_the_rest_of_its_prefecture(given: Given) -> None:
    found = compare(edition(given, COUNTS), Selection(CITY), {2021, 2019, 2020})
    assert found is not None
    assert (found.newest_year, found.earlier_years) == (2021, (2019, 2020))
    assert [(one.place, one.name, one.counts) for one in found.changes] == [
        (Place.CITY, "中央市", (4, 6, 10)),
        (Place.NEIGHBOUR, "隣町", (0, 2, 0)),
        (Place.REST, "東県", (20, 20, 20)),
    ]
    city, town, rest = found.changes
    assert (city.ratio, city.earlier_mean, city.newest, city.per_1000) == (2.0, 5.0, 10, 20.0)
    assert town.per_1000 is None
    assert (found.city, found.rest) == (city, rest)
    assert city.chance is not None
    assert 0.05 < city.chance < 0.5
    assert rest.chance is None


def test_a_year_without_an_accident_of_the_others_tells_no_chance(given: Given) -> None:
    numbers = {key: number for key, number in COUNTS.items() if key[0] == CITY} | {(FAR, 2019): 3}
    found = compare(edition(given, numbers), Selection(CITY), {2019, 2020, 2021})
    assert found is not None
    assert found.city.chance is None


def test_conditions_hold_for_all_and_a_city_alone_has_no_rest(given: Given) -> None:
    records = {key: number for key, number in COUNTS.items() if key[0] == CITY}
    found = compare(edition(given, records), Selection(CITY, hours=[8]), {2019, 2020})
    assert found is not None
    assert found.rest is None
    assert found.is_alone
    assert found.city.counts == (0, 0)


def test_one_year_is_no_comparison(given: Given) -> None:
    assert compare(edition(given, COUNTS), Selection(CITY), {2021}) is None
    assert alone("中央市", {2021: 3}) is None
    found = alone("中央市", {2021: 3, 2019: 1})
    assert found is not None
    assert (found.years, found.city.counts, found.rest) == ((2019, 2021), (1, 3), None)


def test_the_interval_of_a_ratio_is_exact() -> None:
    found = change("市", Place.CITY, [107, 81, 112])
    assert found.ratio == pytest.approx(112 / 94)
    # Given 300 accidents, the newest year's are binomial; the bounds of its share become those of the ratio.
    low, high = stats.beta.ppf(0.025, 112, 189), stats.beta.ppf(0.975, 113, 188)
    assert (found.low, found.high) == pytest.approx((2 * low / (1 - low), 2 * high / (1 - high)))


def test_a_place_without_earlier_accidents_has_no_ratio() -> None:
    assert change("村", Place.NEIGHBOUR, [0, 0, 4]).ratio is None
    assert math.isinf(change("村", Place.NEIGHBOUR, [0, 0, 4]).high)
    none = change("村", Place.NEIGHBOUR, [0, 0])
    assert (none.ratio, none.low, none.high) == (None, 0.0, math.inf)
