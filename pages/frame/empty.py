"""What a page says where an edition holds nothing to show: why, whom to ask, and where to read on."""

import html
from urllib.parse import urlencode

import streamlit as st

from charts import words
from pages.frame import session


def say(why: str) -> None:
    """Say why there is nothing to show (plain text), who can change that, and lead to what this edition holds."""
    ask = words.ask(str(session.about()["contact"]))
    query = urlencode(session.with_edition(view="資料と出典"))
    st.html(
        f'<div class="empty"><p class="answer">{html.escape(why)}</p><p class="note">{html.escape(ask)}'
        f'<a href="about?{html.escape(query)}" target="_self">いま入っている資料 ›</a></p></div>'
    )
