from collections.abc import Collection
from dataclasses import replace

import pandas as pd
import pytest
from scipy import stats

from findings.accidents.cells import CellName
from findings.accidents.ground import Gazetteer, Ground
from findings.accidents.hotspots import Expectation, Hotspots
from findings.accidents.spot import Halving, Level, Spot, can_be_asked, counted_level, expected_level, spot
from findings.accidents.traits import Compared
from findings.accidents.years import Asked, YearCount
from queries.accidents import Selection
from tests.findings.conftest import Given

CELL, OTHER = "5540726922", "5540726921"
EVERY = Selection("07207", with_motorway=True)
KNOWN = Expectation(CellName(CELL), rank=1, accidents=2, expected=0.8, lower=0.3, upper=1.5, chance=0.5)
YEARS = (YearCount(2020, 3, 0, 0, 3), YearCount(2021, 5, 0, 0, 5))


def edition_of(given: Given, *accidents: dict[str, object]) -> object:
    return given(
        city=[{"municipality_code": "07207"}],
        accidents=[
            {
                "accident_id": str(number),
                "file_year": 2020,
                "occurred_at": pd.Timestamp(2020, 5, number + 1, 8),
                "prefecture_code": "07",
                "municipality_code": "07207",
                "fatal": False,
                "deaths": 0,
                "injuries": 2,
                "mesh_250m": CELL,
                "on_motorway": False,
                "accident_type_code": "21",
                "road_shape_code": "01",
                "weather_code": "1",
                "day_night_code": "12",
            }
            | accident
            for number, accident in enumerate(accidents)
        ],
        municipalities=[{"municipality_code": "07342", "name": "鏡石町"}],
    )


def found(edition: object, selection: Selection = EVERY, *, incomplete: Collection[int] = ()) -> Spot:
    asked: list[Selection] = []

    def hotspots(of: Selection) -> Hotspots:
        asked.append(of)
        return Hotspots((KNOWN,), 2)

    years = Asked(frozenset({2020, 2021}), frozenset(incomplete))
    one = spot(edition, selection, Gazetteer(()), CELL, asked=years, hotspots=hotspots)
    assert asked == [selection] * (one.expected is not None)
    return one


def test_a_cell_is_counted_whosever_its_accidents_are(given: Given) -> None:
    edition = edition_of(
        given,
        {},
        {"fatal": True, "deaths": 1, "injuries": 0},
        {"municipality_code": "07342"},
        {"mesh_250m": OTHER, "file_year": 2021},
    )
    one = found(edition)
    assert (len(one.records), one.fatal, one.injuries) == (3, 1, 4)
    assert one.of_others == {"鏡石町": 1}
    assert [record.occurred_at.day for record in one.records if record.occurred_at] == [3, 2, 1]
    assert [(year.year, year.accidents) for year in one.years] == [(2020, 3), (2021, 0)]
    assert one.a_year == 1.5
    assert one.expected == Level(0.8, 0.3, 1.5, is_expected=True)


def test_a_cell_without_accidents_expects_nothing(given: Given) -> None:
    one = found(edition_of(given, {"mesh_250m": OTHER}))
    assert one.records == ()
    assert one.expected is None


def test_of_chosen_years_that_are_not_whole_nothing_is_expected(given: Given) -> None:
    edition = edition_of(given, {})
    chosen = replace(EVERY, years=[2020])
    assert found(edition, chosen, incomplete={2020}).expected is None
    assert found(edition, chosen).expected is not None
    assert found(edition, incomplete={2020}).expected is not None


def test_a_cell_is_the_citys_that_it_touches_or_has_an_accident_in() -> None:
    city = Ground("", (), frozenset({CELL[:8]}), Gazetteer(()))
    assert can_be_asked(city, [], CELL)
    assert can_be_asked(city, ["5540638411"], "5540638411")
    assert not can_be_asked(city, [CELL], "5540638411")


def test_a_cell_outside_the_interval_has_no_level() -> None:
    assert expected_level(None) is None
    assert expected_level(replace(KNOWN, lower=None, upper=None)) is None
    assert expected_level(KNOWN) == Level(0.8, 0.3, 1.5, is_expected=True)


def test_the_mean_of_years_has_its_exact_interval() -> None:
    level = counted_level(YEARS)
    assert level.rate == 4
    assert level.low == pytest.approx(stats.gamma.ppf(0.025, 8) / 2)
    assert level.high == pytest.approx(stats.gamma.ppf(0.975, 9) / 2)
    assert not level.is_expected


def test_a_halving_rests_on_what_is_expected_where_that_is_known() -> None:
    one = Spot(CellName(CELL), (), YEARS, Compared(0, True, ()), {}, None)
    assert one.halving is not None
    assert one.halving.level == counted_level(YEARS)
    expected = Level(0.8, 0.3, 1.5, is_expected=True)
    better = replace(one, expected=expected).halving
    assert better is not None
    assert better.level == expected
    assert replace(one, years=()).halving is None
    assert replace(one, years=()).a_year is None


def test_years_to_confirm_a_halving_are_rounded_up_and_end_at_fifty() -> None:
    found = Halving(Level(2.0, 0.4, 4.0, is_expected=True), events=21.886)
    assert (found.years, found.soonest, found.latest) == (11, 6, None)
    at_the_end = Halving(Level(0.5, 0.0, 1.0, is_expected=False), events=25.0)
    assert (at_the_end.years, at_the_end.soonest, at_the_end.latest) == (50, 25, None)
