import pandas as pd
import pytest

from charts import maps
from charts.accidents import hotspots

PLACES = pd.DataFrame(
    {
        "name": ["須賀川駅", "市役所"],
        "latitude": [37.300335, 37.28689],
        "longitude": [140.372014, 140.37256],
        "on_map": [True, False],
    }
)
AREAS = pd.DataFrame({"mesh_code": ["55407269", "55407259"], "share_inside": [1.0, 1.0]})
STATION = "5540726922"


def top(**changes: list[float]) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "mesh_250m": [STATION, "5540726924", "5540724924"],
            "rank": [1, 2, 3],
            "accidents": [8, 4, 3],
            "expected": [1.97, 1.1, 0.9],
            "lower": [1.0, 0.4, 0.3],
            "upper": [3.19, 2.0, 1.8],
            "chance": [0.91, 0.52, 0.4],
        }
    )
    return hotspots.named(rows.assign(**changes), PLACES)


@pytest.mark.parametrize(
    ("north", "east", "name"),
    [
        (0, 0, "須賀川駅付近"),
        (0, 2, "須賀川駅の東 約700m"),
        (2, 0, "須賀川駅の北 約600m"),
        (2, -2, "須賀川駅の北西 約700m"),
        (0, 40, None),
    ],
)
def test_a_place_is_named_by_direction_and_distance(north: int, east: int, name: str | None) -> None:
    west, south, _, _ = maps.cell_bounds(STATION)
    code = code_of(round(south * 480) + north, round((west - 100) * 320) + east)
    (place,) = hotspots.named(pd.DataFrame({"mesh_250m": [code]}), PLACES)["place"]
    assert place == (name or f"名前のない地点（区画{code}）")


def test_two_cells_of_one_list_are_never_called_the_same() -> None:
    west, south, _, _ = maps.cell_bounds(STATION)
    row, column = round(south * 480), round((west - 100) * 320)
    codes = [STATION, *(code_of(row + 9, column + east) for east in (0, 1, 4))]
    names = hotspots.named(pd.DataFrame({"mesh_250m": codes}), PLACES)["place"].tolist()
    assert names[0] == "須賀川駅付近"
    assert names[1:3] == [f"須賀川駅の北 約2,200m（区画{code}）" for code in codes[1:3]]
    assert names[3] == "須賀川駅の北東 約2,500m"


def code_of(row: int, column: int) -> str:
    (north, y), (east, x) = divmod(row, 4), divmod(column, 4)
    digits = f"{north // 80}{east // 80}{north % 80 // 10}{east % 80 // 10}{north % 10}{east % 10}"
    return f"{digits}{1 + y // 2 * 2 + x // 2}{1 + y % 2 * 2 + x % 2}"


def test_answer_says_how_sure_the_first_places_are() -> None:
    text = hotspots.answer(top())
    assert "須賀川駅" in text
    assert "年2.0件（90%の確率で1.0～3.2件）" in text
    assert "翌年に上位10に入る確率は<b>91%</b>" in text
    assert "この確率が50%以上の地点は2か所" in text
    assert "50%以上の地点は2か所" in hotspots.answer(top(chance=[0.91, 0.496, 0.4]))  # shown as 50%


def test_answer_admits_that_no_place_is_sure() -> None:
    text = hotspots.answer(top(chance=[0.4, 0.3, 0.2]))
    assert "翌年も上位10に入ると言える地点は<b>ありません</b>" in text
    assert "<b>40%</b>" in text
    assert "以上の地点" not in text


def test_hardly_any_accidents_are_not_told_as_zero() -> None:
    rows = top(expected=[0.03, 0.02, 0.02], lower=[0.0, 0.0, 0.0], upper=[0.3, 0.08, 0.07])
    first, second, _ = hotspots.pointed_at(rows)
    assert "年0.1件未満（0.0～0.3件）" in first
    assert "年0.1件未満<br>" in second


def test_list_links_to_the_sheet_of_each_place_and_keeps_the_conditions() -> None:
    text = hotspots.top_list(top(), {"edition": ["x"], "age": ["75歳以上", "0～24歳"]})
    assert text.count("<li>") == 3
    assert "accidents-spot?edition=x&amp;age=75%E6%AD%B3" in text
    assert f"cell={STATION}" in text
    assert "翌年に上位10に入る確率 91%" in text


def test_map_draws_what_the_table_says() -> None:
    rows = top()
    figure = hotspots.cell_map(
        AREAS,
        rows["mesh_250m"].tolist(),
        rows["expected"].tolist(),
        PLACES,
        title="見込み（件/年）",
        texts=hotspots.pointed_at(rows),
        top=rows["mesh_250m"].tolist(),
    )
    cells = figure.data[1]
    assert list(cells.z) == rows["expected"].tolist()
    assert [feature["id"] for feature in cells.geojson["features"]] == rows["mesh_250m"].tolist()
    discs = figure.layout.map.style["sources"]["numbers"]["data"]["features"]
    assert [disc["properties"]["number"] for disc in discs] == ["1", "2", "3"]
    west, south, east, north = maps.cell_bounds(rows["mesh_250m"].iloc[1])
    longitude, latitude = discs[1]["geometry"]["coordinates"]
    assert west < longitude < east
    assert south < latitude < north
    assert "見込み 年2.0件（1.0～3.2件）<br>記録 8件" in cells.text[0]
    table = hotspots.expected_table(rows)
    assert table["見込み（件/年）"].tolist() == [1.97, 1.1, 0.9]
    assert table["翌年に上位10に入る確率（%）"].tolist() == [91, 52, 40]


def test_map_begins_where_the_first_places_are() -> None:
    areas = pd.DataFrame({"mesh_code": ["55407269", "55406200"], "share_inside": [1.0, 1.0]})
    west, south, east, north = maps.cell_bounds(STATION)
    layout = hotspots.cell_map(
        areas, [STATION], [1.0], PLACES, title="件", texts=[""], top=[STATION]
    ).layout.map
    assert west < layout.center.lon < east
    assert south < layout.center.lat < north
    whole = hotspots.cell_map(areas, [STATION], [1.0], PLACES, title="件", texts=[""])
    assert whole.layout.map.zoom < layout.zoom


def test_map_of_nothing_is_still_a_map() -> None:
    figure = hotspots.cell_map(AREAS, [], [], PLACES, title="件", texts=[])
    assert figure.data[1].zmax == 1


def test_what_stays_among_the_first_under_another_definition() -> None:
    assert hotspots.others_in_words({"高速道路を含む": 10, "発生年で数える": 9, "狭義": None}, 10) == (
        "定義を変えても上位10に残る地点：高速道路を含むならすべて、発生年で数えるなら9か所、狭義なら件数が少なく判定不能。"
    )
    assert hotspots.others_in_words({}, 10) == ""


def test_the_answer_counts_the_first_places_without_an_accident_of_their_own() -> None:
    top = pd.DataFrame(
        {
            "place": ["駅の北", "駅の南"],
            "accidents": [3, 0],
            "expected": [1.0, 0.9],
            "lower": [0.4, 0.3],
            "upper": [1.9, 1.8],
            "chance": [0.4, 0.3],
        }
    )
    assert "上位2のうち1か所は記録が0件で、まわりの事故から推した所です。" in hotspots.answer(top)
    assert "記録が0件" not in hotspots.answer(top.assign(accidents=2, chance=0.9))
