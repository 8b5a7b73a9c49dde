"""How a server is asked for a file: what comes of it, when it is asked again, and why it cannot be reached."""

import http.client
import re
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import closing
from email.message import Message
from http.client import HTTPResponse
from typing import TypeVar

CHUNK_BYTES = 1 << 18
TRIES = 3
PAUSE_SECONDS = 2.0
TIMEOUT_SECONDS = 30

Answer = TypeVar("Answer")

Progress = Callable[[int, int | None], None]
"""Is told how many bytes there are, and how many there will be (None where the server does not say)."""


class DownloadError(Exception):
    """The file cannot be had; the message says why, in Japanese."""


class UnreachableError(DownloadError):
    """The server cannot be reached at all."""


class NotPublishedError(DownloadError):
    """The server has no such file."""


class CutOffError(Exception):
    """The connection ended before the file did."""


def retried(attempt: Callable[[], Answer], pause: float | None = None) -> Answer:
    """Return what the first of up to `TRIES` attempts returns that is neither cut off nor met by a server in trouble.

    `pause` is the time in seconds before the second attempt (None: `PAUSE_SECONDS`), twice as long before the third.

    Raises
    ------
    NotPublishedError, UnreachableError, DownloadError
        When the server has no such file; when no attempt reached it; when it refuses, or every attempt was in vain.
    """
    reason = ""
    for number in range(TRIES):
        if number:
            time.sleep((PAUSE_SECONDS if pause is None else pause) * number)
        try:
            return attempt()
        except urllib.error.HTTPError as error:
            with closing(error):
                if error.code in (404, 410):
                    raise NotPublishedError(f"公表されていません（{error.code}）") from error
                if error.code == 407:
                    raise UnreachableError("プロキシが利用者の確認を求めています（407）") from error
                if error.code < 500 and error.code not in (408, 429):
                    raise DownloadError(f"サーバーに断られました（{error.code}）") from error
                reason = f"サーバーが応じません（{error.code}）"
        except (CutOffError, http.client.HTTPException, ConnectionResetError):
            reason = "途中で切れました"
        except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
            reason = _unreachable(error)
            if number == TRIES - 1:
                raise UnreachableError(reason) from error
    raise DownloadError(f"{reason}（{TRIES}回試しました）")


def opened(url: str, headers: Mapping[str, str]) -> HTTPResponse:
    """Return the answer to a request for the bytes of a file as they are, unpacked by nobody.

    Raises
    ------
    DownloadError
        When the address is not one of the web.
    URLError, HTTPError
        As `urllib.request.urlopen` does.
    """
    if not url.startswith(("http://", "https://")):
        raise DownloadError(f"アドレス「{url}」は http:// か https:// で始まっていません")
    request = urllib.request.Request(url, headers={"Accept-Encoding": "identity", **headers})  # noqa: S310 - checked above
    answer: HTTPResponse = urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS)  # noqa: S310 - checked above
    return answer


def version(headers: Message) -> str | None:
    """Return what the server knows these very bytes by; a weak ETag does not promise the same bytes."""
    tag: str | None = headers.get("ETag")
    return tag if tag and not tag.startswith("W/") else headers.get("Last-Modified")


def first_byte(headers: Message) -> int | None:
    """Return where in the file the bytes of an answer begin; None where the server does not say."""
    found = re.match(r"bytes (\d+)-", headers.get("Content-Range", ""))
    return int(found[1]) if found else None


def _unreachable(error: Exception) -> str:
    """Return why a server cannot be reached, in Japanese."""
    cause = getattr(error, "reason", error)
    if isinstance(cause, socket.gaierror):
        return "サーバーの名前を引けません（インターネットにつながっていないようです）"
    if isinstance(cause, ssl.SSLError):
        return "サーバーの証明書を確かめられません（庁内のプロキシを通しているときは管理者に聞いてください）"
    if isinstance(cause, ConnectionRefusedError):
        return "サーバーに接続を断られました"
    if isinstance(cause, TimeoutError):
        return "サーバーから応答がありません"
    return "サーバーにつながりません（インターネットにつながっていないようです）"
