"""One measure: what it is, where it stands, how that was worked out, and what stands beside it."""

import streamlit as st

from charts import plain, words
from charts.goals import series_words, sheet, states, sums, trajectory, trajectory_table, trajectory_words
from findings.goals.sheet import Sheet
from findings.goals.trajectory import Worked
from pages.frame import card, session
from pages.goals import sheet_chance
from stats.goals.path import Thresholds


def draw(found: Sheet) -> None:
    """Draw the sheet: the picture of each series beside what the measure is and how its state was worked out."""
    is_alone = len(found.series) == 1
    with st.container(key="sheet"):
        left, right = st.columns([11, 9], gap="medium")
        with left:
            for one in found.series:
                _picture(one, found.year, is_alone=is_alone)
            if found.chance:
                sheet_chance.draw(found.chance)
        with right:
            with st.container(key="card_measure"):
                st.html(sheet.headed(found))
            for one in found.series:
                _workings(one, found.thresholds, is_alone=is_alone)
        neighbours(found, sheet.MOST)


def neighbours(found: Sheet, most: int) -> None:
    """Draw links to other topics, and to at most so many measures of each department and recommendation."""
    kept = session.with_edition(fiscal_year=words.fiscal_year(found.year))
    with st.container(key="card_neighbours"):
        st.header("つながりのある施策と画面", anchor=False)
        st.html(sheet.beside(found, kept, most))


def _picture(worked: Worked, year: int, *, is_alone: bool) -> None:
    """Draw a series' chart with what was reported about it."""
    indicator, drawing = worked.series.indicator, worked.drawing
    reading, built_on = states.reading(worked.series), session.current().built_at.date()
    card.draw(
        f"series_{indicator.indicator_id}",
        f"{indicator.name}（指標{indicator.indicator_id}）",
        trajectory.progress(drawing),
        alt=trajectory_words.in_words(drawing, indicator.name, reading),
        table=trajectory_table.table(worked),
        saved=trajectory_table.saved(worked),
        definition=series_words.whole_definition(worked),
        sources=[session.plan_source(), *worked.sources],
        conditions=[f"年度：{words.fiscal_year(year)}"],
        answer="<br>".join(series_words.known(worked, built_on, reading="" if is_alone else reading)),
    )


def _workings(worked: Worked, thresholds: Thresholds, *, is_alone: bool) -> None:
    """Draw how a series' state was worked out, what is still to do, and what other rules would say."""
    number = worked.series.indicator.indicator_id
    with st.container(key=f"card_workings_{number}"):
        st.header(plain.markdown(sheet.workings_title(worked, is_alone=is_alone)), anchor=False)
        st.html(sums.workings(worked) + sheet.ruled(worked, thresholds))
