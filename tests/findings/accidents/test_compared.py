"""From an edition of a few accidents to the cells compared, and what is counted and found in them."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from findings.accidents.compared import Compared, compared, located
from findings.accidents.ground import Gazetteer, Place, ground
from findings.accidents.hotspots import counts, expected
from findings.accidents.rankings import clusters, density, rankings
from queries import Connection
from queries.accidents import Selection
from stats import mesh
from tests.findings.conftest import Given

CELL, BESIDE, FAR = "5540726922", "5540726924", "5540620011"
EVERY = Selection("07207", with_motorway=True)
STATION = (Place("駅", 37.300335, 140.372014, True, "ekidata"),)


def edition_of(given: Given, cells: Sequence[str], **first: object) -> Connection:
    """Return an edition with an accident of the city in each cell; `first` changes the first accident."""
    accidents = [
        {
            "accident_id": f"{number:03}",
            "file_year": 2020 + number % 2,
            "occurred_at": pd.Timestamp(2020 + number % 2, 5, 1, 8),
            "prefecture_code": "07",
            "municipality_code": "07207",
            "fatal": False,
            "deaths": 0,
            "injuries": 1,
            "latitude": mesh.middle(cell)[1],
            "longitude": mesh.middle(cell)[0],
            "mesh_1km": cell[:8],
            "mesh_250m": cell,
            "on_motorway": False,
        }
        for number, cell in enumerate(cells)
    ]
    accidents[0] |= first
    return given(
        city=[{"municipality_code": "07207"}],
        areas=[
            {"mesh_code": "55407269", "share_inside": 0.5},
            {"mesh_code": "55407268", "share_inside": 0.4},
        ],
        accidents=accidents,
        top_ten_calibration=[
            {
                "a": 1.0,
                "b": 1.0,
                "c": 0.0,
                "first_year": 2019,
                "last_year": 2021,
                "municipalities": 1,
                "cells": 1,
            }
        ],
        fatal_share=[{"alike": 150.0, "first_year": 2019, "last_year": 2021, "accidents": 1, "fatal": 1}],
    )


def of(edition: Connection) -> Compared:
    return compared(edition, replace(ground(edition), names=Gazetteer(STATION)))


def test_the_citys_cells_are_half_in_it_or_have_an_accident_of_its_own(given: Given) -> None:
    own, other = "5540726822", "5540726811"
    city = of(edition_of(given, [other, CELL, own], municipality_code="07342"))
    assert [code for code in city.codes if not code.startswith("55407269")] == [own]
    assert sum(code.startswith("55407269") for code in city.codes) == 16
    assert len(city.sites) > len(city.codes)  # all within 1 km are compared
    assert len(city.city_sites) == len(city.codes)
    assert [name.cell for name in city.names] == list(city.codes)
    assert city.names[city.codes.index(CELL)].place == "駅"


def test_accidents_are_located_whosever_they_are(given: Given) -> None:
    edition = edition_of(given, [CELL, CELL, BESIDE], municipality_code="07342", fatal=True)
    where = located(edition, EVERY.in_cells([BESIDE]))
    assert (where.severity.accidents, where.severity.fatal) == (3, 1)
    assert where.years == 2
    assert np.allclose([where.places.north, where.places.east], 0, atol=1e-6)
    assert located(edition, replace(EVERY, years=[2020])).years == 1
    assert located(edition, replace(EVERY, severity="fatal")).severity.accidents == 1


def test_counts_are_summed_over_larger_cells_the_most_first(given: Given) -> None:
    edition = edition_of(given, [CELL, BESIDE, CELL, "5540726911"], fatal=True)
    small, *others = counts(edition, of(edition), EVERY)
    assert (small.name.cell, small.accidents, small.fatal_accidents) == (CELL, 2, 1)
    assert [cell.name.cell for cell in others] == ["5540726911", BESIDE]
    assert [(cell.name.cell, cell.accidents) for cell in counts(edition, of(edition), EVERY, digits=9)] == [
        (CELL[:9], 3),
        ("554072691", 1),
    ]
    (whole,) = counts(edition, of(edition), EVERY, digits=8)
    assert (whole.name.cell, whole.accidents, whole.fatal_accidents) == ("55407269", 4, 1)
    assert counts(edition, of(edition), replace(EVERY, hours=[3])) == ()


def test_the_density_of_one_accident_is_that_of_the_normal_distribution(given: Given) -> None:
    edition = edition_of(given, [CELL, FAR])
    first, *others = density(edition, of(edition), EVERY.in_cells([CELL]), 250.0)
    assert first.name.cell in {CELL, FAR}
    assert first.density == pytest.approx(1e6 / (2 * math.pi * 250**2) / 2, rel=1e-4)  # over two years
    assert all(cell.density >= 0.02 * first.density for cell in others)
    values = [cell.density for cell in others]
    assert values == sorted(values, reverse=True)


def test_where_accidents_lie_together_is_found_only_with_enough_of_them(given: Given) -> None:
    edition = edition_of(given, [CELL] * 40)
    found = clusters(edition, of(edition), EVERY)
    assert not found.possible  # among fifteen cells nothing can be
    assert found.found == ()
    # Of the sixteen in the 1 km cell, the north-western corner is 1,080 m from the accidents.
    assert found.compared == len(of(edition).codes) == 15


def test_with_fewer_than_thirty_accidents_nothing_is_expected(given: Given) -> None:
    edition = edition_of(given, [CELL] * 20 + [BESIDE] * 9)
    assert expected(edition, of(edition), EVERY) is None


def test_from_thirty_accidents_on_cells_are_expected_and_ranked(given: Given) -> None:
    edition = edition_of(given, [CELL] * 20 + [BESIDE] * 10, fatal=True)
    known = expected(edition, of(edition), EVERY)
    assert known is not None
    assert known.years == 2
    assert [(cell.name.cell, cell.accidents) for cell in known.top[:2]] == [(CELL, 20), (BESIDE, 10)]
    ranked = rankings(edition, of(edition), EVERY, 10.0, known)
    assert ranked is not None
    assert (ranked.severity.accidents, ranked.severity.fatal, ranked.alike) == (30, 1, 150)
    assert [cell.by_count for cell in ranked.cells[:3]] == [1, 2, None]
    assert all(cell.by_z is None for cell in ranked.cells)
