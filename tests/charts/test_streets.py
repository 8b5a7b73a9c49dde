import json
from dataclasses import replace
from itertools import pairwise

import pytest

from charts import maps, streets
from findings.accidents.ground import Background, Boundary, Tiled
from findings.accidents.records import Positions, Records
from tests.charts.test_maps import COUNTS, GROUND, MUNICIPALITIES, OFFICE, RECORDS, points

KINDS = frozenset({"motorway", "trunk", "major", "minor", "rail", "station", "river", "water", "boundary"})
TILED = Tiled(8, 14, (140.1, 37.1, 140.6, 37.5))
BEHIND = Background(TILED, KINDS, ("© A",), ("osm",))
SQUARE = {"type": "Polygon", "coordinates": [[[140, 37], [141, 37], [141, 38], [140, 38], [140, 37]]]}
WITH_STREETS = replace(GROUND, background=BEHIND, boundary=Boundary(json.dumps(SQUARE), "n03"))


def drawn() -> dict[str, maps.go.Figure]:
    return {
        "city": maps.city_map(WITH_STREETS, COUNTS, Records(RECORDS)),
        "region": maps.region_map(WITH_STREETS, COUNTS, Positions(points()), MUNICIPALITIES),
        "close": maps.close_up(WITH_STREETS, COUNTS, Records(RECORDS), OFFICE),
    }


@pytest.mark.parametrize("name", ["city", "region", "close"])
def test_every_map_of_the_city_has_streets_and_says_who_made_them(name: str) -> None:
    figure = drawn()[name]
    assert figure.layout.map.style["sources"][streets.SOURCE] == {
        "type": "vector",
        "tiles": ["basemap/20250101-090000-aaaaaa-real/{z}/{x}/{y}.pbf"],
        "minzoom": 8,
        "maxzoom": 14,
        "bounds": [140.1, 37.1, 140.6, 37.5],
    }
    (credit,) = figure.layout.annotations
    ends = "道路などは市とまわりだけ<br>" if name == "region" else ""  # the others show nothing else
    assert (credit.text, credit.xanchor, credit.yanchor) == (f"{ends}背景：© A", "right", "bottom")
    assert "//" not in json.dumps(figure.layout.map.style, ensure_ascii=False)


@pytest.mark.parametrize("name", ["city", "region", "close"])
def test_streets_lie_on_the_ground_below_the_cells_and_their_names_above(name: str) -> None:
    figure = drawn()[name]
    layers = [layer["id"] for layer in figure.layout.map.style["layers"]]
    names = [layer["id"] for layer in figure.layout.map.style["layers"] if layer["type"] == "symbol"]
    ground, *others = (layers.index(trace.below) for trace in figure.data)
    assert ground == 1  # right above what lies beyond the city
    assert set(others) == {layers.index(names[0])}
    assert layers[-len(names) :] == names
    assert names[-2:] == ["further_names", "names"]  # what comes last is written first


def test_the_ground_comes_with_the_streets_where_they_are_seen_and_their_tiles_show_it() -> None:
    behind = replace(BEHIND, kinds=KINDS | {"ground"})
    ground = replace(WITH_STREETS, background=behind)
    city = maps.city_map(ground, COUNTS, Records(RECORDS))
    layers = [layer["id"] for layer in city.layout.map.style["layers"]]
    assert layers[:3] == ["ground", "streets_ground", "streets_ground_edge"]
    assert layers.index(city.data[0].below) > layers.index("streets_motorway")
    assert list(city.data[0].locations) == list(COUNTS)
    region = maps.region_map(
        ground, COUNTS, Positions(points()), MUNICIPALITIES
    )  # seen from where no tile is
    assert "streets_ground" not in [layer["id"] for layer in region.layout.map.style["layers"]]
    assert list(region.data[0].locations) == [0]


def test_only_kinds_that_the_tiles_have_are_drawn() -> None:
    few = replace(BEHIND, kinds=frozenset({"river", "trunk"}))
    assert {layer["source-layer"] for layer in streets.layers(few)} == {"river", "trunk"}
    assert {layer["source-layer"] for layer in streets.layers(BEHIND)} == KINDS - {"boundary"}


def test_greater_roads_are_wider_at_every_zoom_and_lines_never_get_thinner_from_closer_by() -> None:
    def width(kind: str, zoom: float) -> float:
        known = list(streets.WIDTHS[kind].items())
        if zoom <= known[0][0]:
            return known[0][1]
        return next(
            low + (high - low) * (zoom - below) / (above - below)
            for (below, low), (above, high) in pairwise(known)
            if below <= zoom <= above
        )

    for zoom in (12, 13, 14, 15, 16, 17, 18):
        greater = [width(kind, zoom) for kind in ("motorway", "trunk", "major", "minor")]
        assert greater == sorted(greater, reverse=True)
    for widths in streets.WIDTHS.values():
        assert list(widths.values()) == sorted(widths.values())


@pytest.mark.parametrize(("zoom", "times"), [(12.5, 1), (13.9, 1), (14, 2), (16, 2)])
def test_a_minor_street_has_edges_where_they_can_be_told_from_it(zoom: float, times: int) -> None:
    seen = [
        layer
        for layer in streets.layers(BEHIND)
        if layer["type"] == "line" and layer.get("minzoom", 0) <= zoom < layer.get("maxzoom", 24)
    ]
    drawn = [layer["source-layer"] for layer in seen]
    assert [drawn.count(kind) for kind in ("minor", "major", "motorway")] == [times, 2, 2]


def test_a_station_that_is_a_named_place_is_not_named_twice() -> None:
    (station,) = (layer for layer in streets.layers(BEHIND, ["駅"]) if layer["id"] == "streets_station_name")
    assert station["filter"] == ["!", ["in", ["get", "name"], ["literal", ["駅"]]]]


def test_the_boundary_takes_the_place_of_the_stepped_outline() -> None:
    assert tuple(maps.outline(WITH_STREETS).total_bounds) == (140, 37, 141, 38)


def test_streets_shine_through_the_cells_and_a_close_up_shows_a_crossing() -> None:
    bare = maps.city_map(GROUND, COUNTS, Records(RECORDS))
    assert drawn()["city"].data[1].marker.opacity < bare.data[1].marker.opacity
    assert (
        drawn()["close"].layout.map.zoom
        > maps.close_up(GROUND, COUNTS, Records(RECORDS), OFFICE).layout.map.zoom
    )


def test_a_long_credit_keeps_within_a_phone_and_below_the_scale_of_colours() -> None:
    made_by = ("国土地理院最適化ベクトルタイル", "© OpenStreetMap contributors", "あ" * 30)
    figure = maps.city_map(
        replace(WITH_STREETS, background=replace(BEHIND, credits=made_by)), COUNTS, Records(RECORDS)
    )
    lines = figure.layout.annotations[0].text.split("<br>")
    assert lines == ["背景：国土地理院最適化ベクトルタイル", made_by[1], "あ" * streets.COLUMNS, "あ" * 8]
    assert figure.data[1].colorbar.y * maps.LOWEST > 4 * streets.CREDIT_LINE


def test_the_scale_of_colours_of_a_region_keeps_above_where_its_streets_are_said_to_end() -> None:
    assert drawn()["region"].data[1].colorbar.y * maps.LOWEST > 2 * streets.CREDIT_LINE


def test_without_streets_a_region_does_not_say_where_they_end() -> None:
    assert not maps.region_map(GROUND, COUNTS, Positions(points()), MUNICIPALITIES).layout.annotations
