"""What browsers ask for of an edition by its name, for its maps: the streets behind them, and the shapes of cells.

An edition never changes and its name is part of every address, so browsers keep what they get for ever.
"""

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from findings.accidents.drawn import Part
from pages.frame import basemap, shapes, static
from queries import Connection, editions, opened
from queries.editions import Edition, UnreadableEditionError

AT_ONCE = 2
"""Threads that read tiles: one takes about a millisecond, preparing a thread for it some thirty. They are kept."""

_ANSWERS: dict[re.Pattern[str], Callable[[Connection, re.Match[str], Request], Response]] = {
    basemap.ADDRESS: basemap.answer,
    shapes.ADDRESS: shapes.answer,
}
_KEPT_NOWHERE = {"cache-control": static.NEVER}
_NO_EDITION = "版「{}」は、このコンピューターにありません。"
_ONLY_READ = "このアドレスは、読むことだけができます。"


def is_address(path: str) -> bool:
    """Return whether a path leads to something of an edition."""
    return _asked(path) is not None


def _asked(path: str) -> re.Match[str] | None:
    return next((asked for address in _ANSWERS if (asked := address.fullmatch(path))), None)


class EditionFiles:
    """Answers requests for parts of editions, in threads of its own; hands on all others."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._threads = ThreadPoolExecutor(AT_ONCE, "edition")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        asked = _asked(scope["path"]) if scope["type"] == "http" else None
        if asked is None:
            await self.app(scope, receive, send)
            return
        if scope["method"] not in {"GET", "HEAD"}:
            answer: Response = PlainTextResponse(_ONLY_READ, 405, {"allow": "GET, HEAD"})
        else:
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(self._threads, _answer, asked, Request(scope))
        await answer(scope, receive, send)


def make(edition: Edition) -> None:
    """Make what is not ready in an edition before somebody asks for it; its tiles are.

    Raises
    ------
    UnreadableEditionError
        When the edition cannot be opened.
    """
    connection = opened.OPENED.connection(edition)
    for part in Part:
        shapes.packed(connection, part)


def _answer(asked: re.Match[str], request: Request) -> Response:
    """Return what is answered; what is closed while it is read, since its last session ended, is opened anew."""
    edition_id = asked["edition"]
    try:
        connection = _connection(edition_id)
    except UnreadableEditionError as error:
        return PlainTextResponse(str(error), 404, _KEPT_NOWHERE)
    if connection is None:
        return PlainTextResponse(_NO_EDITION.format(edition_id), 404, _KEPT_NOWHERE)
    try:
        return _ANSWERS[asked.re](connection, asked, request)
    except Exception:
        if connection.is_open:
            raise
    return _answer(asked, request)


def _connection(edition_id: str) -> Connection | None:
    """Return an edition somebody reads, even when its file is gone, else one of the folder; None for no edition."""
    found = opened.OPENED.of_id(edition_id)
    if found is None and (edition := editions.find(edition_id)):
        found = opened.OPENED.connection(edition)
    return found
