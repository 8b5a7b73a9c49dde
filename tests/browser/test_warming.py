"""Who comes while the pages are being made is led to what was asked for, once they are made."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.visiting import settle
from tests.serving import CHROMIUM, free_port, wait_for
from tests.warming import held_up

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
ADDRESS = "goals?view=%E5%88%A4%E6%96%AD%E9%A0%86#board"
LETTERS = "document.body.innerText.replace(/[^A-Za-z]/g, '')"


def come(page: Page, url: str) -> None:
    """Go to an address as soon as anything answers there."""
    for _ in range(600):
        try:
            page.goto(url)
        except Exception:
            page.wait_for_timeout(100)
        else:
            return
    raise TimeoutError(url)


def test_a_deep_link_is_told_to_wait_and_then_opens_what_it_asks_for(
    browser: BrowserContext, sample_edition: Path, tmp_path: Path
) -> None:
    shutil.copy(sample_edition, tmp_path)
    with held_up(tmp_path, tmp_path) as address:
        page = browser.new_page()
        come(page, f"{address}/{ADDRESS}")
        assert page.title() == "準備中"
        assert page.locator("h1").inner_text() == "準備中です"
        assert page.evaluate("document.documentElement.lang") == "ja"
        assert page.evaluate(LETTERS) == ""
        page.evaluate("window.wasHere = true")
        page.wait_for_timeout(2000)
        assert page.evaluate("window.wasHere")  # it looks whether it can go on without beginning anew
        address.go_on()
        page.wait_for_selector("h1:has-text('計画の目標')", timeout=60_000)
        settle(page)
        assert page.url == f"{address}/{ADDRESS}"
        assert page.locator("[data-testid=stButtonGroup] [aria-checked=true]").first.inner_text() == "判断順"


def test_a_browser_whose_server_was_restarted_waits_with_its_page(
    browser: BrowserContext, sample_edition: Path, tmp_path: Path
) -> None:
    port = free_port()
    shutil.copy(sample_edition, tmp_path)
    with held_up(tmp_path, tmp_path, port=port) as address:
        address.go_on()
        wait_for(f"{address}/_stcore/health")
        page = browser.new_page()
        page.goto(f"{address}/goals")
        settle(page)
        page.evaluate("window.wasHere = true")
        address.hold_up()
    with held_up(tmp_path, tmp_path, port=port) as address:
        refused = page.wait_for_event("response", lambda one: one.status == 503, timeout=60_000)
        assert refused.url.endswith("_stcore/health")
        said = page.locator("[role=dialog]")
        said.wait_for(timeout=60_000)
        page.wait_for_function("() => document.querySelector('[data-said]')")
        assert said.inner_text().startswith("サーバーにつながりません")
        assert said.evaluate("one => one.innerText.replace(/[^A-Za-z]/g, '')") == ""
        address.go_on()
        page.wait_for_selector("[data-test-connection-state=CONNECTED]", timeout=60_000)
        page.locator(".menu .row").get_by_text("概要").click()
        page.wait_for_selector("h1:has-text('いま、判断')", timeout=60_000)
        assert page.evaluate("window.wasHere")
