from pathlib import Path

import pandas as pd
import pytest

from charts import maps
from charts.accidents import nation
from findings.accidents.ground import Gazetteer, Ground
from findings.accidents.records import CoarseCells, Totals
from stats import mesh

AREAS = pd.read_csv(Path(__file__).parents[3] / "data" / "areas" / "cells.csv", dtype={"mesh_code": str})
GROUND = Ground(
    "20250101-090000-aaaaaa-real",
    tuple(AREAS.loc[AREAS["share_inside"] >= 0.5, "mesh_code"]),
    frozenset(AREAS["mesh_code"]),
    Gazetteer(()),
)
CELLS = pd.DataFrame(
    {
        "mesh_10km": ["523504", "554072", "392721"],
        "accidents": [15290, 100, 1],
        "fatal_accidents": [40, 1, 0],
        "prefecture": ["大阪", "福島", "沖縄"],
    }
)
TOTALS = Totals(accidents=995464, deaths=8256, injuries=1188543, without_place=1)


def test_colours_go_up_by_the_logarithm_and_every_cell_is_drawn() -> None:
    cells = nation.figure(GROUND, CoarseCells(CELLS)).data[0]
    assert list(cells.locations) == CELLS["mesh_10km"].tolist()
    assert list(cells.z) == [4.184, 2, 0]
    assert list(cells.customdata) == [15290, 100, 1]
    assert cells.geojson == "cells/20250101-090000-aaaaaa-real/nation.geojson"
    assert (cells.zmin, cells.zmax) == (0, 5)
    assert list(cells.colorbar.ticktext) == ["1", "10", "100", "1千", "1万", "10万"]


def test_the_city_is_marked() -> None:
    _, dot = nation.figure(GROUND, CoarseCells(CELLS)).data
    west, south, east, north = maps.outline(GROUND).total_bounds
    assert west < dot.lon[0] < east
    assert south < dot.lat[0] < north


def test_each_prefecture_is_named_in_the_middle_of_its_accidents() -> None:
    two = pd.concat([CELLS, CELLS.iloc[[1]].assign(mesh_10km="554070", accidents=300)])
    features = nation.figure(GROUND, CoarseCells(two)).layout.map.style["sources"]["names"]["data"][
        "features"
    ]
    assert [feature["properties"]["name"] for feature in features] == ["大阪", "福島", "沖縄"]
    (many, _, many_east, _), (few, _, few_east, _) = map(mesh.bounds, ("554070", "554072"))
    longitude, _ = features[1]["geometry"]["coordinates"]
    assert longitude == pytest.approx((3 * (many + many_east) + (few + few_east)) / 8, abs=1e-5)


def test_records_without_any_place_leave_a_map_without_cells() -> None:
    assert list(nation.figure(GROUND, CoarseCells(CELLS.head(0))).data[0].locations) == []
    assert "最も多い" not in nation.in_words(CoarseCells(CELLS.head(0)), TOTALS)


def test_the_nation_in_words() -> None:
    assert nation.in_words(CoarseCells(CELLS), TOTALS) == (
        "条件に合う事故は995,464件、死者8,256人、負傷者1,188,543人です。"
        "10km区画で最も多いのは、大阪の北緯34.7度・東経135.6度のあたりの15,290件です。"
    )


def test_the_answer_and_the_list_begin_with_the_busiest_cell() -> None:
    assert nation.answer(CoarseCells(CELLS), TOTALS) == (
        "全国では、事故は995,464件、最も多いのは<b>大阪の10km区画の15,290件</b>です。"
    )
    assert nation.answer(CoarseCells(CELLS.head(0)), TOTALS) == "全国では、事故は995,464件です。"
    assert nation.busiest(CoarseCells(CELLS)).index("大阪の北緯34.7度") < nation.busiest(
        CoarseCells(CELLS)
    ).index("福島の")


def test_the_table_has_every_cell() -> None:
    table = nation.table(CoarseCells(CELLS))
    assert table["10km区画"].tolist() == CELLS["mesh_10km"].tolist()
    assert table["都道府県"].tolist() == ["大阪", "福島", "沖縄"]
    assert table.iloc[0][["中心の緯度", "中心の経度"]].tolist() == [34.7083, 135.5625]
