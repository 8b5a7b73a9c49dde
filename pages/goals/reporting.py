"""Which department has not reported what?"""

import streamlit as st

from charts import words
from charts.goals import reporting
from findings.goals.reporting import by_department, by_field, due, kept_back, of_sort, to_report
from findings.goals.states import departments, measure_states, reporting_years, sources
from pages.frame import card, filters, session

st.title("どの課が、何をまだ報告していないか", anchor=False)
lead = st.empty()
database = session.database()
with st.container(key="filters", horizontal=True):
    year = filters.fiscal_year(reporting_years(database))
    measures = measure_states(database, year)
    asked = filters.many("担当課", "department", departments(measures))

named, when = [session.plan_source(), *sources(measures)], words.fiscal_year(year)
listed = due(database, measures, year)
shown = to_report(listed, asked)
lead.html(
    f'<p class="answer">{reporting.reported_sentence(listed, when)}</p>'
    f'<p class="note">{reporting.sorts(of_sort(listed, "outcome"), of_sort(listed, "output"))}</p>'
    + reporting.kept_back(kept_back(database))
)

with st.container(key="card_due"):
    st.subheader(f"これから報告するもの（{when}）", anchor=False)
    st.html(reporting.to_report(shown, year, session.with_edition(fiscal_year=when)))
    card.under(
        "due",
        f"これから報告するもの {when}",
        reporting.to_report_table(shown, year),
        definition=reporting.LEFT_TO_REPORT,
        sources=named,
        conditions=[f"年度：{when}", *(f"担当課：{name}" for name in asked)],
        is_drawn=True,
    )

groups = {
    "by_field": ("分野", by_field(listed), reporting.COUNTED),
    "by_department": ("担当課", by_department(listed), reporting.COUNTED + reporting.SEVERAL),
}
for column, (key, (what, rows, definition)) in zip(st.columns(2), groups.items(), strict=True):
    with column:
        card.draw(
            key,
            f"{what}ごとの報告（報告あり／指標の数）",
            reporting.completeness(rows),
            alt=reporting.completeness_in_words(rows, what),
            table=reporting.completeness_table(rows, what),
            definition=definition,
            sources=named,
            conditions=[f"年度：{when}"],
        )
