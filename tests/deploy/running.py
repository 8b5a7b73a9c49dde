"""Replicas behind nginx as `python -m deploy replicas` runs them, and people who look at them without a browser."""

import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from deploy import nginx
from tests.serving import ROOT
from tests.viewing import Seen, Viewer, viewer

NEEDS_NGINX = pytest.mark.skipif(
    nginx.program() is None, reason="nginx is not installed (apt-get install nginx-light)"
)
EDITION = re.compile(r"<div>版 (\S+)\u3000")


@dataclass
class Running:
    """What runs: the process that started it all, and the port browsers ask at."""

    process: int
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def replicas(self) -> dict[int, int]:
        """Return the processes of the replicas by their ports."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children").read_text().split()
        commands = {child: Path(f"/proc/{child}/cmdline").read_text().split("\0") for child in children}
        return {
            int(words[words.index("--port") + 1]): int(child)
            for child, words in commands.items()
            if "dashboard.py" in words
        }


@contextmanager
def running(number: int, environment: Mapping[str, str]) -> Iterator[Running]:
    """Run so many replicas until the block ends, as somebody does who ends them by Ctrl+C."""
    port = free_ports(number + 1)
    process = subprocess.Popen(
        [sys.executable, "-m", "deploy", "replicas", "--number", str(number), "--port", str(port)],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        try:
            assert process.stdout
            assert f"http://127.0.0.1:{port}" in process.stdout.readline()
            yield Running(process.pid, port)
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=60) == 0


def free_ports(number: int) -> int:
    """Return the first of so many ports in a row at which nobody listens, and from which nobody asks."""
    while True:
        first = random.randrange(20_000, 32_000)
        try:
            for port in range(first, first + number):
                socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return first


@dataclass
class Person:
    """Somebody with a browser: what it keeps, and the view that is looked at."""

    address: str
    page: str
    query: str
    windows: ExitStack
    cookies: dict[str, str] = field(default_factory=dict)
    visitor: Viewer | None = None
    has_lost_connection: bool = False

    def click(self) -> tuple[Seen, float]:
        """Ask for the view; return what was shown, and the seconds it took, with connecting where it has to be."""
        start = time.monotonic()
        if self.visitor is None:
            self._get()
            self.connect()
        try:
            seen = self.visitor.open(self.page, self.query)
        except ConnectionClosed:  # a browser would have noticed before
            self.has_lost_connection = True
            self.connect(before=self.visitor.session)
            seen = self.visitor.open(self.page, self.query)
        self.cookies["edition"] = edition_of(seen)
        return seen, time.monotonic() - start

    def connect(self, before: str = "") -> None:
        """Connect, after an earlier session where one is named."""
        opened = viewer(self.address, before=before, cookie=self._cookie())
        self.visitor = self.windows.enter_context(opened)

    def saved(self, path: str) -> bytes:
        """Return the file at an address."""
        with self._open(path) as answer:
            content: bytes = answer.read()
        return content

    def _get(self) -> None:
        with self._open(self.page) as answer:
            for said in answer.headers.get_all("Set-Cookie", []):
                self.cookies |= {name: kept.value for name, kept in SimpleCookie(said).items()}

    def _open(self, path: str):
        headers = {"Cookie": self._cookie()}
        return urllib.request.urlopen(urllib.request.Request(f"{self.address}/{path}", headers=headers))

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())


def edition_of(seen: Seen) -> str:
    """Return which edition a page says it shows; nothing where it says none."""
    return next((found[1] for text in seen.texts.values() if (found := EDITION.search(text))), "")
