"""The police files of 2019–2021 (all Japan) and the 2022 layout, against numbers known from elsewhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import duckdb
import numpy as np
import pandas as pd
import pytest
from jismesh.utils import to_meshcode

from ingest import police
from ingest.learn import backtest, definitions, fatal_share, forecast, top_ten
from ingest.learn import nation as learning
from ingest.learn.top_ten import Foretold
from ingest.learn.trials import CHOICE, EXAMINATION, trial
from queries import editions
from stats.accidents.top_ten import Calibration

PROJECT = Path(__file__).parents[2]
YEARS = [2019, 2020, 2021]
SUKAGAWA = "municipality_code = '07207'"


def _load(path: Path, scope: Literal["city", "prefecture", "nation"]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute((PROJECT / "ingest" / "schema.sql").read_text(encoding="utf-8"))
    police.load_codes(connection, PROJECT / "data")
    police.read_police(
        connection, path, scope=scope, municipality_code="07207", is_sample=False, progress=lambda _: None
    )
    return connection


@pytest.fixture(scope="module")
def nation(nation_edition: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with editions.opened(nation_edition) as connection:
        yield connection


@pytest.fixture(scope="module")
def city(npa: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with _load(npa, "city") as connection:
        yield connection


@pytest.fixture(scope="module")
def layout_2022(npa: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with _load(npa / "layout_2022", "nation") as connection:
        yield connection


def fetch(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def test_every_row_is_accounted_for(nation: duckdb.DuckDBPyConnection) -> None:
    assert fetch(
        nation,
        "select file_name, rows_read, rows_loaded, rows_rejected from ingest_files"
        " where reader in ('honhyo', 'hojuhyo', 'kosokuhyo') order by file_name",
    ) == [
        ("hojuhyo_2019.csv.gz", 88961, 88939, 22),
        ("hojuhyo_2020.csv.gz", 66332, 66324, 8),
        ("hojuhyo_2021.csv.gz", 62694, 62688, 6),
        ("honhyo_2019.csv.gz", 381163, 381163, 0),
        ("honhyo_2020.csv.gz", 309137, 309137, 0),
        ("honhyo_2021.csv.gz", 305164, 305164, 0),
        ("kosokuhyo_2019.csv.gz", 7094, 7094, 0),
        ("kosokuhyo_2020.csv.gz", 4649, 4647, 2),
        ("kosokuhyo_2021.csv.gz", 4863, 4863, 0),
    ]


def test_rejected_rows_are_those_without_a_main_form(nation: duckdb.DuckDBPyConnection) -> None:
    assert fetch(nation, "select distinct reason from rejected_rows") == [("本票が見つかりません",)]
    found, read = fetch(
        nation, "select sum(rows_loaded), sum(rows_read) from ingest_files where reader = 'hojuhyo'"
    )[0]
    assert round(100 * found / read, 2) == 99.98


def test_what_is_rejected_does_not_depend_on_the_scope(
    nation: duckdb.DuckDBPyConnection, city: duckdb.DuckDBPyConnection
) -> None:
    query = "select * from rejected_rows order by file_name, line"
    assert fetch(city, query) == fetch(nation, query)


@pytest.mark.parametrize("scope", ["city", "nation"])
def test_sukagawa_by_file_year(scope: str, request: pytest.FixtureRequest) -> None:
    connection = request.getfixturevalue(scope)
    assert fetch(
        connection,
        "select file_year, count(*), count_if(fatal), sum(deaths), sum(injuries), count_if(not on_motorway)"
        f" from accidents where {SUKAGAWA} group by file_year order by file_year",
    ) == [(2019, 110, 3, 3, 134, 107), (2020, 81, 7, 7, 79, 81), (2021, 113, 4, 4, 126, 112)]


def test_city_scope_holds_the_city_only(city: duckdb.DuckDBPyConnection) -> None:
    assert fetch(city, f"select count(*) from accidents where not {SUKAGAWA}") == [(0,)]


def test_sukagawa_by_year_of_occurrence(nation: duckdb.DuckDBPyConnection) -> None:
    assert fetch(
        nation,
        f"select year(occurred_at), count(*) from accidents where {SUKAGAWA} group by all order by all",
    ) == [(2018, 3), (2019, 110), (2020, 79), (2021, 112)]


def test_sukagawa_with_a_party_of_75_and_over(nation: duckdb.DuckDBPyConnection) -> None:
    assert fetch(
        nation,
        "select file_year, count(distinct accident_id)"
        " from accidents inner join accident_people using (accident_id)"
        f" where {SUKAGAWA} and age_code = '75' and party_order <= 2 group by file_year order by file_year",
    ) == [(2019, 20), (2020, 18), (2021, 16)]


def test_narrow_roads_of_all_japan(nation: duckdb.DuckDBPyConnection) -> None:
    assert fetch(
        nation,
        "select file_year, count(*), sum(deaths) from accidents where road_width_code in ('01', '02', '11')"
        " group by file_year order by file_year",
    ) == [(2019, 65175, 391), (2020, 51448, 355), (2021, 51121, 330)]


def test_year_of_occurrence_in_the_file_of_2021(nation: duckdb.DuckDBPyConnection) -> None:
    assert fetch(
        nation,
        "select year(occurred_at), count(*) from accidents where file_year = 2021 group by all order by all",
    ) == [(2016, 1), (2017, 3), (2018, 7), (2019, 28), (2020, 8069), (2021, 297056)]


def test_every_time_is_possible_and_few_places_are_missing_or_far(nation: duckdb.DuckDBPyConnection) -> None:
    assert fetch(
        nation,
        "select file_name, kind, rows from ingest_findings"
        " where kind not in ('unknown_code', 'skipped_file', 'misnamed_file') order by all",
    ) == [
        ("honhyo_2019.csv.gz", "far_coordinates", 28),
        ("honhyo_2020.csv.gz", "far_coordinates", 3),
        ("honhyo_2021.csv.gz", "far_coordinates", 6),
        ("honhyo_2021.csv.gz", "no_coordinates", 1),
    ]


def test_in_the_prefecture_no_place_is_far_from_its_municipality(nation: duckdb.DuckDBPyConnection) -> None:
    assert fetch(
        nation, "select count(*) from accidents where prefecture_code = '07' and latitude is null"
    ) == [(0,)]


def test_codes_the_code_table_lacks_are_on_motorway_forms_only(nation: duckdb.DuckDBPyConnection) -> None:
    assert fetch(
        nation,
        "select distinct detail from ingest_findings where kind = 'unknown_code' order by detail",
    ) == [
        ("highway_class_code=01",),
        ("highway_class_code=02",),
        ("highway_class_code=08",),
        ("highway_class_code=09",),
        ("structure_code=02",),
        ("structure_code=03",),
        ("structure_code=10",),
        ("structure_code=11",),
    ]


def test_every_municipality_of_fukushima_has_a_name(nation: duckdb.DuckDBPyConnection) -> None:
    assert not fetch(
        nation,
        "select distinct municipality_code from accidents anti join municipalities using (municipality_code)"
        " where npa_prefecture_code = '25'",
    )


def test_four_fifths_of_further_people_are_passengers(nation: duckdb.DuckDBPyConnection) -> None:
    assert fetch(
        nation,
        "select round(100 * count_if(role = 'passenger') / (select sum(rows_loaded) from ingest_files"
        " where reader = 'hojuhyo'), 1) from accident_people where source_form = 'hojuhyo'",
    ) == [(79.7,)]


def test_only_pedestrians_are_counted_as_such(nation: duckdb.DuckDBPyConnection) -> None:
    assert fetch(
        nation, "select distinct party_type_code from accident_people where role = 'pedestrian' order by 1"
    ) == [("61",)]


def test_cells_are_those_of_jismesh(nation: duckdb.DuckDBPyConnection) -> None:
    found = nation.execute(
        "select latitude, longitude, mesh_1km, mesh_250m from accidents where latitude is not null"
    ).fetch_df()
    # Cells end at whole milliseconds of arc; half of one keeps points off the edges, where floats slip.
    latitude, longitude = ((found[name] + 0.5 / 3_600_000).to_numpy() for name in ("latitude", "longitude"))
    assert len(latitude) == 995_426
    np.testing.assert_array_equal(found["mesh_1km"].astype("int64"), to_meshcode(latitude, longitude, 3))
    np.testing.assert_array_equal(found["mesh_250m"].astype("int64"), to_meshcode(latitude, longitude, 5))


def test_layout_of_2022(layout_2022: duckdb.DuckDBPyConnection) -> None:
    assert fetch(layout_2022, "select rows_read, rows_loaded from ingest_files") == [(4775, 4775)]
    assert fetch(
        layout_2022,
        "select count(*), count(latitude), count(occurred_at), count(sunrise), count(carriageway_code)"
        " from accidents",
    ) == [(4775, 4775, 4775, 4775, 0)]
    assert fetch(
        layout_2022,
        "select count(*), count(age_code), count(vehicle_shape_code), count(driving_practice_code)"
        " from accident_people",
    ) == [(9418, 9418, 9418, 9418)]


def test_codes_the_code_table_lacks_in_2022(layout_2022: duckdb.DuckDBPyConnection) -> None:
    assert fetch(layout_2022, "select kind, detail, rows from ingest_findings order by all") == [
        ("no_highway_file", "kosokuhyo_2022", 4775),
        ("unknown_code", "median_code=7", 11),
        ("unknown_code", "stop_mark_code=00", 3329),
    ]


def shipped(name: str) -> str:
    return (PROJECT / "data" / "definitions" / f"{name}.csv").read_text(encoding="utf-8")


def test_the_shipped_drift_and_coverage_are_those_of_the_nation(nation: duckdb.DuckDBPyConnection) -> None:
    learnt = forecast.learn(nation)
    assert learnt is not None
    assert definitions.written([learnt.spread], YEARS) == shipped("forecast_spread")
    assert definitions.written(learnt.coverage, YEARS) == shipped("forecast_coverage")
    assert definitions.written(learnt.reliability, YEARS) == shipped("forecast_reliability")


def test_an_edition_of_the_nation_keeps_what_its_own_records_teach(nation: duckdb.DuckDBPyConnection) -> None:
    assert fetch(nation, "select spread, is_shipped from forecast_spread") == [(0.0126, False)]
    assert fetch(
        nation, "select (from forecast_coverage select count(*)), (from forecast_reliability select count(*))"
    ) == [(18, 58)]


@pytest.mark.parametrize("prefecture", ["14", "25"])
def test_the_shipped_backtest_is_what_the_files_give(
    prefecture: str, nation: duckdb.DuckDBPyConnection
) -> None:
    """Two prefectures of 51, so that it takes seconds; `ingest learn` writes all."""
    records = learning.records(nation, prefecture)
    given = [row for stage in (CHOICE, EXAMINATION) for row in backtest.rows(prefecture, records, stage)]
    _, *lines = definitions.written(given, YEARS).splitlines()[1:]
    known = [line for line in shipped("backtest").splitlines()[2:] if line.split(",")[1] == prefecture]
    assert lines == known


def test_the_shipped_backtest_was_learnt_from_the_places_that_are_read(
    nation: duckdb.DuckDBPyConnection,
) -> None:
    """A rule of reading that drops or moves a place anywhere in the nation asks for `ingest learn`."""
    counted = set()
    for code in learning.prefectures(nation):
        records = learning.records(nation, code)
        for stage in (CHOICE, EXAMINATION):
            asked = trial(records, stage)
            outside = asked.accidents - asked.later.sum()
            counted.add(f"{stage.name},{code},{len(asked.sites)},{asked.accidents},{outside}")
    rows = (line.split(",") for line in shipped("backtest").splitlines()[2:])
    assert counted == {",".join((stage, code, *numbers[:3])) for stage, code, _, *numbers in rows}


@pytest.fixture(scope="module")
def foretold(nation: duckdb.DuckDBPyConnection) -> Foretold:
    """Every third prefecture, so that it takes seconds."""
    codes = learning.prefectures(nation)[::3]
    return top_ten.joined(
        [top_ten.foretold(number, learning.records(nation, code)) for number, code in enumerate(codes)]
    )


def test_the_shipped_correction_makes_chances_of_the_top_ten_hold(foretold: Foretold) -> None:
    _, heading, row = shipped("top_ten_calibration").splitlines()
    stored = dict(zip(heading.split(","), row.split(","), strict=True))
    correction = Calibration(*(float(stored[name]) for name in "abc"))
    corrected = list(top_ten.bands(foretold, correction.of(foretold.chances)))
    assert [band.least_pct for band in corrected] == [0, 20, 40, 60, 80]
    assert max(abs(band.standard_errors) for band in corrected) < 3
    uncorrected = [band.standard_errors for band in top_ten.bands(foretold, foretold.chances)]
    assert max(uncorrected[1:4]) < -2  # what the correction is for


def test_the_shipped_reliability_is_that_of_prefectures_the_correction_was_not_learnt_from() -> None:
    """Within 3 standard errors of independent cells."""
    _, _, *rows = shipped("top_ten_reliability").splitlines()
    assert len(rows) == 5
    for row in rows:
        _, foretold_pct, came_pct, cells = map(float, row.split(","))
        assert abs(came_pct - foretold_pct) < 3 * np.sqrt(foretold_pct * (100 - foretold_pct) / cells) + 0.1


def test_the_shipped_worth_of_a_share_of_fatal_accidents_is_what_the_files_give(
    nation: duckdb.DuckDBPyConnection,
) -> None:
    counted = [fatal_share.counted(learning.records(nation, code)) for code in learning.prefectures(nation)]
    assert definitions.written([fatal_share.learnt(counted, YEARS)], YEARS) == shipped("fatal_share")


def test_chances_come_as_often_as_told_but_in_the_cell_that_is_named(
    nation: duckdb.DuckDBPyConnection,
) -> None:
    """Within 3 standard errors in every cell of 50 municipalities or more, each foretold by the other prefectures."""
    learnt = forecast.learn(nation)
    assert learnt is not None
    cells = pd.DataFrame(learnt.reliability).query("municipalities >= 50")
    assert len(cells) == 30
    assert cells.groupby(["least_move_pct", "most_move_pct"], dropna=False).ngroups == 5
    off = cells[(cells["came_pct"] - cells["chance_pct"]).abs() > 3 * cells["error_pct"]]
    named = off[["most_events", "of_last", "least_move_pct", "most_move_pct", "least", "most"]]
    assert named.to_numpy().tolist() == [[100, 94, 5, 15, 300, 999]]
    alone = (cells["came_pct"] - cells["alone_chance_pct"]).abs() > 3 * cells["alone_error_pct"]
    assert alone.sum() == 9


def test_a_city_alone_teaches_no_drift(city: duckdb.DuckDBPyConnection) -> None:
    assert forecast.learn(city) is None
