"""The synthetic streets of the sample's map: along the accidents, plausible, and called synthetic everywhere."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
import shapely

from ingest import definitions
from ingest.build import Inputs
from ingest.faults import InputError
from ingest.sample import PARAMETERS, streets, write_streets
from queries import editions

PROJECT = Path(__file__).parents[2]
KINDS = ["boundary", "ground", "major", "minor", "motorway", "rail", "river", "station", "trunk", "water"]
EAST, NORTH = 111_320 * np.cos(np.radians(37.288)), 111_320
TOWN = (140.3711, 37.2881)


@pytest.fixture(scope="module")
def city() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with the city's places and cells."""
    with duckdb.connect() as connection:
        connection.execute((PROJECT / "ingest" / "schema.sql").read_text(encoding="utf-8"))
        data = PROJECT / "data"
        definitions.load(connection, data, definitions.read_city(data))
        yield connection


@pytest.fixture(scope="module")
def folder(city: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("streets")
    write_streets(target, city)
    return target


@pytest.fixture(scope="module")
def accidents(sample_edition: Path) -> np.ndarray:
    """Where the sample's accidents lie: longitudes and latitudes."""
    with editions.opened(sample_edition) as connection:
        found = connection.execute("select longitude, latitude from accidents where longitude is not null")
        return np.array(found.fetchall())


def features(folder: Path, name: str) -> list[dict[str, Any]]:
    return json.loads((folder / f"{name}（サンプル）.geojson").read_text(encoding="utf-8"))["features"]


def shapes(found: list[dict[str, Any]]) -> np.ndarray:
    """Return shapes in metres."""
    degrees = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in found])
    return shapely.transform(degrees, lambda points: points * (EAST, NORTH))


def test_the_same_seed_gives_the_same_bytes_and_another_others(
    city: duckdb.DuckDBPyConnection, folder: Path, tmp_path: Path
) -> None:
    write_streets(tmp_path / "again", city)
    write_streets(tmp_path / "other", city, seed=7)
    for file in folder.iterdir():
        assert (tmp_path / "again" / file.name).read_bytes() == file.read_bytes()
    assert features(tmp_path / "other", "道路") != features(folder, "道路")


def test_every_name_says_that_it_is_a_sample_or_is_a_station_of_the_places(
    city: duckdb.DuckDBPyConnection, folder: Path
) -> None:
    names = {
        value
        for file in folder.glob("*.geojson")
        for feature in features(folder, file.name.split("（")[0])
        for key, value in feature["properties"].items()
        if key in {"name", "ref", "N02_003", "N02_004", "W05_004"} and value
    }
    assert len(names) > 12
    assert all(name.startswith("サンプル") for name in names)
    stations = {feature["properties"]["N02_005"] for feature in features(folder, "駅")}
    known = city.execute("select name from places where kind = 'station'").fetchall()
    assert stations == {name for (name,) in known}


def test_accidents_lie_on_streets(folder: Path, accidents: np.ndarray) -> None:
    tree = shapely.STRtree(shapes(features(folder, "道路")))
    placed = shapely.points(accidents * (EAST, NORTH))
    _, away = tree.query_nearest(placed, return_distance=True, all_matches=False)
    assert np.quantile(away, 0.5) < 30
    assert np.quantile(away, 0.9) < 75
    assert away.max() < 180


def test_minor_streets_thin_out_from_the_town(folder: Path) -> None:
    every = features(folder, "道路")
    minor = shapes([one for one in every if not one["properties"]["name"]])
    middle = shapely.Point(TOWN[0] * EAST, TOWN[1] * NORTH)
    inner = 0.0
    found = []
    for outer in (1_000, 3_000, 6_000, 12_000):
        ring = middle.buffer(outer).difference(middle.buffer(inner))
        found.append(shapely.length(shapely.intersection(minor, ring)).sum() / ring.area)
        inner = outer
    assert found == sorted(found, reverse=True)
    assert found[0] > 4 * found[2] > 4 * found[3]


def test_great_roads_railways_and_rivers_run_on_beyond_the_city(folder: Path) -> None:
    (boundary,) = shapes(features(folder, "行政区域"))
    roads = features(folder, "道路")
    for kind, ends in (("motorway", 2), ("trunk", 1), ("primary", 0)):
        for line in shapes([road for road in roads if road["properties"]["fclass"] == kind]):
            outside = [not boundary.contains(shapely.get_point(line, end)) for end in (0, -1)]
            assert sum(outside) >= ends
    for line in shapes(features(folder, "鉄道")):
        assert not boundary.contains(shapely.get_point(line, 0))
        assert not boundary.contains(shapely.get_point(line, -1))
        assert boundary.intersects(line)


