"""Ctrl+P on a live page prints the page and not what can only be clicked."""

import re

import pytest

from tests.serving import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
CUT = """() => [...document.querySelectorAll('.js-plotly-plot')].filter(one =>
  one.getBoundingClientRect().right > document.documentElement.scrollWidth + 1).length"""


def test_a_live_page_prints_without_its_menu_and_with_whole_charts(visit, sample_address: str) -> None:
    page = visit(f"{sample_address}/divide").page
    page.emulate_media(media="print")
    for hidden in (".menu", ".submenu", "[data-testid=stPopover]", "[data-testid=stExpander]", ".modebar"):
        assert not any(one.is_visible() for one in page.locator(hidden).all())
    assert page.locator("h1").is_visible()
    assert page.locator(".footer").is_visible()
    assert page.evaluate(CUT) == 0
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 3
