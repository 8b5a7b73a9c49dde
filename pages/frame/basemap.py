"""The background map of an edition on its way to the browser: what tiles there are, and each of them.

An edition never changes and its name is part of every address, so browsers keep what they get for ever. The
dashboard's own maps need no description: figures name the tiles (`charts.streets`). It is for other programs, which
need whole addresses: the page that asks names its own (`Referer`), which alone tells what a proxy puts before.
"""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from findings.accidents import ground
from queries import Connection, basemap, editions, opened
from queries.editions import UnreadableEditionError

FOREVER = {"cache-control": "public, max-age=31536000, immutable"}
FOR_NOW = {"cache-control": "no-store"}
MEDIA_TYPE = "application/vnd.mapbox-vector-tile"
AT_ONCE = 2
"""Threads that read tiles: one takes about a millisecond, preparing a thread for it some thirty. They are kept."""

_ADDRESS = re.compile(
    r"/basemap/(?P<edition>[^/]+)/"
    r"(?:tiles\.json|(?P<zoom>\d{1,2})/(?P<column>\d{1,8})/(?P<row>\d{1,8})\.pbf)",
    re.ASCII,
)
_NO_EDITION = "版「{}」は、このコンピューターにありません。"
_NO_BACKGROUND = "版「{}」に、背景の地図はありません。"
_ONLY_READ = "このアドレスは、読むことだけができます。"


def is_address(path: str) -> bool:
    """Return whether a path leads to a background map."""
    return _ADDRESS.fullmatch(path) is not None


class Basemap:
    """Answers requests for the background maps of editions, in threads of its own; hands on all others."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._threads = ThreadPoolExecutor(AT_ONCE, "basemap")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        asked = _ADDRESS.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if asked is None:
            await self.app(scope, receive, send)
            return
        if scope["method"] not in {"GET", "HEAD"}:
            answer: Response = PlainTextResponse(_ONLY_READ, 405, {"allow": "GET, HEAD"})
        else:
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(self._threads, _answer, asked, Request(scope))
        await answer(scope, receive, send)


def _answer(asked: re.Match[str], request: Request) -> Response:
    """Return what is answered; what is closed while it is read, since its last session ended, is opened anew."""
    edition_id = asked["edition"]
    try:
        connection = _connection(edition_id)
    except UnreadableEditionError as error:
        return PlainTextResponse(str(error), 404, FOR_NOW)
    if connection is None:
        return PlainTextResponse(_NO_EDITION.format(edition_id), 404, FOR_NOW)
    try:
        return _tile(connection, asked) if asked["zoom"] else _description(connection, asked, request)
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


def _tile(connection: Connection, asked: re.Match[str]) -> Response:
    zoom, column, row = (int(asked[name]) for name in ("zoom", "column", "row"))
    found = basemap.tile(connection, zoom=zoom, tile_column=column, tile_row=row)
    if found.empty:
        return Response(status_code=204, headers=FOREVER)
    packed = FOREVER | {"content-encoding": "gzip"}
    return Response(bytes(found["tile"].iloc[0]), headers=packed, media_type=MEDIA_TYPE)


def _description(connection: Connection, asked: re.Match[str], request: Request) -> Response:
    """Return the TileJSON of an edition; its tiles lie beside the page that asks.

    It names no credit, which Plotly would write into pictures a second time: figures have it.
    """
    where = ground.tiled(connection)
    if where is None:
        return PlainTextResponse(_NO_BACKGROUND.format(asked["edition"]), 404, FOR_NOW)
    kinds = dict.fromkeys(basemap.layers(connection)["kind"])
    return JSONResponse(
        {
            "tilejson": "3.0.0",
            "scheme": "xyz",
            "tiles": [f"{_base(request)}basemap/{asked['edition']}/{{z}}/{{x}}/{{y}}.pbf"],
            "minzoom": where.min_zoom,
            "maxzoom": where.max_zoom,
            "bounds": where.bounds,
            "vector_layers": [{"id": kind, "fields": {}} for kind in kinds],
        },
        headers=FOREVER,
    )


def _base(request: Request) -> str:
    """Return where the page that asks lies, its last part taken away; the root where it names none of this host."""
    host = request.headers["host"]
    page = request.headers.get("referer", "")
    beside = re.match(rf"https?://{re.escape(host)}(?:/[^/?#]+)*/", page, re.ASCII | re.IGNORECASE)
    return beside[0] if beside else f"{request.url.scheme}://{host}/"
