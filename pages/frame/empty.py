"""What a page says where an edition holds nothing to show: why, whom to ask, and where to read on."""

import html

import streamlit as st

from charts import words
from pages.frame import methods, session, slides


def say(why: str) -> None:
    """Say why there is nothing to show (plain text), who can change that, and lead to what this edition holds."""
    shown = slides.current()
    shown.answer = shown.answer or html.escape(why)
    ask = words.ask(str(session.about()["contact"]))
    what = html.escape(methods.address(methods.DATA))
    st.html(
        f'<div class="empty"><p class="why">{html.escape(why)}</p><p class="note">{html.escape(ask)}'
        f'<a href="{what}" target="_self">いま入っている資料 ›</a></p></div>'
    )
