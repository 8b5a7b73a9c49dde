"""Open a bundle as a person would, and print as JSON what happened; `test_bundle` runs it where there is no network.

`python visit_bundle.py FOLDER [CHROMIUM]`
"""

import contextlib
import fcntl
import json
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

SET_FLAGS, UP = 0x8914, 1  # SIOCSIFFLAGS and IFF_UP of Linux' <linux/sockios.h> and <linux/if.h>
SOMEWHERE = ("192.0.2.1", 443)
DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def main(bundle: Path, chromium: str | None) -> dict[str, object]:
    """Start the bundle twice and look at it; the keys say what was seen."""
    seen: dict[str, object] = {"network": has_network()}
    with started(bundle) as (starter, seen["first_words"], address):
        seen["health"] = fetch(f"{address}/_stcore/health")
        seen["html"] = fetch(address)
        seen["heading"] = heading(address, chromium) if chromium else None
    with started(bundle) as (starter, seen["second_words"], address):
        end_server(starter)
        seen["last_words"], _ = starter.communicate(timeout=60)
    seen["check"] = subprocess.run(["sh", "start.sh", "check"], cwd=bundle).returncode
    return seen


def has_network() -> bool:
    """Tell whether there is any way out; a new namespace has only a loopback, which is brought up."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, contextlib.suppress(PermissionError):
        fcntl.ioctl(probe, SET_FLAGS, struct.pack("16sh22x", b"lo", UP))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        return probe.connect_ex(SOMEWHERE) == 0


@contextlib.contextmanager
def started(bundle: Path) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """Run start.sh; yield it, what it says until the dashboard is open, and the address."""
    environment = os.environ | {"DASHBOARD_NO_BROWSER": "1"}
    with subprocess.Popen(
        ["sh", "start.sh"], cwd=bundle, env=environment, stdout=subprocess.PIPE, text=True
    ) as starter:
        words = ""
        try:
            assert starter.stdout
            for line in starter.stdout:
                words += line
                if address := re.search(r"http://[\d.:]+", line):
                    yield starter, words, address.group()
                    return
            raise AssertionError(words)
        finally:
            starter.terminate()


def end_server(starter: subprocess.Popen[str]) -> None:
    """Let the server end as if it had broken down."""
    children = Path(f"/proc/{starter.pid}/task/{starter.pid}/children").read_text()
    os.kill(int(children), signal.SIGKILL)


def fetch(address: str) -> str:
    with DIRECTLY.open(address, timeout=60) as answer:
        return str(answer.read().decode())


def heading(address: str, chromium: str) -> str:
    """Return the heading of the page a browser shows."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--no-proxy-server"]
        )
        page = browser.new_page()
        page.goto(address)
        page.wait_for_selector(".footer", timeout=120_000)
        text = page.locator("h1").inner_text()
        browser.close()
    return text


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), *sys.argv[2:3] or [None])))
