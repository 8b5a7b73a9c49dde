"""What tests of pages share: how a page is opened, and what it wrote."""

import re
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from pages.frame.menu import PAGES

OVERVIEW, ABOUT = "pages/overview/overview.py", "pages/about/about.py"
# What every page asks and answers, by the file that draws it.
TITLES = {
    OVERVIEW: "いま、判断が必要なことは何か",
    "pages/goals/goals.py": "計画の目標に、どこまで近づいたか",
    "pages/goals/sheet.py": "この施策は、目標に近づいているか",
    "pages/goals/reporting.py": "どの課が、何をまだ報告していないか",
    "pages/divide/divide.py": "すべての年代に届いているか。差は縮まったか",
    "pages/divide/questions.py": "誰が使っていないか。なぜか",
    "pages/accidents/accidents.py": "どこで、何件起きているか",
    "pages/accidents/patterns.py": "いつ、誰に、どのように起きているか",
    "pages/accidents/spot.py": "この地点で、何が起きているか",
    "pages/accidents/outlook.py": "増えているか。来年はどうか",
    ABOUT: "どう数え、どこまで言えるか",
}
ADDRESSES = {entry.file: entry.path for entry in PAGES}
Open = Callable[..., AppTest]
ROOT = Path(__file__).parents[2]


def opened(page: str = OVERVIEW, **parameters: str) -> AppTest:
    """Open one page of the editions the environment names, as a visitor with that address who opens all tables."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    # `switch_page` would need a whole run of the first page before; a server is asked for the page's address at once.
    app._page_hash = calc_hash(ADDRESSES[page])
    for name, value in parameters.items():
        app.query_params[name] = value
    with patch.object(st, "expander", _already_open(st.expander)):
        return app.run()


def _already_open(expander: Callable[..., object]) -> Callable[..., object]:
    """Return what draws an expander open that makes its content only then."""

    def draw(label: str, **asked: object) -> object:
        return expander(label, **asked | ({"expanded": True} if asked.get("on_change") == "rerun" else {}))

    return draw


def html_of(app: AppTest) -> str:
    """Return all text a page wrote as HTML or Markdown."""
    written = [at_rest(block.proto.body) for block in app.get("html")]
    return "\n".join([*written, *(block.value for block in app.markdown)])


def at_rest(markup: str) -> str:
    """Return HTML without the meanings of words, which show on hover and focus only."""
    return re.sub(
        r'<span class="term"[^>]*>([^<]*)<span role="tooltip"[^>]*>[^<]*</span></span>', r"\1", markup
    )


def charts_of(app: AppTest) -> set[str]:
    """Return the keys of the charts of a page."""
    return {str(chart.key) for chart in app.get("plotly_chart")}
