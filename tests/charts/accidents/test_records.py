import pandas as pd
import pytest

from charts.accidents import records
from findings.accidents.cells import CellCounts, CellName, Counted, Picked
from findings.accidents.records import Totals

TOTALS = Totals(3, 0, 4, 1)
ONE = Counted(
    CellCounts(
        pd.DataFrame(
            {
                "mesh_250m": ["5540726922"],
                "accidents": [3],
                "fatal_accidents": [0],
                "municipality": ["中央市"],
            }
        )
    ),
    (CellName("5540726922", "駅"),),
)


def test_a_prefecture_is_named_before_what_its_map_shows() -> None:
    city, region = (records.in_words(ONE, TOTALS, "東県", scope) for scope in ("city", "prefecture"))
    assert city.startswith("条件に合う事故は3件")
    assert region == f"東県では、{city}"


def test_the_map_of_a_prefecture_says_which_cells_it_leaves_out() -> None:
    assert "（2件以上の区画だけ）" in records.map_defined("prefecture")
    assert "以上の区画だけ" not in records.map_defined("city")


def test_only_a_map_that_can_be_clicked_says_so() -> None:
    assert "一覧が地図の下に出ます" in records.map_note(TOTALS, can_pick=True)
    assert records.map_note(TOTALS, can_pick=False) == "地図に出せない（位置の分からない）事故は1件です。"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            CellName("5540726922", "<駅>"),
            "&lt;駅&gt;付近。条件に合う事故は0件です。この区画は鏡石町にあります。",
        ),
        (CellName("5540726922"), "条件に合う事故は0件です。この区画は鏡石町にあります。"),
    ],
)
def test_a_list_says_where_the_cell_lies_and_whose_accidents_they_are(name: CellName, text: str) -> None:
    assert records.list_note(Picked(name, (), {"鏡石町": 1}, in_city=False)) == text
