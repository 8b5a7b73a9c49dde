from pathlib import Path

import pandas as pd

from charts import maps, nation

AREAS = pd.read_csv(Path(__file__).parents[2] / "data" / "areas" / "cells.csv", dtype={"mesh_code": str})
CELLS = pd.DataFrame(
    {"mesh_10km": ["523504", "554072", "392721"], "accidents": [15290, 100, 1], "fatal_accidents": [40, 1, 0]}
)
TOTALS = pd.Series({"accidents": 995464, "deaths": 8256, "injuries": 1188543, "without_place": 1})


def test_colours_go_up_by_the_logarithm_and_every_cell_is_drawn() -> None:
    cells = nation.figure(AREAS, CELLS).data[0]
    assert list(cells.locations) == CELLS["mesh_10km"].tolist()
    assert list(cells.z) == [4.184, 2, 0]
    assert list(cells.customdata) == [15290, 100, 1]
    assert (cells.zmin, cells.zmax) == (0, 5)
    assert list(cells.colorbar.ticktext) == ["1", "10", "100", "1千", "1万", "10万"]


def test_the_city_is_marked() -> None:
    _, dot = nation.figure(AREAS, CELLS).data
    west, south, east, north = maps.outline(AREAS).total_bounds
    assert west < dot.lon[0] < east
    assert south < dot.lat[0] < north


def test_records_without_any_place_leave_a_map_without_cells() -> None:
    assert list(nation.figure(AREAS, CELLS.head(0)).data[0].locations) == []
    assert "最も多い" not in nation.in_words(CELLS.head(0), TOTALS)


def test_the_nation_in_words() -> None:
    assert nation.in_words(CELLS, TOTALS) == (
        "条件に合う事故は995,464件、死者8,256人、負傷者1,188,543人です。"
        "10km区画で最も多いのは、北緯34.7度・東経135.6度のあたりの15,290件です。"
        "地図に出せない（位置の分からない）事故は1件です。"
    )


def test_the_table_has_every_cell() -> None:
    table = nation.table(CELLS)
    assert table["10km区画"].tolist() == CELLS["mesh_10km"].tolist()
    assert table.iloc[0][["中心の緯度", "中心の経度"]].tolist() == [34.7083, 135.5625]
