"""A map is drawn from what it holds, on the streets of tiles; what only a browser could fetch is left out."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pytest
import shapely

from exports.slides import Slide, deck
from exports.slides.map_streets import Tiles
from ingest.basemap import cutting
from stats import mesh
from tests.exports.slides import reading
from tests.exports.slides.given import notes

CELL = "5540725944"
WEST, SOUTH, EAST, NORTH = mesh.bounds(CELL)


STREETS = {"type": "vector", "tiles": ["basemap/20240401/{z}/{x}/{y}.pbf"], "minzoom": 8, "maxzoom": 14}
PLACE = {
    "type": "Feature",
    "properties": {"name": "須賀川駅", "on_map": True},
    "geometry": {"type": "Point", "coordinates": [(WEST + EAST) / 2, (SOUTH + NORTH) / 2]},
}


def drawn(tiles: Tiles | None = None, annotations=(), cell=CELL, **of_style):
    style = {"version": 8, "sources": {}, "layers": [{"id": "ground", "type": "background"}]} | of_style
    figure = {
        "data": [
            {
                "type": "choroplethmap",
                "geojson": "cells/20250101-090000-aaaaaa-real/city.geojson",
                "locations": [cell],
                "z": [7],
                "zmin": 0,
                "zmax": 7,
                "colorscale": [[0, "#FFFFFF"], [1, "#8C3204"]],
            }
        ],
        "layout": {
            "map": {"style": style},
            "meta": {"fit": mesh.bounds(cell), "closest": 13},
            "annotations": list(annotations),
        },
    }
    slide = Slide(title="地図です。", subject="地図", alt="区画に7件", notes=notes(), figure=figure)
    (page,) = reading.opened(deck([slide], title="試し", tiles=tiles))
    return page


@pytest.mark.parametrize("code", [CELL, CELL[:9], CELL[:8], CELL[:6]])
def test_a_cell_whose_shape_only_an_address_knows_is_drawn_by_its_code(code):
    (cell,) = [shape for shape in reading.shapes(drawn(cell=code)) if shape.name == f"区画{code}：7"]
    assert str(cell.fill.fore_color.rgb) == "8C3204"


def line(kind: str, colour: str, width: float, **others) -> dict[str, object]:
    """Return the layer of a style that draws the lines of a kind."""
    paint = {"line-color": colour, "line-width": ["interpolate", ["linear"], ["zoom"], 8, 1, 14, width]}
    return {"id": kind, "type": "line", "source": "streets", "source-layer": kind, "paint": paint, **others}


def named(kind: str, colour: str) -> dict[str, object]:
    """Return the layer of a style that writes the names of a kind."""
    paint = {"text-color": colour}
    return {
        "id": f"{kind} name",
        "type": "symbol",
        "source": "streets",
        "source-layer": kind,
        "paint": paint,
    }


LAYERS = [
    {"id": "ground", "type": "background", "paint": {"background-color": "#ECEEEF"}},
    {
        "id": "water",
        "type": "fill",
        "source": "streets",
        "source-layer": "water",
        "paint": {"fill-color": "#C3DBEB"},
    },
    line("minor", "#D3D9DE", 1),
    line("rail", "#7B8794", 3),
    line("trunk", "#DFC183", 6),
    {
        "id": "station",
        "type": "circle",
        "source": "streets",
        "source-layer": "station",
        "paint": {
            "circle-radius": 3,
            "circle-color": "#FFFFFF",
            "circle-stroke-color": "#7B8794",
            "circle-stroke-width": 2,
        },
    },
    named("trunk", "#52606D"),
    named("station", "#1F2933"),
    {"id": "names", "type": "symbol", "source": "names"},
]
STYLE = {
    "sources": {
        "streets": STREETS,
        "names": {"type": "geojson", "data": {"type": "FeatureCollection", "features": [PLACE]}},
    },
    "layers": LAYERS,
}


def cut(*things: tuple[str, str | None, object]) -> Tiles:
    """Return the tiles of things of a kind: their name and shape."""
    rows = pd.DataFrame(things, columns=["kind", "name", "shape"]).assign(ref=None, **{"class": None})
    made = {address: tile for *address, tile in cutting.tiles(rows) for address in [tuple(address)]}
    return lambda *address: made.get(address)


def across(share: float) -> shapely.LineString:
    """Return a line from west to east over the cell and far beyond."""
    return shapely.LineString([(WEST - 0.5, y := SOUTH + share * (NORTH - SOUTH)), (EAST + 0.5, y)])


SOME = (
    ("trunk", "国道4号", across(0.8)),
    ("trunk", "国道4号", across(0.7)),
    ("minor", None, across(0.3)),
    ("rail", "東北本線", across(0.1)),
    ("water", None, shapely.box(WEST, SOUTH, WEST + 0.001, SOUTH + 0.001)),
    ("station", "須賀川駅", shapely.Point(PLACE["geometry"]["coordinates"])),
    ("station", "川東駅", shapely.Point(EAST + 0.002, NORTH)),
)


def colours(shapes: Iterable) -> list[str]:
    """Return the colours of lines, and of areas, by their shapes."""
    found = []
    for shape in shapes:
        (colour, *_) = shape._element.xpath(
            "p:spPr/a:ln/a:solidFill/a:srgbClr/@val"
            if shape.name == "背景の線"
            else "p:spPr/a:solidFill/a:srgbClr/@val"
        )
        found.append(colour)
    return found


def test_streets_lie_under_the_cells_in_the_colours_and_order_of_the_map():
    shapes = list(reading.shapes(drawn(cut(*SOME), **STYLE)))
    behind = [shape for shape in shapes if shape.name.startswith("背景の")]
    assert [shape.name for shape in behind] == ["背景の面", "背景の線", "背景の線", "背景の線", "背景の点"]
    assert colours(behind) == ["C3DBEB", "D3D9DE", "7B8794", "DFC183", "FFFFFF"]
    order = [shape.name for shape in shapes]
    assert (
        order.index("地図の地")
        < order.index("背景の面")
        < order.index("背景の点")
        < order.index(f"区画{CELL}：7")
    )


def test_an_area_that_tiles_cut_into_parts_is_one_and_its_edge_follows_no_tile():
    wide = shapely.box(WEST - 0.001, SOUTH - 0.01, WEST + 0.04, NORTH + 0.01)  # more than a tile of zoom 14
    fill = {"id": "fill", "type": "fill", "source": "streets", "paint": {"fill-color": "#F7F7F5"}}
    layers = [fill | {"source-layer": "ground"}, line("ground", "#B8C2CC", 1)]
    shapes = list(reading.shapes(drawn(cut(("ground", None, wide)), **STYLE | {"layers": layers})))
    area, edge = (shape for shape in shapes if shape.name.startswith("背景の"))
    assert (area.name, edge.name) == ("背景の面", "背景の線")
    assert len(area._element.xpath(".//a:pt")) == 4
    assert len(edge._element.xpath(".//a:pt")) == 5  # back to the first one


def test_no_street_reaches_beyond_the_map():
    shapes = list(reading.shapes(drawn(cut(*SOME), **STYLE)))
    (ground,) = [shape for shape in shapes if shape.name == "地図の地"]
    for shape in shapes:
        if shape.name.startswith("背景の"):
            assert ground.left <= shape.left
            assert shape.left + shape.width <= ground.left + ground.width
            assert ground.top <= shape.top
            assert shape.top + shape.height <= ground.top + ground.height


def test_roads_and_stations_are_named_once_also_where_the_map_names_a_place_the_same():
    names = [shape for shape in reading.shapes(drawn(cut(*SOME), **STYLE)) if shape.name == "地名"]
    assert sorted(shape.text_frame.text for shape in names) == ["国道4号", "川東駅", "須賀川駅"]


@pytest.mark.parametrize("tiles", [None, lambda *address: None])
def test_without_tiles_a_map_stands_on_its_ground_and_names_stay(tiles: Tiles | None):
    page = drawn(tiles, **STYLE)
    assert not [shape for shape in reading.shapes(page) if shape.name.startswith("背景の")]
    assert "須賀川駅" in reading.words(page)


def test_what_has_too_many_corners_for_a_slide_is_left_out_and_main_roads_stay():
    random = np.random.default_rng(1)
    spots = random.uniform((WEST - 0.02, SOUTH - 0.01), (EAST + 0.02, NORTH + 0.01), (4_000, 2))
    many = [("minor", None, shapely.LineString([spot, spot + 0.0005])) for spot in spots]
    shapes = list(reading.shapes(drawn(cut(*SOME, *many), **STYLE)))
    behind = [shape for shape in shapes if shape.name.startswith("背景の")]
    assert colours(behind) == ["C3DBEB", "7B8794", "DFC183", "FFFFFF"]
    assert sum(len(shape._element.xpath(".//a:pt")) for shape in behind) < 3_000


def test_who_made_the_background_stands_in_the_lower_right_corner_of_the_map():
    note = {"text": "道路などは市とまわりだけ<br>背景：© OpenStreetMap contributors", "x": 1, "y": 0}
    shapes = list(reading.shapes(drawn(annotations=[note])))
    (ground,) = [shape for shape in shapes if shape.name == "地図の地"]
    (credit,) = [shape for shape in shapes if shape.name == "背景の出典"]
    assert credit.text_frame.text == "道路などは市とまわりだけ\n背景：© OpenStreetMap contributors"
    assert credit.left + credit.width == pytest.approx(ground.left + ground.width, abs=2)
    assert credit.top + credit.height == pytest.approx(ground.top + ground.height, abs=2)


def test_a_bar_says_how_far_a_distance_is():
    shapes = list(reading.shapes(drawn()))
    (bar,) = [shape for shape in shapes if shape.name == "縮尺の線"]
    (cell,) = [shape for shape in shapes if shape.name == f"区画{CELL}：7"]
    (told,) = [shape.text_frame.text for shape in shapes if shape.name == "縮尺"]
    east = (EAST - WEST) * mesh.METRES_PER_DEGREE * np.cos(np.radians(SOUTH))
    assert told == "500m"
    assert bar.width / cell.width == pytest.approx(500 / east, rel=0.01)
