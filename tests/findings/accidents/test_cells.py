import pandas as pd
import pytest

from findings.accidents.cells import (
    Along,
    CellName,
    Direction,
    counted,
    named,
    names,
    neighbourhood,
    of_others,
    picked,
    street_of,
)
from findings.accidents.ground import Gazetteer, Ground, Near, Place, ground
from findings.rows import RowError
from queries.accidents import Selection
from stats import mesh
from tests.findings.conftest import Given

STATION = "5540726922"
PLACES = Gazetteer(
    (
        Place("須賀川駅", 37.300335, 140.372014, True, "ekidata"),
        Place("市役所", 37.28689, 140.37256, False, "wikipedia"),
    )
)
EVERY = Selection("07207", with_motorway=True)


def code_of(north: int, east: int) -> str:
    """Return the cell so many cells north and east of the station's."""
    west, south, _, _ = mesh.bounds(STATION)
    row, column = round(south * 480) + north, round((west - 100) * 320) + east
    (up, y), (right, x) = divmod(row, 4), divmod(column, 4)
    digits = f"{up // 80}{right // 80}{up % 80 // 10}{right % 80 // 10}{up % 10}{right % 10}"
    return f"{digits}{1 + y // 2 * 2 + x // 2}{1 + y % 2 * 2 + x % 2}"


@pytest.mark.parametrize(
    ("north", "east", "place", "direction", "metres"),
    [
        (0, 0, "須賀川駅", None, 0),
        (0, 2, "須賀川駅", Direction.EAST, 700),
        (2, 0, "須賀川駅", Direction.NORTH, 600),
        (2, -2, "須賀川駅", Direction.NORTH_WEST, 700),
        (-5, 0, "市役所", Direction.NORTH, 400),
        (-7, 2, "市役所", Direction.EAST, 600),
        (-9, 2, "市役所", Direction.SOUTH_EAST, 800),
        (0, -9, "須賀川駅", Direction.WEST, 2400),
        (0, 40, None, None, 0),
    ],
)
def test_a_cell_is_called_by_the_nearest_place(
    north: int, east: int, place: str | None, direction: Direction | None, metres: int
) -> None:
    code = code_of(north, east)
    assert names([code], PLACES) == (CellName(code, place, direction, metres),)


def test_beyond_three_kilometres_only_the_municipality_is_left() -> None:
    inside, beyond = code_of(0, 10), code_of(0, 11)
    near, far = names([inside, beyond], PLACES, ["須賀川市", "鏡石町"])
    assert (near.place, near.metres, near.municipality) == ("須賀川駅", 2900, "須賀川市")
    assert far == CellName(beyond, municipality="鏡石町")


def test_without_cells_or_places_nothing_has_a_place() -> None:
    assert names([], PLACES) == ()
    assert names([STATION], Gazetteer(())) == (CellName(STATION),)


def test_the_busiest_cells_are_all_that_have_the_highest_count() -> None:
    rows = pd.DataFrame(
        {
            "mesh_250m": [STATION, code_of(0, 2), code_of(2, 0)],
            "accidents": [3, 3, 1],
            "fatal_accidents": [0, 1, 0],
            "municipality": "須賀川市",
        }
    )
    found = named(rows, PLACES)
    assert found.most == 3
    assert [name.cell for name in found.busiest] == [STATION, code_of(0, 2)]
    assert found.accidents == {STATION: 3, code_of(0, 2): 3, code_of(2, 0): 1}
    nothing = named(rows.head(0), PLACES)
    assert (nothing.most, nothing.busiest, nothing.accidents) == (0, [], {})
    with pytest.raises(RowError, match="municipality"):
        named(rows.drop(columns="municipality"), PLACES)


def accident(
    number: int, cell: str, *, municipality: str = "07207", fatal: bool = False
) -> dict[str, object]:
    longitude, latitude = mesh.middle(cell)
    return {
        "accident_id": str(number),
        "file_year": 2021,
        "occurred_at": pd.Timestamp("2021-04-03 08:59"),
        "prefecture_code": "07",
        "municipality_code": municipality,
        "fatal": fatal,
        "deaths": int(fatal),
        "injuries": 1,
        "latitude": latitude,
        "longitude": longitude,
        "mesh_1km": cell[:8],
        "mesh_250m": cell,
        "on_motorway": False,
        "accident_type_code": "21",
        "road_shape_code": "01",
        "weather_code": "1",
        "day_night_code": "12",
    }


