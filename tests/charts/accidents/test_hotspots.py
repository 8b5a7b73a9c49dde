import re
from dataclasses import replace
from functools import partial

import pytest

from charts import answers
from charts.accidents import hotspots
from charts.accidents.places import Links
from findings.accidents.cells import CellName, names
from findings.accidents.drawn import Part
from findings.accidents.ground import Gazetteer, Ground, Near, Place
from findings.accidents.hotspots import CellCount, Expectation, Hotspots
from stats import mesh

PLACES = (
    Place("須賀川駅", 37.300335, 140.372014, True, "ekidata"),
    Place("市役所", 37.28689, 140.37256, False, "wikipedia"),
)
GROUND = Ground(
    "20250101-090000-aaaaaa-real",
    ("55407269", "55407259"),
    frozenset({"55407269", "55407259"}),
    Gazetteer(PLACES),
)
STATION = "5540726922"


def top(**changes: list[float]) -> list[Expectation]:
    values = {
        "accidents": [8, 4, 3],
        "expected": [1.97, 1.1, 0.9],
        "lower": [1.0, 0.4, 0.3],
        "upper": [3.19, 2.0, 1.8],
        "chance": [0.91, 0.52, 0.4],
    } | changes
    named = names([STATION, "5540726924", "5540724924"], Gazetteer(PLACES))
    return [
        Expectation(name=name, rank=at + 1, **{field: values[field][at] for field in values})
        for at, name in enumerate(named)
    ]


def test_answer_says_how_sure_the_first_places_are() -> None:
    assert hotspots.top_sentence(top()) == "翌年も上位10に入りそうなのは、<b>須賀川駅付近</b>など2か所です。"
    text = "".join(hotspots.top_grounds(top()))
    assert "年2.0件（90%の確率で1.0～3.2件）" in text
    assert "翌年に上位10に入る確率は<b>91%</b>" in text
    assert "この確率が50%以上の地点は2か所" in text
    assert "など2か所" in hotspots.top_sentence(top(chance=[0.91, 0.496, 0.4]))  # shown as 50%
    assert "<b>須賀川駅付近</b>です" in hotspots.top_sentence(top(chance=[0.91, 0.3, 0.2]))


def test_answer_names_the_street_along_which_half_of_the_first_places_lie() -> None:
    street = Near("1", "栄町", None, None, "国道<4>号", "road", None, None, 30, "osm")
    cells = [replace(cell, name=replace(cell.name, at=street)) for cell in top()]
    assert (
        hotspots.top_sentence(cells)
        == "上位3か所のうち3か所は、国道&lt;4&gt;号沿いです。翌年も入りそうなのは<b>2か所</b>です。"
    )
    unsure = [replace(cell, chance=0.3) for cell in cells]
    assert hotspots.top_sentence(unsure).endswith("翌年も入ると言える地点は<b>ありません</b>。")
    long = [replace(cell, name=replace(cell.name, at=replace(street, near="長" * 40))) for cell in unsure]
    assert len(re.sub("<[^>]+>", "", hotspots.top_sentence(long))) <= answers.LONGEST
    assert "沿い" not in hotspots.top_sentence([cells[0], *top()[1:]])


def test_answer_admits_that_no_place_is_sure() -> None:
    unsure = top(chance=[0.4, 0.3, 0.2])
    assert "翌年も上位10に入ると言える地点は<b>ありません</b>" in hotspots.top_sentence(unsure)
    assert "<b>40%</b>" in "".join(hotspots.top_grounds(unsure))


def test_hardly_any_accidents_are_not_told_as_zero() -> None:
    rows = top(expected=[0.03, 0.02, 0.02], lower=[0.0, 0.0, 0.0], upper=[0.3, 0.08, 0.07])
    first, second, _ = hotspots.pointed_at(rows)
    assert "年0.1件未満（0.0～0.3件）" in first
    assert "年0.1件未満<br>" in second


def test_list_links_to_the_map_and_the_sheet_of_each_place_and_marks_the_chosen_one() -> None:
    def links(cell: str) -> Links:
        return Links(f"map?a=b&cell={cell}", f"sheet?cell={cell}", is_chosen=cell == STATION)

    text = hotspots.top_list(top(), links)
    assert text.count("<li") == 3
    assert (
        f'<li class="chosen"><span class="head"><b>1</b><a class="mark" href="map?a=b&amp;cell={STATION}"'
        in text
    )
    assert text.count('aria-current="true"') == 1
    assert f'href="sheet?cell={STATION}"' in text
    assert "確率 91%" in text


