"""How pages leave the server: in Japanese, bound to this machine, and with words for an address that is no page."""

import html
import json
from collections.abc import Collection
from pathlib import Path

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.frame import moved

# The keys of a meeting come first: what they answer, nothing else does.
SCRIPT = "\n".join(
    (Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("meeting.js", "browser.js")
)
ASSETS = Path(st.__file__).parent / "static"
STREAMLITS_OWN = {"_stcore/health", "_stcore/host-config"} | {
    path.relative_to(ASSETS).as_posix()
    for path in ASSETS.rglob("*")
    if path.is_file() and path.name != "index.html"
}
NOT_A_PAGE = """<!doctype html><html lang="ja"><meta charset="utf-8"><title>ページがありません</title>
<style>body{{font:18px/1.8 'Noto Sans CJK JP','Noto Sans JP',Meiryo,sans-serif;max-width:40em;margin:4em auto}}
h1{{font-size:1.6em}}</style><h1>ページがありません</h1>
<p>アドレス「{path}」のページはありません。アドレスの打ちまちがいか、なくなったページです。</p>
<p><a href="/">概要のページを開く</a></p></html>"""


class Offline:
    """Keeps every page Japanese for assistive technology and keeps the browser on this machine.

    Pages are served with `lang="ja"` and a Content-Security-Policy that allows no other host. A page must come
    unpacked to be rewritten, so the request's `accept-encoding` is dropped for pages (not for scripts and data).
    An address that once was a page's leads to where its contents are (`moved`). Any other that is none of `pages`,
    and nothing a page needs of Streamlit, is answered here: Streamlit would open
    its first page under a box in English, tell whoever asks how it fares (`_stcore/metrics`), and take files of any
    viewer into its memory (`_stcore/upload_file`), which no page asks for.
    """

    POLICY = (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws://{host} wss://{host}; "
        "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    )
    # Streamlit guesses its own address from the path of a deep link, with two 404s, unless it is told.
    HEAD = (
        "<head><script>window.__streamlit={{BACKEND_BASE_URL:location.origin+'/'}};"
        "const PAGES={pages};{script}</script>"
    )

    # The first thing the keyboard reaches; browser.js answers it.
    BODY = '<body><a class="skip" href="#stMain" data-ask="content">本文へ進む</a>'.encode()

    def __init__(self, app: ASGIApp, pages: Collection[str]) -> None:
        self.app = app
        self.pages = pages
        self.head = self.HEAD.format(pages=json.dumps(sorted(pages)), script=SCRIPT).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, rewriting it when it is a page."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers["host"]
        is_page = "text/html" in headers.get("accept", "")
        if is_page:
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        start: Message | None = None
        body = b""

        async def rewrite(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                outgoing = MutableHeaders(scope=message)
                outgoing["Content-Security-Policy"] = self.POLICY.format(host=host)
                outgoing["Referrer-Policy"] = "no-referrer"
                outgoing["X-Content-Type-Options"] = "nosniff"
                if is_page and outgoing.get("content-type", "").startswith("text/html"):
                    start = message
                    return
            if start is None:
                await send(message)
                return
            body += message.get("body", b"")
            if not message.get("more_body"):
                for theirs, ours in (
                    (b'<html lang="en">', b'<html lang="ja">'),
                    (b"<head>", self.head),
                    (b"<body>", self.BODY),
                ):
                    body = body.replace(theirs, ours, 1)
                MutableHeaders(scope=start)["content-length"] = str(len(body))
                await send(start)
                await send({"type": "http.response.body", "body": body})

        answer = self.app if self._is_known(scope) else self._elsewhere(scope)
        await answer(scope, receive, rewrite)

    def _is_known(self, scope: Scope) -> bool:
        """Tell whether there is such an address, and none of its conditions has another name now."""
        path = scope["path"].removeprefix("/")
        if path in self.pages and moved.location(path, scope["query_string"].decode("latin-1")):
            return False
        asked = path.rstrip("/")
        return asked in self.pages or asked in STREAMLITS_OWN or asked.startswith("media/")

    @staticmethod
    def _elsewhere(scope: Scope) -> Response:
        """Answer an address that is no page's: with where its page went, else that there is none."""
        path = scope["path"]
        to = moved.location(path.removeprefix("/").rstrip("/"), scope["query_string"].decode("latin-1"))
        if to is not None and not path.endswith("/"):
            return RedirectResponse(to, status_code=301)
        return HTMLResponse(NOT_A_PAGE.format(path=html.escape(path)), status_code=404)