def test_railways_pass_their_stations(folder: Path) -> None:
    rails = shapely.union_all(shapes(features(folder, "鉄道")))
    assert shapely.distance(shapes(features(folder, "駅")), rails).max() < 150


def test_lesser_streets_end_at_a_wide_river_and_no_pond_lies_on_a_street(folder: Path) -> None:
    roads = features(folder, "道路")
    water = shapes(features(folder, "水面"))
    rivers, ponds = water[:2], water[2:]
    lesser = shapes(
        [road for road in roads if road["properties"]["fclass"] in {"residential", "unclassified"}]
    )
    assert not shapely.intersects(lesser[:, None], rivers).any()
    assert len(ponds) == 45
    assert not shapely.intersects(shapes(roads)[:, None], ponds).any()


def test_the_boundary_is_that_of_the_cells_without_their_steps(
    city: duckdb.DuckDBPyConnection, folder: Path, accidents: np.ndarray
) -> None:
    (boundary,) = shapes(features(folder, "行政区域"))
    (cells,) = city.execute("select sum(share_inside) from areas").fetchall()[0]
    assert boundary.is_valid
    assert boundary.area / 1e6 == pytest.approx(cells * 1.03, rel=0.05)  # a cell has about 1.03 km² here
    assert shapely.contains(boundary, shapely.points(accidents * (EAST, NORTH))).mean() > 0.99
    turns = np.diff(shapely.get_coordinates(boundary.exterior), axis=0)
    upright = np.abs(turns).min(axis=1) < 0.02 * np.hypot(*turns.T)
    assert np.hypot(*turns[upright].T).sum() < boundary.length / 10


def test_the_reader_of_real_files_takes_all_of_it_and_calls_it_synthetic(sample_edition: Path) -> None:
    with editions.opened(sample_edition) as connection:
        layers = connection.execute(
            "select kind, attribution, licence, source_id, is_sample from basemap_layers order by kind"
        ).fetchall()
        files = connection.execute(
            "select file_name, rows_read, rows_loaded, is_sample from ingest_files where reader = 'basemap'"
        ).fetchall()
        findings = connection.execute(
            "select count(*) from ingest_findings where file_name like 'basemap/%'"
        ).fetchall()
        boundary = connection.execute("select source_id, is_sample from boundary").fetchall()
        ((size,),) = connection.execute("select sum(octet_length(tile)) from basemap_tiles").fetchall()
    assert [layer[0] for layer in layers] == KINDS
    assert {layer[1:] for layer in layers} == {(streets.CREDIT, streets.TERMS, "sample", True)}
    assert "合成" in streets.CREDIT
    assert "サンプル" in streets.CREDIT
    assert len(files) == 7
    assert all(read == loaded and is_sample for _, read, loaded, is_sample in files)
    assert findings == [(0,)]
    assert boundary == [("sample", True)]
    assert size < 1_000_000


def test_streets_that_are_given_are_not_mixed_with_synthetic_ones(build_edition: Any, tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[140.36, 37.28], [140.38, 37.29]]}
    feature = {"type": "Feature", "properties": {"fclass": "trunk", "name": "通り"}, "geometry": line}
    given = tmp_path / "roads.geojson"
    given.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    with editions.opened(build_edition(Inputs(with_sample=True, basemap=given))) as connection:
        layers = connection.execute("select kind, source_file, is_sample from basemap_layers").fetchall()
    assert layers == [("trunk", "roads.geojson", False)]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("[小塩江駅, 川東駅]", "[小塩江駅, 夢野駅]", "「stations」：地点「夢野駅」がplaces.csvにありません"),
        ('"4": {', '"5": {', "「roads」：accidents.yamlの路線コードが「4」で始まる道路の種類がありません"),
    ],
)
def test_parameters_that_do_not_fit_are_told(
    old: str, new: str, fault: str, city: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    for name in ("streets.yaml", "accidents.yaml"):
        text = (PARAMETERS / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=f"streets.yamlの{fault}"):
        streets.write(tmp_path / "out", city, tmp_path, 1)