def test_a_neighbourhood_counts_nine_cells_whosever_the_accidents_are(given: Given) -> None:
    accidents = [
        accident(1, STATION),
        accident(2, STATION, fatal=True),
        accident(3, code_of(1, 1), municipality="07342"),
        accident(4, code_of(2, 0)),
    ]
    edition = given(accidents=accidents, municipalities=[{"municipality_code": "07342", "name": "鏡石町"}])
    found = neighbourhood(edition, EVERY, PLACES, STATION)
    assert found.codes == [code_of(north, east) for north in (-1, 0, 1) for east in (-1, 0, 1)]
    assert (found.inside, found.around) == (2, 1)
    assert found.counted.accidents == {STATION: 2, code_of(1, 1): 1}
    assert found.counted.names[1].municipality == "鏡石町"


def test_accidents_of_others_are_counted_by_their_municipality(given: Given) -> None:
    edition = given(
        city=[{"municipality_code": "07207"}],
        municipalities=[
            {"municipality_code": "07207", "name": "須賀川市"},
            {"municipality_code": "07342", "name": "鏡石町"},
        ],
        accidents=[
            accident(1, STATION),
            accident(2, STATION, municipality="07342"),
            accident(3, code_of(0, 1), municipality="07342"),
        ],
    )
    assert of_others(edition, EVERY, STATION) == {"鏡石町": 1}
    inside, outside = (
        Ground("", (), touched, PLACES) for touched in (frozenset({code_of(0, 1)[:8]}), frozenset())
    )
    mixed = picked(edition, EVERY, outside, STATION)
    assert (mixed.name.place, len(mixed.records), mixed.of_others) == ("須賀川駅", 2, {"鏡石町": 1})
    assert mixed.has_sheet
    assert not picked(edition, EVERY, outside, code_of(0, 1)).has_sheet
    assert picked(edition, EVERY, inside, code_of(0, 1)).has_sheet


def test_the_ground_is_the_citys_from_half_a_cell_on(given: Given) -> None:
    edition = given(
        areas=[
            {"mesh_code": "55407269", "share_inside": 0.5},
            {"mesh_code": "55407268", "share_inside": 0.49},
        ],
        places=[
            {"name": name, "latitude": 37.3, "longitude": 140.4, "on_map": True, "source_id": source}
            for name, source in (("b", "x"), ("a", "y"), ("c", "y"))
        ],
    )
    found = ground(edition)
    assert found.inside == ("55407269",)
    assert found.touched == {"55407268", "55407269"}
    assert found.sources == ["mesh", "y", "x"]
    assert found.holds("5540726822")
    assert not found.holds("5540726722")
    assert Ground("", (), frozenset(), Gazetteer(())).sources == ["mesh"]


def test_from_150_metres_on_a_cell_has_a_direction() -> None:
    west, south, east, north = mesh.bounds(STATION)
    for metres, direction in ((140, None), (160, Direction.NORTH)):
        place = Place(
            "駅", (south + north) / 2 - metres / mesh.METRES_PER_DEGREE, (west + east) / 2, True, "x"
        )
        assert names([STATION], Gazetteer((place,)))[0].direction == direction


def test_cells_with_fewer_accidents_than_asked_for_are_left_out(given: Given) -> None:
    edition = given(accidents=[accident(1, STATION), accident(2, STATION), accident(3, code_of(0, 1))])
    assert counted(edition, EVERY, PLACES).accidents == {STATION: 2, code_of(0, 1): 1}
    assert counted(edition, EVERY, PLACES, least=2).accidents == {STATION: 2}


def at(road: str, metres: int, crossing: str | None = None, side: str | None = None) -> CellName:
    return CellName("1", at=Near("1", "町", None, None, road, "road", crossing, side, metres, "osm"))


def test_a_cell_is_called_as_the_edition_says() -> None:
    street = Near(STATION, "栄町", None, None, "国道4号", "road", None, None, 12, "osm")
    gazetteer = Gazetteer(PLACES.places, (street,))
    assert [name.at for name in names([STATION, code_of(0, 1)], gazetteer)] == [street, None]
    assert names([STATION], Gazetteer((), (street,)))[0].at == street


@pytest.mark.parametrize(
    ("cells", "along"),
    [
        ([at("国道4号", 20), at("国道4号", 100), at("市道", 0), CellName("2")], Along("国道4号", 2, 4)),
        ([at("国道4号", 20), at("国道4号", 101), at("市道", 0), CellName("2")], None),
        ([at("市道", 20, "国道4号"), at("国道4号", 90)], Along("国道4号", 2, 2)),
        ([at("市道", 20, "国道4号", "north"), at("国道4号", 90), CellName("2")], None),
        ([CellName("2")], None),
        ([], None),
    ],
)
def test_a_street_is_named_where_half_of_the_places_lie_along_it(
    cells: list[CellName], along: Along | None
) -> None:
    assert street_of(cells) == along
