"""Is it better than the year before?"""

import streamlit as st

from charts import goals_years as charts
from charts import words
from pages.frame import card, filters, session
from pages.goals import marks, over_years, standing
from stats import change

st.title("前の年度より、良くなったか", anchor=False)
lead = st.empty()
reported = {words.fiscal_year(year): year for year in standing.reporting_years(session.database())}
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    year_label = filters.one("年度", "fiscal_year", list(reported), width=232)
    chosen = reported[year_label]
    years = over_years.shown_years(session.database())
    everything = over_years.over_years(session.database(), years, chosen)
    fields = filters.many(
        "分野", "field", list(dict.fromkeys(one.measure.measure["field"] for one in everything))
    )
    asked = filters.many("前の年度から", "change", list(change.WORDS))
    counts = over_years.counts(everything)
    st.html(charts.chips(counts), width="stretch")

lead.html(f'<p class="answer">{charts.answer(counts, year_label)}</p>')
shown = [
    one
    for one in everything
    if (not fields or one.measure.measure["field"] in fields) and (not asked or one.change.word in asked)
]
if not shown:
    st.info("選んだ条件に合う指標はありません。条件を一つ外してください。")
    st.stop()

by_calendar = [
    one.series.indicator["indicator_id"]
    for one in everything
    if one.series.indicator["calendar"] == "calendar"
]
lines = [over_years.line(one, year_label) for one in shown]
with st.container(key="card_years"):
    st.subheader("指標ごとの推移（基準・各年度の値と状態・目標）", anchor=False)
    st.html(
        f'<p class="note">{charts.clocks(year_label, words.calendar_year(chosen), by_calendar)}'
        f"{over_years.times(session.database(), shown, years)}</p>"
    )
    st.html(charts.table(lines, years, chosen))
    card.under(
        "years",
        "年度の推移",
        charts.saved(lines, years, [over_years.values(one) for one in shown]),
        definition=charts.definition(change.SMALL, change.CHANCE),
        sources=[
            session.plan_source(),
            *over_years.sources(shown),
            *marks.sources(session.database(), "goals"),
        ],
        conditions=[
            f"年度：{year_label}",
            *(f"分野：{name}" for name in fields),
            *(f"変化：{word}" for word in asked),
        ],
        is_drawn=True,
    )
