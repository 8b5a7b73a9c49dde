"""The sheet of one measure as it is printed: everything of the screen on one page of A4."""

import html
from collections.abc import Iterable
from datetime import date

import streamlit as st

from charts import words
from charts.goals import records, sheet, sheet_print, states, trajectory, trajectory_axes, trajectory_words
from findings.goals import plan
from findings.goals import records as records_finding
from findings.goals import trajectory as trajectory_finding
from findings.goals.plan import ReportedValue
from findings.goals.states import MeasureState
from findings.goals.trajectory import Worked
from pages.frame import card, session
from pages.goals import sheet_cards, sheet_chance, sheet_neighbours
from stats.goals.projection import Projection


def draw(chosen: MeasureState, measures: list[MeasureState], year: int) -> None:
    """Draw the sheet for paper; two series of a measure stand beside one another."""
    thresholds = plan.thresholds(session.database())
    worked = [trajectory_finding.work(session.database(), one, year, thresholds) for one in chosen.series]
    counted = sheet_cards.counted(worked)
    with st.container(key="sheet"):
        with st.container(key="card_measure"):
            st.html(sheet_cards.described(chosen))
        for part in (_picture, _workings):
            for place, one in zip(_places(len(worked)), worked, strict=True):
                with place:
                    part(one, chosen)
        for target in counted:
            sheet_chance.draw(target)
        sheet_neighbours.draw(chosen, measures, year)
        _under(worked, sheet.thresholds(thresholds), is_counted=bool(counted))


def _places(count: int) -> list[st.delta_generator.DeltaGenerator]:
    return [st.container()] if count == 1 else st.columns(count, gap="small") if count else []


def _is_alone(chosen: MeasureState) -> bool:
    return len(chosen.series) == 1


def _picture(worked: Worked, chosen: MeasureState) -> None:
    """Draw a series' chart over its values, and under it what was reported in words."""
    one, drawing = worked.series, worked.drawing
    indicator, reading = one.indicator, states.reading(one)
    is_said = _is_alone(chosen) or one.judgement.state == chosen.state  # by the first line of the page
    state = "" if _is_alone(chosen) else f"　{states.state_word(one.judgement.state)}"
    with st.container(key=f"card_series_{indicator.indicator_id}"):
        st.html(f'<h3 class="part">{html.escape(indicator.name)}（指標{indicator.indicator_id}）{state}</h3>')
        st.plotly_chart(
            trajectory.progress(drawing, _canvas(worked, chosen)),
            theme=None,
            key=f"chart_series_{indicator.indicator_id}",
            alt=trajectory_words.in_words(drawing, indicator.name, reading),
        )
        values = _values(worked) | (sheet_chance.bases() if sheet_cards.counted([worked]) else {})
        said = [*([] if is_said else [html.escape(reading)]), *sheet_cards.told(worked, reading="")]
        said.append(html.escape(_as_printed(worked) + sheet_cards.remark(worked)))
        st.html(
            sheet_print.across(values, drawing.unit, drawing.calendar) + sheet_print.notes(["　".join(said)])
        )


def _canvas(worked: Worked, chosen: MeasureState) -> trajectory_axes.Canvas:
    """Return the size of a picture: low where what chance does stands below it."""
    if not _is_alone(chosen):
        return trajectory_axes.PAPER_HALF
    return trajectory_axes.PAPER_LOW if sheet_cards.counted([worked]) else trajectory_axes.PAPER


def _values(worked: Worked) -> dict[str, dict[date, str]]:
    """Return everything the picture draws, by kind and day."""
    one, drawing = worked.series, worked.drawing
    unit = drawing.unit

    def written(values: Iterable[ReportedValue]) -> dict[date, str]:
        return {
            row.period_end: words.listing(
                part
                for part in (
                    None if row.value is None else sheet_print.value(row.value, unit),
                    row.state,
                    row.value_text,
                )
                if part
            )
            for row in values
        }

    found, projected = worked.projection, {}
    if isinstance(found, Projection):
        value, lower, upper = (words.rounded(one, "") for one in (found.value, found.lower, found.upper))
        projected = {found.on: f"{value}（{lower}〜{upper}）"}
    reported = records_finding.reports(one.values)
    counted = [value for value in one.values if value.is_of_records]
    share = words.percent(found.confidence) if isinstance(found, Projection) else ""
    return {
        "実績": written(value for value in reported if not value.is_sample),
        "実績（サンプル）": written(value for value in reported if value.is_sample),
        records.origin(is_sample=any(value.is_sample for value in counted)): written(counted),
        "報告日": {
            value.period_end: sheet_print.reported_on(value.reported_on)
            for value in one.values
            if value.reported_on
        },
        "基準・目標": {
            point.on: sheet_print.value(point.value, unit)
            for point in (drawing.baseline, drawing.target)
            if point is not None
        },
        f"見込み（{share}の幅）": projected,
        trajectory_words.LATE: {point.on: sheet_print.value(point.value, unit) for point in drawing.late},
        "参考（公表値）": {point.on: sheet_print.value(point.value, unit) for point in drawing.context},
    }


def _as_printed(worked: Worked) -> str:
    """Return baseline and target as the plan prints them, and what published values beside them are."""
    drawing, context = worked.drawing, worked.context
    notes = {
        note: words.listing(
            words.period(value.period_end, drawing.calendar) for value in context if value.note == note
        )
        for note in dict.fromkeys(value.note for value in context)
    }
    published = "".join(f"参考の{days}は{note}。" for note, days in notes.items())
    return f"計画の表記：基準 {drawing.baseline_text}、目標 {drawing.target_text}。{published}"


def _workings(worked: Worked, chosen: MeasureState) -> None:
    """Draw the sum behind a series' state beside its state under every rule."""
    number = worked.series.indicator.indicator_id
    title = "判定の計算と、これから" + ("" if _is_alone(chosen) else f"（指標{number}）")
    ruled, names = "", sheet.RULES if _is_alone(chosen) else sheet.SHORT_RULES
    if sheet_cards.is_ruled(worked):
        table = sheet.rules_table(sheet_cards.rules(worked), names)
        ruled = f'<p class="note">{sheet_cards.survives(worked)}</p>{table}'
    with st.container(key=f"card_workings_{number}"):
        st.html(
            sheet_print.beside(
                [sheet_print.workings(title, sheet.steps(worked.facts), sheet_cards.ahead(worked)), ruled]
            )
        )


def _under(worked: list[Worked], thresholds: str, *, is_counted: bool) -> None:
    """Write what holds for the whole sheet: how its pictures are read, how states are earned, and every source."""
    ids = [name for one in worked for name in sheet_cards.sources(one)] or [session.plan_source()]
    ids += sheet_chance.sources() if is_counted else []
    credit = "、".join(card.named_sources(dict.fromkeys(ids))["credit"])
    judged = any(sheet_cards.is_ruled(one) for one in worked)
    read = "".join(dict.fromkeys(sheet_cards.definition(one) for one in worked)) + (
        thresholds if judged else ""
    )
    st.html(sheet_print.notes([f"{read}出典：{html.escape(credit)}"]))
