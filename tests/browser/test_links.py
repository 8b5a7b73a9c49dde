"""Links between pages, Back and Forward: the page changes within the session, and its conditions come back with it."""

from urllib.parse import parse_qs, quote, urlparse

import pytest
from playwright.sync_api import Page, WebSocket

from tests.browser.visiting import PAGES, Visit
from tests.serving import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
YEAR = "令和5年度（2023年度）"
GOALS, SHEET = PAGES["goals"], PAGES["goals-sheet"]


def conditions(page: Page) -> dict[str, str]:
    """Return what the address of a window asks for."""
    return {name: values[0] for name, values in parse_qs(urlparse(page.url).query).items()}


def arrive(one: Visit, title: str) -> None:
    one.page.wait_for_selector(f"h1:has-text('{title}')", timeout=30_000)
    one.settle()


def choose(one: Visit, key: str, option: str) -> None:
    one.page.locator(f".st-key-{key} input").click()
    one.page.get_by_role("option", name=option).click()
    one.settle()


def year_shown(one: Visit) -> str:
    return one.page.locator(".st-key-fiscal_year input").input_value()


def test_back_and_forward_return_to_pages_with_their_conditions(visit, sample_address: str) -> None:
    one = visit(sample_address)
    sessions: list[WebSocket] = []
    one.page.on("websocket", lambda session: sessions.append(session))
    before = one.page.evaluate("history.length")
    one.page.locator(".menu .row a[href^=goals]").click()
    arrive(one, GOALS)
    choose(one, "fiscal_year", YEAR)
    one.page.locator(".st-key-view").get_by_text("判断順", exact=True).click()
    one.settle()
    one.page.locator(".tiles a", has_text="9-13").click()
    arrive(one, SHEET)
    assert conditions(one.page) == {"measure": "9-13", "fiscal_year": YEAR}
    assert one.page.evaluate("history.length") == before + 2

    one.page.go_back()
    arrive(one, GOALS)
    assert conditions(one.page) == {"fiscal_year": YEAR, "view": "判断順"}
    assert year_shown(one) == YEAR
    one.page.go_back()
    arrive(one, PAGES[""])
    one.page.go_forward()
    arrive(one, GOALS)
    assert year_shown(one) == YEAR
    one.page.go_forward()
    arrive(one, SHEET)
    assert year_shown(one) == YEAR
    assert sessions == []
    assert one.complaints == []


def test_back_leads_from_a_link_to_the_deep_link_before_it(visit, sample_address: str) -> None:
    one = visit(f"{sample_address}/goals?fiscal_year={quote(YEAR)}&state={quote('未報告')}")
    one.page.locator(".tiles a").first.press("Enter")
    arrive(one, SHEET)
    one.page.locator(".menu .row a[href^=goals]").click()
    arrive(one, GOALS)
    assert "state" not in conditions(one.page)
    one.page.go_back()
    arrive(one, SHEET)
    one.page.go_back()
    arrive(one, GOALS)
    assert conditions(one.page) == {"fiscal_year": YEAR, "state": "未報告"}
    assert year_shown(one) == YEAR


def test_a_link_that_is_clicked_with_a_key_opens_beside(visit, sample_address: str) -> None:
    one = visit(f"{sample_address}/goals")
    with one.page.context.expect_page() as opening:
        one.page.locator(".tiles a", has_text="9-13").click(modifiers=["Control"])
    opening.value.wait_for_selector(f"h1:has-text('{SHEET}')", timeout=60_000)
    opening.value.close()
    assert one.page.locator("h1").inner_text() == GOALS
