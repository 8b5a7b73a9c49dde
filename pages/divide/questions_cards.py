"""All questions of one survey by age: as a table of cells and as a ranked list."""

from collections.abc import Sequence

import streamlit as st

from charts import plain
from charts.divide import cards, questions
from findings.divide.ages import labels
from findings.divide.questions import Cell
from findings.divide.surveys import Answer
from pages.frame import card


def draw(
    cells: Sequence[Cell],
    columns: Sequence[int],
    asked: Sequence[Answer],
    year_label: str,
    conditions: Sequence[str],
) -> None:
    """Draw who is behind the average; `columns` are the first ages of the finest classes, `asked` all answers."""
    one = cards.heat(cells, columns, asked, f"項目と年代の表：{year_label}", conditions)
    left, right = st.columns([3, 2])
    with left, st.container(key="card_heat", height="stretch"):
        st.header(plain.markdown(one.title), anchor=False)
        st.html(f'<p class="note">{questions.MARKS}</p>{questions.heat(cells, labels(columns))}')
        card.under(one)
    with right:
        card.place(cards.ranked(cells, asked, conditions))
