"""Part 7: how smoothly the map of accidents follows the mouse, with the city's records and with the prefecture's.

Each map is moved once more with nothing drawn on it: what remains then is the machine's, not the records'.
"""

import statistics
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pandas as pd
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.benchmarks.chromium import CHROMIUM, FLAGS
from tests.benchmarks.measuring import say, show
from tests.serving import served

MAPS = {"city": "accidents", "prefecture": f"accidents?area={quote('県全体')}"}
STEPS, PIXELS, EVERY = 60, 4, 16  # moves of one drag, how far, and after how many milliseconds
TURN = 40  # how far the wheel turns at each of as many steps, inwards and back out
SETTLED = 4000  # milliseconds after which a map has drawn all of its tiles
RECORD = """() => {
  window.frames_ = []; window.long_ = [];
  new PerformanceObserver(list => list.getEntries().forEach(e => window.long_.push(e.duration)))
    .observe({entryTypes: ['longtask']});
  let last = performance.now();
  const step = now => { window.frames_.push(now - last); last = now; requestAnimationFrame(step); };
  requestAnimationFrame(step);
}"""


EMPTY = """chart => {
  const map = chart._fullLayout.map._subplot.map;
  map.getStyle().layers.filter(layer => layer.type !== 'background')
    .forEach(layer => map.setLayoutProperty(layer.id, 'visibility', 'none'));
}"""


def measure(editions: Path) -> None:
    """Measure and print the maps of an edition of the prefecture, the one edition of a folder."""
    if CHROMIUM is None:
        say("\n7. Moving a map: not measured, since Chromium is not installed (apt-get install chromium).")
        return
    with sync_playwright() as playwright, served(editions) as address:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        rows = [
            {
                "map": name,
                "drawn": "nothing" if is_empty else "records",
                "gesture": gesture.__name__.strip("_"),
                **_moved(browser, f"{address}/{path}", gesture, is_empty=is_empty),
            }
            for name, path in MAPS.items()
            for is_empty in (False, True)
            for gesture in (_pan, _zoom)
        ]
        browser.close()
    show(
        "7. Moving a map (milliseconds, one drag across the screen, one turn of the wheel in and out)",
        pd.DataFrame(rows).round(0),
        "Frames are drawn without a graphics card here; the busy time is the page's own work.",
    )


def _moved(
    browser: Browser, url: str, gesture: Callable[[Page, float, float], None], *, is_empty: bool
) -> dict[str, float]:
    """Return time between frames, and how busy the page was, while its map was moved."""
    page = browser.new_page(viewport={"width": 1366, "height": 900}, locale="ja-JP")
    page.goto(url, wait_until="commit")
    page.wait_for_selector(".maplibregl-canvas", timeout=60_000)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    chart = page.locator(".js-plotly-plot:has(.maplibregl-canvas)").first
    chart.scroll_into_view_if_needed()
    if is_empty:
        chart.evaluate(EMPTY)
    page.wait_for_timeout(SETTLED)
    box = chart.bounding_box()
    if box is None:
        raise RuntimeError(f"{url} draws no map")
    page.evaluate(RECORD)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    before = _busy(session)
    gesture(page, box["x"] + box["width"] / 3, box["y"] + box["height"] / 3)
    busy = _busy(session) - before
    frames, long = page.evaluate("[window.frames_.slice(1), window.long_]")
    page.close()
    return {
        "frames": len(frames),
        "median": statistics.median(frames),
        "worst": max(frames),
        "busy a move": 1000 * busy / STEPS,
        "pauses over 50": len(long),
    }


def _pan(page: Page, x: float, y: float) -> None:
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(STEPS):
        page.mouse.move(x + PIXELS * step, y + step)
        page.wait_for_timeout(EVERY)
    page.mouse.up()


def _zoom(page: Page, x: float, y: float) -> None:
    page.mouse.move(x, y)
    for step in range(STEPS):
        page.mouse.wheel(0, -TURN if step < STEPS / 2 else TURN)
        page.wait_for_timeout(EVERY)


def _busy(session: CDPSession) -> float:
    """Return the seconds the page's main thread has worked since the session began."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))
