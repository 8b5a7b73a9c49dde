"""Pages opened as a visitor would."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.opening import OVERVIEW, Open, opened


@pytest.fixture(scope="session")
def look_at() -> Open:
    """Return a function that opens a page once for all tests that only look at it and touch nothing."""
    seen: dict[tuple[object, ...], AppTest] = {}

    def open_once(folder: Path, page: str = OVERVIEW, **parameters: str) -> AppTest:
        asked = (folder, page, *parameters.items())
        if asked not in seen:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("DASHBOARD_EDITIONS", str(folder))
                patch.delenv("DASHBOARD_EDITION", raising=False)
                seen[asked] = opened(page, **parameters)
        return seen[asked]

    return open_once


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Return a function that opens one page of a folder of editions, as a visitor with that address."""

    def open_in(folder: Path, page: str = OVERVIEW, **parameters: str) -> AppTest:
        monkeypatch.setenv("DASHBOARD_EDITIONS", str(folder))
        monkeypatch.delenv("DASHBOARD_EDITION", raising=False)
        return opened(page, **parameters)

    return open_in
