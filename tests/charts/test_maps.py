import math
from pathlib import Path

import jismesh.utils as ju
import pandas as pd
import plotly.graph_objects as go
import pytest

from charts import maps, theme
from findings.accidents.cells import Counted, named
from findings.accidents.ground import Gazetteer, Ground, Place
from findings.accidents.records import Municipality, Positions, Records, Totals
from stats import mesh

AREAS = pd.read_csv(Path(__file__).parents[2] / "data" / "areas" / "cells.csv", dtype={"mesh_code": str})
PLACES = (
    Place("須賀川駅", 37.300335, 140.372014, True, "ekidata"),
    Place("市役所", 37.28689, 140.37256, False, "wikipedia"),
)
INSIDE = tuple(AREAS.loc[AREAS["share_inside"] >= 0.5, "mesh_code"])
GROUND = Ground("20250101-090000-aaaaaa-real", INSIDE, frozenset(AREAS["mesh_code"]), Gazetteer(PLACES))
MUNICIPALITIES = (Municipality("須賀川市", 37.29, 140.37), Municipality("郡山市", 37.4, 140.36))
STATION, OFFICE = "5540726922", "5540724924"
CELLS = pd.DataFrame(
    {
        "mesh_250m": [STATION, OFFICE],
        "accidents": [5, 2],
        "fatal_accidents": [1, 0],
        "municipality": ["須賀川市", "須賀川市"],
    }
)
COUNTS = {STATION: 5, OFFICE: 2}
TOTALS = Totals(accidents=1598, deaths=3, injuries=1758, without_place=4)
RECORDS = pd.DataFrame(
    {
        "accident_id": ["1", "2"],
        "file_year": [2021, 2021],
        "municipality": ["須賀川市", "須賀川市"],
        "road_shape": ["交差点", "単路"],
        "weather": ["晴", "雨"],
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


def counted(rows: pd.DataFrame = CELLS) -> Counted:
    return named(rows, Gazetteer(PLACES))


def points() -> pd.DataFrame:
    return RECORDS.assign(cell=[int(STATION), int(OFFICE)])


def quarter(latitude: float, longitude: float) -> str:
    return str(ju.to_meshcode(latitude, longitude, 5))


def test_the_outline_is_one_polygon_without_inner_lines() -> None:
    (shape,) = maps.outline(GROUND)
    assert shape.geom_type == "Polygon"
    assert len(shape.interiors) == 0
    cells = [mesh.bounds(code) for code in INSIDE]
    area = sum((east - west) * (north - south) for west, south, east, north in cells)
    assert shape.area == pytest.approx(area)


def test_the_map_draws_ground_cells_records_and_names() -> None:
    figure = maps.city_map(GROUND, COUNTS, Records(RECORDS))
    _, cells, injured, fatal = figure.data
    assert list(cells.locations) == [STATION, OFFICE]
    assert list(cells.z) == [5, 2]
    assert cells.geojson == "cells/20250101-090000-aaaaaa-real/city.geojson"
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
    figure = maps.city_map(GROUND, COUNTS, Records(RECORDS))
    style = figure.layout.map.style
    assert not {"glyphs", "sprite"} & set(style)
    assert {source["type"] for source in style["sources"].values()} <= {"geojson"}
    assert "//" not in figure.to_json()


def test_the_map_shows_the_whole_city() -> None:
    figure = maps.city_map(GROUND, COUNTS, Records(RECORDS))
    west, south, east, north = maps.outline(GROUND).total_bounds
    bounds, centre = figure.layout.map.bounds, figure.layout.map.center
    assert bounds.west < west < centre.lon < east < bounds.east
    assert bounds.south < south < centre.lat < north < bounds.north


def test_the_map_goes_to_the_cell_that_is_chosen() -> None:
    chosen = next(iter(COUNTS))
    whole, close = (maps.city_map(GROUND, COUNTS, Records(RECORDS), one) for one in (None, chosen))
    west, south, east, north = mesh.bounds(chosen)
    seen = close.layout.meta["fit"]
    assert seen[0] < west < east < seen[2] < whole.layout.meta["fit"][2]
    assert seen[1] < south < north < seen[3]
    assert (whole.layout.meta["goes"], close.layout.meta["goes"]) == (False, True)


def test_a_map_without_places_of_accidents_has_ground_and_names() -> None:
    figure = maps.city_map(GROUND, {}, Records(RECORDS.iloc[:0]))
    assert [trace.type for trace in figure.data].count("choroplethmap") == 1
    points = [trace for trace in figure.data if trace.type == "scattermap" and trace.mode == "markers"]
    assert sum(len(trace.lat) for trace in points) == 0


def test_words_name_totals_the_busiest_cell_and_what_is_missing() -> None:
    assert maps.in_words(counted(), TOTALS) == (
        "条件に合う事故は1,598件、死者3人、負傷者1,758人です。250m区画で最も多いのは須賀川駅付近の5件です。"
    )
    assert maps.unplaced(TOTALS) == "地図に出せない（位置の分からない）事故は4件です。"


def test_words_name_equally_busy_cells() -> None:
    assert "須賀川駅付近・市役所付近の5件" in maps.in_words(counted(CELLS.assign(accidents=5)), TOTALS)


def test_words_without_cells() -> None:
    assert maps.in_words(counted(CELLS.iloc[:0]), TOTALS) == (
        "条件に合う事故は1,598件、死者3人、負傷者1,758人です。"
    )


def test_words_do_not_call_single_accidents_a_cluster() -> None:
    assert "最も多い" not in maps.in_words(counted(CELLS.assign(accidents=1)), TOTALS)


def test_far_from_every_place_a_cell_is_called_by_its_municipality() -> None:
    far = CELLS.assign(
        mesh_250m=[STATION, quarter(37.30, 140.20)], accidents=5, municipality=["須賀川市", "天栄村"]
    )
    assert maps.cells_table(counted(far))["場所"].tolist() == ["須賀川駅付近", "天栄村"]
    assert "須賀川駅付近・天栄村の5件です" in maps.in_words(counted(far), TOTALS)


def test_the_table_gives_number_place_and_centre_of_each_cell() -> None:
    table = maps.cells_table(counted())
    assert table["250m区画"].tolist() == [STATION, OFFICE]
    assert table["場所"].tolist() == ["須賀川駅付近", "市役所付近"]
    assert table["事故（件）"].tolist() == [5, 2]
    for code, latitude, longitude in zip(
        table["250m区画"], table["中心の緯度"], table["中心の経度"], strict=True
    ):
        assert quarter(latitude, longitude) == code


def test_a_click_on_a_cell_or_a_point_tells_its_cell() -> None:
    _, cells, injured, fatal = maps.city_map(GROUND, COUNTS, Records(RECORDS)).data
    assert (list(cells.locations), cells.customdata) == ([STATION, OFFICE], None)
    assert list(fatal.customdata) == [STATION]
    assert list(injured.customdata) == [OFFICE]


def test_the_chosen_cell_is_framed() -> None:
    frame = maps.city_map(GROUND, COUNTS, Records(RECORDS), STATION).data[-1]
    west, south, east, north = mesh.bounds(STATION)
    assert frame.mode == "lines"
    assert {*frame.lon} == {west, east}
    assert {*frame.lat} == {south, north}


def test_what_is_clicked_stands_out_and_the_ground_stays() -> None:
    ground, cells, injured, fatal = maps.city_map(GROUND, COUNTS, Records(RECORDS)).data
    assert ground.unselected.marker.opacity == 1
    for trace in (cells, injured, fatal):
        assert 0 < trace.unselected.marker.opacity < trace.marker.opacity < trace.selected.marker.opacity


def test_a_wider_region_is_drawn_without_labels_and_shows_all_points() -> None:
    far = points().assign(latitude=[37.9, 36.9], longitude=[139.3, 141.0])
    figure = maps.region_map(GROUND, {STATION: 2}, Positions(far), MUNICIPALITIES)
    _, cells, injured, discs, fatal = figure.data
    assert list(cells.locations) == list(discs.customdata) == [STATION]
    assert cells.geojson == "cells/20250101-090000-aaaaaa-real/prefecture.geojson"
    assert names_on(figure) == ["須賀川市", "郡山市"]
    assert len(injured.lat) + len(fatal.lat) == 2
    assert injured.text is None
    assert fatal.customdata[0] == int(STATION)
    for width in (320, 1260, 1640):
        west, south, east, north = seen(figure, width)
        assert west < 139.3 < 141.0 < east
        assert south < 36.9 < 37.9 < north


def test_discs_of_a_wider_region_stand_in_their_cells_the_most_accidents_above() -> None:
    cells, _, discs, _ = maps.region_map(GROUND, COUNTS, Positions(points()), MUNICIPALITIES).data[1:]
    assert list(discs.customdata) == [OFFICE, STATION]
    assert list(discs.marker.color) == [2, 5]
    assert discs.marker.size[0] < discs.marker.size[1]
    assert discs.marker.cmax == cells.zmax
    for code, latitude, longitude in zip(discs.customdata, discs.lat, discs.lon, strict=True):
        assert quarter(latitude, longitude) == code


def test_a_region_without_cells_of_two_accidents_has_its_records() -> None:
    figure = maps.region_map(GROUND, {}, Positions(points()), MUNICIPALITIES)
    assert [len(trace.lat) for trace in figure.data if trace.type == "scattermap"] == [1, 0, 1]


@pytest.mark.parametrize("width", [320, 680, 1260, 1640])
def test_the_whole_city_is_seen_at_every_width(width: int) -> None:
    west, south, east, north = seen(maps.city_map(GROUND, COUNTS, Records(RECORDS)), width)
    city_west, city_south, city_east, city_north = maps.outline(GROUND).total_bounds
    assert west < city_west < city_east < east
    assert south < city_south < city_north < north


def test_on_paper_the_city_fills_most_of_the_map() -> None:
    figure = maps.city_map(GROUND, COUNTS, Records(RECORDS), widest=maps.PAPER)
    west, _, east, _ = seen(figure, maps.PAPER)
    city_west, _, city_east, _ = maps.outline(GROUND).total_bounds
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
    figure = maps.close_up(GROUND, COUNTS, Records(RECORDS), OFFICE)
    west, south, east, north = mesh.bounds(OFFICE)
    centre = figure.layout.map.center
    assert west < centre.lon < east
    assert south < centre.lat < north
    assert figure.layout.map.zoom == maps.CLOSE_ZOOM
