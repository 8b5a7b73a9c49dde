"""Who uses less than the average?"""

import streamlit as st

from charts.divide import questions as charts
from findings.divide import ages, questions
from pages.divide import option
from pages.frame import card, filters, session
from queries import divide


def draw() -> None:
    """Draw the page; where nothing is known it says so and ends early, the frame goes on."""
    st.title("誰が、平均より使っていないか", anchor=False)
    lead = st.empty()
    surveys = divide.surveys(session.database())
    if surveys.empty:
        lead.html(f'<p class="answer">{charts.nothing_known(session.current().edition_id)}</p>')
        return

    with st.container(key="filters", horizontal=True):
        years = option.year_labels(surveys)
        year_label = filters.one("調査年", "survey_year", list(years), width=232)
        answers = divide.answers_of_survey(session.database(), year=years[year_label])
        answers = answers[answers["asked_of"].isna()]
        wordings = filters.many("設問", "question", list(dict.fromkeys(answers["wording"])))

    columns = questions.columns_of(answers)
    population = divide.population(session.database())
    chosen = answers[answers["wording"].isin(wordings)] if wordings else answers
    population_year = surveys.loc[surveys["year"] == years[year_label], "population_year"].iloc[0]
    cells = questions.cells(chosen, population, columns, population_year)
    if not cells:
        st.info("選んだ設問には、年代で比べられる項目がありません。「設問」の条件を外してください。")
        return
    lead.html(f'<p class="answer">{charts.answer(cells, years[year_label])}</p>')
    behind = questions.behind(cells)
    conditions = [f"調査年：{year_label}", f"設問：{'・'.join(wordings) or 'すべて'}"]
    title = f"項目と年代の表：{year_label}"
    names = [ages.label(*pair) for pair in zip(columns, [*columns[1:], None], strict=True)]
    left, right = st.columns([3, 2])
    with left, st.container(key="card_heat"):
        st.subheader(title, anchor=False)
        st.html(charts.heat(cells, names))
        card.under(
            "heat",
            title,
            charts.wide_table(cells, names),
            saved=charts.table(cells),
            is_drawn=True,
            definition=charts.HEAT_NOTE,
            sources=answers["source_id"].unique(),
            conditions=conditions,
        )
    with right:
        card.draw(
            "ranked",
            "平均より使っていない順（ポイント）",
            charts.ranked(behind),
            alt=charts.in_words(behind),
            table=charts.table(behind),
            definition=charts.RANKED_NOTE
            + charts.people_note(is_known=any(cell.people is not None for cell in cells)),
            sources=answers["source_id"].unique(),
            conditions=conditions,
        )
    card.draw(
        "spread",
        f"項目ごとの、年代の開き：{year_label}",
        charts.spread(cells),
        alt=charts.spread_in_words(cells),
        table=charts.wide_table(cells, names),
        saved=charts.table(cells),
        definition=charts.SPREAD_NOTE,
        sources=answers["source_id"].unique(),
        conditions=conditions,
    )


draw()
