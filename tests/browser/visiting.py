"""A page opened in Chromium, watched for what leaves the machine and what the browser complains about."""

from urllib.parse import urlparse

from playwright.sync_api import BrowserContext, Page

from pages.frame.menu import MENU
from tests.pages.opening import TITLES

PAGES = {entry.path: TITLES[entry.file] for entries in MENU.values() for entry in entries}
"""What every page asks, by its address."""
DRAWN = """() => !document.querySelector('[data-testid=stSkeleton]')
  && [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(one => one.querySelector('.main-svg'))"""
MAP_DRAWN = "[data-testid=stPlotlyChart] .js-plotly-plot[data-drawn=true]"
MAP = "document.querySelector('.js-plotly-plot:has(.maplibregl-map)')._fullLayout.map._subplot.map"
RESTS = f"() => {MAP}.loaded() && {MAP}.areTilesLoaded()"
SEEN = f"""() => {{
  const ofStreets = {MAP}.getStyle().layers.map(one => one.id).filter(id => id.startsWith('streets_'));
  const seen = {MAP}.queryRenderedFeatures({{layers: ofStreets}});
  const named = seen.filter(one => one.layer.type === 'symbol').map(one => one.properties.name);
  return {{kinds: [...new Set(seen.map(one => one.sourceLayer))], named: [...new Set(named)]}};
}}"""
GO_TO = """address => {
  history.pushState({}, '', address);
  dispatchEvent(new PopStateEvent('popstate'));
}"""


def window(browser: BrowserContext, width: int, height: int) -> Page:
    page = browser.new_page()
    page.set_viewport_size({"width": width, "height": height})
    return page


def settle(page: Page) -> None:
    """Wait until everything of a page is there and drawn."""
    page.wait_for_selector(".footer", timeout=60_000)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    page.wait_for_function(DRAWN, timeout=60_000)
    page.wait_for_timeout(400)


class Visit:
    """One page opened in a window of one size, with everything the browser complained about."""

    def __init__(self, browser: BrowserContext, url: str, size: tuple[int, int] = (1366, 768)) -> None:
        self.page = window(browser, *size)
        self.left: set[str] = set()
        self.complaints: list[str] = []
        host = urlparse(url).hostname
        self.page.on(
            "request",
            lambda request: (
                self.left.add(request.url) if urlparse(request.url).hostname not in (host, None, "") else None
            ),
        )
        self.page.on(
            "console",
            lambda message: self.complaints.append(message.text) if message.type == "error" else None,
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(url)
        self.settle()

    def go_to(self, path: str, title: str) -> None:
        """Change to another page in the same window, as the back button does; what was said before is forgotten."""
        self.left.clear()
        self.complaints.clear()
        self.page.evaluate(GO_TO, f"/{path}")
        self.page.wait_for_selector(f"h1:has-text('{title}')", timeout=60_000)
        self.settle()

    def settle(self) -> None:
        settle(self.page)
