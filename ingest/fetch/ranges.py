"""Parts of one large file on a server: bytes by where they lie, all of one version of the file."""

import re
import urllib.error
from collections.abc import Callable
from contextlib import closing
from email.message import Message
from http import HTTPStatus

from ingest.fetch import web
from ingest.fetch.web import CutOffError, DownloadError

CHANGED = "ダウンロードのあいだに、公開元のファイルが新しくなりました"


class NoRangesError(DownloadError):
    """The server sends something else than the part that was asked for."""


class ChangedError(DownloadError):
    """Another version of the file took its place meanwhile."""


class RemoteFile:
    """A file on a server, of which parts are read.

    `size` is known after the first part, where the server says it; `requests` counts what the server was asked.
    """

    def __init__(self, url: str) -> None:
        self.size: int | None = None
        self.requests = 0
        self._url = url
        self._headers: Message | None = None

    def read(self, begin: int, length: int, progress: Callable[[int], None] = lambda _: None) -> bytes:
        """Return bytes of the file, fewer than `length` only where it ends; what is cut off is continued.

        `progress` is told how many there are.

        Raises
        ------
        NoRangesError
            When the server sends something else.
        ChangedError
            When the file is no longer the one read from first.
        NotPublishedError, UnreachableError, DownloadError
            As `web.retried` does.
        """
        received = bytearray()
        web.retried(lambda: self._continue(received, begin, length, progress))
        return bytes(received)

    def _continue(
        self, received: bytearray, begin: int, length: int, progress: Callable[[int], None]
    ) -> None:
        """Add the bytes that are missing of a part."""
        first = begin + len(received)
        self.requests += 1
        try:
            answer = web.opened(
                self._url, {"Range": f"bytes={first}-{begin + length - 1}", **self._condition()}
            )
        except urllib.error.HTTPError as error:
            if error.code != HTTPStatus.PRECONDITION_FAILED:
                raise
            with closing(error):
                raise ChangedError(CHANGED) from error
        with answer:
            self._check(answer.status, answer.headers, first)
            while chunk := answer.read(web.CHUNK_BYTES):
                received.extend(chunk)
                progress(len(received))
        if len(received) != (length if self.size is None else min(length, self.size - begin)):
            raise CutOffError

    def _condition(self) -> dict[str, str]:
        """Return the headers that ask for the version read from first, where the server names versions."""
        known = web.version(self._headers) if self._headers else None
        if known is None:
            return {}
        return {"If-Match" if known.startswith('"') else "If-Unmodified-Since": known}

    def _check(self, status: int, headers: Message, begin: int) -> None:
        """Look whether an answer has the bytes asked for, of the version read from first.

        A server need not know the condition it was asked with, so that versions are compared here as well.
        """
        if status != HTTPStatus.PARTIAL_CONTENT or web.first_byte(headers) != begin:
            if headers.get_content_type() == "text/html":
                raise NoRangesError("地図のファイルではなく、ウェブページ（HTML）が届きました")
            raise NoRangesError("ファイルの一部だけを送ることに、サーバーが応じません")
        total = re.search(r"/(\d+)$", headers.get("Content-Range", ""))
        size = int(total[1]) if total else None
        if self._headers is None:
            self._headers, self.size = headers, size
        elif (web.version(headers), size) != (web.version(self._headers), self.size):
            raise ChangedError(CHANGED)
