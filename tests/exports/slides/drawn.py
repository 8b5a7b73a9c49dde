"""Every card the pages draw, as it would become a slide: the figure as the page has it, before it is stamped."""

from pathlib import Path

import pandas as pd
import pytest

from charts.cards import Card
from exports.slides import Slide
from pages.frame import card, filters
from pages.frame.menu import MENU
from publish.slides import slide
from tests.pages.opening import opened

SHEET, MAP = "pages/goals/sheet.py", "pages/accidents/accidents.py"
# One measure of every kind of figure: paths, sums over years, what must not happen, words as a baseline.
MEASURES = ["1-1", "2-4", "6-2", "7-2", "7-3", "9-1", "9-9", "9-12"]


def slides(folder: Path, patch: pytest.MonkeyPatch) -> dict[str, Slide]:
    """Return a slide for every card with a figure, of every view of every page, by page and key."""
    found: dict[str, Slide] = {}
    offered: set[tuple[str, str]] = set()
    page = ""
    place, view = card.place, filters.view

    def keep(one: Card, **told) -> None:
        if one.figure is not None:
            found.setdefault(f"{page} {one.key}", slide.of_card(one, card._notes(one)))
        place(one, **told)

    def offer(views) -> str:
        offered.update((page, each) for each in views)
        return view(views)

    patch.setenv("DASHBOARD_EDITIONS", str(folder))
    patch.delenv("DASHBOARD_EDITION", raising=False)
    patch.setattr(card, "place", keep)
    patch.setattr(filters, "view", offer)
    for page in [entry.file for entries in MENU.values() for entry in entries]:
        assert not opened(page).exception
    for page, each in sorted(offered):
        assert not opened(page, view=each).exception
    for page, asked in [
        *((SHEET, {"measure": each}) for each in MEASURES),
        (MAP, {"view": "件数", "area": "県全体"}),
    ]:
        opened(page, **asked)
    return found


def cells(table: pd.DataFrame) -> list[list[str]]:
    """Return a table's cells as texts."""
    return [[str(cell) for cell in row] for row in table.itertuples(index=False)]
