"""A map is drawn from what it holds; what only a browser could fetch is left out without a word of complaint."""

from exports.slides import Slide, deck
from stats import mesh
from tests.exports.slides import reading
from tests.exports.slides.given import notes

CELL = "5540725944"
WEST, SOUTH, EAST, NORTH = mesh.bounds(CELL)


def drawn(**of_style):
    style = {"version": 8, "sources": {}, "layers": [{"id": "ground", "type": "background"}]} | of_style
    figure = {
        "data": [
            {
                "type": "choroplethmap",
                "geojson": "/cells/20240401.geojson",
                "locations": [CELL],
                "z": [7],
                "zmin": 0,
                "zmax": 7,
                "colorscale": [[0, "#FFFFFF"], [1, "#8C3204"]],
            }
        ],
        "layout": {"map": {"style": style}, "meta": {"fit": [WEST, SOUTH, EAST, NORTH], "closest": 13}},
    }
    slide = Slide(title="地図です。", subject="地図", alt="区画に7件", notes=notes(), figure=figure)
    (page,) = reading.opened(deck([slide], title="試し"))
    return page


def test_a_cell_whose_shape_only_an_address_knows_is_drawn_by_its_code():
    (cell,) = [shape for shape in reading.shapes(drawn()) if shape.name == f"区画{CELL}：7"]
    assert str(cell.fill.fore_color.rgb) == "8C3204"


def test_streets_of_vector_tiles_are_left_out_and_names_stay():
    place = {
        "type": "Feature",
        "properties": {"name": "須賀川駅", "on_map": True},
        "geometry": {"type": "Point", "coordinates": [(WEST + EAST) / 2, (SOUTH + NORTH) / 2]},
    }
    page = drawn(
        sources={
            "streets": {"type": "vector", "url": "pmtiles:///streets.pmtiles"},
            "elsewhere": {"type": "geojson", "data": "/places.geojson"},
            "names": {"type": "geojson", "data": {"type": "FeatureCollection", "features": [place]}},
        },
        layers=[
            {"id": "roads", "type": "line", "source": "streets", "source-layer": "roads"},
            {"id": "road names", "type": "symbol", "source": "streets", "source-layer": "roads"},
            {"id": "elsewhere", "type": "symbol", "source": "elsewhere"},
            {"id": "names", "type": "symbol", "source": "names"},
        ],
    )
    assert "須賀川駅" in reading.words(page)
