"""What opening a page costs somebody far away: bytes over the wire, fonts nobody sees, and what jumps meanwhile."""

import base64
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.visiting import GO_TO, PAGES, settle, window
from tests.serving import CHROMIUM, served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
FIRST, NEXT = 3_000_000, 150_000  # bytes at most
SHIFT = 0.05  # of a layout, at most
SHIFTS = """window.shift = 0;
new PerformanceObserver(list => list.getEntries().forEach(one => window.shift += one.hadRecentInput ? 0 : one.value))
  .observe({type: "layout-shift", buffered: true});"""
FETCHED = "() => PARTS.every(part => performance.getEntriesByName(`${location.origin}/${part}`).length)"
BINARY = 2  # frames of a WebSocket


class Wire:
    """Counts the bytes a page gets, by what they are; those of its socket as they were packed for the way."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.got: Counter[str] = Counter()
        self.packing = zlib.compressobj(wbits=-12, memLevel=5)  # as uvicorn does
        self.is_packed = False
        self.addresses: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", self._note_address)
        session.on("Network.loadingFinished", self._count)
        session.on("Network.webSocketHandshakeResponseReceived", self._note_packing)
        session.on("Network.webSocketFrameReceived", self._count_frame)

    def _note_address(self, event: dict) -> None:
        self.addresses[event["requestId"]] = event["response"]["url"].rpartition("/")[2]

    def _count(self, event: dict) -> None:
        self.got[self.addresses.get(event["requestId"], "?")] += event["encodedDataLength"]

    def _note_packing(self, event: dict) -> None:
        headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
        self.is_packed = "permessage-deflate" in headers.get("sec-websocket-extensions", "")

    def _count_frame(self, event: dict) -> None:
        frame = event["response"]
        data = frame["payloadData"]
        sent = base64.b64decode(data) if frame["opcode"] == BINARY else data.encode()
        packed = self.packing.compress(sent) + self.packing.flush(zlib.Z_SYNC_FLUSH)
        self.got["socket"] += len(packed) if self.is_packed else len(sent)


@dataclass
class Opened:
    got: Counter[str]
    fonts: set[str]
    shift: float


@pytest.fixture(scope="module", params=PAGES)
def opened(request: pytest.FixtureRequest, browser: BrowserContext, sample_address: str) -> Opened:
    return opened_first(browser, f"{sample_address}/{request.param}")


def opened_first(browser: BrowserContext, address: str) -> Opened:
    """Return a page as a browser opens it that has never been here."""
    context = browser.browser.new_context(locale="ja-JP")
    page = window(context, 1366, 768)
    page.add_init_script(SHIFTS)
    wire = Wire(page)
    page.goto(address)
    settle(page)
    page.wait_for_function(FETCHED, timeout=60_000)
    page.wait_for_timeout(400)
    found = Opened(wire.got, {name for name in wire.got if ".woff" in name}, page.evaluate("window.shift"))
    context.close()
    return found


def test_the_first_opening_fits_through_a_narrow_line(opened: Opened) -> None:
    assert 500_000 < opened.got.total() <= FIRST, opened.got.most_common(8)


def test_the_heaviest_map_fits_too(browser: BrowserContext, real_edition: Path) -> None:
    """The prefecture's accidents, each a point: no other view has as much to say."""
    with served(real_edition.parent) as address:
        got = opened_first(
            browser, f"{address}/accidents?area={quote('県全体')}&motorway={quote('含む')}"
        ).got
    assert got["socket"] > 100_000
    assert got.total() <= FIRST, got.most_common(8)


def test_only_the_font_of_signs_is_fetched(opened: Opened) -> None:
    assert {name.partition(".")[0] for name in opened.fonts} == {"MaterialSymbols-Rounded"}


def test_nothing_jumps_while_a_page_is_opened(opened: Opened) -> None:
    assert opened.shift < SHIFT


def test_the_next_page_is_nearly_there(browser: BrowserContext, sample_address: str) -> None:
    context = browser.browser.new_context(locale="ja-JP")
    page = window(context, 1366, 768)
    wire = Wire(page)
    page.goto(sample_address)
    settle(page)
    page.wait_for_function(FETCHED, timeout=60_000)
    for path, title in [*PAGES.items()][1:]:
        before = wire.got.copy()
        page.evaluate(GO_TO, f"/{path}")
        page.wait_for_selector(f"h1:has-text('{title}')", timeout=60_000)
        settle(page)
        page.wait_for_timeout(400)
        moved = wire.got - before
        assert 0 < moved.total() <= NEXT, (path, moved.most_common(5))
    context.close()


def test_a_page_whose_charts_are_late_keeps_their_room(browser: BrowserContext, sample_address: str) -> None:
    context = browser.browser.new_context(locale="ja-JP")
    page = window(context, 1366, 768)
    page.add_init_script(SHIFTS)
    late: list = []
    page.route("**/PlotlyChart.*.js", lambda route: late.append(route))
    page.goto(f"{sample_address}/accidents")
    page.wait_for_selector("html[data-opened]", state="attached", timeout=60_000)
    page.wait_for_selector(".st-key-beside", state="visible")
    assert page.locator(".js-plotly-plot").count() == 0
    for route in late:
        route.continue_()
    page.unroute_all()
    settle(page)
    assert page.locator(".js-plotly-plot").count() > 0
    assert page.evaluate("window.shift") < SHIFT
    context.close()


def test_a_page_that_never_stands_is_shown_in_the_end(browser: BrowserContext, sample_address: str) -> None:
    """Whatever is missing, nobody waits for ever before words that are there."""
    context = browser.browser.new_context(locale="ja-JP")
    page = window(context, 1366, 768)
    page.route("**/Selectbox.*.js", lambda route: None)
    page.goto(f"{sample_address}/goals")
    page.wait_for_selector("h1", state="attached", timeout=60_000)
    assert not page.locator("h1").is_visible()
    page.wait_for_selector("h1", state="visible", timeout=30_000)
    assert page.locator("html[data-opened]").count() == 0
    context.close()
