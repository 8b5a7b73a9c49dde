"""The sheet of one measure as it is printed: everything of the screen on one page of A4."""

import html

import streamlit as st

from charts.goals import chance, series_words, sheet, sheet_print, states, sums, trajectory
from charts.goals.trajectory_axes import paper
from charts.goals.trajectory_words import in_words
from findings.goals.sheet import Sheet
from findings.goals.trajectory import Worked
from pages.frame import card, session
from pages.goals import sheet_cards, sheet_chance

MOST = 3  # other measures named beside one


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
        sheet_cards.neighbours(found, MOST)
        _under(found)


def _places(count: int) -> list[st.delta_generator.DeltaGenerator]:
    return [st.container()] if count == 1 else st.columns(count, gap="small") if count else []


def _picture(worked: Worked, found: Sheet) -> None:
    """Draw a series' chart over its values, and under it what was reported in words."""
    one, drawing, is_alone = worked.series, worked.drawing, len(found.series) == 1
    indicator, reading = one.indicator, states.reading(one)
    is_said = is_alone or one.judgement.state == found.chosen.state  # by the first line of the page
    state = "" if is_alone else f"　{states.state_word(one.judgement.state)}"
    with st.container(key=f"card_series_{indicator.indicator_id}"):
        st.html(f'<h3 class="part">{html.escape(indicator.name)}（指標{indicator.indicator_id}）{state}</h3>')
        st.plotly_chart(
            trajectory.progress(drawing, paper(is_alone=is_alone, is_low=worked.is_counted)),
            theme=None,
            key=f"chart_series_{indicator.indicator_id}",
            alt=in_words(drawing, indicator.name, reading),
        )
        counted = chance.printed(found.chance) if found.chance and worked.is_counted else {}
        values = sheet_print.across(sheet_print.values(worked) | counted, drawing.unit, drawing.calendar)
        known = series_words.known(worked, session.current().built_at.date(), reading="")
        printed = html.escape(sheet_print.as_printed(worked) + series_words.remark(worked))
        said = [*([] if is_said else [html.escape(reading)]), *known, printed]
        st.html(values + sheet_print.notes(["　".join(said)]))


def _workings(worked: Worked, found: Sheet) -> None:
    """Draw the sum behind a series' state beside its state under every rule."""
    number, is_alone = worked.series.indicator.indicator_id, len(found.series) == 1
    title = "判定の計算と、これから" + ("" if is_alone else f"（指標{number}）")
    ruled = ""
    if worked.is_ruled:
        survives, table = sheet.rules(worked, sheet.RULES if is_alone else sheet.SHORT_RULES)
        ruled = f'<p class="note">{survives}</p>{table}'
    with st.container(key=f"card_workings_{number}"):
        written = sheet_print.workings(title, sums.steps(worked.facts), sums.ahead(worked))
        st.html(sheet_print.beside([written, ruled]))


def _under(found: Sheet) -> None:
    """Write what holds for the whole sheet: how its pictures are read, how states are earned, and every source."""
    ids = [session.plan_source(), *(name for one in found.series for name in one.sources)]
    ids += found.chance.sources if found.chance else ()
    credit = "、".join(card.named_sources(dict.fromkeys(ids))["credit"])
    read = "".join(dict.fromkeys(series_words.definition(one) for one in found.series))
    if any(one.is_ruled for one in found.series):
        read += sheet.thresholds(found.thresholds)
    st.html(sheet_print.notes([f"{read}出典：{html.escape(credit)}"]))
