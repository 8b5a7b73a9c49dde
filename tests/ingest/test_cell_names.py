"""What cells are called by: town and street of half of their accidents, told apart where two have one name."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import geopandas as gpd
import jismesh.utils as mesh
import pandas as pd
import pytest
import shapely

from ingest import cell_names, overlays
from tests.ingest.basemap.street_files import line

TOWN = "中町"
"""A town whose place is at (0, 0)."""

Row = tuple[str | None, ...]
Metres = tuple[float, float]


def at(metres: Metres) -> tuple[float, float]:
    """Return a place so many metres east and north of `HERE`."""
    return line(metres, metres).coords[0]


def cell_of(metres: Metres) -> str:
    longitude, latitude = at(metres)
    return str(mesh.to_meshcode(latitude, longitude, 5))


def only_town(edition: duckdb.DuckDBPyConnection, name: str, metres: Metres) -> None:
    longitude, latitude = at(metres)
    edition.execute("delete from places")
    edition.execute(
        "insert into places values ($name, $latitude, $longitude, 'district', 'town', false, 'plan5')",
        {"name": name, "longitude": longitude, "latitude": latitude},
    )


@pytest.fixture(autouse=True)
def _town(edition: duckdb.DuckDBPyConnection) -> None:
    only_town(edition, TOWN, (0, 0))


def drawn(*features: tuple[str, str | None, object]) -> pd.DataFrame:
    """Return features of a background map by kind, name and shape."""
    return pd.DataFrame(
        [{"kind": kind, "name": name, "shape": shape, "source_id": "plan5"} for kind, name, shape in features]
    )


def named(
    edition: duckdb.DuckDBPyConnection, features: pd.DataFrame | None, places: Sequence[Metres]
) -> dict[str, Row]:
    """Return town, direction, near, kind and crossing of the cells of accidents at some places."""
    edition.execute("create or replace table accidents as select * from accidents limit 0")  # no constraints
    for number, metres in enumerate(places):
        longitude, latitude = at(metres)
        row = {"id": f"{number}", "longitude": longitude, "latitude": latitude, "cell": cell_of(metres)}
        edition.execute(
            "insert into accidents by name select $id as accident_id, $longitude as longitude,"
            " $latitude as latitude, $cell as mesh_250m",
            row,
        )
    cell_names.fill(edition, features)
    rows = edition.execute(
        "select mesh_250m, town, direction, near, near_kind, crossing from cell_names order by mesh_250m"
    ).fetchall()
    return {cell: tuple(row) for cell, *row in rows}


NORTH_SOUTH = line((0, -5000), (0, 5000))


def test_a_cell_is_called_by_its_town_and_the_road_of_half_of_its_accidents(
    edition: duckdb.DuckDBPyConnection,
) -> None:
    features = drawn(("trunk", "国道4号", NORTH_SOUTH), ("minor", "市道1号", line((60, -900), (60, 900))))
    found = named(edition, features, [(5, 10), (8, 12), (60, 11)])
    assert list(found.values()) == [(TOWN, None, "国道4号", "road", None)]
    assert edition.execute("select distance_m from cell_names").fetchall() == [(8,)]


def test_without_a_background_only_the_town_is_known(edition: duckdb.DuckDBPyConnection) -> None:
    assert list(named(edition, None, [(0, 0)]).values()) == [(TOWN, None, None, None, None)]


@pytest.mark.parametrize(
    ("features", "near"),
    [
        (
            [("minor", "市道1号", line((0, 0), (900, 0))), ("trunk", "国道4号", line((0, 40), (900, 40)))],
            "国道4号",
        ),
        (
            [("minor", "市道1号", line((0, 0), (900, 0))), ("trunk", "国道4号", line((0, 90), (900, 90)))],
            "市道1号",
        ),
        (
            [("river", "釈迦堂川", line((0, 0), (900, 0))), ("minor", "市道1号", line((0, 250), (900, 250)))],
            "市道1号",
        ),
        ([("river", "釈迦堂川", line((0, 0), (900, 0)))], "釈迦堂川"),
        ([("station", "須賀川駅", shapely.Point(at((300, 200))))], "須賀川駅"),
        ([("trunk", "国道4号", line((0, 320), (900, 320)))], None),
        ([("trunk", None, line((0, 0), (900, 0))), ("rail", "東北本線", line((0, 0), (900, 0)))], None),
    ],
)
def test_the_nearest_is_named_of_about_the_same_the_greater_and_a_river_last(
    features: list[tuple[str, str | None, object]], near: str | None, edition: duckdb.DuckDBPyConnection
) -> None:
    ((_, _, found, _, _),) = named(edition, drawn(*features), [(300, 0)]).values()
    assert found == near


def test_cells_of_one_name_are_told_apart_by_the_crossing_road_then_by_the_side_of_the_town(
    edition: duckdb.DuckDBPyConnection,
) -> None:
    features = drawn(("trunk", "国道4号", NORTH_SOUTH), ("major", "県道54号", line((-900, 310), (900, 310))))
    places = [(0, 310), (0, -400), (0, 700)]
    found = named(edition, features, places)
    assert len({tuple(row) for row in found.values()}) == 3
    assert found[cell_of((0, 310))][4] == "県道54号"
    assert found[cell_of((0, -400))][4] is None
    assert [found[cell_of(each)][1] for each in places] == [None, "south", "north"]


def test_what_a_side_does_not_tell_apart_is_told_by_what_else_is_near_and_on_which_side_of_it(
    edition: duckdb.DuckDBPyConnection,
) -> None:
    features = drawn(
        ("trunk", "国道4号", NORTH_SOUTH),
        ("minor", "市道1号", line((-900, 600), (900, 600))),
        ("station", "北駅", shapely.Point(at((250, 1300)))),
    )
    places = [(0, 400), (0, 820), (0, 1300), (0, -400)]
    named(edition, features, places)
    rows = edition.execute("select * exclude (source_id) from cell_names order by mesh_250m").df()
    told = rows.set_index("mesh_250m").loc[[cell_of(each) for each in places]]
    assert list(told["crossing"].fillna("")) == ["市道1号", "市道1号", "北駅", ""]
    assert list(told["crossing_side"].fillna("")) == ["south", "north", "west", ""]
    assert list(told["direction"].fillna("")) == ["north", "north", "north", "south"]
    assert told["town_m"].isna().all()


def test_a_side_that_tells_nothing_apart_is_not_said(edition: duckdb.DuckDBPyConnection) -> None:
    features = drawn(("trunk", "国道4号", NORTH_SOUTH), ("minor", "市道1号", line((-900, 600), (900, 600))))
    found = named(edition, features, [(0, 400), (0, 820)])
    assert [row[1:] for row in found.values()] == [(None, "国道4号", "road", "市道1号")] * 2
    sides = edition.execute("select crossing_side from cell_names order by mesh_250m").fetchall()
    assert sides == [("south",), ("north",)]


def test_what_nothing_else_tells_apart_a_distance_does(edition: duckdb.DuckDBPyConnection) -> None:
    features = drawn(("trunk", "国道4号", NORTH_SOUTH))
    named(edition, features, [(0, 400), (0, 700), (0, -400)])
    told = edition.execute("select direction, town_m from cell_names order by mesh_250m desc").fetchall()
    assert [(side, metres is not None) for side, metres in told].count(("north", True)) == 2
    assert ("south", None) in told
    assert len(set(told)) == 3


def test_a_cell_alone_of_its_name_says_nothing_more(edition: duckdb.DuckDBPyConnection) -> None:
    features = drawn(("trunk", "国道4号", NORTH_SOUTH), ("major", "県道54号", line((-900, 310), (900, 310))))
    assert list(named(edition, features, [(0, 310)]).values()) == [(TOWN, None, "国道4号", "road", None)]


def test_a_town_more_than_a_kilometre_away_is_named_with_its_side(edition: duckdb.DuckDBPyConnection) -> None:
    only_town(edition, "遠町", (0, -2000))
    features = drawn(("trunk", "国道4号", NORTH_SOUTH))
    ((town, direction, *_),) = named(edition, features, [(0, 0)]).values()
    assert (town, direction) == ("遠町", "north")
    edition.execute(
        "delete from accidents; delete from cell_names; update places set latitude = latitude - 0.02"
    )
    ((town, *_),) = named(edition, features, [(0, 0)]).values()
    assert town is None


def test_areas_of_towns_come_before_the_nearest_place(
    edition: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    box = line((-500, -500), (500, 500)).envelope
    gpd.GeoDataFrame({"名称": ["面の町"]}, geometry=[box], crs=6668).to_file(
        folder / "町丁.geojson", driver="GeoJSON"
    )
    overlays.load(edition, folder, is_sample=False)
    assert [row[0] for row in named(edition, None, [(0, 0)]).values()] == ["面の町"]


def test_areas_of_towns_of_the_background_name_cells_too(edition: duckdb.DuckDBPyConnection) -> None:
    features = drawn(("town", "図の町", line((-500, -500), (500, 500)).envelope))
    assert [row[0] for row in named(edition, features, [(0, 0)]).values()] == ["図の町"]


def test_accidents_far_from_the_city_name_no_cell(edition: duckdb.DuckDBPyConnection) -> None:
    assert named(edition, None, [(80_000, 0)]) == {}
