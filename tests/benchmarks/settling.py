"""Part 11: from a click in the menu, and from an address typed in, until a page has settled in the browser.

A page has settled when its run is over, all its charts are drawn, each map with its tiles, and for `QUIET`
milliseconds nothing of the document changes and nothing comes from the server but what is fetched for later pages.
Its time ends with the last of these, not with the quiet after it. Every page has been open before.
By itself, over a folder of editions of one's own: `python -m tests.benchmarks.settling FOLDER`.
"""

import os
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from playwright.sync_api import BrowserContext, Page, sync_playwright

from pages.frame.menu import MENU
from tests.benchmarks.chromium import CHROMIUM, FLAGS
from tests.benchmarks.measuring import machine, say, show
from tests.serving import served

ROUNDS = 5
QUIET = 300
READ = 3000
"""Milliseconds a reader looks at the first page of a round before the first click."""
AIMS = {False: (1.0, 2.0), True: (2.0, 3.0)}
"""Seconds a click and an address may take, without a map and with one."""
WATCH = """
let last = 0;
window.touch = () => last = performance.now();
const isLater = entry => typeof PARTS !== "undefined" && PARTS.some(part => entry.name === BASE + part);
const loaded = entry => isLater(entry) || (last = Math.max(last, entry.responseEnd));
new PerformanceObserver(list => list.getEntries().forEach(loaded))
  .observe({type: "resource", buffered: true});
new MutationObserver(changes => changes.some(one => one.attributeName !== "data-drawn") && touch())
  .observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
const isDrawn = () => document.querySelector("[data-test-script-state=notRunning] .footer")
  && !document.querySelector("[data-testid=stSkeleton]")
  && [...document.querySelectorAll("[data-testid=stPlotlyChart]")].every(one => {
    const map = one.querySelector(".js-plotly-plot:has(.maplibregl-map)");
    return one.querySelector(".main-svg")
      && (!map || map.dataset.drawn === "true" && map._fullLayout.map._subplot.map.areTilesLoaded());
  });
window.settled = () => new Promise(resolve => {
  const watching = setInterval(() => {
    if (!isDrawn()) touch();
    if (performance.now() - last < QUIET) return;
    clearInterval(watching);
    resolve(last);
  }, 20);
});
"""
CLICK = """async path => {
  const link = [...document.querySelectorAll(".menu a")].find(one => one.pathname === path), start = performance.now();
  const title = () => document.querySelector("h1")?.textContent, before = title();
  link.click();
  while (!title() || title() === before) await new Promise(resolve => setTimeout(resolve, 10));
  touch();
  return await settled() - start;
}"""


def measure(editions: Path) -> None:
    """Measure and print every page of the menu, of the newest edition of a folder."""
    if CHROMIUM is None:
        say(
            "\n11. Until a page has settled: not measured, since Chromium is not installed (apt-get install chromium)."
        )
        return
    with sync_playwright() as playwright, served(editions) as address:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="ja-JP")
        context.add_init_script(WATCH.replace("QUIET", str(QUIET)))
        taken = pd.DataFrame(_visits(context, address))
        browser.close()
    show(
        "11. Until a page has settled (seconds, warm)",
        pd.DataFrame(_rows(taken)).round(2),
        f"Of {ROUNDS} rounds.",
    )


def _visits(context: BrowserContext, address: str) -> Iterator[dict[str, object]]:
    """Yield what every visit took, of a first round, which makes the browser warm, and of those that count."""
    paths = [f"/{entry.path}" for entries in MENU.values() for entry in entries]
    for counts in (False, *ROUNDS * [True]):
        links = _page(context, f"{address}{paths[-1]}")
        links.wait_for_timeout(READ)
        for path in paths:
            click = float(links.evaluate(CLICK, path))
            typed = _page(context, f"{address}{path}")
            deep = float(typed.evaluate("settled()"))
            has_map = typed.locator(".maplibregl-map").count() > 0
            typed.close()
            if counts:
                yield {
                    "page": path,
                    "map": has_map,
                    "click": click / 1000,
                    "address": deep / 1000,
                    "load": os.getloadavg()[0],
                }
        links.close()


def _page(context: BrowserContext, url: str) -> Page:
    """Return a page just opened; evaluating `settled()` in it gives the milliseconds since it was asked for."""
    page = context.new_page()
    page.goto(url, wait_until="commit")
    page.evaluate("settled()")
    return page


def _rows(taken: pd.DataFrame) -> Iterator[dict[str, object]]:
    for (path, has_map), visits in taken.groupby(["page", "map"], sort=False):
        row: dict[str, object] = {"page": path, "map": "map" if has_map else ""}
        for way, aim in zip(("click", "address"), AIMS[bool(has_map)], strict=True):
            row |= {
                f"{way} p50": statistics.median(visits[way]),
                f"{way} worst": visits[way].max(),
                f"{way} aim": aim,
            }
        yield row | {"load": visits["load"].mean()}


if __name__ == "__main__":
    say(machine())
    measure(Path(sys.argv[1]))
