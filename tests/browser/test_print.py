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


COLOURS = """() => {
  const paper = document.querySelector('.on-paper');
  const points = new Uint32Array(paper.getContext('2d').getImageData(0, 0, paper.width, paper.height).data.buffer);
  return new Set(points).size;
}"""


def test_a_map_is_on_paper_what_it_is_on_the_screen(visit, sample_address: str) -> None:
    page = visit(f"{sample_address}/accidents").page
    page.wait_for_selector(".js-plotly-plot[data-drawn=true]", timeout=90_000)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(COLOURS) > 20
    page.emulate_media(media="print")
    assert page.locator(".on-paper").is_visible()
