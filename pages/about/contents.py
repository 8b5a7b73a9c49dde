"""What stands on one view of the page, as links to its cards."""

import html
from collections.abc import Mapping

import streamlit as st

from pages.frame import session


def draw(titles: Mapping[str, str]) -> None:
    """Draw the titles of cards, by their keys, as a list of links; on paper there is nothing to click."""
    if session.is_print():
        return
    items = "".join(
        f'<li><a href="#{key}" target="_self">{html.escape(title)}</a></li>' for key, title in titles.items()
    )
    st.html(f'<nav aria-label="この見方の内容"><ul class="contents">{items}</ul></nav>')
