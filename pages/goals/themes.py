"""How do the recommendations and goals stand?"""

import streamlit as st

from charts import plain, unmeasured, words
from charts.accidents.target import target_sentence
from charts.divide import headline
from charts.goals import themes
from findings.accidents.target import latest
from findings.divide.headline import divide_headline
from findings.goals.states import measure_states, reporting_years
from findings.goals.themes import themes as themes_of
from pages.frame import card, filters, session

st.title("提言と目標は、いまどうなっているか", anchor=False)
lead = st.empty()
database = session.database()
with st.container(key="filters", horizontal=True):
    axis = filters.one("見るもの", "axis", list(themes.AXES), width=200)
    year = filters.fiscal_year(reporting_years(database))
shown = themes_of(database, themes.AXES[axis], measure_states(database, year))
when = words.fiscal_year(year)
kept = session.with_edition(fiscal_year=when)
told = {
    "divide": lambda: headline.sentence(divide_headline(database)),
    "accidents": lambda: target_sentence(latest(database)),
}
lead.html(f'<p class="answer">{themes.worst_sentence(shown, when)}</p>')

for one in shown:
    with st.container(key=f"card_theme_{one.theme.theme_no}"):
        st.subheader(plain.markdown(f"{axis}{one.theme.theme_no}　{one.theme.name}"), anchor=False)
        st.html(themes.card(one, when, kept))
        for topic in one.told:
            st.html(themes.data_line(told[topic]()))
        if related := themes.relations(one.relations, kept, session.with_edition()):
            st.html(related)
        if one.unmeasured:
            st.html(unmeasured.beside_theme(axis, one.unmeasured))

with st.container(key="card_links"):
    st.subheader(f"{axis}と施策の対応", anchor=False)
    card.under(
        "links",
        f"{axis}と施策の対応 {when}",
        themes.table(shown),
        definition=themes.DEFINITION,
        sources=[session.plan_source()],
        conditions=[f"年度：{when}"],
    )
