"""Part 10: how smoothly a map moves with streets behind it, and how soon their first tiles are there.

The map of an edition and of the same without a background map are moved in turns, so that whatever else the machine
does slows both down alike.
By itself, over a folder of editions of one's own: `python -m tests.benchmarks.background FOLDER`.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd
from playwright.sync_api import Browser, CDPSession, Page, Request, sync_playwright

from tests.benchmarks.chromium import CHROMIUM, FLAGS
from tests.benchmarks.measuring import machine, say, show
from tests.browser.visiting import MAP, MAP_DRAWN, RESTS
from tests.serving import served

ZOOMS = (11, 12.6, 13.6, 15)  # the city, a district, a part of it, streets
TURNS = 5
SECONDS = 3
BEGUN = """(() => {
  new MutationObserver((_, watching) => {
    if (!document.querySelector('.maplibregl-canvas')) return;
    window.begun = performance.timeOrigin + performance.now();
    watching.disconnect();
  }).observe(document, {subtree: true, childList: true});
})()"""
MOVE = f"""async ([gesture, zoom, seconds]) => {{
  const map = {MAP}, {{lng, lat}} = map.getCenter(), far = 300 * 360 / 512 / 2 ** zoom;
  const where = {{
    pan: turn => ({{center: [lng + far * Math.sin(turn), lat + far / 2 * Math.sin(2 * turn)]}}),
    zoom: turn => ({{zoom: zoom + Math.sin(turn)}}),
  }}[gesture];
  const start = performance.now(), drawn = [];
  const count = () => drawn.push(performance.now());
  map.on('render', count);
  for (let now = start; now - start < 1000 * seconds; now = await new Promise(requestAnimationFrame))
    map.jumpTo(where((now - start) / 1000 / seconds * 2 * Math.PI));
  const frames = drawn.length, stopped = performance.now(), idle = map.once('idle');
  map.jumpTo({{center: [lng, lat], zoom}});
  await idle;
  map.off('render', count);
  return [frames, performance.now() - stopped];
}}"""


def measure(editions: Path) -> None:
    """Measure and print the map of accidents of the newest edition of a folder."""
    if CHROMIUM is None:
        say(
            "\n10. Streets behind a map: not measured, since Chromium is not installed (apt-get install chromium)."
        )
        return
    with (
        sync_playwright() as playwright,
        _without_streets(editions) as bare,
        served(editions) as address,
        served(bare) as bare_address,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        first = pd.DataFrame([_first_tiles(browser, f"{address}/accidents") for _ in range(TURNS)])
        pages = {"with": f"{address}/accidents", "without": f"{bare_address}/accidents"}
        moved = pd.DataFrame(_moves(browser, pages))
        browser.close()
    show("10. Streets behind a map: first tiles (milliseconds, an empty browser)", first.round(0))
    medians = moved.groupby(["zoom", "gesture", "streets"]).median().round(0).reset_index()
    show(
        f"10. Streets behind a map: frames in {SECONDS} s of moving, milliseconds until it rests (medians of {TURNS})",
        medians,
        "Frames are drawn without a graphics card here; the processor time is all of the browser's for one frame.",
    )


def _first_tiles(browser: Browser, url: str) -> dict[str, float]:
    """Return how long the tiles a page just opened begins with took, and the slowest answer of the server among them.

    Where the map gets another size once the page around it stands, tiles of another zoom follow.
    """
    page = _page(browser)
    page.add_init_script(BEGUN)
    asked: list[Request] = []
    page.on("requestfinished", lambda one: asked.append(one) if "/basemap/" in one.url else None)
    _open(page, url)
    begins = min(asked, key=lambda one: one.timing["startTime"]).url.split("/")[-3]  # the zoom
    times = [one.timing for one in asked if one.url.split("/")[-3] == begins]
    begun = page.evaluate("window.begun")
    page.context.close()
    ended = max(time["startTime"] + time["responseEnd"] for time in times)
    return {
        "tiles": len(times),
        "from the map's beginning": ended - begun,
        "from the first of them": ended - min(time["startTime"] for time in times),
        "slowest answer": max(time["responseStart"] - time["requestStart"] for time in times),
    }


@contextmanager
def _without_streets(editions: Path) -> Iterator[Path]:
    """Yield a folder with the newest edition of another, without its background map."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(max(editions.glob("*.duckdb")), folder)
        with duckdb.connect(copy) as edition:
            edition.execute("delete from basemap_tiles")
            edition.execute("delete from basemap_layers")
        yield Path(folder)


def _moves(browser: Browser, urls: Mapping[str, str]) -> Iterator[dict[str, object]]:
    """Yield every move of the pages in turns; a turn that is not counted loads all tiles first."""
    pages = {streets: _page(browser) for streets in urls}
    for streets, page in pages.items():
        _open(page, urls[streets])
    session = browser.new_browser_cdp_session()
    for zoom in ZOOMS:
        for page in pages.values():
            page.evaluate(f"zoom => {MAP}.setZoom(zoom)", zoom)
            page.wait_for_function(RESTS)
        for gesture in ("pan", "zoom"):
            for turn in range(TURNS + 1):
                for streets, page in pages.items():
                    before = _processor_seconds(session)
                    frames, rest = page.evaluate(MOVE, [gesture, zoom, SECONDS])
                    used = _processor_seconds(session) - before
                    if turn:
                        yield {
                            "zoom": zoom,
                            "gesture": gesture,
                            "streets": streets,
                            "frames": frames,
                            "until it rests": rest,
                            "processor ms a frame": 1000 * used / frames,
                        }
    for page in pages.values():
        page.context.close()


def _page(browser: Browser) -> Page:
    return browser.new_context(viewport={"width": 1366, "height": 768}, locale="ja-JP").new_page()


def _open(page: Page, url: str) -> None:
    page.goto(url, wait_until="commit")
    page.wait_for_selector(MAP_DRAWN, timeout=60_000)
    page.wait_for_function(RESTS)
    page.wait_for_timeout(500)


def _processor_seconds(session: CDPSession) -> float:
    """Return what all processes of the browser have taken."""
    return float(sum(one["cpuTime"] for one in session.send("SystemInfo.getProcessInfo")["processInfo"]))


if __name__ == "__main__":
    say(machine())
    measure(Path(sys.argv[1]))
