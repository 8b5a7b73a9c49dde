import math
from pathlib import Path

import jismesh.utils as ju
import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from charts import maps, theme

AREAS = pd.read_csv(Path(__file__).parents[2] / "data" / "areas" / "cells.csv", dtype={"mesh_code": str})
PLACES = pd.DataFrame(
    {
        "name": ["須賀川駅", "市役所"],
        "latitude": [37.300335, 37.28689],
        "longitude": [140.372014, 140.37256],
        "on_map": [True, False],
        "kind": ["station", "office"],
    }
)
MUNICIPALITIES = pd.DataFrame(
    {"name": ["須賀川市", "郡山市"], "latitude": [37.29, 37.4], "longitude": [140.37, 140.36]}
)
STATION, OFFICE = "5540726922", "5540724924"
CELLS = pd.DataFrame(
    {
        "mesh_250m": [STATION, OFFICE],
        "accidents": [5, 2],
        "fatal_accidents": [1, 0],
        "municipality": ["須賀川市", "須賀川市"],
    }
)
TOTALS = pd.Series({"accidents": 1598, "deaths": 3, "injuries": 1758, "without_place": 4})
RECORDS = pd.DataFrame(
    {
        "mesh_250m": [STATION, OFFICE],
        "latitude": [37.3, 37.29],
        "longitude": [140.37, 140.38],
        "fatal": [True, False],
        "occurred_at": [pd.Timestamp("2021-04-03 08:59"), pd.NaT],
        "accident_type": ["人対車両", "車両相互"],
        "deaths": [1, 0],
        "injuries": [0, 2],
    }
)


def quarter(latitude: float, longitude: float) -> str:
    return str(ju.to_meshcode(latitude, longitude, 5))


@pytest.mark.parametrize("level", [2, 3, 5], ids=["10 km", "1 km", "250 m"])
def test_cells_lie_where_the_standard_puts_them(level: int) -> None:
    generator = np.random.default_rng(410)
    latitudes, longitudes = generator.uniform(24, 46, 200), generator.uniform(123, 146, 200)
    codes = ju.to_meshcode(latitudes, longitudes, level)
    south, west = ju.to_meshpoint(codes, 0, 0)
    north, east = ju.to_meshpoint(codes, 1, 1)
    bounds = np.array([maps.cell_bounds(str(code)) for code in codes])
    np.testing.assert_allclose(bounds, np.column_stack([west, south, east, north]), rtol=0, atol=1e-9)


def test_neighbours_share_their_edge_to_the_last_bit() -> None:
    _, south, east, north = maps.cell_bounds(STATION)
    middle = (south + north) / 2
    neighbour = maps.cell_bounds(quarter(middle, east + 0.001))
    assert neighbour[0] == east
    assert neighbour[1] == south


def test_the_outline_is_one_polygon_without_inner_lines() -> None:
    (shape,) = maps.outline(AREAS)
    assert shape.geom_type == "Polygon"
    assert len(shape.interiors) == 0
    inside = AREAS[AREAS["share_inside"] >= 0.5]
    cells = [maps.cell_bounds(code) for code in inside["mesh_code"]]
    area = sum((east - west) * (north - south) for west, south, east, north in cells)
    assert shape.area == pytest.approx(area)


def test_the_map_draws_ground_cells_records_and_names() -> None:
    figure = maps.city_map(AREAS, CELLS, RECORDS, PLACES)
    _, cells, injured, fatal = figure.data
    assert list(cells.locations) == [STATION, OFFICE]
    assert list(cells.z) == [5, 2]
    assert [feature["id"] for feature in cells.geojson["features"]] == [STATION, OFFICE]
    assert list(injured.text) == ["日時不明<br>車両相互（負傷2人）"]
    assert list(fatal.text) == ["令和3年4月 8時台<br>人対車両（負傷0人、死者1人）"]
    assert fatal.marker.color == theme.STATES["後退"][0]
    assert fatal.marker.size > injured.marker.size
    assert names_on(figure) == ["須賀川駅"]


def names_on(figure: go.Figure) -> list[str]:
    """Return the names written on a map from its beginning."""
    features = figure.layout.map.style["sources"]["names"]["data"]["features"]
    return [feature["properties"]["name"] for feature in features if feature["properties"]["on_map"]]


