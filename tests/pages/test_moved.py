"""Old addresses lead to what holds their contents, and every figure an old page showed is still shown."""

import csv
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from pages.frame import moved
from pages.frame.menu import MENU
from tests.pages.opening import ADDRESSES, Open
from tests.pages.page_texts import pieces

# One row per figure of the 23 pages there once were: where it stood, where it stands, and the words it is found by.
FIGURES = list(csv.DictReader((Path(__file__).parent / "old_figures.csv").open(encoding="utf-8")))
FILES = {path: file for file, path in ADDRESSES.items()}
PLACES = sorted({(figure["address"], figure["conditions"]) for figure in FIGURES})


@pytest.mark.parametrize(("address", "conditions"), PLACES)
def test_every_figure_of_the_old_pages_stands_somewhere(
    address: str, conditions: str, look_at: Open, sample_edition: Path
) -> None:
    asked = {name: values[0] for name, values in parse_qs(conditions).items()}
    app = look_at(sample_edition.parent, FILES[address], **asked)
    said = "\n".join(piece.text for piece in pieces(app))
    expected = [
        one["found_as"] for one in FIGURES if (one["address"], one["conditions"]) == (address, conditions)
    ]
    assert [words for words in expected if words not in said] == []


def test_every_old_address_is_a_page_or_leads_to_one() -> None:
    pages = {entry.path for entries in MENU.values() for entry in entries}
    for old in {figure["old_address"] for figure in FIGURES} - pages:
        to = moved.location(old, "years=令和3年")
        assert to is not None
        path, _, query = to.partition("?")
        assert path in pages
        assert parse_qs(query)["years"] == ["令和3年"]


def test_an_address_that_never_was_a_page_leads_nowhere() -> None:
    assert moved.location("goals-year", "") is None


@pytest.mark.parametrize(
    ("path", "query", "to"),
    [
        ("goals", "group=判断が必要な順&state=未達", {"view": ["判断順"], "state": ["未達"]}),
        ("goals", "group=提言", {"view": ["提言と目標"]}),
        ("goals", "group=目標", {"view": ["提言と目標"], "axis": ["目標"]}),
        ("goals-themes", "axis=目標", {"view": ["提言と目標"], "axis": ["目標"]}),
        ("goals-years", "change=低下", {"view": ["年度の推移"], "change": ["低下"]}),
    ],
)
def test_old_conditions_of_the_board_lead_to_its_views(
    path: str, query: str, to: dict[str, list[str]]
) -> None:
    page, _, asked = str(moved.location(path, query)).partition("?")
    assert (page, parse_qs(asked)) == ("goals", to)


def test_what_has_its_old_name_is_no_old_address() -> None:
    assert moved.location("goals", "group=担当課") is None
