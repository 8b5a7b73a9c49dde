"""A server that is told to end lets the pages that are being made come whole, and takes nobody new meanwhile."""

import asyncio
import http.client
import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import pytest
from websockets.exceptions import ConnectionClosed

from pages.frame import leaving
from tests.serving import Address, served
from tests.viewing import viewer

AGES = ("25～34歳", "35～44歳", "45～54歳", "55～64歳", "65歳以上")
LONGEST = 8  # seconds, less than a server waits for pages that never come
SERVICE_RESTART = 1012  # what a socket is closed with whose browser is to come back


@pytest.fixture
def address(sample_edition: Path) -> Iterator[Address]:
    """Return where a server of one's own answers, to be told to end."""
    with served(sample_edition.parent) as its_address:
        yield its_address


@pytest.fixture
def ended() -> Iterator[list[float]]:
    """Return when the signal has come to who ends the server."""
    moments: list[float] = []
    before = signal.signal(signal.SIGTERM, lambda *_: moments.append(time.monotonic()))
    yield moments
    signal.signal(signal.SIGTERM, before)


def status(address: Address, path: str) -> int:
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=20)
    connection.request("GET", path, headers={"Accept": "text/html"})
    answer = connection.getresponse().status
    connection.close()
    return answer


def has_ended(address: Address) -> bool:
    return Path(f"/proc/{address.process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


def test_pages_that_are_being_made_come_whole_and_nobody_new_is_taken(address: Address) -> None:
    with ExitStack() as windows:
        visitors = [windows.enter_context(viewer(address)) for _ in AGES]
        for visitor, age in zip(visitors, AGES, strict=True):
            visitor.ask("accidents-patterns", f"age={quote(age)}")
        time.sleep(0.2)  # all of them have begun
        start = time.monotonic()
        os.kill(address.process, signal.SIGTERM)
        time.sleep(0.1)
        assert [status(address, path) for path in ("/_stcore/health", "/goals")] == [503, 503]
        for visitor in visitors:
            seen = visitor.see()
            assert (seen.errors, bool(seen.charts)) == ({}, True)
        for visitor in visitors:
            with pytest.raises(ConnectionClosed) as closed:
                visitor.see()
            assert closed.value.rcvd.code == SERVICE_RESTART
        while not has_ended(address):
            assert time.monotonic() < start + leaving.LONGEST + LONGEST
            time.sleep(0.1)


def test_the_end_comes_when_nothing_is_being_made_any_more(ended: list[float]) -> None:
    shut, busy = list[float](), [True]

    async def serve() -> float:
        async with leaving.politely(lambda: shut.append(time.monotonic()), lambda: busy[0]):
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.sleep(2 * leaving.STILL)
            assert (len(shut), ended) == (1, [])
            busy[0] = False
            idle = time.monotonic()
            while not ended:
                await asyncio.sleep(0.01)
        return ended[0] - idle

    assert 0 < asyncio.run(serve()) < LONGEST


def test_the_end_is_not_put_off_for_ever(ended: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaving, "LONGEST", 0.2)

    async def serve() -> None:
        async with leaving.politely(lambda: None, lambda: True), asyncio.timeout(LONGEST):
            os.kill(os.getpid(), signal.SIGTERM)
            while not ended:
                await asyncio.sleep(0.01)

    asyncio.run(serve())