def test_the_map_asks_no_other_machine_for_anything() -> None:
    figure = maps.city_map(AREAS, CELLS, RECORDS, PLACES)
    style = figure.layout.map.style
    assert not {"glyphs", "sprite"} & set(style)
    assert {source["type"] for source in style["sources"].values()} <= {"geojson"}
    assert "//" not in figure.to_json()


def test_the_map_shows_the_whole_city() -> None:
    figure = maps.city_map(AREAS, CELLS, RECORDS, PLACES)
    west, south, east, north = maps.outline(AREAS).total_bounds
    bounds, centre = figure.layout.map.bounds, figure.layout.map.center
    assert bounds.west < west < centre.lon < east < bounds.east
    assert bounds.south < south < centre.lat < north < bounds.north


def test_a_map_without_places_of_accidents_has_ground_and_names() -> None:
    figure = maps.city_map(AREAS, CELLS.iloc[:0], RECORDS.iloc[:0], PLACES)
    assert [trace.type for trace in figure.data].count("choroplethmap") == 1
    points = [trace for trace in figure.data if trace.type == "scattermap" and trace.mode == "markers"]
    assert sum(len(trace.lat) for trace in points) == 0


def test_words_name_totals_the_busiest_cell_and_what_is_missing() -> None:
    assert maps.in_words(CELLS, PLACES, TOTALS) == (
        "条件に合う事故は1,598件、死者3人、負傷者1,758人です。250m区画で最も多いのは須賀川駅付近の5件です。"
    )
    assert maps.unplaced(TOTALS) == "地図に出せない（位置の分からない）事故は4件です。"


def test_words_name_equally_busy_cells() -> None:
    assert "須賀川駅付近・市役所付近の5件" in maps.in_words(CELLS.assign(accidents=5), PLACES, TOTALS)


def test_words_without_cells() -> None:
    assert maps.in_words(CELLS.iloc[:0], PLACES, TOTALS) == (
        "条件に合う事故は1,598件、死者3人、負傷者1,758人です。"
    )


def test_words_do_not_call_single_accidents_a_cluster() -> None:
    assert "最も多い" not in maps.in_words(CELLS.assign(accidents=1), PLACES, TOTALS)


def test_far_from_every_place_a_cell_is_called_by_its_municipality() -> None:
    far = CELLS.assign(
        mesh_250m=[STATION, quarter(37.30, 140.20)], accidents=5, municipality=["須賀川市", "天栄村"]
    )
    assert maps.called(far, PLACES) == ["須賀川駅付近", "天栄村"]
    assert maps.cells_table(far, PLACES)["場所"].tolist() == ["須賀川駅付近", "天栄村"]
    assert "須賀川駅付近・天栄村の5件です" in maps.in_words(far, PLACES, TOTALS)


def test_the_table_gives_number_place_and_centre_of_each_cell() -> None:
    table = maps.cells_table(CELLS, PLACES)
    assert table["250m区画"].tolist() == [STATION, OFFICE]
    assert table["場所"].tolist() == ["須賀川駅付近", "市役所付近"]
    assert table["事故（件）"].tolist() == [5, 2]
    for code, latitude, longitude in zip(
        table["250m区画"], table["中心の緯度"], table["中心の経度"], strict=True
    ):
        assert quarter(latitude, longitude) == code


def test_a_click_on_a_cell_or_a_point_tells_its_cell() -> None:
    _, cells, injured, fatal = maps.city_map(AREAS, CELLS, RECORDS, PLACES).data
    assert list(cells.customdata) == [STATION, OFFICE]
    assert list(fatal.customdata) == [STATION]
    assert list(injured.customdata) == [OFFICE]


def test_the_chosen_cell_is_framed() -> None:
    frame = maps.city_map(AREAS, CELLS, RECORDS, PLACES, STATION).data[-1]
    west, south, east, north = maps.cell_bounds(STATION)
    assert frame.mode == "lines"
    assert {*frame.lon} == {west, east}
    assert {*frame.lat} == {south, north}


def test_what_is_clicked_stands_out_and_the_ground_stays() -> None:
    ground, cells, injured, fatal = maps.city_map(AREAS, CELLS, RECORDS, PLACES).data
    assert ground.unselected.marker.opacity == 1
    for trace in (cells, injured, fatal):
        assert 0 < trace.unselected.marker.opacity < trace.marker.opacity < trace.selected.marker.opacity