def test_map_draws_what_the_table_says() -> None:
    rows = top()
    figure = hotspots.cell_map(
        GROUND,
        [row.name.cell for row in rows],
        [row.expected for row in rows],
        part=Part.CITY,
        title="見込み（件/年）",
        texts=hotspots.pointed_at(rows),
        top=[row.name.cell for row in rows],
    )
    cells = figure.data[1]
    assert list(cells.z) == [row.expected for row in rows]
    assert cells.geojson == "cells/20250101-090000-aaaaaa-real/city.geojson"
    assert list(cells.locations) == [row.name.cell for row in rows]
    discs = figure.layout.map.style["sources"]["numbers"]["data"]["features"]
    assert [disc["properties"]["number"] for disc in discs] == ["1", "2", "3"]
    west, south, east, north = mesh.bounds(rows[1].name.cell)
    longitude, latitude = discs[1]["geometry"]["coordinates"]
    assert west < longitude < east
    assert south < latitude < north
    assert "見込み 年2.0件（1.0～3.2件）<br>記録 8件" in cells.text[0]
    table = hotspots.expected_table(rows)
    assert table["見込み（件/年）"].tolist() == [1.97, 1.1, 0.9]
    assert table["翌年に上位10に入る確率（%）"].tolist() == [91, 52, 40]


def test_map_begins_where_the_first_places_are() -> None:
    wide = Ground("20250101-090000-aaaaaa-real", ("55407269", "55406200"), frozenset(), Gazetteer(PLACES))
    west, south, east, north = mesh.bounds(STATION)
    of_one = partial(hotspots.cell_map, wide, [STATION], [1.0], part=Part.CITY, title="件", texts=[""])
    layout = of_one(top=[STATION]).layout.map
    assert west < layout.center.lon < east
    assert south < layout.center.lat < north
    assert of_one().layout.map.zoom < layout.zoom


@pytest.mark.parametrize(("accidents", "part"), [(1, "city"), (0, "city-whole")])
def test_a_place_without_records_is_among_the_shapes_of_the_whole_city(accidents: int, part: str) -> None:
    first, *others = top()
    found = Hotspots((replace(first, accidents=accidents), *others), 3)
    cells = hotspots.expected_map(GROUND, found).data[1]
    assert first.name.cell in cells.locations
    assert cells.geojson.endswith(f"/{part}.geojson")


def test_map_of_nothing_is_still_a_map() -> None:
    figure = hotspots.cell_map(GROUND, [], [], part=Part.CITY, title="件", texts=[])
    assert figure.data[1].zmax == 1


def test_what_stays_among_the_first_under_another_definition() -> None:
    assert hotspots.others_in_words({"高速道路を含む": 10, "発生年で数える": 9, "狭義": None}, 10) == (
        "定義を変えても上位10に残る地点：高速道路を含むならすべて、発生年で数えるなら9か所、狭義なら件数が少なく判定不能。"
    )
    assert hotspots.others_in_words({}, 10) == ""


def test_the_answer_counts_the_first_places_without_an_accident_of_their_own() -> None:
    unsure = top(accidents=[3, 2, 0], chance=[0.4, 0.3, 0.2])
    assert "上位3のうち1か所は記録が0件で、まわりの事故から推した所です。" in "".join(
        hotspots.top_grounds(unsure)
    )
    assert "記録が0件" not in "".join(hotspots.top_grounds(top()))


def test_a_cell_without_an_interval_is_told_by_its_level_alone() -> None:
    without = [replace(cell, lower=None, upper=None) for cell in top()]
    assert "見込み 年2.0件<br>記録 8件" in hotspots.pointed_at(without)[0]
    assert hotspots.expected_table(without)["90%区間の下端"].isna().all()


def test_counts_are_told_without_a_ranking() -> None:
    cells = [CellCount(CellName(STATION, "須賀川駅"), 3, 1), CellCount(CellName("5540724924"), 1, 0)]
    assert hotspots.counts_sentence(cells).startswith("記録のある250m区画は2か所、4件です。")
    assert hotspots.counts_pointed_at(cells)[0] == "須賀川駅付近<br>記録 3件"
    assert hotspots.counts_table(cells)["うち死亡事故（件）"].tolist() == [1, 0]


def test_who_has_too_few_accidents_is_told_with_the_number_it_takes() -> None:
    assert "市内で10件に足りません" in hotspots.too_few(in_city=True)
    assert "この版の全域で30件に足りません" in hotspots.too_few(in_city=False)


def test_cells_at_the_border_are_told_by_whose_records_there_are() -> None:
    assert "少なめに出ます" in hotspots.at_the_border("city")
    assert "隣の市町村の事故も数えています" in hotspots.at_the_border("prefecture")
    assert "（県）から求める" in hotspots.expected_defined(3, is_part=False, recorded="prefecture")


def test_only_years_that_are_not_whole_make_what_is_expected_too_low() -> None:
    whole, part = (
        hotspots.expected_defined(3, is_part=is_part, recorded="city") for is_part in (False, True)
    )
    assert "年あたりは少なめ" not in whole
    assert "年あたりは少なめ" in part
