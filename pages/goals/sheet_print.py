"""The sheet of one measure as it is printed: everything of the screen on one page of A4."""

import streamlit as st

from charts.goals import sheet, sheet_print, states, trajectory
from charts.goals.trajectory_axes import paper
from charts.goals.trajectory_words import in_words
from findings.goals.sheet import Sheet
from findings.goals.trajectory import Worked
from pages.frame import session
from pages.goals import sheet_cards, sheet_chance
from publish.notes import named_sources


def draw(found: Sheet) -> None:
    """Draw the sheet for paper; two series of a measure stand beside one another."""
    with st.container(key="sheet"):
        with st.container(key="card_measure"):
            st.html(sheet.described(found))
        for part in (_picture, _workings):
            for place, one in zip(_places(len(found.series)), found.series, strict=True):
                with place:
                    part(one, found)
        if found.chance:
            sheet_chance.draw(found.chance)
        sheet_cards.neighbours(found, sheet.MOST_PRINTED)
        ids = dict.fromkeys([session.plan_source(), *found.sources])
        st.html(sheet_print.below(found, "、".join(named_sources(session.database(), ids)["credit"])))


def _places(count: int) -> list[st.delta_generator.DeltaGenerator]:
    return [st.container()] if count == 1 else st.columns(count, gap="small") if count else []


def _picture(worked: Worked, found: Sheet) -> None:
    """Draw a series' chart over its values, and under it what was reported in words."""
    indicator, is_alone = worked.series.indicator, len(found.series) == 1
    with st.container(key=f"card_series_{indicator.indicator_id}"):
        st.html(sheet_print.heading(worked, is_alone=is_alone))
        st.plotly_chart(
            trajectory.progress(worked.drawing, paper(is_alone=is_alone, is_low=worked.is_counted)),
            theme=None,
            key=f"chart_series_{indicator.indicator_id}",
            alt=in_words(worked.drawing, indicator.name, states.reading(worked.series)),
        )
        st.html(sheet_print.beneath(worked, found, session.current().built_at.date()))


def _workings(worked: Worked, found: Sheet) -> None:
    """Draw the sum behind a series' state beside its state under every rule."""
    with st.container(key=f"card_workings_{worked.series.indicator.indicator_id}"):
        st.html(sheet_print.workings(worked, is_alone=len(found.series) == 1))