def test_a_wider_region_is_drawn_without_labels_and_shows_all_points() -> None:
    far = RECORDS.assign(cell=[int(STATION), int(OFFICE)], latitude=[37.9, 36.9], longitude=[139.3, 141.0])
    figure = maps.region_map(AREAS, CELLS.assign(accidents=[2, 1]), far, PLACES, MUNICIPALITIES)
    _, cells, injured, discs, fatal = figure.data
    assert list(cells.locations) == list(discs.customdata) == [STATION]
    assert names_on(figure) == ["須賀川市", "郡山市"]
    assert len(injured.lat) + len(fatal.lat) == 2
    assert injured.text is None
    assert fatal.customdata[0] == int(STATION)
    for width in (320, 1260, 1640):
        west, south, east, north = seen(figure, width)
        assert west < 139.3 < 141.0 < east
        assert south < 36.9 < 37.9 < north


def test_discs_of_a_wider_region_stand_in_their_cells_the_most_accidents_above() -> None:
    points = RECORDS.assign(cell=[int(STATION), int(OFFICE)])
    cells, _, discs, _ = maps.region_map(AREAS, CELLS, points, PLACES, MUNICIPALITIES).data[1:]
    assert list(discs.customdata) == [OFFICE, STATION]
    assert list(discs.marker.color) == [2, 5]
    assert discs.marker.size[0] < discs.marker.size[1]
    assert discs.marker.cmax == cells.zmax
    for code, latitude, longitude in zip(discs.customdata, discs.lat, discs.lon, strict=True):
        assert quarter(latitude, longitude) == code


def test_a_region_without_cells_of_two_accidents_has_its_records() -> None:
    points = RECORDS.assign(cell=[int(STATION), int(OFFICE)])
    figure = maps.region_map(AREAS, CELLS.assign(accidents=1), points, PLACES, MUNICIPALITIES)
    assert [len(trace.lat) for trace in figure.data if trace.type == "scattermap"] == [1, 0, 1]


@pytest.mark.parametrize("width", [320, 680, 1260, 1640])
def test_the_whole_city_is_seen_at_every_width(width: int) -> None:
    west, south, east, north = seen(maps.city_map(AREAS, CELLS, RECORDS, PLACES), width)
    city_west, city_south, city_east, city_north = maps.outline(AREAS).total_bounds
    assert west < city_west < city_east < east
    assert south < city_south < city_north < north


def test_on_paper_the_city_fills_most_of_the_map() -> None:
    figure = maps.city_map(AREAS, CELLS, RECORDS, PLACES, widest=maps.PAPER)
    west, _, east, _ = seen(figure, maps.PAPER)
    city_west, _, city_east, _ = maps.outline(AREAS).total_bounds
    assert 0.9 < (city_east - city_west) / (east - west) < 1


def seen(figure: go.Figure, width: int) -> tuple[float, float, float, float]:
    """Return what a map of so many pixels begins with: MapLibre comes closer until its bounds fill it."""
    view, height = figure.layout.map, figure.layout.height
    flat = math.cos(math.radians(view.center.lat))
    scale = max(
        512 / 360 * 2**view.zoom,
        width / (view.bounds.east - view.bounds.west),
        height * flat / (view.bounds.north - view.bounds.south),
    )
    right, up = width / scale / 2, height * flat / scale / 2
    centre = view.center
    return centre.lon - right, centre.lat - up, centre.lon + right, centre.lat + up


def test_a_close_up_looks_at_its_cell() -> None:
    figure = maps.close_up(AREAS, CELLS, RECORDS, PLACES, OFFICE)
    west, south, east, north = maps.cell_bounds(OFFICE)
    centre = figure.layout.map.center
    assert west < centre.lon < east
    assert south < centre.lat < north
    assert figure.layout.map.zoom == maps.CLOSE_ZOOM


def test_no_cells_have_no_names() -> None:
    assert maps.nearest([], PLACES) == []


def test_without_places_no_cell_has_a_name() -> None:
    assert maps.nearest([STATION, OFFICE], PLACES.head(0)) == [maps.FAR, maps.FAR]
