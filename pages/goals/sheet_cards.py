"""One measure: what it is, where it stands, how that was worked out, and what stands beside it."""

import html
from datetime import date

import streamlit as st

from charts import events, words
from charts.goals import records, sheet, states, trajectory, trajectory_table, trajectory_words
from findings.goals import events as events_finding
from findings.goals import plan
from findings.goals import trajectory as trajectory_finding
from findings.goals.plan import Measure
from findings.goals.records import newest_number
from findings.goals.states import MeasureState, SeriesState
from findings.goals.trajectory import Worked
from pages.frame import card, filters, session
from pages.goals import sheet_chance, sheet_neighbours
from queries import goals
from stats import calendars
from stats.goals import pace, progress, sensitivity
from stats.goals.projection import Projection

DEFINITION = (
    "破線は、基準から目標までまっすぐ進むと考えた経路です。"
    "判定は、値の時点でこの経路のどこまで来ているかによります。"
)
HELD_DEFINITION = "目標との大小だけで判定する指標です。途中の経路はありません。"
FINAL_DEFINITION = "計画の最後の年度なので、途中の経路でなく、目標に届いたかどうかだけで判定します。"
READ_PERIOD = (
    "期間の数え方（年ごとの数か、ある時点の数か）は計画に書かれておらず、作成者が読み取ったものです。"
)


def asked(measures: list[MeasureState]) -> MeasureState:
    """Return the measure whose number stands in the address; without one, the first that was reported."""
    by_number = {one.measure.measure_id: one for one in measures}
    reported = [
        number for number, one in by_number.items() if one.state not in ("未報告", "対象外", "指標なし")
    ]
    names = {number: one.measure.title for number, one in by_number.items()}
    return by_number[filters.coded("施策", "measure", names, default=(reported or list(names))[0])]


def answer(chosen: MeasureState, year: int) -> str:
    """Return the answer of the sheet, as HTML: the state and its ground, or what is known without a report."""
    title, when = chosen.measure.title, words.fiscal_year(year)
    if not chosen.series:
        return sheet.answer(
            title, chosen.state, when, "計画はこの施策に指標を設けていません。進み具合は数では分かりません。"
        )
    worst = chosen.worst
    if chosen.state == progress.NOT_DUE or worst is None:
        return sheet.answer(title, chosen.state, when, states.REASONS["not_due"])
    if chosen.state != progress.NOT_REPORTED:
        two = sheet.of_several(
            {one.indicator.indicator_id: one.judgement.state for one in chosen.series},
            worst.indicator.indicator_id,
            chosen.state,
        )
        besides = sheet.BY_CHANCE if worst.indicator.uncertainty == "poisson" else ""
        if chosen.state not in (progress.BREACHED, progress.MISSED):
            besides += sheet.broken_before(_events(worst))
        if worst.judgement.state == progress.NOT_REPORTED:
            besides += sheet.last_known(_last_value(worst, year))
        said = two + states.reading(worst) + besides
        if worst.is_recorded:
            return sheet.answer(title, chosen.state, when, said, records.SOURCE)
        return sheet.answer(title, chosen.state, when, said)
    indicator = worst.indicator
    end = calendars.bounds(year, indicator.calendar)[1]
    expected = trajectory_finding.expected_at(indicator, end)
    end_of_year = words.period(end, indicator.calendar)
    if indicator.calendar == "calendar":
        when = words.calendar_year(year)
    return sheet.unreported(
        title=title,
        when=when,
        target=f"{words.period(indicator.target_on, indicator.calendar)}に{indicator.target_text}",
        latest=_last_value(worst, year),
        expected=None
        if expected is None or indicator.kind == "milestone"
        else f"{end_of_year}に期待される値は{words.about(expected, indicator.unit)}",
        reporters=words.listing(chosen.measure.departments),
    )


def draw(chosen: MeasureState, measures: list[MeasureState], year: int) -> None:
    """Draw the sheet: the picture of each series beside what the measure is and how its state was worked out."""
    thresholds = plan.thresholds(session.database())
    worked = [trajectory_finding.work(session.database(), one, year, thresholds) for one in chosen.series]
    with st.container(key="sheet"):
        left, right = st.columns([11, 9], gap="medium")
        with left:
            for one in worked:
                _picture(one, year, is_alone=len(worked) == 1)
            for target in counted(worked):
                sheet_chance.draw(target)
        with right:
            _what_it_is(chosen)
            for one in worked:
                _workings(one, thresholds, is_alone=len(worked) == 1)
        sheet_neighbours.draw(chosen, measures, year)


