"""What the plan and the nation published: figures without a year or a number of respondents."""

from collections.abc import Sequence

import streamlit as st

from charts.divide import cards
from findings.divide.published import Published, national
from pages.frame import card, session


def draw(listed: Sequence[Published]) -> None:
    """Draw what the plan printed."""
    left, right = st.columns(2)
    with left:
        card.place(cards.never_used(listed))
    with right:
        card.place(cards.used(listed))


def draw_national() -> None:
    """Draw the national figures, which answer another question."""
    st.html(
        '<p class="note">国の調査は、市の調査とは別のことを尋ねています。'
        "市の割合と高い・低いを比べることはできません。</p>"
    )
    for column, listed in zip(st.columns([3, 2]), national(session.database()), strict=False):
        with column:
            card.place(cards.national(listed))
