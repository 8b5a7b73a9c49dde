"""A browser for the tests of a module, and pages opened in it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, sync_playwright

from tests.browser.visiting import Visit
from tests.serving import CHROMIUM, FLAGS


@pytest.fixture(scope="module")
def browser() -> Iterator[BrowserContext]:
    """A browser that keeps what it has loaded, as one at an office does."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened.new_context(locale="ja-JP")
        opened.close()


@pytest.fixture
def visit(browser: BrowserContext) -> Iterator[object]:
    opened: list[Visit] = []

    def go(url: str, size: tuple[int, int] = (1366, 768)) -> Visit:
        opened.append(Visit(browser, url, size))
        return opened[-1]

    yield go
    for one in opened:
        one.page.close()
