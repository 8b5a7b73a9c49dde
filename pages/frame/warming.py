"""Every page of an edition is made once before viewers are given it, so that they find what it takes long to make.

At start the door stays shut meanwhile (`door`), but never longer than `LONGEST_SHUT`. An edition that comes later is
opened, checked and its pages made beside the viewers, who stay with the one they have until it is offered, which it is
after `LONGEST_UNOFFERED` at the latest.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from threading import Lock

from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.frame import cookie, edition_files, leaving, slides
from pages.frame.menu import PAGES
from pages.frame.readers import READERS
from queries import editions, opened
from queries.editions import Edition, UnreadableEditionError

LONGEST_SHUT = 10
"""Seconds after start until pages are answered, whether they have been made or not."""
LONGEST_UNOFFERED = 30
"""Seconds until a new edition is offered, whether all of its pages have been made or not."""
LONGEST_PAUSE = 2
"""Seconds a page of a new edition waits for a moment in which no viewer's page is made."""
LONGEST_PAGE = 60
"""Seconds after which a page that is not done counts as failed."""
EVERY = 1
"""Seconds between two looks for a new edition."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Browser:
    """What a browser says of itself that comes back and read an edition: its session begins with that one, unpinned."""

    edition: Edition

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [("Sec-WebSocket-Protocol", "streamlit, no-token, no-session")]

    @property
    def cookies(self) -> Mapping[str, str]:
        return {cookie.NAME: self.edition.edition_id}

    @property
    def remote_ip(self) -> None:
        return None


@dataclass
class _Visitor(runtime.SessionClient):
    """A viewer without a browser, to whom nothing is sent: it only hears that a run has ended."""

    browser: _Browser
    is_done: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def client_context(self) -> _Browser:
        return self.browser

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        is_over = msg.WhichOneof("type") == "script_finished"
        if is_over and msg.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            self.is_done.set()


class Warming:
    """What is done beside the server as long as it runs; `is_open` once pages are answered."""

    def __init__(self) -> None:
        self.is_open = False
        self._running = 0
        self._lock = Lock()

    @contextmanager
    def run(self) -> Iterator[None]:
        """Note that a page is being made."""
        with self._lock:
            self._running += 1
        try:
            yield
        finally:
            with self._lock:
                self._running -= 1

    @asynccontextmanager
    async def lifespan(self, _: object) -> AsyncIterator[None]:
        """Look after the editions beside the server."""
        shut = asyncio.get_running_loop().call_later(LONGEST_SHUT, self._open)
        watching = asyncio.create_task(self._watch())

        def shut_for_good() -> None:
            shut.cancel()
            watching.cancel()
            self.is_open = False

        try:
            async with leaving.politely(shut_for_good, lambda: self._running > 0):
                yield
        finally:
            shut.cancel()
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching

    def _open(self) -> None:
        self.is_open = True

    async def _watch(self) -> None:
        while True:
            try:
                await self._look()
            except Exception:
                _LOG.exception("版を見張れませんでした。")
            self._open()
            await asyncio.sleep(EVERY)

    async def _look(self) -> None:
        """Make the pages of the best edition that can be read and is not offered yet, and offer it."""
        better = await asyncio.to_thread(_readable_but_not_offered)
        if better is None:
            return
        server, visitor = runtime.get_instance(), _Visitor(_Browser(better))
        session = server.connect_session(visitor, user_info={})
        offering = asyncio.get_running_loop().call_later(LONGEST_UNOFFERED, opened.OPENED.offer, better)
        try:
            await self._make_pages(server, session, visitor)
            opened.OPENED.offer(better)
        finally:
            offering.cancel()
            server.close_session(session)
        await asyncio.to_thread(_forget_ended)

    async def _make_pages(self, server: runtime.Runtime, session: str, visitor: _Visitor) -> None:
        """Run every page once as a viewer would, and make the files of its maps; say in the log where that fails."""
        try:
            for page in PAGES:
                await self._pause()
                asked = BackMsg()
                asked.rerun_script.is_history_navigation = True
                asked.rerun_script.page_name = page.path
                visitor.is_done.clear()
                server.handle_backmsg(session, asked)
                async with asyncio.timeout(LONGEST_PAGE):
                    await visitor.is_done.wait()
            await self._pause()
            await asyncio.to_thread(edition_files.make, visitor.browser.edition)
        except Exception:
            edition = visitor.browser.edition.edition_id
            _LOG.exception("版「%s」の画面を、前もって用意できませんでした。", edition)

    async def _pause(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_PAUSE):
                while self._running:
                    await asyncio.sleep(0.05)


WARMING = Warming()


def _readable_but_not_offered() -> Edition | None:
    """Return the best edition that can be read, open; None where it or a better one is offered already."""
    available = editions.available()
    for edition in available:
        if opened.OPENED.is_offered(edition):
            return None
        with suppress(UnreadableEditionError):
            opened.OPENED.prepare(edition)
            if not any(map(opened.OPENED.is_offered, available)):
                opened.OPENED.offer(edition)
            return edition
    return None


def _forget_ended() -> None:
    READERS.forget_ended()
    slides.REGISTER.forget_ended()
