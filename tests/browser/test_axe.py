"""Every page for those who do not see it or use no mouse: axe-core, headings, names, landmarks, the Tab key."""

import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.visiting import PAGES, Visit
from tests.serving import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
FINDINGS = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
  .filter(one => ['serious', 'critical'].includes(one.impact))
  .flatMap(one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 160)}`))"""
HEADINGS = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
  .filter(one => one.checkVisibility()).map(one => Number(one.tagName[1]))"""
# Proper names, names of files, addresses.
NAMES = r"ICT|LINE|Slack|slack|REASAS|RESAS|Geolonia|OpenFlights|Wikipedia|[\w./:-]+\.(csv|geojson|xlsx|yaml|toml|md)|https?://\S+"
WORKED = {
    "button",
    "link",
    "textbox",
    "combobox",
    "checkbox",
    "radio",
    "tab",
    "option",
    "navigation",
    "group",
}
FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  return [one.innerText || one.ariaLabel || '', style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2];
}"""


@pytest.fixture(scope="module")
def window(browser: BrowserContext, sample_address: str) -> Iterator[Visit]:
    """One window with axe-core in it, which goes from page to page."""
    one = Visit(browser, sample_address)
    one.page.evaluate(AXE)
    yield one
    one.page.close()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_for_everybody(path: str, window: Visit) -> None:
    window.go_to(path, PAGES[path])
    assert window.page.evaluate(FINDINGS) == []
    levels = window.page.evaluate(HEADINGS)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [deeper for above, deeper in pairwise(levels) if deeper > above + 1] == []
    assert english_names(window) == set()


def english_names(one: Visit) -> set[str]:
    """Return the names of what can be worked that hold an English word."""
    tree = one.page.context.new_cdp_session(one.page).send("Accessibility.getFullAXTree")
    names = {
        node["name"]["value"]
        for node in tree["nodes"]
        if not node["ignored"] and node["role"]["value"] in WORKED and "name" in node
    }
    return {name for name in names if re.search("[A-Za-z]{4}", re.sub(NAMES, "", name))}


def test_the_menu_is_a_landmark_that_says_where_one_is(visit, sample_address: str) -> None:
    page = visit(f"{sample_address}/goals-sheet").page
    topics = page.get_by_role("navigation", name="分野")
    assert topics.get_by_role("link").count() == 5
    assert topics.locator("[aria-current=page]").count() == 1
    pages = page.get_by_role("navigation", name="の画面").last
    assert pages.locator("[aria-current=page]").inner_text() == "施策カルテ"
    assert all(link.bounding_box()["height"] >= 44 for link in pages.get_by_role("link").all())


def test_the_keyboard_reaches_the_content_first_and_sees_where_it_is(visit, sample_address: str) -> None:
    page = visit(f"{sample_address}/goals").page
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == ["本文へ進む", True]
    seen = []
    for _ in range(8):  # through the menu, the second row and the buttons beside it
        page.keyboard.press("Tab")
        seen.append(page.evaluate(FOCUSED))
    assert [name for name, is_seen in seen if not is_seen] == []
    page.locator(".skip").press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('.st-key-body')")


def test_on_a_phone_title_and_answer_stand_above_and_the_menu_is_a_list(visit, sample_address: str) -> None:
    page = visit(f"{sample_address}/goals", (390, 844)).page
    answer = page.locator(".answer").first.bounding_box()
    assert answer["y"] + answer["height"] <= 0.4 * 844
    page.locator(".menu summary").click()
    links = page.get_by_role("navigation", name="すべての画面").get_by_role("link")
    assert links.count() == len(PAGES)
    assert all(link.bounding_box()["height"] >= 44 for link in links.all())
    links.get_by_text("施策カルテ").click()
    page.wait_for_selector(f"h1:has-text('{PAGES['goals-sheet']}')", timeout=30_000)
    assert not links.first.is_visible()
