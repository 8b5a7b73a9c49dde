"""The dashboard behind a proxy that offers it under a path of a site: everything as at the root, nothing outside."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page
from pptx import Presentation

from pages.frame.menu import MEETING, MENU
from tests.browser.test_map import CELLS, DRAWN, FIRST_CELL
from tests.browser.visiting import PAGES, RESTS, SEEN, Visit
from tests.proxying import Behind, proxied
from tests.serving import CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
SHOWN = ".screen:not([hidden])"


@pytest.fixture(scope="module")
def portal(sample_address: str) -> Iterator[Behind]:
    with proxied(sample_address, "/digital/") as behind:
        yield behind


@pytest.fixture
def behind(portal: Behind) -> Behind:
    portal.outside.clear()
    return portal


def address(page: Page) -> str:
    """Return the address of a window without its conditions."""
    return page.url.partition("?")[0]


def is_well(one: Visit, behind: Behind) -> bool:
    return (one.complaints, behind.outside, one.left) == ([], [], set())


@pytest.fixture(scope="module", params=PAGES)
def opened(request: pytest.FixtureRequest, browser: BrowserContext, portal: Behind) -> Iterator[Visit]:
    """A page opened by its address, in one window for all that is asked of it."""
    portal.outside.clear()
    one = Visit(browser, f"{portal}{request.param}")
    yield one
    one.page.close()


def at(*paths: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("opened", paths, indirect=True)


def test_every_page_opens_by_its_address(
    opened: Visit, portal: Behind, request: pytest.FixtureRequest
) -> None:
    path = request.node.callspec.params["opened"]
    assert opened.page.locator("h1").inner_text() == PAGES[path]
    assert address(opened.page) == f"{portal}{path}"
    assert is_well(opened, portal)


def test_every_page_of_the_menu_opens_within_the_session(visit, behind: Behind) -> None:
    one = visit(behind)
    one.page.evaluate("window.isTheSame = true")
    for topic, entries in MENU.items():
        one.page.locator(".menu .row").get_by_text(topic, exact=True).click()
        for entry in entries:
            if entry != entries[0]:
                one.page.locator(".submenu").get_by_text(entry.title, exact=True).click()
            one.page.wait_for_selector(f"h1:has-text('{PAGES[entry.path]}')", timeout=30_000)
            one.settle()
            assert address(one.page) == f"{behind}{entry.path}"
    one.page.go_back()
    one.page.wait_for_selector(f"h1:has-text('{PAGES['accidents-outlook']}')", timeout=30_000)
    assert one.page.evaluate("window.isTheSame")
    assert is_well(one, behind)


def test_the_first_page_leads_on_by_its_own_links(visit, behind: Behind) -> None:
    one = visit(behind)
    one.page.locator("[data-testid=stPageLink] a").first.click()
    one.page.wait_for_function(
        "behind => location.href.startsWith(behind) && location.pathname !== '/digital/'", arg=behind
    )
    one.settle()
    assert one.page.locator("h1").inner_text() == PAGES[address(one.page).removeprefix(behind)]
    assert is_well(one, behind)


def assert_streets(one: Visit, behind: Behind) -> None:
    one.page.wait_for_selector("[data-testid=stPlotlyChart] .js-plotly-plot[data-drawn=true]", timeout=90_000)
    one.page.wait_for_function(RESTS, timeout=60_000)
    assert {"minor", "trunk"} <= set(one.page.evaluate(SEEN)["kinds"])
    assert is_well(one, behind)


@at("accidents", "accidents-spot")
def test_the_map_has_its_streets(opened: Visit, portal: Behind) -> None:
    assert_streets(opened, portal)


def test_the_map_on_paper_has_its_streets(visit, behind: Behind) -> None:
    assert_streets(visit(f"{behind}accidents?print=1&within=/a/b"), behind)


@at("accidents")
def test_the_map_has_its_cells_and_a_click_opens_one(opened: Visit, portal: Behind) -> None:
    opened.page.wait_for_function(DRAWN, timeout=90_000)
    assert opened.page.evaluate(CELLS) > 20
    spot = opened.page.evaluate(FIRST_CELL)
    opened.page.mouse.move(spot["x"], spot["y"])
    opened.page.wait_for_timeout(500)
    opened.page.mouse.click(spot["x"], spot["y"])
    opened.page.wait_for_url(re.compile(r"/digital/accidents\?.*cell=\d{10}"), timeout=60_000)
    assert is_well(opened, portal)


@at("accidents-outlook")
def test_slides_are_saved(opened: Visit, portal: Behind, tmp_path: Path) -> None:
    opened.page.get_by_text("スライド・画像・印刷").click()
    with opened.page.expect_download(timeout=60_000) as saving:
        opened.page.get_by_text("この画面のスライドを保存する").click()
    saving.value.save_as(tmp_path / "page.pptx")
    assert len(Presentation(tmp_path / "page.pptx").slides) > 1
    assert is_well(opened, portal)


def test_a_meeting_is_held_by_keys_and_come_back_to(visit, behind: Behind) -> None:
    one = visit(behind)
    one.page.get_by_text("▶ 会議").click()
    one.page.wait_for_selector(f"{SHOWN} h1:focus", timeout=30_000)
    one.page.keyboard.press("ArrowRight")
    held = one.page.url
    assert held.startswith(f"{behind}{MEETING.path}?")
    assert "screen=2" in held
    one.page.locator(f"{SHOWN} a").first.click()
    one.page.wait_for_selector(".meet.back:visible", timeout=30_000)
    one.settle()
    assert address(one.page).removeprefix(behind) in PAGES
    one.page.keyboard.press("Escape")
    one.page.wait_for_selector(f"{SHOWN}[data-place='2']", timeout=30_000)
    assert one.page.url == held
    assert is_well(one, behind)


@at("goals")
def test_what_the_browser_keeps_is_kept_for_this_path(opened: Visit, portal: Behind) -> None:
    kept = [cookie for cookie in opened.page.context.cookies(portal) if cookie["name"] == "edition"]
    assert [cookie["path"] for cookie in kept] == ["/digital"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [("goals-editions", "goals-reporting"), ("goals-editions/", "goals-reporting"), ("goals//", "goals")],
)
def test_an_old_or_miswritten_address_leads_to_its_page(
    asked: str, found: str, visit, behind: Behind
) -> None:
    one = visit(f"{behind}{asked}")
    assert address(one.page) == f"{behind}{found}"
    assert is_well(one, behind)


@pytest.mark.parametrize("path", ["none", "none/of/ours", "none%2Fof%2Fours", "none/"])
def test_what_is_no_page_leads_to_the_first(path: str, browser: BrowserContext, behind: Behind) -> None:
    page = browser.new_page()
    page.goto(f"{behind}{path}")
    page.get_by_text("概要のページを開く").click()
    page.wait_for_selector(".footer", timeout=60_000)
    assert page.url == behind
    assert behind.outside == []
    page.close()
