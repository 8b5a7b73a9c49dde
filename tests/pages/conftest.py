"""Pages opened as a visitor would."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.opening import OVERVIEW, Open

ROOT = Path(__file__).parents[2]


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Return a function that opens one page of a folder of editions, as a visitor with that address."""

    def opened(folder: Path, page: str = OVERVIEW, **parameters: str) -> AppTest:
        monkeypatch.setenv("DASHBOARD_EDITIONS", str(folder))
        monkeypatch.delenv("DASHBOARD_EDITION", raising=False)
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        if page != OVERVIEW:  # pages are known only after one run
            app.run()
            app.switch_page(page)
        for name, value in parameters.items():
            app.query_params[name] = value
        return app.run()

    return opened
