"""One measure: what it is, where it stands, and the chart of each of its series."""

import html

import pandas as pd
import streamlit as st

from charts import goals as charts
from charts import words
from charts.goals import Point
from pages.frame import card, filters, session
from pages.goals import standing
from pages.goals.standing import MeasureStanding, SeriesStanding
from queries import goals

DEFINITION = (
    "判定：基準値から目標値までの道のりの達成割合を、値の時点までに期待される割合（期間の経過に比例）で割った進み具合"
    "（0.95以上は順調、0.60以上はやや遅れ、0以上は遅れ、基準より悪ければ後退）。"
    "保つ指標・0を保つ指標・基準が言葉の指標は、目標との大小だけで判定します。"
)


def asked(measures: list[MeasureStanding]) -> MeasureStanding:
    """Return the measure whose number stands in the address; without one, the first that was reported."""
    by_number = {one.measure["measure_id"]: one for one in measures}
    reported = [number for number, one in by_number.items() if one.state not in ("未報告", "指標なし")]
    names = {number: standing.title(one) for number, one in by_number.items()}
    return by_number[filters.coded("施策", "measure", names, default=(reported or list(names))[0])]


def draw(chosen: MeasureStanding, year_label: str) -> None:
    """Draw the measure's description and a card for each of its series."""
    measure = chosen.measure
    links = goals.links(session.database(), measure_id=measure["measure_id"])
    themes = [
        charts.theme_name(row.link_kind, row.theme_no, row.name) for row in links.itertuples(index=False)
    ]
    with st.container(key="card_measure"):
        st.html(
            f"<h2>{html.escape(standing.title(chosen))}　{charts.state_word(chosen.state)}</h2>"
            f'<p class="answer">{html.escape(measure["summary"])}{html.escape(measure["effect"])}</p>'
            '<dl class="facts">'
            f"<dt>担当</dt><dd>{html.escape(words.listing(measure['departments']))}</dd>"
            f"<dt>対象</dt><dd>{_publics(measure)}　{'新規' if measure['is_new'] else '継続'}</dd>"
            f"<dt>分野</dt><dd>{html.escape(measure['field'])}（計画 {measure['page']}ページ）</dd>"
            f"<dt>つながり</dt><dd>{html.escape(words.listing(themes) or 'なし')}（作成者による対応付け）</dd>"
            "</dl>"
        )
        if not chosen.series:
            st.html(
                '<p class="note">計画はこの施策に指標を設けていません。進み具合は数では分かりません。</p>'
            )
    for one in chosen.series:
        _series(one, year_label)


def _publics(measure: pd.Series) -> str:
    return words.listing(
        word
        for word, flag in (("市民向け", measure["for_citizens"]), ("庁内向け", measure["for_staff"]))
        if flag
    )


def _series(one: SeriesStanding, year_label: str) -> None:
    indicator, judgement = one.indicator, one.judgement
    unit, calendar = indicator["unit"], indicator["calendar"]
    context = goals.context_values(session.database(), indicator_id=indicator["indicator_id"])
    reading = standing.reading(one)
    reported = standing.points(one)
    figure = charts.progress(
        unit=unit,
        calendar=calendar,
        path=standing.path(indicator),
        target=Point(indicator["target_on"].date(), indicator["target_value"]),
        target_text=indicator["target_text"],
        reported=reported,
        context=[Point(row.period_end.date(), row.value) for row in context.itertuples()],
        state=judgement.state,
        is_stepped=indicator["kind"] == "milestone",
        is_sum=indicator["kind"] == "cumulative",
    )
    lines = [f"{charts.state_word(judgement.state)}　{html.escape(reading)}"]
    if judgement.computed_state:
        lines.append(f"数だけで計算すると「{judgement.computed_state}」です。")
    if judgement.events:
        lines.append(
            "計画期間中の発生："
            + words.listing(
                f"{words.period(on, calendar)} {words.quantity(count, unit)}"
                for on, count in judgement.events
            )
        )
    if not indicator["period_type_stated"] and pd.isna(indicator["note"]):
        lines.append(
            "期間の数え方（年ごとの数か、ある時点の数か）は計画に書かれておらず、作成者が読み取ったものです。"
        )
    if pd.notna(indicator["note"]):
        lines.append(html.escape(indicator["note"]))
    latest = one.reports[one.reports["period_end"].dt.date == judgement.period_end]
    for row in latest.itertuples():
        teller = (
            "サンプルの文章" if row.is_sample else row.department if pd.notna(row.department) else "担当課"
        )
        if pd.notna(row.reason):
            lines.append(f"理由（{html.escape(teller)}）：{html.escape(row.reason)}")
        if pd.notna(row.next_step):
            lines.append(f"次の取組（{html.escape(teller)}）：{html.escape(row.next_step)}")
    card.draw(
        f"series_{indicator['indicator_id']}",
        f"{indicator['name']}（指標{indicator['indicator_id']}）",
        figure,
        alt=f"{indicator['name']}の推移。基準は{indicator['baseline_text']}、目標は{indicator['target_text']}。{reading}",
        table=standing.table(one, context),
        definition=DEFINITION,
        sources=["plan5", *one.reports["source_id"].unique(), *context["source_id"].unique()],
        conditions=[f"年度：{year_label}"],
        answer="<br>".join(lines),
    )
