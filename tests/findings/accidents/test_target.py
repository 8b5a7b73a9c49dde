from datetime import datetime
from typing import Any

import pytest
from scipy import stats

from findings.accidents.target import (
    Counted,
    Measure,
    counts_like_target,
    held_against,
    history,
    latest,
    measure,
    predict,
)
from findings.accidents.years import Asked
from queries.accidents import Selection
from stats.accidents.forecast import Prediction, Spread
from tests.findings.accidents.records import CITIES, CITY, PLANS, accidents
from tests.findings.conftest import Given

YEARS = {2019: 4, 2020: 3, 2021: 5}
INDICATOR = {
    "plan_id": "plan",
    "indicator_id": "6-2",
    "measure_id": "6-2",
    "uncertainty": "poisson",
    "target_value": 4.0,
    "target_on": datetime(2024, 12, 31),
    "baseline_on": datetime(2021, 12, 31),
}
NO_DRIFT = Spread(0.0, 0.0)


def edition(given: Given, years: dict[int, int] = YEARS, **tables: list[dict[str, Any]]) -> Any:
    records = [one for year, number in years.items() for one in accidents(number, file_year=year)]
    tables = {
        "city": CITIES,
        "plans": PLANS,
        "measures": [{"plan_id": "plan", "measure_id": "6-2", "field_no": 6, "name": "安全"}],
        "indicators": [INDICATOR],
        "forecast_spread": [{"spread": 0.0, "fall": 0.0}],
        "accidents": records,
        **tables,
    }
    return given(**{name: rows for name, rows in tables.items() if rows})


def test_the_chance_is_that_of_the_targets_year_while_it_lies_ahead(given: Given) -> None:
    newest = latest(edition(given))
    assert newest is not None
    assert (newest.year, newest.count, newest.first_year, newest.first_count) == (2021, 5, 2019, 4)
    assert (newest.target, newest.target_year, newest.baseline_year, newest.plan_year) == (
        4,
        2024,
        2021,
        2022,
    )
    assert newest.chance_year == 2024
    # Without drift the level is Gamma(12, 3): 12 accidents in 3 years.
    assert newest.chance == pytest.approx(stats.nbinom.cdf(4, 12, 3 / 4))


@pytest.mark.parametrize("last", [2024, 2025])
def test_from_the_targets_year_on_it_is_that_of_the_next_year(given: Given, last: int) -> None:
    newest = latest(edition(given, {last - 1: 3, last: 5}))
    assert newest is not None
    assert newest.chance_year == last + 1


@pytest.mark.parametrize(("year", "is_told"), [(2019, True), (2018, False)])
def test_nobody_looks_further_than_five_years(given: Given, year: int, is_told: bool) -> None:
    newest = latest(edition(given, {year: 3}))
    assert newest is not None
    assert (newest.chance is not None) == is_told


@pytest.mark.parametrize(
    "missing", [{"accidents": []}, {"indicators": [INDICATOR | {"uncertainty": "none"}]}, {"indicators": []}]
)
def test_without_records_or_a_target_nothing_is_found(given: Given, missing: dict[str, Any]) -> None:
    assert latest(edition(given, **missing)) is None


def test_only_years_that_tell_motorways_apart_are_counted_and_without_these(given: Given) -> None:
    records = [
        *accidents(3, file_year=2020),
        *accidents(2, file_year=2020, on_motorway=True),
        *accidents(4, file_year=2021),
        *accidents(1, file_year=2021, on_motorway=None),
        *accidents(9, file_year=2020, municipality_code="07342"),
    ]
    assert [(one.year, one.count) for one in history(edition(given, accidents=records))] == [(2020, 3)]


def test_the_nation_stays_where_its_count_is_not_known(given: Given) -> None:
    files = [
        {"reader": reader, "rows_read": rows, "file_name": f"{reader}_{year}.csv"}
        for reader, year, rows in (
            ("honhyo", 2019, 410_000),
            ("kosokuhyo", 2019, 10_000),
            ("honhyo", 2020, 305_000),
            ("kosokuhyo", 2020, 5_000),
        )
    ]
    found = history(edition(given, ingest_files=files))
    assert [one.nation for one in found] == pytest.approx([1, 0.75, 0.75])


def test_the_nations_change_is_taken_out_of_the_years_known() -> None:
    # 100 of 2 and 50 of 1: the same level of 50 for each of the nation's, 150 accidents behind it.
    known = [Counted(2019, 100, 2.0), Counted(2020, 50, 1.0)]
    assert predict(known, 1, NO_DRIFT) == pytest.approx(Prediction(50.0, 150.0))


def test_years_of_none_foretell_nothing() -> None:
    assert predict([Counted(2020, 0, 1.0)], 1, NO_DRIFT) is None


def test_a_selection_counts_like_the_target_only_without_further_conditions() -> None:
    assert counts_like_target(Selection(CITY, years=[2020]))
    assert not counts_like_target(Selection(CITY, with_motorway=True))
    assert not counts_like_target(Selection(CITY, year_basis="occurrence"))
    assert not counts_like_target(Selection(CITY, hours=[8]))


def test_bars_are_held_against_the_target_where_a_year_counts_what_it_counts(given: Given) -> None:
    database, two = edition(given), frozenset({2020, 2021})
    assert held_against(database, Selection(CITY), Asked(two, untold=frozenset({2020}))) == latest(database)
    assert held_against(database, Selection(CITY), Asked(two, untold=two)) is None
    assert held_against(database, Selection(CITY, hours=[8]), Asked(two)) is None


def test_the_measure_is_that_of_the_series_that_counts_accidents(given: Given) -> None:
    fields = [{"plan_id": "plan", "field_no": 6, "name": "安全・安心"}]
    assert measure(edition(given, fields=fields)) == Measure("6-2", "安全")
    other = [INDICATOR | {"uncertainty": "none"}]
    assert measure(edition(given, fields=fields, indicators=other)) is None
