import re

import pandas as pd
import pytest

from charts.accidents import records
from charts.accidents.places import Links
from findings.accidents.cells import CellCounts, CellName, Counted, Picked
from findings.accidents.records import Totals
from queries.editions import Scope

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
    assert "（2件以上の区画だけ）" in records.map_defined("prefecture", has_boundary=True)
    assert "以上の区画だけ" not in records.map_defined("city", has_boundary=True)


def test_an_outline_is_called_rough_only_where_it_is_made_of_cells() -> None:
    assert "1km区画で表した" in records.map_defined("city", has_boundary=False)
    assert "1km区画" not in records.map_defined("city", has_boundary=True)


def test_only_a_map_that_can_be_clicked_says_so() -> None:
    assert "その地点の事故が地図の横に出ます" in records.map_note(TOTALS, can_pick=True)
    assert records.map_note(TOTALS, can_pick=False) == "地図に出せない（位置の分からない）事故は1件です。"


def counted(*numbers: int) -> Counted:
    """Return cells with so many accidents each, one of them fatal."""
    codes = [f"554072{number:04d}" for number in range(6922, 6922 + len(numbers))]
    rows = {
        "mesh_250m": codes,
        "accidents": numbers,
        "fatal_accidents": [1] * len(numbers),
        "municipality": ["中央市"] * len(numbers),
    }
    names = tuple(CellName(code, f"駅{at}") for at, code in enumerate(codes))
    return Counted(CellCounts(pd.DataFrame(rows)), names)


def test_a_cell_far_from_every_place_is_called_by_its_municipality() -> None:
    far = Counted(counted(4).table, (CellName("5540726922", municipality="中央市"),))
    assert "最も多いのは<b>中央市（区画5540726922）の4件</b>" in records.answer(far, TOTALS, "東県", "city")


@pytest.mark.parametrize(
    ("cells", "scope", "said"),
    [
        (counted(3, 1), "city", "事故は3件、最も多いのは<b>駅0付近の3件</b>です。"),
        (counted(2, 2), "prefecture", "&lt;東県では、事故は<b>3件</b>で、集まっている地点はありません。"),
        (
            counted(3, 3, 1),
            "prefecture",
            "&lt;東県では、事故は3件、最も多いのは<b>駅0付近など2か所の各3件</b>です。",
        ),
        (counted(1, 1), "city", "事故は<b>3件</b>で、集まっている地点はありません。"),
    ],
)
def test_the_answer_says_where_most_are_and_never_more_than_counts_allow(
    cells: Counted, scope: Scope, said: str
) -> None:
    assert records.answer(cells, TOTALS, "<東県", scope) == said


def test_the_busiest_are_listed_with_their_counts() -> None:
    text = records.busiest(counted(8, 4), lambda cell: Links(f"?cell={cell}", None, is_chosen=False))
    assert re.findall(r"<b>(\d件)</b>", text) == ["8件", "4件"]
    assert text.count("うち死亡事故 1件") == 2
    assert "見る" not in text  # no sheet of a cell beyond the city


def test_a_list_says_which_cell_it_is_of_and_whose_accidents_they_are() -> None:
    named = Picked(CellName("5540726922", "<駅>"), (), {"鏡石町": 1}, in_city=False)
    assert records.list_title(named) == "選んだ地点：<駅>付近"
    assert records.list_note(named) == (
        "250m区画5540726922。条件に合う事故は<b>0件</b>です。この区画は鏡石町にあります。"
    )
    assert (
        records.list_title(Picked(CellName("5540726922"), (), {}, in_city=True))
        == "選んだ地点：名前のない地点"
    )
