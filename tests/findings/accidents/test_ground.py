from findings.accidents.ground import Place, ground
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
