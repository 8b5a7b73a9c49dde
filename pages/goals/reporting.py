"""Which department has not reported what?"""

import streamlit as st

from charts import words
from charts.goals import reporting
from findings.goals import reporting as reporting_finding
from findings.goals import states
from pages.frame import card, filters, session
from queries import data

COUNTED = (
    "報告のあった指標＝その年度（暦年の指標は同じ数字の年）の報告が1件以上ある指標。年の途中の値だけの報告も数えます。"
    "指標のない施策は含みません。"
)
SEVERAL = "担当課が複数ある指標は、それぞれの課に数えます。"

st.title("どの課が、何をまだ報告していないか", anchor=False)
lead = st.empty()
years = {words.fiscal_year(year): year for year in states.reporting_years(session.database())}
with st.container(key="filters", horizontal=True):
    year_label = filters.one("年度", "fiscal_year", list(years), width=232)
    year = years[year_label]
    measures = states.measure_states(session.database(), year)
    asked = filters.many("担当課", "department", states.departments(measures))

sources = [session.plan_source(), *states.sources(measures)]
listed = reporting_finding.due(measures, year, session.database())
missing = reporting_finding.to_report(listed, year, [])
shown = reporting_finding.to_report(listed, year, asked)
reported = sum(one.is_reported for one in listed)
partly = sum(one.is_partial for one in listed)
sorts = (reporting_finding.of_sort(listed, sort) for sort in ("outcome", "output"))
lead.html(
    f'<p class="answer">{reporting.answer(year_label, len(listed), reported, partly, len(missing))}</p>'
    f'<p class="note">{reporting.sorts(*sorts)}</p>' + reporting.kept_back(data.findings(session.database()))
)

with st.container(key="card_due"):
    st.subheader(f"これから報告するもの（{year_label}）", anchor=False)
    st.html(reporting.to_report(shown))
    card.under(
        "due",
        f"これから報告するもの {year_label}",
        reporting.to_report_table(shown),
        definition="未報告の指標と、年の途中の値だけが報告された指標です。" + SEVERAL,
        sources=sources,
        conditions=[f"年度：{year_label}", *(f"担当課：{name}" for name in asked)],
        is_drawn=True,
    )

left, right = st.columns(2)
for column, key, what, rows, definition in (
    (left, "by_field", "分野", reporting_finding.by_field(listed), COUNTED),
    (right, "by_department", "担当課", reporting_finding.by_department(listed), COUNTED + SEVERAL),
):
    with column:
        card.draw(
            key,
            f"{what}ごとの報告（報告あり／指標の数）",
            reporting.completeness(rows),
            alt=reporting.completeness_in_words(rows, what),
            table=reporting.completeness_table(rows, what),
            definition=definition,
            sources=sources,
            conditions=[f"年度：{year_label}"],
        )
