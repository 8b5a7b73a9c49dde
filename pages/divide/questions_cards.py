"""All questions of one survey by age: as a table of cells, as a ranked list, and as lines of dots."""

from collections.abc import Sequence

import streamlit as st

from charts import plain
from charts.divide import questions
from findings.divide.ages import labels
from findings.divide.questions import Cell, behind
from findings.divide.surveys import Answer, sources
from pages.frame import card


def draw(
    cells: Sequence[Cell],
    columns: Sequence[int],
    asked: Sequence[Answer],
    year_label: str,
    conditions: Sequence[str],
) -> None:
    """Draw who is behind the average; `columns` are the first ages of the finest classes, `asked` all answers."""
    title, names, worse = f"項目と年代の表：{year_label}", labels(columns), behind(cells)
    left, right = st.columns([3, 2])
    with left, st.container(key="card_heat", height="stretch"):
        st.header(plain.markdown(title), anchor=False)
        st.html(f'<p class="note">{questions.MARKS}</p>{questions.heat(cells, names)}')
        card.under(
            "heat",
            title,
            questions.wide_table(cells, names),
            saved=questions.table(cells),
            is_drawn=True,
            definition=questions.HEAT_NOTE,
            sources=sources(asked),
            conditions=conditions,
        )
    with right:
        card.draw(
            "ranked",
            "平均より使っていない順（ポイントと使わない人数）",
            questions.ranked(worse),
            alt=questions.in_words(worse),
            table=questions.table(worse),
            definition=questions.RANKED_NOTE
            + questions.people_note(is_known=any(cell.people is not None for cell in cells)),
            sources=sources(asked),
            conditions=conditions,
        )


def draw_spread(
    cells: Sequence[Cell],
    columns: Sequence[int],
    asked: Sequence[Answer],
    year_label: str,
    conditions: Sequence[str],
) -> None:
    """Draw how far the ages are apart, item by item."""
    card.draw(
        "spread",
        f"項目ごとの、年代の開き：{year_label}",
        questions.spread(cells),
        alt=questions.spread_in_words(cells),
        table=questions.wide_table(cells, labels(columns)),
        saved=questions.table(cells),
        definition=questions.SPREAD_NOTE,
        sources=sources(asked),
        conditions=conditions,
    )
