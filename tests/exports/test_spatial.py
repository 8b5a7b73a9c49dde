"""The GeoPackage of a map, as a GIS opens it."""

from pathlib import Path

import geopandas as gpd
import pandas as pd

from exports import notes, spatial

NOTES = notes(
    title="どこで起きているか",
    definition="人身事故だけの記録です。",
    conditions=["年：すべて"],
    sources=["警察庁"],
    licences=[],
    edition_id="20260101-000000-abcdef-sample",
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
