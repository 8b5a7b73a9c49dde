"""Until the pages of an edition have been made once, whoever asks for one is told to wait."""

from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.frame import static

UNAVAILABLE = 503  # status code of HTTP
TRY_AGAIN_LATER = 1013  # of a WebSocket
WAITING = "準備中です。"
# Asked for again at the very address, so that conditions, anchor and whatever a proxy puts before are kept.
PAGE = """<!doctype html><html lang="ja"><meta charset="utf-8"><title>準備中</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width">
<style>body{font:18px/1.8 'BIZ UDPGothic','Noto Sans JP','Noto Sans CJK JP','Yu Gothic UI',Meiryo,sans-serif;
color:#1f2933;background:#f6f7f9;max-width:40em;margin:4em auto;padding:0 16px;
word-break:auto-phrase;text-wrap:pretty}h1{font-size:1.6em}</style>
<main role="status"><h1>準備中です</h1>
<p>起動したばかりなので、図や表を用意しています。10秒ほどで、この画面が自動で開きます。</p></main>
<script>
const look = async () => {
  const answer = await fetch(location.href, {method: "HEAD", cache: "no-store"}).catch(() => null);
  answer && answer.status !== 503 ? location.reload() : setTimeout(look, 500);
};
setTimeout(look, 500);
</script></html>"""


class Door:
    """Answers 503 to pages and whatever else is made from an edition, and takes no viewer, until it is open.

    Streamlit's own files are had at any time.
    """

    def __init__(self, app: ASGIApp, is_open: Callable[[], bool]) -> None:
        self.app = app
        self.is_open = is_open

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or ask for patience."""
        if self.is_open() or scope["type"] == "lifespan" or scope["path"].removeprefix("/") in static.FILES:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
        else:
            is_page = "text/html" in Headers(scope=scope).get("accept", "")
            answer = HTMLResponse(PAGE, UNAVAILABLE) if is_page else PlainTextResponse(WAITING, UNAVAILABLE)
            answer.headers.update({"cache-control": static.NEVER, "retry-after": "1"})
            await answer(scope, receive, send)
