"""What tests of pages share: how a page is opened, and what it wrote."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

OVERVIEW = "pages/overview/overview.py"
Open = Callable[..., AppTest]


def html_of(app: AppTest) -> str:
    """Return all text a page wrote as HTML or Markdown."""
    written = [block.proto.body for block in app.get("html")]
    return "\n".join([*written, *(block.value for block in app.markdown)])


def charts_of(app: AppTest) -> set[str]:
    """Return the keys of the charts of a page."""
    return {str(chart.key) for chart in app.get("plotly_chart")}
