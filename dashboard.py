"""What `streamlit run` is given: the frame around every page, and the server it runs in.

Run as a script by Streamlit, and in tests, it draws the frame; imported once by the server it offers `app`; run as
`python dashboard.py` it starts that server.
"""

import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit import runtime
from streamlit.runtime.pages_manager import PagesManager

from pages.frame import gate, slides, start
from pages.frame.door import Door
from pages.frame.edition_files import EditionFiles
from pages.frame.frame import body, close_frame, draw, open_frame, show_error
from pages.frame.menu import MEETING, MENU, PAGES, RECORD
from pages.frame.server import Offline
from pages.frame.static import Static
from pages.frame.warming import WARMING


def frame() -> None:
    """Draw one page inside the frame: style, edition, menu, banner, and the footer under it."""
    menu = {
        topic: [
            st.Page(entry.file, title=entry.title, url_path=entry.path or None, default=not entry.path)
            for entry in entries
        ]
        for topic, entries in {**MENU, MEETING.title: [MEETING, RECORD]}.items()
    }
    page = st.navigation(menu, position="hidden")
    st.set_page_config(page_title=f"{page.title}｜デジタル計画ダッシュボード", layout="wide")
    open_frame(page)
    page_body, foot = body(), st.container()
    with foot:  # before the page, which may stop early; it stands below all the same
        close_frame(page)
    with page_body:
        draw(page)


if __name__ == "__main__":
    if not runtime.exists():
        sys.exit(start.main(Path(__file__)))
    with WARMING.run():
        frame()
else:
    # Our pages lie one level deeper than Streamlit's own pages/; without this, a deep link shows "Page not found".
    PagesManager.uses_pages_directory = False
    app = st.App(
        __file__,
        lifespan=WARMING.lifespan,
        routes=[slides.ROUTE],
        middleware=[
            Middleware(gate.Gate, *gate.hosts_and_origins()),
            Middleware(Offline, pages={entry.path for entry in PAGES}),
            Middleware(Door, is_open=lambda: WARMING.is_open),
            Middleware(Static),
            Middleware(EditionFiles),
        ],
        on_script_error=show_error,
    )
    start.copy_decisions()
    start.say_faults_of_order()
    start.say_where()
