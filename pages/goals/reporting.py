"""Which department has not reported what?"""

import streamlit as st

from charts import words
from charts.goals import reporting
from findings.goals.reporting import by_department, by_field, due, kept_back, of_sort, to_report
from findings.goals.states import departments, measure_states, reporting_years, sources
from pages.frame import card, filters, session

COUNTED = (
    "報告のあった指標＝その年度（暦年の指標は同じ数字の年）の報告が1件以上ある指標。年の途中の値だけの報告も数えます。"
    "指標のない施策は含みません。"
)
SEVERAL = "担当課が複数ある指標は、それぞれの課に数えます。"

st.title("どの課が、何をまだ報告していないか", anchor=False)
lead = st.empty()
database = session.database()
years = {words.fiscal_year(year): year for year in reporting_years(database)}
with st.container(key="filters", horizontal=True):
    year_label = filters.one("年度", "fiscal_year", list(years), width=232)
    year = years[year_label]
    measures = measure_states(database, year)
    asked = filters.many("担当課", "department", departments(measures))

named = [session.plan_source(), *sources(measures)]
listed = due(database, measures, year)
shown = to_report(listed, asked)
lead.html(
    f'<p class="answer">{reporting.reported_sentence(listed, year_label)}</p>'
    f'<p class="note">{reporting.sorts(of_sort(listed, "outcome"), of_sort(listed, "output"))}</p>'
    + reporting.kept_back(kept_back(database))
)

with st.container(key="card_due"):
    st.subheader(f"これから報告するもの（{year_label}）", anchor=False)
    st.html(reporting.to_report(shown, year, session.with_edition(fiscal_year=year_label)))
    card.under(
        "due",
        f"これから報告するもの {year_label}",
        reporting.to_report_table(shown, year),
        definition="未報告の指標と、年の途中の値だけが報告された指標です。" + SEVERAL,
        sources=named,
        conditions=[f"年度：{year_label}", *(f"担当課：{name}" for name in asked)],
        is_drawn=True,
    )

left, right = st.columns(2)
for column, key, what, rows, definition in (
    (left, "by_field", "分野", by_field(listed), COUNTED),
    (right, "by_department", "担当課", by_department(listed), COUNTED + SEVERAL),
):
    with column:
        card.draw(
            key,
            f"{what}ごとの報告（報告あり／指標の数）",
            reporting.completeness(rows),
            alt=reporting.completeness_in_words(rows, what),
            table=reporting.completeness_table(rows, what),
            definition=definition,
            sources=named,
            conditions=[f"年度：{year_label}"],
        )
