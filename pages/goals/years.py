"""Is it better than the year before?"""

import streamlit as st

from charts import words
from charts.goals import years as years_chart
from findings.goals import events, states
from findings.goals import years as years_finding
from pages.frame import card, filters, session
from stats.goals import change

st.title("前の年度より、良くなったか", anchor=False)
lead = st.empty()
reported = {words.fiscal_year(year): year for year in states.reporting_years(session.database())}
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    year_label = filters.one("年度", "fiscal_year", list(reported), width=232)
    chosen = reported[year_label]
    years = years_finding.shown_years(session.database())
    everything = years_finding.over_years(session.database(), years, chosen)
    fields = filters.many(
        "分野", "field", list(dict.fromkeys(one.measure.measure.field for one in everything))
    )
    asked = filters.many("前の年度から", "change", list(change.WORDS))
    counts = years_finding.counts(everything)
    st.html(years_chart.chips(counts), width="stretch")

lead.html(f'<p class="answer">{years_chart.answer(counts, year_label)}</p>')
shown = [
    one
    for one in everything
    if (not fields or one.measure.measure.field in fields) and (not asked or one.change.word in asked)
]
if not shown:
    st.info("選んだ条件に合う指標はありません。条件を一つ外してください。")
    st.stop()

by_calendar = [
    one.series.indicator.indicator_id for one in everything if one.series.indicator.calendar == "calendar"
]
lines = [years_finding.line(one, year_label) for one in shown]
with st.container(key="card_years"):
    st.subheader("指標ごとの推移（基準・各年度の値と状態・目標）", anchor=False)
    st.html(
        f'<p class="note">{years_chart.clocks(year_label, words.calendar_year(chosen), by_calendar)}'
        f"{years_finding.times(session.database(), shown, years)}</p>"
    )
    st.html(years_chart.table(lines, years, chosen))
    card.under(
        "years",
        "年度の推移",
        years_chart.saved(lines, years, [years_finding.values(one) for one in shown]),
        definition=years_chart.definition(change.SMALL, change.CHANCE),
        sources=[
            session.plan_source(),
            *years_finding.sources(shown),
            *events.sources(session.database(), "goals"),
        ],
        conditions=[
            f"年度：{year_label}",
            *(f"分野：{name}" for name in fields),
            *(f"変化：{word}" for word in asked),
        ],
        is_drawn=True,
    )
