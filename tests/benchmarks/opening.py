"""Part 5: how long somebody waits for a page in the browser."""

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.measuring import ROOT, say, show

RUNS = 3
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def measure(editions: Path) -> None:
    """Measure and print every page of the menu, over the one edition of a folder."""
    if CHROMIUM is None:
        say("\n5. Opening a page: not measured, since Chromium is not installed (apt-get install chromium).")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-quic"]
        )
        waits = []
        for page in _menu():
            with _server(editions) as address:
                first, *later = _seconds(browser, f"{address}{page}")
            waits.append({"page": page, "first": first, "later": statistics.median(later)})
        browser.close()
    show(
        "5. Opening a page (seconds until all of it is drawn)",
        pd.DataFrame(waits).round(2),
        f"First: new server, empty browser. Later: median of {RUNS} more visits in the same browser.",
    )


def _menu() -> list[str]:
    """Return the paths of all pages, as the menu names them; the default page answers at the root."""
    menu = (ROOT / "dashboard.py").read_text(encoding="utf-8")
    found = re.findall(r'url_path="([^"]+)"(, default=True)?', menu)
    return ["/" if is_default else f"/{path}" for path, is_default in found]


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


@contextmanager
def _server(editions: Path) -> Iterator[str]:
    """Run the dashboard on a free port until the block ends; yield its address once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)],
        cwd=ROOT,
        env=os.environ | {"DASHBOARD_EDITIONS": str(editions)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/_stcore/health")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(url: str) -> None:
    """Return once the server answers.

    Raises
    ------
    TimeoutError
        When it does not within a minute.
    """
    for _ in range(600):
        try:
            urllib.request.urlopen(url)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"{url} does not answer")
