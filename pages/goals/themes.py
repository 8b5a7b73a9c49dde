"""How do the recommendations and goals stand?"""

import streamlit as st

from charts import unmeasured, words
from charts.goals import themes
from findings.goals import states
from findings.goals import themes as themes_finding
from pages.frame import card, filters, session

st.title("提言と目標は、いまどうなっているか", anchor=False)
lead = st.empty()
years = {words.fiscal_year(year): year for year in states.reporting_years(session.database())}
with st.container(key="filters", horizontal=True):
    axis = filters.one("見るもの", "axis", list(themes_finding.AXES), width=200)
    year_label = filters.one("年度", "fiscal_year", list(years), width=232)
measures = states.measure_states(session.database(), years[year_label])
shown = themes_finding.linked(axis, measures, year_label, session.database())
lead.html(f'<p class="answer">{themes_finding.answer(shown, year_label)}</p>')

for one in shown:
    with st.container(key=f"card_theme_{one.theme.number}"):
        st.subheader(f"{axis}{one.theme.number}　{one.theme.name}", anchor=False)
        st.html(themes.card(one.theme, year_label, one.tiles))
        for topic in one.told:
            st.html(themes.data_line(themes_finding.told(topic, session.database())))
        if one.relations:
            st.html(themes.relations(one.relations))
        if one.unmeasured:
            st.html(unmeasured.beside_theme(axis, one.unmeasured))

with st.container(key="card_links"):
    st.subheader(f"{axis}と施策の対応", anchor=False)
    card.under(
        "links",
        f"{axis}と施策の対応 {year_label}",
        themes.table([one.theme for one in shown], [one.tiles for one in shown]),
        definition="施策がどの提言・目標・柱に当たるかは、計画の文章に書かれていません。作成者による対応付けです"
        "（data/plans のlinks.yaml で直せます）。一つの施策が複数に当たることがあります。",
        sources=[session.plan_source()],
        conditions=[f"年度：{year_label}"],
    )