def counted(worked: list[Worked]) -> list[float]:
    """Return the target of the series chance moves; at most one."""
    return [one.facts.target for one in worked if one.series.indicator.uncertainty == "poisson"][:1]


def _last_value(one: SeriesState, year: int) -> str | None:
    """Return the newest number reported up to the end of a fiscal year with its day, in words; None without one."""
    last = newest_number(one.values, calendars.bounds(year, one.indicator.calendar)[1])
    return records.last_value(one.indicator, last) if last else None


def _events(one: SeriesState) -> list[str]:
    indicator = one.indicator
    return [
        f"{words.period(on, indicator.calendar)}の{words.quantity(count, indicator.unit)}"
        for on, count in one.judgement.events
    ]


def _what_it_is(chosen: MeasureState) -> None:
    with st.container(key="card_measure"):
        st.html(
            f"<h2>{html.escape(chosen.measure.title)}　{states.state_word(chosen.state)}</h2>"
            f"{described(chosen)}"
        )


def described(chosen: MeasureState) -> str:
    """Return what a measure is, in the plan's sense and the editor's links, as HTML."""
    measure = chosen.measure
    links = goals.links(session.database(), measure_id=measure.measure_id)
    themes = [
        states.theme_name(row.link_kind, row.theme_no, row.name) for row in links.itertuples(index=False)
    ]
    return (
        f"<p>{html.escape(measure.summary)}{html.escape(measure.effect)}</p>"
        '<dl class="facts">'
        f"<dt>担当</dt><dd>{html.escape(words.listing(measure.departments))}</dd>"
        f"<dt>対象</dt><dd>{_publics(measure)}　{'新規' if measure.is_new else '継続'}</dd>"
        f"<dt>分野</dt><dd>{html.escape(measure.field)}（計画 {measure.page}ページ）</dd>"
        f"<dt>つながり</dt><dd>{html.escape(words.listing(themes) or 'なし')}（作成者による対応付け）</dd>"
        "</dl>"
    )


def _publics(measure: Measure) -> str:
    return words.listing(
        word for word, flag in (("市民向け", measure.for_citizens), ("庁内向け", measure.for_staff)) if flag
    )


def _picture(worked: Worked, year: int, *, is_alone: bool) -> None:
    """Draw a series' chart with what was reported about it."""
    one, drawing = worked.series, worked.drawing
    indicator, reading = one.indicator, states.reading(one)
    card.draw(
        f"series_{indicator.indicator_id}",
        f"{indicator.name}（指標{indicator.indicator_id}）",
        trajectory.progress(drawing),
        alt=trajectory_words.in_words(drawing, indicator.name, reading),
        table=trajectory_table.table(worked),
        definition=definition(worked) + events.touched(worked.drawing.events) + remark(worked),
        sources=sources(worked),
        conditions=[f"年度：{words.fiscal_year(year)}"],
        answer="<br>".join(told(worked, reading="" if is_alone else reading)),
    )


def sources(worked: Worked) -> list[str]:
    """Return the ids of the sources of everything a picture draws: plan, reports, published values, times."""
    reported = [one.source_id for one in worked.series.values]
    context = [one.source_id for one in worked.context]
    times = events_finding.sources(session.database(), "goals") if worked.drawing.events else []
    return list(dict.fromkeys([session.plan_source(), *reported, *context, *times]))


def told(worked: Worked, *, reading: str) -> list[str]:
    """Return what is known of a series' value beside its picture, as lines of HTML.

    `reading` is what its state rests on; empty where the first line of the page says it already.
    """
    judgement = worked.series.judgement
    lines = [f"{states.state_word(judgement.state)}　{html.escape(reading)}"] if reading else []
    if judgement.period_end is not None:
        lines.append(_age(judgement.period_end))
    if judgement.computed_state:
        lines.append(f"数だけで計算すると{states.state_word(judgement.computed_state)}です。")
    if worked.series.recorded and not worked.series.is_recorded:
        lines.append(records.beside(worked.series.recorded))
    if judgement.events:
        lines.append(f"計画期間中の発生：{words.listing(_events(worked.series))}")
    if not worked.late:
        return lines + _reported_words(worked)
    late = trajectory_words.listed(worked.drawing, worked.drawing.late)
    return [*lines, f"{trajectory_words.LATE}：{late}（{sheet.LATE_REMARK}）", *_reported_words(worked)]


