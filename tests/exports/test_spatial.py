"""The GeoPackage and the GeoJSON of a map, as a GIS opens them."""

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
from shapely.geometry import LineString, Polygon, box

from exports import notes, spatial

NOTES = notes(
    title="どこで起きているか",
    definition="人身事故だけの記録です。",
    conditions=["年：すべて"],
    sources=["警察庁"],
    licences=[],
    edition_id="20260101-000000-abcdef-sample",
    contact="情報課",
    is_sample=True,
)


def test_layers_have_places_japanese_names_and_the_notes(tmp_path: Path) -> None:
    cells = pd.DataFrame({"250m区画": ["5540714541"], "事故（件）": [3]})
    points = pd.DataFrame({"事故類型": ["車両相互"], "緯度": [37.28], "経度": [140.37]})
    path = tmp_path / "map.gpkg"
    path.write_bytes(spatial.geopackage(cells, [(140.0, 37.0, 140.1, 37.1)], points, NOTES))

    polygons = gpd.read_file(path, layer="区画")
    assert polygons.crs.to_epsg() == 6668
    assert polygons.total_bounds.tolist() == [140.0, 37.0, 140.1, 37.1]
    assert polygons["事故（件）"].tolist() == [3]
    assert "合成" in polygons["データの種類"].iloc[0]
    place = gpd.read_file(path, layer="事故").geometry.iloc[0]
    assert (place.x, place.y) == (140.37, 37.28)
    assert "20260101-000000-abcdef-sample" in gpd.read_file(path, layer="注記")["内容"].tolist()


def test_a_map_without_records_is_still_a_file(tmp_path: Path) -> None:
    empty = pd.DataFrame({"緯度": pd.Series(dtype=float), "経度": pd.Series(dtype=float)})
    path = tmp_path / "map.gpkg"
    path.write_bytes(spatial.geopackage(pd.DataFrame({"250m区画": []}), [], empty, NOTES))
    assert gpd.read_file(path, layer="事故").empty


def test_numbers_written_as_text_are_numbers_for_a_gis_too(tmp_path: Path) -> None:
    rows = pd.DataFrame({"名称": ["駅東", "森宿"], "広さ（km²）": ["0.349", "—"], "件数": ["1,200件", "3件"]})
    layer = spatial.Layer("ゾーン30", rows, [box(0, 0, 1, 1), box(1, 1, 2, 2)])
    path = tmp_path / "map.gpkg"
    path.write_bytes(spatial.package([layer], NOTES))
    read = gpd.read_file(path, layer="ゾーン30")
    assert read["広さ（km²）"].iloc[0] == 0.349
    assert pd.isna(read["広さ（km²）"].iloc[1])
    assert read["件数（件）"].tolist() == [1200, 3]


def packed(points: int = 2) -> bytes:
    cells = pd.DataFrame({"250m区画": ["5540714541"], "事故（件）": [3]})
    places = pd.DataFrame(
        {
            "事故類型": ["車両相互", None][:points],
            "死者（人）": [0.0, float("nan")][:points],
            "緯度": [37.28, 37.29][:points],
            "経度": [140.37, 140.38][:points],
        }
    )
    routes = pd.DataFrame({"名称": ["北ルート"], "50m以内の事故（件）": [4]})
    shape = shapely.to_wkb(LineString([(140.37, 37.28), (140.38, 37.29)]))
    layers = [
        spatial.Layer("区画", cells, [box(140.0, 37.0, 140.1, 37.1)]),
        spatial.accidents(places),
        spatial.features("通学路", routes, [shape]),
    ]
    return spatial.package(layers, NOTES)


def test_writing_warns_of_nothing(recwarn: pytest.WarningsRecorder) -> None:
    packed()
    assert [str(warning.message) for warning in recwarn] == []


def test_the_notes_are_a_table_without_shapes(tmp_path: Path) -> None:
    path = tmp_path / "map.gpkg"
    path.write_bytes(packed())
    kinds = dict(pyogrio.list_layers(path))
    assert kinds == {"区画": "Polygon", "事故": "Point", "通学路": "LineString", "注記": None}
    assert pyogrio.read_dataframe(path, layer="注記")["項目"].tolist() == [name for name, _ in NOTES.lines]


def test_features_of_users_keep_shape_and_columns(tmp_path: Path) -> None:
    path = tmp_path / "map.gpkg"
    path.write_bytes(packed())
    routes = gpd.read_file(path, layer="通学路")
    assert list(routes.columns) == ["名称", "50m以内の事故（件）", "版", "データの種類", "geometry"]
    assert routes.crs.to_epsg() == 6668
    assert list(routes.geometry[0].coords) == [(140.37, 37.28), (140.38, 37.29)]


def test_geojson_has_all_layers_in_longitude_and_latitude(tmp_path: Path) -> None:
    collection = json.loads(spatial.geojson(packed()))
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    assert collection["注記"]["版"] == NOTES.edition_id
    by_layer = {}
    for feature in collection["features"]:
        assert feature["properties"]["版"] == NOTES.edition_id
        assert "合成" in feature["properties"]["データの種類"]
        by_layer.setdefault(feature["properties"]["レイヤー"], []).append(feature)
    assert {name: len(features) for name, features in by_layer.items()} == {"区画": 1, "事故": 2, "通学路": 1}
    assert by_layer["事故"][0]["geometry"] == {"type": "Point", "coordinates": [140.37, 37.28]}
    assert by_layer["事故"][1]["properties"]["事故類型"] is None
    assert by_layer["事故"][1]["properties"]["死者（人）"] is None
    ring = by_layer["区画"][0]["geometry"]["coordinates"][0]
    assert Polygon(ring).exterior.is_ccw
    path = tmp_path / "map.geojson"
    path.write_bytes(spatial.geojson(packed()))
    opened = gpd.read_file(path)
    assert opened.crs.to_epsg() == 4326
    assert opened["レイヤー"].tolist() == ["区画", "事故", "事故", "通学路"]


def test_geojson_of_a_map_without_records_is_still_a_collection() -> None:
    collection = json.loads(spatial.geojson(packed(points=0)))
    assert [feature["properties"]["レイヤー"] for feature in collection["features"]] == ["区画", "通学路"]
