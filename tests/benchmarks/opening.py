"""Part 6: how long somebody waits for a page in the browser."""

import statistics
import time
from pathlib import Path

import pandas as pd
from playwright.sync_api import Browser, sync_playwright

from pages.frame.menu import MENU
from tests.benchmarks.chromium import CHROMIUM, FLAGS
from tests.benchmarks.measuring import say, show
from tests.serving import served

RUNS = 3


def measure(editions: Path) -> None:
    """Measure and print every page of the menu, over the one edition of a folder."""
    if CHROMIUM is None:
        say("\n6. Opening a page: not measured, since Chromium is not installed (apt-get install chromium).")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        waits = []
        for page in (f"/{entry.path}" for entries in MENU.values() for entry in entries):
            with served(editions) as address:
                first, *later = _seconds(browser, f"{address}{page}")
            waits.append({"page": page, "first": first, "later": statistics.median(later)})
        browser.close()
    show(
        "6. Opening a page (seconds until all of it is drawn)",
        pd.DataFrame(waits).round(2),
        f"First: new server, empty browser. Later: median of {RUNS} more visits in the same browser.",
    )


def _seconds(browser: Browser, url: str) -> list[float]:
    """Return how long each of several visits took until the whole page was drawn."""
    taken = []
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="ja-JP")
    for _ in range(1 + RUNS):
        page = context.new_page()
        start = time.perf_counter()
        page.goto(url, wait_until="commit")
        page.wait_for_selector("h1", timeout=60_000)
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
        taken.append(time.perf_counter() - start)
        page.close()
    context.close()
    return taken