def _age(period_end: date) -> str:
    """Return the day of the judged value and its age; the state itself depends on no clock."""
    months = round(12 * pace.years_between(period_end, session.current().built_at.date()))
    return sheet.age(words.day(period_end), months)


def definition(worked: Worked) -> str:
    """Return how the picture is read."""
    if worked.facts.is_final:
        return FINAL_DEFINITION
    return DEFINITION if worked.drawing.path else HELD_DEFINITION


def remark(worked: Worked) -> str:
    """Return what is particular to an indicator, or what the editor had to read into the plan; may be empty."""
    indicator = worked.series.indicator
    if indicator.note is not None:
        return indicator.note
    return "" if indicator.period_type_stated else READ_PERIOD


def _reported_words(worked: Worked) -> list[str]:
    """Return reason and next step as reported for the judged period, and who said so, as HTML."""
    lines = []
    for row in worked.series.values:
        if row.period_end != worked.series.judgement.period_end:
            continue
        who = "担当課" if row.department is None else row.department
        teller = f"サンプルの文章、{who}" if row.is_sample else who
        for label, text in (("理由", row.reason), ("次の取組", row.next_step)):
            if text is not None:
                lines.append(sheet.told(label, teller, text))
    return lines


def _workings(worked: Worked, thresholds: progress.Thresholds, *, is_alone: bool) -> None:
    """Draw how a series' state was worked out, what is still to do, and what other rules would say."""
    number = worked.series.indicator.indicator_id
    with st.container(key=f"card_workings_{number}"):
        st.subheader("判定の計算と、これから" + ("" if is_alone else f"（指標{number}）"), anchor=False)
        st.html(f"{sheet.numbered(sheet.steps(worked.facts))}{ahead(worked)}")
        if is_ruled(worked):
            st.html(
                f'<p class="note">{survives(worked)}</p>{sheet.rules_table(rules(worked))}'
                f'<p class="note">{sheet.thresholds(dict(thresholds))}</p>'
            )


def is_ruled(worked: Worked) -> bool:
    """Tell whether other rules can be held against a series' state: it has a way, and the way is not over."""
    judgement = worked.series.judgement
    return judgement.achieved is not None and not judgement.is_final


def survives(worked: Worked) -> str:
    """Return whether a series' state depends on the rule, as a sentence of HTML."""
    differing = sensitivity.differing(worked.rulings)
    others = sum(one.state is not None for one in worked.rulings[1:])
    return sheet.survives([one.rule for one in differing], others)


def rules(worked: Worked) -> list[tuple[str, float | None, str | None, str | None]]:
    """Return every rule with its number, its state, and why it has none."""
    return [(one.rule, one.score, one.state, one.undefined) for one in worked.rulings]


def ahead(worked: Worked) -> str:
    """Return what is still to do a year, and where a straight line leads, as HTML."""
    unit, found, parts = worked.drawing.unit, worked.projection, []
    judgement = worked.series.judgement
    if worked.pace and judgement.remaining:
        parts.append(
            sheet.yearly_pace(
                so_far=worked.pace.so_far,
                needed=worked.pace.needed,
                years_left=worked.pace.years_left,
                remaining=judgement.remaining,
                unit=unit,
            )
        )
    if isinstance(found, Projection):
        parts.append(
            sheet.projection(
                when=words.period(found.on, worked.drawing.calendar),
                value=found.value,
                lower=found.lower,
                upper=found.upper,
                confidence=found.confidence,
                chance=found.chance,
                values=found.values,
                unit=unit,
            )
        )
    else:
        parts.append(sheet.NO_PROJECTION[found.reason_code].format(values=found.values))
    return "".join(f'<p class="note">{part}</p>' for part in parts)
