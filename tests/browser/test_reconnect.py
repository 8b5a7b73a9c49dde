"""A browser whose server was restarted goes on with the edition it showed, or says that the edition changed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright
from pptx import Presentation

from tests.serving import CHROMIUM, FLAGS, free_port, served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
OLD, NEW = (f"2999010{number}-090000-aaaaaa-sample" for number in (1, 2))


@pytest.fixture
def browser() -> Iterator[BrowserContext]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened.new_context(locale="ja-JP")
        opened.close()


def opened(browser: BrowserContext, address: str) -> Page:
    page = browser.new_page()
    page.goto(f"{address}/goals")
    page.wait_for_selector(".footer", timeout=60_000)
    return page


def wait_for(page: Page, edition: str) -> None:
    page.wait_for_selector(f".footer:has-text('{edition}')", timeout=60_000)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)


def wait_for_connection(page: Page, connections: list[object]) -> None:
    for _ in range(300):
        if connections:
            break
        page.wait_for_timeout(200)
    page.wait_for_timeout(1000)


def go_on(page: Page, connections: list[object], topic: str) -> None:
    """Open another page by the menu once the browser is connected again."""
    wait_for_connection(page, connections)
    page.locator(".menu .row").get_by_text(topic).click()


def test_after_a_restart_a_page_shows_its_edition_or_says_that_it_changed(
    browser: BrowserContext, sample_edition: Path, tmp_path: Path
) -> None:
    port, connections = free_port(), []
    shutil.copy(sample_edition, tmp_path / f"{OLD}.duckdb")
    with served(tmp_path, port=port) as address:
        page = opened(browser, address)
        wait_for(page, OLD)
        shutil.copy(sample_edition, tmp_path / f"{NEW}.duckdb")
        page.on("websocket", lambda connection: connections.append(connection))

    with served(tmp_path, port=port) as address:
        go_on(page, connections, "概要")
        page.wait_for_selector("text=新しい版あり", timeout=60_000)  # it was drawn anew
        wait_for(page, OLD)
        assert not page.locator(".edition-changed").is_visible()
        other = opened(browser, address)
        wait_for(other, NEW)
        assert not other.locator(".edition-changed").is_visible()
        connections.clear()

    with served(tmp_path, port=port):
        go_on(page, connections, "目標")
        wait_for(page, NEW)
        said = page.locator(".edition-changed")
        said.wait_for(timeout=60_000)
        assert said.inner_text() == f"表示している版が「{OLD}」から「{NEW}」に変わりました。"


def test_after_a_restart_the_slides_of_the_page_on_the_screen_are_saved(
    browser: BrowserContext, sample_edition: Path, tmp_path: Path
) -> None:
    port, connections = free_port(), []
    with served(sample_edition.parent, port=port) as address:
        page = opened(browser, address)
        page.on("websocket", lambda connection: connections.append(connection))

    with served(sample_edition.parent, port=port):
        wait_for_connection(page, connections)
        page.get_by_text("スライド・画像・印刷").click()
        with page.expect_download(timeout=60_000) as saving:
            page.get_by_text("この画面のスライドを保存する").click()
        saving.value.save_as(tmp_path / "page.pptx")
        assert len(Presentation(tmp_path / "page.pptx").slides) > 1
