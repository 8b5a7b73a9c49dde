"""How pages leave the server: in Japanese, bound to this machine, and with words for an address that is no page."""

import gzip
import html
import json
import re
from collections.abc import Collection
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from pages.frame import edition_files, moved, slides, static

# The keys of a meeting come first: what they answer, nothing else does.
SCRIPT = "\n".join(
    (Path(__file__).parent / name).read_text(encoding="utf-8") for name in ("meeting.js", "browser.js")
)
STYLE = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
STREAMLITS_OWN = {"_stcore/health", "_stcore/host-config", *static.FILES}
NOT_A_PAGE = """<!doctype html><html lang="ja"><meta charset="utf-8"><title>ページがありません</title>
<link rel="icon" href="{home}favicon.png">
<style>body{{font:18px/1.8 'Noto Sans CJK JP','Noto Sans JP',Meiryo,sans-serif;max-width:40em;margin:4em auto}}
h1{{font-size:1.6em}}</style><h1>ページがありません</h1>
<p>アドレス「{path}」のページはありません。アドレスの打ちまちがいか、なくなったページです。</p>
<p><a href="{home}">概要のページを開く</a></p></html>"""


class Offline:
    """Keeps every page Japanese for assistive technology and keeps the browser on this machine.

    Pages are served with `lang="ja"` and a Content-Security-Policy that allows no other host; files with a short one
    that allows no more, since a first opening loads more than a hundred of them. A page must come
    whole and unpacked to be rewritten, so what the request says against it is dropped for pages (not for scripts and
    data); it is packed here, and no browser keeps it.
    An address that once was a page's leads to where its contents are (`moved`). Any other that is none of `pages`,
    and nothing a page needs of Streamlit or of a map, is answered here: Streamlit would open
    its first page under a box in English, tell whoever asks how it fares (`_stcore/metrics`), and take files of any
    viewer into its memory (`_stcore/upload_file`), which no page asks for.
    """

    POLICY = (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws://{host} wss://{host}; "
        "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    )
    OF_FILES = "default-src 'self'"
    # What a browser asks of a page as Streamlit has it: packed, only if it changed, or a part of it.
    OF_UNREWRITTEN = frozenset({b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"})
    LEVEL = 6  # of packing a page, which is done for each
    # Of Streamlit's theme, not of ours.
    OTHER_FONT = re.compile(rb'<link\s+rel="preload"[^>]*\bas="font"[^>]*>')

    # Only the browser knows what a proxy puts before the addresses of pages, which have one part each. Streamlit
    # guesses its own address from the path of a deep link, with two 404s, unless it is told.
    HEAD = (
        "<head><script>const BASE=new URL('.',location.href),PAGES={pages},PARTS={parts};"
        "window.__streamlit={{BACKEND_BASE_URL:BASE.href}};{script}</script>"
    )

    def __init__(self, app: ASGIApp, pages: Collection[str]) -> None:
        self.app = app
        self.pages = pages
        self.head = self.HEAD.format(
            pages=json.dumps(sorted(pages)), parts=json.dumps(static.of_elements()), script=SCRIPT
        ).encode()
        # Our style goes before Streamlit draws anything, so that nothing moves when it comes, and stands in the body,
        # so that it counts over Streamlit's. Then the first thing the keyboard reaches; browser.js answers it. The
        # font is asked for here: options read before `streamlit run` has set its own make it warn, in English.
        self.body = (
            f"<body><style>:root {{ --font: {config.get_option('theme.font')}; }}{STYLE}</style>"
            '<a class="skip" href="#stMain" data-ask="content">本文へ進む</a>'
        ).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, rewriting it when it is a page."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers["host"]
        is_file = scope["path"].removeprefix("/") in static.FILES
        is_page = not is_file and "text/html" in headers.get("accept", "")
        if is_page:
            kept = [pair for pair in scope["headers"] if pair[0] not in self.OF_UNREWRITTEN]
            scope = {**scope, "headers": kept, "method": scope["method"].replace("HEAD", "GET")}
        start: Message | None = None
        body = b""

        async def rewrite(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                outgoing = MutableHeaders(scope=message)
                is_html = outgoing.get("content-type", "").startswith("text/html")
                policy = self.POLICY.format(host=host) if is_html else self.OF_FILES
                outgoing["Content-Security-Policy"] = policy
                outgoing["Referrer-Policy"] = "same-origin"  # what basemap goes by
                outgoing["X-Content-Type-Options"] = "nosniff"
                if is_page and is_html:
                    start = message
                    return
            if start is None:
                await send(message)
                return
            body += message.get("body", b"")
            if not message.get("more_body"):
                outgoing = MutableHeaders(scope=start)
                body = self._rewritten(body)
                if static.takes_gzip(headers.get("accept-encoding", "")):
                    body = gzip.compress(body, self.LEVEL)
                    outgoing["content-encoding"] = "gzip"
                outgoing.update(
                    {
                        "cache-control": static.NEVER,
                        "vary": "Accept-Encoding",
                        "content-length": str(len(body)),
                    }
                )
                del outgoing["etag"], outgoing["last-modified"]
                await send(start)
                await send({"type": "http.response.body", "body": body})

        answer = self.app if self._is_known(scope) else self._elsewhere(scope)
        await answer(scope, receive, rewrite)

    def _rewritten(self, page: bytes) -> bytes:
        for theirs, ours in (
            (b'<html lang="en">', b'<html lang="ja">'),
            (b"<head>", self.head),
            (b"<body>", self.body),
        ):
            page = page.replace(theirs, ours, 1)
        return self.OTHER_FONT.sub(b"", page)

    def _is_known(self, scope: Scope) -> bool:
        """Tell whether there is such an address, and none of its conditions has another name now."""
        path = scope["path"].removeprefix("/")
        if path in self.pages:
            return moved.location(path, scope["query_string"].decode("latin-1")) is None
        is_file = path.startswith(("media/", f"{slides.ADDRESS}/")) or edition_files.is_address(scope["path"])
        return path in STREAMLITS_OWN or is_file

    def _elsewhere(self, scope: Scope) -> Response:
        """Answer an address that is no page's: with where its page is, seen from there, else that there is none."""
        path, query = scope["path"].removeprefix("/"), scope["query_string"].decode("latin-1")
        asked = path.rstrip("/")
        here = f"{asked}?{query}".rstrip("?") if asked in self.pages else None
        to = moved.location(asked, query) or here
        if to:
            return RedirectResponse("../" * (len(path) - len(asked)) + to, status_code=301)
        home = "../" * (scope["raw_path"].count(b"/") - 1) or "./"
        return HTMLResponse(NOT_A_PAGE.format(path=html.escape(scope["path"]), home=home), status_code=404)
