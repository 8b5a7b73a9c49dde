"""One measure: what it is, where it stands, how that was worked out, and what stands beside it."""

import streamlit as st

from charts import words
from charts.goals import cards, series_words, sheet, states, sums
from findings.goals.sheet import Sheet
from findings.goals.trajectory import Worked
from pages.frame import card, session
from pages.goals import sheet_chance


def draw(found: Sheet) -> None:
    """Draw the sheet: pictures beside where the series stand and what the measure is, and what it touches.

    What it touches stands below both columns, or where there is no picture in the place of one.
    """
    is_alone = len(found.series) == 1
    with st.container(key="sheet"):
        left, right = st.columns([11, 9], gap="medium")
        with left:
            for one in found.series:
                card.place(cards.series(one, found.year, [session.plan_source()]))
            if found.chance:
                sheet_chance.draw(found.chance)
        with right:
            for one in found.series:
                _standing(one, found, is_alone=is_alone)
            with st.container(key="card_measure"):
                st.header("計画の内容", anchor=False)
                st.html(sheet.described(found))
        with st.container() if found.series else left:
            neighbours(found, sheet.MOST)


def neighbours(found: Sheet, most: int) -> None:
    """Draw links to other topics, and to at most so many measures of each department and recommendation."""
    kept = session.with_edition(fiscal_year=words.fiscal_year(found.year))
    with st.container(key="card_neighbours"):
        st.header("つながりのある施策と画面", anchor=False)
        st.html(sheet.beside(found, kept, most))


def _standing(worked: Worked, found: Sheet, *, is_alone: bool) -> None:
    """Draw where a series is and should be, and behind a click how its state was worked out."""
    number, built_on = worked.series.indicator.indicator_id, session.current().built_at.date()
    reading = "" if is_alone else states.reading(worked.series)
    with st.container(key=f"card_workings_{number}"):
        st.html(
            sheet.headed(worked, found)
            + series_words.standing(worked)
            + sums.behind(
                worked,
                found.thresholds,
                series_words.known(worked, built_on, reading=reading),
                is_alone=is_alone,
            )
        )
