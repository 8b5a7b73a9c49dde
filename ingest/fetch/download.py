"""One file over HTTP into one file on disk: whole or not at all, and what was cut off is continued.

Bytes go to `NAME.part`. Beside it `NAME.part.mark` keeps what the server said to know this version of the file by
(ETag or Last-Modified), so that two versions are never joined.
"""

import re
import urllib.error
from email.message import Message
from pathlib import Path

from ingest.fetch import web
from ingest.fetch.web import CutOffError, Progress


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

    Up to `web.TRIES` tries are made, each going on where the last was cut off. A server that sends the whole file when
    asked for the rest is obeyed: the file begins anew. `target` itself is left to `finish`. `pause` is the time in
    seconds before the second try (None: `web.PAUSE_SECONDS`), twice as long before the third.

    Raises
    ------
    NotPublishedError
        When the server has no such file.
    UnreachableError
        When no try reached the server.
    DownloadError
        When the server refuses, or the file was cut off in every try; what came stays for the next time.
    """
    return web.retried(lambda: _fetch_rest(url, target, progress), pause)


def _fetch_rest(url: str, target: Path, progress: Progress) -> bool:
    """Append to the part what is missing of it, or begin it anew where the server sends everything.

    Returns whether the server said how long it is.
    """
    part, mark = part_of(target), _mark_of(target)
    have = part.stat().st_size if part.exists() and mark.exists() else 0
    rest = {"Range": f"bytes={have}-", "If-Range": mark.read_text(encoding="latin-1")} if have else {}
    try:
        answer = web.opened(url, rest)
    except urllib.error.HTTPError as error:
        if error.code != 416:
            raise
        error.close()
        if _total(error.headers) == have:
            return True
        discard(target)
        raise CutOffError from error
    with answer:
        continues = answer.status == 206 and web.first_byte(answer.headers) == have
        if answer.status == 206 and not continues:
            discard(target)
            raise CutOffError
        length = answer.headers.get("Content-Length")
        begin = have if continues else 0
        total = begin + int(length) if length else None
        if not continues:
            discard(target)
            if known := web.version(answer.headers):
                mark.write_text(known, encoding="latin-1")
        with part.open("ab" if continues else "wb") as file:
            progress(begin, total)
            while chunk := answer.read(web.CHUNK_BYTES):
                file.write(chunk)
                progress(file.tell(), total)
            size = file.tell()
    if total is not None and size != total:
        raise CutOffError
    return total is not None


def _mark_of(target: Path) -> Path:
    return target.with_name(f"{target.name}.part.mark")


def _total(headers: Message) -> int | None:
    found = re.match(r"bytes \*/(\d+)", headers.get("Content-Range", ""))
    return int(found[1]) if found else None
