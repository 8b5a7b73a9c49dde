from findings.accidents.ground import Background, Boundary, Near, Place, Tiled, ground
from tests.findings.conftest import Given


def test_cells_of_the_city_are_half_in_it_and_places_name_their_sources(given: Given) -> None:
    cells = {"55407268": 0.49, "55407269": 0.5, "55407279": 1.0}
    place = {"latitude": 37.3, "longitude": 140.37, "kind": "station", "precision": "point", "on_map": True}
    names = {"駅": "ekidata", "北駅": "ekidata", "並木町": "towns"}
    found = ground(
        given(
            areas=[{"mesh_code": code, "share_inside": share} for code, share in cells.items()],
            places=[place | {"name": name, "source_id": source} for name, source in names.items()],
        )
    )
    assert found.inside == ("55407269", "55407279")
    assert found.touched == set(cells)
    assert (found.holds("5540726822"), found.holds("5540726722")) == (True, False)
    assert Place("駅", 37.3, 140.37, True, "ekidata") in found.places
    assert set(found.sources) == {"mesh", "ekidata", "towns"}
    assert len(found.sources) == 3


def test_what_names_a_cell_is_named_as_a_source(given: Given) -> None:
    at = {"town": "栄町", "near": "国道4号", "near_kind": "road", "distance_m": 12, "source_id": "osm"}
    edition = given(cell_names=[{"mesh_250m": "1", **at}, {"mesh_250m": "2", "town": "長沼"}])
    found = ground(edition)
    assert found.names.near == {"1": Near("1", "栄町", None, None, "国道4号", "road", None, None, 12, "osm")}
    assert found.sources == ["mesh", "osm"]


def test_without_files_of_a_background_there_is_neither_background_nor_boundary(given: Given) -> None:
    found = ground(given())
    assert (found.boundary, found.background) == (None, None)


def test_what_is_drawn_behind_names_its_credits_and_its_sources(given: Given) -> None:
    layer = {"publisher": "p", "title": "t", "features": 1, "min_zoom": 8, "max_zoom": 14, "is_sample": False}
    files = [("rail", "© A", "a"), ("trunk", "© B", "b"), ("major", "© B", "b")]
    city = {
        "municipality_code": "07207",
        "name": "市",
        "prefecture_code": "07",
        "prefecture": "県",
        "plan_id": "5",
    }
    found = ground(
        given(
            edition=[{"edition_id": "20250101-090000-aaaaaa-real"}],
            city=[city],
            plans=[{"plan_id": "5"}],
            boundary=[{"municipality_code": "07207", "geojson": "{}", "source_id": "n03"}],
            basemap_layers=[
                layer | {"kind": kind, "attribution": credit, "source_file": kind, "source_id": source}
                for kind, credit, source in files
            ],
            basemap_tiles=[
                {"zoom": zoom, "tile_column": column, "tile_row": row, "tile": b""}
                for zoom, column, row in ((1, 1, 0), (2, 2, 1), (2, 3, 1))
            ],
        )
    )
    assert found.boundary == Boundary("{}", "n03")
    kinds = frozenset({"rail", "trunk", "major"})
    tiled = Tiled(
        1, 2, (0, 0, 180, 66.51326)
    )  # the north-eastern quarter of the world, its upper half left out
    assert found.background == Background(tiled, kinds, ("© B", "© A"), ("b", "a"))
    assert found.sources == ["mesh", "n03", "b", "a"]
