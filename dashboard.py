"""What `streamlit run` is given: the frame around every page, and the server it runs in.

Run as a script (by Streamlit, and in tests) it draws the frame; imported once by the server it offers `app`.
"""

import re

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from pages.frame import surround


def frame() -> None:
    """Draw one page inside the frame: style, edition, menu, banner, and the footer under it."""
    menu = {
        "概要": [st.Page("pages/overview/overview.py", title="概要", url_path="overview", default=True)],
        "目標の進捗": [
            st.Page("pages/goals/progress.py", title="進捗一覧", url_path="goals"),
            st.Page("pages/goals/sheet.py", title="施策カルテ", url_path="goals-sheet"),
            st.Page("pages/goals/years.py", title="年度の推移", url_path="goals-years"),
            st.Page("pages/goals/editions.py", title="版の比較", url_path="goals-editions"),
            st.Page("pages/goals/reporting.py", title="報告の状況", url_path="goals-reporting"),
            st.Page("pages/goals/themes.py", title="提言・目標", url_path="goals-themes"),
            st.Page("pages/goals/methods.py", title="判定の方法", url_path="goals-methods"),
        ],
        "デジタルデバイド": [
            st.Page("pages/divide/divide.py", title="年代による差", url_path="divide"),
            st.Page("pages/divide/change.py", title="差は縮まったか", url_path="divide-change"),
            st.Page("pages/divide/questions.py", title="誰が使えていないか", url_path="divide-questions"),
            st.Page("pages/divide/reasons.py", title="使わない理由と施策", url_path="divide-reasons"),
            st.Page("pages/divide/method.py", title="方法と秘匿", url_path="divide-method"),
        ],
        "交通事故": [
            st.Page("pages/accidents/accidents.py", title="どこで・何件", url_path="accidents"),
            st.Page("pages/accidents/hotspots.py", title="集中する地点", url_path="accidents-hotspots"),
            st.Page("pages/accidents/spot.py", title="地点カルテ", url_path="accidents-spot"),
            st.Page(
                "pages/accidents/patterns.py", title="いつ・誰に・どのように", url_path="accidents-patterns"
            ),
            st.Page("pages/accidents/neighbours.py", title="周りとの比較", url_path="accidents-neighbours"),
            st.Page("pages/accidents/overlays.py", title="通学路・学校など", url_path="accidents-overlays"),
            st.Page("pages/accidents/outlook.py", title="見通し", url_path="accidents-outlook"),
            st.Page("pages/accidents/comparison.py", title="手法の比較", url_path="accidents-methods"),
            st.Page("pages/accidents/method.py", title="方法", url_path="accidents-about"),
        ],
        "データ": [st.Page("pages/data/data.py", title="データ", url_path="data")],
    }
    page = st.navigation(menu, position="hidden")
    st.set_page_config(page_title=f"{page.title}｜デジタル計画ダッシュボード", layout="wide")
    surround.open_frame(menu, page)
    body, foot = surround.body(), st.container()
    with foot:  # before the page, which may stop early; it stands below all the same
        surround.close_frame()
    with body:
        page.run()


class Offline:
    """Keeps every page Japanese for assistive technology and keeps the browser on this machine.

    Pages are served with `lang="ja"` and a Content-Security-Policy that allows no other host. A page must come
    unpacked to be rewritten, so the request's `accept-encoding` is dropped for pages (not for scripts and data).
    """

    POLICY = (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws://{host} wss://{host}; "
        "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    )
    # Streamlit guesses its own address from the path of a deep link, with two 404s, unless it is told.
    HEAD = b"<head><script>window.__streamlit={BACKEND_BASE_URL:location.origin+'/'}</script>"

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, rewriting it when it is a page."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"localhost").decode("latin-1")
        if not re.fullmatch(r"[\w.\-\[\]:]+", host):
            host = "localhost"
        is_page = b"text/html" in headers.get(b"accept", b"")
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
                body = body.replace(b'<html lang="en">', b'<html lang="ja">').replace(b"<head>", self.HEAD, 1)
                MutableHeaders(scope=start)["content-length"] = str(len(body))
                await send(start)
                await send({"type": "http.response.body", "body": body})

        await self.app(scope, receive, rewrite)


if __name__ == "__main__":
    frame()
else:
    # Our pages lie one level deeper than Streamlit's own pages/; without this, a deep link shows "Page not found".
    PagesManager.uses_pages_directory = False
    app = st.App(__file__, middleware=[Middleware(Offline)], on_script_error=surround.show_error)
