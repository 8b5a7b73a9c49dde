"""The dashboard as it runs for users: a server of its own on a free port, for the browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
# The shell is Chromium without windows of its own, which take as much processor time as a page.
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))), None
)
# All but the map is drawn as where there is no graphics card, which costs less than to simulate one for it.
PLAINLY = ["--disable-gpu-rasterization", "--disable-gpu-compositing"]
# No request of the browser's own, and WebGL without a graphics card (the map).
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    *PLAINLY,
]


class Address(str):
    """Where a server answers; `process` is the number of its process."""

    process: int


@contextmanager
def served(
    editions: Path,
    host: str = "127.0.0.1",
    environment: Mapping[str, str] | None = None,
    port: int | None = None,
) -> Iterator[Address]:
    """Run the dashboard over a folder of editions until the block ends; yield its address once its pages are made.

    It listens at `host` and `port`, any free one unless given, and is told what `environment` adds.

    Raises
    ------
    TimeoutError
        When it does not answer within a minute.
    """
    with started(editions, host, environment, port) as address:
        wait_for(f"{address}/_stcore/health")
        yield address


@contextmanager
def started(
    editions: Path,
    host: str = "127.0.0.1",
    environment: Mapping[str, str] | None = None,
    port: int | None = None,
    program: Sequence[str] = ("dashboard.py",),
) -> Iterator[Address]:
    """Run the dashboard, as `served` does, and wait for nothing; `program` is what Python is given to run it."""
    port = port or free_port()
    server = subprocess.Popen(
        [sys.executable, *program, "--host", host, "--port", str(port)],
        cwd=ROOT,
        env=os.environ | {"DASHBOARD_EDITIONS": str(editions)} | (environment or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = Address(f"http://127.0.0.1:{port}")
    address.process = server.pid
    try:
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def free_port() -> int:
    """Return a port nobody listened at a moment ago."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(url: str) -> None:
    """Wait until a server answers at an address.

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
