"""Part 7: how smoothly the map of accidents follows the mouse, with the city's records and with the prefecture's."""

import statistics
from pathlib import Path
from urllib.parse import quote

import pandas as pd
from playwright.sync_api import Browser, CDPSession, sync_playwright

from tests.benchmarks.measuring import say, show
from tests.serving import CHROMIUM, FLAGS, served

MAPS = {"city": "accidents", "prefecture": f"accidents?area={quote('県全体')}"}
STEPS, PIXELS, EVERY = 60, 4, 16  # moves of one drag, how far, and after how many milliseconds
SETTLED = 4000  # milliseconds after which a map has drawn all of its tiles
RECORD = """() => {
  window.frames_ = []; window.long_ = [];
  new PerformanceObserver(list => list.getEntries().forEach(e => window.long_.push(e.duration)))
    .observe({entryTypes: ['longtask']});
  let last = performance.now();
  const step = now => { window.frames_.push(now - last); last = now; requestAnimationFrame(step); };
  requestAnimationFrame(step);
}"""


def measure(editions: Path) -> None:
    """Measure and print the maps of an edition of the prefecture, the one edition of a folder."""
    if CHROMIUM is None:
        say("\n7. Moving a map: not measured, since Chromium is not installed (apt-get install chromium).")
        return
    with sync_playwright() as playwright, served(editions) as address:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        rows = [{"map": name, **_drag(browser, f"{address}/{path}")} for name, path in MAPS.items()]
        browser.close()
    show(
        "7. Moving a map (milliseconds, one drag across the screen)",
        pd.DataFrame(rows).round(0),
        "Frames are drawn without a graphics card here; the busy time is the page's own work.",
    )


def _drag(browser: Browser, url: str) -> dict[str, float]:
    """Return time between frames, and how busy the page was, while its map was dragged."""
    page = browser.new_page(viewport={"width": 1366, "height": 900}, locale="ja-JP")
    page.goto(url, wait_until="commit")
    page.wait_for_selector(".maplibregl-canvas", timeout=60_000)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=60_000)
    chart = page.locator(".js-plotly-plot:has(.maplibregl-canvas)").first
    chart.scroll_into_view_if_needed()
    page.wait_for_timeout(SETTLED)
    box = chart.bounding_box()
    if box is None:
        raise RuntimeError(f"{url} draws no map")
    x, y = box["x"] + box["width"] / 3, box["y"] + box["height"] / 3
    page.evaluate(RECORD)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    before = _busy(session)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(STEPS):
        page.mouse.move(x + PIXELS * step, y + step)
        page.wait_for_timeout(EVERY)
    page.mouse.up()
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


def _busy(session: CDPSession) -> float:
    """Return the seconds the page's main thread has worked since the session began."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))
