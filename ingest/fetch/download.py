"""One file over HTTP into one file on disk: whole or not at all, and what was cut off is continued.

Bytes go to `NAME.part`. Beside it `NAME.part.mark` keeps what the server said to know this version of the file by
(ETag or Last-Modified), so that two versions are never joined.
"""

import http.client
import re
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing
from email.message import Message
from pathlib import Path

CHUNK_BYTES = 1 << 18
TRIES = 3
PAUSE_SECONDS = 2.0
TIMEOUT_SECONDS = 30

Progress = Callable[[int, int | None], None]
"""Is told how many bytes there are, and how many there will be (None where the server does not say)."""


class DownloadError(Exception):
    """The file cannot be had; the message says why, in Japanese."""


class UnreachableError(DownloadError):
    """The server cannot be reached at all."""


class NotPublishedError(DownloadError):
    """The server has no such file."""


class _CutOffError(Exception):
    """The connection ended before the file did."""


def part_of(target: Path) -> Path:
    """Return where a file lies until it is whole."""
    return target.with_name(f"{target.name}.part")


def discard(target: Path) -> None:
    """Remove what was downloaded so far, so that the next try begins at the beginning."""
    part_of(target).unlink(missing_ok=True)
    _mark_of(target).unlink(missing_ok=True)


def finish(target: Path) -> None:
    """Give a whole file its name, in one step."""
    part_of(target).replace(target)
    _mark_of(target).unlink(missing_ok=True)


def download(url: str, target: Path, progress: Progress, pause: float | None = None) -> bool:
    """Download a file to `part_of(target)` as far as that does not hold it already.

    Returns whether its length was compared with what the server said; False where the server says none.

    Up to `TRIES` tries are made, each going on where the last was cut off. A server that sends the whole file when
    asked for the rest is obeyed: the file begins anew. `target` itself is left to `finish`. `pause` is the time in
    seconds before the second try (None: `PAUSE_SECONDS`), twice as long before the third.

    Raises
    ------
    NotPublishedError
        When the server has no such file.
    UnreachableError
        When no try reached the server.
    DownloadError
        When the server refuses, or the file was cut off in every try; what came stays for the next time.
    """
    if not url.startswith(("http://", "https://")):
        raise DownloadError(f"アドレス「{url}」は http:// か https:// で始まっていません")
    reason = ""
    for number in range(TRIES):
        if number:
            time.sleep((PAUSE_SECONDS if pause is None else pause) * number)
        try:
            return _fetch_rest(url, target, progress)
        except urllib.error.HTTPError as error:
            with closing(error):
                if error.code in (404, 410):
                    raise NotPublishedError("この年のファイルは公表されていません（404）") from error
                if error.code == 407:
                    raise UnreachableError("プロキシが利用者の確認を求めています（407）") from error
                if error.code < 500 and error.code not in (408, 429):
                    raise DownloadError(f"サーバーに断られました（{error.code}）") from error
                reason = f"サーバーが応じません（{error.code}）"
        except (_CutOffError, http.client.HTTPException, ConnectionResetError):
            reason = "途中で切れました"
        except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
            reason = _unreachable(error)
            if number == TRIES - 1:
                raise UnreachableError(reason) from error
    raise DownloadError(f"{reason}（{TRIES}回試しました）")


def _fetch_rest(url: str, target: Path, progress: Progress) -> bool:
    """Append to the part what is missing of it, or begin it anew where the server sends everything.

    Returns whether the server said how long it is.
    """
    part, mark = part_of(target), _mark_of(target)
    have = part.stat().st_size if part.exists() and mark.exists() else 0
    request = urllib.request.Request(url, headers={"Accept-Encoding": "identity"})  # noqa: S310 - checked above
    if have:
        request.add_header("Range", f"bytes={have}-")
        request.add_header("If-Range", mark.read_text(encoding="latin-1"))
    try:
        answer = urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS)  # noqa: S310 - checked above
    except urllib.error.HTTPError as error:
        if error.code != 416:
            raise
        error.close()
        if _total(error.headers) == have:
            return True
        discard(target)
        raise _CutOffError from error
    with answer:
        continues = answer.status == 206 and _first_byte(answer.headers) == have
        if answer.status == 206 and not continues:
            discard(target)
            raise _CutOffError
        length = answer.headers.get("Content-Length")
        begin = have if continues else 0
        total = begin + int(length) if length else None
        if not continues:
            discard(target)
            if known := _version(answer.headers):
                mark.write_text(known, encoding="latin-1")
        with part.open("ab" if continues else "wb") as file:
            progress(begin, total)
            while chunk := answer.read(CHUNK_BYTES):
                file.write(chunk)
                progress(file.tell(), total)
            size = file.tell()
    if total is not None and size != total:
        raise _CutOffError
    return total is not None


def _mark_of(target: Path) -> Path:
    return target.with_name(f"{target.name}.part.mark")


def _version(headers: Message) -> str | None:
    """Return what the server knows these very bytes by; a weak ETag does not promise the same bytes."""
    tag: str | None = headers.get("ETag")
    return tag if tag and not tag.startswith("W/") else headers.get("Last-Modified")


def _first_byte(headers: Message) -> int | None:
    found = re.match(r"bytes (\d+)-", headers.get("Content-Range", ""))
    return int(found[1]) if found else None


def _total(headers: Message) -> int | None:
    found = re.match(r"bytes \*/(\d+)", headers.get("Content-Range", ""))
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
