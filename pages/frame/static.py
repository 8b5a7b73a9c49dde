"""Streamlit's own files on their way to the browser: packed once, and loaded once where their name says what they hold.

Packed with gzip alone: browsers take nothing better from an address that begins with http.
"""

import asyncio
import functools
import gzip
import hashlib
import json
import logging
import mimetypes
import re
import tempfile
import zlib
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import platformdirs
import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response, StreamingResponse
from starlette.staticfiles import NotModifiedResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOLDER = Path(st.__file__).parent / "static"
FILES = {
    path.relative_to(FOLDER).as_posix(): path
    for path in FOLDER.rglob("*")
    if path.is_file() and path.name != "index.html"
}
"""Every file a page may load of Streamlit, by its address."""
CACHE = platformdirs.user_cache_path("digital-plan-dashboard", appauthor=False) / "packed"
"""Where packed files are kept. Whatever stands there can be deleted at any time."""

_ELEMENTS = (
    *("Button", "ButtonGroup", "DownloadButton", "Html", "PageLink", "PlotlyChart"),
    *("ReadOnlyGrid", "Selectbox", "Table", "rehype-raw"),
)
_PACKABLE = {".css", ".js", ".json", ".svg"}
_NAMED_BY_CONTENT = re.compile(r"static/.*\.[\w-]{8}\.\w+", re.ASCII)
FOREVER = "public, max-age=31536000, immutable"
NEVER = "no-store"
"""How long browsers keep what is sent, as Cache-Control."""
_GZIP = 16 + zlib.MAX_WBITS  # how zlib is told that what it reads has the frame of gzip
_CHUNK = 64 * 1024
_TAG = 32  # hexadecimal digits of a hash that tell apart what is sent: 128 bits
_LOG = logging.getLogger(__name__)


def of_elements() -> list[str]:
    """Return the addresses of what Streamlit loads only when the first element of a kind is drawn, of ours."""
    manifest = json.loads(FILES["manifest.json"].read_bytes())
    names = {one["name"]: key for key, one in manifest.items() if one.get("isDynamicEntry")}
    return sorted(
        _loaded(manifest, *(names[element] for element in _ELEMENTS)) - _loaded(manifest, "index.html")
    )


def _loaded(manifest: dict[str, Any], *parts: str) -> set[str]:
    """Return the files that parts of Streamlit's interface load, and those that these load."""
    waiting, reached = list(parts), set[str]()
    while waiting:
        part = waiting.pop()
        if part not in reached:
            reached.add(part)
            waiting += manifest[part].get("imports", [])
    return {file for part in reached for file in (manifest[part]["file"], *manifest[part].get("css", []))}


class Packed(NamedTuple):
    """A file as it is sent: its bytes, and a name for them that no other bytes have."""

    content: bytes
    tag: str


class Static:
    """Answers requests for Streamlit's files with packed ones, and says of each how long a browser may keep it.

    Streamlit sends them as they are, three times as large. A file is packed when it is first asked for, in a thread,
    however many ask for it meanwhile. A part of a file comes from Streamlit.
    """

    def __init__(self, app: ASGIApp, cache: Path = CACHE) -> None:
        self.app = app
        self.cache = cache
        self._packed: dict[str, asyncio.Task[Packed]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, from what is packed when it is for a whole file of Streamlit's."""
        path = scope.get("path", "").removeprefix("/")
        if scope["type"] != "http" or path not in FILES or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        asked, is_packable = Headers(scope=scope), FILES[path].suffix in _PACKABLE
        added = {"cache-control": FOREVER if _NAMED_BY_CONTENT.fullmatch(path) else "no-cache"}
        if is_packable:
            added["vary"] = "Accept-Encoding"
        wants_packed = is_packable and "range" not in asked and takes_gzip(asked.get("accept-encoding", ""))
        if wants_packed and (found := await self._of(path)):
            answer = _answer(found, asked, added, mimetypes.guess_type(path)[0])
            await answer(scope, receive, send)
            return

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(added)
            await send(message)

        await self.app(scope, receive, complete)

    async def _of(self, path: str) -> Packed | None:
        """Return a packed file, None where it cannot be read; who leaves stops nothing others wait for."""
        if path not in self._packed:
            self._packed[path] = asyncio.create_task(asyncio.to_thread(packed, FILES[path], self.cache))
        try:
            return await asyncio.shield(self._packed[path])
        except OSError:
            self._packed.pop(path, None)
            return None


def _answer(found: Packed, asked: Headers, added: dict[str, str], media_type: str | None) -> Response:
    headers = added | {"content-encoding": "gzip", "etag": found.tag}
    if found.tag in {one.strip().removeprefix("W/") for one in asked.get("if-none-match", "").split(",")}:
        return NotModifiedResponse(Headers(headers))
    headers["content-length"] = str(len(found.content))
    return StreamingResponse(_pieces(found.content), headers=headers, media_type=media_type)


async def _pieces(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), _CHUNK):
        yield content[start : start + _CHUNK]


def takes_gzip(accepted: str) -> bool:
    """Return whether whoever sent this `Accept-Encoding` reads gzip; `gzip;q=0` says that it must not come."""
    weights = {
        name.strip().lower(): weight.replace(" ", "")
        for name, _, weight in (one.partition(";") for one in accepted.split(","))
    }
    return "gzip" in weights and not re.fullmatch(r"q=0(\.0*)?", weights["gzip"])


def packed(file: Path, cache: Path) -> Packed:
    """Return a file packed: as the cache holds it under the hash of its content, else packed now and kept there.

    What the cache holds is unpacked and compared first. A cache that cannot be read or written costs the packing anew
    at every start, and is told of in the log.
    """
    content = file.read_bytes()
    name = hashlib.sha256(content).hexdigest()
    entry, tag = cache / f"{name}.gz", f'"{name[:_TAG]}-gzip"'
    with suppress(OSError):
        kept = entry.read_bytes()
        if _holds(kept, content):
            return Packed(kept, tag)
    made = gzip.compress(content, mtime=0)
    try:
        _keep(made, entry)
    except OSError as error:
        _tell_unkept(cache, error.strerror)
    return Packed(made, tag)


@functools.cache  # once, not for every file
def _tell_unkept(cache: Path, reason: str) -> None:
    _LOG.warning(
        "圧縮したファイルをフォルダー「%s」に残せません（%s）。画面は表示できますが、起動のたびに圧縮し直します。",
        cache,
        reason,
    )


def _holds(kept: bytes, content: bytes) -> bool:
    unpacking = zlib.decompressobj(_GZIP)
    try:
        is_same = unpacking.decompress(kept, len(content) + 1) == content
    except zlib.error:
        return False
    return is_same and unpacking.eof and not unpacking.unused_data


def _keep(made: bytes, entry: Path) -> None:
    """Put an entry in its place whole, whoever else does so at the same time."""
    entry.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=entry.parent, delete=False) as unfinished:
        name = Path(unfinished.name)
        try:
            unfinished.write(made)
            unfinished.close()
            name.replace(entry)
        except OSError:
            unfinished.close()
            name.unlink()
            raise
