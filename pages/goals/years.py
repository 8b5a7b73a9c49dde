"""Is it better than the year before?"""

import streamlit as st

from charts import words
from charts.goals import years
from findings.events import events
from findings.goals.links import sorts
from findings.goals.states import reporting_years
from findings.goals.years import counts, fields_of, matching, over_years, shown_years, sources, touched
from pages.frame import card, filters, session
from stats.goals import change

st.title("前の年度より、良くなったか", anchor=False)
lead = st.empty()
database = session.database()
with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
    chosen, columns = filters.fiscal_year(reporting_years(database)), shown_years(database)
    everything, times = over_years(database, columns, chosen), events(database, "goals")
    fields = filters.many("分野", "field", fields_of(everything))
    asked = filters.many("前の年度から", "change", list(change.WORDS))
    st.html(years.chips(counts(everything)), width="stretch")

when = words.fiscal_year(chosen)
lead.html(f'<p class="answer">{years.change_sentence(counts(everything), when)}</p>')
shown = matching(everything, fields, asked)
if not shown:
    st.info("選んだ条件に合う指標はありません。条件を一つ外してください。")
    st.stop()

with st.container(key="card_years"):
    st.subheader("指標ごとの推移（基準・各年度の値と状態・目標）", anchor=False)
    st.html(
        f'<p class="note">{years.clocks(everything, chosen)}'
        f"{years.times(times, columns, touched(times, shown))}</p>"
    )
    st.html(years.table(shown, columns, chosen, session.with_edition(fiscal_year=when)))
    card.under(
        "years",
        "年度の推移",
        years.saved(shown, columns, sorts(database)),
        definition=years.definition(),
        sources=[session.plan_source(), *sources(shown), *(time.source_id for time in times)],
        conditions=[
            f"年度：{when}",
            *(f"分野：{name}" for name in fields),
            *(f"変化：{word}" for word in asked),
        ],
        is_drawn=True,
    )
