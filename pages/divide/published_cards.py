"""What the plan and the nation published: figures without a year or a number of respondents."""

from collections.abc import Sequence

import streamlit as st

from charts import words
from charts.divide import cards, published
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
            card.draw(
                f"benchmark_{listed[0].series}",
                f"全国：{listed[0].series_label}",
                published.benchmark(listed),
                alt=published.benchmark_in_words(listed),
                table=published.benchmark_table(listed),
                definition=words.sentence(published.benchmark_notes(listed)),
                sources=list(dict.fromkeys(one.source_id for one in listed)),
            )
